"""How much waits for somebody, for the menu that stands on each of their pages: counted in one question."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import incidents_seen, protections_seen, restrictions_waiting
from shared.charter.access import Right
from shared.charter.organisation import Charter
from shared.models.staff import Staff


@dataclass(frozen=True)
class InMenu:
    """Incidents and pleas that wait for a manager; restrictions that wait, None for whoever may see none."""

    incidents: int
    restrictions: int | None


def in_menu(session: Session, staff: Staff, charter: Charter, *, today: date) -> InMenu:
    """What waits for this person, as far as they may see it. What is nothing to their role is not asked for."""
    judges, proposes = staff.may(Right.JUDGE_INCIDENTS), staff.may(Right.PROPOSE_RESTRICTIONS)
    asked = [incidents_seen.that_wait(staff, charter), protections_seen.that_wait(staff, charter)] if judges else []
    if proposes:
        asked += [
            restrictions_waiting.that_wait(staff, charter, today),
            restrictions_waiting.any_seen(staff, charter),
        ]
    if not asked:
        return InMenu(0, None)
    counts = [sa.select(sa.func.count()).select_from(one.subquery()).scalar_subquery() for one in asked]
    found = [int(count) for count in session.execute(sa.select(*counts)).one()]
    waiting, seen = found[-2:] if proposes else (0, 0)
    shown = proposes and (seen or staff.may(Right.SEE_TEAM_INCIDENTS))
    return InMenu(sum(found[:2]) if judges else 0, waiting if shown else None)
