"""How somebody is reached and what we do differently for them, on their own page: read, changed, asked for."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from shared.casework import adjustments, fitting, replies
from shared.casework.customers import Person
from shared.casework.reaching import Telling
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Format, Kind, Reach
from shared.models.customers import Agreement, Customer
from shared.models.happened import Happened
from shared.models.notices import Notice, Task, TaskKind
from tests.builders import MORAG
from tests.clock import SettableClock
from tests.conftest import Records
from tests.portal.conftest import Cases
from tests.portal.desk import Desk, acts
from tests.portal.visitor import Visitor

NEEDY = replace(MORAG, needs="Ring before you come", language="en", phone="01632 960 555")
USUAL: dict[str, Any] = {"reach": "email", "format": "standard", "language": "en", "interpreter": "", "times": ""}


@pytest.fixture
def page(visitor: Visitor, begun: Callable[..., Desk]) -> Visitor:
    """The page of somebody who has asked for something, one press from their case."""
    visitor.open(begun(Kind.REQUEST, NEEDY).link)
    return visitor.open(visitor.link("/adjustments"))


def decided(desk: Desk, charter: Charter, clock: SettableClock, *, agree: bool) -> None:
    """Wilma Worker agrees to what was asked for, or does not."""

    def decide(db: object, case: object, cast: object) -> None:
        (one,) = adjustments.of(db, case.customer)
        more = {"case": case, "by": cast.worker, **acts(charter, clock)}
        if agree:
            day = clock().date() + timedelta(days=300)
            adjustments.agree(db, one, review_on=day, **more)
        else:
            adjustments.refuse(db, one, reason="Our crews have no phones.", **more)

    desk.do(decide)


def customer(records: Records) -> Customer:
    with records() as session:
        found = session.scalars(sa.select(Customer)).one()
        session.expunge_all()
        return found


@pytest.mark.clause("RP-4", "RP-5")
def test_somebody_reads_how_we_reach_them_and_what_is_to_be_decided_by_when(page: Visitor) -> None:
    assert page.status == 200 and page.heading == "How we reach you, and what we do differently"
    for words in ("By e-mail", "As usual", "English", "Ring before you come"):
        assert words in page.words, words
    assert "You asked for this. By Wednesday 30 December 2026 we tell you whether we can do it." in page.words


def test_no_address_is_shown_to_whoever_holds_the_link(page: Visitor) -> None:
    for part in ("", "/reach", "/ask"):
        html = page.client.get(f"{page.path}{part}").get_data(as_text=True)
        assert "morag@customer.example" not in html and "960 555" not in html, part


def test_what_was_agreed_is_on_the_page_of_every_case_with_the_day_of_the_next_look(
    visitor: Visitor, begun: Callable[..., Desk], charter: Charter, clock: SettableClock
) -> None:
    desk = begun(Kind.REQUEST, NEEDY)
    decided(desk, charter, clock, agree=True)
    visitor.open(desk.link)
    assert "What we do differently for you" in visitor.words and "Ring before you come" in visitor.words
    assert "We do this. On Sunday 17 October 2027 we look again whether it still helps you." in visitor.words


@pytest.mark.clause("RP-4")
def test_what_was_refused_says_why_and_somebody_else_looks_again_at_the_press_of_a_button(
    visitor: Visitor, begun: Callable[..., Desk], charter: Charter, clock: SettableClock, records: Records
) -> None:
    desk = begun(Kind.REQUEST, NEEDY)
    decided(desk, charter, clock, agree=False)
    visitor.open(desk.link)
    assert "We did not agree to this. This is why: Our crews have no phones." in visitor.words
    still_open = visitor.page
    visitor.press().press(as_it_was=still_open)
    assert (
        "Somebody else looks at it again. By Wednesday 30 December 2026 we tell you what they decide." in visitor.words
    )
    with records() as session:
        assert len(session.scalars(sa.select(Task).where(Task.what == TaskKind.ADJUSTMENT_REVIEW)).all()) == 1
        notice = session.scalars(sa.select(Notice).where(Notice.template == "adjustment_refused")).one()
        assert notice.facts["reason"] == "Our crews have no phones."


def test_something_more_is_asked_for_and_is_in_the_story(page: Visitor, cases: Cases, records: Records) -> None:
    page.open(page.link("/ask"))
    still_open = page.page
    page.press(what="A room without noise").press(as_it_was=still_open, what="A room without noise")
    assert page.words.count("A room without noise") == 1
    with records() as session:
        assert len(session.scalars(sa.select(Task).where(Task.what == TaskKind.ADJUSTMENT)).all()) == 2
    page.open(page.path.removesuffix("/adjustments"))
    assert "You asked us to do something differently." in page.words


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        ("", "Write what we should do differently"),
        ("\0 \u202e", "Write what we should do differently"),
        ("a" * 1001, "Write no more than 1,000 letters about what we should do differently"),
    ],
)
def test_nothing_or_too_much_cannot_be_asked_for(page: Visitor, what: str, sentence: str) -> None:
    page.open(page.link("/ask")).press(what=what)
    assert (page.status, page.errors) == (422, [sentence])


@pytest.mark.clause("RP-4", "RP-5", "CH-9", "CC-4")
def test_a_change_holds_from_now_on_and_the_story_says_so(page: Visitor, records: Records) -> None:
    page.open(page.link("/reach"))
    assert page.value("reach") == "email" and page.value("format") == "standard"
    page.press(**{**USUAL, "reach": "phone", "format": "large-print", "language": "gd", "times": "mornings"})
    assert page.status == 200 and "Saved." in page.words
    found = customer(records)
    assert (found.reach, found.format, found.language, found.times) == (
        Reach.PHONE,
        Format.LARGE_PRINT,
        "gd",
        "mornings",
    )
    assert (found.email, found.phone) == ("morag@customer.example", "01632 960 555"), "no address is lost"
    page.open(page.path.removesuffix("/adjustments"))
    assert "You changed how we reach you." in page.words and "Scottish Gaelic" in page.words


@pytest.mark.clause("FP-11b")
def test_where_they_were_reached_before_hears_of_it(page: Visitor, records: Records) -> None:
    page.open(page.link("/reach")).press(**{**USUAL, "reach": "phone"})
    with records() as session:
        notice = session.scalars(sa.select(Notice).where(Notice.template == "reach_changed")).one()
        assert (notice.reach, notice.to_address) == (Reach.EMAIL, "morag@customer.example")


def test_an_address_is_asked_for_only_where_we_have_none(page: Visitor, records: Records) -> None:
    page.open(page.link("/reach"))
    asked = {one.get("name") for one in page.page.all("input", "textarea")}
    assert "address" in asked and not asked & {"email", "phone"}
    page.press(**{**USUAL, "reach": "letter", "address": "  "})
    assert (page.status, page.errors) == (422, ["Enter your address, with its postcode"])
    page.press(**{**USUAL, "reach": "letter", "address": "4 High Street\nInverness"})
    assert page.status == 200 and customer(records).address == "4 High Street\nInverness"


def test_an_address_that_we_have_is_not_changed_by_whoever_holds_the_link(page: Visitor, records: Records) -> None:
    page.open(page.link("/reach"))
    page.press(**USUAL, email="thief@elsewhere.example", phone="01632 960 999")
    assert (customer(records).email, customer(records).phone) == ("morag@customer.example", "01632 960 555")


def test_what_changed_meanwhile_is_said_and_nothing_typed_is_lost(page: Visitor, records: Records) -> None:
    page.open(page.link("/reach"))
    with records() as session:
        session.scalars(sa.select(Customer)).one().version = 5
    page.press(**{**USUAL, "times": "evenings"})
    sentence = "This changed while you had the page open. Check your answers and press the button again."
    assert page.status == 409 and sentence in page.words and page.value("times") == "evenings"
    assert page.press(**{**USUAL, "times": "evenings"}).status == 200
    assert customer(records).times == "evenings"


# what is answered otherwise, what is said
WILL_NOT_DO = [
    ({"reach": "pigeon"}, "Choose how we can reach you"),
    ({"format": "song"}, "Choose how our messages should look"),
    ({"language": "tlh"}, "Choose a language from the list"),
    ({"interpreter": "x" * 41}, "Write only the language, such as Polish"),
    ({"times": "x" * 201}, "Write no more than 200 letters about when to reach you"),
]


@pytest.mark.parametrize(("answers", "sentence"), WILL_NOT_DO)
def test_an_answer_that_will_not_do_is_named(
    page: Visitor, records: Records, answers: dict[str, str], sentence: str
) -> None:
    page.open(page.link("/reach")).press(**{**USUAL, **answers})
    assert (page.status, page.errors) == (422, [sentence])
    assert customer(records).version == 1


def test_our_answer_is_read_in_the_language_that_it_was_translated_into(
    visitor: Visitor, begun: Callable[..., Desk], in_hand: Callable[..., None], charter: Charter, clock: SettableClock
) -> None:
    desk = begun(Kind.REQUEST, replace(MORAG, language="pl"))
    desk.do(in_hand)

    def answer(db: Any, case: Any, cast: Any) -> None:
        telling = Telling(words_in="en", translate=True)
        replies.reply(db, case, words="We mended it.", by=cast.worker, telling=telling, **acts(charter, clock))
        db.flush()
        task = db.scalars(sa.select(Task).where(Task.what == TaskKind.TRANSLATE).order_by(Task.id.desc())).first()
        more = {"by": cast.triage, **acts(charter, clock)}
        fitting.translated(db, task, words="Naprawione.", seen="pl", **more)

    desk.do(answer)
    words = visitor.open(desk.link).words
    shown = words[words.index("Our answer") : words.index("Messages")]
    assert "Naprawione." in shown and "We mended it." not in shown
    assert "We mended it." in words, "and what was written stands with the messages"


@pytest.mark.parametrize("part", ["", "/reach", "/ask"])
def test_a_wrong_key_opens_nothing_and_nobody_without_a_name_has_a_record(
    visitor: Visitor, begun: Callable[..., Desk], part: str
) -> None:
    link = begun(person=Person()).link
    assert visitor.open(f"{link.rsplit('/', 1)[0]}/wrong/adjustments{part}").status == 404
    assert visitor.open(f"{link}/adjustments{part}").status == 404
    assert "/adjustments" not in " ".join(one.get("href", "") for one in visitor.open(link).page.all("a"))


def test_nobody_elses_adjustment_is_looked_at_again(page: Visitor, records: Records) -> None:
    where = re.sub(r"/adjustments.*", "", page.path)
    for number in ("0", "99", "2147483648", "x"):
        assert page.client.post(f"{where}/adjustments/{number}/review").status_code == 404
    with records() as session:
        assert session.scalars(sa.select(Customer)).one().adjustments[0].status is Agreement.ASKED


def test_these_pages_are_neither_stored_nor_found_by_a_search_engine(page: Visitor) -> None:
    for part in ("", "/reach", "/ask"):
        answer = page.client.get(f"{page.path}{part}")
        assert answer.headers["Cache-Control"] == "no-store"
        assert "noindex" in answer.get_data(as_text=True)


def test_a_page_that_was_open_for_long_loses_nothing(page: Visitor) -> None:
    page.open(page.link("/ask")).client.delete_cookie("bywhen")
    page.press(what="A room without noise")
    assert page.status == 422 and page.value("what") == "A room without noise"
    assert "A room without noise" in page.press(what="A room without noise").words


def test_what_happened_is_told_to_staff_as_the_customers_own_doing(
    page: Visitor, cases: Cases, records: Records
) -> None:
    page.open(page.link("/reach")).press(**{**USUAL, "format": "larger-print"})
    with records() as session:
        case = session.merge(cases.only)
        line = next(one for one in case.happenings if one.what is Happened.REACH_CHANGED)
        assert (line.by_name, line.facts) == ("", {"changed": ["format"], "format": "larger-print"})
