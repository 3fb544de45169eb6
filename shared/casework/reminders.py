"""Reminders of what was promised in a decision: to whoever sees to it, and a word to the customer when it is late."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from shared.casework import clocks, notices, timeline
from shared.casework.finding import seen_by_each, to_tell
from shared.casework.following import is_promised, standing_remedies
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Reach
from shared.models.cases import Case
from shared.models.decisions import Lesson, Remedy
from shared.models.happened import Happened
from shared.models.notices import Notice, TaskKind
from shared.models.staff import Staff

#: The message to whoever sees to it; it leads to the back office and tells nothing that anybody wrote.
TEMPLATE = "remedy_reminder"
#: So many working days before the day; chosen by us, no document says how many.
AHEAD = 2
_PLACES: dict[type[Remedy] | type[Lesson], str] = {Remedy: "putting-right", Lesson: "learning"}


def remind(session: Session, *, at: datetime, charter: Charter, most: int = 50) -> int:
    """Remind whoever sees to what is due soon, once; how many there were in this round (clause FP-15)."""
    today = clocks.today_of(charter, at)
    soon = charter.calendar.add(today, AHEAD)
    found: list[Remedy | Lesson] = []
    for model in (Remedy, Lesson):
        rules = (model.reminded_on.is_(None), model.due_on.between(today, soon))
        found += _standing(session, model, *rules, most=most)
    seeing = _owners_who_see_it(session, found, charter)
    for one in found:
        one.reminded_on = today
        _tell_who_sees_to_it(session, one, seeing, at=at, charter=charter)
    return len(found)


def tell_late(session: Session, *, at: datetime, charter: Charter, most: int = 50) -> int:
    """Say once that a day has passed: to whoever sees to it, and of a remedy to the customer, with a new word by when.

    So that this word is kept, the team gets a task by that day. How many there were in this round.
    """
    today = clocks.today_of(charter, at)
    found: list[Remedy | Lesson] = []
    for model in (Remedy, Lesson):
        rules = (model.told_late_on.is_(None), model.due_on < today)
        found += _standing(session, model, *rules, most=most)
    seeing = _owners_who_see_it(session, found, charter)
    for one in found:
        one.told_late_on = today
        _tell_who_sees_to_it(session, one, seeing, at=at, charter=charter, late=True)
        if isinstance(one, Remedy):
            _tell_customer(session, one, today=today, at=at, charter=charter)
    return len(found)


def _standing(
    session: Session, model: type[Remedy] | type[Lesson], *rules: sa.ColumnElement[bool], most: int
) -> Sequence[Any]:
    still = standing_remedies() if model is Remedy else sa.and_(Lesson.ended_on.is_(None), is_promised())
    rows = (
        sa.select(model)
        .join(model.case)
        .where(still, *rules)
        .options(joinedload(model.case).options(*to_tell()), joinedload(model.owner))
        .order_by(model.due_on, model.id)
        .limit(most)
        .with_for_update(of=model, skip_locked=True)
    )
    return session.scalars(rows).all()


def _owners_who_see_it(
    session: Session, found: Sequence[Remedy | Lesson], charter: Charter
) -> frozenset[tuple[int, int]]:
    """Which owners may still see the case that they have promised something on: the numbers of both."""
    theirs: defaultdict[Staff, list[Case]] = defaultdict(list)
    for one in found:
        if one.owner is not None:
            theirs[one.owner].append(one.case)
    return seen_by_each(session, theirs, charter)


def _tell_who_sees_to_it(
    session: Session,
    one: Remedy | Lesson,
    seeing: frozenset[tuple[int, int]],
    *,
    at: datetime,
    charter: Charter,
    late: bool = False,
) -> None:
    """Their owner; the team that has the case where they have none, or one who may not look at it any more."""
    case, place = one.case, _PLACES[type(one)]
    team = charter.teams.get(case.team or one.team) or charter.teams[charter.organisation.customer_relations_team]
    owner = one.owner if one.owner and (one.owner.id, case.id) in seeing else None
    session.add(
        Notice(
            case=case,
            template=TEMPLATE,
            reach=Reach.EMAIL,
            to_name=owner.name if owner else team.name,
            to_address=owner.email if owner else team.email,
            language=charter.organisation.languages[0],
            made="",
            facts={
                "reference": case.reference,
                "page": f"/office/{place}/{one.id}",
                "lesson": isinstance(one, Lesson),
                "day": one.due_on.isoformat(),
                "late": late,
            },
            once_key=f"{case.reference}/{place}/{one.id}{'/late' if late else ''}/team",
            owed_at=at,
            send_after=at,
        )
    )


def _tell_customer(session: Session, remedy: Remedy, *, today: date, at: datetime, charter: Charter) -> None:
    case, by = remedy.case, charter.calendar.add(today, charter.organisation.late_days)
    facts: dict[str, Any] = {"remedy": remedy.kind.value, "day": remedy.due_on.isoformat()}
    timeline.write(session, case, Happened.TOLD_LATE, at=at, **facts)
    notices.owe(session, case, "late_remedy", at=at, charter=charter, **facts, by=by.isoformat())
    notices.task_on(session, case, TaskKind.UPDATE, by, at=at, charter=charter, detail="remedy", about_id=remedy.id)
