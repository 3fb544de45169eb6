"""Notices on their way out: claimed, looked at once more, sent, or brought up to date with what is recorded now."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import clocks, timeline
from shared.casework.notices import open_task, open_tasks_of
from shared.casework.reaching import address, by_hand, message_of, misfits_of, needs_of
from shared.charter.organisation import Charter
from shared.charter.reaching import Misfit, fitted
from shared.charter.vocabulary import Reach
from shared.models.cases import Happened
from shared.models.notices import Held, Notice

LEASE = timedelta(minutes=5)
#: How long to wait before each further try; after the last one the notice is parked and shown to staff.
BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 480))


def claim(
    session: Session, *, at: datetime, reaches: Collection[Reach] = (Reach.EMAIL,), most: int = 10
) -> Sequence[Notice]:
    """Take the notices that are owed now, for as long as the lease lasts; what another worker holds is passed over.

    `reaches` are the ways for which this installation has a channel. What waits for a translation is left alone.
    """
    pick = (
        sa.select(Notice.id)
        .where(
            Notice.sent_at.is_(None),
            Notice.parked_at.is_(None),
            Notice.reach.in_(sorted(reaches)),
            Notice.held_for.is_(None),
            Notice.send_after <= at,
            sa.or_(Notice.locked_until.is_(None), Notice.locked_until < at),
        )
        .order_by(Notice.send_after, Notice.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    held = (
        sa.update(Notice)
        .where(Notice.id.in_(pick))
        .values(locked_until=at + LEASE, attempts=Notice.attempts + 1)
        .returning(Notice.id)
        .execution_options(synchronize_session=False)
    )
    numbers = session.scalars(held).all()
    rows = sa.select(Notice).where(Notice.id.in_(numbers)).order_by(Notice.id)
    return session.scalars(rows.execution_options(populate_existing=True)).all()


def sent(session: Session, notice: Notice, *, at: datetime) -> None:
    """It has left the building."""
    notice.sent_at, notice.locked_until, notice.trouble = at, None, ""


def failed(
    session: Session, notice: Notice, *, at: datetime, charter: Charter, trouble: str, for_good: bool = False
) -> None:
    """It did not leave: try again later, or after the last try park it and open a task to reach the person."""
    notice.trouble, notice.locked_until = trouble[:500], None
    if not for_good and notice.attempts <= len(BACK_OFF):
        notice.send_after = at + BACK_OFF[notice.attempts - 1]
        return
    notice.parked_at = at
    if notice.case is None:
        return
    open_task(session, notice, at=at, charter=charter, failed=True)
    timeline.write(
        session,
        notice.case,
        Happened.NOT_DELIVERED,
        at=at,
        public=False,
        template=notice.template,
        trouble=trouble,
    )


def may_leave(session: Session, notice: Notice, *, at: datetime, charter: Charter) -> bool:
    """Look at the person's record once more; True when the notice fits it and may leave now (clause FP-11b).

    What no longer fits is made anew as it is needed now, and then leaves in that way, becomes a task for a person, or
    is stopped for good where somebody may not be told any more.
    """
    today = clocks.today_of(charter, at)
    found = misfits_of(notice, day=today, charter=charter)
    if not found:
        return True
    notice.locked_until, notice.attempts = None, max(notice.attempts - 1, 0)
    if Misfit.AUTHORITY in found or Misfit.RECIPIENT in found:
        _stop(session, notice, found, at=at)
    else:
        _make_anew(session, notice, found, at=at, charter=charter)
    return False


def _stop(session: Session, notice: Notice, found: Collection[Misfit], *, at: datetime) -> None:
    """Whoever it is for may not be told, or wants somebody else to be told: it never leaves."""
    notice.parked_at, notice.trouble = at, "; ".join(found)
    assert notice.case is not None
    timeline.write(
        session,
        notice.case,
        Happened.NOT_SENT,
        at=at,
        public=False,
        template=notice.template,
        misfits=[one.value for one in found],
    )


def _make_anew(session: Session, notice: Notice, found: Collection[Misfit], *, at: datetime, charter: Charter) -> None:
    """As the person needs it now: another way, format or language than when it was owed."""
    case = notice.case
    person = notice.representative or (case.customer if case else None)
    assert person is not None and case is not None
    needs = needs_of(person, charter)
    wanted = fitted(message_of(notice), needs)
    notice.reach, notice.format, notice.interpreter = wanted.reach, wanted.format, wanted.interpreter
    notice.language, notice.made = wanted.language, ""
    notice.to_address = address(person, wanted.reach)
    timeline.write(
        session,
        case,
        Happened.MADE_ANEW,
        at=at,
        public=False,
        template=notice.template,
        misfits=[one.value for one in found],
    )
    if notice.reach is Reach.NONE:
        notice.parked_at = at
        return
    if notice.words_in and notice.words_in not in needs.languages:
        notice.held_for = Held.TRANSLATION
    elif by_hand(needs):
        notice.held_for = Held.FORMAT
    open_tasks_of(session, notice, at=at, charter=charter)
