"""Who may open a case's own page."""

import pytest
from sqlalchemy.orm import Session

from shared.casework.customers import Person
from shared.casework.proving import proved, same
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Reach
from tests.builders import a_case

ANN = Person("Ann", email="ann@customer.example", reach=Reach.EMAIL)
RINGS = Person("Ruaridh", phone="01632 960001", reach=Reach.PHONE)
WRITES = Person("Una", address="4 Shore Street", reach=Reach.LETTER)


@pytest.mark.clause("SC-7")
@pytest.mark.parametrize(
    ("person", "secret", "opens", "because"),
    [
        (ANN, "ann@customer.example", True, "her e-mail"),
        (ANN, "ann@customer.exampl", False, "almost her e-mail"),
        (ANN, "", False, "nothing at all"),
        (ANN, "0", False, "she has no phone, and a single digit is none"),
        (RINGS, "+44 (0)1632 960001", True, "his phone, written for abroad"),
        (RINGS, "", False, "he has no e-mail, and nothing is not nothing's match"),
        (RINGS, "nonsense", False, "no digits are no phone"),
        (WRITES, "4 Shore Street", False, "an address is on every envelope: it is no secret"),
        (Person(), "", False, "nobody is not proved by nothing"),
        (Person(), "\0" * 16, False, "not even by what nobody can type"),
    ],
)
def test_a_page_opens_for_a_secret_and_for_nothing_else(
    session: Session, charter: Charter, person: Person, secret: str, opens: bool, because: str
) -> None:
    case = a_case(session, charter, person=person)
    assert (proved(session, case.reference, secret) == case.tracking_key) is opens, because


@pytest.mark.parametrize("person", [ANN, RINGS, WRITES, Person()])
def test_the_code_on_the_confirmation_opens_the_page_of_everybody(
    session: Session, charter: Charter, person: Person
) -> None:
    case = a_case(session, charter, person=person)
    assert proved(session, case.reference, f" {case.tracking_key} ") == case.tracking_key


def test_a_reference_that_nobody_has_is_proved_by_nothing(session: Session) -> None:
    for secret in ("", "ann@customer.example", "\0" * 16):
        assert proved(session, "HC-2222-2222", secret) is None


def test_letters_of_any_alphabet_are_compared_without_stumbling() -> None:
    assert not same("ключ\udcff", "key")
    assert same("ключ", "ключ")
