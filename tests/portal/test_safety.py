"""Somebody who was hurt because of who they are reads what helps before anything else, and can leave at once."""

import re

import pytest

from shared.charter.organisation import Charter
from shared.charter.signs import Sign
from shared.charter.vocabulary import Kind, Seal
from tests.portal.conftest import Cases
from tests.portal.visitor import Visitor

HELP = "How to get help now"
NAMED = re.compile(r"hate|racis|faith|disab", re.IGNORECASE)


def _leads_out(visitor: Visitor) -> bool:
    return any(one.get("href") == "/leave" and "data-leave" in one.attrib for one in visitor.page.all("a"))


def _title(visitor: Visitor) -> str:
    return "".join(visitor.page.all("title")[0].itertext())


@pytest.mark.clause("FP-7")
def test_help_stands_behind_a_quiet_link_on_the_start_page(visitor: Visitor) -> None:
    visitor.open("/").open(visitor.link("/help-now"))
    assert visitor.heading == HELP
    for words in ("call 999", "101", "Police Scotland: hate crime", "Nobody else here can read it"):
        assert words in visitor.words
    assert visitor.words.index("999") < visitor.words.index("What we do if you tell us")
    assert _leads_out(visitor) and not NAMED.search(_title(visitor))


@pytest.mark.clause("FP-7")
def test_from_there_they_go_on_and_only_a_few_people_read_it(visitor: Visitor, cases: Cases) -> None:
    visitor.open("/help-now").press().answers().answers()
    assert visitor.question == "signs" and "checked" in next(
        one.attrib for one in visitor.page.all("input") if one.get("value") == "hate"
    )
    visitor.press(signs="hate")
    assert visitor.question == "words", "what helps is not shown again"
    while visitor.question:
        assert _leads_out(visitor), visitor.path
        assert not NAMED.search(_title(visitor) + visitor.heading), visitor.path
        visitor.answers()
    case = cases.only
    assert (case.kind, case.signs, case.seal) == (Kind.COMPLAINT, [Sign.HATE], Seal.HATE)
    assert visitor.heading == "We have your complaint" and _leads_out(visitor)
    visitor.open(visitor.path.removesuffix("/sent"))
    assert _leads_out(visitor) and not NAMED.search(_title(visitor) + visitor.heading)


@pytest.mark.clause("FP-7")
def test_whoever_ticks_it_reads_what_helps_before_the_next_question(visitor: Visitor, cases: Cases) -> None:
    visitor.tells("request", until="signs").press(signs="hate")
    assert (visitor.question, visitor.heading) == ("safety", HELP)
    visitor.press()
    assert visitor.question == "words" and _leads_out(visitor)
    while visitor.question:
        visitor.answers()
    assert cases.only.seal is Seal.HATE


@pytest.mark.clause("FP-7")
@pytest.mark.parametrize(("said", "seal"), [("yes", Seal.HATE), ("no", Seal.NONE)])
def test_words_that_hint_at_it_lead_to_a_kind_question_that_says_why(
    visitor: Visitor, cases: Cases, said: str, seal: Seal
) -> None:
    visitor.tells("complaint", until="because", words="The driver shouted something racist at me.")
    assert visitor.heading == "Did it happen because of who you are?"
    assert "You wrote “racist”." in visitor.words and _leads_out(visitor)
    assert visitor.press().errors == ["Choose yes or no"]
    visitor.press(because=said)
    assert (visitor.question == "safety") is (said == "yes")
    while visitor.question:
        visitor.answers()
    assert cases.only.seal is seal


def test_whoever_changes_their_mind_about_it_can_say_so_before_sending(visitor: Visitor, cases: Cases) -> None:
    visitor.tells("complaint", until="check", signs="hate")
    assert "It happened because of who I am" in visitor.words
    visitor.open(visitor.link("/signs?change=1")).press()
    assert visitor.question == "check" and not _leads_out(visitor)
    visitor.press()
    assert cases.only.seal is Seal.NONE


def test_what_was_ticked_is_not_lost_with_another_kind(visitor: Visitor, cases: Cases) -> None:
    visitor.tells("complaint", until="check", signs="hate")
    visitor.open(visitor.link("/kind?change=1")).press(kind="representation")
    assert visitor.question == "check" and visitor.link("/signs?change=1")
    visitor.press()
    assert cases.only.seal is Seal.HATE


def test_whoever_only_wanted_the_information_leaves_nothing_behind(visitor: Visitor, cases: Cases) -> None:
    visitor.tells("complaint", until="signs").press(signs="hate").press(only="yes")
    assert visitor.path == "/" and "We have deleted what you wrote. Nothing was sent." in visitor.words
    assert not _leads_out(visitor)
    assert visitor.open("/tell-us/check").question == "kind"
    with cases.records() as session:
        assert not session.connection().exec_driver_sql("SELECT key FROM drafts").all()


def test_the_way_out_forgets_what_was_begun_and_leads_to_a_page_that_nobody_wonders_about(
    visitor: Visitor, charter: Charter
) -> None:
    visitor.tells("complaint", until="words", signs="hate")
    answer = visitor.client.get("/leave")
    assert (answer.status_code, answer.location) == (303, charter.organisation.leave_to)
    assert "council" not in answer.location and "bywhen" not in answer.location
    assert visitor.open("/tell-us/words").question == "kind"
    assert not _leads_out(visitor)


@pytest.mark.parametrize("path", ["/", "/tell-us/kind", "/contact", "/look-up"])
def test_nobody_else_is_shown_the_way_out(visitor: Visitor, path: str) -> None:
    assert not _leads_out(visitor.open(path))


def test_files_and_coming_back_keep_the_way_out(visitor: Visitor) -> None:
    visitor.tells("complaint", until="files", signs="hate")
    assert _leads_out(visitor)
    visitor.press(later="yes")
    assert visitor.path.startswith("/tell-us/later") and _leads_out(visitor)


def test_a_page_of_help_that_stayed_open_too_long_comes_back_and_goes_on(visitor: Visitor) -> None:
    visitor.open("/help-now").press(csrf_token="forged")
    assert visitor.status == 422 and visitor.heading == HELP
    assert visitor.press().question == "whom"
