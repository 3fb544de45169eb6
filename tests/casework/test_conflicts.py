"""Whom a case is kept away from: whoever it is about, and whoever has a conflict of interest."""

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from shared.casework import conflicts, routing
from shared.casework.accounts import able_to_deal_with
from shared.charter.access import Role
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Kind
from shared.charter.workflow import StepRefused, Why
from shared.models.database import writing
from shared.models.happened import Happened
from shared.models.links import Apart
from tests.builders import a_case, a_member_of_staff
from tests.casework.complaining import acting, in_hand, with_the_team
from tests.casework.test_routes import seen_in_lists
from tests.people import Cast

ABOUT_HER = "Wilma Worker shouted at me."
CONFLICT = {"what": Apart.CONFLICT, "reason": "She is my sister."}


#: what was written; who is kept off it; why
NAMES: list[tuple[str, list[str], str]] = [
    (ABOUT_HER, ["Wilma Worker"], "her whole name"),
    ("I spoke to WILMA WORKER.", ["Wilma Worker"], "shouted in capitals"),
    ("I spoke to wilma Worker, then Colin\nColleague.", ["Wilma Worker", "Colin Colleague"], "two, over a line's end"),
    ("Wilma was rude. The worker too.", [], "half a name is anybody's"),
    ("wilma worker", [], "two small words may be any two words"),
    ("", [], "no words, no names"),
    ("Our Lamp " * 900 + "Wilma Worker", ["Wilma Worker"], "at the end of very many words"),
    (" ".join(f"Lamp{n} Post{n}" for n in range(900)) + " Wilma Worker", ["Wilma Worker"], "and of very many names"),
    ("O'%_\\ Wilma' OR 1=1 -- Worker", [], "what looks like a question to the database is only words"),
]


@pytest.mark.clause("FP-16")
def test_a_complaint_that_names_somebody_in_full_never_reaches_them(
    session: Session, charter: Charter, cast: Cast
) -> None:
    for words, kept, why in NAMES:
        case = a_case(session, charter, Kind.COMPLAINT, words=words)
        assert [one.staff.name for one in conflicts.apart_from(case)] == kept, why


@pytest.mark.clause("FP-16")
def test_whoever_is_named_meets_it_in_no_list_search_count_task_or_notice(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = with_the_team(session, charter, cast, words=ABOUT_HER)
    assert not any(seen_in_lists(session, cast.worker, charter, case).values())
    assert seen_in_lists(session, cast.colleague, charter, case)["list"]
    with pytest.raises(StepRefused) as refused:
        routing.accept(session, case, **acting(cast.worker, charter))
    assert refused.value.why is Why.KEPT_APART


@pytest.mark.clause("FP-16")
def test_a_case_is_not_given_to_whoever_it_is_about(session: Session, charter: Charter, cast: Cast) -> None:
    case = with_the_team(session, charter, cast, words=ABOUT_HER)
    routing.accept(session, case, **acting(cast.colleague, charter))
    assert cast.worker not in able_to_deal_with(session, case, charter)
    with pytest.raises(StepRefused) as refused:
        routing.give(session, case, to=cast.worker, **acting(cast.leader, charter))
    assert (refused.value.why, refused.value.facts["name"]) == (Why.KEPT_APART, "Wilma Worker")


def test_praise_that_names_somebody_reaches_them(session: Session, charter: Charter, cast: Cast) -> None:
    case = a_case(session, charter, Kind.COMPLIMENT, words="Wilma Worker was kind.")
    assert conflicts.apart_from(case) == []


@pytest.mark.clause("FP-16", "RP-19")
def test_whoever_declares_a_conflict_of_interest_is_off_the_case_at_once(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = in_hand(session, charter, cast)
    conflicts.keep_apart(session, case, staff=cast.worker, **CONFLICT, **acting(cast.worker, charter, 3))
    session.flush()
    assert case.owner is None
    assert not any(seen_in_lists(session, cast.worker, charter, case).values())
    line = case.happenings[-1]
    assert (line.what, line.public, line.facts["reason"]) == (Happened.KEPT_APART, False, "She is my sister.")
    assert seen_in_lists(session, cast.leader, charter, case)["page"]


@pytest.mark.clause("FP-16")
def test_somebody_of_the_same_name_is_let_back_with_a_reason(session: Session, charter: Charter, cast: Cast) -> None:
    case = with_the_team(session, charter, cast, words=ABOUT_HER)
    (kept,) = conflicts.apart_from(case)
    how = acting(cast.leader, charter, 3)
    with pytest.raises(StepRefused) as refused:
        conflicts.let_back(session, case, kept, reason=" ", **how)
    assert refused.value.why is Why.REASON_MISSING
    conflicts.let_back(session, case, kept, reason="Another Wilma Worker is meant.", **how)
    session.flush()
    assert conflicts.apart_from(case) == []
    assert seen_in_lists(session, cast.worker, charter, case)["page"]
    version = case.version
    conflicts.let_back(session, case, kept, reason="Again.", **how)
    assert case.version == version


def test_whoever_is_kept_off_lets_nobody_back_themselves(session: Session, charter: Charter, cast: Cast) -> None:
    case = with_the_team(session, charter, cast, words=ABOUT_HER)
    (kept,) = conflicts.apart_from(case)
    with pytest.raises(StepRefused) as refused:
        conflicts.let_back(session, case, kept, reason="Not me.", **acting(cast.worker, charter, 3))
    assert refused.value.why is Why.KEPT_APART


def test_kept_off_twice_is_kept_off_once(session: Session, charter: Charter, cast: Cast) -> None:
    case = in_hand(session, charter, cast)
    for _ in range(2):
        conflicts.keep_apart(session, case, staff=cast.colleague, **CONFLICT, **acting(cast.leader, charter, 3))
        session.flush()
    assert len(conflicts.apart_from(case)) == 1


@pytest.mark.parametrize(
    ("typed", "found", "reason"),
    [
        ("wilma", ["Wilma Worker"], "small letters and half a name"),
        ("  Wilma   Worker ", ["Wilma Worker"], "with many spaces"),
        ("Wor", ["Wilma Worker"], "the beginning of a word is enough"),
        ("co", ["Colin Colleague", "Councillor Croft"], "everybody it may mean, by name"),
        ("w", [], "one letter is nobody's name"),
        ("%%", [], "no sign stands for every name"),
        ("__", [], "nor does this one"),
        ("", [], "nothing finds nobody"),
    ],
)
def test_staff_are_found_by_a_part_of_their_name(
    session: Session, charter: Charter, cast: Cast, typed: str, found: list[str], reason: str
) -> None:
    assert [one.name for one in conflicts.named(session, typed)] == found, reason


@pytest.mark.clause("FP-16")
def test_names_are_found_on_either_database(databases: Engine, charter: Charter) -> None:
    with writing(databases) as session:
        a_member_of_staff(session, Role.CASE_WORKER, charter.organisation.triage_team, name="Àine O’Brien-Šmíd")
        for words in ("ÀINE O’BRIEN-ŠMÍD shouted.", "Àine O’Brien-Šmíd shouted."):
            case = a_case(session, charter, Kind.COMPLAINT, words=words)
            found = [one.staff.name for one in conflicts.apart_from(case)]
            as_typed_or_folded = words.startswith("Àine") or databases.dialect.name == "postgresql"
            assert found == (["Àine O’Brien-Šmíd"] if as_typed_or_folded else []), words
        assert [one.name for one in conflicts.named(session, "o’brien")] == ["Àine O’Brien-Šmíd"]
