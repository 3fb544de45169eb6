"""What was promised and is still to be done after a complaint is decided: remedies and lessons, by who may see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, joinedload

from shared.casework import accounts
from shared.casework.finding import seen_among, seen_by
from shared.casework.paging import PAGE, read_key, write_key
from shared.casework.steps import teams_of_area
from shared.charter.access import Right
from shared.charter.organisation import Charter
from shared.models.cases import Case, Happening
from shared.models.decisions import Decision, Lesson, Remedy, RemedyState
from shared.models.happened import Happened
from shared.models.staff import Staff

#: Promised by a letter, and not done yet.
STANDING = (RemedyState.AGREED, RemedyState.IN_PROGRESS)


class Whose(StrEnum):
    """What the lists are narrowed to."""

    ALL = "all"
    MINE = "mine"
    MY_TEAM = "my-team"
    OVERDUE = "overdue"
    DONE = "done"


@dataclass(frozen=True)
class Remedies:
    """Some remedies, and the place where the next page begins."""

    remedies: Sequence[Remedy]
    after: str | None


@dataclass(frozen=True)
class Lessons:
    """Some lessons, and the place where the next page begins."""

    lessons: Sequence[Lesson]
    after: str | None


def is_promised() -> sa.ColumnElement[bool]:
    """Has a letter left with the decision that this lesson is of? A case that is open again changes nothing in that."""
    of_its_stage = sa.and_(
        Decision.case_id == Happening.case_id, Happening.facts["stage"].as_integer() == Decision.stage
    )
    told = (
        sa.select(Happening.id)
        .join(Decision, of_its_stage)
        .where(Decision.id == Lesson.decision_id, Happening.what == Happened.DECIDED)
    )
    return told.correlate(Lesson).exists()


def standing_remedies() -> sa.ColumnElement[bool]:
    """Those that somebody has still to see to; as the index of open ones has it."""
    return sa.and_(Remedy.ended_on.is_(None), Remedy.state.in_(STANDING))


def remedies(
    session: Session, staff: Staff, charter: Charter, *, whose: Whose, today: date, after: str | None = None
) -> Remedies:
    """What puts complaints right and is not done yet, on cases that this person may see, the most urgent first."""
    rules = [standing_remedies(), seen_by(staff, charter), _narrowed(Remedy, whose, staff, today)]
    rows = sa.select(Remedy).join(Remedy.case).where(*rules)
    rows = rows.options(contains_eager(Remedy.case).joinedload(Case.customer), joinedload(Remedy.owner))
    place = read_key(after)
    if place is not None:
        rows = rows.where(sa.tuple_(Remedy.due_on, Remedy.id) > place)
    found = session.scalars(rows.order_by(Remedy.due_on, Remedy.id).limit(PAGE + 1)).all()
    shown = found[:PAGE]
    return Remedies(shown, write_key(shown[-1].due_on, shown[-1].id) if len(found) > PAGE else None)


def lessons(
    session: Session, staff: Staff, charter: Charter, *, whose: Whose, today: date, after: str | None = None
) -> Lessons:
    """What services learn, on cases that this person may see: the most urgent first; of those done, the newest."""
    done = whose is Whose.DONE
    day = Lesson.ended_on if done else Lesson.due_on
    rules = [seen_by(staff, charter), is_promised(), _narrowed(Lesson, whose, staff, today)]
    rows = sa.select(Lesson).join(Lesson.case).where(*rules)
    rows = rows.options(contains_eager(Lesson.case).joinedload(Case.customer), joinedload(Lesson.owner))
    here, place = sa.tuple_(day, Lesson.id), read_key(after)
    if place is not None:
        there = sa.tuple_(*map(sa.literal, place))
        rows = rows.where(here < there if done else here > there)
    order = (day.desc(), Lesson.id.desc()) if done else (day, Lesson.id)
    found = session.scalars(rows.order_by(*order).limit(PAGE + 1)).all()
    shown = found[:PAGE]
    last = shown[-1] if len(found) > PAGE else None
    return Lessons(shown, write_key(last.ended_on or last.due_on, last.id) if last else None)


def _narrowed(model: type[Remedy] | type[Lesson], whose: Whose, staff: Staff, today: date) -> sa.ColumnElement[bool]:
    undone = model.ended_on.is_(None)
    rules = {
        Whose.ALL: undone,
        Whose.MINE: sa.and_(undone, model.owner_id == staff.id),
        Whose.MY_TEAM: sa.and_(undone, sa.or_(model.team == staff.team, Case.team == staff.team)),
        Whose.OVERDUE: sa.and_(undone, model.due_on < today),
        Whose.DONE: model.ended_on.is_not(None),
    }
    return rules[whose]


def remedy_seen_by(
    session: Session, number: int, staff: Staff, charter: Charter, *, to_change: bool = False
) -> Remedy | None:
    """One remedy that a letter has promised, if this person may see its case; `to_change` holds it and the case."""
    if to_change:
        held = sa.select(Remedy.id).join(Remedy.case).where(Remedy.id == number)
        session.scalars(held.with_for_update()).first()
    rules = (Remedy.id == number, Remedy.state != RemedyState.OFFERED, seen_by(staff, charter))
    rows = sa.select(Remedy).join(Remedy.case).where(*rules)
    return session.scalars(rows.options(contains_eager(Remedy.case), joinedload(Remedy.owner))).first()


def lesson_seen_by(
    session: Session, number: int, staff: Staff, charter: Charter, *, to_change: bool = False
) -> Lesson | None:
    """One lesson of a decision that has left, if this person may see its case; `to_change` holds it and the case."""
    if to_change:
        held = sa.select(Lesson.id).join(Lesson.case).where(Lesson.id == number)
        session.scalars(held.with_for_update()).first()
    rules = (Lesson.id == number, is_promised(), seen_by(staff, charter))
    rows = sa.select(Lesson).join(Lesson.case).where(*rules)
    return session.scalars(rows.options(contains_eager(Lesson.case), joinedload(Lesson.owner))).first()


def able_to_see_to(session: Session, case: Case, charter: Charter) -> Sequence[Staff]:
    """Whom a remedy or a lesson can be given to: who works where the case is, and may see it."""
    team = case.team or charter.organisation.customer_relations_team
    near = accounts.colleagues(session, sorted(teams_of_area(team, charter)))
    return [one for one in near if one.may(Right.WORK_OWN_TEAM) and seen_among(session, [case], one, charter)]
