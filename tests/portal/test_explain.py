"""Ask us to explain, on the page of a case: the message quoted, one question, and by when we explain it."""

from collections.abc import Callable

import pytest

from shared.casework import meanings, replies, representing
from shared.charter.organisation import Charter
from tests.clock import SettableClock
from tests.page import words_of
from tests.portal.conftest import Cases
from tests.portal.desk import Desk, acts
from tests.portal.spoken_for import SpokenFor
from tests.portal.visitor import Visitor

OURS = "Your case is subject to triage."


@pytest.fixture
def desk(begun: Callable[..., Desk], charter: Charter, clock: SettableClock) -> Desk:
    """A case on which we have written something that nobody understands."""
    desk = begun()
    desk.do(lambda db, case, cast: replies.write(db, case, words=OURS, by=cast.triage, **acts(charter, clock)))
    return desk


@pytest.mark.clause("CH-7")
def test_a_customer_asks_about_one_message_and_reads_by_when_we_explain_it(visitor: Visitor, desk: Desk) -> None:
    visitor.open(desk.link)
    visitor.open(visitor.link("/explain/"))
    assert OURS in visitor.words, "nobody has to remember the message"
    visitor.press(words="What is triage?")
    assert "We have your question. We explain it by Thursday 24 December 2026." in words_of(visitor.page.root)
    for words in (
        "Please explain the message of Monday 21 December 2026 at 10:00 am. What is triage?",
        "We will explain by Thursday 24 December 2026.",
        "We count 3 working days, starting on the day after Monday 21 December 2026.",
        "If you ask us to explain something, we explain it within 3 working days.",
        "You asked us to explain something. We explain it by Thursday 24 December 2026.",
    ):
        assert words in visitor.words


@pytest.mark.clause("CH-7")
def test_the_whole_page_can_be_asked_about_without_saying_what_is_not_clear(visitor: Visitor, desk: Desk) -> None:
    visitor.open(desk.link)
    visitor.open(next(link for link in _links(visitor) if link.endswith("/explain")))
    visitor.press(words="")
    assert "Please explain what stands on this page." in visitor.words


@pytest.mark.clause("CH-7")
def test_pressed_twice_it_is_asked_once(visitor: Visitor, desk: Desk, cases: Cases) -> None:
    page = visitor.open(f"{desk.link}/explain").page
    for _ in range(2):
        visitor.press(as_it_was=page, words="What?")
    assert [said.words for said in cases.only.contacts].count("What?") == 1


@pytest.mark.clause("CH-7", "CH-1")
def test_late_is_said_and_explained_is_seen_in_the_same_thread(
    visitor: Visitor, desk: Desk, charter: Charter, clock: SettableClock
) -> None:
    visitor.open(f"{desk.link}/explain").press(words="What?")
    clock.forward(days=7)
    assert "We are late, and we are sorry. We said Thursday 24 December 2026." in visitor.open(desk.link).words
    explain = {"words": "Triage means sorting.", **acts(charter, clock)}
    desk.do(lambda db, case, cast: meanings.explain(db, case, by=cast.triage, **explain))
    visitor.open(desk.link)
    assert "Triage means sorting." in visitor.words
    assert "We are late, and we are sorry. We said Thursday" not in visitor.words


def test_too_many_words_come_back_with_what_to_do(visitor: Visitor, desk: Desk) -> None:
    visitor.open(f"{desk.link}/explain").press(words="x" * 2001)
    assert visitor.status == 422
    assert visitor.errors == ["Write no more than 2,000 letters"]
    assert len(visitor.value("words")) == 2001


def test_nobody_asks_about_a_message_that_is_not_there_or_with_a_wrong_key(visitor: Visitor, desk: Desk) -> None:
    for number in ("0", "999", "2147483648", "1"):  # 1 is what the customer wrote themselves
        assert visitor.open(f"{desk.link}/explain/{number}").status == 404, number
    assert visitor.open(f"{desk.link}x/explain").status == 404
    assert visitor.client.post(f"{desk.link}x/explain", data={"words": "x"}).status_code == 404


@pytest.mark.clause("CH-7", "RP-2")
def test_whoever_speaks_for_a_customer_asks_in_their_own_name(
    visitor: Visitor, spoken_for: Callable[..., SpokenFor]
) -> None:
    case = spoken_for()
    assert visitor.open(f"{case.page}/explain").path == case.page, "not before it is settled"
    case.decide(representing.settle)
    visitor.open(f"{case.page}/explain").press(words="What is that?")
    assert visitor.path.startswith(case.page)
    assert case.authority.representative.name in visitor.open(case.track).words


def _links(visitor: Visitor) -> list[str]:
    return [one.get("href", "") for one in visitor.page.all("a")]


@pytest.mark.clause("CH-7")
def test_a_customer_never_reads_that_they_asked_what_somebody_else_asked_for_them(
    visitor: Visitor, spoken_for: Callable[..., SpokenFor]
) -> None:
    case = spoken_for()
    case.decide(representing.settle)
    visitor.open(f"{case.page}/explain").press(words="What is that?")
    assert "You asked us to explain something." in visitor.words
    visitor.open(case.track)
    assert f"{case.authority.representative.name} asked us to explain something for you." in visitor.words
    assert "You asked us to explain" not in visitor.words


def test_whoever_writes_a_question_reads_their_own_words_and_none_of_ours(visitor: Visitor, desk: Desk) -> None:
    visitor.open(f"{desk.link}/explain").press(words="Who is that?")
    assert "Who is that?" in visitor.words and "Please explain what stands" not in visitor.words
