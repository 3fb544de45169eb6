"""An advocate's own list: their cases and nobody else's, and a way to begin for another customer."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from shared.casework import representing, speakers
from shared.casework.customers import Person
from shared.charter.vocabulary import OnBehalf, Reach
from shared.models.representatives import Authority, Representative
from tests.portal.conftest import Cases
from tests.portal.spoken_for import SpokenFor
from tests.portal.visitor import Visitor

Begin = Callable[..., SpokenFor]
ADVICE = {"organisation": "Citizens Advice"}
INA = Person(name="Ina Fraser", email="ina@customer.example", reach=Reach.EMAIL)


@pytest.mark.clause("FP-10", "CH-1")
def test_an_advocate_sees_her_own_cases_with_what_happens_next_and_by_when(visitor: Visitor, spoken_for: Begin) -> None:
    settled, waiting = spoken_for(**ADVICE), spoken_for(**ADVICE, person=INA, words="The bus never came.")
    settled.decide(representing.settle)
    visitor.open(settled.list)
    assert visitor.words.startswith("Ann Advocate, Citizens Advice Everybody you speak for")
    for words in (
        f"Morag MacLeod {settled.reference} Customer contact will tell you that we have your complaint, and who is "
        "dealing with it. Monday 8 March 2027 Yes",
        f"The bus never came. {waiting.reference} We find out whether you may speak for them. "
        "Tuesday 9 March 2027 Not settled yet",
    ):
        assert words in visitor.words
    assert visitor.words.index(waiting.reference) < visitor.words.index(settled.reference), "the newest first"
    assert "Ina Fraser" not in visitor.words


@pytest.mark.clause("FP-10")
def test_what_was_refused_or_ended_stands_there_without_a_name_or_a_step(visitor: Visitor, spoken_for: Begin) -> None:
    refused, ended = spoken_for(**ADVICE), spoken_for(**ADVICE, person=INA)
    refused.decide(representing.refuse)
    ended.decide(representing.settle)
    ended.decide(representing.end)
    visitor.open(refused.list)
    assert f"not shown {refused.reference} Nothing more for you. No" in visitor.words
    assert f"not shown {ended.reference} Nothing more for you. Not any more" in visitor.words
    for name in ("Morag", "Ina", "street light"):
        assert name not in visitor.words


@pytest.mark.clause("FP-10", "SC-7")
def test_nobody_elses_case_is_ever_in_a_list(visitor: Visitor, spoken_for: Begin) -> None:
    own = spoken_for(**ADVICE)
    others = [
        spoken_for(**ADVICE, name="Andrew Advocate"),
        spoken_for(**ADVICE, email="ann@another.example"),
        spoken_for(name="Ann Friend", email="friend@x.example"),
    ]
    visitor.open(own.list)
    assert all(other.reference not in visitor.words for other in others)
    for wrong in (others[2].list, "/advocate/x", f"/advocate/{own.page.rsplit('/', 1)[1]}"):
        for end in ("", "/tell-us"):
            assert visitor.open(wrong + end).status == 404, "a friend has no list, and no other key opens one"


def test_a_long_list_comes_a_page_at_a_time(
    visitor: Visitor, spoken_for: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(speakers, "PAGE", 2)
    cases = [spoken_for(**ADVICE) for _ in range(3)]
    visitor.open(cases[0].list)
    assert cases[0].reference not in visitor.words
    assert cases[0].reference in visitor.open(visitor.link("before=")).words
    assert cases[0].list in [one.get("href") for one in visitor.page.all("a")], "the way back to the first page"
    assert cases[2].reference in visitor.open(cases[0].list).words


@pytest.mark.parametrize("place", ["before=nonsense", "before=-1", "before=99999999999999999999", "before="])
def test_a_page_that_cannot_be_is_the_first(visitor: Visitor, spoken_for: Begin, place: str) -> None:
    case = spoken_for(**ADVICE)
    assert case.reference in visitor.open(f"{case.list}?{place}").words


@pytest.mark.clause("FP-10")
def test_an_advocate_tells_us_something_for_another_customer_and_is_not_asked_again_who_she_is(
    visitor: Visitor, spoken_for: Begin, cases: Cases
) -> None:
    case = spoken_for(**ADVICE)
    visitor.open(case.list).press()
    assert visitor.question == "kind"
    visitor.press(kind="request")
    assert (visitor.question, visitor.value("whom")) == ("whom", "asked")
    while visitor.question != "check":
        match visitor.question:
            case "whom":
                visitor.press(whom="asked")
            case "speaker":
                assert "Your organisation" not in visitor.words
                visitor.press(relation="I am her advocate")
            case "reach":
                assert visitor.value("reach") == "email"
                visitor.press(reach="email")
            case "who":
                assert (visitor.value("name"), visitor.value("email")) == ("Ann Advocate", "ann@advice.example")
                visitor.press(name="Ann Advocate", email="ann@advice.example")
            case question:
                visitor.press(**_ANSWERS[question])
    assert "Citizens Advice" in visitor.words
    visitor.press()
    assert visitor.open(visitor.path.removesuffix("/sent")).heading == "What you told us for somebody", "her own page"
    with cases.records() as session:
        assert len(session.scalars(sa.select(Representative)).all()) == 1
        assert [one.ground for one in session.scalars(sa.select(Authority))] == [OnBehalf.ASKED] * 2


_ANSWERS = {
    "service": {"service": "not-sure"},
    "signs": {},
    "words": {"words": "The bus never came."},
    "when": {},
    "files": {},
    "customer": {"customer_name": "Ina Fraser", "customer_email": "ina@customer.example"},
    "consent": {"evidence": "link"},
    "messages": {"messages_to": "both"},
    "needs": {"different": "no"},
}


def test_a_journey_of_hers_is_not_mixed_with_another_one_in_the_same_browser(
    visitor: Visitor, spoken_for: Begin
) -> None:
    case = spoken_for(**ADVICE)
    visitor.tells("complaint", until="wanted", words="My own bin was forgotten.")
    visitor.open(case.list).press()
    visitor.press(kind="complaint")
    visitor.press(whom="asked").press(service="not-sure")
    assert visitor.value("words") == ""


def test_a_list_is_kept_by_nobody_and_found_by_no_search(visitor: Visitor, spoken_for: Begin) -> None:
    answer = visitor.client.get(spoken_for(**ADVICE).list)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
