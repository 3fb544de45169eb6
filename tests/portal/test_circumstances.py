"""My circumstances have changed: one form, kept once, with what is new and nothing else."""

from collections.abc import Callable
from typing import Any

import pytest

from shared.casework import representing
from shared.casework.customers import Person
from tests.portal.conftest import Cases
from tests.portal.desk import Desk
from tests.portal.spoken_for import SpokenFor
from tests.portal.visitor import Visitor


@pytest.mark.clause("SC-2")
def test_a_customer_says_what_has_changed_and_gives_only_what_is_new(
    visitor: Visitor, begun: Callable[..., Desk], cases: Cases
) -> None:
    desk = begun()
    visitor.open(desk.link)
    visitor.open(visitor.link("/changed")).press(words="We have moved.", email="", phone="01667 900 123", address="")
    assert visitor.path.split("#")[0] == desk.link
    for words in (
        "We have moved.",
        "You told us what has changed for you.",
        "New phone number: We have your new contact",
    ):
        assert words in visitor.words
    customer = cases.only.customer
    assert customer is not None
    assert (customer.phone, customer.email) == ("01667 900 123", "morag@customer.example")


def test_pressed_twice_it_is_kept_once(visitor: Visitor, begun: Callable[..., Desk], cases: Cases) -> None:
    page = visitor.open(f"{begun().link}/changed").page
    for _ in range(2):
        visitor.press(as_it_was=page, words="We have moved.", email="", phone="", address="")
    assert [said.words for said in cases.only.contacts].count("We have moved.") == 1


@pytest.mark.clause("SC-7", "FP-10")
def test_whoever_speaks_for_them_does_not_read_where_they_live_now(
    visitor: Visitor, spoken_for: Callable[..., SpokenFor]
) -> None:
    case = spoken_for()
    case.decide(representing.settle)
    visitor.open(f"{case.track}/changed").press(words="I moved.", email="", phone="", address="77 Hidden Road\nTain")
    assert "I moved." in visitor.words and "You told us what has changed for you." in visitor.words
    visitor.open(case.page)
    assert "Messages" in visitor.words
    for words in ("I moved", "Hidden", "what has changed"):
        assert words not in visitor.words, "it may be they whom the customer moved away from"


ERRORS = [
    ({"words": " "}, "Write what has changed"),
    ({"email": "nobody"}, "Enter an e-mail address in full, such as name@example.com"),
    ({"phone": "12"}, "Enter a phone number in full, such as 01632 960 001"),
    ({"address": "x" * 501}, "Enter an address of no more than 500 letters"),
]


@pytest.mark.parametrize(("wrong", "error"), ERRORS)
def test_an_answer_that_will_not_do_comes_back_with_what_to_do_and_changes_nothing(
    visitor: Visitor, begun: Callable[..., Desk], cases: Cases, wrong: dict[str, str], error: str
) -> None:
    answers: dict[str, Any] = {
        "words": "We have moved.",
        "email": "new@customer.example",
        "phone": "",
        "address": "",
        **wrong,
    }
    visitor.open(f"{begun().link}/changed").press(**answers)
    assert (visitor.status, visitor.errors) == (422, [error])
    assert cases.only.customer is not None and cases.only.customer.email == "morag@customer.example"


def test_somebody_without_a_name_is_asked_for_no_address(visitor: Visitor, begun: Callable[..., Desk]) -> None:
    visitor.open(f"{begun(person=Person()).link}/changed")
    assert "Have your contact details changed?" not in visitor.words


@pytest.mark.clause("SC-7")
def test_whoever_gives_new_addresses_reads_which_one_counts_now_and_which_one_we_check_by_when(
    visitor: Visitor, begun: Callable[..., Desk]
) -> None:
    desk = begun()
    visitor.open(f"{desk.link}/changed")
    visitor.press(words="We have moved.", email="new@customer.example", phone="01667 900 123", address="")
    for words in (
        "New phone number: We have your new contact details.",
        "New e-mail address: We check your new contact details with you in another way before we use them. "
        "By Tuesday 22 December 2026.",
        "New e-mail address: new@customer.example",
    ):
        assert words in visitor.words
