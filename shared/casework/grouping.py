"""Several people's like contacts: worked once, answered to each; nobody learns of the others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from shared.casework import timeline
from shared.casework.finding import seen_by
from shared.casework.joining import alike
from shared.casework.steps import require
from shared.charter.organisation import Charter
from shared.charter.workflow import Step, StepRefused, Why
from shared.models.cases import Case
from shared.models.happened import Happened
from shared.models.links import Group, Member
from shared.models.staff import Staff

#: As many as one person can still look through before an answer leaves to all of them.
MOST = 200
LONGEST_NAME = 120


@dataclass(frozen=True)
class Seen:
    """A group, and those of its cases that this person may see."""

    group: Group
    cases: Sequence[Case]


def begin(
    session: Session, case: Case, *, name: str, by: Staff, at: datetime, charter: Charter, once: str | None = None
) -> Group:
    """Begin a group with this case; where it is in one, that one. Raises `StepRefused`."""
    require(Step.LINK, case, by=by, charter=charter)
    already = group_of(session, case)
    if already is not None:
        return already
    named = (" ".join(name.split()) or case.subject or case.reference)[:LONGEST_NAME]
    group = Group(name=named, begun_at=at, begun_by=by)
    session.add(group)
    _add(session, group, case, by=by, at=at, once=once)
    session.flush()
    return group


def add(
    session: Session, group: Group, case: Case, *, by: Staff, at: datetime, charter: Charter, once: str | None = None
) -> None:
    """One more person's contact, which `by` may see; a second time it changes nothing. Raises `StepRefused`."""
    require(Step.LINK, case, by=by, charter=charter)
    now_in = group_of(session, case)
    if now_in is group:
        return
    if now_in is not None:
        raise StepRefused(Step.LINK, Why.IN_ANOTHER_GROUP, name=case.reference)
    first = next((one.case for one in group.members), None)
    if first is not None and not alike(case, first):
        raise StepRefused(Step.LINK, Why.NOT_ALIKE)
    if first is not None and case.seal is not first.seal:
        raise StepRefused(Step.LINK, Why.SEALED_DIFFERENTLY)
    if len(group.members) >= MOST:
        raise StepRefused(Step.LINK, Why.GROUP_IS_FULL)
    _add(session, group, case, by=by, at=at, once=once)


def _add(session: Session, group: Group, case: Case, *, by: Staff, at: datetime, once: str | None) -> None:
    group.members.append(Member(case=case, joined_at=at))
    timeline.write(session, case, Happened.GROUPED, at=at, by=by, once=once, public=False, name=_called(group))


def take_out(
    session: Session, group: Group, case: Case, *, by: Staff, at: datetime, charter: Charter, once: str | None = None
) -> None:
    """This one is not like the others after all. Raises `StepRefused`."""
    require(Step.LINK, case, by=by, charter=charter)
    member = next((one for one in group.members if one.case_id == case.id), None)
    if member is None:
        return
    group.members.remove(member)
    timeline.write(
        session, case, Happened.GROUPED, at=at, by=by, once=once, public=False, name=_called(group), out=True
    )


def _called(group: Group) -> str:
    """Its name as the history keeps it for good: never what a customer wrote, which may have to be covered later."""
    subjects = {one.case.subject for one in group.members}
    first = group.members[0].case.reference if group.members else ""
    return first if any(one and one[:LONGEST_NAME] == group.name for one in subjects) else group.name


def group_of(session: Session, case: Case) -> Group | None:
    """The group that a case is in; asked only where its history tells of one."""
    if not timeline.tells_of(case, Happened.GROUPED):
        return None
    return session.scalar(sa.select(Group).join(Member).where(Member.case_id == case.id))


def group_seen_by(
    session: Session, number: int, staff: Staff, charter: Charter, *, to_change: bool = False
) -> Seen | None:
    """The group of that number with those of its cases that this person may see; None where they may see none.

    `to_change` holds the group and them until the transaction ends, where the database knows how.
    """
    rows = sa.select(Group).where(Group.id == number)
    group = session.scalar(rows.with_for_update() if to_change else rows)
    if group is None:
        return None
    theirs = Case.id.in_(sa.select(Member.case_id).where(Member.group_id == number))
    mine = sa.and_(theirs, seen_by(staff, charter))
    if to_change:  # always in one order, so that two who answer at once wait for each other and for nothing else
        session.execute(sa.select(Case.id).where(mine).order_by(Case.id).with_for_update())
    shown = sa.select(Case).where(mine).order_by(Case.received_at, Case.id)
    cases = session.scalars(shown.options(joinedload(Case.customer), joinedload(Case.owner))).unique().all()
    return Seen(group, cases) if cases else None
