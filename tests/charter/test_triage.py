"""Where a contact goes first, in each council, and the clause that says so."""

from dataclasses import replace

import pytest

from shared.charter.organisation import Charter, Route
from shared.charter.reading import load_charter, published
from shared.charter.triage import choose_route
from shared.charter.vocabulary import Kind

# council, kind, about which service, team, reason
DESTINATIONS = [
    ("aled-vale", Kind.REQUEST, "bins", "bins-recycling", "the people who do the work"),
    ("aled-vale", Kind.COMPLAINT, "bins", "bins-recycling", "nearest to what went wrong"),
    ("aled-vale", Kind.COMPLIMENT, "bins", "bins-recycling", "the people who earned it"),
    ("aled-vale", Kind.COMMENT, "bins", "bins-recycling", "the people who can use the idea"),
    ("aled-vale", Kind.REPRESENTATION, "licensing", "councillors-licensing", "councillors made the policy"),
    ("aled-vale", Kind.ADJUSTMENT, "bins", "customer-relations", "one team tells every service"),
    ("highland", Kind.REQUEST, "street-lighting", "street-lighting", "the people who do the work"),
    ("highland", Kind.COMPLAINT, "street-lighting", "street-lighting", "stage 1 is nearest to what went wrong"),
    ("highland", Kind.COMPLIMENT, "public-toilets", "street-cleaning", "a team may run two services"),
    ("highland", Kind.COMMENT, "bins", "bins-recycling", "the people who can use the idea"),
    ("highland", Kind.REPRESENTATION, "bins", "communities", "the committee that made the policy"),
    ("highland", Kind.ADJUSTMENT, "bins", "customer-relations", "one team tells every service"),
    ("highland", Kind.ADJUSTMENT, None, "customer-relations", "whatever the service"),
    ("feedback-authority", Kind.REQUEST, "bins", "bins", "the people who do the work"),
    ("feedback-authority", Kind.COMPLAINT, "council-homes", "homes-repairs", "nearest to what went wrong"),
    ("feedback-authority", Kind.COMPLIMENT, "bins", "bins", "the people who earned it"),
    ("feedback-authority", Kind.COMMENT, "bins", "bins", "the people who can use the idea"),
    ("feedback-authority", Kind.REPRESENTATION, "planning", "planning-committee", "councillors made the policy"),
    ("feedback-authority", Kind.REPRESENTATION, "elections", "democracy-head", "an officer made the policy"),
    ("feedback-authority", Kind.ADJUSTMENT, None, "customer-relations", "one team tells every service"),
    ("north-east-lincolnshire", Kind.REQUEST, "waste", "waste", "the people who do the work"),
    ("north-east-lincolnshire", Kind.COMPLAINT, "waste", "customer-relations", "not those who run the service"),
    ("north-east-lincolnshire", Kind.COMPLAINT, None, "customer-relations", "whatever the service"),
    ("north-east-lincolnshire", Kind.COMPLIMENT, "waste", "waste", "the people who earned it"),
    ("north-east-lincolnshire", Kind.COMMENT, "floods-and-coast", "coast", "the people who can use the idea"),
    ("north-east-lincolnshire", Kind.REPRESENTATION, "resort", "tourism-holder", "whoever holds the portfolio"),
    ("north-east-lincolnshire", Kind.ADJUSTMENT, "waste", "customer-relations", "one team tells every service"),
    ("template", Kind.REQUEST, "bins", "bins-recycling", "the people who do the work"),
    ("template", Kind.COMPLAINT, "bins", "bins-recycling", "nearest to what went wrong"),
    ("template", Kind.COMPLIMENT, "bins", "bins-recycling", "the people who earned it"),
    ("template", Kind.COMMENT, "bins", "bins-recycling", "the people who can use the idea"),
    ("template", Kind.REPRESENTATION, "licensing", "councillors-licensing", "councillors made the policy"),
    ("template", Kind.ADJUSTMENT, "bins", "customer-relations", "one team tells every service"),
]


@pytest.mark.clause("FP-6", "FP-13")
@pytest.mark.parametrize(("name", "kind", "service", "team", "reason"), DESTINATIONS)
def test_a_contact_goes_where_the_charter_says(
    name: str, kind: Kind, service: str | None, team: str, reason: str
) -> None:
    found = choose_route(load_charter(name), kind, service)
    assert found is not None
    assert (found.team, found.service) == (team, service), reason


def test_each_kind_has_been_tried_in_each_council() -> None:
    assert {(name, kind) for name, kind, *_ in DESTINATIONS} == {(name, kind) for name in published() for kind in Kind}


@pytest.mark.clause("FP-6")
@pytest.mark.parametrize("name", published())
def test_a_view_about_any_policy_reaches_whoever_made_it(name: str) -> None:
    charter = load_charter(name)
    for service in charter.services.values():
        found = choose_route(charter, Kind.REPRESENTATION, service.id)
        assert found is not None
        assert found.team == service.policy_owner


@pytest.mark.clause("CH-3")
@pytest.mark.parametrize("name", published())
@pytest.mark.parametrize("kind", Kind)
def test_the_reason_and_its_clause_travel_with_the_route(name: str, kind: Kind) -> None:
    charter = load_charter(name)
    found = choose_route(charter, kind, next(iter(charter.services)))
    assert found is not None
    assert found.route is not None
    assert found.reason == found.route.reason != ""
    assert found.route.document in charter.documents


@pytest.mark.parametrize("service", [None, "", "a-service-that-was-closed"])
def test_nobody_guesses_whom_a_contact_is_for(charter: Charter, service: str | None) -> None:
    assert choose_route(charter, Kind.REQUEST, service) is None, "triage reads it"
    assert choose_route(charter, Kind.REPRESENTATION, service) is None


@pytest.mark.parametrize("service", ["bins", None])
def test_a_council_may_name_one_team_for_a_kind(charter: Charter, service: str | None) -> None:
    praise = Route(Kind.COMPLIMENT, "libraries", "They read them all.", "customer-charter", "1")
    found = choose_route(replace(charter, routes=(praise,)), Kind.COMPLIMENT, service)
    assert found is not None
    assert (found.team, found.service, found.reason) == ("libraries", service, "They read them all.")


def test_without_a_route_the_service_itself_is_asked(charter: Charter) -> None:
    found = choose_route(replace(charter, routes=()), Kind.REQUEST, "bins")
    assert found is not None
    assert (found.team, found.route, found.reason) == ("bins-recycling", None, "")
