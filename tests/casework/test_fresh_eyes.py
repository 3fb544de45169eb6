"""Whoever decided one stage of a complaint has no hand in the next, whichever case it goes on in."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from shared.casework import joining, procedures, routes, routing, splitting, stages
from shared.casework.steps import steps_for
from shared.charter.organisation import Charter
from shared.charter.workflow import Outcome, Step, StepRefused, Why
from shared.models.cases import Case
from shared.models.staff import Staff
from tests.builders import a_decided_complaint
from tests.casework.complaining import acting, on
from tests.people import Cast

WHY = "Both are about the lamp outside number 4."


def looked_at_again(session: Session, charter: Charter, *, decided_by: Staff) -> Case:
    """A complaint that they decided and that the customer wants looked at again."""
    case = a_decided_complaint(session, charter, by=decided_by)
    stages.ask_next_stage(session, case, words="", at=on(4), charter=charter)
    session.flush()
    return case


def join(session: Session, case: Case, lead: Case, by: Staff, charter: Charter) -> None:
    joining.join(session, case, lead=lead, reason=WHY, **acting(by, charter, 5))
    session.flush()


#: What somebody could take the review of their own answer away by.
WAYS: dict[str, Callable[[Session, Case, Case, Cast, Charter], object]] = {
    "join it to another": lambda s, c, o, p, ch: join(s, c, o, p.worker, ch),
    "join another to it": lambda s, c, o, p, ch: join(s, o, c, p.worker, ch),
    "take a part out": lambda s, c, o, p, ch: splitting.split(
        s, c, words=c.contacts[0].words, kind=c.kind, service=None, **acting(p.worker, ch, 5)
    ),
    "send it another way": lambda s, c, o, p, ch: routes.set_signs(
        s, c, signs=[], reason=WHY, **acting(p.worker, ch, 5)
    ),
}


@pytest.mark.clause("RP-6")
@pytest.mark.parametrize("way", WAYS)
def test_whoever_decided_a_complaint_cannot_take_its_review_away(
    session: Session, charter: Charter, cast: Cast, way: str
) -> None:
    case = looked_at_again(session, charter, decided_by=cast.worker)
    other = looked_at_again(session, charter, decided_by=cast.colleague)
    with pytest.raises(StepRefused) as refused:
        WAYS[way](session, case, other, cast, charter)
    assert refused.value.why is Why.DECIDED_EARLIER_STAGE
    assert case.outcome is None


@pytest.mark.clause("RP-6")
def test_whoever_decided_what_goes_on_in_another_case_has_no_hand_there_either(
    session: Session, charter: Charter, cast: Cast
) -> None:
    lead = looked_at_again(session, charter, decided_by=cast.worker)
    case = looked_at_again(session, charter, decided_by=cast.colleague)
    assert steps_for(lead, cast.colleague, charter)[Step.ACCEPT] is None
    join(session, case, lead, cast.triage, charter)
    assert case.outcome is Outcome.SAME_AS_ANOTHER
    assert {cast.worker.id, cast.colleague.id} <= procedures.decided_by(lead, before=2)
    assert steps_for(lead, cast.colleague, charter)[Step.ACCEPT] is Why.DECIDED_EARLIER_STAGE
    joining.part(session, case, reason="They are two lamps.", **acting(cast.triage, charter, 6))
    session.flush()
    assert steps_for(lead, cast.colleague, charter)[Step.ACCEPT] is None, "they are two again"


@pytest.mark.clause("RP-6")
def test_a_case_is_not_joined_to_one_whose_owner_decided_it(session: Session, charter: Charter, cast: Cast) -> None:
    lead = looked_at_again(session, charter, decided_by=cast.worker)
    case = looked_at_again(session, charter, decided_by=cast.colleague)
    routing.accept(session, lead, **acting(cast.colleague, charter, 5))
    with pytest.raises(StepRefused) as refused:
        join(session, case, lead, cast.triage, charter)
    assert refused.value.why is Why.DECIDED_EARLIER_STAGE
    assert refused.value.facts["name"] == cast.colleague.name
