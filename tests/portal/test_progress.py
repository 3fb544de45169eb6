"""The page of a case: what happens next, how each date came about, the story, and what a customer can do there."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from flask import Flask

from shared.casework import closing, replies
from shared.casework.customers import Person
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Kind
from shared.charter.workflow import Outcome, Stage
from shared.config import Settings
from tests.client import CheckingClient
from tests.clock import SettableClock
from tests.portal.conftest import Cases, dates_in
from tests.portal.desk import MONDAY, Desk, acts
from tests.portal.visitor import Visitor


@pytest.mark.clause("CH-1", "SC-1")
def test_a_customer_reads_what_happens_next_who_does_it_by_when_and_when_to_chase(
    visitor: Visitor, begun: Callable[..., Desk]
) -> None:
    visitor.open(begun().link)
    assert "Customer contact will tell you that we have your request, and who is dealing with it." in visitor.words
    assert dates_in(visitor.words)[0] == "Wednesday 30 December 2026"
    assert "You do not need to ask us before then." in visitor.words
    assert "by the end of Wednesday 30 December 2026" in visitor.words


@pytest.mark.clause("FP-3", "CH-2")
def test_a_date_explains_itself_day_by_day_with_its_clause(visitor: Visitor, begun: Callable[..., Desk]) -> None:
    visitor.open(begun().link)
    for words in (
        "We got it on Monday 21 December 2026.",
        "Friday 25 December 2026 not counted Christmas Day",
        "Sunday 27 December 2026 not counted Weekend",
        "Monday 28 December 2026 not counted Boxing Day (observed)",
        "Wednesday 30 December 2026 5",
        "Decided by the council, Requests: We acknowledge each request",
    ):
        assert words in visitor.words


@pytest.mark.clause("CH-3")
def test_a_hand_over_is_told_with_its_reason_and_moves_no_date(
    visitor: Visitor, begun: Callable[..., Desk], in_hand: Callable[..., None]
) -> None:
    desk = begun()
    before = dates_in(visitor.open(desk.link).words)
    desk.do(in_hand)
    visitor.open(desk.link)
    assert "Customer contact passed it to Roads maintenance. You need not tell us anything again" in visitor.words
    assert "They mend roads." in visitor.words
    assert "Wilma Worker is dealing with it." in visitor.words
    assert dates_in(visitor.words)[: len(before)] == before


def test_notes_of_staff_are_not_on_the_customers_page(
    visitor: Visitor, begun: Callable[..., Desk], charter: Charter, clock: SettableClock
) -> None:
    desk = begun()
    desk.do(lambda db, case, cast: replies.note(db, case, words="For us alone", by=cast.triage, **acts(charter, clock)))
    assert "For us alone" not in visitor.open(desk.link).words


@pytest.mark.clause("CC-2")
def test_an_answer_is_read_as_a_message_with_the_name_of_who_wrote_it(
    visitor: Visitor, begun: Callable[..., Desk], in_hand: Callable[..., None], charter: Charter, clock: SettableClock
) -> None:
    desk = begun()
    desk.do(in_hand)
    desk.do(
        lambda db, case, cast: replies.reply(
            db, case, words="We mended it.\nToday.", by=cast.worker, **acts(charter, clock)
        )
    )
    visitor.open(desk.link)
    assert "Wilma Worker Monday 21 December 2026 at 10:00 am We mended it." in visitor.words
    assert (
        "We have closed your request. If something is still not right, write to us and we will open it" in visitor.words
    )
    assert "until" in visitor.words
    assert visitor.words.index("Our answer") < visitor.words.index("Messages")


def test_a_missed_date_is_said_plainly(visitor: Visitor, begun: Callable[..., Desk], clock: SettableClock) -> None:
    desk = begun()
    clock.set(datetime(2026, 12, 31, 9, tzinfo=UTC))
    visitor.open(desk.link)
    assert "We are late, and we are sorry. We said Wednesday 30 December 2026." in visitor.words
    assert "We will write to you by Tuesday 5 January 2027." in visitor.words
    assert "How we worked out the date that we missed" in visitor.words


def test_a_new_date_is_told_with_the_reason_that_was_given(
    visitor: Visitor, begun: Callable[..., Desk], in_hand: Callable[..., None], charter: Charter, clock: SettableClock
) -> None:
    desk = begun()
    desk.do(in_hand)
    desk.do(
        lambda db, case, cast: replies.acknowledge(
            db, case, words="We have it.", by=cast.worker, **acts(charter, clock)
        )
    )
    desk.do(
        lambda db, case, cast: replies.explain(
            db, case, day=date(2027, 1, 20), reason="The part is on its way.", by=cast.worker, **acts(charter, clock)
        )
    )
    visitor.open(desk.link)
    assert "by Wednesday 20 January 2027" in visitor.words
    assert "We gave you this date ourselves. This is why: The part is on its way." in visitor.words
    assert "The new date is Wednesday 20 January 2027; before, it was Friday 8 January 2027." in visitor.words


def test_while_we_wait_for_a_customer_the_page_says_that_it_is_their_turn_and_their_answer_starts_the_clock(
    visitor: Visitor, begun: Callable[..., Desk], in_hand: Callable[..., None], charter: Charter, clock: SettableClock
) -> None:
    desk = begun()
    desk.do(in_hand)
    desk.do(
        lambda db, case, cast: replies.acknowledge(
            db, case, words="We have it.", by=cast.worker, **acts(charter, clock)
        )
    )
    desk.do(lambda db, case, cast: replies.ask(db, case, words="Which gate?", by=cast.worker, **acts(charter, clock)))
    visitor.open(desk.link)
    assert "We have asked you something. Tell us, and we will go on with your request." in visitor.words
    assert "The clock stands still while we wait." in visitor.words
    clock.set(datetime(2026, 12, 23, 10, tzinfo=UTC))
    assert "If we do not hear from you by then, we will decide how to go on and tell you." in visitor.words
    visitor.open(visitor.link("/add"))
    assert "Which gate?" in visitor.words
    visitor.press(words="The one by the river")
    assert "The one by the river" in visitor.words
    # Two working days stood still: the 22nd and the 23rd. From Friday 8 January that is Tuesday 12 January.
    assert dates_in(visitor.words)[0] == "Tuesday 12 January 2027"
    assert "We waited for your answer" in visitor.words


def test_an_english_complaint_shows_the_latest_day_of_its_answer_before_it_is_acknowledged(
    make_app: Callable[[Settings], Flask], settings: Settings, clock: SettableClock
) -> None:
    clock.set(MONDAY)
    app = make_app(replace(settings, organisation="feedback-authority"))
    client = app.test_client()
    assert isinstance(client, CheckingClient)
    visitor = Visitor(client)
    visitor.tells("complaint", until="check")
    for _ in range(2):
        # England: acknowledged by 22, 23, 24, 29, 30 December; then ten more: 31 December, 4 to 8, 11 to 14 January.
        assert "By Thursday 14 January 2027, at the latest" in visitor.words
        visitor.press() if visitor.question else visitor.open(visitor.path.removesuffix("/sent"))


@pytest.mark.clause("SC-1")
def test_something_added_stays_together_and_pressed_twice_it_is_there_once(
    visitor: Visitor, begun: Callable[..., Desk], cases: Cases
) -> None:
    visitor.open(begun().link)
    visitor.open(visitor.link("/add"))
    still_open = visitor.page
    visitor.press(words="It drips, too.").press(as_it_was=still_open, words="It drips, too.")
    assert visitor.words.count("It drips, too.") == 1
    assert [contact.words for contact in cases.only.contacts][1:] == ["It drips, too."]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("", "Write what you want to add"),
        ("\0 \u202e", "Write what you want to add"),
        ("a" * 200_000, "Write no more than 20,000 letters. You can add more afterwards"),
    ],
)
def test_nothing_or_too_much_cannot_be_added(
    visitor: Visitor, begun: Callable[..., Desk], words: str, sentence: str
) -> None:
    visitor.open(f"{begun().link}/add").press(words=words)
    assert (visitor.status, visitor.errors) == (422, [sentence])


def test_what_is_added_after_a_long_time_is_not_lost(visitor: Visitor, begun: Callable[..., Desk]) -> None:
    link = begun().link
    visitor.open(f"{link}/add").client.delete_cookie("bywhen")
    visitor.press(words="Still dripping")
    assert visitor.status == 422
    assert visitor.value("words") == "Still dripping"
    assert "Still dripping" in visitor.press(words="Still dripping").words
    assert visitor.path == link


def test_a_customer_withdraws_after_being_asked_and_can_come_back(
    visitor: Visitor, begun: Callable[..., Desk], cases: Cases
) -> None:
    visitor.open(begun(Kind.COMPLAINT).link)
    visitor.open(visitor.link("/withdraw"))
    assert cases.only.stage is Stage.RECEIVED
    still_open = visitor.page
    visitor.press(words="It was my neighbour.").press(as_it_was=still_open, words="")
    assert cases.only.outcome is Outcome.WITHDRAWN
    assert "You withdrew it, and we closed it." in visitor.words
    assert "It was my neighbour." in visitor.words
    assert visitor.open(visitor.link("/add")).press(words="It was not.").status == 200
    assert cases.only.stage is Stage.RECEIVED
    assert "We opened it again." in visitor.words
    assert "We have opened this again: the new date is at the top." in visitor.words


def test_no_step_that_never_happened_looks_done(visitor: Visitor, begun: Callable[..., Desk]) -> None:
    visitor.open(begun().link)
    assert [one.get("class") for one in visitor.page.all("li") if "bw-station" in one.get("class", "")] == [
        "bw-station bw-station--done",
        "bw-station",
        "bw-station",
    ]
    assert "Acknowledged (to come)" in visitor.words
    visitor.open(visitor.link("/withdraw")).press(words="")
    assert "Acknowledged" not in visitor.words
    assert "Closed (done)" in visitor.words


def test_what_is_closed_cannot_be_withdrawn(
    visitor: Visitor, begun: Callable[..., Desk], charter: Charter, clock: SettableClock
) -> None:
    desk = begun()
    desk.do(
        lambda db, case, cast: closing.close(
            db, case, outcome=Outcome.NOT_OURS, reason="Ask the railway.", by=cast.triage, **acts(charter, clock)
        )
    )
    visitor.open(f"{desk.link}/withdraw")
    assert visitor.path == desk.link
    assert "Ask the railway." in visitor.words


def test_the_pages_of_a_case_are_neither_stored_nor_found_by_a_search_engine(
    visitor: Visitor, begun: Callable[..., Desk]
) -> None:
    link = begun().link
    for path in (link, f"{link}/sent", f"{link}/add", f"{link}/withdraw", "/track/HC-2222-2222/wrong"):
        answer = visitor.client.get(path)
        assert answer.headers["Cache-Control"] == "no-store"
        assert "noindex" in answer.get_data(as_text=True)


def test_a_bookmark_opens_on_another_machine_without_any_cookie(visitor: Visitor, begun: Callable[..., Desk]) -> None:
    link = begun().link
    visitor.client.delete_cookie("bywhen")
    for path in (link, f"{link}/sent", link.replace("HC-", "hc-")):
        assert visitor.open(path).status == 200


@pytest.mark.parametrize("key", ["x", "%00", "é" * 20, "a" * 5000, "..%2f..%2fetc"])
def test_a_wrong_key_opens_nothing_whatever_it_is(visitor: Visitor, begun: Callable[..., Desk], key: str) -> None:
    link = begun().link.rsplit("/", 1)[0]
    assert visitor.open(f"{link}/{key}").status == 404
    assert "HC-" not in visitor.words


def test_without_a_name_the_page_says_to_keep_its_link(visitor: Visitor, begun: Callable[..., Desk]) -> None:
    visitor.open(begun(person=Person()).link)
    assert "We cannot write to you, so look at this page again on Wednesday 30 December 2026." in visitor.words
    assert "If nothing new stands here by the end of that day" in visitor.words
    assert "If you have not heard from us" not in visitor.words, "nobody can write to them"
    assert "Keep this link: nobody can open the page without it" in visitor.words
