"""What a case becomes when its kind or its procedure changes: its promises follow, and the person is told."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import changing, clocks, procedures, replies, resting, routing, stages
from shared.charter.organisation import Charter
from shared.charter.reading import load_charter
from shared.charter.vocabulary import Act, Kind
from shared.charter.workflow import Stage, StepRefused, Why
from shared.models.decisions import RestFor
from shared.models.happened import Happened
from shared.models.notices import Notice
from tests.builders import TUESDAY, a_case, a_decided_complaint
from tests.casework import complaining
from tests.casework.complaining import NOBODY, acting, last_notice
from tests.casework.test_routing import in_hand
from tests.people import Cast, a_cast

NEXT_DAY = TUESDAY + timedelta(days=1)


@pytest.mark.clause("CH-6")
def test_the_promises_follow_the_kind_and_count_from_the_same_receipt(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = a_case(session, charter, Kind.REQUEST)
    changing.change_kind(
        session,
        case,
        kind=Kind.COMPLAINT,
        reason="She is unhappy about the delay.",
        by=cast.triage,
        at=NEXT_DAY,
        charter=charter,
    )
    open_now = {clock.act: clock.due_on for clock in case.clocks if clock.open}
    # Counted inclusively: Tuesday 2 March is day one, Monday 8 March day five.
    assert open_now == {Act.ACKNOWLEDGE: date(2027, 3, 8), Act.REPLY: date(2027, 3, 8)}
    session.flush()
    assert session.scalar(sa.select(Notice.template).order_by(Notice.id.desc())) == "kind_changed"


@pytest.mark.clause("CH-6")
def test_a_kind_changed_late_keeps_the_date_that_was_given(session: Session, charter: Charter, cast: Cast) -> None:
    case = in_hand(session, charter, cast)
    replies.acknowledge(session, case, words="We have it.", by=cast.worker, at=TUESDAY, charter=charter)
    given = next(clock.due_on for clock in case.clocks if clock.open)
    later = TUESDAY + timedelta(days=9)  # the complaint's five days are over, the request's ten are not
    changing.change_kind(
        session, case, kind=Kind.COMPLAINT, reason="It is one.", by=cast.worker, at=later, charter=charter
    )
    clock = next(clock for clock in case.clocks if clock.open)
    assert (clock.due_on, clock.given) == (given, True)


def test_a_complaint_that_was_praise_all_along_is_owed_its_thanks(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = in_hand(session, charter, cast, Kind.COMPLAINT)
    replies.acknowledge(session, case, words="We have it.", by=cast.worker, at=TUESDAY, charter=charter)
    changing.change_kind(
        session, case, kind=Kind.COMPLIMENT, reason="Praise.", by=cast.worker, at=TUESDAY, charter=charter
    )
    assert [clock.act for clock in case.clocks if clock.open] == [Act.ACKNOWLEDGE]


@pytest.mark.clause("CH-6")
def test_the_dates_shown_before_changing_the_kind_are_the_dates_that_follow(
    session: Session, charter: Charter, cast: Cast
) -> None:
    for kind in (kind for kind in Kind if kind is not Kind.REQUEST):
        case = in_hand(session, charter, cast)
        shown = changing.promises_if(case, kind, charter=charter, at=NEXT_DAY)
        changing.change_kind(session, case, kind=kind, reason="It is.", by=cast.worker, at=NEXT_DAY, charter=charter)
        followed = [(clock.promise, clock.due_on, clock.given) for clock in case.clocks if clock.open]
        assert followed == [(one.promise.id, one.due_on, one.given) for one in shown], kind


@pytest.mark.clause("CH-6")
def test_a_kind_that_it_has_already_is_no_change(session: Session, charter: Charter, cast: Cast) -> None:
    case = in_hand(session, charter, cast)
    with pytest.raises(StepRefused) as refused:
        changing.change_kind(session, case, kind=Kind.REQUEST, reason="It is.", **acting(cast.worker, charter))
    assert refused.value.why is Why.SAME_KIND


@pytest.mark.clause("CH-6", "FP-8")
def test_a_complaint_about_help_for_children_takes_the_procedure_of_the_law_when_we_know_the_service(
    session: Session,
) -> None:
    england = load_charter("feedback-authority")
    cast = a_cast(session, england)
    case = a_case(session, england, Kind.COMPLAINT)
    assert case.procedure == "complaint"
    team = england.services["children-and-families"].team
    how = {"service": "children-and-families", "reason": "It is about help for your child."}
    routing.route(session, case, team=team, **how, **acting(cast.triage, england))
    assert case.procedure == "childrens-act"
    assert {clock.promise for clock in case.clocks if clock.open} == {
        "children-stage-1-acknowledged",
        "children-stage-1-replied",
    }
    notice = last_notice(session, case)
    assert notice.template == "procedure_changed"
    assert notice.facts["name"] == "Complaints under the Children Act"
    assert notice.facts["procedure"] == "childrens-act"


@pytest.mark.clause("CH-6")
def test_a_complaint_that_becomes_a_request_has_no_procedure_and_no_rest_any_more(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = complaining.in_hand(session, charter, cast)
    how = {"what": RestFor.MEDIATION, "reason": "They talk.", "review_on": date(2027, 3, 30)}
    resting.rest(session, case, **how, **acting(cast.worker, charter, 3))
    with pytest.raises(StepRefused) as refused:
        changing.change_kind(session, case, kind=Kind.REQUEST, reason="Is.", **acting(cast.worker, charter, 4))
    assert refused.value.why is Why.RESTING_ALREADY
    resting.go_on(session, case, how="Agreed.", **acting(cast.worker, charter, 4))
    changing.change_kind(session, case, kind=Kind.REQUEST, reason="It is.", **acting(cast.worker, charter, 4))
    assert (case.procedure, case.stage_number, case.stage, case.rest_until) == ("", 1, Stage.IN_HAND, None)


@pytest.mark.clause("CH-6", "FP-5")
def test_a_comment_by_nobody_that_is_a_complaint_goes_to_a_manager(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = a_case(session, charter, Kind.COMMENT, person=NOBODY)
    changing.change_kind(session, case, kind=Kind.COMPLAINT, reason="It is.", **acting(cast.triage, charter))
    assert case.procedure == "anonymous"
    assert {clock.act for clock in case.clocks if clock.open} == {Act.DECIDE}


@pytest.mark.clause("FP-8")
def test_another_procedure_begins_at_its_first_stage_with_dates_from_the_same_receipt(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = a_decided_complaint(session, charter, by=cast.worker)
    stages.ask_next_stage(session, case, words="", at=NEXT_DAY, charter=charter)
    how = {"reason": "The law gives it a procedure of its own.", **acting(cast.relations, charter, 3)}
    changing.change_procedure(session, case, "data-protection", **how)
    assert (case.procedure, case.stage_number) == ("data-protection", 1)
    assert procedures.decision_of(case) is None, "what another procedure decided is not this one's decision"
    answer = clocks.open_clock(case, Act.REPLY)
    assert answer is not None
    assert answer.started_on == date(2027, 3, 2)
    line = case.happenings[-1]
    assert (line.what, line.public) == (Happened.PROCEDURE_CHANGED, True)
    assert line.facts["procedure"] == "Complaints about your information"
    version = case.version
    changing.change_procedure(session, case, "data-protection", **how)
    assert case.version == version
