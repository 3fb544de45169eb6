"""What would come of an act on one or two cases: their dates before and after it, and who would be told."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.charter.vocabulary import Act, Kind, Reach
from shared.models.cases import Case
from shared.models.notices import Notice


@dataclass(frozen=True)
class Promised:
    """When one act is due before and after; None where it is not owed then, or has no date while its clock stops."""

    act: Act
    before: date | None
    after: date | None


@dataclass(frozen=True)
class Becomes:
    """One case before and after; without a `reference` where it would be new: it has none yet."""

    reference: str
    subject: str
    kind: Kind
    received_on: date
    open_after: bool
    promised: tuple[Promised, ...]


@dataclass(frozen=True)
class Told:
    """Somebody who would get a message, and how."""

    name: str
    reach: Reach


@dataclass(frozen=True)
class Consequences:
    """What would come of it, case by case; nobody is told where `told` is empty."""

    cases: tuple[Becomes, ...]
    told: tuple[Told, ...]


def consequences(session: Session, cases: tuple[Case, ...], act: Callable[[], object]) -> Consequences:
    """The act is really done and then undone, so that what is shown cannot differ from what is done.

    A case that the act returns stands last, as new. Raises what the act raises, and nothing is kept then either.
    """
    before = [_due(case) for case in cases]
    last = session.scalar(sa.select(sa.func.max(Notice.id))) or 0
    rehearsal = session.begin_nested()
    try:
        made = act()
        session.flush()
        shown = [_becomes(case, due, case.reference) for case, due in zip(cases, before, strict=True)]
        if isinstance(made, Case):
            cases = (*cases, made)
            shown.append(_becomes(made, {}, ""))
        return Consequences(tuple(shown), _told(session, cases, last))
    finally:
        rehearsal.rollback()


def _due(case: Case) -> dict[Act, date | None]:
    return {clock.act: clock.due_on for clock in case.clocks if clock.open}


def _becomes(case: Case, before: dict[Act, date | None], reference: str) -> Becomes:
    after = _due(case)
    promised = tuple(Promised(one, before.get(one), after.get(one)) for one in {**before, **after})
    return Becomes(reference, case.subject, case.kind, case.received_on, case.closed_at is None, promised)


def _told(session: Session, cases: tuple[Case, ...], last: int) -> tuple[Told, ...]:
    """Those who would be owed a message that nobody was owed before; a team's own address is nobody."""
    rows = sa.select(Notice.to_name, Notice.reach).where(
        Notice.id > last, Notice.case_id.in_([case.id for case in cases]), Notice.once_key.not_like("%/team")
    )
    return tuple(dict.fromkeys(Told(name, reach) for name, reach in session.execute(rows.order_by(Notice.id))))
