"""Worries about somebody's safety in the back office: who may raise one, who may read one, and what all others see."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from shared.casework import sending
from shared.models.cases import Case
from shared.models.concerns import Concern, RaisedBy
from shared.models.notices import Notice, Task, TaskKind
from tests.backoffice.desk import Office
from tests.builders import MORAG, TUESDAY
from tests.casework.worries import SECRET, about_a_neighbour
from tests.clock import SettableClock
from tests.page import Page, words_of

SEEN = {"about": "Mrs Ross, her neighbour", "words": SECRET}
SAFE = ("relations", "safeguarding")


def kept(office: Office) -> list[Concern]:
    """Every worry, as it is kept now."""
    with office.records() as session:
        found = list(session.scalars(sa.select(Concern).order_by(Concern.id)))
        session.expunge_all()
        return found


def neighbour(office: Office, *, team: str = "") -> Case:
    """The case of somebody who told us about a neighbour."""
    with office.records() as session:
        case = about_a_neighbour(session, office.charter)
        case.team = team or None
        reference = case.reference
    return office.now(reference)


def links(html: str) -> str:
    """Where the page's own part leads to."""
    (main,) = Page(html, "/").all("main")
    return " ".join(one.get("href", "") for one in main.iter("a"))


@pytest.mark.clause("SC-8")
def test_anybody_who_sees_a_case_can_raise_a_worry_once_in_a_few_words(office: Office) -> None:
    case = office.case(held_by=office.cast.worker)
    desk = office.desk(office.cast.worker)
    here = f"/office/cases/{case.reference}/concern"
    assert here in desk.sees(case).text
    assert "call 999" in desk.client.get(here).text
    assert desk.client.post(here, data={"once": "p1"}).status_code == 422
    for _ in range(2):
        desk.client.post(here, data={"once": "p1", **SEEN})
    (concern,) = kept(office)
    assert (concern.raised_by, concern.staff_id, concern.about) == (
        RaisedBy.STAFF,
        office.cast.worker.id,
        SEEN["about"],
    )
    page = desk.sees(case).text
    assert "A safeguarding concern was raised. The safeguarding team looks at it by Wednesday 3 March 2027." in page
    assert "Ross" not in page and "shouted" not in page
    assert office.desk(office.cast.stranger).client.get(here).status_code == 404


@pytest.mark.clause("SC-8", "RP-26")
def test_only_those_who_look_after_safety_read_it_and_find_it_in_no_list_of_words(office: Office) -> None:
    case = office.case(held_by=office.cast.worker)
    worker = office.desk(office.cast.worker).client
    worker.post(f"/office/cases/{case.reference}/concern", data={"once": "p1", **SEEN})
    (concern,) = kept(office)
    for name, staff in vars(office.cast).items():
        client = office.desk(staff).client
        wanted = 200 if name in SAFE else 403
        assert client.get("/office/concerns").status_code == wanted, name
        page = client.get(f"/office/concerns/{concern.id}")
        assert page.status_code == wanted, name
        assert (SECRET in page.text) is (name in SAFE), name
        assert client.post(f"/office/concerns/{concern.id}/look").status_code == (303 if name in SAFE else 403), name
    for path in (
        "/office/concerns",
        "/office/concerns?tab=in-hand",
        "/office/messages",
        "/office/messages/1",
        "/office/tasks",
        f"/office/cases/{case.reference}",
        "/office/search?q=shouted",
        "/office/figures",
    ):
        assert "Mrs Ross" not in office.desk(office.cast.relations).client.get(path).text, path


@pytest.mark.clause("SC-8")
def test_somebody_looks_says_what_came_of_it_and_passes_it_on(office: Office, clock: SettableClock) -> None:
    case = neighbour(office)
    (concern,) = kept(office)
    desk = office.desk(office.cast.safeguarding)
    here = f"/office/concerns/{concern.id}"
    clock.forward(days=3)
    listed = desk.client.get("/office/concerns").text
    assert case.reference in listed and "Late" in listed and SECRET not in listed
    assert SECRET in desk.client.get(here).text, "the whole case is the worry"
    desk.client.post(f"{here}/look")
    assert case.reference not in desk.client.get("/office/concerns").text
    assert "Sorcha Safeguarding" in desk.client.get("/office/concerns?tab=in-hand").text
    assert desk.client.post(here, data={"outcome": " "}).status_code == 422
    desk.client.post(here, data={"outcome": "She is safe with her sister.", "passed_to": "Social work"})
    quicker = office.desk(office.cast.relations).client.post(here, data={"outcome": "I rang the police."})
    assert quicker.status_code == 409
    assert "I rang the police." in quicker.text and "She is safe with her sister." in quicker.text
    (done,) = kept(office)
    assert (done.outcome, done.passed_to) == ("She is safe with her sister.", "Social work")
    assert case.reference in desk.client.get("/office/concerns?tab=settled").text


@pytest.mark.clause("SC-8", "RP-26")
def test_what_was_told_about_a_neighbour_is_found_nowhere_by_anybody_else(office: Office) -> None:
    case = neighbour(office, team=office.cast.team)
    seeing = (*SAFE, "triage")
    paths = {
        "page": f"/office/cases/{case.reference}",
        "step": f"/office/cases/{case.reference}/note",
        "concern": f"/office/cases/{case.reference}/concern",
        "list": "/office/?tab=all",
        "search": "/office/search?q=shouted",
        "by reference": f"/office/search?q={case.reference}",
        "messages": "/office/messages",
        "message": "/office/messages/1",
        "tasks": "/office/tasks",
        "recorded": f"/office/recorded/{case.reference}",
    }
    for name, staff in vars(office.cast).items():
        client = office.desk(staff).client
        for where, path in paths.items():
            text = client.get(path, follow_redirects=True).text
            if name not in seeing:
                assert "Mrs Ross next door" not in text, (name, where)
                assert case.reference not in links(text), (name, where)
    for name in seeing:
        assert SECRET in office.desk(getattr(office.cast, name)).sees(case).text, name


@pytest.mark.clause("SC-8")
def test_the_message_that_went_is_read_by_colleagues_and_tells_them_nothing(office: Office) -> None:
    case = office.case(held_by=office.cast.worker)
    desk = office.desk(office.cast.worker)
    desk.client.post(f"/office/cases/{case.reference}/concern", data={"once": "p1", **SEEN})
    with office.records() as session:
        number = session.scalars(sa.select(Notice.id).where(Notice.template == "concern")).one()
    page = desk.client.get(f"/office/messages/{number}")
    assert page.status_code == 200
    assert "Somebody may not be safe" in page.text and "Ross" not in page.text and "shouted" not in page.text
    assert "Safeguarding team" in desk.client.get("/office/messages").text


@pytest.mark.clause("SC-8")
def test_when_the_message_does_not_leave_somebody_rings_the_team_and_not_the_customer(office: Office) -> None:
    case = office.case(held_by=office.cast.worker, person=replace(MORAG, phone="01632 960 777"))
    desk = office.desk(office.cast.worker)
    desk.client.post(f"/office/cases/{case.reference}/concern", data={"once": "p1", **SEEN})
    with office.records() as session:
        notice = session.scalars(sa.select(Notice).where(Notice.template == "concern")).one()
        sending.failed(session, notice, at=TUESDAY, charter=office.charter, trouble="Down.", for_good=True)
        session.flush()
        number = session.scalars(sa.select(Task.id).where(Task.what == TaskKind.SAFEGUARDING)).one()
    assert "Ring the safeguarding team" in desk.client.get("/office/tasks").text
    page = words_of(Page(desk.client.get(f"/office/tasks/{number}").text, "/").all("main")[0])
    assert "01632 960190" in page and "01632 960 777" not in page
    assert desk.client.post(f"/office/tasks/{number}", data={"how": ""}).status_code == 422
    for _ in range(2):
        assert desk.client.post(f"/office/tasks/{number}", data={"how": "Rang at ten."}).status_code == 303
    assert "Ring the safeguarding team" not in desk.client.get("/office/tasks").text
    assert "Rang at ten." in desk.client.get(f"/office/tasks/{number}").text


@pytest.mark.clause("SC-8")
def test_triage_is_offered_only_the_team_whose_people_may_read_it(office: Office) -> None:
    case = neighbour(office)
    desk = office.desk(office.cast.triage)
    readers = office.charter.organisation.customer_relations_team
    assert f'value="team:{readers}" selected' in desk.opens("route", case).text
    refused = desk.takes("route", case, to=f"team:{office.cast.team}", reason="Theirs.")
    assert refused.status_code == 409
    assert "only a few people may read it" in refused.text
    assert desk.takes("route", case, to=f"team:{readers}", reason="They look after safety.").status_code == 303


@pytest.mark.clause("SC-8")
def test_the_safeguarding_officer_works_on_what_somebody_told_us_about_a_neighbour(office: Office) -> None:
    case = neighbour(office)
    readers = office.charter.organisation.customer_relations_team
    office.desk(office.cast.triage).takes("route", case, to=f"team:{readers}", reason="They look after safety.")
    desk = office.desk(office.cast.safeguarding)
    assert "Safeguarding" in desk.client.get("/office/").text
    assert desk.takes("accept", case).status_code == 303
    assert desk.takes("reply", case, words="Thank you. We look after it.").status_code == 303
    assert office.now(case.reference).closed_at is not None


@pytest.mark.parametrize("number", ["0", "99", "2147483647", "2147483648", "nonsense", "-1"])
def test_a_worry_that_is_not_there_is_not_found(office: Office, number: str) -> None:
    client = office.desk(office.cast.safeguarding).client
    assert client.get(f"/office/concerns/{number}").status_code == 404
    assert client.get(f"/office/concerns?tab={number}&after={number}").status_code == 200
