"""What is in force for one customer on one day, and where a restriction stands."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from shared.casework import appeals, engaging
from shared.casework.engaging import Standing
from shared.casework.restrictions import MeasureWritten
from shared.charter.access import Role
from shared.charter.effects import NOTHING
from shared.charter.measures import DuringAppeal, Measure
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Channel, Reach
from shared.models.restrictions import Restriction, State
from tests.builders import TUESDAY, a_case, a_member_of_staff
from tests.engaged import NO_PHONE, TEAM, a_restriction, an_answered_case

TODAY = TUESDAY.date()
TOMORROW = TODAY + timedelta(days=1)
# what is different about a restriction that was told and began today, on which day, where it stands, in force
STANDINGS: list[tuple[dict[str, Any], date, Standing, bool]] = [
    ({}, TODAY, Standing.IN_FORCE, True),
    ({"state": State.PROPOSED}, TODAY, Standing.PROPOSED, False),
    ({"state": State.TURNED_DOWN}, TODAY, Standing.TURNED_DOWN, False),
    ({"state": State.APPROVED}, TODAY, Standing.APPROVED, False),
    ({"state": State.TOLD, "starts_on": TOMORROW}, TODAY, Standing.TOLD, False),
    ({"state": State.TOLD, "starts_on": TOMORROW}, TOMORROW, Standing.IN_FORCE, True),
    ({"changed_at": TUESDAY}, TODAY, Standing.CHANGED, True),
    ({}, date(2027, 5, 2), Standing.DUE_FOR_REVIEW, True),
    ({"changed_at": TUESDAY}, date(2027, 5, 2), Standing.DUE_FOR_REVIEW, True),
    ({}, date(2027, 6, 2), Standing.DUE_FOR_REVIEW, True),
    ({}, date(2027, 6, 3), Standing.ENDED, False),
    ({"state": State.ENDED}, TODAY, Standing.ENDED, False),
]


@pytest.mark.clause("RP-8", "RP-11")
@pytest.mark.parametrize(("different", "day", "standing", "holds"), STANDINGS)
def test_where_it_stands_and_whether_it_changes_anything(
    session: Session, charter: Charter, different: dict[str, Any], day: date, standing: Standing, holds: bool
) -> None:
    made = a_restriction(session, charter)
    with session.no_autoflush:
        for name, value in different.items():
            setattr(made, name, value)
        assert engaging.standing(made, day) is standing
        assert engaging.is_in_force(made, day, charter) is holds
        assert (engaging.effects_on(made.customer, day, charter) != NOTHING) is holds
        session.expire(made)


def under_appeal(session: Session, charter: Charter) -> Restriction:
    """A restriction against which an appeal is open."""
    made = a_restriction(session, charter)
    appeals.appeal(session, made, words="I did not shout.", key="appeal", at=TUESDAY, charter=charter)
    return made


@pytest.mark.clause("RP-10")
def test_during_an_appeal_the_charter_says_whether_it_holds(session: Session, charter: Charter) -> None:
    made, engagement = under_appeal(session, charter), charter.engagement
    assert engagement is not None
    waits = replace(charter, engagement=replace(engagement, during_appeal=DuringAppeal.WAITS))
    assert engaging.standing(made, TODAY) is Standing.UNDER_APPEAL
    assert engaging.is_in_force(made, TODAY, charter)
    assert not engaging.is_in_force(made, TODAY, waits)
    assert engaging.effects_on(made.customer, TODAY, waits) == NOTHING


@pytest.mark.clause("RP-8")
def test_several_restrictions_are_taken_together(session: Session, charter: Charter) -> None:
    case = an_answered_case(session, charter)
    named = a_member_of_staff(session, Role.TEAM_LEADER, TEAM)
    a_restriction(session, charter, case=case)
    a_restriction(session, charter, case=case, measures=(MeasureWritten(Measure.NAMED_PERSON, staff=named),))
    a_restriction(
        session,
        charter,
        case=case,
        measures=(
            MeasureWritten(Measure.LIMITS, days=(1, 3), most=4),
            MeasureWritten(Measure.CLOSED_MATTER, case=case),
        ),
    )
    session.refresh(case.customer)
    effects = engaging.effects_of(case, TODAY, charter)
    assert effects.closed == {Channel.PHONE} and effects.instead is Reach.EMAIL
    assert (effects.named, effects.days, effects.most) == (named.id, {1, 3}, 4)
    assert effects.closed_matters == {case.id}


@pytest.mark.clause("RP-8")
def test_the_way_in_its_place_is_never_one_that_another_restriction_closes(session: Session, charter: Charter) -> None:
    made = a_restriction(session, charter)
    shut = MeasureWritten(Measure.CHANNEL, channel=Channel.EMAIL, instead=Reach.LETTER)
    from shared.casework.restrictions import limits_of

    effects = engaging.together(limits_of((NO_PHONE, shut)))
    assert made.limits[0].instead is Reach.EMAIL and effects.instead is Reach.LETTER


def test_for_whoever_was_never_restricted_nothing_is_asked(session: Session, charter: Charter) -> None:
    case = a_case(session, charter)
    assert engaging.effects_of(case, TODAY, charter) == NOTHING
    assert engaging.third_party(case.customer, TODAY, charter) is None
    assert engaging.in_force(None, TODAY, charter) == []
