"""Which steps are open to whom on one case."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from shared.casework import replies, routing
from shared.casework.steps import (
    StaleCase,
    in_reach,
    position,
    require,
    require_fresh,
    require_words,
    rest,
    steps_for,
    teams_of_area,
)
from shared.charter.access import Role
from shared.charter.organisation import Charter
from shared.charter.passages import STAFF_STEPS
from shared.charter.reading import load_charter, published
from shared.charter.vocabulary import Act
from shared.charter.workflow import Stage, Step, StepRefused, Why
from tests.builders import TUESDAY, a_case, a_member_of_staff
from tests.casework.test_routing import in_hand, offered
from tests.people import Cast

#: Roads, winter roads, street lighting, parking, harbours and school transport lie in one area of Highland.
ROADS = {
    "roads-maintenance",
    "winter-roads",
    "street-lighting",
    "parking",
    "harbours-ferries",
    "passenger-transport",
}


@pytest.mark.parametrize(
    ("team", "area", "reason"),
    [
        ("parking", ROADS, "every team whose service lies in the same area"),
        ("housing-options", {"housing-repairs", "housing-options", "tenancy-services"}, "three teams of one area"),
        ("customer-relations", {"customer-relations"}, "a team without a service has no area but itself"),
        ("economy", {"economy"}, "councillors head no officers"),
        ("a-team-that-was-closed", {"a-team-that-was-closed"}, "nobody gains what a charter no longer names"),
    ],
)
def test_the_area_of_a_team(charter: Charter, team: str, area: set[str], reason: str) -> None:
    assert teams_of_area(team, charter) == area, reason


@pytest.mark.parametrize("name", published())
def test_teams_without_a_service_never_share_an_area(name: str) -> None:
    charter = load_charter(name)
    for team in charter.teams.values():
        if not team.service:
            assert teams_of_area(team.id, charter) == {team.id}


@pytest.mark.clause("CC-5")
@pytest.mark.parametrize(
    ("role", "own", "team", "reach", "reason"),
    [
        (Role.CASE_WORKER, "parking", "parking", True, "her own team"),
        (Role.CASE_WORKER, "parking", "winter-roads", False, "a worker has one team"),
        (Role.TEAM_LEADER, "parking", "winter-roads", False, "a leader too"),
        (Role.HEAD_OF_SERVICE, "parking", "winter-roads", True, "a head has every team of her area"),
        (Role.HEAD_OF_SERVICE, "parking", "libraries", False, "and none of another area"),
        (Role.CUSTOMER_RELATIONS, "customer-relations", "parking", False, "works anywhere, by another right"),
    ],
)
def test_which_teams_somebody_belongs_to(
    session: Session, charter: Charter, role: Role, own: str, team: str, reach: bool, reason: str
) -> None:
    assert in_reach(a_member_of_staff(session, role, own), team, charter) is reach, reason


def test_a_case_that_was_routed_twice_is_in_the_reach_of_its_team_now(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = offered(session, charter, cast)
    assert position(case, cast.worker, charter).my_team
    routing.route(
        session,
        case,
        team=cast.stranger.team,
        service=None,
        reason="It is theirs.",
        by=cast.triage,
        at=TUESDAY,
        charter=charter,
    )
    assert not position(case, cast.worker, charter).my_team
    assert position(case, cast.stranger, charter).my_team


def test_where_a_case_stands_for_whoever_looks(session: Session, charter: Charter, cast: Cast) -> None:
    case = in_hand(session, charter, cast)
    hers, his, customers = (position(case, by, charter) for by in (cast.worker, cast.colleague, None))
    assert (hers.mine, his.mine, customers.mine) == (True, False, False)
    assert (hers.my_team, his.my_team, customers.my_team) == (True, True, False)
    assert customers.rights == frozenset()
    assert hers.open_acts == {Act.ACKNOWLEDGE, Act.REPLY}
    assert not hers.stopped
    replies.ask(session, case, words="Which light?", by=cast.worker, at=TUESDAY, charter=charter)
    assert position(case, cast.worker, charter).stopped


def test_every_step_of_staff_is_shown_with_its_reason_or_open(session: Session, charter: Charter, cast: Cast) -> None:
    shown = steps_for(in_hand(session, charter, cast), cast.worker, charter)
    assert tuple(shown) == STAFF_STEPS
    assert {step for step, why in shown.items() if why is None} == {
        Step.ACKNOWLEDGE,
        Step.ROUTE,
        Step.REPLY,
        Step.EXPLAIN,
        Step.ASK,
        Step.HEAR,
        Step.WRITE,
        Step.NOTE,
        Step.CHANGE_KIND,
        Step.CLOSE,
        Step.APPOINT,
        Step.SIGN,
        Step.LINK,
        Step.SPLIT,
        Step.KEEP_APART,
    }
    assert shown[Step.TAKE] is Why.YOURS_ALREADY
    assert shown[Step.GIVE] is Why.NOT_YOUR_ROLE


def test_whoever_has_left_can_do_nothing_any_more(session: Session, charter: Charter, cast: Cast) -> None:
    case = in_hand(session, charter, cast)
    cast.worker.disabled_at = TUESDAY
    assert not [step for step, why in steps_for(case, cast.worker, charter).items() if why is None]


def test_a_refusal_names_the_team_that_has_the_case(session: Session, charter: Charter, cast: Cast) -> None:
    case = in_hand(session, charter, cast)
    with pytest.raises(StepRefused) as refused:
        require(Step.REPLY, case, by=cast.stranger, charter=charter)
    assert (refused.value.step, refused.value.why) == (Step.REPLY, Why.NOT_YOUR_TEAM)
    assert refused.value.facts["team"] == charter.team_name(cast.team)


@pytest.mark.parametrize("words", ["", " ", "\n\t ", "\u00a0"])
def test_a_reason_of_nothing_but_spaces_is_none(words: str) -> None:
    with pytest.raises(StepRefused) as refused:
        require_words(Step.CLOSE, words)
    assert refused.value.why is Why.REASON_MISSING
    require_words(Step.CLOSE, "So.")


def test_whoever_acts_on_what_she_no_longer_sees_is_stopped(session: Session, charter: Charter, cast: Cast) -> None:
    case = in_hand(session, charter, cast)
    seen = case.version
    require_fresh(case, seen)
    replies.note(session, case, words="Rang.", by=cast.colleague, at=TUESDAY + timedelta(hours=1), charter=charter)
    with pytest.raises(StaleCase) as stale:
        require_fresh(case, seen)
    assert (stale.value.case, stale.value.seen) == (case, seen)
    require_fresh(case, None)


def test_a_case_goes_back_to_where_it_lay_before_the_question(session: Session, charter: Charter, cast: Cast) -> None:
    fresh, asked, held = a_case(session, charter), offered(session, charter, cast), in_hand(session, charter, cast)
    for case in (fresh, asked, held):
        replies.ask(session, case, words="Which light?", by=cast.relations, at=TUESDAY, charter=charter)
        assert (case.stage, case.waiting_until is None) == (Stage.WAITING, False)
        rest(case)
        assert case.waiting_until is None
    assert [case.stage for case in (fresh, asked, held)] == [Stage.RECEIVED, Stage.OFFERED, Stage.IN_HAND]
