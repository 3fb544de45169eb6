"""What a decision does not take: answers that will not do, people who may not, words that would be obeyed."""

from typing import Any

import pytest

from shared.casework import conflicts
from shared.charter.vocabulary import Kind
from shared.models.cases import Case
from shared.models.links import Apart
from shared.models.staff import Staff
from tests.backoffice.deciding import FOUND, LESSON, POINTS, REMEDY, Writer, a_complaint, written
from tests.backoffice.desk import Office
from tests.builders import TUESDAY


@pytest.mark.parametrize(
    ("part", "answers", "sentence", "reason"),
    [
        ("points", {**POINTS, "definition": " "}, "Write what the complaint is.", "a letter begins with it"),
        ("points", {**POINTS, "point_1": "", "point_2": " "}, "Write at least one point.", "nothing to decide about"),
        ("points", {**POINTS, "point_1": "x" * 2001}, "Use at most 2,000 characters.", "a point is short"),
        ("found", {**FOUND, "reasons_2": " "}, "Say why you found this.", "a finding needs its reasons"),
        ("found", {**FOUND, "outcome": "lost"}, "Choose the outcome.", "an outcome that nobody offered"),
        ("found", {**FOUND, "finding_1": "lost"}, "Choose what you found.", "a finding that nobody offered"),
        ("wanted", {"met": "perhaps"}, "Choose how much of it we can do.", "an answer that nobody offered"),
        ("right", {"reason": "x" * 1001}, "Use at most 1,000 characters.", "a short reason"),
        ("learn", {"training": "perhaps"}, "Choose yes or no.", "an answer that nobody offered"),
        ("remedies", {**REMEDY, "kind": ""}, "Choose what puts it right.", "the list is controlled"),
        ("remedies", {**REMEDY, "kind": "a-holiday"}, "Choose what puts it right.", "the list is controlled"),
        ("remedies", {**REMEDY, "words": ""}, "Write what we do.", "the customer reads it"),
        ("remedies", {**REMEDY, "owner": "999"}, "Choose who sees to it.", "nobody of that number works here"),
        ("remedies", {**REMEDY, "day": ["", "", ""]}, "Enter the day by which it is done.", "a day for each"),
        ("remedies", {**REMEDY, "day": ["14", "3", "2027"]}, "is not a working day", "a Sunday"),
        ("remedies", {**REMEDY, "day": ["1", "3", "2027"]}, "Choose a day after", "yesterday"),
        ("remedies", {**REMEDY, "day": ["1", "3", "2999"]}, "or an earlier day", "nobody knows those holidays"),
        ("remedies", {**REMEDY, "amount": "12"}, "Leave this empty, or choose money above.", "no money"),
        ("remedies", {**REMEDY, "kind": "money"}, "Enter the amount in pounds.", "money needs its amount"),
        ("remedies", {**REMEDY, "kind": "money", "amount": "lots"}, "such as 50 or 12.50", "no amount"),
        ("remedies", {**REMEDY, "kind": "money", "amount": "-5"}, "such as 50 or 12.50", "not from them"),
        ("remedies", {**REMEDY, "kind": "money", "amount": "0.00"}, "such as 50 or 12.50", "nothing"),
        ("remedies", {**REMEDY, "kind": "money", "amount": "9999999"}, "such as 50 or 12.50", "a mistake"),
        ("lessons", {**LESSON, "words": ""}, "Write what we change.", "a lesson says what"),
        ("lessons", {**LESSON, "day": ["31", "2", "2027"]}, "There is no such day.", "no such day"),
        ("lessons", {**LESSON, "day": ["1", "3", "2027"]}, "Choose a day after", "yesterday"),
    ],
)
def test_an_answer_that_will_not_do_says_what_to_do_and_keeps_the_rest(
    office: Office, part: str, answers: dict[str, Any], sentence: str, reason: str
) -> None:
    writer = Writer(office, office.cast.worker, written(office, office.cast.worker, points=("One.", "Two.")))
    version = office.now(writer.case.reference).version
    answer = writer.saves(part, **answers)
    assert answer.status_code == 422, reason
    assert sentence in answer.text
    for typed in answers.values():
        if isinstance(typed, str) and len(typed.strip()) > 15:
            assert typed in answer.text, typed
    assert office.now(writer.case.reference).version == version


@pytest.mark.clause("SC-4")
@pytest.mark.parametrize(
    ("who", "page", "status", "reason"),
    [
        ("stranger", "", 404, "another team's case is not there"),
        ("stranger", "points", 404, "nor any part of its decision"),
        ("analyst", "", 403, "analysts see figures"),
        ("councillor", "found", 404, "councillors see views about policies only"),
        ("triage", "found", 409, "triage does not decide"),
        ("triage", "points", 200, "triage may write down what it is about"),
        ("colleague", "found", 200, "a colleague may help"),
        ("leader", "", 200, "so may a leader"),
        ("relations", "learn", 200, "Customer Relations work any team's case"),
    ],
)
def test_who_may_open_which_part(office: Office, who: str, page: str, status: int, reason: str) -> None:
    case = written(office, office.cast.worker)
    writer = Writer(office, getattr(office.cast, who), case)
    assert writer.opens(page).status_code == status, reason
    if status != 200:
        assert writer.saves(page or "points", **POINTS, seen=case.version).status_code in (status, 422), reason
        assert office.now(case.reference).version == case.version


def test_only_a_complaint_has_a_decision(office: Office) -> None:
    case = a_complaint(office, Kind.REQUEST)
    desk = office.desk(office.cast.relations)
    for page in ("decision", "decision/points", "decision/found", "approve"):
        answer = desk.opens(page, case)
        assert answer.status_code == 409 and "Only a complaint has stages and a decision." in answer.text


def test_after_it_has_left_nothing_of_it_is_changed(office: Office) -> None:
    writer = Writer(office, office.cast.worker, written(office, office.cast.worker))
    (one,) = writer.decision.remedies
    writer.saves()
    for part, answers in (
        ("points", POINTS),
        ("found", FOUND),
        ("learn", {}),
        (f"remedies/{one.id}/out", {}),
        ("", {}),
    ):
        assert writer.saves(part, **answers).status_code == 409, part
    assert writer.opens().status_code == 409
    assert writer.decision.remedies


def test_a_form_without_its_token_does_nothing(office: Office) -> None:
    writer = Writer(office, office.cast.worker, written(office, office.cast.worker))
    for part in ("points", "found", "wanted", "right", "remedies", "learn", "lessons", ""):
        assert writer.saves(part, csrf_token="").status_code == 400, part
    assert office.now(writer.case.reference).version == writer.case.version


def test_markup_and_unseen_signs_in_a_decision_are_words_and_nothing_more(office: Office) -> None:
    writer = Writer(office, office.cast.worker, written(office, office.cast.worker))
    evil = "<img src=x onerror=alert(1)>\x00\u202e and more"
    writer.saves("found", **{**FOUND, "reason": evil})
    for page in (writer.opens().text, writer.opens("found").text, writer.saves(preview="yes").text):
        assert "<img src=x" not in page and "and more" in page and "\u202e" not in page


@pytest.mark.parametrize("part", ["remedies", "lessons"])
def test_whoever_is_kept_off_the_case_is_not_offered_to_see_to_anything(office: Office, part: str) -> None:
    writer = Writer(office, office.cast.worker, written(office, office.cast.worker))
    other = office.cast.colleague
    assert other.name in writer.opens(part).text
    with office.records() as session:
        how: dict[str, Any] = {
            "by": session.get_one(Staff, office.cast.leader.id),
            "at": TUESDAY,
            "charter": office.charter,
        }
        case, staff = session.get_one(Case, writer.case.id), session.get_one(Staff, other.id)
        conflicts.keep_apart(session, case, staff=staff, what=Apart.COMPLAINED_OF, reason="It names her.", **how)
    assert other.name not in writer.opens(part).text
    answers = {**(REMEDY if part == "remedies" else LESSON), "owner": str(other.id)}
    assert writer.saves(part, **answers).status_code == 422


def test_errors_stand_in_the_order_of_the_page(office: Office) -> None:
    writer = Writer(office, office.cast.worker, written(office, office.cast.worker))
    page = writer.saves("remedies", kind="", words="", owner="0", day=["", "", ""]).text
    summary = page[page.index("data-error-summary") :]
    places = [
        summary.index(one) for one in ("Choose what puts it right.", "Write what we do.", "Enter the day by which")
    ]
    assert places == sorted(places)


@pytest.mark.parametrize(("wanted", "status"), [("Mend it.", 422), ("", 303)])
def test_what_the_customer_wants_is_not_emptied(office: Office, wanted: str, status: int) -> None:
    case = a_complaint(office)
    with office.records() as session:
        session.get_one(Case, case.id).wanted = wanted
    page = Writer(office, office.cast.worker, case).saves("points", **{**POINTS, "sought": ""})
    assert page.status_code == status
    assert ("They told us what they want." in page.text) is (status == 422)
