"""Somebody tells us what they think of a policy, and the councillors who made it answer."""

import pytest

from shared.charter.access import Role
from shared.charter.vocabulary import Kind
from tests.journeys.conftest import Town, local
from tests.journeys.officers import place_for


@pytest.mark.clause("FP-6")
@pytest.mark.parametrize("organisation", ["feedback-authority", "highland"])
def test_a_view_about_a_policy_is_answered_by_those_who_made_it(organisation: str, town: Town) -> None:
    town.clock.set(local(2027, 3, 2))
    resident = town.resident()
    resident.tells_us(Kind.REPRESENTATION, service=town.charter.services["parking"].name)
    place = place_for(town.charter, Kind.REPRESENTATION, "parking")
    assert place.team == town.charter.services["parking"].policy_owner
    town.triage().routes(resident.reference, to=place.choice, because="They made this policy.")
    councillor = town.officer("Councillor Croft", Role.MEMBER, place.team)
    councillor.accepts(resident.reference)
    resident.looks().sees("Councillor Croft")
    town.post.delivers()
    councillor.replies(resident.reference, "We heard you. The car park stays free before noon on Sundays.")
    letter = town.post.brings(resident.email)
    for words in ("The car park stays free before noon on Sundays.", "Councillor Croft"):
        assert words in letter, letter
    resident.looks().sees("The car park stays free before noon on Sundays.")


@pytest.mark.clause("FP-6", "RP-26")
@pytest.mark.parametrize("organisation", ["feedback-authority"])
def test_a_councillor_sees_no_complaint_about_the_same_service(organisation: str, paper_town: Town) -> None:
    town = paper_town
    resident = town.resident()
    resident.tells_us(Kind.COMPLAINT, service=town.charter.services["parking"].name)
    owner = town.charter.services["parking"].policy_owner
    councillor = town.officer("Councillor Croft", Role.MEMBER, owner)
    councillor.walker.visit("/office/").does_not_see(resident.reference)
