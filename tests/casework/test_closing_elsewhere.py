"""Closed because it is answered already, or because it is somebody else's: the customer is told where to look."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import closing, replies, ties
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Kind, Seal, Topic
from shared.charter.workflow import Outcome, StepRefused, Why
from shared.delivery.rendering import for_colleagues, render
from shared.models.cases import Case
from shared.models.links import Tie
from shared.models.notices import Notice
from tests.builders import MORAG, TUESDAY, a_case, a_case_spoken_for
from tests.casework.deciding import settled
from tests.casework.test_routing import in_hand
from tests.people import Cast

LATER = TUESDAY + timedelta(days=2)
SITE = "https://council.example"


def answered(session: Session, charter: Charter, cast: Cast) -> Case:
    case = in_hand(session, charter, cast)
    replies.reply(session, case, words="We mend it in June.", by=cast.worker, at=TUESDAY, charter=charter)
    session.flush()
    return case


def close(session: Session, case: Case, cast: Cast, charter: Charter, outcome: Outcome, **more: Any) -> None:
    said: dict[str, Any] = {"by": cast.relations, "at": LATER, "charter": charter, "reason": "It is in our answer."}
    closing.close(session, case, outcome=outcome, **{**said, **more})
    session.flush()


def told(session: Session, case: Case) -> list[Notice]:
    rows = sa.select(Notice).where(Notice.case_id == case.id, Notice.template == "closed").order_by(Notice.id)
    return list(session.scalars(rows))


@pytest.mark.clause("SC-4")
def test_what_is_answered_already_leads_to_the_answer(session: Session, charter: Charter, cast: Cast) -> None:
    earlier, case = answered(session, charter, cast), a_case(session, charter, at=LATER)
    close(session, case, cast, charter, Outcome.ALREADY_ANSWERED, answered_in=earlier)
    assert case.outcome is Outcome.ALREADY_ANSWERED
    (link,) = ties.ties_of(session, case)
    assert (link.what, link.other) == (Tie.ANSWERED_IN, earlier)
    (notice,) = told(session, case)
    letter = render(notice, charter, SITE)
    assert f"We answered you under {earlier.reference}." in letter.text
    assert f"{SITE}/track/{earlier.reference}/{earlier.tracking_key}" in letter.text
    assert earlier.tracking_key not in for_colleagues(letter, notice).text + for_colleagues(letter, notice).html


def test_only_an_answer_that_was_given_to_the_same_person_is_named(
    session: Session, charter: Charter, cast: Cast
) -> None:
    earlier, case = answered(session, charter, cast), a_case(session, charter, at=LATER)
    another = a_case(session, charter, person=replace(MORAG, name="Calum"))
    for wrong, why in (
        (another, Why.NOT_SAME_CUSTOMER),
        (case, Why.SAME_CASE),
        (a_case(session, charter), Why.NOT_ANSWERED_THERE),
    ):
        with pytest.raises(StepRefused) as refused:
            close(session, case, cast, charter, Outcome.ALREADY_ANSWERED, answered_in=wrong)
        assert refused.value.why is why
    earlier.seal = Seal.HATE
    with pytest.raises(StepRefused) as refused:
        close(session, case, cast, charter, Outcome.ALREADY_ANSWERED, answered_in=earlier)
    assert refused.value.why is Why.SEALED_DIFFERENTLY
    assert case.outcome is None and [clock.open for clock in case.clocks] == [True] * len(case.clocks)


@pytest.mark.clause("FP-10")
def test_whoever_speaks_for_the_customer_gets_no_link_to_the_other_case(
    session: Session, charter: Charter, cast: Cast
) -> None:
    earlier = answered(session, charter, cast)
    case = a_case_spoken_for(session, charter, Kind.REQUEST)
    settled(session, case, charter)
    earlier.customer_id = case.customer_id
    session.flush()
    session.refresh(earlier)
    close(session, case, cast, charter, Outcome.ALREADY_ANSWERED, answered_in=earlier)
    letters = {one.representative_id is None: render(one, charter, SITE).text for one in told(session, case)}
    assert earlier.tracking_key not in letters[False]
    assert all(earlier.tracking_key in text for mine, text in letters.items() if mine)


def test_what_is_somebody_elses_is_sent_there(session: Session, charter: Charter, cast: Cast) -> None:
    case, health = a_case(session, charter), charter.help_with(Topic.ANOTHER_BODY)[0]
    close(session, case, cast, charter, Outcome.NOT_OURS, whose=health, reason="Hospitals are theirs.")
    (notice,) = told(session, case)
    text = render(notice, charter, SITE).text
    assert health.name in text and health.link in text and "Hospitals are theirs." in text
    assert health.phone.replace(" ", "\u00a0") in text
    assert case.happenings[-1].facts["whose"] == health.name
