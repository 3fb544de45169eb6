"""What the letter of a decision tells: every part as a fact, and as words in one language or two."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from shared.casework import letters, procedures
from shared.charter.organisation import Charter
from shared.charter.reading import load_charter
from shared.charter.vocabulary import Kind
from tests.builders import a_case, a_written_decision, held
from tests.casework.test_decisions import decision_of
from tests.people import Cast, a_cast


def letter(session: Session, charter: Charter, cast: Cast, *, stage: int = 1, **parts: Any) -> dict[str, Any]:
    """The letter of one stage, as it would leave on Tuesday 2 March 2027."""
    case = held(session, a_case(session, charter, Kind.COMPLAINT), by=cast.worker, charter=charter)
    case.procedure = parts.pop("procedure", case.procedure)
    case.stage_number = stage
    case.happened_on = parts.pop("happened_on", None)
    a_written_decision(session, case, by=cast.worker, charter=charter, **parts)
    return letters.letter_of(case, decision_of(case), charter, by=cast.worker, on=date(2027, 3, 2))


@pytest.mark.clause("CC-6", "CC-2")
def test_it_names_stage_contact_and_the_way_on(session: Session, charter: Charter, cast: Cast) -> None:
    told = letter(session, charter, cast)
    assert (told["stage"], told["number"], told["stages"]) == ("Frontline response", 1, 2)
    assert told["contact"] == "Wilma Worker"
    assert told["next_stage"] == "Investigation"
    assert [one["name"] for one in told["ombudsmen"]] == ["Scottish Public Services Ombudsman"]


def test_after_the_last_stage_there_is_no_next_one(session: Session, charter: Charter, cast: Cast) -> None:
    told = letter(session, charter, cast, stage=2)
    assert (told["next_stage"], told["ask_by"]) == (None, None)


ASK_BY = [
    (None, "2027-05-02", "two months after the answer, where nobody knows when it happened"),
    (date(2027, 2, 1), "2027-08-01", "six months after it happened, which is later"),
    (date(2026, 10, 1), "2027-05-02", "two months after the answer, which is later"),
]


@pytest.mark.clause("RP-6")
@pytest.mark.parametrize(("happened_on", "day", "reason"), ASK_BY)
def test_by_when_it_helps_to_ask_for_the_next_stage(
    session: Session, charter: Charter, cast: Cast, happened_on: date | None, day: str, reason: str
) -> None:
    assert letter(session, charter, cast, happened_on=happened_on)["ask_by"] == day, reason


def test_a_procedure_by_law_names_its_own_ombudsman(session: Session) -> None:
    england = load_charter("feedback-authority")
    told = letter(session, england, a_cast(session, england), procedure="data-protection")
    assert [one["name"] for one in told["ombudsmen"]] == ["Information Commissioner's Office"]


def test_every_fact_is_a_plain_value(session: Session, charter: Charter, cast: Cast) -> None:
    def plain(value: Any) -> bool:
        if isinstance(value, list):
            return all(map(plain, value))
        if isinstance(value, dict):
            return all(map(plain, value.values()))
        return value is None or type(value) in (str, int, bool)

    assert plain(letter(session, charter, cast))


@pytest.mark.clause("CH-9")
def test_it_is_built_in_two_languages_one_after_the_other(session: Session) -> None:
    charter = load_charter("aled-vale")
    cast = a_cast(session, charter)
    told = letter(session, charter, cast)
    both = letters.body_of(told, charter, "cy+en")
    assert both == letters.body_of(told, charter, "cy") + "\n\n" + letters.body_of(told, charter, "en")


def test_it_reads_the_stage_that_it_is_of_and_not_a_later_one(session: Session, charter: Charter, cast: Cast) -> None:
    case = a_case(session, charter, Kind.COMPLAINT)
    a_written_decision(session, case, by=cast.worker, charter=charter)
    first = decision_of(case)
    case.stage_number = 2
    assert letters.letter_of(case, first, charter, by=cast.worker)["stage"] == "Frontline response"
    assert procedures.decision_of(case, 1) is first
