"""What puts a complaint right: offered in a decision, taken out again, promised by the letter."""

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import conflicts, lessons, remedies
from shared.charter.organisation import Charter
from shared.charter.procedure import RemedyKind
from shared.charter.vocabulary import Kind
from shared.charter.workflow import StepRefused, Why
from shared.models.cases import Case
from shared.models.decisions import Remedy, RemedyState
from shared.models.happened import Happened
from shared.models.links import Apart
from tests.builders import TUESDAY, a_case, a_decided_complaint, a_written_decision
from tests.casework.test_decisions import decision_of
from tests.people import Cast

IN_TWO_WEEKS = date(2027, 3, 16)


def offered(session: Session, case: Case, charter: Charter, cast: Cast, **varied: Any) -> Remedy:
    """An apology by the worker, in two weeks, unless a test says otherwise."""
    how: dict[str, Any] = {"kind": RemedyKind.APOLOGY, "words": "We are sorry.", "due_on": IN_TWO_WEEKS}
    how |= {"owner": cast.worker, "by": cast.worker, "at": TUESDAY, "charter": charter}
    return remedies.offer(session, case, **{**how, **varied})


@pytest.fixture
def draft(session: Session, charter: Charter, cast: Cast) -> Case:
    """A decision in the making that has no remedy yet."""
    case = a_case(session, charter, Kind.COMPLAINT)
    return a_written_decision(session, case, by=cast.worker, charter=charter, remedy=None)


@pytest.mark.clause("FP-15")
def test_a_remedy_has_a_kind_words_somebody_who_sees_to_it_and_a_day(
    session: Session, charter: Charter, cast: Cast, draft: Case
) -> None:
    one = offered(session, draft, charter, cast, kind=RemedyKind.MONEY, pence=5000)
    assert (one.kind, one.pence, one.owner, one.due_on) == (RemedyKind.MONEY, 5000, cast.worker, IN_TWO_WEEKS)
    assert (one.state, one.team) == (RemedyState.OFFERED, cast.team)
    assert decision_of(draft).remedies == [one]
    assert draft.happenings[-1].what is Happened.REMEDY_CHANGED and not draft.happenings[-1].public


@pytest.mark.parametrize(
    ("varied", "why", "reason"),
    [
        ({"words": " "}, Why.REASON_MISSING, "nobody knows what to do"),
        ({"due_on": date(2027, 3, 1)}, Why.DATE_NOT_LATER, "yesterday"),
        ({"due_on": date(2027, 3, 14)}, Why.DATE_NOT_WORKING_DAY, "a Sunday"),
        ({"due_on": date(2999, 1, 1)}, Why.DATE_NOT_KNOWN, "nobody knows the holidays of that year"),
    ],
)
def test_what_cannot_be_kept_is_not_offered(
    session: Session, charter: Charter, cast: Cast, draft: Case, varied: dict[str, Any], why: Why, reason: str
) -> None:
    with pytest.raises(StepRefused) as refused:
        offered(session, draft, charter, cast, **varied)
    assert refused.value.why is why, reason
    assert not decision_of(draft).remedies


def test_nobody_who_is_kept_off_the_case_sees_to_what_puts_it_right(
    session: Session, charter: Charter, cast: Cast, draft: Case
) -> None:
    how: dict[str, Any] = {"by": cast.leader, "at": TUESDAY, "charter": charter}
    before = offered(session, draft, charter, cast, owner=cast.colleague)
    session.flush()
    conflicts.keep_apart(session, draft, staff=cast.colleague, what=Apart.COMPLAINED_OF, reason="It names her.", **how)
    assert before.owner is None, "from now on the team sees to it"
    with pytest.raises(StepRefused) as refused:
        offered(session, draft, charter, cast, owner=cast.colleague)
    assert (refused.value.why, refused.value.facts["name"]) == (Why.KEPT_APART, cast.colleague.name)
    with pytest.raises(StepRefused):
        lessons.learn(session, draft, words="We ring.", due_on=IN_TWO_WEEKS, owner=cast.colleague, **how)


def test_today_will_do(session: Session, charter: Charter, cast: Cast, draft: Case) -> None:
    assert offered(session, draft, charter, cast, due_on=TUESDAY.date()).due_on == TUESDAY.date()


@pytest.mark.parametrize("who", ["triage", "stranger", "councillor"])
def test_who_does_not_decide_offers_nothing(
    session: Session, charter: Charter, cast: Cast, draft: Case, who: str
) -> None:
    with pytest.raises(StepRefused):
        offered(session, draft, charter, cast, by=getattr(cast, who))


def test_before_the_letter_leaves_it_can_be_taken_out(
    session: Session, charter: Charter, cast: Cast, draft: Case
) -> None:
    one = offered(session, draft, charter, cast)
    session.flush()
    remedies.take_out(session, one, by=cast.worker, at=TUESDAY, charter=charter)
    session.flush()
    assert session.scalar(sa.select(sa.func.count(Remedy.id))) == 0
    assert draft.happenings[-1].facts["taken_out"]


@pytest.mark.clause("FP-15")
def test_what_the_letter_promised_stays_promised(session: Session, charter: Charter, cast: Cast) -> None:
    case = a_decided_complaint(session, charter, by=cast.worker)
    (one,) = remedies.promised_to(session, case)
    with pytest.raises(StepRefused):
        remedies.take_out(session, one, by=cast.worker, at=TUESDAY, charter=charter)
    assert one.state is RemedyState.AGREED


def test_nothing_is_promised_before_the_letter(session: Session, charter: Charter, cast: Cast, draft: Case) -> None:
    offered(session, draft, charter, cast)
    assert not remedies.promised_to(session, draft)
