"""Slowing down whoever tries one secret after another (clause SC-7)."""

from typing import NoReturn

from flask import abort

from shared.casework import attempts
from shared.casework.customers import email_key
from shared.web.now import now
from shared.web.pages import show
from shared.web.slowing import address_mark, mark
from shared.web.unit_of_work import db, small_write

#: A library or a phone network may bring many honest people from one address.
MOST_FROM_ONE_ADDRESS = 20


#: For one reference from everywhere together: high, or anybody could keep a customer out by guessing wrong for them.
MOST_FOR_ONE_REFERENCE = 100


def _places(reference: str) -> dict[str, int]:
    """What wrong secrets are counted by, and how many of each we bear."""
    here = address_mark()
    places = {f"address:{here}": MOST_FROM_ONE_ADDRESS}
    if reference:
        places[f"try:{mark(here + reference)}"] = attempts.MOST
        places[f"case:{reference}"] = MOST_FOR_ONE_REFERENCE
    return places


#: Links to come back that may leave in a quarter of an hour, from one place and to one address.
MOST_LINKS_FROM_HERE, MOST_LINKS_TO_ONE = 10, 3


def may_send_link(address: str) -> bool:
    """Count one link to that e-mail address; False when there were enough."""
    places = {
        f"links:{address_mark()}": MOST_LINKS_FROM_HERE,
        f"link:{mark(email_key(address))}": MOST_LINKS_TO_ONE,
    }
    if any(attempts.too_many(db(), place, at=now(), most=most) for place, most in places.items()):
        return False
    for place in places:
        attempts.wrong(db(), place, at=now())
    return True


#: Sendings of files that we look into in a quarter of an hour, from one place: each costs time and room.
MOST_SENDINGS_OF_FILES = 40


def may_send_files() -> bool:
    """Count one sending of files; False when there were enough from here."""
    place = f"files:{address_mark()}"
    if attempts.too_many(db(), place, at=now(), most=MOST_SENDINGS_OF_FILES):
        return False
    attempts.wrong(db(), place, at=now())
    return True


def refuse_if_too_many(reference: str = "") -> None:
    """Ends the request with a page that says how long to wait, when too many secrets were wrong."""
    at = now()
    if any(attempts.too_many(db(), place, at=at, most=most) for place, most in _places(reference).items()):
        wait()


def wait() -> NoReturn:
    """Say in plain words how long to wait."""
    left = attempts.over_in(now())
    page = show("portal/look_up/wait.html", status=429, minutes=-(-left.seconds // 60))
    page.headers["Retry-After"] = str(left.seconds)
    abort(page)


def wrong_key() -> NoReturn:
    """Ends the request as for any secret link that opens nothing: counted, slowed, telling nothing of what exists."""
    refuse_if_too_many()
    count_wrong()
    abort(show("portal/look_up/not_opened.html", status=404))


def count_wrong(reference: str = "") -> None:
    """One more wrong secret, from here and for this reference; kept although the request is refused.

    Whatever this request began is let go first: nothing of it will be kept, and a second writer would wait for it.
    """
    db().rollback()
    with small_write() as session:
        for place in _places(reference):
            attempts.wrong(session, place, at=now())
