"""An e-mail that became a case by mistake is put to the case where it belongs, whoever wrote it."""

from collections.abc import Callable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import (
    appointments,
    belonging,
    clocks,
    files,
    heard,
    joining,
    nameless_tasks,
    notices,
    ties,
    timeline,
)
from shared.casework.closing import end
from shared.casework.reaching import FITTING, Telling, check_telling
from shared.casework.steps import require, require_words
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Channel
from shared.charter.workflow import Outcome, Stage, Step, StepRefused, Why
from shared.models.arrivals import Arrival, Became
from shared.models.cases import Case
from shared.models.happened import Happened
from shared.models.links import Tie
from shared.models.staff import Staff


def mail_that_opened(session: Session, case: Case) -> Arrival | None:
    """The e-mail that became this case; None where it came otherwise, or is more than an e-mail by now."""
    if case.channel is not Channel.EMAIL or case.decisions or case.authorities:
        return None
    return session.scalars(sa.select(Arrival).where(Arrival.case_id == case.id, Arrival.became == Became.CASE)).first()


def named_in(case: Case) -> str:
    """The reference of the case to which it may belong, as far as its subject named one; else nothing."""
    named = [str(line.facts["reference"]) for line in case.happenings if line.what is Happened.MAY_BELONG]
    return named[0] if named else ""


def way(session: Session, case: Case, lead: Case) -> Callable[..., None]:
    """How this case goes on in that one: joined where both are one person's and alike, else put there as an answer."""
    one_matter = ties.same_person(case, lead) and joining.alike(case, lead) and lead.stage is not Stage.CLOSED
    return joining.join if one_matter or mail_that_opened(session, case) is None else put


def put(
    session: Session,
    case: Case,
    *,
    lead: Case,
    reason: str,
    by: Staff,
    at: datetime,
    charter: Charter,
    once: str | None = None,
    telling: Telling = FITTING,
) -> None:
    """Its words and files go to `lead`, with who wrote them, and wake it; this case ends, and its sender reads so.

    `lead` must be one that `by` may see. Whoever wrote sees nothing of it. Raises `StepRefused`.
    """
    require(Step.LINK, case, by=by, charter=charter)
    require_words(Step.LINK, reason)
    arrival, lead = mail_that_opened(session, case), ties.goes_on_in(session, lead)
    _require_apart(case, lead, arrival)
    assert arrival is not None
    check_telling(session, case, Step.LINK, telling, by=by, at=at, charter=charter)
    writer = belonging.whose_words(lead, arrival.from_address, arrival.from_name)
    way_in = Channel.EMAIL
    heard.hear(session, lead, words=case.words, channel=way_in, name=writer, by=by, at=at, charter=charter)
    files.go_over(session, case, lead)
    joining.keep_apart_from_both(session, case, lead, by=by, at=at, charter=charter)
    arrival.became, arrival.case = Became.JOINED, lead
    arrival.settled_at, arrival.settled_by_id, arrival.reason = at, by.id, reason
    clocks.restart(case, on=clocks.today_of(charter, at), charter=charter)
    end(case, Outcome.SAME_AS_ANOTHER, at=at, charter=charter)
    nameless_tasks.follow(session, case, by=by, at=at, charter=charter)
    appointments.end_with_case(session, case, by=by, at=at, charter=charter)
    ties.bind(session, case, lead, Tie.JOINED_TO, at=at, by=by)
    timeline.write(session, lead, Happened.JOINED, at=at, by=by, public=False, joined=case.reference, reason=reason)
    timeline.write(session, case, Happened.JOINED, at=at, by=by, once=once, other=lead.reference, reason=reason)
    told = {"goes_on": lead.reference, "reason": reason}
    notices.owe(session, case, "put_elsewhere", at=at, charter=charter, telling=telling, **told)


def _require_apart(case: Case, lead: Case, arrival: Arrival | None) -> None:
    """Raises `StepRefused` where there is nothing to put elsewhere, or more people would read it there."""
    refusals: dict[Why, bool] = {
        Why.SAME_CASE: case.id == lead.id,
        Why.CLOSED_ALREADY: case.stage is Stage.CLOSED or arrival is None,
        Why.SEALED_DIFFERENTLY: case.seal is not lead.seal or not case.words,
    }
    for why, holds in refusals.items():
        if holds:
            raise StepRefused(Step.LINK, why, name=lead.reference)
