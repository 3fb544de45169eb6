"""Finding a service: by typing, by area, or not at all."""

import pytest

from portal.services import areas, search
from shared.charter.organisation import Charter
from shared.charter.reading import load_charter
from tests.portal.visitor import Visitor


@pytest.mark.parametrize(
    ("typed", "first", "because"),
    [
        ("pothole", "roads", "people say pothole, not roads maintenance"),
        ("poth", "roads", "somebody is still typing"),
        ("BINS", "bins", "capital letters and the plural are no difference"),
        ("my bin was not emptied", "bins", "small words do not count"),
        ("street light", "street-lighting", "two words fit better than one"),
        ("blue badge", "parking", "it is among the words of parking"),
    ],
)
def test_people_find_a_service_in_their_own_words(charter: Charter, typed: str, first: str, because: str) -> None:
    assert search(charter, charter, typed)[0].id == first, because


@pytest.mark.parametrize("typed", ["", "   ", "zzzzz", "?!", "\0", "x" * 5000, "<script>", "%_"])
def test_what_fits_nothing_finds_nothing(charter: Charter, typed: str) -> None:
    assert search(charter, charter, typed) == ()


@pytest.mark.parametrize("council", ["highland", "north-east-lincolnshire", "feedback-authority", "template"])
def test_every_service_of_every_council_is_found_by_its_own_name(council: str) -> None:
    charter = load_charter(council)
    for service in charter.services.values():
        assert service in search(charter, charter, service.name), service.name


def test_without_javascript_a_search_is_a_page(visitor: Visitor) -> None:
    visitor.open("/tell-us/service?kind=request&q=pothole")
    assert "Roads and potholes" in visitor.words
    visitor.press(service="roads")
    assert visitor.question == "signs"


def test_with_javascript_the_same_address_gives_the_list_alone(visitor: Visitor) -> None:
    answer = visitor.client.get("/tell-us/service?kind=request&q=pothole", headers={"HX-Request": "true"})
    part = answer.get_data(as_text=True)
    assert part.startswith('<div id="services">')
    assert "Roads and potholes" in part


def test_a_search_that_finds_nothing_says_so_and_shows_other_ways(visitor: Visitor) -> None:
    visitor.open("/tell-us/service?kind=request&q=dragons")
    assert "We found no service for that." in visitor.words
    visitor.press(service="not-sure")
    assert visitor.question == "signs"


def test_every_area_leads_to_its_services(visitor: Visitor, charter: Charter) -> None:
    for area, _name in areas(charter, charter):
        visitor.open("/tell-us/service?kind=request&whom=myself")
        link = next(one for one in visitor.page.all("a") if one.text == area)
        visitor.open(link.get("href", ""))
        offered = {one.get("value") for one in visitor.page.all("input") if one.get("type") == "radio"}
        there = {service.id for service in charter.services.values() if service.area == area}
        assert offered == there | {"not-sure"}


def test_a_service_that_was_chosen_is_still_chosen_on_the_way_back(visitor: Visitor) -> None:
    visitor.open("/tell-us/service?kind=request&q=pothole").press(service="roads")
    visitor.open("/tell-us/service")
    assert visitor.value("service") == "roads"


def test_a_wrong_search_in_the_address_is_harmless(visitor: Visitor) -> None:
    for query in ("q=%00%ff", "q=" + "a" * 3000, "area=Nowhere", "q=<b>x</b>", "kind=threat"):
        assert visitor.open(f"/tell-us/service?kind=request&{query}").status == 200
