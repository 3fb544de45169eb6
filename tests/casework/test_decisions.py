"""What a decision is made of, what it lacks, and what changes when somebody writes on."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from shared.casework import agreeing, decisions, procedures
from shared.casework.decisions import Missing, PointWritten, as_found, missing
from shared.charter.organisation import Charter
from shared.charter.procedure import ANONYMOUS, Finding, Met
from shared.charter.reading import load_charter, published
from shared.charter.vocabulary import Kind
from shared.charter.workflow import Outcome, Stage, StepRefused, Why
from shared.models.cases import Case
from shared.models.decisions import Decision, RemedyState
from shared.models.happened import Happened
from tests.builders import TUESDAY, a_case, a_decided_complaint, a_written_decision, decide, held
from tests.people import Cast, a_cast


def decision_of(case: Case) -> Decision:
    """What is written of the stage that the case is in."""
    found = procedures.decision_of(case)
    assert found is not None
    return found


def held_by(session: Session, charter: Charter, cast: Cast) -> tuple[Case, dict[str, Any]]:
    """A complaint in the worker's hands, and how she acts on it."""
    case = held(session, a_case(session, charter, Kind.COMPLAINT), by=cast.worker, charter=charter)
    return case, {"by": cast.worker, "at": TUESDAY, "charter": charter}


@pytest.mark.clause("RP-6")
@pytest.mark.parametrize("outcome", list(Finding))
def test_a_complaint_is_decided_and_closed(session: Session, charter: Charter, cast: Cast, outcome: Finding) -> None:
    case = a_decided_complaint(session, charter, by=cast.worker, outcome=outcome)
    decision = decision_of(case)
    assert decision.issued_by is cast.worker
    assert (case.stage, case.outcome) == (Stage.CLOSED, Outcome.ANSWERED)
    assert all(one.state is RemedyState.AGREED for one in decision.remedies)


def _each_stage() -> list[tuple[str, str, int]]:
    charters = {name: load_charter(name) for name in published()}
    return [
        (name, procedure.id, stage.number)
        for name, charter in charters.items()
        for procedure in charter.procedures.values()
        for stage in procedure.stages
    ]


@pytest.mark.clause("RP-6", "SC-4")
@pytest.mark.parametrize(("council", "procedure", "stage"), _each_stage())
def test_every_stage_of_every_procedure_can_be_decided(
    session: Session, council: str, procedure: str, stage: int
) -> None:
    charter = load_charter(council)
    cast = a_cast(session, charter)
    case = held(session, a_case(session, charter, Kind.COMPLAINT), by=cast.worker, charter=charter)
    case.procedure, case.stage_number = procedure, stage
    if procedure == ANONYMOUS:
        case.customer = None
    outcome = charter.procedures[procedure].findings[0]
    decide(session, case, by=cast.worker, charter=charter, outcome=outcome)
    words = case.contacts[-1].words
    assert decision_of(case).procedure == procedure
    assert "You told us that the light was out for a week." in words
    assert (case.stage, case.outcome) == (Stage.CLOSED, Outcome.ANSWERED)


LACKS = [
    # how somebody left it, what is missing, why
    ({"definition": " "}, Missing.DEFINITION, "the letter says what the complaint is"),
    ({"points": []}, Missing.POINTS, "each point is decided"),
    ({"findings": None}, Missing.FINDINGS, "a finding for each point"),
    ({"outcome": None}, Missing.OUTCOME, "an outcome for the whole"),
    ({"reasons": " "}, Missing.REASONS, "no outcome without its reasons"),
    ({"met": None}, Missing.MET, "how far the wish is met"),
    ({"met_how": " "}, Missing.MET, "and how"),
    ({"training": None}, Missing.TRAINING, "whether training was thought of"),
    ({"remedies": []}, Missing.REMEDY, "what puts it right, or why nothing does"),
]


@pytest.mark.clause("CC-6")
@pytest.mark.parametrize(("left", "part", "reason"), LACKS)
def test_what_is_missing_is_known(
    session: Session, charter: Charter, cast: Cast, left: dict[str, Any], part: Missing, reason: str
) -> None:
    case = a_case(session, charter, Kind.COMPLAINT)
    a_written_decision(session, case, by=cast.worker, charter=charter)
    assert missing(case, charter) == ()
    for name, value in left.items():
        if name == "findings":
            decision_of(case).points[0].finding = None
        else:
            setattr(decision_of(case), name, value)
    assert missing(case, charter) == (part,), reason


def test_what_they_want_is_to_be_answered_before_the_first_word_is_written(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case, _how = held_by(session, charter, cast)
    case.wanted = "Fill the hole."
    assert Missing.MET in missing(case, charter)


MISFITS = [
    # what was found on the only point, and on the whole; whether that fits; why
    (Finding.UPHELD, Finding.NOT_UPHELD, False, "the letter would say yes and no"),
    (Finding.PARTLY_UPHELD, Finding.NOT_UPHELD, False, "so it would with a part"),
    (Finding.NOT_UPHELD, Finding.UPHELD, False, "nor is the whole upheld for nothing"),
    (Finding.NOT_UPHELD, Finding.PARTLY_UPHELD, False, "not even in part"),
    (Finding.PARTLY_UPHELD, Finding.UPHELD, True, "how far is for whoever decides"),
    (Finding.NOT_UPHELD, Finding.NOT_UPHELD, True, "no twice"),
    (Finding.UPHELD, Finding.RESOLVED, True, "agreed, whatever was found"),
]


@pytest.mark.clause("CC-6")
@pytest.mark.parametrize(("point", "whole", "fits", "reason"), MISFITS)
def test_a_decision_does_not_say_yes_and_no(
    session: Session, charter: Charter, cast: Cast, point: Finding, whole: Finding, fits: bool, reason: str
) -> None:
    case = a_case(session, charter, Kind.COMPLAINT)
    a_written_decision(session, case, by=cast.worker, charter=charter)
    decision = decision_of(case)
    decision.points[0].finding, decision.outcome = point, whole
    assert (Missing.MATCH not in missing(case, charter)) is fits, reason


def test_before_the_first_word_everything_is_missing(session: Session, charter: Charter, cast: Cast) -> None:
    case, _how = held_by(session, charter, cast)
    assert set(missing(case, charter)) == {Missing.DEFINITION, Missing.POINTS, Missing.OUTCOME, Missing.REASONS}


def test_where_nothing_was_wrong_nothing_is_put_right_and_where_nothing_was_wanted_no_wish_is_met(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = a_case(session, charter, Kind.COMPLAINT)
    how: dict[str, Any] = {"by": cast.worker, "charter": charter, "sought": ""}
    a_written_decision(session, case, outcome=Finding.NOT_UPHELD, **how)
    assert missing(case, charter) == ()


@pytest.mark.clause("RP-6")
def test_what_both_agreed_on_needs_their_agreement_and_no_finding_for_each_point(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case, how = held_by(session, charter, cast)
    decisions.define(session, case, definition="A light.", sought="", points=["It was out."], **how)
    decisions.find(
        session,
        case,
        **{
            **as_found(decision_of(case)),
            "outcome": Finding.RESOLVED,
            "reasons": "We talked.",
            "no_remedy": "It is mended.",
            "training": False,
        },
        **how,
    )
    assert missing(case, charter) == (Missing.AGREEMENT,)
    agreeing.agree(session, case, how="On the phone.", **how)
    assert missing(case, charter) == (Missing.AGREEMENT,), "they have only agreed to what it is about"
    decisions.agree_resolution(session, case, how="On the phone.", **how)
    assert missing(case, charter) == ()


def test_a_finding_without_its_reasons_is_refused(session: Session, charter: Charter, cast: Cast) -> None:
    case, how = held_by(session, charter, cast)
    decisions.define(session, case, definition="A light.", sought="", points=["It was out."], **how)
    written = {**as_found(decision_of(case)), "points": [PointWritten("", Finding.UPHELD, " ")]}
    with pytest.raises(StepRefused) as refused:
        decisions.find(session, case, **written, **how)
    assert refused.value.why is Why.REASON_MISSING


def test_a_finding_that_this_nation_does_not_have_is_refused(session: Session, charter: Charter, cast: Cast) -> None:
    case, how = held_by(session, charter, cast)
    case.procedure = ANONYMOUS
    decisions.define(session, case, definition="A light.", sought="", points=["It was out."], **how)
    standing = as_found(decision_of(case))
    found = [PointWritten("", Finding.RESOLVED, "We talked.")]
    for wrong in ({"outcome": Finding.RESOLVED}, {"points": found}):
        with pytest.raises(StepRefused):
            decisions.find(session, case, **{**standing, **wrong}, **how)


STAYS = [
    (["It was out.", "Nobody rang."], [Finding.UPHELD, Finding.NOT_UPHELD], "nothing changed"),
    (["Nobody rang.", "It was out."], [Finding.NOT_UPHELD, Finding.UPHELD], "a finding goes with its point"),
    (["It was out!", "Nobody rang."], [Finding.UPHELD, Finding.NOT_UPHELD], "the same point in other words"),
    (["Nobody rang."], [Finding.NOT_UPHELD], "one point was taken out"),
    (["A new one.", "It was out.", "Nobody rang."], [None, Finding.UPHELD, Finding.NOT_UPHELD], "a point came first"),
    (["It was out.", " It was out. ", ""], [Finding.UPHELD], "the same twice is one point, and nothing is none"),
]


@pytest.mark.parametrize(("words", "findings", "reason"), STAYS)
def test_a_point_keeps_what_was_found_on_it(
    session: Session, charter: Charter, cast: Cast, words: list[str], findings: list[Finding | None], reason: str
) -> None:
    case, how = held_by(session, charter, cast)
    decisions.define(session, case, definition="A light.", sought="", points=["It was out.", "Nobody rang."], **how)
    found = [PointWritten("", Finding.UPHELD, "Yes."), PointWritten("", Finding.NOT_UPHELD, "We did.")]
    decisions.find(session, case, **{**as_found(decision_of(case)), "points": found}, **how)
    decisions.define(session, case, definition="A light.", sought="", points=words, **how)
    session.flush()
    session.refresh(decision_of(case), ["points"])
    points = decision_of(case).points
    assert [one.finding for one in points] == findings, reason
    assert [one.number for one in points] == list(range(1, len(findings) + 1))


def test_what_was_agreed_is_agreed_no_more_in_other_words(session: Session, charter: Charter, cast: Cast) -> None:
    case, how = held_by(session, charter, cast)
    about: dict[str, Any] = {"definition": "A light.", "sought": ""}
    decisions.define(session, case, points=["It was out."], **about, **how)
    agreeing.agree(session, case, how="On the phone.", **how)
    decisions.define(session, case, points=["It was out."], **about, **how)
    assert decision_of(case).agreed_on == TUESDAY.date(), "nothing changed"
    decisions.define(session, case, points=["It was out.", "Nobody rang."], **about, **how)
    assert decision_of(case).agreed_on is None


def test_one_part_is_changed_and_the_others_stay(session: Session, charter: Charter, cast: Cast) -> None:
    case = a_case(session, charter, Kind.COMPLAINT)
    a_written_decision(session, case, by=cast.worker, charter=charter)
    before = as_found(decision_of(case))
    how: dict[str, Any] = {"by": cast.worker, "at": TUESDAY, "charter": charter}
    decisions.find(session, case, **{**before, "met": Met.NOT}, **how)
    assert as_found(decision_of(case)) == {**before, "met": Met.NOT}


def test_the_history_for_colleagues_tells_that_it_was_written_and_the_customers_does_not(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = a_case(session, charter, Kind.COMPLAINT)
    a_written_decision(session, case, by=cast.worker, charter=charter)
    wrote = [line for line in case.happenings if line.what in (Happened.POINTS_CHANGED, Happened.DECISION_CHANGED)]
    assert len(wrote) == 2 and not any(line.public for line in wrote)


@pytest.mark.parametrize("who", ["triage", "stranger", "councillor"])
def test_who_does_not_work_the_case_writes_no_decision(
    session: Session, charter: Charter, cast: Cast, who: str
) -> None:
    case = a_case(session, charter, Kind.COMPLAINT)
    a_written_decision(session, case, by=cast.worker, charter=charter)
    how: dict[str, Any] = {"by": getattr(cast, who), "at": TUESDAY, "charter": charter}
    with pytest.raises(StepRefused):
        decisions.find(session, case, **as_found(decision_of(case)), **how)
