"""Telling the council something, from the first question to the page that says we have it."""

import io

import pytest

from shared.charter.vocabulary import Channel, Kind, Reach
from tests.clock import SettableClock
from tests.portal.conftest import Cases, dates_in
from tests.portal.visitor import ANSWERS, Visitor


@pytest.mark.clause("CH-6", "CH-12")
@pytest.mark.parametrize("kind", Kind)
def test_a_contact_of_every_kind_arrives_with_what_was_said(visitor: Visitor, cases: Cases, kind: Kind) -> None:
    visitor.tells(kind.value, words="The gate is stuck.\n\nIt has been so since May.")
    case = cases.only
    assert (case.kind, case.channel, case.words) == (
        kind,
        Channel.WEB,
        "The gate is stuck.\n\nIt has been so since May.",
    )
    assert case.customer is not None
    assert (case.customer.name, case.customer.email) == ("Morag MacLeod", "morag@customer.example")
    assert case.reference in visitor.words


@pytest.mark.parametrize(
    ("reach", "field", "typed"),
    [
        (Reach.EMAIL, "email", "morag@customer.example"),
        (Reach.TEXT, "phone", "01632 960002"),
        (Reach.PHONE, "phone", "01632 960001"),
        (Reach.LETTER, "address", "4 Shore Street\nInverness"),
    ],
)
def test_a_customer_chooses_how_to_be_reached_and_is_asked_for_that_address_only(
    visitor: Visitor, cases: Cases, reach: Reach, field: str, typed: str
) -> None:
    visitor.tells("request", until="who", reach=reach.value)
    asked = {one.get("name") for one in visitor.page.all("input", "textarea")} & {"email", "phone", "address"}
    assert asked == {field}
    visitor.press(name="Morag MacLeod", **{field: typed}).press(different="no").press()
    customer = cases.only.customer
    assert customer is not None
    assert (customer.reach, getattr(customer, field)) == (reach, typed)


def test_somebody_who_gives_no_name_is_told_what_that_means_and_is_heard(visitor: Visitor, cases: Cases) -> None:
    visitor.tells("complaint", until="reach")
    assert "the only way to see our answer" in visitor.words
    visitor.press(reach="none")
    assert visitor.question == "check"
    visitor.press()
    assert cases.only.customer is None
    assert cases.only.tracking_key in visitor.words
    assert "without them nobody can open it" in visitor.words


@pytest.mark.clause("CH-1", "FP-3")
def test_before_sending_a_customer_reads_what_will_happen_and_by_when(visitor: Visitor, clock: SettableClock) -> None:
    clock.set(clock().replace(year=2026, month=12, day=21))
    visitor.tells("request", until="check")
    # Counted by hand for Scotland: 22, 23, 24, 29, 30 December; then 31 December, 5, 6, 7, 8 January.
    # Not counted: Christmas Day and the Monday for Boxing Day, 1 January, and the Monday for 2 January.
    assert dates_in(visitor.words) == ["Wednesday 30 December 2026", "Friday 8 January 2027"]
    assert "Boxing Day (observed)" in visitor.words
    assert "Nothing is sent until you press the button" in visitor.words


def test_every_answer_can_be_changed_and_leads_back_to_the_check(visitor: Visitor) -> None:
    visitor.tells("complaint", until="check")
    visitor.open(visitor.link("/wanted?change")).press(wanted="A new gate.")
    assert visitor.question == "check"
    assert "A new gate." in visitor.words
    for question in ("kind", "whom", "service", "signs", "words", "when", "wanted", "reach", "who", "needs"):
        assert visitor.link(f"/{question}?change=1")


def test_a_change_that_leaves_something_open_asks_for_it_and_returns(visitor: Visitor) -> None:
    visitor.tells("request", until="check")
    visitor.open(visitor.link("/reach?change")).press(reach="phone")
    assert visitor.question == "who"
    assert visitor.value("name") == "Morag MacLeod"
    visitor.press(name="Morag MacLeod", phone="01632 960001")
    assert visitor.question == "check"
    assert "01632 960001" in visitor.words


@pytest.mark.clause("CH-6")
def test_changing_the_kind_half_way_keeps_what_was_typed(visitor: Visitor) -> None:
    visitor.tells("complaint", until="check", words="The bus was late.")
    visitor.open(visitor.link("/kind?change=1")).press(kind="comment")
    assert visitor.question == "check"
    assert "The bus was late." in visitor.words
    assert visitor.open(visitor.link("/words?change=1")).heading == "What is your idea?"


def test_another_kind_chosen_on_the_start_page_begins_with_empty_pages(visitor: Visitor) -> None:
    visitor.tells("complaint", until="check", words="The bus was late.")
    visitor.open("/").open(visitor.link("kind=comment")).press(whom="myself").press(service="not-sure").press()
    assert visitor.heading == "What is your idea?"
    assert visitor.value("words") == ""


def test_whoever_needs_things_done_differently_is_asked_for_a_name(visitor: Visitor) -> None:
    visitor.tells("adjustment", until="reach")
    assert "I do not want to give my name" not in visitor.words
    assert visitor.press(reach="none").errors == ["Choose how we can reach you"]


def test_signs_that_nobody_sees_are_taken_out_of_a_search(visitor: Visitor) -> None:
    visitor.open("/tell-us/service?kind=request&q=%00bins")
    assert visitor.value("q") == "bins"


def test_back_leads_to_the_question_before_with_its_answer(visitor: Visitor) -> None:
    visitor.tells("complaint", until="wanted", words="The bus was late.")
    visitor.open(visitor.link("/tell-us/when")).open(visitor.link("/tell-us/words"))
    assert visitor.value("words") == "The bus was late."
    visitor.open(visitor.link("/tell-us/signs")).open(visitor.link("/tell-us/service"))
    visitor.open(visitor.link("/tell-us/whom"))
    visitor.open(visitor.link("/tell-us/kind"))
    assert visitor.value("kind") == "complaint"


def test_a_button_that_is_pressed_twice_makes_one_case_and_shows_one_page(visitor: Visitor, cases: Cases) -> None:
    visitor.tells("request", until="check")
    open_still = visitor.page
    first = visitor.press().path
    assert visitor.press(as_it_was=open_still).path == first
    assert cases.only.reference in first


def test_whoever_goes_back_after_sending_reads_that_it_is_sent(visitor: Visitor, cases: Cases) -> None:
    visitor.tells("request", until="words")
    open_still = visitor.page
    visitor.press(words="One").press().press(reach="none").press()
    for come_back in (lambda: visitor.open("/tell-us/words"), lambda: visitor.press(as_it_was=open_still, words="Two")):
        come_back()
        assert visitor.heading == "You have sent this"
        assert visitor.link(cases.only.tracking_key)


def test_after_one_contact_another_begins_with_empty_pages(visitor: Visitor, cases: Cases) -> None:
    visitor.tells("request", words="The first thing")
    visitor.open("/").open(visitor.link("kind=request")).press(whom="myself").press(service="not-sure").press()
    assert visitor.value("words") == ""
    visitor.press(words="The second thing").press().press(reach="none").press()
    assert [case.words for case in cases.all] == ["The first thing", "The second thing"]


def test_nothing_can_be_sent_before_every_question_is_answered(visitor: Visitor, cases: Cases) -> None:
    visitor.open("/tell-us/check")
    assert visitor.question == "kind"
    visitor.tells("request", until="reach").open("/tell-us/check")
    assert visitor.question == "reach"
    assert not cases.all


def test_a_question_that_the_kind_does_not_ask_leads_to_the_next_open_one(visitor: Visitor) -> None:
    visitor.tells("request", until="words").open("/tell-us/wanted")
    assert visitor.question == "words"
    visitor.open("/tell-us/who")
    assert visitor.question == "words"


def test_an_address_that_is_no_question_is_not_found(visitor: Visitor) -> None:
    assert visitor.open("/tell-us/your-weight").status == 404


def test_a_form_that_breaks_off_on_its_way_keeps_nothing_and_is_answered_in_words(
    visitor: Visitor, cases: Cases
) -> None:
    answer = visitor.client.open(
        "/tell-us/words",
        method="POST",
        input_stream=io.BytesIO(b"words=Half+a+sen"),
        content_type="application/x-www-form-urlencoded",
        content_length=5000,
    )
    assert 400 <= answer.status_code < 500
    assert "Traceback" not in answer.get_data(as_text=True)


def test_no_page_on_the_way_needs_more_than_eight_statements(visitor: Visitor, statements: list[str]) -> None:
    visitor.open("/").open(visitor.link("kind=complaint"))
    while visitor.question:
        statements.clear()
        page = visitor.open(visitor.path).question
        assert len(statements) <= 8, (page, statements)
        visitor.press(**ANSWERS[page])
    statements.clear()
    visitor.open(visitor.path.removesuffix("/sent"))
    assert len(statements) <= 8
