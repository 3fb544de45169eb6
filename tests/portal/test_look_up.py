"""Looking up what was told before: who has the secret gets in, and nobody else learns anything."""

import re

import pytest

from shared.casework.customers import Person
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Reach
from tests.builders import a_case
from tests.conftest import Records
from tests.portal.desk import link_of
from tests.portal.visitor import Visitor

RINGS = Person(name="Ruaridh", phone="01632 960 001", reach=Reach.PHONE)
WRONG = "We found nothing with this reference and this address, number or code. Check both."


@pytest.mark.clause("SC-7")
@pytest.mark.parametrize(
    ("person", "secret", "because"),
    [
        (Person("Ann", "Ann@Customer.example", reach=Reach.EMAIL), "ann@customer.example", "letters are letters"),
        (Person("Ann", "ann@customer.example", reach=Reach.EMAIL), "  ANN@customer.example ", "spaces do not count"),
        (RINGS, "01632960001", "written without spaces"),
        (RINGS, "+44 1632 960001", "written for somebody abroad"),
        (Person(), "the code", "without a name, only the code is left"),
    ],
)
def test_a_reference_and_the_right_secret_open_the_page(
    visitor: Visitor, records: Records, charter: Charter, person: Person, secret: str, because: str
) -> None:
    with records() as session:
        case = a_case(session, charter, person=person)
    given = case.tracking_key if secret == "the code" else secret
    typed = case.reference.lower().replace("-", " ")
    visitor.open("/look-up").press(reference=typed, secret=given)
    assert visitor.path == link_of(case), because


@pytest.mark.clause("SC-7")
@pytest.mark.parametrize("typed", ["lower", "spaces", "together"])
def test_a_code_that_was_copied_by_hand_opens_the_page_however_it_is_typed(
    visitor: Visitor, records: Records, charter: Charter, typed: str
) -> None:
    with records() as session:
        case = a_case(session, charter, person=Person())
    code = case.tracking_key
    assert re.fullmatch(r"([2346789CDFGHJKMPQRTVWXY]{4}-){3}[2346789CDFGHJKMPQRTVWXY]{4}", code)
    ways = {"lower": code.lower(), "spaces": code.replace("-", " "), "together": code.replace("-", "")}
    visitor.open("/look-up").press(reference=case.reference, secret=ways[typed])
    assert visitor.path == link_of(case)
    assert visitor.open(f"/track/{case.reference}/{code.lower()}").status == 200


@pytest.mark.clause("SC-7")
def test_a_wrong_answer_is_the_same_whether_or_not_there_is_a_case(
    visitor: Visitor, records: Records, charter: Charter
) -> None:
    with records() as session:
        case = a_case(session, charter)
        nobodys = a_case(session, charter, person=Person())
    for reference, secret in (
        (case.reference, "other@customer.example"),
        ("HC-2222-2222", "morag@customer.example"),
        ("nonsense", "morag@customer.example"),
        (nobodys.reference, "0"),
        (nobodys.reference, "@"),
        (nobodys.reference, "\0" * 16),
    ):
        visitor.open("/look-up").press(reference=reference, secret=secret)
        if secret.strip("\0"):
            assert (visitor.status, visitor.errors) == (422, [WRONG])
        assert visitor.path == "/look-up"


@pytest.mark.parametrize(
    ("reference", "secret", "sentence"),
    [
        ("", "morag@customer.example", "Enter your reference"),
        ("HC-7Q4K-2M9P", "", "Enter your e-mail address, your phone number or your code"),
        ("x" * 200_000, "a", "Enter the reference as it stands in our message"),
        ("HC-7Q4K-2M9P", "x" * 200_000, "Enter your e-mail address, your phone number or your code"),
    ],
)
def test_what_is_missing_or_too_long_is_said_and_kept(
    visitor: Visitor, reference: str, secret: str, sentence: str
) -> None:
    visitor.open("/look-up").press(reference=reference, secret=secret)
    assert visitor.status == 422
    assert sentence in visitor.errors
    assert (visitor.value("reference"), visitor.value("secret")) == (reference, secret)


def test_an_expired_session_keeps_what_was_typed(visitor: Visitor, records: Records, charter: Charter) -> None:
    with records() as session:
        case = a_case(session, charter)
    visitor.open("/look-up").client.delete_cookie("bywhen")
    visitor.press(reference=case.reference, secret="morag@customer.example")
    assert visitor.value("reference") == case.reference
    visitor.press(reference=case.reference, secret="morag@customer.example")
    assert visitor.path == link_of(case)
