"""Stopping half way and coming back: nothing typed is lost, and nobody else finds it."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from portal import slowing
from shared.casework import coming_back
from shared.charter.reference import in_groups, read_code
from shared.models.drafts import Draft
from shared.models.notices import Notice
from tests.client import CheckingClient
from tests.clock import SettableClock
from tests.conftest import Records
from tests.page import words_of
from tests.portal.conftest import Cases
from tests.portal.visitor import Visitor

WRONG = "We found nothing with this code. Check each letter and number. After 28 days we delete what you wrote."


@pytest.fixture
def elsewhere(client: CheckingClient) -> Visitor:
    """The same person at another computer."""
    other = client.application.test_client()
    assert isinstance(other, CheckingClient)
    return Visitor(other)


def the_code(visitor: Visitor) -> str:
    """Asked for on the page that is open."""
    visitor.press(paper="yes")
    (shown,) = [one for one in visitor.page.elements if "data-code" in one.attrib]
    return " ".join("".join(shown.itertext()).split())


def the_link(records: Records) -> str:
    """Of the newest message."""
    with records() as session:
        newest = session.scalars(sa.select(Notice).order_by(Notice.id.desc())).first()
        assert newest is not None
        return str(newest.facts["link"])


@pytest.mark.clause("CH-5")
@pytest.mark.parametrize("question", ["kind", "whom", "service", "words", "wanted", "files", "reach", "who", "needs"])
def test_on_every_page_somebody_can_stop_and_go_on_at_another_computer(
    visitor: Visitor, elsewhere: Visitor, question: str
) -> None:
    if question == "kind":
        visitor.open("/tell-us/kind")
    else:
        visitor.tells("complaint", until=question)
    visitor.press(later="yes")
    assert visitor.heading == "Save and come back later"
    elsewhere.open("/come-back").press(code=the_code(visitor))
    assert elsewhere.question in (question, "reach"), "nobody has to answer about files"


@pytest.mark.clause("CH-5")
def test_what_stands_on_the_page_is_kept_also_when_it_would_not_do_yet(visitor: Visitor, elsewhere: Visitor) -> None:
    visitor.tells("complaint", until="who").press(name="Morag", email="morag at", later="yes")
    elsewhere.open("/come-back").press(code=the_code(visitor))
    assert elsewhere.question == "who"
    assert (elsewhere.value("name"), elsewhere.value("email")) == ("Morag", "morag at")
    elsewhere.press(name="Morag", email="morag@customer.example").press(different="no")
    assert elsewhere.question == "check"


@pytest.mark.clause("CH-5")
def test_somebody_comes_back_to_the_very_page_and_word_where_they_stopped(visitor: Visitor, elsewhere: Visitor) -> None:
    visitor.tells("complaint", until="words").press(words="Nobody came on Tu", later="yes")
    elsewhere.open("/come-back").press(code=the_code(visitor))
    assert (elsewhere.question, elsewhere.value("words")) == ("words", "Nobody came on Tu")


def test_an_answer_that_was_made_worse_and_kept_for_later_has_to_be_mended_before_it_is_sent(
    visitor: Visitor, cases: Cases
) -> None:
    visitor.tells("request", until="check", words="As it was")
    visitor.open(visitor.link("/words?change=1")).press(words="x" * 20_001, later="yes")
    visitor.open("/tell-us/check")
    assert visitor.question == "words" and len(visitor.value("words")) == 20_001
    visitor.press(words="As it is now")
    assert visitor.question == "check" and "As it is now" in visitor.words
    visitor.press()
    assert cases.only.words == "As it is now"


@pytest.mark.clause("CH-5")
def test_the_page_with_everything_to_check_can_be_come_back_to(visitor: Visitor, elsewhere: Visitor) -> None:
    visitor.tells("request", until="check").press(later="yes")
    elsewhere.open("/come-back").press(code=the_code(visitor))
    assert elsewhere.question == "check"


@pytest.mark.clause("CH-5")
@pytest.mark.parametrize("typed", [str, str.lower, lambda code: code.replace(" ", ""), lambda code: f" {code}-"])
def test_a_code_may_be_typed_as_people_type(visitor: Visitor, elsewhere: Visitor, typed: type[str]) -> None:
    visitor.tells("request", until="reach", words="My own words").press(later="yes")
    code = the_code(visitor)
    assert re.fullmatch(r"([2-9A-Z]{4} ){3}[2-9A-Z]{4}", code)
    elsewhere.open("/come-back").press(code=typed(code))
    assert elsewhere.question == "reach"
    elsewhere.open("/tell-us/words")
    assert elsewhere.value("words") == "My own words"


@pytest.mark.clause("CH-5")
def test_a_link_goes_to_the_address_and_says_the_day_and_none_of_the_words(
    visitor: Visitor, elsewhere: Visitor, records: Records
) -> None:
    visitor.tells("request", until="reach", words="Secret words").press(later="yes")
    assert "Come back before Tuesday 30 March 2027. On that day we delete it." in visitor.words
    visitor.press(email="morag@customer.example")
    assert "We are sending the link to morag@customer.example." in visitor.words
    with records() as session:
        (notice,) = session.scalars(sa.select(Notice))
        assert (notice.template, notice.case_id, notice.facts["deleted_on"]) == ("come_back", None, "2027-03-30")
        assert "Secret" not in str(notice.facts)
    assert elsewhere.open(the_link(records)).question == "reach"
    assert "What you wrote is here." in words_of(elsewhere.page.root)


def test_pressed_twice_the_link_is_sent_once_and_nobody_can_fill_an_inbox(visitor: Visitor, records: Records) -> None:
    def count() -> int:
        with records() as session:
            return session.scalar(sa.select(sa.func.count()).select_from(Notice)) or 0

    visitor.tells("request", until="words").press(later="yes")
    visitor.press(email="a@customer.example").press(email="a@customer.example")
    assert count() == 1
    with records() as session:
        session.execute(sa.update(Notice).values(sent_at=Notice.owed_at))
    visitor.press(email="a@customer.example").press(email="a@customer.example")
    assert visitor.errors == [
        "We have sent several links already. Look for our e-mail, or take a code on paper instead."
    ]
    assert visitor.value("email") == "a@customer.example"
    assert count() == 2


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Enter your e-mail address, or take a code on paper"),
        ("morag at home", "Enter an e-mail address in full, such as name@example.com"),
    ],
)
def test_an_address_that_will_not_do_is_said(visitor: Visitor, typed: str, sentence: str) -> None:
    visitor.tells("request", until="words").press(later="yes").press(email=typed)
    assert (visitor.status, visitor.errors) == (422, [sentence])


def test_a_page_that_was_open_too_long_loses_nothing_and_keeps_nothing_unasked(visitor: Visitor) -> None:
    visitor.tells("request", until="words")
    visitor.client.delete_cookie("bywhen")
    visitor.press(words="My own words", later="yes")
    assert visitor.status == 422 and visitor.value("words") == "My own words"
    visitor.press(words="My own words", later="yes")
    assert visitor.heading == "Save and come back later"


@pytest.mark.clause("SC-7")
@pytest.mark.parametrize(
    "typed", ["", "nonsense", "2222 2222 2222 2222", "2222222222222222222", "x" * 61, "\u0660" * 16]
)
def test_a_wrong_code_tells_nothing(visitor: Visitor, typed: str) -> None:
    visitor.open("/come-back").press(code=typed)
    assert visitor.status == 422 and len(visitor.errors) == 1
    assert visitor.value("code") == typed


@pytest.mark.clause("SC-7")
def test_whoever_tries_one_code_after_another_has_to_wait_and_the_right_one_waits_too(
    visitor: Visitor, elsewhere: Visitor, clock: SettableClock
) -> None:
    visitor.tells("request", until="words").press(later="yes")
    code = the_code(visitor)
    for _ in range(slowing.MOST_FROM_ONE_ADDRESS):
        elsewhere.open("/come-back").press(code="2222 2222 2222 2222")
        assert elsewhere.errors == [WRONG]
    elsewhere.open("/come-back").press(code=code)
    assert elsewhere.status == 429
    assert elsewhere.open(f"/come-back/{code.replace(' ', '')}").status == 429
    clock.forward(minutes=16)
    assert elsewhere.open("/come-back").press(code=code).question == "words"


def test_a_link_that_opens_nothing_says_what_to_do(visitor: Visitor) -> None:
    visitor.open("/come-back/2222222222222222")
    assert (visitor.status, visitor.heading) == (404, "We cannot open what you began")
    assert "Type your code" in visitor.words


@pytest.mark.clause("CH-5")
def test_after_twenty_eight_days_neither_code_nor_link_opens_anything(
    visitor: Visitor, elsewhere: Visitor, clock: SettableClock
) -> None:
    visitor.tells("request", until="words").press(later="yes")
    code = the_code(visitor)
    clock.forward(days=28)
    assert elsewhere.open("/come-back").press(code=code).question == "words"
    clock.forward(seconds=1)
    elsewhere.client.delete_cookie("bywhen")
    assert elsewhere.open("/come-back").press(code=code).errors == [WRONG]


@pytest.mark.clause("SC-7")
def test_what_was_sent_is_opened_by_its_code_only_where_it_was_sent(
    visitor: Visitor, elsewhere: Visitor, cases: Cases
) -> None:
    visitor.tells("request", until="check").press(later="yes")
    code = the_code(visitor).replace(" ", "")
    visitor.open("/tell-us/check").press()
    key = cases.only.tracking_key
    elsewhere.open(f"/come-back/{code}")
    assert elsewhere.heading == "You have sent this"
    assert key not in str([one.attrib for one in elsewhere.page.elements])
    visitor.open(f"/come-back/{code}").open(visitor.link("/track/"))
    assert visitor.status == 200 and key in visitor.path


def test_only_a_hash_of_the_code_is_kept(visitor: Visitor, records: Records) -> None:
    visitor.tells("request", until="words").press(later="yes")
    code = the_code(visitor)
    with records() as session:
        (draft,) = session.scalars(sa.select(Draft))
        kept = f"{draft.key} {draft.answers} {draft.code_hash}"
        assert draft.code_hash and len(draft.code_hash) == 64
    assert code not in kept and code.replace(" ", "") not in kept
    assert the_code(visitor.open("/tell-us/later")) == code, "shown again, it is the same"


@pytest.mark.clause("CC-4")
def test_it_opens_in_the_language_in_which_it_was_left(
    visitor: Visitor, elsewhere: Visitor, clock: SettableClock
) -> None:
    visitor.open("/tell-us/kind?language=gd").press(kind="request").press(later="yes")
    visitor.press(paper="yes")
    (shown,) = [one for one in visitor.page.elements if "data-code" in one.attrib]
    elsewhere.open("/come-back").press(code="".join(shown.itertext()))
    assert elsewhere.question == "whom"
    assert elsewhere.page.root.get("lang") == "gd"


def test_whoever_has_begun_nothing_is_asked_the_first_question(visitor: Visitor) -> None:
    for path in ("/tell-us/later", "/tell-us/later/code"):
        assert visitor.open(path).question == "kind"


def test_nobody_finds_the_code_of_somebody_elses_answers(visitor: Visitor, elsewhere: Visitor) -> None:
    visitor.tells("request", until="words").press(later="yes")
    the_code(visitor)
    assert elsewhere.open(visitor.path).question == "kind"


def test_a_code_is_drawn_from_the_signs_of_a_reference_and_fits_them_all() -> None:
    codes = {coming_back.code_of(str(number), "a secret") for number in range(200)}
    assert len(codes) == 200
    assert all(read_code(in_groups(code)) == code for code in codes)
    assert coming_back.code_of("1", "a secret") != coming_back.code_of("1", "another secret")


def test_the_day_moves_with_the_last_change(visitor: Visitor, clock: SettableClock) -> None:
    visitor.tells("request", until="words")
    clock.forward(days=7)
    visitor.press(words="A week later", later="yes")
    assert "Come back before Tuesday 6 April 2027." in visitor.words
    clock.set(clock() + timedelta(days=1))
    visitor.open("/tell-us/later")
    assert "Come back before Tuesday 6 April 2027." in visitor.words
