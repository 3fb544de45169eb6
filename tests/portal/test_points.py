"""What we understand a complaint to be: the customer reads it on their page, and says yes or what they mean."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from shared.casework import agreeing, decisions, representing, routing
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Kind
from shared.models.cases import Case
from shared.models.happened import Happened
from tests.builders import decide
from tests.clock import SettableClock
from tests.people import Cast
from tests.portal.conftest import Cases
from tests.portal.desk import Desk, acts
from tests.portal.spoken_for import SpokenFor
from tests.portal.visitor import Visitor

POINTS = ("The light was out for a week.", "Nobody rang back.")


def defined(charter: Charter, clock: SettableClock, *points: str, sent: bool = True) -> Callable[..., None]:
    """Staff write down what the complaint is, and send it."""

    def act(db: Session, case: Case, cast: Cast) -> None:
        how = {**acts(charter, clock), "by": cast.triage}
        definition = "You say that we were slow."
        decisions.define(db, case, definition=definition, sought="Mend it.", points=points or POINTS, **how)
        if sent:
            agreeing.send_points(db, case, **how)

    return act


@pytest.fixture
def asked(begun: Callable[..., Desk], charter: Charter, clock: SettableClock) -> Desk:
    """A complaint of which we have sent what we understand."""
    desk = begun(Kind.COMPLAINT)
    desk.do(defined(charter, clock))
    return desk


def agreed(desk: Desk) -> tuple[bool, int]:
    """Is it agreed, and how often does the history tell of it?"""
    found: list[tuple[bool, int]] = []

    def look(db: Session, case: Case, cast: Cast) -> None:
        told = [line for line in case.happenings if line.what is Happened.POINTS_AGREED]
        found.append((case.decisions[-1].agreed_on is not None, len(told)))

    desk.do(look)
    return found[0]


@pytest.mark.clause("FP-14")
def test_a_customer_reads_what_we_understand_and_says_that_it_is_right(visitor: Visitor, asked: Desk) -> None:
    visitor.open(asked.link)
    understood = (
        "You say that we were slow. The light was out for a week. Nobody rang back. What you want to happen Mend it."
    )
    assert understood in visitor.words
    visitor.open(visitor.link("/points"))
    assert understood in visitor.words
    still_open = visitor.page
    visitor.press(answer="yes").press(as_it_was=still_open, answer="yes")
    assert "You have agreed to this with us." in visitor.words
    assert "/points" not in visitor.client.get(asked.link).text
    assert agreed(asked) == (True, 1)


@pytest.mark.clause("FP-14")
def test_a_no_is_kept_in_the_customers_own_words_and_nothing_is_agreed(
    visitor: Visitor, asked: Desk, cases: Cases
) -> None:
    visitor.open(f"{asked.link}/points")
    still_open = visitor.page
    visitor.press(answer="no", words="It was two weeks.").press(as_it_was=still_open, answer="no", words="It was two.")
    assert [one.words for one in cases.only.contacts][1:] == ["It was two weeks."]
    assert agreed(asked) == (False, 0)


@pytest.mark.clause("FP-14", "CH-1")
def test_after_a_no_the_page_says_who_does_what_by_when_and_asks_again_only_about_new_points(
    visitor: Visitor, asked: Desk, charter: Charter, clock: SettableClock
) -> None:
    visitor.open(f"{asked.link}/points").press(answer="no", words="It was two weeks.")
    assert "You told us on Monday 21 December 2026 that this is not right. We have your words." in visitor.words
    assert "Customer contact reads them, changes this, and sends it to you again." in visitor.words
    assert "You hear from us by Tuesday 29 December 2026." in visitor.words
    assert "that what we think your complaint is about is not right" in visitor.words, "the story tells it"
    assert "/points" not in visitor.client.get(asked.link).text
    assert visitor.open(f"{asked.link}/points").path == asked.link
    asked.do(defined(charter, clock, "It was out for two weeks.", sent=False))
    assert "We have your words." in visitor.open(asked.link).words
    asked.do(defined(charter, clock, "It was out for two weeks."))
    assert "We have your words." not in visitor.open(asked.link).words
    visitor.open(visitor.link("/points")).press(answer="yes")
    assert agreed(asked) == (True, 1)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({}, "Choose yes or no"),
        ({"answer": "maybe"}, "Choose yes or no"),
        ({"answer": "no", "words": " \n"}, "Write what you mean"),
        (
            {"answer": "yes", "words": "It was two tyres."},
            "You chose yes, and wrote something too. Choose no if it has to change, or empty this box",
        ),
        ({"answer": "no", "words": "a" * 20_001}, "Write no more than 20,000 letters. You can add more afterwards"),
    ],
)
def test_an_answer_that_says_nothing_is_asked_for_again(
    visitor: Visitor, asked: Desk, said: dict[str, str], sentence: str
) -> None:
    visitor.open(f"{asked.link}/points").press(as_it_was=None, **said)
    assert (visitor.status, visitor.errors) == (422, [sentence])
    assert agreed(asked) == (False, 0)


def test_nobody_agrees_to_words_that_they_have_not_read(
    visitor: Visitor, asked: Desk, charter: Charter, clock: SettableClock
) -> None:
    still_open = visitor.open(f"{asked.link}/points").page
    asked.do(defined(charter, clock, "It is all your fault."))
    visitor.press(as_it_was=still_open, answer="yes")
    assert visitor.status == 422
    assert visitor.errors == ["We have changed this since you opened the page. Read it again and then answer"]
    assert "It is all your fault." in visitor.words
    assert agreed(asked) == (False, 0)
    visitor.press(answer="yes")
    assert agreed(asked) == (True, 1)


@pytest.mark.clause("FP-14")
def test_what_somebody_wrote_while_we_changed_it_is_kept_and_they_are_told(
    visitor: Visitor, asked: Desk, charter: Charter, clock: SettableClock, cases: Cases
) -> None:
    still_open = visitor.open(f"{asked.link}/points").page
    asked.do(defined(charter, clock, "It is all your fault.", sent=False))
    visitor.press(as_it_was=still_open, answer="no", words="The sign is at Mill Street.")
    assert "We have what you wrote. We read it before we send you again what we understand." in visitor.words
    assert "You told us on Monday 21 December 2026 that this is not right. We have your words." in visitor.words
    assert [one.words for one in cases.only.contacts][1:] == ["The sign is at Mill Street."]


@pytest.mark.parametrize(
    ("said", "kept", "sentence"),
    [
        ({"answer": "no", "words": "It was two weeks."}, ["It was two weeks."], "We have what you added."),
        ({"answer": "yes"}, [], "We do not ask you this any longer. How your complaint stands is on this page."),
    ],
)
def test_what_somebody_wrote_on_an_old_page_is_kept_when_it_is_agreed_or_decided(
    visitor: Visitor, asked: Desk, charter: Charter, cases: Cases, said: dict[str, str], kept: list[str], sentence: str
) -> None:
    still_open = visitor.open(f"{asked.link}/points").page
    asked.do(lambda db, case, cast: decide(db, case, by=cast.worker, charter=charter))
    asked.do(lambda db, case, cast: None)
    visitor.press(as_it_was=still_open, **said)
    assert sentence in visitor.words
    assert [one.words for one in cases.only.contacts if not one.ours][1:] == kept
    assert (cases.only.outcome is None) is bool(kept), "what is added opens it again"


def test_while_we_change_it_nobody_is_asked(
    visitor: Visitor, asked: Desk, charter: Charter, clock: SettableClock
) -> None:
    asked.do(defined(charter, clock, "It is all your fault.", sent=False))
    visitor.open(asked.link)
    assert "We are changing this, and send it to you again." in visitor.words
    assert "It is all your fault." not in visitor.words
    assert visitor.open(f"{asked.link}/points").path == asked.link


def test_what_was_agreed_on_the_telephone_is_read_on_the_page(
    visitor: Visitor, begun: Callable[..., Desk], charter: Charter, clock: SettableClock
) -> None:
    desk = begun(Kind.COMPLAINT)
    desk.do(defined(charter, clock, sent=False))
    assert "What we think your complaint is" not in visitor.open(desk.link).words
    desk.do(
        lambda db, case, cast: agreeing.agree(db, case, how="By phone.", by=cast.triage, **acts(charter, clock)),
    )
    assert "Nobody rang back." in visitor.open(desk.link).words
    assert "You have agreed to this with us." in visitor.words


def test_after_the_decision_nobody_is_asked_any_more(
    visitor: Visitor, asked: Desk, charter: Charter, clock: SettableClock
) -> None:
    asked.do(lambda db, case, cast: decide(db, case, by=cast.worker, charter=charter, at=clock()))
    assert visitor.open(f"{asked.link}/points").path == asked.link


def test_a_page_that_was_open_too_long_keeps_the_answer(visitor: Visitor, asked: Desk) -> None:
    visitor.open(f"{asked.link}/points").client.delete_cookie("bywhen")
    visitor.press(answer="no", words="It was two weeks.")
    assert (visitor.status, visitor.value("answer"), visitor.value("words")) == (422, "no", "It was two weeks.")
    assert "Thank you." in visitor.press(answer="no", words="It was two weeks.").words


@pytest.mark.clause("FP-10")
def test_whoever_speaks_for_a_customer_says_yes_in_their_own_name(
    visitor: Visitor, spoken_for: Callable[..., SpokenFor], charter: Charter
) -> None:
    case = spoken_for(kind=Kind.COMPLAINT)
    case.decide(representing.settle)

    def offered(db: Session, one: Case, cast: Cast) -> None:
        how = {**case.now, "by": cast.triage}
        routing.route(db, one, team=cast.team, service=None, reason="They mend lights.", **how)

    case.do(offered)
    case.do(defined(charter, case.clock))
    visitor.open(case.page)
    visitor.open(visitor.link("/points")).press(answer="yes")
    assert visitor.path == case.page
    with case.records() as session:
        lines = session.get_one(Case, case.number).happenings
        assert [one.facts["name"] for one in lines if one.what is Happened.POINTS_AGREED] == ["Ann Advocate"]
