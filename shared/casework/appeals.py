"""Appeals against a restriction: always heard, by somebody who had no part in it, with an effect (clause RP-10)."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from shared.casework import clocks, reviewing, timeline
from shared.casework.engaging import appealed
from shared.casework.intake import Submission, open_case
from shared.casework.restrictions import enter
from shared.charter.fairness import NotAllowed, WhyNot
from shared.charter.measures import APPEAL
from shared.charter.organisation import Charter
from shared.charter.procedure import Finding
from shared.charter.signs import Sign
from shared.charter.vocabulary import Channel, Kind
from shared.charter.workflow import Stage
from shared.models.cases import Case
from shared.models.happened import Happened
from shared.models.restrictions import Appeal, Entered, Restriction, State
from shared.models.staff import Staff


def appeal(
    session: Session,
    restriction: Restriction,
    *,
    words: str,
    key: str,
    at: datetime,
    charter: Charter,
    wanted: str = "",
    channel: Channel = Channel.WEB,
    by: Staff | None = None,
) -> Case:
    """Open the case of an appeal; `by` is whoever wrote it down for the customer. A late one is heard too.

    Pressed twice, it is one. Raises `NotAllowed` while another is open, and once it has ended.
    """
    mine = next((one.case for one in restriction.appeals if one.case.submission_key == key), None)
    if mine is not None:
        return mine
    if restriction.state not in reviewing.STANDING:
        raise NotAllowed(WhyNot.NOT_NOW)
    if appealed(restriction):
        raise NotAllowed(WhyNot.APPEAL_OPEN)
    submission = Submission(
        key=key,
        kind=Kind.COMPLAINT,
        words=words,
        wanted=wanted,
        channel=channel,
        service=restriction.service,
        signs=(Sign.RESTRICTION,),
        customer=restriction.customer,
    )
    case = open_case(session, submission, at=at, charter=charter, by=by)
    session.flush()
    restriction.appeals.append(Appeal(case=case, at=at))
    _offer(session, case, restriction, at=at, charter=charter)
    enter(session, restriction, Entered.APPEALED, at=at, by=by, reference=case.reference)
    return case


def _offer(session: Session, case: Case, restriction: Restriction, *, at: datetime, charter: Charter) -> None:
    """To the service that it is about, where those who may hear it lead; else to Customer Relations, who find them."""
    service = charter.services.get(restriction.service or "")
    team = service.team if service else charter.organisation.customer_relations_team
    case.team, case.stage = team, Stage.OFFERED
    clocks.set_next_on(case, charter=charter, today=clocks.today_of(charter, at))
    names: dict[str, Any] = {"team": charter.team_name(team), "before": charter.team_name(None)}
    plain = charter.signs[Sign.RESTRICTION].plain
    timeline.write(session, case, Happened.ROUTED, at=at, reason=plain, **names)


def decided(
    session: Session, case: Case, outcome: Finding | None, *, by: Staff, at: datetime, charter: Charter
) -> None:
    """The appeal is decided: upheld ends the restriction, partly upheld asks for a change of it.

    Nothing for every other case.
    """
    if case.procedure != APPEAL or case.appeal_against is None:
        return
    restriction = case.appeal_against.restriction
    found = outcome.value if outcome else None
    enter(session, restriction, Entered.APPEAL_DECIDED, at=at, by=by, reference=case.reference, outcome=found)
    if outcome is Finding.UPHELD and restriction.state is not State.ENDED:
        reviewing.stop(session, restriction, reasons="", by=by, at=at, charter=charter)


def to_change(restriction: Restriction) -> bool:
    """Was an appeal upheld in part, and nothing changed since?"""
    for line in reversed(restriction.entries):
        if line.what in (Entered.CHANGED, Entered.ENDED):
            return False
        if line.what is Entered.APPEAL_DECIDED:
            return line.facts.get("outcome") == Finding.PARTLY_UPHELD.value
    return False
