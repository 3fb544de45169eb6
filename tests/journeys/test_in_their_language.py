"""Nobody has to write English: a Gaelic speaker with an interpreter, an Arabic speaker on a small screen."""

from datetime import date

import pytest
import sqlalchemy as sa

from shared.charter.access import Role
from shared.charter.vocabulary import Kind
from shared.models.cases import Case
from shared.models.notices import Notice, Task, TaskKind
from tests.browser import Browser, Visitor, no_sideways_scrolling
from tests.journeys.conftest import Town, words_of
from tests.journeys.residents import QUESTION, WORDS, Resident
from tests.journeys.tongues import Speaking, Tongue

ARABIC = "\u0621-\u064a"


def speaker(browser: Browser, language: str, *, width: int = 1280, **facts: str) -> Resident:
    """Somebody whose browser asks for that language."""
    return Resident(Speaking(browser.visitor(width=width, locale=language), Tongue(language)), **facts)


@pytest.mark.clause("CC-4", "CH-9")
def test_a_gaelic_speaker_is_answered_in_gaelic_and_an_interpreter_is_booked(town: Town, browser: Browser) -> None:
    mairi = speaker(browser, "gd", name="Màiri NicLeòid", email="mairi@customer.example")
    mairi.begins(Kind.REQUEST).is_for("For me").finds("").writes(QUESTION[Kind.REQUEST], "Tha toll san rathad.")
    mairi.attaches_nothing().can_be_reached()
    mairi.walker.choose("Yes, or I would like to see what you can do").press("Continue")
    mairi.walker.fill_in("Is an interpreter needed when we talk? (optional)", "Gàidhlig").press("Continue")
    assert mairi.walker.heading == "Check what you want to send"
    reference = mairi.sends(Kind.REQUEST)
    received = town.post.delivers(mairi.email)
    assert [one["Content-Language"] for one in received] == ["gd"]
    with town.records() as session:
        (task,) = session.scalars(sa.select(Task).where(Task.what == TaskKind.INTERPRETER))
        assert (task.detail, task.due_on) == ("Gàidhlig", date(2027, 3, 5)), "three working days after Tuesday 2 March"
    officer = town.officer("Iain Grant", Role.CUSTOMER_RELATIONS, "customer-relations")
    officer.opens(reference).sees("How to reach this person well", "Gàidhlig")
    officer.walker.press("Send a message").fill_in("Your message", "We will mend it on Friday.")
    officer.walker.press("Send the message").sees("Nothing was sent. It does not fit whom it is for:")
    officer.walker.press("Have it translated, then send it").sees("Your message is on its way.")
    assert town.post.delivers(mairi.email) == [], "English words do not leave for somebody who reads Gaelic"
    with town.records() as session:
        notice = session.scalars(sa.select(Notice).order_by(Notice.id.desc())).first()
        assert notice is not None and notice.held_for == "translation"


@pytest.mark.clause("CC-4", "CH-5")
def test_an_arabic_speaker_tells_everything_on_a_small_screen_without_javascript(town: Town, browser: Browser) -> None:
    layla = speaker(browser, "ar", width=320, name="ليلى حداد", email="layla@customer.example")
    layla.answers_everything(Kind.COMPLAINT, words="لم يأتِ أحد يوم الثلاثاء.", wanted="أصلحوا الطريق.")
    visitor = layla.walker.walker
    assert isinstance(visitor, Visitor)
    assert visitor.tab.locator("html").get_attribute("dir") == "rtl"
    no_sideways_scrolling(visitor)
    layla.sends(Kind.COMPLAINT)
    no_sideways_scrolling(visitor)
    (letter,) = town.post.delivers(layla.email)
    assert letter["Content-Language"] == "ar"
    assert layla.reference in words_of(letter)
    html = letter.get_body(("html",))
    assert html is not None and 'dir="rtl"' in html.get_content()
    layla.looks().walker.press("Add something")
    layla.walker.fill_in(layla.walker.heading, "عندي صورة.").press("Send")
    layla.walker.sees("We have what you added. You can read it below.")
    with town.records() as session:
        case = session.scalars(sa.select(Case)).one()
        assert case.customer is not None and case.customer.language == "ar"


@pytest.mark.clause("CC-4")
def test_the_switch_keeps_the_page_and_every_answer(town: Town, browser: Browser) -> None:
    visitor = browser.visitor()
    resident = (
        Resident(visitor)
        .begins(Kind.COMMENT)
        .is_for("For me")
        .finds("")
        .writes(QUESTION[Kind.COMMENT], WORDS[Kind.COMMENT])
    )
    resident.attaches_nothing()
    visitor.press("Polski")
    polish = Tongue("pl")
    assert visitor.heading == polish.say("How can we reach you?")
    visitor.press("Cymraeg")
    assert visitor.heading == Tongue("cy").say("How can we reach you?")
    visitor.visit("/tell-us/words")
    assert WORDS[Kind.COMMENT] in visitor.tab.locator("textarea").input_value()
