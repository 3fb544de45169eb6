"""Writing a decision part by part, and issuing it: at a desk, without a script."""

import re
from dataclasses import replace

import pytest

from shared.charter.procedure import Met, RemedyKind
from shared.charter.vocabulary import Format, Kind
from shared.charter.workflow import Stage
from shared.models.cases import Case
from shared.models.happened import Happened
from shared.models.notices import Held, Notice
from shared.models.staff import Staff
from tests.backoffice.deciding import FOUND, LESSON, POINTS, REMEDY, Writer, a_complaint, written
from tests.backoffice.desk import Office
from tests.builders import MORAG, a_written_decision, held


@pytest.mark.clause("CC-6", "FP-14", "FP-15")
def test_a_decision_is_written_part_by_part_and_issued(office: Office) -> None:
    writer = Writer(office, office.cast.worker, a_complaint(office))
    assert "Still missing" in writer.opens().text
    assert writer.saves("points", **POINTS).location.endswith("/decision/found")
    assert writer.saves("found", **FOUND).location.endswith("/decision/wanted")
    assert writer.saves("wanted", met="fully", reason="It is mended.").location.endswith("/decision/right")
    assert writer.saves("remedies", **REMEDY).location.endswith("/decision/right")
    assert writer.saves("lessons", **LESSON).location.endswith("/decision/learn")
    assert writer.saves("learn", training="yes").location.endswith("/decision")
    page = writer.opens()
    assert "Still missing" not in page.text
    assert "We uphold part of your complaint." in page.text
    assert writer.saves().status_code == 303
    assert office.now(writer.case.reference).stage is Stage.CLOSED
    with office.records() as session:
        notice = session.query(Notice).filter_by(template="decided").one()
        assert "Our records show it." in notice.facts["words"]


@pytest.mark.parametrize(
    ("typed", "pence"),
    [("50", 5000), ("£1,250", 125000), ("12.50", 1250), ("£ 7.05", 705), ("1000000", 100_000_000), ("٥٠", 5000)],
)
def test_an_amount_is_read_as_people_type_it(office: Office, typed: str, pence: int) -> None:
    writer = Writer(office, office.cast.worker, written(office, office.cast.worker, remedy=None))
    writer.saves("remedies", **{**REMEDY, "kind": "money", "amount": typed, "owner": office.cast.colleague.id})
    (one,) = writer.decision.remedies
    assert (one.pence, one.kind, one.owner_id) == (pence, RemedyKind.MONEY, office.cast.colleague.id)


def test_the_first_points_are_the_customers_own_words_to_begin_with(office: Office) -> None:
    writer = Writer(office, office.cast.worker, a_complaint(office))
    page = writer.opens("points").text
    assert re.search(r'name="definition"[^>]*>\s*The street light outside number 4 has been out', page)
    assert page.count('name="point_') == 1


def test_a_box_more_or_less_loses_nothing_that_was_typed_and_saves_nothing(office: Office) -> None:
    writer = Writer(office, office.cast.worker, a_complaint(office))
    more = writer.saves("points", **POINTS, more="yes", seen=1)
    assert more.status_code == 200 and more.text.count('name="point_') == 3
    less = writer.saves("points", **POINTS, out="1", seen=1)
    assert "Nobody rang." in less.text and "It was late." not in less.text
    assert 'name="seen" type="hidden" value="1"' in less.text
    for out in ("9", "0", "-1", "x", "²", "9" * 40):
        assert writer.saves("points", **POINTS, out=out, seen=1).text.count('name="point_') == 2
    assert writer.lines(Happened.POINTS_CHANGED) == 0


def test_there_are_at_most_twelve_points(office: Office) -> None:
    writer = Writer(office, office.cast.worker, a_complaint(office))
    many = {f"point_{number}": f"Point of order {number}" for number in range(1, 20)}
    full = writer.saves("points", **{**POINTS, **many}, more="yes")
    assert full.text.count('name="point_') == 12 and "Add another point" not in full.text
    writer.saves("points", **{**POINTS, **many})
    assert len(writer.decision.points) == 12


def test_what_was_typed_is_kept_when_somebody_else_wrote_meanwhile(office: Office) -> None:
    case = written(office, office.cast.worker)
    writer, colleague = Writer(office, office.cast.worker, case), Writer(office, office.cast.colleague, case)
    seen = office.now(case.reference).version
    colleague.saves("wanted", met="not", reason="We have no lamps left.")
    late = writer.saves("wanted", met="fully", reason="The lamp is new.", seen=seen)
    assert late.status_code == 409
    assert "We have no lamps left." in late.text and "The lamp is new." in late.text
    assert "Colin Colleague" in late.text and "Save mine anyway" in late.text
    assert writer.decision.met is Met.NOT
    assert writer.saves("wanted", met="fully", reason="The lamp is new.").status_code == 303
    assert writer.decision.met is Met.FULLY


def test_pressed_twice_a_part_is_saved_once(office: Office) -> None:
    writer = Writer(office, office.cast.worker, written(office, office.cast.worker, remedy=None))
    for _press in range(2):
        assert writer.saves("remedies", **REMEDY, once="one-press", seen=writer.case.version).status_code == 303
    assert len(writer.decision.remedies) == 1


def test_pressed_twice_a_decision_leaves_once(office: Office) -> None:
    writer = Writer(office, office.cast.worker, written(office, office.cast.worker))
    for _press in range(2):
        assert writer.saves(once="one-press", seen=writer.case.version).status_code == 303
    assert writer.lines(Happened.DECIDED) == 1
    with office.records() as session:
        assert session.query(Notice).filter_by(template="decided").count() == 1


@pytest.mark.clause("CC-6")
def test_a_decision_does_not_leave_while_a_part_is_missing_and_it_says_which(office: Office) -> None:
    writer = Writer(office, office.cast.worker, a_complaint(office))
    refused = writer.saves()
    assert refused.status_code == 409
    assert "what the complaint is; the points of the complaint; the outcome; the reasons" in refused.text
    assert office.now(writer.case.reference).stage is Stage.IN_HAND
    half = Writer(office, office.cast.worker, written(office, office.cast.worker, remedy=None))
    half.saves("right", reason="")
    assert "what puts it right, or why nothing does." in half.saves().text
    assert "what puts it right" in half.saves(preview="yes").text


def test_what_they_will_get_is_shown_and_nothing_is_kept(office: Office) -> None:
    writer = Writer(office, office.cast.worker, written(office, office.cast.worker))
    shown = writer.saves(preview="yes")
    assert shown.status_code == 200
    assert "This is what they will get. Nothing is sent yet." in shown.text
    assert "Dear Morag MacLeod" in shown.text and "ask for the next stage: Investigation" in " ".join(
        shown.text.split()
    )
    assert office.now(writer.case.reference).version == writer.case.version


def test_something_that_puts_it_right_is_taken_out_again_once(office: Office) -> None:
    writer = Writer(office, office.cast.worker, written(office, office.cast.worker))
    (one,) = writer.decision.remedies
    assert "Take it out" in writer.opens("right").text
    for _press in range(2):
        assert writer.saves(f"remedies/{one.id}/out").status_code == 303
    assert not writer.decision.remedies and writer.lines(Happened.REMEDY_CHANGED) == 2
    writer.saves("lessons", **LESSON)
    (lesson,) = writer.decision.lessons
    writer.saves(f"lessons/{lesson.id}/out")
    assert not writer.decision.lessons


def test_what_belongs_to_another_decision_is_not_taken_out_here(office: Office) -> None:
    theirs = Writer(office, office.cast.worker, written(office, office.cast.worker))
    mine = Writer(office, office.cast.worker, written(office, office.cast.worker))
    (one,) = theirs.decision.remedies
    mine.saves(f"remedies/{one.id}/out")
    mine.saves(f"remedies/{2**31 - 1}/out")
    assert theirs.decision.remedies


def test_the_toolbar_leads_to_a_page_of_its_own_also_with_a_script(office: Office) -> None:
    writer = Writer(office, office.cast.worker, a_complaint(office))
    answer = writer.desk.opens("decision", writer.case, part=True)
    assert answer.headers["HX-Redirect"].endswith(f"/cases/{writer.case.reference}/decision")


@pytest.mark.clause("CH-10")
def test_how_plain_the_reasons_are_is_said_while_they_are_written(office: Office) -> None:
    writer = Writer(office, office.cast.worker, written(office, office.cast.worker))
    hard = {**FOUND, "reasons_1": "We will endeavour to expedite the aforementioned matter. " * 5}
    part = writer.saves("found", **hard, while_writing=True)
    assert 'id="plain"' in part.text and "<html" not in part.text and "Reads with ease from about" in part.text
    page = writer.saves("found", **hard, plain="yes")
    assert "Reads with ease from about" in page.text and "aforementioned" in page.text
    assert office.now(writer.case.reference).version == writer.case.version


@pytest.mark.clause("RP-6")
def test_a_complaint_by_nobody_we_know_is_decided_on_its_page(office: Office) -> None:
    case = office.case(Kind.COMPLAINT)
    with office.records() as session:
        worker = session.get_one(Staff, office.cast.worker.id)
        kept = held(session, session.get_one(Case, case.id), by=worker, charter=office.charter)
        kept.procedure, kept.customer = "anonymous", None
        a_written_decision(session, kept, by=worker, charter=office.charter, sought="")
    writer = Writer(office, office.cast.worker, office.now(case.reference))
    assert "Nobody gets a message." in writer.saves(preview="yes").text
    assert writer.saves().status_code == 303
    with office.records() as session:
        assert session.query(Notice).filter_by(template="decided").count() == 0
    assert "We uphold your complaint." in office.now(case.reference).contacts[-1].words


def test_a_thing_that_is_not_taken_out_because_of_a_colleague_leaves_the_page_as_it_is(office: Office) -> None:
    writer = Writer(office, office.cast.worker, written(office, office.cast.worker))
    (one,) = writer.decision.remedies
    late = writer.saves(f"remedies/{one.id}/out", seen=1)
    assert late.status_code == 409 and writer.decision.remedies
    assert re.search(r'<form id="answers" action="[^"]*/decision/right"', late.text)


@pytest.mark.clause("FP-11b", "CH-9")
def test_a_decision_that_its_reader_cannot_read_does_not_leave_as_it_is(office: Office) -> None:
    arabic = replace(MORAG, language="ar")
    writer = Writer(office, office.cast.worker, written(office, office.cast.worker, person=arabic))
    assert "Morag MacLeod reads Arabic." in writer.opens().text
    refused = writer.saves(words_in="en")
    assert refused.status_code == 409 and "Nothing was sent. It does not fit whom it is for:" in refused.text
    assert "Have it translated, then send it" in refused.text
    assert writer.saves(words_in="en", translate="y").status_code == 303
    with office.records() as session:
        assert session.query(Notice).filter_by(template="decided").one().held_for is Held.TRANSLATION


@pytest.mark.clause("CH-9")
def test_it_is_built_in_the_language_that_it_is_written_in(office: Office) -> None:
    writer = Writer(
        office, office.cast.worker, written(office, office.cast.worker, person=replace(MORAG, language="gd"))
    )
    assert writer.saves(words_in="gd").status_code == 303
    with office.records() as session:
        notice = session.query(Notice).filter_by(template="decided").one()
        assert (notice.held_for, notice.words_in) == (None, "gd")


@pytest.mark.parametrize("form", [Format.BRAILLE, Format.EASY_READ, Format.AUDIO_SCRIPT, Format.LARGE_PRINT])
def test_whoever_reads_it_first_sees_all_of_it_in_any_form(office: Office, form: Format) -> None:
    case = written(office, office.cast.worker, stage=2, person=replace(MORAG, format=form, language="ar"))
    writer, leader = Writer(office, office.cast.worker, case), Writer(office, office.cast.leader, case)
    assert writer.saves(ask="yes", words_in="en").status_code == 303
    shown = leader.saves(step="approve", preview="yes")
    assert shown.status_code == 200 and "Nothing is sent yet." in shown.text
