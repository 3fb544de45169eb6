"""The customer's own link: who wants to speak for them, yes or no, and what they can change at any time."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from shared.casework import representing
from shared.charter.vocabulary import MessagesTo, OnBehalf, Scope
from shared.models.representatives import Speaks
from tests.clock import SettableClock
from tests.portal.spoken_for import SpokenFor
from tests.portal.visitor import Visitor

Begin = Callable[..., SpokenFor]
YES = {"answer": "yes", "messages_to": "both", "scope": "this-case"}


@pytest.mark.clause("FP-10")
def test_the_customer_reads_who_told_us_what_when_and_may_read_all_of_it(visitor: Visitor, spoken_for: Begin) -> None:
    visitor.open(spoken_for(organisation="Citizens Advice").confirm)
    assert visitor.heading == "May Ann Advocate speak for you?"
    for words in (
        "Ann Advocate has told us something for you.",
        "Organisation Citizens Advice",
        "What they are to you, in their words a friend",
        "What it is Complaint",
        "We got it on Tuesday 2 March 2027",
        "Read what they told us The street light outside her house has been out for a week.",
        "Tell us by Tuesday 9 March 2027.",
        "Until you say yes, we tell them nothing about you.",
    ):
        assert words in visitor.words


@pytest.mark.clause("FP-10", "RP-2")
def test_a_yes_settles_it_as_it_was_chosen(visitor: Visitor, spoken_for: Begin) -> None:
    case = spoken_for()
    visitor.open(case.confirm).press(
        answer="yes", messages_to="representative", scope="everything", ends_on=["31", "3", "2028"]
    )
    assert visitor.heading == "Ann Advocate speaks for you"
    for words in ("We write to them, and not to you.", "It ends after Friday 31 March 2028."):
        assert words in visitor.words
    one = case.authority
    assert (one.messages_to, one.scope, one.ends_on) == (
        MessagesTo.REPRESENTATIVE,
        Scope.EVERYTHING,
        date(2028, 3, 31),
    )


@pytest.mark.clause("FP-10")
def test_a_no_needs_nothing_else_and_says_that_the_case_goes_on(visitor: Visitor, spoken_for: Begin) -> None:
    case = spoken_for()
    visitor.open(case.confirm).press(answer="no", messages_to="", scope="nonsense")
    assert visitor.heading == "Ann Advocate does not speak for you"
    assert "We tell them nothing about you, and write only to you. We go on with what we were told." in visitor.words
    assert case.authority.stands(date(2027, 3, 2)) is Speaks.REFUSED


@pytest.mark.clause("FP-10")
@pytest.mark.parametrize(("first", "then"), [("yes", "no"), ("no", "yes")])
def test_pressed_twice_the_first_answer_stands(visitor: Visitor, spoken_for: Begin, first: str, then: str) -> None:
    case = spoken_for()
    page = visitor.open(case.confirm).page
    heading = visitor.press(**{**YES, "answer": first}).heading
    visitor.press(as_it_was=page, **{**YES, "answer": then})
    assert (visitor.status, visitor.heading) == (200, heading)


#: what is pressed, what is said
WRONG = [
    ({}, "Choose yes or no"),
    ({"answer": "perhaps"}, "Choose yes or no"),
    ({**YES, "messages_to": "everybody"}, "Choose who we should write to"),
    ({**YES, "scope": "the world"}, "Choose what they may speak about"),
    ({**YES, "ends_on": ["1", "3", "2027"]}, "Enter a day that has not passed, or leave it empty"),
    ({**YES, "ends_on": ["31", "2", "2028"]}, "There is no such day. Enter a real date, such as 31 3 2027."),
    ({**YES, "ends_on": ["", "2", "2028"]}, "Enter a day as well."),
]


@pytest.mark.parametrize(("pressed", "said"), WRONG)
def test_what_is_missing_is_said_and_what_was_chosen_is_kept(
    visitor: Visitor, spoken_for: Begin, pressed: dict[str, str], said: str
) -> None:
    case = spoken_for()
    visitor.open(case.confirm).press(**pressed)
    assert (visitor.status, visitor.errors) == (422, [said])
    if pressed.get("answer") == "yes":
        assert visitor.value("answer") == "yes"
    assert case.authority.waiting


@pytest.mark.clause("RP-2")
def test_who_gets_our_messages_can_be_changed_at_any_time(visitor: Visitor, spoken_for: Begin) -> None:
    case = spoken_for()
    visitor.open(case.confirm).press(**YES)
    assert visitor.press(messages_to="customer").words.count("We write to you alone.") == 1
    assert case.authority.messages_to is MessagesTo.CUSTOMER
    assert visitor.press(messages_to="nobody").errors == ["Choose who we should write to"]


@pytest.mark.clause("FP-10")
def test_it_can_be_ended_at_any_time_and_nothing_happens_before_the_button(visitor: Visitor, spoken_for: Begin) -> None:
    case = spoken_for()
    visitor.open(case.confirm).press(**YES)
    visitor.open(visitor.link("/end"))
    assert visitor.heading == "Should Ann Advocate speak for you no longer?"
    assert case.authority.ended_at is None
    page = visitor.page
    assert visitor.press().heading == "Ann Advocate does not speak for you any more"
    assert visitor.press(as_it_was=page).status == 200, "pressed twice it is ended once"
    assert visitor.open(f"{case.confirm}/end").path == case.confirm


@pytest.mark.clause("FP-10")
def test_after_its_last_day_nothing_is_left_to_choose(
    visitor: Visitor, spoken_for: Begin, clock: SettableClock
) -> None:
    case = spoken_for()
    visitor.open(case.confirm).press(**YES, ends_on=["2", "3", "2027"])
    page = visitor.page
    clock.set(clock() + timedelta(days=1))
    assert visitor.press(as_it_was=page, messages_to="customer").heading.endswith("does not speak for you any more")
    assert case.authority.messages_to is MessagesTo.BOTH


@pytest.mark.clause("FP-10")
def test_who_cannot_be_asked_by_a_link_decides_nothing_by_one(visitor: Visitor, spoken_for: Begin) -> None:
    case = spoken_for(ground=OnBehalf.UNDER_18)
    visitor.open(case.confirm)
    assert (visitor.status, visitor.heading) == (404, "We cannot open this page")


@pytest.mark.clause("SC-7")
def test_a_wrong_link_is_the_same_page_as_any_other_and_guessing_is_slowed(visitor: Visitor, spoken_for: Begin) -> None:
    case = spoken_for()
    for wrong in ("/confirm/x", "/confirm/" + case.page.rsplit("/", 1)[1], "/confirm/" + case.list.rsplit("/", 1)[1]):
        for end in ("", "/end"):
            visitor.open(wrong + end)
            assert (visitor.status, visitor.heading) == (404, "We cannot open this page")
    for number in range(20):
        visitor.open(f"/confirm/guess-{number}")
    assert visitor.status == 429
    assert visitor.open(case.confirm).status == 200, "who holds the link is not kept out"


def test_the_page_is_kept_by_nobody_and_found_by_no_search(visitor: Visitor, spoken_for: Begin) -> None:
    answer = visitor.client.get(spoken_for().confirm)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"


@pytest.mark.clause("FP-10")
def test_the_customers_own_page_says_who_speaks_and_leads_to_the_question(visitor: Visitor, spoken_for: Begin) -> None:
    case = spoken_for()
    visitor.open(case.track)
    assert "Ann Advocate wants to speak for you. We settle this by Tuesday 9 March 2027" in visitor.words
    assert visitor.link("/confirm/") == case.confirm
    visitor.open(case.confirm).press(**YES)
    visitor.open(case.track)
    assert "Ann Advocate speaks for you. Change this or end it" in visitor.words
    assert "Ann Advocate told us this for you on this website." in visitor.words
    case.decide(representing.end)
    assert "Change this or end it" not in visitor.open(case.track).words
    assert "Ann Advocate does not speak for you any more." in visitor.words
