"""The steps of a complaint's procedure, by their pages: who may, who may not, in which words, and only once."""

from typing import Any

import pytest
import sqlalchemy as sa

from shared.casework import decisions, stages
from shared.charter.vocabulary import Kind
from shared.charter.workflow import Stage
from shared.models.cases import Case
from shared.models.happened import Happened
from shared.models.notices import Notice
from tests.backoffice.desk import Office
from tests.builders import TUESDAY, decide

POINTS = ("The light was out.", "Nobody rang back.")


def complaint(office: Office, **more: Any) -> Case:
    """A complaint that the worker has in hand."""
    return office.case(Kind.COMPLAINT, held_by=office.cast.worker, **more)


def defined(office: Office, case: Case) -> None:
    """What it is, written down."""
    words = {"definition": "The light was not mended.", "sought": "Mend it.", "points": POINTS}
    office.act(decisions.define, case.reference, by=office.cast.worker, at=TUESDAY, **words)


def notices(office: Office, case: Case) -> list[str]:
    """Which messages were owed, the first first."""
    with office.records() as session:
        rows = sa.select(Notice.template).where(Notice.case.has(reference=case.reference))
        return list(session.scalars(rows.order_by(Notice.id)))


def day(of_march: int, month: int = 3) -> list[str]:
    """A day of 2027 as it is typed."""
    return [str(of_march), str(month), "2027"]


REST = {"what": "mediation", "agreed": "yes", "reason": "Both sides want to talk.", "day": day(30)}

#: step, what was answered, the field that is named, what is said
WILL_NOT_DO: list[tuple[str, dict[str, object], str, str]] = [
    ("agree", {"what": ""}, "what-0", "Choose what you want to do."),
    ("agree", {"what": "agreed", "how": " "}, "how", "Say how they agreed."),
    ("agree", {"what": "agreed", "how": "a" * 1001}, "how", "Use at most 1,000 characters."),
    ("next-stage", {"why": "", "words": ""}, "why-0", "Choose why it goes to the next stage."),
    ("next-stage", {"why": "serious", "words": " "}, "words", "Say why it is too serious for this stage."),
    ("rest", {**REST, "what": "sleep"}, "what-0", "Choose what it rests for."),
    ("rest", {**REST, "agreed": ""}, "agreed-0", "Choose yes or no."),
    ("rest", {**REST, "agreed": "no"}, "agreed-0", "A complaint rests only if the customer agrees. Ask them first."),
    ("rest", {**REST, "reason": ""}, "reason", "Say why it rests."),
    ("rest", {**REST, "day": ["", "", ""]}, "day-day", "Enter the day on which we look again."),
    ("rest", {**REST, "day": day(30, 2)}, "day-day", "There is no such day."),
    ("rest", {**REST, "day": day(2)}, "day-day", "Choose a day after Tuesday 2 March 2027."),
    ("rest", {**REST, "day": day(6)}, "day-day", "Saturday 6 March 2027 is not a working day."),
    ("rest", {**REST, "day": ["1", "3", "9999"]}, "day-day", "Bank holidays are known only until then."),
    ("signs", {"signs": ["school"], "reason": ""}, "reason", "Say how you know."),
    ("signs", {"signs": ["nonsense"], "reason": "Yes."}, "signs-0", "We could not read this answer."),
    ("keep-apart", {"what": "", "reason": "Yes."}, "what-0", "Choose what it is."),
    ("keep-apart", {"what": "complained-of", "reason": "Yes."}, "name", "Enter the name of the member of staff."),
    ("keep-apart", {"what": "complained-of", "name": "%", "reason": "Yes."}, "name", "We found nobody of that name."),
    ("keep-apart", {"what": "back", "back": "1", "reason": "Yes."}, "what-0", "Choose what it is."),
    ("keep-apart", {"what": "conflict", "reason": " "}, "reason", "Say why."),
]


def test_an_answer_that_will_not_do_is_named_in_words_and_nothing_is_lost(office: Office) -> None:
    case = complaint(office)
    defined(office, case)
    desk = office.desk(office.cast.worker)
    for step, answers, field, said in WILL_NOT_DO:
        page = desk.takes(step, case, **answers)
        assert page.status_code == 422, (step, answers)
        assert f'href="#{field}"' in page.text, (step, answers)
        assert said in page.text, (step, answers)
    assert office.now(case.reference).stage is Stage.IN_HAND


@pytest.mark.clause("FP-14")
def test_the_points_are_looked_at_then_sent_and_agreed_by_phone(office: Office) -> None:
    case = complaint(office)
    desk = office.desk(office.cast.worker)
    assert "Nobody has written down yet what the complaint is about." in desk.opens("agree", case).text
    assert desk.takes("agree", case, what="send").status_code == 409
    defined(office, case)
    assert "Nobody rang back." in desk.opens("agree", case, part=True).text
    letter = desk.takes("agree", case, what="send", preview="yes").text
    assert "Is this what your complaint is about?" in letter
    assert "2. Nobody rang back." in letter
    assert desk.takes("agree", case, what="send").status_code == 303
    assert desk.takes("agree", case, what="agreed", how="On the phone.").status_code == 303
    again = desk.takes("agree", case, what="agreed", how="On the phone.")
    assert again.status_code == 409
    assert "The customer has agreed to this already." in again.text
    assert notices(office, case)[-2:] == ["points", "agreed"]
    page = desk.sees(case).text
    assert "Sent the customer what we think the complaint is about." in page
    assert "The customer agreed to what the complaint is about." in page


@pytest.mark.clause("RP-6")
def test_it_is_taken_to_the_next_stage_because_it_is_serious_or_because_they_asked(office: Office) -> None:
    for why, words, line in (
        ("serious", "Somebody was hurt.", "because it is too serious for the one before: Investigation."),
        ("asked", "", "The customer asked for the next stage: Investigation."),
    ):
        case = complaint(office)
        desk = office.desk(office.cast.worker)
        assert "The next stage: Investigation." in desk.opens("next-stage", case).text
        preview = desk.takes("next-stage", case, why=why, words=words, preview="yes").text
        assert "We look at your complaint again" in preview
        assert desk.takes("next-stage", case, why=why, words=words).status_code == 303
        page = desk.sees(case).text
        assert line in page
        assert "(2 of 2)" in page
        assert notices(office, case)[-1] == "escalated"
        refused = desk.takes("next-stage", case, why=why, words=words or "Again.")
        assert refused.status_code == 409
        assert "This is the last stage. After it the customer can go to the ombudsman." in refused.text


@pytest.mark.clause("RP-6")
def test_whoever_answered_before_finds_the_next_stage_shut_and_reads_why(office: Office) -> None:
    case = complaint(office)
    worker = office.cast.worker
    office.act(lambda db, found, charter: decide(db, found, by=db.merge(worker), charter=charter), case.reference)
    office.act(stages.ask_next_stage, case.reference, words="", at=TUESDAY)
    desk = office.desk(worker)
    refused = desk.takes("accept", case)
    assert refused.status_code == 409
    assert "/accept#step" not in desk.sees(case).text
    colleague = office.desk(office.cast.colleague)
    assert colleague.takes("accept", case).status_code == 303
    assert desk.takes("take", case).status_code == 409
    given = office.desk(office.cast.leader).opens("give", case).text
    assert "Wilma Worker" not in given.split("<select")[1].split("</select>")[0]
    assert office.now(case.reference).owner_id == office.cast.colleague.id


@pytest.mark.clause("FP-4")
def test_a_complaint_rests_and_goes_on(office: Office, clock: Any) -> None:
    case = complaint(office)
    desk = office.desk(office.cast.worker)
    form = desk.opens("rest", case).text
    assert "Answer: the date of Monday 8 March 2027 stops." in form
    assert 'value="31"' in form, "in twenty working days we look again, unless somebody says otherwise"
    assert "Your complaint rests for a while" in desk.takes("rest", case, preview="yes", **REST).text
    assert desk.takes("rest", case, **REST).status_code == 303
    page = desk.sees(case).text
    assert "It has rested since Tuesday 2 March 2027. We look again on Tuesday 30 March 2027." in page
    assert "stands still: the complaint rests" in page
    refused = desk.takes("explain", case, day=day(12), reason="Parts.")
    assert refused.status_code == 409
    assert "This case rests. End the rest first." in refused.text
    clock.forward(days=3)
    assert desk.takes("go-on", case, how="They did not agree.").status_code == 303
    assert "It rested from Tuesday 2 March 2027 to Friday 5 March 2027." in desk.sees(case).text
    assert notices(office, case)[-2:] == ["rested", "goes_on"]


def test_who_may_not_let_it_rest_reads_why(office: Office) -> None:
    case = complaint(office)
    assert office.desk(office.cast.stranger).takes("rest", case, seen=1, **REST).status_code == 404
    request = office.case(held_by=office.cast.worker)
    refused = office.desk(office.cast.worker).takes("rest", request, **REST)
    assert refused.status_code == 409
    assert "Only a complaint has stages and a decision." in refused.text
    assert "Both sides want to talk." in refused.text


def test_pressed_twice_it_rests_once_and_a_stale_press_shows_what_happened(office: Office) -> None:
    case = complaint(office)
    desk = office.desk(office.cast.worker)
    seen = case.version
    for _ in range(2):
        assert desk.takes("rest", case, once="one-press", seen=seen, **REST).status_code == 303
    lines = office.now(case.reference).happenings
    assert sum(line.what is Happened.RESTED for line in lines) == 1
    stale = desk.takes("rest", case, seen=seen, **REST)
    assert stale.status_code == 409
    assert "Nothing was saved yet" in stale.text
    assert "This case rests. End the rest first." in stale.text


#: who gives which day of March as the new date of a Scottish complaint of the 2nd; what is said; why
LONGER: list[tuple[str, int, str, str]] = [
    ("worker", 8, "Choose a day after Monday 8 March 2027.", "the date that was promised is no new one"),
    ("worker", 16, "Choose Monday 15 March 2027 or an earlier day.", "day 10 counted from receipt, and none later"),
    ("leader", 16, "Choose Monday 15 March 2027 or an earlier day.", "nor does a team leader go beyond it"),
    ("worker", 15, "", "day 10 is the last"),
    ("head", 16, "", "a head of service goes beyond it"),
    ("relations", 19, "", "and so do Customer Relations"),
]


@pytest.mark.clause("CC-1", "CC-6")
@pytest.mark.parametrize(("who", "to", "said", "why"), LONGER)
def test_a_scottish_answer_is_put_off_to_day_ten_and_beyond_by_a_head_alone(
    office: Office, who: str, to: int, said: str, why: str
) -> None:
    case = complaint(office)
    desk = office.desk(getattr(office.cast, who))
    form = desk.opens("explain", case).text
    assert "The new date can be Monday 15 March 2027 at the latest." in form
    assert ("In your role you may go beyond it" in form) is (who in ("head", "relations")), why
    assert "then the date is moved in time" in form
    answer = desk.takes("explain", case, day=day(to), reason="The parts are late.")
    assert answer.status_code == (422 if said else 303), why
    assert said in answer.text
    if not said:
        with office.records() as session:
            notice = session.query(Notice).filter_by(template="explained").one()
            assert notice.facts["reply_by"] == f"2027-03-{to}"


@pytest.mark.clause("CC-6")
def test_the_message_that_puts_an_answer_off_names_the_ombudsman(office: Office) -> None:
    case = complaint(office)
    desk = office.desk(office.cast.worker)
    letter = desk.takes("explain", case, day=day(15), reason="The parts are late.", preview="yes").text
    assert "Scottish Public Services Ombudsman" in letter
    request = office.case(held_by=office.cast.worker)
    letter = desk.takes("explain", request, day=day(30), reason="The parts are late.", preview="yes").text
    assert "Ombudsman" not in letter
