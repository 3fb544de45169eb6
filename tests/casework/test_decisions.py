"""What a decision is made of, and what it lacks."""

import pytest
from sqlalchemy.orm import Session

from shared.casework import procedures
from shared.charter.organisation import Charter
from shared.charter.procedure import Finding
from shared.charter.workflow import Outcome, Stage
from shared.models.decisions import RemedyState
from tests.builders import a_decided_complaint
from tests.people import Cast


@pytest.mark.clause("RP-6")
@pytest.mark.parametrize("outcome", list(Finding))
def test_a_complaint_is_decided_and_closed(session: Session, charter: Charter, cast: Cast, outcome: Finding) -> None:
    case = a_decided_complaint(session, charter, by=cast.worker, outcome=outcome)
    decision = procedures.decision_of(case)
    assert decision is not None and decision.issued_by is cast.worker
    assert (case.stage, case.outcome) == (Stage.CLOSED, Outcome.ANSWERED)
    assert all(one.state is RemedyState.AGREED for one in decision.remedies)
