"""What the worker does for letters on paper: makes the PDF that somebody posts, and sweeps up those that are posted."""

import traceback
from collections.abc import Callable
from datetime import datetime, timedelta

import click

from shared.casework import by_hand
from shared.delivery.making import paper_of
from shared.delivery.printing import NotMade
from shared.files.store import Store
from shared.models.database import reading, writing
from shared.models.notices import Notice
from shared.worker.installation import Installation

#: A PDF is in the folder a moment before its notice names it.
YOUNG = timedelta(days=1)


def make_one(installation: Installation, clock: Callable[[], datetime]) -> bool:
    """Claim one letter, make its PDF, write down its name; False when none was wanted.

    No transaction is open while it is made. One that cannot be made stays with whoever has the task, with the reason.
    """
    with writing(installation.engine) as session:
        claimed = by_hand.claim_unmade(session, at=clock())
        session.commit()
    for notice in claimed:
        name, trouble, for_good = _kept(notice, installation)
        with writing(installation.engine) as session:
            owed = session.get(Notice, notice.id)
            if owed is None:  # it was about a draft, which somebody has taken back meanwhile
                continue
            if name:
                by_hand.made(owed, name)
            else:
                by_hand.not_made(owed, at=clock(), trouble=trouble, for_good=for_good)
                click.echo(f"{notice.once_key} could not be put on paper. {trouble}", err=True)
            session.commit()
    return bool(claimed)


def _kept(notice: Notice, installation: Installation) -> tuple[str, str, bool]:
    """The name of the PDF; or what went wrong, and whether it always will."""
    settings = installation.settings
    try:
        paper = paper_of(notice, installation.charter, settings.base_url)
    except NotMade as why:
        return "", str(why), True
    except Exception as fault:  # a fault in one letter must not keep the others waiting
        traceback.print_exc()
        return "", f"The letter could not be written: {fault!r}", False
    try:
        return Store(settings.letters).put(paper), "", False
    except OSError as why:
        return "", f"The folder for letters cannot be written: {why.strerror}", False


def sweep(installation: Installation, at: datetime) -> None:
    """PDFs that nobody has to post any more: they hold what was said, and the way into the customer's own page."""
    store = Store(installation.settings.letters)
    with reading(installation.engine) as session:
        wanted = by_hand.still_to_post(session)
    for names in store.older_than(at - YOUNG):
        for name in names:
            if name not in wanted:
                store.delete(name)
