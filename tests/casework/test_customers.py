"""Customers and what two ways of typing have in common."""

import pytest
from sqlalchemy.orm import Session

from shared.casework.customers import Person, email_key, find_or_add, phone_key
from shared.charter.vocabulary import Reach
from tests.builders import TUESDAY


@pytest.mark.parametrize(
    ("typed", "key", "reason"),
    [
        ("01632 960 001", "01632960001", "spaces are for reading"),
        ("+44 1632 960001", "01632960001", "from abroad"),
        ("0044 (0)1632 960001", "01632960001", "the nought in brackets"),
        ("01632-960001", "01632960001", "dashes too"),
        ("44", "44", "too short to be a country code"),
    ],
)
def test_a_number_is_the_same_however_it_is_typed(typed: str, key: str, reason: str) -> None:
    assert phone_key(typed) == key, reason


def test_an_address_is_the_same_in_capitals() -> None:
    assert email_key(" Morag@Customer.Example ") == "morag@customer.example"


def test_what_they_tell_us_later_is_kept_and_nothing_is_wiped(session: Session) -> None:
    first = find_or_add(
        session, Person(name="Jo Bell", email="jo@x.example", phone="01632 960009", reach=Reach.EMAIL), at=TUESDAY
    )
    session.flush()
    again = find_or_add(
        session, Person(name="jo bell", email="JO@x.example", reach=Reach.EMAIL, needs="Large print"), at=TUESDAY
    )
    assert again is first
    assert first is not None
    assert (first.phone, first.needs) == ("01632 960009", "Large print")


def test_two_people_who_gave_only_a_letterbox_are_never_guessed_to_be_one(session: Session) -> None:
    someone = Person(name="A Smith", address="1 High Street", reach=Reach.LETTER)
    assert find_or_add(session, someone, at=TUESDAY) is not find_or_add(session, someone, at=TUESDAY)
