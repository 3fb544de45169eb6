"""The calendar in the back office: what changed, which promises would move, and the decision about them."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from shared.casework import calendar_changes
from shared.charter.access import Role
from shared.charter.organisation import Charter
from shared.models.calendar_changes import CalendarChange, Progress
from shared.models.links import Apart, KeptApart
from tests.backoffice.desk import Office
from tests.casework.calendars import REASON, a_promise, closing, settled, told, worked_out

TUESDAY = datetime(2027, 3, 2, 10, 0, tzinfo=UTC)
SHUT = (date(2027, 3, 4), date(2027, 3, 5))


@pytest.fixture
def changed(app: Flask, office: Office, charter: Charter) -> Charter:
    """Three promises were counted; then the council is to be shut on Thursday and Friday."""
    with office.records() as session:
        for name in ("Morag MacLeod", "Una Urquhart", "Sorley Sinclair"):
            a_promise(session, charter, at=TUESDAY, name=name)
        settled(session, charter, TUESDAY)
    new = closing(charter, *SHUT, name="Strike of the roads teams")
    app.extensions["bywhen.charter"] = new
    return new


@pytest.fixture
def rita(office: Office) -> FlaskClient:
    """Somebody of Customer Relations at her desk."""
    return office.desk(office.cast.relations).client


def work(office: Office, charter: Charter) -> int:
    """The worker finds the change, and does what there is to do; the number of the change."""
    with office.records() as session:
        calendar_changes.look_if_changed(session, at=TUESDAY, charter=charter)
        worked_out(session, charter, TUESDAY)
        newest = calendar_changes.last_begun(session)
        assert newest is not None
        return newest.id


def kept(office: Office, number: int) -> CalendarChange:
    with office.records() as session:
        return session.get_one(CalendarChange, number)


def decide(client: FlaskClient, number: int, what: str, reason: str = REASON) -> Any:
    return client.post(f"/office/calendar/{number}/{what}", data={"reason": reason})


@pytest.mark.clause("RP-26")
@pytest.mark.parametrize("path", ["", "/{number}", "/{number}/apply", "/{number}/leave", "/{number}/undo"])
def test_the_calendar_opens_for_those_who_may_change_it(office: Office, changed: Charter, path: str) -> None:
    where = f"/office/calendar{path.format(number=work(office, changed))}"
    opened = {
        staff.role for staff in vars(office.cast).values() if office.desk(staff).client.get(where).status_code == 200
    }
    assert opened == {Role.CUSTOMER_RELATIONS, Role.ADMINISTRATOR}
    assert office.desk(office.cast.worker).client.post("/office/calendar").status_code == 403


@pytest.mark.clause("FP-3")
def test_the_page_names_the_days_that_do_not_count_and_says_where_they_are_written(
    app: Flask, office: Office, changed: Charter, rita: FlaskClient
) -> None:
    page = rita.get("/office/calendar").text
    for words in (
        "Saint Andrew",
        "Tuesday 30 November 2027",
        "Strike of the roads teams",
        "Thursday 4 March 2027",
        "You work on no bank holiday.",
        "until Sunday 31 December 2028",
        "calendar.toml",
        "industrial action",
    ):
        assert words in page
    assert "The bank holidays that we know of end on" not in page, "that is years away"


def test_the_page_warns_when_the_known_days_end_soon(app: Flask, office: Office, clock: Any, rita: FlaskClient) -> None:
    clock.set(datetime(2028, 10, 2, 10, 0, tzinfo=UTC))
    client = office.desk(office.cast.relations).client
    assert "The bank holidays that we know of end on Sunday 31 December 2028" in client.get("/office/calendar").text


def test_while_nothing_has_changed_the_page_says_so(office: Office, charter: Charter, rita: FlaskClient) -> None:
    page = rita.get("/office/calendar").text
    assert "Nothing waits for you." in page and "The promises have not been looked at yet." in page
    assert "The calendar changed" not in rita.get("/office/").text


@pytest.mark.clause("CH-1")
def test_whoever_can_decide_is_warned_on_every_page_until_it_is_decided(
    office: Office, changed: Charter, rita: FlaskClient
) -> None:
    assert "The calendar changed. Some promises may move." in rita.get("/office/").text
    number = work(office, changed)
    assert "The calendar changed: 3 open promises would move." in rita.get("/office/").text
    ada = office.desk(office.cast.administrator).client
    assert f"/office/calendar/{number}" in ada.get("/office/staff").text
    assert "The calendar changed" not in office.desk(office.cast.worker).client.get("/office/").text
    decide(rita, number, "leave")
    assert "The calendar changed" not in rita.get("/office/").text
    assert kept(office, number).progress is Progress.LEFT


@pytest.mark.clause("CH-1", "CC-1")
def test_dates_are_looked_at_moved_and_put_back_each_with_a_reason(
    office: Office, changed: Charter, rita: FlaskClient
) -> None:
    number = work(office, changed)
    page = rita.get(f"/office/calendar/{number}").text
    assert "Waits for your decision" in page and "Nothing has moved yet." in page
    for words in ("Thursday 4 March 2027 does not count any more", "Tuesday 9 March 2027", "Thursday 11 March 2027"):
        assert words in page
    assert page.count("2 days later") == 3
    assert "3 promises get a later date." in rita.get(f"/office/calendar/{number}/apply").text
    assert decide(rita, number, "apply").headers["Location"] == f"/office/calendar/{number}"
    assert "0 of 3 moved" in rita.get(f"/office/calendar/{number}").text
    work(office, changed)
    page = rita.get(f"/office/calendar/{number}").text
    assert "Dates moved" in page and "Rita Relations" in page and REASON in page
    assert decide(rita, number, "undo", "The strike is called off.").status_code == 303
    assert "0 of 3 put back" in rita.get(f"/office/calendar/{number}").text
    with office.records() as session:
        worked_out(session, changed, TUESDAY)
        assert len(told(session)) == 3, "of the later dates; nobody is written to when they go back"
    assert "The strike is called off." in rita.get(f"/office/calendar/{number}").text


def test_the_history_on_a_case_tells_staff_and_customer_why(
    office: Office, changed: Charter, rita: FlaskClient
) -> None:
    number = work(office, changed)
    decide(rita, number, "apply")
    work(office, changed)
    with office.records() as session:
        case = told(session)[0].case
        assert case is not None
        reference, track = case.reference, f"/track/{case.reference}/{case.tracking_key}"
    assert "This date moved from Tuesday 9 March 2027 to Thursday 11 March 2027" in rita.get(
        f"/office/cases/{reference}"
    ).text.replace("\n", " ")
    page = rita.get(track).text
    assert "The days on which we work have changed." in page and "Strike of the roads teams" in page and REASON in page


@pytest.mark.parametrize(
    ("reason", "sentence"), [("", "Say why."), (" \n", "Say why."), ("x" * 1001, "Use at most 1,000 characters.")]
)
@pytest.mark.parametrize("what", ["apply", "leave", "undo"])
def test_a_decision_without_a_good_reason_is_asked_again(
    office: Office, changed: Charter, rita: FlaskClient, what: str, reason: str, sentence: str
) -> None:
    number = work(office, changed)
    answer = decide(rita, number, what, reason)
    assert answer.status_code == 422 and answer.text.count(sentence) == 2
    assert kept(office, number).progress is Progress.READY


def test_what_cannot_be_decided_says_why(app: Flask, office: Office, changed: Charter, rita: FlaskClient) -> None:
    number = work(office, changed)
    undone = decide(rita, number, "undo")
    assert (
        undone.status_code == 409 and "Only the last change can be put back." in undone.text and REASON in undone.text
    )
    app.extensions["bywhen.charter"] = closing(changed, date(2027, 3, 8))
    again = decide(rita, number, "apply")
    assert again.status_code == 409 and "The calendar has changed again" in again.text
    looked = rita.post("/office/calendar")
    assert looked.headers["Location"] == f"/office/calendar/{number + 1}"
    assert "0 of 3 looked at" in rita.get(f"/office/calendar/{number + 1}").text
    early = decide(rita, number + 1, "apply")
    assert early.status_code == 409 and "Not every promise has been looked at yet." in early.text
    old = decide(rita, number, "leave")
    assert old.status_code == 409 and "have been looked at once more" in old.text


def test_nobody_looks_anew_while_dates_are_being_moved(office: Office, changed: Charter, rita: FlaskClient) -> None:
    decide(rita, work(office, changed), "apply")
    answer = rita.post("/office/calendar")
    assert answer.status_code == 409 and "Another change is being carried out." in answer.text


def test_progress_alone_is_asked_for_once_a_minute_while_there_is_any(
    office: Office, changed: Charter, rita: FlaskClient
) -> None:
    number = work(office, changed)
    where, part = f"/office/calendar/{number}", {"HX-Request": "true"}
    assert "every 60s" not in rita.get(where, headers=part).text
    decide(rita, number, "apply")
    busy = rita.get(where, headers=part).text
    assert "every 60s" in busy and "<html" not in busy and "Look again" in busy


def test_only_cases_that_somebody_may_see_are_listed(office: Office, changed: Charter, rita: FlaskClient) -> None:
    with office.records() as session:
        about_her = a_promise(session, office.charter, at=TUESDAY, name="Fiona Fraser").case
        apart = KeptApart(case=about_her, staff_id=office.cast.relations.id, what=Apart.CONFLICT, at=TUESDAY)
        session.add(apart)
    number = work(office, changed)
    page = rita.get(f"/office/calendar/{number}").text
    assert about_her.reference not in page and page.count("2 days later") == 3
    page = office.desk(office.cast.administrator).client.get(f"/office/calendar/{number}").text
    assert "No promise is listed here." in page and "<dd>4</dd>" in page, "she opens no case, and sees the sums"


def test_a_long_list_is_walked_page_by_page_and_narrowed(
    office: Office, charter: Charter, changed: Charter, rita: FlaskClient
) -> None:
    with office.records() as session:
        for number in range(30):
            a_promise(session, charter, at=TUESDAY, name=f"Person{number} Smith")
    number = work(office, changed)
    first = rita.get(f"/office/calendar/{number}?which=later").text
    assert first.count("2 days later") == 25 and "after=25" in first
    assert rita.get(f"/office/calendar/{number}?which=later&after=25").text.count("2 days later") == 8
    assert "No promise is listed here." in rita.get(f"/office/calendar/{number}?which=sooner").text
    for odd in ("which=none", "after=%00", "after=-1", "after=99999999999999999999999", "which=not-moved"):
        assert rita.get(f"/office/calendar/{number}?{odd}").status_code == 200


@pytest.mark.parametrize("path", ["/999", "/999/apply", "/1/else", "/99999999999"])
def test_a_change_that_is_not_there_is_not_found(office: Office, rita: FlaskClient, path: str) -> None:
    assert rita.get(f"/office/calendar{path}").status_code == 404
