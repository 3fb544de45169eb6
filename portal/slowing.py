"""Slowing down whoever tries one secret after another (clause SC-7)."""

from typing import NoReturn

from flask import abort

from shared.casework import attempts
from shared.web.now import now
from shared.web.pages import show
from shared.web.slowing import address_mark
from shared.web.unit_of_work import db, small_write

#: A library or a phone network may bring many honest people from one address.
MOST_FROM_ONE_ADDRESS = 20


def address_place() -> str:
    """Where this request comes from."""
    return f"address:{address_mark()}"


def refuse_if_too_many(reference: str = "") -> None:
    """Ends the request with a page that says how long to wait, when too many secrets were wrong."""
    many = attempts.too_many(db(), address_place(), at=now(), most=MOST_FROM_ONE_ADDRESS)
    if not many and reference:
        many = attempts.too_many(db(), f"case:{reference}", at=now())
    if many:
        wait()


def wait() -> NoReturn:
    """Say in plain words how long to wait."""
    left = attempts.over_in(now())
    page = show("portal/look_up/wait.html", status=429, minutes=-(-left.seconds // 60))
    page.headers["Retry-After"] = str(left.seconds)
    abort(page)


def count_wrong(reference: str = "") -> None:
    """One more wrong secret, from here and for this reference; kept although the request is refused.

    Whatever this request began is let go first: nothing of it will be kept, and a second writer would wait for it.
    """
    db().rollback()
    with small_write() as session:
        attempts.wrong(session, address_place(), at=now())
        if reference:
            attempts.wrong(session, f"case:{reference}", at=now())
