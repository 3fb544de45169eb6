"""My circumstances have changed: one form, kept once, with what is new and nothing else."""

from collections.abc import Callable
from typing import Any

import pytest

from shared.casework.customers import Person
from tests.portal.conftest import Cases
from tests.portal.desk import Desk
from tests.portal.visitor import Visitor


@pytest.mark.clause("SC-2")
def test_a_customer_says_what_has_changed_and_gives_only_what_is_new(
    visitor: Visitor, begun: Callable[..., Desk], cases: Cases
) -> None:
    desk = begun()
    visitor.open(desk.link)
    visitor.open(visitor.link("/changed")).press(words="We have moved.", email="", phone="01667 900 123", address="")
    assert visitor.path.split("#")[0] == desk.link
    for words in ("We have moved.", "You told us what has changed for you. We have your new contact details."):
        assert words in visitor.words
    customer = cases.only.customer
    assert customer is not None
    assert (customer.phone, customer.email) == ("01667 900 123", "morag@customer.example")


def test_pressed_twice_it_is_kept_once(visitor: Visitor, begun: Callable[..., Desk], cases: Cases) -> None:
    page = visitor.open(f"{begun().link}/changed").page
    for _ in range(2):
        visitor.press(as_it_was=page, words="We have moved.", email="", phone="", address="")
    assert [said.words for said in cases.only.contacts].count("We have moved.") == 1


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
