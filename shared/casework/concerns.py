"""Worries about somebody's safety: told at once to those who look after it, and sealed for everybody else (SC-8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from shared.casework import clocks, notices, timeline
from shared.casework.paging import read_key, write_key
from shared.charter.access import Right
from shared.charter.organisation import Charter
from shared.charter.vocabulary import OnBehalf, Reach, Support
from shared.models.cases import Case
from shared.models.concerns import Concern, RaisedBy, RaisedFrom
from shared.models.happened import Happened
from shared.models.notices import Notice, Task, TaskKind
from shared.models.staff import Staff

PAGE = 25
#: The one message that goes before all others, and that says next to nothing.
TEMPLATE = "concern"
AT_ONCE = 0


class Tab(StrEnum):
    """The views of the list: nobody has looked yet, somebody looks after it, done."""

    TO_LOOK_AT = "to-look-at"
    IN_HAND = "in-hand"
    SETTLED = "settled"


@dataclass(frozen=True)
class Concerns:
    """Some concerns, and the place where the next page begins."""

    concerns: Sequence[Concern]
    after: str | None


def raise_on(
    session: Session,
    case: Case,
    *,
    raised_from: RaisedFrom,
    at: datetime,
    charter: Charter,
    words: str = "",
    about: str = "",
    by: Staff | None = None,
    representative: bool = False,
    once: str | None = None,
) -> Concern:
    """Somebody may not be safe: the safeguarding contact is told at once, and somebody looks by a day.

    `words` and `about` (who it is) are sealed; both are empty where the whole case is the worry. `by` is None for
    somebody outside; `representative` marks whoever speaks for the customer. The person worried about hears nothing.
    """
    outside = RaisedBy.REPRESENTATIVE if representative else RaisedBy.CUSTOMER
    concern = Concern(
        case=case,
        raised_at=at,
        raised_by=RaisedBy.STAFF if by else outside,
        raised_from=raised_from,
        staff_id=by.id if by else None,
        about=about,
        words=words,
        look_by=charter.supported_by(Support.SAFEGUARDING, clocks.today_of(charter, at)),
    )
    session.add(concern)
    session.flush()
    # Nobody's name and nobody's words: everybody who may see the case reads this line.
    timeline.write(
        session, case, Happened.CONCERN_RAISED, at=at, public=False, once=once, look_by=concern.look_by.isoformat()
    )
    tell(session, concern, at=at, charter=charter)
    return concern


def facts_for_message(case: Case, *, at: datetime, charter: Charter) -> dict[str, str]:
    """What whoever told us of a worry is told with our first message: by when somebody looks. Else nothing."""
    if case.on_behalf is not OnBehalf.ABOUT_ANOTHER:
        return {}
    return {"worry_by": charter.supported_by(Support.SAFEGUARDING, clocks.today_of(charter, at)).isoformat()}


def tell(session: Session, concern: Concern, *, at: datetime, charter: Charter, late: bool = False) -> None:
    """Owe the safeguarding contact a message with the least detail; it goes before every other.

    `late` where the day has passed, and nobody has looked. Nothing for a concern whose case is no longer kept.
    """
    contact, case = charter.organisation.safeguarding, concern.case
    if case is None:
        return
    session.add(
        Notice(
            case=case,
            template=TEMPLATE,
            reach=Reach.EMAIL,
            to_name=contact["name"],
            to_address=contact["email"],
            language=charter.organisation.languages[0],
            made="",
            facts={
                "reference": case.reference,
                "concern": concern.id,
                "page": f"/office/concerns/{concern.id}",
                "look_by": concern.look_by.isoformat(),
                "late": late,
            },
            once_key=f"{case.reference}/{TEMPLATE}/{concern.id}{'/late' if late else ''}/team",
            owed_at=at,
            send_after=at,
            turn=AT_ONCE,
        )
    )


def told(session: Session, notice: Notice, *, at: datetime) -> None:
    """The message about a concern has left the building: nobody need ring any more."""
    concern = session.get(Concern, notice.facts["concern"])
    if concern is not None:
        concern.told_at = concern.told_at or at
        _need_not_ring(session, concern, by=None, at=at)


def ring(session: Session, notice: Notice, *, at: datetime, charter: Charter) -> None:
    """The message about a concern could not leave at once: while it is tried again, somebody here rings today."""
    case, number = notice.case, notice.facts["concern"]
    if case is not None and not session.scalars(_ringing(number)).first():
        today = clocks.today_of(charter, at)
        notices.task_on(session, case, TaskKind.SAFEGUARDING, today, at=at, charter=charter, about_id=number)


def rung(task: Task, *, how: str, by: Staff, at: datetime) -> None:
    """Somebody has rung those who look after safety. Pressed twice, it is done once."""
    if task.done_at is None:
        task.done_at, task.done_by, task.how = at, by, how


def _ringing(number: int) -> sa.Select[Task]:
    about = (Task.what == TaskKind.SAFEGUARDING, Task.about_id == number, Task.done_at.is_(None))
    return sa.select(Task).where(*about)


def _need_not_ring(session: Session, concern: Concern, *, by: Staff | None, at: datetime) -> None:
    for task in session.scalars(_ringing(concern.id)):
        if by is None:
            session.delete(task)
        else:
            task.done_at, task.done_by = at, by


def of(session: Session, case: Case) -> Sequence[Concern]:
    """Every concern about a case, the oldest first; its words are for `seen_by` to give."""
    if not timeline.tells_of(case, Happened.CONCERN_RAISED):
        return ()
    return session.scalars(sa.select(Concern).where(Concern.case_id == case.id).order_by(Concern.id)).all()


def listed(session: Session, staff: Staff, *, tab: Tab, after: str | None = None) -> Concerns:
    """Concerns, the most urgent first, a page at a time; nothing for whoever may not see them."""
    if not staff.may(Right.SEE_CONCERNS):
        return Concerns((), None)
    rules = {
        Tab.TO_LOOK_AT: sa.and_(Concern.looked_at.is_(None), Concern.settled_at.is_(None)),
        Tab.IN_HAND: sa.and_(Concern.looked_at.is_not(None), Concern.settled_at.is_(None)),
        Tab.SETTLED: Concern.settled_at.is_not(None),
    }
    here = sa.tuple_(Concern.look_by, Concern.id)
    rows = sa.select(Concern).where(rules[tab]).options(joinedload(Concern.case), joinedload(Concern.looked_by))
    place = read_key(after)
    newest_first = tab is Tab.SETTLED
    if place is not None:
        there = sa.tuple_(*map(sa.literal, place))
        rows = rows.where(here < there if newest_first else here > there)
    order = (Concern.look_by.desc(), Concern.id.desc()) if newest_first else (Concern.look_by, Concern.id)
    found = session.scalars(rows.order_by(*order).limit(PAGE + 1)).all()
    shown = found[:PAGE]
    return Concerns(shown, write_key(shown[-1].look_by, shown[-1].id) if len(found) > PAGE else None)


def seen_by(session: Session, number: int, staff: Staff, *, to_change: bool = False) -> Concern | None:
    """One concern with its words, if this person may see concerns; `to_change` holds it until the transaction ends."""
    if not staff.may(Right.SEE_CONCERNS):
        return None
    rows = sa.select(Concern).where(Concern.id == number)
    if to_change:
        session.scalars(rows.with_for_update()).first()
    return session.scalars(rows.options(joinedload(Concern.case)).execution_options(populate_existing=True)).first()


def look(session: Session, concern: Concern, *, by: Staff, at: datetime) -> None:
    """Somebody is looking into it: the promise is kept. Pressed twice, it is the first who looked."""
    if concern.looked_at is None:
        concern.looked_at, concern.looked_by = at, by
        _need_not_ring(session, concern, by=by, at=at)


def settle(session: Session, concern: Concern, *, outcome: str, passed_to: str, by: Staff, at: datetime) -> None:
    """What came of it, and to whom it was passed on; settled twice, the first word stands."""
    look(session, concern, by=by, at=at)
    if concern.settled_at is None:
        concern.outcome, concern.passed_to = outcome, passed_to
        concern.settled_at, concern.settled_by = at, by
