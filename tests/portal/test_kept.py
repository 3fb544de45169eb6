"""Nothing typed is ever lost: not with an old page, not with a lost cookie, not in a second window."""

import pytest

from tests.portal.conftest import Cases
from tests.portal.visitor import Visitor

TOO_OLD = "This page was open for a long time. Check what you wrote and press the button again."


def test_an_expired_session_shows_the_same_page_with_everything_typed_and_then_goes_on(
    visitor: Visitor, cases: Cases
) -> None:
    visitor.tells("complaint", until="wanted", words="What happened first")
    visitor.client.delete_cookie("bywhen")
    visitor.press(wanted="What I want")
    assert (visitor.status, visitor.question) == (422, "wanted")
    assert TOO_OLD in visitor.errors
    assert visitor.value("wanted") == "What I want"
    visitor.press(wanted="What I want")
    assert visitor.question == "files"
    visitor.press().press(reach="none").press()
    assert (cases.only.words, cases.only.wanted) == ("What happened first", "What I want")


@pytest.mark.parametrize(
    "question", ["kind", "whom", "service", "signs", "words", "when", "wanted", "reach", "who", "needs", "check"]
)
def test_on_every_page_a_lost_session_costs_one_more_press_and_no_answer(
    visitor: Visitor, cases: Cases, question: str
) -> None:
    answers = {"kind": "complaint", "service": "roads", "words": "Words", "wanted": "Wanted", "reach": "email"}
    answers |= {"whom": "myself", "different": "no"}
    visitor.open("/tell-us/kind")
    while visitor.question:
        asked = visitor.question
        named = "different" if asked == "needs" else asked
        own = (
            {"name": "Morag", "email": "m@customer.example"}
            if asked == "who"
            else {one: answers[one] for one in (named,) if one in answers}
        )
        if asked == question:
            visitor.client.delete_cookie("bywhen")
            assert visitor.press(**own).status == 422
        visitor.press(**own)
    case = cases.only
    assert (case.kind, case.service, case.words, case.wanted) == ("complaint", "roads", "Words", "Wanted")


@pytest.mark.parametrize("token", ["", "forged", "IjAwMDAi.Zm9yZ2Vk.signature"])
def test_a_form_from_another_site_changes_nothing(visitor: Visitor, cases: Cases, token: str) -> None:
    visitor.tells("request", until="check").press(csrf_token=token)
    assert visitor.status == 422
    assert not cases.all


@pytest.mark.parametrize("draft", ["", "forged", "ImtleSI.bm90LW91cnM"])
def test_a_forged_key_opens_nobody_elses_answers(visitor: Visitor, draft: str) -> None:
    visitor.tells("request", until="reach", words="My own words")
    visitor.press(draft=draft, reach="email")
    visitor.open("/tell-us/words")
    assert visitor.value("words") == "My own words"


def test_two_windows_are_two_contacts(visitor: Visitor, cases: Cases) -> None:
    visitor.open("/").open(visitor.link("kind=request"))
    one_window = visitor.page
    visitor.open("/").open(visitor.link("kind=request"))
    for window, words in ((visitor.page, "From the second"), (one_window, "From the first")):
        visitor.press(as_it_was=window, whom="myself").press(service="not-sure").press()
        visitor.press(words=words).press().press(reach="none").press()
    assert [case.words for case in cases.all] == ["From the second", "From the first"]


def test_two_kinds_in_two_windows_stay_apart_to_the_end(visitor: Visitor, cases: Cases) -> None:
    visitor.tells("request", until="check", words="A new bin")
    one_window = visitor.page
    visitor.tells("complaint", until="check", words="Nobody came")
    other_window = visitor.page
    visitor.page = one_window
    visitor.open(visitor.link("/words?change=1"))
    assert visitor.value("words") == "A new bin"
    visitor.press(as_it_was=other_window).press(as_it_was=one_window)
    assert [(case.kind, case.words) for case in cases.all] == [("complaint", "Nobody came"), ("request", "A new bin")]


def test_nothing_is_sent_that_was_not_shown(visitor: Visitor, cases: Cases) -> None:
    visitor.tells("request", until="check", words="As it was shown")
    still_open = visitor.page
    visitor.open(visitor.link("/words?change=1")).press(words="As it is now")
    visitor.press(as_it_was=still_open)
    assert visitor.status == 422
    assert visitor.errors == ["Your answers have changed since this page was opened. Check them and send them again."]
    assert "As it is now" in visitor.words and not cases.all
    visitor.press()
    assert cases.only.words == "As it is now"


def test_a_mark_in_an_address_opens_nothing_for_somebody_else(visitor: Visitor) -> None:
    visitor.tells("request", until="reach", words="My own words")
    visitor.client.delete_cookie("bywhen")
    assert visitor.open(visitor.path).question == "kind"
    assert "My own words" not in visitor.words


def test_only_looking_keeps_nothing(visitor: Visitor, statements: list[str]) -> None:
    for path in ("/", "/tell-us/kind", "/tell-us/service?kind=request", "/tell-us/words?kind=adjustment"):
        visitor.open(path)
    assert not [one for one in statements if not one.startswith("SELECT")]
