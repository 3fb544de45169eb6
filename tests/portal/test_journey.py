"""Which questions each kind asks, and what becomes of the answers."""

import pytest

from portal import journey
from portal.told import submission
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Kind, Reach

FULL = {
    "service": "roads",
    "signs": [],
    "words": "The bridge is closed.",
    "happened_on": "2027-03-01",
    "wanted": "Open it.",
    "reach": "email",
    "name": "Morag MacLeod",
    "email": "morag@customer.example",
    "whom": "myself",
    "different": "yes",
    "format": "large-print",
    "language": "en",
    "needs": "Ring me first",
}


@pytest.mark.parametrize(
    ("kind", "asked", "because"),
    [
        (Kind.REQUEST, "whom service signs words files reach who needs", "we must know what, where and whom to tell"),
        (
            Kind.COMPLAINT,
            "whom service signs words when wanted files reach who needs",
            "only here something has to be put right",
        ),
        (
            Kind.COMPLIMENT,
            "whom service words files reach who needs",
            "a kind word needs an answer that can be read, too",
        ),
        (Kind.COMMENT, "whom service signs words files reach who needs", "an idea is answered"),
        (
            Kind.REPRESENTATION,
            "whom service words files reach who needs",
            "a view is answered by whoever owns the policy",
        ),
        (Kind.ADJUSTMENT, "whom words files reach who how", "the words are what we should do differently"),
    ],
)
def test_only_the_questions_that_a_kind_needs_are_asked(charter: Charter, kind: Kind, asked: str, because: str) -> None:
    assert journey.questions({"kind": kind.value}, charter.signs) == ("kind", *asked.split()), because


def test_whoever_gives_no_name_is_asked_nothing_more_about_themselves(charter: Charter) -> None:
    assert journey.questions({"kind": "request", "reach": "none"}, charter.signs) == (
        "kind",
        "whom",
        "service",
        "signs",
        "words",
        "files",
        "reach",
    )


def test_a_changed_way_to_write_back_asks_for_the_address_that_is_missing_now(charter: Charter) -> None:
    answers = {**FULL, "kind": "request", "reach": "letter"}
    assert journey.first_open(answers, charter.signs) == "who"
    assert journey.first_open({**answers, "address": "4 Shore Street"}, charter.signs) is None


@pytest.mark.clause("CH-6")
@pytest.mark.parametrize("kind", Kind)
def test_the_answers_of_every_kind_become_one_complete_submission(charter: Charter, kind: Kind) -> None:
    told = submission("a-key", {**FULL, "kind": kind.value}, "en", charter.signs)
    assert (told.key, told.kind, told.words) == ("a-key", kind, FULL["words"])
    assert told.wanted == (FULL["wanted"] if kind is Kind.COMPLAINT else "")
    assert told.service == (None if kind is Kind.ADJUSTMENT else "roads")
    assert (told.person.name, told.person.reach) == ("Morag MacLeod", Reach.EMAIL)


def test_what_somebody_needs_done_differently_is_remembered_with_the_person(charter: Charter) -> None:
    told = submission("a-key", {**FULL, "kind": "adjustment", "words": "Braille, please"}, "en", charter.signs)
    assert told.person.needs == "Braille, please"


def test_an_address_that_was_typed_and_then_not_chosen_is_not_sent(charter: Charter) -> None:
    told = submission("a-key", {**FULL, "kind": "request", "phone": "01632 960001"}, "en", charter.signs)
    assert told.person.phone == ""


def test_nothing_about_a_person_is_sent_once_they_chose_to_give_no_name(charter: Charter) -> None:
    told = submission("a-key", {**FULL, "kind": "complaint", "reach": "none"}, "en", charter.signs)
    assert told.person.anonymous
    assert told.person.needs == ""
