"""All four councils start and do the same story, each with its own name, references and promises."""

from dataclasses import dataclass

import pytest

from shared.charter.vocabulary import Kind
from tests.journeys.conftest import Town, local
from tests.journeys.deciders import decides
from tests.journeys.officers import place_for


@dataclass(frozen=True)
class Council:
    """What its people see, and what it promises on Tuesday 2 March 2027, acknowledging on Wednesday 3 March.

    No holiday lies near: 5 days after it end on Tuesday 9 March, 10 on Tuesday 16 March, 14 on Monday 22 March.
    """

    organisation: str
    name: str
    prefix: str
    request: str
    complaint_acknowledged: str
    complaint: str
    then: str


COUNCILS = [
    # A complaint in Scotland: 2 3 4 5 8 March, both for saying that we have it and for the answer.
    Council(
        "highland",
        "The Highland Council",
        "HC",
        "Tuesday 16 March 2027",
        "Monday 8 March 2027",
        "Monday 8 March 2027",
        "Monday 8 March 2027",
    ),
    # A complaint in England: at the latest 10 days after 9 March; acknowledged on 3 March, 10 days after that.
    Council(
        "north-east-lincolnshire",
        "North East Lincolnshire Council",
        "NE",
        "Tuesday 16 March 2027",
        "Tuesday 9 March 2027",
        "Tuesday 23 March 2027",
        "Wednesday 17 March 2027",
    ),
    Council(
        "feedback-authority",
        "Wendale Council",
        "WD",
        "Tuesday 16 March 2027",
        "Tuesday 9 March 2027",
        "Tuesday 23 March 2027",
        "Wednesday 17 March 2027",
    ),
    # "Two weeks" of working days for whatever is written: 14.
    Council(
        "template",
        "Anytown Council",
        "AT",
        "Monday 22 March 2027",
        "Tuesday 9 March 2027",
        "Tuesday 23 March 2027",
        "Wednesday 17 March 2027",
    ),
]


@pytest.mark.clause("CH-1")
@pytest.mark.parametrize(
    ("organisation", "council"), [pytest.param(one.organisation, one, id=one.organisation) for one in COUNCILS]
)
def test_every_council_keeps_its_own_promises_under_its_own_name(
    organisation: str, council: Council, paper_town: Town
) -> None:
    _two_stories(council, paper_town)


@pytest.mark.parametrize(("organisation", "council"), [("template", COUNCILS[3])], ids=["template"])
def test_a_new_council_works_in_a_browser_before_anybody_has_changed_its_charter(
    organisation: str, council: Council, town: Town
) -> None:
    resident = town.resident()
    resident.tells_us(Kind.COMPLAINT)
    resident.sees(council.name, f"by {council.complaint_acknowledged}", f"By {council.complaint}, at the latest.")
    assert resident.reference.startswith("AT-")


def _two_stories(council: Council, town: Town) -> None:
    triage = town.triage()
    for kind, acknowledge, answer, then in (
        (Kind.REQUEST, "Tuesday 9 March 2027", council.request, council.request),
        (Kind.COMPLAINT, council.complaint_acknowledged, council.complaint, council.then),
    ):
        town.clock.set(local(2027, 3, 2))
        service = next(iter(town.charter.services.values()))
        place = place_for(town.charter, kind, service.id)
        resident = town.resident(name=f"Morag {kind.value.title()}", email=f"{kind.value}@customer.example")
        resident.tells_us(kind, service=service.name)
        resident.sees(council.name, f"by {acknowledge}", f"By {answer}")
        assert resident.reference.startswith(f"{council.prefix}-")
        triage.routes(resident.reference, to=place.choice, because="They look after it.")
        town.clock.set(local(2027, 3, 3))
        worker = town.officer(f"{kind.value.title()} Worker", place.role, place.team)
        worker.accepts(resident.reference).acknowledges(resident.reference, seeing=then)
        resident.looks().sees(place.team_name, f"by {then}")
        if kind is Kind.COMPLAINT:
            decides(town, worker, resident.reference, "It is done.")
            resident.looks().sees("We uphold your complaint.")
        else:
            worker.replies(resident.reference, "It is done.")
            resident.looks().sees("We answered you in full.", "It is done.")
        letters = town.post.delivers(resident.email)
        assert len(letters) == 4
        assert all(council.name in str(letter["From"]) for letter in letters)
        assert all(resident.reference in str(letter["Subject"]) for letter in letters)
