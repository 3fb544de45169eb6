"""Appointments at a desk: offered with what the person needs in sight, answered for them by phone, and marked after."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from shared.casework import appointments, diary
from shared.casework.customers import Person
from shared.charter.vocabulary import Reach
from shared.models.appointments import Appointment, Arranged
from shared.models.cases import Case
from shared.models.happened import Happened
from tests.backoffice.desk import Office
from tests.builders import TUESDAY
from tests.casework.meeting import NEXT_TUESDAY, NEXT_WEDNESDAY, offered
from tests.clock import SettableClock
from tests.page import Page, words_of

PAWEL = Person(
    "Paweł Nowak",
    "pawel@customer.example",
    phone="01632 960 555",
    reach=Reach.EMAIL,
    reads="en",
    interpreter="Polish",
    times="weekday mornings",
)
OFFER: dict[str, Any] = {
    "day": ["9", "3", "2027"],
    "hour": "14:30",
    "day2": ["", "", ""],
    "day3": ["", "", ""],
    "minutes": "30",
    "how": "phone",
    "with_whom": "Wilma Worker",
    "purpose": "The lamp at your door.",
}


def kept(office: Office, case: Case) -> list[Appointment]:
    """The appointments of that case, as they are kept now."""
    with office.records() as session:
        found = list(diary.of(session, session.get_one(Case, case.id)))
        session.expunge_all()
        return found


def errors(html: str) -> list[str]:
    """The lines of the error summary."""
    page = Page(html, "/")
    summaries = [one for one in page.elements if "data-error-summary" in one.attrib]
    return [words_of(line) for one in summaries for line in one.iter("li")]


@pytest.mark.clause("CH-8", "CC-4", "RP-4")
def test_an_appointment_is_offered_with_what_the_person_needs_in_sight(office: Office) -> None:
    case = office.case(held_by=office.cast.worker, person=PAWEL)
    desk = office.desk(office.cast.worker)
    form = desk.opens("appointments", case)
    for words in ("They need an interpreter: Polish", "Good times: weekday mornings", 'value="Wilma Worker"'):
        assert words in form.text
    seen = desk.takes("appointments", case, preview="yes", booked="y", **OFFER)
    assert "We have booked an interpreter: Polish." in seen.text
    assert "Tuesday 9 March 2027 at 2:30" in seen.text.replace("\n", " ")
    assert not kept(office, case), "looking sends nothing"
    assert desk.takes("appointments", case, booked="y", **OFFER).status_code == 303
    (mine,) = kept(office, case)
    assert (mine.starts_at, mine.interpreter, mine.state) == (NEXT_TUESDAY, "Polish", Arranged.OFFERED)
    page = desk.sees(case).text
    assert "Tuesday 9 March 2027 at 2:30 pm" in page and "Offered, no answer yet" in page


# what is filled in, what is to be done about it
WRONG: list[tuple[dict[str, Any], str]] = [
    ({"day": ["", "", ""]}, "Enter the day of the appointment."),
    ({"day": ["6", "3", "2027"]}, "Saturday 6 March 2027 is not a working day. Choose a day on which we work."),
    ({"day": ["2", "3", "2027"], "hour": "9:00"}, "Choose a time that is still to come."),
    ({"hour": "noon"}, "Enter the time as in 14:30 or 2:30pm."),
    (
        {"how": "place", "place": "inverness", "hour": "20:00"},
        "Inverness Service Point is not open for all of that time.",
    ),
    ({"how": "place"}, "Choose a building from the list."),
    ({"how": "place", "place": "the-moon"}, "Choose a building from the list."),
    ({"how": "video", "link": "javascript:alert(1)"}, "Enter the whole link. It begins with https://."),
    ({"how": "home", "address": " "}, "Enter the address of the visit."),
    ({"how": "nowhere"}, "Choose where you meet."),
    ({"minutes": "1"}, "Choose how long it takes."),
    ({"purpose": ""}, "Say what the appointment is about."),
    ({"with_whom": ""}, "Enter the name of whoever meets the customer."),
    ({"day2": ["10", "3", "2027"]}, "Enter the time as in 14:30 or 2:30pm."),
    ({"hour3": "9:00"}, "Enter a day as well."),
    ({"day3": ["7", "3", "2027"], "hour3": "9:00"}, "Sunday 7 March 2027 is not a working day."),
]


@pytest.mark.clause("CH-8")
def test_an_offer_that_cannot_be_kept_comes_back_with_what_to_do(office: Office) -> None:
    case = office.case(held_by=office.cast.worker)
    desk = office.desk(office.cast.worker)
    for wrong, error in WRONG:
        answer = desk.takes("appointments", case, **{**OFFER, **wrong})
        assert answer.status_code == 422, wrong
        assert any(error in line for line in errors(answer.text)), (wrong, errors(answer.text))
        assert "The lamp at your door." in answer.text or "purpose" in wrong, "nothing typed is lost"
    assert not kept(office, case)


@pytest.mark.clause("CH-8", "SC-2")
def test_another_time_is_offered_in_place_of_the_first_and_not_beside_it(office: Office) -> None:
    case = office.case(held_by=office.cast.worker)
    office.act(lambda db, case, charter: offered(db, case, office.cast.worker, charter), case.reference)
    (mine,) = kept(office, case)
    office.act(_asks_another, case.reference)
    desk = office.desk(office.cast.worker)
    page = desk.sees(case).text
    assert "Another time is wanted" in page and f"instead={mine.id}#step" in page
    for where in (f"appointments/{mine.id}", f"appointments?instead={mine.id}"):
        said = words_of(Page(desk.client.get(f"/office/cases/{case.reference}/{where}").text, "/").root)
        assert re.search("What they told us:? Any morning.", said), "what suits them is in sight"
    later = {**OFFER, "day": ["10", "3", "2027"], "day2": ["11", "3", "2027"], "hour2": "9:00"}
    assert desk.takes("appointments", case, instead="", **later).status_code == 422, "which one is it?"
    desk.takes("appointments", case, instead=str(mine.id), **later)
    (again,) = kept(office, case)
    assert (again.id, again.sequence, again.starts_at, len(again.times)) == (mine.id, 1, NEXT_WEDNESDAY, 2)
    desk.takes("appointments", case, instead="new", **OFFER)
    assert len(kept(office, case)) == 2


def _asks_another(session: object, case: Case, charter: object) -> None:
    (mine,) = diary.of(session, case)
    appointments.ask_another(session, mine, "Any morning.", seen=0, at=TUESDAY, charter=charter)


@pytest.mark.clause("CH-8")
def test_what_the_customer_said_by_phone_is_written_down_once(office: Office) -> None:
    case = office.case(held_by=office.cast.worker)
    both = (NEXT_TUESDAY, NEXT_WEDNESDAY)
    office.act(lambda db, case, charter: offered(db, case, office.cast.worker, charter, *both), case.reference)
    client = office.desk(office.cast.worker).client
    here = f"/office/cases/{case.reference}/appointments/{kept(office, case)[0].id}"
    assert client.post(f"{here}/coming", data={"seen": "0"}).status_code == 422
    for _ in range(2):
        answer = client.post(f"{here}/coming", data={"seen": "0", "starts_at": NEXT_WEDNESDAY.isoformat()})
    (mine,) = kept(office, case)
    assert (mine.state, mine.starts_at) == (Arranged.CONFIRMED, NEXT_WEDNESDAY)
    assert answer.status_code == 303
    other = client.post(f"{here}/coming", data={"seen": "0", "starts_at": NEXT_TUESDAY.isoformat()})
    assert other.status_code == 409, "there is nothing left to choose between"
    happened = [line.what for line in office.now(case.reference).happenings]
    assert happened.count(Happened.APPOINTMENT_CONFIRMED) == 1


@pytest.mark.clause("CH-8")
def test_calling_off_needs_a_reason_that_the_customer_reads(office: Office) -> None:
    case = office.case(held_by=office.cast.worker)
    office.act(lambda db, case, charter: offered(db, case, office.cast.worker, charter), case.reference)
    client = office.desk(office.cast.worker).client
    here = f"/office/cases/{case.reference}/appointments/{kept(office, case)[0].id}"
    assert errors(client.post(f"{here}/call-off", data={"seen": "0"}).text) == ["Say why it is called off."]
    stale = client.post(f"{here}/call-off", data={"seen": "7", "words": "Snow."})
    assert stale.status_code == 409 and "has changed since you opened the page" in stale.text
    client.post(f"{here}/call-off", data={"seen": "0", "words": "Snow."})
    assert kept(office, case)[0].state is Arranged.CANCELLED
    assert office.now(case.reference).happenings[-1].facts["words"] == "Snow."


@pytest.mark.clause("CH-8")
def test_how_it_went_is_asked_once_it_has_begun(office: Office, clock: SettableClock) -> None:
    case = office.case(held_by=office.cast.worker)
    office.act(lambda db, case, charter: offered(db, case, office.cast.worker, charter), case.reference)
    client = office.desk(office.cast.worker).client
    here = f"/office/cases/{case.reference}/appointments/{kept(office, case)[0].id}"
    on_case = f"/office/cases/{case.reference}"
    assert "How it went" not in client.get(here).text + client.get(on_case).text
    early = client.post(f"{here}/went", data={"seen": "0", "went": "kept"})
    assert early.status_code == 409 and "This appointment is still to come." in early.text
    clock.set(NEXT_TUESDAY + timedelta(hours=1))
    assert "How it went" in client.get(here).text and "How it went" in client.get(on_case).text
    client.post(f"{here}/went", data={"seen": "0", "went": "not-kept", "note": "Nobody was in."})
    assert "How it went" not in client.get(on_case).text
    assert kept(office, case)[0].state is Arranged.NOT_KEPT
    late = client.post(f"{here}/went", data={"seen": "0", "went": "kept"})
    assert late.status_code == 409 and "is over or was called off" in late.text


@pytest.mark.clause("RP-26")
def test_another_team_neither_sees_nor_changes_an_appointment(office: Office) -> None:
    case = office.case(held_by=office.cast.worker)
    office.act(lambda db, case, charter: offered(db, case, office.cast.worker, charter), case.reference)
    here = f"/office/cases/{case.reference}/appointments/{kept(office, case)[0].id}"
    stranger = office.desk(office.cast.stranger).client
    assert stranger.get(here).status_code == 404
    for act in ("coming", "call-off", "went"):
        assert stranger.post(f"{here}/{act}", data={"seen": "0", "words": "x"}).status_code == 404
    assert kept(office, case)[0].state is Arranged.OFFERED
    other = office.case(held_by=office.cast.worker)
    mine = office.desk(office.cast.worker).client
    assert mine.get(here.replace(case.reference, other.reference)).status_code == 404


@pytest.mark.clause("SC-2", "CH-8")
def test_what_a_customer_has_told_us_is_new_until_somebody_has_read_it(office: Office) -> None:
    case = office.case(held_by=office.cast.worker)
    office.act(lambda db, case, charter: offered(db, case, office.cast.worker, charter), case.reference)
    office.act(_confirms, case.reference)
    desk = office.desk(office.cast.worker)
    page = desk.sees(case).text
    assert "They can come" in page
    (task,) = re.findall(r'name="task" value="(\d+)"', page)
    assert "Read what Morag MacLeod said about the appointment" in desk.client.get("/office/tasks").text
    desk.client.post(f"/office/cases/{case.reference}/read", data={"task": [task, "nonsense", "99"]})
    assert "They can come" not in desk.sees(case).text
    assert "said about the appointment" not in desk.client.get("/office/tasks").text


def _confirms(session: object, case: Case, charter: object) -> None:
    (mine,) = diary.of(session, case)
    at = datetime(2027, 3, 2, 11, tzinfo=UTC)
    appointments.confirm(session, mine, NEXT_TUESDAY, seen=0, at=at, charter=charter)


@pytest.mark.clause("CH-8")
def test_nobody_is_visited_at_three_at_night_by_a_slip(office: Office) -> None:
    case = office.case(held_by=office.cast.worker, person=PAWEL)
    desk = office.desk(office.cast.worker)
    asked = desk.takes("appointments", case, **{**OFFER, "hour": "3:00"})
    assert asked.status_code == 422 and "early or late in the day" in asked.text and not kept(office, case)
    meant = desk.takes("appointments", case, **{**OFFER, "hour": "3:00", "late_or_early": "y"})
    assert meant.status_code == 303 and len(kept(office, case)) == 1


@pytest.mark.clause("CH-8", "CC-2")
@pytest.mark.parametrize(("chosen", "state"), [("call-off", Arranged.CANCELLED), ("keep", Arranged.OFFERED)])
def test_whoever_answers_in_full_says_what_becomes_of_the_appointment(
    office: Office, chosen: str, state: Arranged
) -> None:
    case = office.case(held_by=office.cast.worker, person=PAWEL)
    desk = office.desk(office.cast.worker)
    desk.takes("appointments", case, **OFFER)
    assert "What becomes of these appointments?" in desk.opens("reply", case).text
    assert desk.takes("reply", case, words="It is mended.").status_code == 422
    assert desk.takes("reply", case, words="It is mended.", meetings=chosen).status_code == 303
    assert kept(office, case)[0].state is state
