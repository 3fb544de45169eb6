"""How a case ends and opens again."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import closing, replies
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Act, Kind
from shared.charter.workflow import CLOSING_WITHOUT_REPLY, Outcome, Stage, StepRefused, Why
from shared.models.happened import Happened
from shared.models.notices import Notice
from tests.builders import TUESDAY, a_case
from tests.casework.test_routing import in_hand
from tests.people import Cast


@pytest.mark.clause("CC-7")
@pytest.mark.parametrize("outcome", CLOSING_WITHOUT_REPLY)
def test_no_case_closes_silently(session: Session, charter: Charter, cast: Cast, outcome: Outcome) -> None:
    case = a_case(session, charter, Kind.COMPLAINT)
    closing.close(
        session, case, outcome=outcome, reason="Because of this.", by=cast.triage, at=TUESDAY, charter=charter
    )
    assert (case.stage, case.outcome) == (Stage.CLOSED, outcome)
    assert case.happenings[-1].facts["reason"] == "Because of this."
    session.flush()
    notice = session.scalars(sa.select(Notice).order_by(Notice.id.desc()).limit(1)).one()
    assert (notice.template, notice.facts["reason"]) == ("closed", "Because of this.")


@pytest.mark.clause("CC-7")
def test_closing_needs_a_reason_in_words(session: Session, charter: Charter, cast: Cast) -> None:
    case = a_case(session, charter)
    with pytest.raises(StepRefused) as refused:
        closing.close(session, case, outcome=Outcome.NOT_OURS, reason=" ", by=cast.triage, at=TUESDAY, charter=charter)
    assert refused.value.why is Why.REASON_MISSING


@pytest.mark.parametrize(
    ("outcome", "kept", "reason"),
    [
        (Outcome.NOT_OURS, True, "the letter that closes it also says that we have it"),
        (Outcome.WITHDRAWN, False, "nothing was owed any more"),
        (Outcome.SAME_AS_ANOTHER, False, "the other case carries the promise"),
    ],
)
def test_what_closing_does_to_the_acknowledgement(
    session: Session, charter: Charter, cast: Cast, outcome: Outcome, kept: bool, reason: str
) -> None:
    case = a_case(session, charter)
    closing.close(session, case, outcome=outcome, reason="So.", by=cast.triage, at=TUESDAY, charter=charter)
    clock = next(clock for clock in case.clocks if clock.act is Act.ACKNOWLEDGE)
    assert (clock.kept_on is not None) is kept, reason


def test_a_customer_withdraws_once_however_often_she_presses(session: Session, charter: Charter) -> None:
    case = a_case(session, charter)
    for _ in range(2):
        closing.withdraw(session, case, at=TUESDAY, charter=charter)
    assert (case.outcome, [line.what for line in case.happenings]) == (
        Outcome.WITHDRAWN,
        [Happened.RECEIVED, Happened.WITHDRAWN],
    )


def test_an_answered_case_cannot_be_withdrawn(session: Session, charter: Charter, cast: Cast) -> None:
    case = in_hand(session, charter, cast)
    replies.reply(session, case, words="Fixed.", by=cast.worker, at=TUESDAY, charter=charter)
    with pytest.raises(StepRefused) as refused:
        closing.withdraw(session, case, at=TUESDAY, charter=charter)
    assert refused.value.why is Why.CLOSED_ALREADY


@pytest.mark.parametrize("kind", Kind)
def test_whatever_is_opened_again_is_promised_an_answer_again(
    session: Session, charter: Charter, cast: Cast, kind: Kind
) -> None:
    case = a_case(session, charter, kind)
    closing.close(session, case, outcome=Outcome.NOT_OURS, reason="So.", by=cast.triage, at=TUESDAY, charter=charter)
    later = TUESDAY + timedelta(days=30)
    closing.reopen(session, case, reason="It is ours.", by=cast.triage, at=later, charter=charter)
    assert case.stage is Stage.RECEIVED
    assert [clock.due_on for clock in case.clocks if clock.open] == [case.next_on]
