"""What measures and protections do to a new case: it goes to the one person, and past whoever is to be kept out."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from shared.casework import clocks, conflicts, engaging, timeline
from shared.casework.kept_out import protected_from
from shared.charter.organisation import Charter
from shared.charter.workflow import Stage
from shared.models.cases import Case
from shared.models.happened import Happened
from shared.models.links import Apart


def follow(session: Session, case: Case, *, at: datetime, charter: Charter) -> None:
    """At intake: nobody is kept from telling us something new; who deals with it is another question (RP-8, RP-22)."""
    if case.customer_id is None and case.customer is None:
        return
    to_the_one_person(session, case, at=at, charter=charter)
    past_the_protected(session, case, at=at, charter=charter)


def past_the_protected(session: Session, case: Case, *, at: datetime, charter: Charter) -> None:
    """Kept from whoever is to have no contact with its customer: at intake, and when it is opened again."""
    if case.customer is not None and case.customer.id is not None:
        for staff in protected_from(session, case.customer.id):
            conflicts.keep_out(session, case, staff, what=Apart.PROTECTED, at=at, charter=charter)


def to_the_one_person(session: Session, case: Case, *, at: datetime, charter: Charter) -> None:
    """Offered to the team of the one who deals with everything of this customer.

    What few may see, appeals and complaints about data go their own way.
    """
    today = clocks.today_of(charter, at)
    person = engaging.named_person(case, today, charter)
    if person is None or person.disabled_at is not None or person.team == case.team:
        return
    before = case.team
    case.team, case.owner, case.accepted_at, case.stage = person.team, None, None, Stage.OFFERED
    clocks.set_next_on(case, charter=charter, today=today)
    names: dict[str, Any] = {"team": charter.team_name(person.team), "before": charter.team_name(before)}
    timeline.write(session, case, Happened.ROUTED, at=at, public=False, measure="named-person", reason="", **names)
