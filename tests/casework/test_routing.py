"""Where a case is and who has it."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import routing
from shared.casework.accounts import able_to_deal_with
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Kind
from shared.charter.workflow import Stage, StepRefused, Why
from shared.models.cases import Case
from shared.models.happened import Happened
from shared.models.notices import Notice
from tests.builders import TUESDAY, a_case
from tests.people import Cast

NEXT_DAY = TUESDAY + timedelta(days=1)


def offered(session: Session, charter: Charter, cast: Cast, kind: Kind = Kind.REQUEST) -> Case:
    """A case that triage has routed to the worker's team."""
    case = a_case(session, charter, kind)
    routing.route(
        session,
        case,
        team=cast.team,
        service=None,
        reason="It is about a street light.",
        by=cast.triage,
        at=TUESDAY,
        charter=charter,
    )
    return case


def in_hand(session: Session, charter: Charter, cast: Cast, kind: Kind = Kind.REQUEST) -> Case:
    """A case that the worker has accepted."""
    case = offered(session, charter, cast, kind)
    routing.accept(session, case, by=cast.worker, at=TUESDAY, charter=charter)
    return case


@pytest.mark.clause("CH-3")
def test_a_hand_over_says_from_whom_to_whom_and_why_and_moves_no_date(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = a_case(session, charter)
    before = [clock.due_on for clock in case.clocks]
    case = offered(session, charter, cast)
    line = case.happenings[-1]
    assert line.what is Happened.ROUTED
    assert line.public
    assert line.facts["before"] == charter.team_name(None)
    assert line.facts["team"] == charter.teams[cast.team].name
    assert line.facts["reason"] == "It is about a street light."
    assert [clock.due_on for clock in case.clocks] == before
    session.flush()
    assert session.scalar(sa.select(Notice.template).order_by(Notice.id.desc())) == "routed"


@pytest.mark.clause("CC-5")
def test_whoever_accepts_owns_it_until_it_is_given_away(session: Session, charter: Charter, cast: Cast) -> None:
    case = in_hand(session, charter, cast)
    assert (case.stage, case.owner) == (Stage.IN_HAND, cast.worker)
    routing.give(session, case, to=cast.colleague, by=cast.leader, at=TUESDAY, charter=charter)
    assert case.owner is cast.colleague
    routing.take(session, case, by=cast.worker, at=TUESDAY, charter=charter)
    assert case.owner is cast.worker


@pytest.mark.clause("FP-13")
def test_a_team_sends_back_with_a_reason_and_the_bounce_is_counted(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = offered(session, charter, cast)
    routing.send_back(session, case, reason="Not our road.", by=cast.worker, at=TUESDAY, charter=charter)
    assert (case.stage, case.team, case.bounces) == (Stage.RECEIVED, None, 1)
    assert case.happenings[-1].facts["reason"] == "Not our road."


@pytest.mark.parametrize(
    ("act", "why", "reason"),
    [
        ("stranger accepts", Why.NOT_YOUR_TEAM, "another team was asked"),
        ("triage accepts", Why.NOT_YOUR_ROLE, "triage routes, teams accept"),
        ("worker gives", Why.NOT_ACCEPTED_YET, "nobody has it yet"),
        ("route to the same", Why.SAME_TEAM, "it is there already"),
        ("route without reason", Why.REASON_MISSING, "the person reads why"),
    ],
)
def test_what_is_not_allowed_is_refused_with_its_reason(
    session: Session, charter: Charter, cast: Cast, act: str, why: Why, reason: str
) -> None:
    case = offered(session, charter, cast)

    def route(team: str, because: str) -> None:
        routing.route(
            session, case, team=team, service=None, reason=because, by=cast.triage, at=TUESDAY, charter=charter
        )

    acts = {
        "stranger accepts": lambda: routing.accept(session, case, by=cast.stranger, at=TUESDAY, charter=charter),
        "triage accepts": lambda: routing.accept(session, case, by=cast.triage, at=TUESDAY, charter=charter),
        "worker gives": lambda: routing.give(
            session, case, to=cast.colleague, by=cast.leader, at=TUESDAY, charter=charter
        ),
        "route to the same": lambda: route(cast.team, "Again."),
        "route without reason": lambda: route(cast.stranger.team, "  "),
    }
    with pytest.raises(StepRefused) as refused:
        acts[act]()
    assert refused.value.why is why, reason


def test_a_case_is_given_only_to_somebody_of_its_team(session: Session, charter: Charter, cast: Cast) -> None:
    case = in_hand(session, charter, cast)
    with pytest.raises(StepRefused) as refused:
        routing.give(session, case, to=cast.stranger, by=cast.leader, at=TUESDAY, charter=charter)
    assert refused.value.why is Why.NOT_IN_TEAM


def test_a_case_can_be_given_to_those_who_work_in_its_team_or_head_its_area(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = in_hand(session, charter, cast)
    assert [one.name for one in able_to_deal_with(session, case, charter)] == [
        "Colin Colleague",
        "Hamish Head",
        "Leila Leader",
    ]
