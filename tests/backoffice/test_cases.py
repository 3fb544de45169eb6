"""What the page of one case tells whoever opens it."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from shared.casework import heard
from shared.casework.customers import Person
from shared.charter.vocabulary import Channel, Kind, Reach
from tests.backoffice.desk import Desk, Office
from tests.clock import SettableClock

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)> \"'&"
FLORA = Person(
    name="Flora Fraser",
    email="flora@customer.example",
    phone="01632 960 555",
    address="4 High Street\nInverness",
    reach=Reach.PHONE,
    needs="Large print\nRing only after 4pm",
)


def _after(text: str, mark: str) -> str:
    before, found, after = text.partition(mark)
    assert found, f"{mark!r} is not on the page: {before[:500]}"
    return after


@pytest.mark.clause("CH-1")
def test_the_page_leads_with_what_happens_next_who_does_it_and_by_when(office: Office) -> None:
    case = office.case(Kind.REQUEST, held_by=office.cast.worker)
    page = office.desk(office.cast.worker).sees(case).text
    strip = _after(page, "What happens next")
    assert strip.index("Roads maintenance will tell you that we have your request") < strip.index("What they told us")
    assert "Tuesday 9 March 2027" in strip[: strip.index("What they told us")]


def test_how_to_reach_the_person_well_comes_before_what_happens_next(office: Office) -> None:
    case = office.case(person=FLORA)
    page = _after(office.desk(office.cast.triage).sees(case).text, "<main")
    panel = _after(page, "How to reach this person well").split("What happens next")[0]
    assert panel.index("Flora Fraser") < panel.index("By phone") < panel.index("01632 960 555")
    assert "Large print" in panel and "4 High Street, Inverness" in panel


def test_somebody_without_a_name_is_shown_as_such(office: Office) -> None:
    case = office.case(person=Person())
    page = office.desk(office.cast.triage).sees(case).text
    assert "No name given" in page
    assert "They gave no name and no address." in page


def test_the_history_is_told_newest_first_with_bounces_counted(office: Office) -> None:
    case = office.case()
    triage, worker = office.desk(office.cast.triage), office.desk(office.cast.worker)
    for number in (1, 2):
        triage.takes("route", case, to=f"team:{office.cast.team}", reason="It is a road.")
        worker.takes("send-back", case, reason=f"Not our road, time {number}.")
    page = triage.sees(case).text
    history = _after(page, "What happened")
    assert history.index("time 2.") < history.index("time 1.") < history.index("told us on this website")
    assert "2 times" in _after(page, "<aside")


def test_every_clock_says_how_it_stands_and_how_it_was_worked_out(office: Office, clock: SettableClock) -> None:
    case = office.case(held_by=office.cast.worker)
    desk = office.desk(office.cast.worker)
    desk.takes("acknowledge", case, words="We have it.")
    box = _after(desk.sees(case).text, ">Clocks<")
    assert "kept on Tue 2 Mar" in box
    assert "in 10 working days" in box
    assert box.count("How we worked this out") == 1, "the date of the answer is explained at the top of the page"
    clock.set(datetime(2027, 3, 18, 10, 0, tzinfo=UTC))
    late = desk.sees(case).text
    assert "We are late" in late
    assert "Late" in _after(late, ">Clocks<")


def test_a_clock_that_stands_still_has_no_date(office: Office) -> None:
    case = office.case(held_by=office.cast.worker)
    desk = office.desk(office.cast.worker)
    desk.takes("acknowledge", case, words="We have it.")
    desk.takes("ask", case, words="Which lamp post?")
    box = _after(desk.sees(case).text, ">Clocks<")
    assert "no date now" in box
    assert "stands still: we wait for the customer" in box


def test_the_clause_behind_the_next_step_is_there_in_its_own_words(office: Office) -> None:
    case = office.case(Kind.COMPLAINT)
    page = office.desk(office.cast.triage).sees(case).text
    promise = office.charter.promise_by_id["complaint-acknowledged"]
    assert promise.clause.words in _after(page, "The clause it serves")


def test_other_cases_of_the_same_person_are_a_press_away_if_i_may_see_them(office: Office) -> None:
    case = office.case(held_by=office.cast.worker, person=FLORA)
    ours = office.case(held_by=office.cast.worker, person=FLORA, words="The same road again.")
    theirs = office.case(held_by=office.cast.stranger, person=FLORA, words="About her school.")
    page = office.desk(office.cast.worker).sees(case).text
    assert f'href="/office/cases/{ours.reference}"' in page
    assert theirs.reference not in page
    assert "About her school." not in page


def test_a_colleague_who_has_the_case_open_is_named_until_they_leave(office: Office, clock: SettableClock) -> None:
    case = office.case(held_by=office.cast.worker)
    mine = office.desk(office.cast.worker)
    clock.forward(minutes=5)  # triage, who routed it, has gone
    office.desk(office.cast.colleague).sees(case)
    assert "Colin Colleague is looking at this case too." in mine.sees(case).text
    clock.forward(minutes=5)
    assert "Colin Colleague" not in mine.sees(case).text


def test_the_part_that_is_asked_for_again_tells_who_is_there_and_what_is_new(office: Office) -> None:
    case = office.case(held_by=office.cast.worker)
    office.desk(office.cast.colleague).takes("note", case, words="Rang her twice.")
    address = f"/office/cases/{case.reference}?seen={case.version}"
    part = office.desk(office.cast.worker).client.get(address, headers={"HX-Request": "true"}).text
    assert part.lstrip().startswith('<div id="presence"')
    assert "Colin Colleague" in part
    assert "Rang her twice." in part
    assert f"seen={case.version}" in part  # it goes on asking from what this person has read


def test_hostile_words_are_shown_as_words_everywhere(office: Office) -> None:
    person = Person(name=HOSTILE[:100], email="a@customer.example", reach=Reach.EMAIL, needs=HOSTILE, address=HOSTILE)
    case = office.case(person=person, words=HOSTILE)
    office.case(person=person, words=HOSTILE)
    triage, worker = office.desk(office.cast.triage), office.desk(office.cast.worker)
    triage.takes("route", case, to=f"team:{office.cast.team}", reason=HOSTILE)
    worker.takes("accept", case)
    for step in ("write", "note", "ask"):
        worker.takes(step, case, words=HOSTILE)
    office.act(heard.hear, case.reference, words=HOSTILE, channel=Channel.WEB, at=datetime(2027, 3, 2, 11, tzinfo=UTC))
    shown = worker.sees(case).text
    preview = worker.takes("reply", case, words=HOSTILE, preview="yes").text
    stale = worker.takes("reply", case, words=HOSTILE, seen=1).text
    for html in (shown, preview, stale):
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def _statements(office: Office, desk: Desk, address: str) -> list[str]:
    engine: sa.Engine = office.app.extensions["bywhen.engine"]
    said: list[str] = []

    def heard(connection: object, cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            said.append(statement)

    event.listen(engine, "before_cursor_execute", heard)
    try:
        assert desk.client.get(address).status_code == 200
    finally:
        event.remove(engine, "before_cursor_execute", heard)
    return said


#: What the page of a case asks the database, however much has happened on it.
QUESTIONS = 14


def test_the_page_of_a_long_case_asks_the_database_no_more_than_that_of_a_short_one(office: Office) -> None:
    case = office.case(held_by=office.cast.worker, person=FLORA)
    desk = office.desk(office.cast.worker)
    _statements(office, desk, f"/office/cases/{case.reference}")  # that they opened it is written down once a day
    few = _statements(office, desk, f"/office/cases/{case.reference}")
    for number in range(6):
        office.case(person=FLORA)
        desk.takes("write", case, words=f"Message {number}")
    many = _statements(office, desk, f"/office/cases/{case.reference}")
    assert len(few) == len(many) <= QUESTIONS, "\n".join(many)
    for step in ("route", "reply", "change-kind", "explain"):
        assert len(_statements(office, desk, f"/office/cases/{case.reference}/{step}")) <= QUESTIONS
