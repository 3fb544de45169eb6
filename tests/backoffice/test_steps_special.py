"""What needs a way of its own, by its pages: no name, too late, signs, people who are kept off a case."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from shared.casework.intake import open_case
from shared.charter.signs import Sign
from shared.charter.vocabulary import Kind
from shared.charter.workflow import Outcome
from shared.models.cases import Case
from shared.models.happened import Happened
from tests.backoffice.desk import Office
from tests.builders import TUESDAY, a_submission
from tests.casework.complaining import NOBODY


def offered(office: Office, **more: Any) -> Case:
    """A complaint that was offered to the worker's team."""
    case = office.case(Kind.COMPLAINT, **more)
    office.desk(office.cast.triage).takes("route", case, to=f"team:{office.cast.team}", reason="Theirs.")
    return office.now(case.reference)


def told(office: Office, **what: Any) -> Case:
    """A complaint with more than words: signs, a day on which it happened."""
    with office.records() as session:
        submission = replace(a_submission(Kind.COMPLAINT), **what)
        case = open_case(session, submission, at=TUESDAY, charter=office.charter)
        session.flush()
        reference = case.reference
    return office.now(reference)


@pytest.mark.clause("FP-5")
def test_a_manager_finds_the_complaint_without_a_name_among_the_tasks_and_decides(office: Office) -> None:
    case = offered(office, person=NOBODY)
    leader = office.desk(office.cast.leader)
    tasks = leader.client.get("/office/tasks").text
    assert "Decide about a complaint without a name" in tasks
    assert f"/office/cases/{case.reference}/take-up" in tasks
    assert "A manager decides" in leader.sees(case).text
    for answers, field, said in (
        ({"what": "", "reason": "Yes."}, "what-0", "Choose what you decide."),
        ({"what": "look", "reason": "Yes."}, "day-day", "Enter the day by which you will write what came of it."),
        ({"what": "look", "day": ["31", "3", "2027"], "reason": ""}, "reason", "Say why you decide so."),
        ({"what": "look", "day": ["2", "3", "2027"], "reason": "Yes."}, "day-day", "Choose a day after"),
    ):
        page = leader.takes("take-up", case, **answers)
        assert page.status_code == 422, answers
        assert f'href="#{field}"' in page.text, answers
        assert said in page.text, answers
    done = leader.takes("take-up", case, what="look", day=["31", "3", "2027"], reason="It may be true.")
    assert done.status_code == 303
    assert "Decide about a complaint without a name" not in leader.client.get("/office/tasks").text
    page = leader.sees(case).text
    assert "Decided to look into it, and to write by Wednesday 31 March 2027 what came of it." in page
    again = leader.takes("take-up", case, what="nothing", reason="No.")
    assert again.status_code == 409
    assert "This is decided already." in again.text


@pytest.mark.clause("FP-5")
def test_a_case_worker_does_not_decide_about_a_complaint_without_a_name(office: Office) -> None:
    case = offered(office, person=NOBODY)
    worker = office.desk(office.cast.worker)
    refused = worker.takes("take-up", case, what="nothing", reason="No place.")
    assert refused.status_code == 409
    assert "Your role does not take this step." in refused.text
    assert "A manager has to decide first whether we look into it." in _after_accepting(office, case)


def _after_accepting(office: Office, case: Case) -> str:
    worker = office.desk(office.cast.worker)
    worker.takes("accept", case)
    return worker.sees(case).text


@pytest.mark.clause("FP-5")
def test_nothing_more_is_done_and_the_reason_stands_on_its_page(office: Office) -> None:
    case = offered(office, person=NOBODY)
    office.desk(office.cast.leader).takes("take-up", case, what="nothing", reason="It names no place.")
    now = office.now(case.reference)
    assert now.outcome is Outcome.NOT_TAKEN_UP
    page = office.desk(office.cast.leader).sees(case).text
    assert "Not looked into" in page
    assert "It names no place." in page


@pytest.mark.clause("CC-6")
def test_that_it_came_late_is_advice_and_somebody_says_why_it_is_looked_into(office: Office) -> None:
    case = told(office, happened_on=date(2025, 1, 10))
    desk = office.desk(office.cast.triage)
    page = desk.sees(case).text
    assert "It came late: such a complaint is in time until Thursday 10 July 2025. That is advice." in page
    assert "/acknowledge#step" in page, "it is dealt with like every other"
    assert desk.takes("accept-late", case, reason=" ").status_code == 422
    assert desk.takes("accept-late", case, reason="They were in hospital.").status_code == 303
    page = desk.sees(case).text
    assert "We look into it all the same:" in page
    assert "They were in hospital." in page
    refused = desk.takes("accept-late", case, reason="Again.")
    assert refused.status_code == 409
    assert "This is decided already." in refused.text


@pytest.mark.clause("CC-6")
def test_what_came_in_time_needs_no_decision(office: Office) -> None:
    desk = office.desk(office.cast.triage)
    fresh, unknown = told(office, happened_on=date(2027, 2, 1)), told(office)
    assert "It came in time. The last day for it was Sunday 1 August 2027." in desk.sees(fresh).text
    assert "We do not know." in desk.sees(unknown).text
    for case in (fresh, unknown):
        refused = desk.takes("accept-late", case, reason="Why not.")
        assert refused.status_code == 409
        assert "It came in time, or nobody knows when it happened." in refused.text


@pytest.mark.clause("CC-6", "CC-7")
def test_a_complaint_that_is_not_accepted_is_closed_with_a_letter_that_names_the_ombudsman(office: Office) -> None:
    case = told(office, happened_on=date(2015, 1, 10))
    desk = office.desk(office.cast.triage)
    answers = {"outcome": "not-accepted", "reason": "Nothing of it is left to look at."}
    letter = desk.takes("close", case, preview="yes", **answers).text
    assert "because it happened too long ago" in letter
    assert "Scottish Public Services Ombudsman" in letter
    assert desk.takes("close", case, **answers).status_code == 303
    assert "It came too late" in desk.sees(case).text
    assert desk.takes("close", office.case(), **answers).status_code == 422, "only a complaint can come too late"


@pytest.mark.clause("FP-8")
def test_words_suggest_a_sign_and_staff_set_it_or_put_it_aside(office: Office) -> None:
    case = office.case(Kind.COMPLAINT, words="My foster carer asked the head teacher for help.")
    desk = office.desk(office.cast.triage)
    page = desk.sees(case).text
    assert 'The words <q lang="en">foster carer</q> suggest: Children’s social care' in page
    opened = desk.client.get(f"/office/cases/{case.reference}/signs?add=childrens-social-care").text
    assert re.findall(r'value="([^"]*)"[^>]* checked', opened) == ["childrens-social-care"]
    aside = desk.takes("signs", case, aside="school", once="aside-once")
    assert aside.status_code == 303
    assert desk.takes("signs", case, aside="school", once="aside-once").status_code == 303
    assert "head teacher</q> suggest" not in desk.sees(case).text
    assert desk.takes("signs", case, signs=["childrens-social-care"], reason="She is fostered.").status_code == 303
    page = desk.sees(case).text
    assert "Complaints about social work" in page
    assert "Procedure changed from “Our complaints procedure” to “Complaints about social work”." in page
    lines = [line.what for line in office.now(case.reference).happenings]
    assert lines.count(Happened.SIGN_TAKEN_AWAY) == 1


def test_a_sign_that_nobody_suggested_cannot_be_put_aside(office: Office) -> None:
    case = office.case(Kind.COMPLAINT)
    desk = office.desk(office.cast.triage)
    for aside in ("hate", "nonsense", "<script>"):
        assert desk.takes("signs", case, aside=aside).status_code == 422
    assert not any(line.what is Happened.SIGN_TAKEN_AWAY for line in office.now(case.reference).happenings)


@pytest.mark.clause("FP-7", "FP-16")
@pytest.mark.parametrize("sign", ["hate", "treated-worse"])
def test_setting_a_seal_says_first_that_most_colleagues_no_longer_see_it(office: Office, sign: str) -> None:
    case = office.case(Kind.COMPLAINT, held_by=office.cast.worker)
    desk = office.desk(office.cast.worker)
    shown = desk.opens("signs", case).text
    assert "Only colleagues who deal with such cases will see it. You are not one of them." in shown
    assert "The customer reads: “Customer Relations look into this" in shown, "colleagues are told whom that speaks to"
    done = desk.takes("signs", case, signs=[sign], reason="She told me on the phone.")
    assert done.location == "/office/#main", "it is out of the worker's sight"
    assert desk.sees(case).status_code == 404
    relations = office.desk(office.cast.relations).sees(case)
    assert relations.status_code == 200
    assert "Only a few people may see this case." in relations.text


@pytest.mark.clause("FP-7")
def test_a_report_of_hate_is_seen_by_customer_relations_alone_on_every_page(office: Office) -> None:
    case = told(office, signs=(Sign.HATE,), words="Graffiti on my door again.")
    for who in ("triage", "worker", "leader", "head", "councillor", "safeguarding", "stranger"):
        desk = office.desk(getattr(office.cast, who))
        for address in ("/office/", "/office/?tab=all", "/office/search?q=graffiti", "/office/tasks", "/office/outbox"):
            page = desk.client.get(address).text
            assert case.reference not in page, (who, address)
            assert "Graffiti" not in page, (who, address)
        assert desk.sees(case).status_code == 404, who
        assert desk.client.get(f"/office/cases/{case.reference}/signs").status_code == 404, who
        assert desk.client.get(f"/office/cases/{case.reference}/files").status_code in (403, 404), who
    assert office.desk(office.cast.relations).sees(case).status_code == 200


@pytest.mark.clause("FP-16")
def test_a_member_of_staff_who_is_complained_of_is_found_by_name_and_kept_off(office: Office) -> None:
    case = office.case(Kind.COMPLAINT, held_by=office.cast.colleague)
    leader = office.desk(office.cast.leader)
    answers = {"what": "complained-of", "reason": "He was rude to her."}
    several = leader.takes("keep-apart", case, name="co", **answers)
    assert several.status_code == 422
    assert "Choose who it is." in several.text
    assert "Colin Colleague (Roads maintenance)" in several.text
    assert "Councillor Croft" in several.text
    number = office.cast.colleague.id
    assert leader.takes("keep-apart", case, name="co", who=str(number), **answers).status_code == 303
    page = leader.sees(case).text
    assert "kept off this case, because it is about them." in page
    assert "Whoever you named no longer sees this case." in page
    assert office.now(case.reference).owner_id is None
    colleague = office.desk(office.cast.colleague)
    assert colleague.sees(case).status_code == 404
    assert case.reference not in colleague.client.get("/office/?tab=all").text
    assert leader.takes("keep-apart", case, what="back", reason="Another one.").status_code == 422
    kept = page_number(leader.opens("keep-apart", case).text)
    assert leader.takes("keep-apart", case, what="back", back=kept, reason="Another one.").status_code == 303
    assert colleague.sees(case).status_code == 200


def page_number(page: str) -> str:
    """The number of the one person who could come back."""
    return page.split('name="back"')[1].split('value="')[1].split('"')[0]


@pytest.mark.clause("FP-16")
def test_a_whole_name_that_one_person_has_needs_no_choice(office: Office) -> None:
    case = office.case(Kind.COMPLAINT, held_by=office.cast.worker)
    leader = office.desk(office.cast.leader)
    answers = {"what": "complained-of", "name": "wilma worker", "reason": "She was rude."}
    assert leader.takes("keep-apart", case, **answers).status_code == 303
    assert office.desk(office.cast.worker).sees(case).status_code == 404


@pytest.mark.clause("FP-16", "RP-19")
def test_whoever_declares_a_conflict_of_interest_is_off_the_case_and_back_at_the_worklist(office: Office) -> None:
    case = office.case(Kind.COMPLAINT, held_by=office.cast.worker)
    desk = office.desk(office.cast.worker)
    done = desk.takes("keep-apart", case, what="conflict", reason="She is my sister.")
    assert done.location == "/office/#main"
    assert "Saved. You no longer see this case." in desk.client.get("/office/").text
    assert desk.sees(case).status_code == 404
    assert "because of a conflict of interest" in office.desk(office.cast.leader).sees(case).text


@pytest.mark.clause("CC-6")
def test_staff_write_down_when_it_happened_after_it_came_in(office: Office) -> None:
    case, desk = told(office), office.desk(office.cast.triage)
    assert "When did it happen?" in desk.opens("when", case).text
    tomorrow = desk.takes("when", case, day=["3", "3", "2027"])
    assert tomorrow.status_code == 422 and "Enter today or an earlier day." in tomorrow.text
    assert desk.takes("when", case, day=["", "", ""]).status_code == 422
    assert desk.takes("when", case, day=["10", "1", "2025"]).status_code == 303
    page = desk.sees(case).text
    assert "It came late: such a complaint is in time until Thursday 10 July 2025. That is advice." in page
    assert "It happened on Friday 10 January 2025." in page
    assert desk.takes("when", case, day=["10", "2", "2027"]).status_code == 303
    page = desk.sees(case).text
    assert "It came in time" in page
    assert "It happened on Wednesday 10 February 2027, not on Friday 10 January 2025." in page


def test_whoever_sets_a_sign_reads_what_follows_for_them_and_what_is_still_to_do(office: Office) -> None:
    case, sealed = office.case(Kind.COMPLAINT), office.case(Kind.COMPLAINT)
    desk = office.desk(office.cast.triage)
    desk.takes("signs", case, signs=["about-staff"], reason="It is about a driver.")
    assert "Nobody is kept off this case yet." in desk.sees(case).text
    desk.takes("signs", sealed, signs=["treated-worse"], reason="He says so.")
    assert "From now on only colleagues who may see such cases see this one." in desk.client.get("/office/").text
