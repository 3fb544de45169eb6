"""What to do with somebody whom a restriction concerns: on every page about them, and nothing of what was done."""

import re
from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from shared.charter.measures import Measure
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Channel, Reach
from shared.models.appointments import Meeting
from shared.models.cases import Case
from shared.models.restrictions import Limit
from shared.models.staff import Staff
from tests.backoffice.desk import Desk, Office
from tests.backoffice.test_appointments import OFFER
from tests.backoffice.test_intake import CALL
from tests.casework.meeting import offered
from tests.restricted import WHOLE, a_limit, closed, restricted

WHY = "On the phone, words were said that hurt."
PHONE_SHUT = "Do not use this way. Write in the way that is named here."


def a_restricted_case(office: Office, *limits: Limit) -> Case:
    case = office.case(person=WHOLE, held_by=office.cast.worker)
    with office.records() as session:
        kept = session.get(Case, case.id)
        assert kept is not None and kept.customer is not None
        restricted(session, kept.customer, *limits, proposed_by=office.cast.colleague, decided_by=office.cast.leader)
    return office.now(case.reference)


def banner(page: str) -> str:
    found = re.search(r'<section class="bw-box" id="what-to-do".*?</section>', page, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found[0]).split()) if found else ""


def seen(desk: Desk, path: str) -> str:
    answer = desk.client.get(path)
    assert answer.status_code == 200, path
    return banner(answer.text)


@pytest.mark.clause("RP-8", "RP-26")
def test_it_stands_on_every_page_about_them_and_says_nothing_of_what_was_done(office: Office) -> None:
    case = a_restricted_case(office, closed(Channel.PHONE), closed(Channel.SOCIAL_MEDIA))
    office.act(_offer, case.reference, by=office.cast.worker)
    desk = office.desk(office.cast.worker)
    pages = [
        f"/office/cases/{case.reference}",
        f"/office/cases/{case.reference}/reply",
        f"/office/cases/{case.reference}/appointments",
        f"/office/cases/{case.reference}/appointments/1",
        f"/office/customers/{case.customer_id}",
        f"/office/customers/{case.customer_id}/reach",
    ]
    for path in pages:
        said = seen(desk, path)
        assert f"{PHONE_SHUT} Closed: Phone. Instead: By post." in said, path
        assert WHY not in desk.client.get(path).text, path


def _offer(session: Session, case: Case, *, by: Staff, charter: Charter) -> None:
    offered(session, case, by, charter, how=Meeting.VIDEO, link="https://video.example/1")


#: The measure and what stands behind the words of the charter.
DETAILS = [
    (closed(Channel.EMAIL, Reach.PHONE), "Closed: E-mail. Instead: By phone."),
    (a_limit(Measure.LIMITS, days="0,3", most=2), "Monday, Thursday. At most 2 times a week."),
    (a_limit(Measure.LIMITS, most=1), "At most once a week."),
    (a_limit(Measure.RECORDED_LINE), "Put calls through to the recorded line."),
    (a_limit(Measure.NO_NAMES), "Messages are signed by the team."),
]


@pytest.mark.clause("RP-8")
@pytest.mark.parametrize(("limit", "words"), DETAILS)
def test_each_measure_says_what_to_do(office: Office, limit: Limit, words: str) -> None:
    copy = a_limit(limit.measure, channel=limit.channel, instead=limit.instead, days=limit.days, most=limit.most)
    case = a_restricted_case(office, copy)
    assert words in seen(office.desk(office.cast.worker), f"/office/cases/{case.reference}")


@pytest.mark.clause("RP-8")
def test_the_one_person_reads_that_it_is_they_and_a_colleague_to_whom_it_goes(office: Office) -> None:
    case = a_restricted_case(office, a_limit(Measure.NAMED_PERSON, staff_id=office.cast.colleague.id))
    path = f"/office/cases/{case.reference}"
    assert "Pass it on to: Colin Colleague." in seen(office.desk(office.cast.worker), path)
    assert "That is you." in seen(office.desk(office.cast.colleague), path)
    refused = office.desk(office.cast.worker).opens("reply", case)
    assert refused.status_code == 409
    assert "One person here deals with everything of this customer." in refused.text


@pytest.mark.clause("RP-8")
def test_a_closed_matter_is_named_and_not_answered(office: Office) -> None:
    case = office.case(person=WHOLE, held_by=office.cast.worker)
    with office.records() as session:
        kept = session.get(Case, case.id)
        assert kept is not None and kept.customer is not None
        limit = a_limit(Measure.CLOSED_MATTER, case_id=kept.id)
        restricted(session, kept.customer, limit, proposed_by=office.cast.colleague, decided_by=office.cast.leader)
    desk = office.desk(office.cast.worker)
    assert f"Case: {case.reference}." in seen(desk, f"/office/cases/{case.reference}")
    assert "We have given our last answer on this matter" in desk.opens("reply", case).text


@pytest.mark.clause("RP-26")
def test_only_whoever_may_see_the_restriction_finds_a_way_to_it(office: Office) -> None:
    case = a_restricted_case(office, closed(Channel.PHONE))
    path = f"/office/cases/{case.reference}"
    assert "/office/restrictions/1" in office.desk(office.cast.leader).client.get(path).text
    assert "/office/restrictions/1" not in office.desk(office.cast.worker).client.get(path).text
    assert "/office/restrictions/1" not in office.desk(office.cast.triage).client.get(path).text


def test_whoever_has_no_restriction_has_no_such_line_and_costs_no_question(office: Office) -> None:
    case = office.case(person=WHOLE, held_by=office.cast.worker)
    assert seen(office.desk(office.cast.worker), f"/office/cases/{case.reference}") == ""


#: What the caller gives, and what is wrong with the form.
CALLS = [
    ({"email": WHOLE.email}, 200, "the person whom we know"),
    ({"phone": "+44 1632 960555", "reach": "phone"}, 200, "the same number, although they have an e-mail address"),
    ({"email": WHOLE.email, "words": ""}, 422, "while something is still missing"),
]


@pytest.mark.clause("RP-8", "RP-26", "RP-31")
@pytest.mark.parametrize(("given", "status", "why"), CALLS)
def test_on_the_phone_it_is_shown_before_anything_is_written_down(
    office: Office, given: dict[str, str], status: int, why: str
) -> None:
    a_restricted_case(office, a_limit(Measure.RECORDED_LINE))
    call = {**CALL, "phone": "", "name": "Morag MacLeod", "reach": "email", **given}
    desk = office.desk(office.cast.triage)

    page = desk.client.post("/office/record", data=call)
    assert (page.status_code, "Put calls through to the recorded line." in banner(page.text)) == (status, True), why

    if status == 200:
        met = re.search(r'name="met"[^>]*value="(\d+)"', page.text)
        assert met
        assert desk.client.post("/office/record", data={**call, "met": met[1]}).status_code == 303, "it still gets in"


@pytest.mark.clause("RP-8")
def test_another_of_the_family_on_the_same_phone_is_not_taken_for_them(office: Office) -> None:
    a_restricted_case(office, a_limit(Measure.RECORDED_LINE))
    call = {**CALL, "phone": WHOLE.phone, "name": "Ewan MacLeod"}
    assert office.desk(office.cast.triage).client.post("/office/record", data=call).status_code == 303


@pytest.mark.clause("RP-8")
def test_an_appointment_in_a_closed_way_is_refused_with_the_way_that_is_open(office: Office) -> None:
    case = a_restricted_case(office, closed(Channel.PHONE))
    refused = office.desk(office.cast.worker).takes("appointments", case, **OFFER)
    assert refused.status_code == 409
    assert "We do not meet or ring this person in this way for now. Reach them in another way: By post." in refused.text


@pytest.mark.clause("RP-8", "FP-11b")
def test_a_task_to_ring_somebody_whose_phone_was_closed_says_how_to_reach_them(office: Office) -> None:
    case = office.case(person=replace(WHOLE, reach=Reach.PHONE))
    with office.records() as session:
        kept = session.get(Case, case.id)
        assert kept is not None and kept.customer is not None
        shut = closed(Channel.PHONE)
        restricted(session, kept.customer, shut, proposed_by=office.cast.colleague, decided_by=office.cast.leader)
    page = office.desk(office.cast.triage).client.get("/office/tasks/1").text
    assert "We do not reach Morag MacLeod in that way for now. Use this way: By post." in page
    assert PHONE_SHUT in banner(page)


@pytest.mark.clause("RP-8")
def test_a_telephone_that_is_closed_is_no_link_to_press(office: Office) -> None:
    case = a_restricted_case(office, closed(Channel.PHONE))
    page = office.desk(office.cast.worker).sees(case).text
    assert "01632 960 555 (Closed)" in page and "tel:01632960555" not in page
    assert "mailto:" in page or not case.customer or not case.customer.email
