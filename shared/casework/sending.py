"""Notices on their way out: claimed, looked at once more, sent, or brought up to date with what is recorded now."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import clocks, concerns, incidents, limited, reminders, restriction_letters, signing, timeline
from shared.casework.leaving import held_for
from shared.casework.notices import open_task, open_tasks_of, owe_one
from shared.casework.reaching import Telling, address, audience, message_of, misfits_of, needs_of
from shared.charter.organisation import Charter
from shared.charter.reaching import Misfit, fitted
from shared.charter.vocabulary import Reach
from shared.models.cases import Case
from shared.models.customers import Customer
from shared.models.happened import Happened
from shared.models.notices import Notice, Task
from shared.models.representatives import Representative

LEASE = timedelta(minutes=5)
#: How long to wait before each further try; after the last one the notice is parked and shown to staff.
BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 480))


def claim(
    session: Session, *, at: datetime, reaches: Collection[Reach] = (Reach.EMAIL,), most: int = 10
) -> Sequence[Notice]:
    """Take the notices that are owed now, for as long as the lease lasts; what another worker holds is passed over.

    `reaches` are the ways for which this installation has a channel. What waits for a translation is left alone.
    """
    return take(session, Notice.reach.in_(sorted(reaches)), at=at, most=most)


def take(session: Session, *rules: sa.ColumnElement[bool], at: datetime, most: int) -> Sequence[Notice]:
    """Those notices that are owed now and fit the rules, for as long as the lease lasts."""
    pick = (
        sa.select(Notice.id)
        .where(
            Notice.sent_at.is_(None),
            Notice.parked_at.is_(None),
            Notice.held_for.is_(None),
            Notice.send_after <= at,
            sa.or_(Notice.locked_until.is_(None), Notice.locked_until < at),
            *rules,
        )
        .order_by(Notice.turn, Notice.send_after, Notice.id)
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
    """It has left the building. What opens somebody's unsent answers is not kept longer than it takes to tell them."""
    notice.locked_until = None
    if notice.parked_at is not None:  # it has come back already, before we could write down that it left
        return
    notice.sent_at, notice.trouble = at, ""
    if notice.draft_key is not None:
        notice.facts = {name: fact for name, fact in notice.facts.items() if name not in ("link", "code")}
    if notice.template == concerns.TEMPLATE:
        concerns.told(session, notice, at=at)
    incidents.said(notice)


def failed(
    session: Session, notice: Notice, *, at: datetime, charter: Charter, trouble: str, for_good: bool = False
) -> None:
    """It did not leave: try again later, or after the last try park it and open a task to reach the person."""
    notice.trouble, notice.locked_until = trouble[:500], None
    if notice.template == concerns.TEMPLATE:
        concerns.ring(session, notice, at=at, charter=charter)
    if not for_good and notice.attempts <= len(BACK_OFF):
        notice.send_after = at + BACK_OFF[notice.attempts - 1]
        return
    notice.parked_at = at
    if notice.case is None:
        return
    if notice.template not in (concerns.TEMPLATE, reminders.TEMPLATE):  # these are for no customer
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
    is stopped for good where somebody may not be told any more. It goes to the address that is recorded now.
    """
    day = clocks.today_of(charter, at)
    if notice.restriction_id is not None:
        return restriction_letters.bring_up_to_date(session, notice, day=day, charter=charter)
    found = misfits_of(notice, day=day, charter=charter)
    if not found:
        _to_their_address(notice)
        _as_they_read_it(notice, day, charter)
        return True
    if notice.locked_until is not None:
        notice.locked_until, notice.attempts = None, notice.attempts - 1
    if Misfit.AUTHORITY in found or Misfit.RECIPIENT in found or _no_more_messages(notice):
        _stop(session, notice, found, at=at)
        _tell_others(session, notice, at=at, charter=charter)
    else:
        _make_anew(session, notice, found, at=at, charter=charter)
    return False


def look_again(session: Session, customer: Customer, *, at: datetime, charter: Charter) -> None:
    """Bring everything that is still owed about this person, to whomever, up to date with what has just been changed.

    What is on its way at this moment is left alone: it is looked at once more if it comes back.
    """
    owed = (
        sa.select(Notice)
        .join(Notice.case)
        .where(
            Case.customer_id == customer.id,
            Notice.sent_at.is_(None),
            Notice.parked_at.is_(None),
            sa.or_(Notice.locked_until.is_(None), Notice.locked_until < at),
        )
        .order_by(Notice.id)
    )
    waiting = restriction_letters.waiting_for(session, customer, at=at)
    for notice in [*session.scalars(owed), *waiting]:
        may_leave(session, notice, at=at, charter=charter)


def _whose(notice: Notice) -> Customer | Representative | None:
    """The person whom a notice is for; None where it is for a team, or about no case."""
    if notice.case is None or notice.once_key.endswith("/team"):
        return None
    return notice.representative or notice.case.customer


def _no_more_messages(notice: Notice) -> bool:
    person = _whose(notice)
    return person is not None and person.reach is Reach.NONE


def _to_their_address(notice: Notice) -> None:
    """Only what was sent anyway keeps the address that it was written for: somebody gave a reason for that."""
    person = _whose(notice)
    now = address(person, notice.reach) if person is not None and not notice.anyway else ""
    if now and now != notice.to_address:
        notice.to_address, notice.made = now, ""


def _as_they_read_it(notice: Notice, day: date, charter: Charter) -> None:
    """Owed before names were no longer given, or calls no longer taken: what leaves today says so too (RP-8)."""
    case = notice.case
    if case is None or notice.once_key.endswith("/team"):
        return
    facts = dict(notice.facts)
    if notice.representative is None and "next" in facts:
        shut = limited.told(case.customer, day, charter).shuts(Reach.PHONE)
        facts = {**facts, "no_phone": True} if shut else {name: facts[name] for name in facts if name != "no_phone"}
    facts = signing.unnamed(facts, case, charter, day)
    if facts != notice.facts:
        notice.facts, notice.made = facts, ""


def _stop(session: Session, notice: Notice, found: Collection[Misfit], *, at: datetime) -> None:
    """Whoever it is for may not be told, wants somebody else to be told, or nothing at all: it never leaves."""
    notice.parked_at, notice.trouble = at, "; ".join(found)
    _nobody_need_do(session, notice)
    _write(session, notice, Happened.NOT_SENT, found, at=at)


def _tell_others(session: Session, stopped: Notice, *, at: datetime, charter: Charter) -> None:
    """What somebody may not be told any more goes to whoever is to be told now, unless they have been told already."""
    case = stopped.case
    assert case is not None
    act = stopped.once_key.partition("/representative")[0]
    facts = {name: fact for name, fact in stopped.facts.items() if name not in ("track", "speaks_for", "list")}
    for one in audience(case, charter, clocks.today_of(charter, at)):
        once = f"{act}/representative/{one.representative.id}" if one.representative else act
        told = Notice.once_key == once
        if one.representative:
            told |= sa.and_(Notice.once_key == f"{act}/representative", Notice.representative == one.representative)
        if session.scalars(sa.select(Notice.id).where(told)).first() is None:
            telling, what = Telling(words_in=stopped.words_in), stopped.template
            owe_one(session, case, what, one, at=at, charter=charter, telling=telling, facts=facts, once=once)


def _make_anew(session: Session, notice: Notice, found: Collection[Misfit], *, at: datetime, charter: Charter) -> None:
    """As the person needs it now: another way, format or language than when it was owed."""
    person = _whose(notice)
    assert person is not None
    needs = needs_of(person, charter, clocks.today_of(charter, at))
    wanted = fitted(message_of(notice), needs)
    notice.reach, notice.format, notice.interpreter = wanted.reach, wanted.format, wanted.interpreter
    notice.language, notice.made = wanted.language, ""
    notice.to_address = address(person, wanted.reach)
    notice.held_for = held_for(notice.words_in, needs)
    _as_they_read_it(notice, clocks.today_of(charter, at), charter)
    _nobody_need_do(session, notice)
    open_tasks_of(session, notice, at=at, charter=charter)
    _write(session, notice, Happened.MADE_ANEW, found, at=at)


def _nobody_need_do(session: Session, notice: Notice) -> None:
    """What was still to be done for it as it was before."""
    session.execute(sa.delete(Task).where(Task.notice_id == notice.id, Task.done_at.is_(None)))


def _write(session: Session, notice: Notice, what: Happened, found: Collection[Misfit], *, at: datetime) -> None:
    assert notice.case is not None
    misfits = [one.value for one in found]
    timeline.write(session, notice.case, what, at=at, public=False, template=notice.template, misfits=misfits)
