"""Keeping a member of staff out of harm's way: off a case, without their name, apart from a person (RP-22, RP-29)."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from shared.casework import closing, conflicts, finding, protecting, protections_seen, signing
from shared.charter.fairness import NotAllowed, WhyNot
from shared.charter.organisation import Charter
from shared.charter.reading import load_charter
from shared.charter.vocabulary import SignedBy
from shared.charter.workflow import Outcome, StepRefused
from shared.models.appointments import Arranged, Meeting
from shared.models.cases import Case
from shared.models.database import writing
from shared.models.links import Apart
from shared.models.protections import Protection, Wish
from shared.models.staff import Staff
from tests.builders import TUESDAY, a_case, held
from tests.casework.meeting import offered, told
from tests.people import Cast, a_cast

LATER = TUESDAY + timedelta(days=1)


def asked(session: Session, case: Case | None, wish: Wish, staff: Staff, **more: object) -> Protection:
    """Somebody asks for themselves, unless a test says otherwise."""
    how: dict[str, object] = {"staff": staff, "why": "I am afraid of him.", "by": staff, "at": TUESDAY, "case": case}
    how["charter"] = load_charter("highland")
    return protecting.ask(session, wish, **{**how, **more})  # type: ignore[arg-type]


def decided(
    session: Session, one: Protection, by: Staff, charter: Charter, granted: bool = True, name: str = ""
) -> None:
    how = {"reasons": "She is safer so.", "by": by, "at": TUESDAY, "charter": charter, "signed_name": name}
    protecting.decide(session, one, granted=granted, **how)  # type: ignore[arg-type]
    session.flush()


def ended(session: Session, one: Protection, by: Staff, charter: Charter) -> None:
    protecting.end(session, one, why="He has moved away.", by=by, at=LATER, charter=charter)
    session.flush()


def sees(session: Session, case: Case, staff: Staff, charter: Charter) -> bool:
    return finding.case_seen_by(session, case.reference, staff, charter) is not None


@pytest.mark.clause("RP-29")
def test_off_a_case_the_owner_changes_and_the_customer_reads_nothing_of_why(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = held(session, a_case(session, charter), by=cast.worker, charter=charter)
    one = asked(session, case, Wish.OFF_CASE, cast.worker)
    assert asked(session, case, Wish.OFF_CASE, cast.worker) is one, "asked twice it is one"
    assert sees(session, case, cast.worker, charter)
    decided(session, one, cast.leader, charter)
    assert case.owner is None and not sees(session, case, cast.worker, charter)
    assert sees(session, case, cast.colleague, charter)
    assert not [line for line in case.happenings if line.public and "Wilma" in str(line.facts) and line.at == LATER]
    line = case.happenings[-1]
    assert not line.public and "afraid" not in str(line.facts) and "safer" not in str(line.facts)
    ended(session, one, cast.leader, charter)
    assert sees(session, case, cast.worker, charter)


@pytest.mark.clause("RP-29", "RP-13")
def test_letters_go_in_a_senior_managers_name_until_it_ends(session: Session, charter: Charter, cast: Cast) -> None:
    case = held(session, a_case(session, charter), by=cast.worker, charter=charter)
    one = asked(session, case, Wish.MANAGERS_NAME, cast.worker)
    decided(session, one, cast.leader, charter, name="Hamish Head")
    assert signing.contact_of(case, charter, TUESDAY.date()) == "Hamish Head"
    assert sees(session, case, cast.worker, charter) and case.owner is cast.worker
    ended(session, one, cast.head, charter)
    assert (case.signed_by, case.signed_name) == (SignedBy.OWNER, "")
    assert signing.contact_of(case, charter, TUESDAY.date()) == "Wilma Worker"
    two = asked(session, case, Wish.MANAGERS_NAME, cast.worker)
    decided(session, two, cast.leader, charter)
    assert case.signed_name == "Leila Leader", "or in that of whoever grants it"


@pytest.mark.clause("RP-22")
def test_no_contact_holds_for_every_open_case_for_new_ones_and_for_those_opened_again(
    session: Session, charter: Charter, cast: Cast
) -> None:
    first, second, closed = (a_case(session, charter) for _ in range(3))
    for case in (first, second, closed):
        held(session, case, by=cast.worker, charter=charter)
    act = {"by": cast.worker, "at": TUESDAY, "charter": charter}
    closing.close(session, closed, outcome=Outcome.NOTHING_TO_ANSWER, reason="Done.", **act)  # type: ignore[arg-type]
    session.flush()
    assert first.customer is not None and first.customer is closed.customer
    one = asked(session, first, Wish.NO_CONTACT, cast.worker)
    assert one.case is None and one.customer is first.customer
    decided(session, one, cast.leader, charter)
    assert not sees(session, first, cast.worker, charter) and not sees(session, second, cast.worker, charter)
    new = held(session, a_case(session, charter), by=cast.colleague, charter=charter)
    assert not sees(session, new, cast.worker, charter)
    closing.open_again(session, closed, at=LATER, charter=charter)
    session.flush()
    assert not sees(session, closed, cast.worker, charter)
    ended(session, one, cast.leader, charter)
    assert all(sees(session, case, cast.worker, charter) for case in (first, second, new, closed))


@pytest.mark.clause("RP-22")
def test_what_ends_lets_nobody_back_whom_something_else_keeps_away(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = held(session, a_case(session, charter), by=cast.worker, charter=charter)
    off = asked(session, case, Wish.OFF_CASE, cast.worker)
    apart = asked(session, case, Wish.NO_CONTACT, cast.worker)
    for one in (off, apart):
        decided(session, one, cast.leader, charter)
    ended(session, apart, cast.leader, charter)
    assert not sees(session, case, cast.worker, charter), "the other one still holds"
    how = {"reason": "She has a cousin in it.", "by": cast.relations, "at": LATER, "charter": charter}
    conflicts.keep_apart(session, case, staff=cast.worker, what=Apart.CONFLICT, **how)  # type: ignore[arg-type]
    session.flush()
    ended(session, off, cast.leader, charter)
    assert not sees(session, case, cast.worker, charter), "a conflict does not end with a protection"


def test_nobody_ends_a_protection_from_the_page_of_a_case(session: Session, charter: Charter, cast: Cast) -> None:
    case = held(session, a_case(session, charter), by=cast.worker, charter=charter)
    decided(session, asked(session, case, Wish.OFF_CASE, cast.worker), cast.leader, charter)
    (kept,) = conflicts.apart_from(case)
    with pytest.raises(StepRefused):
        conflicts.let_back(session, case, kept, reason="x", by=cast.relations, at=LATER, charter=charter)


@pytest.mark.clause("RP-29")
def test_a_manager_decides_with_a_reason_and_never_their_own(session: Session, charter: Charter, cast: Cast) -> None:
    case = held(session, a_case(session, charter), by=cast.leader, charter=charter)
    own = asked(session, case, Wish.OFF_CASE, cast.leader)
    for by, why in (
        (cast.leader, WhyNot.AFFECTED_YOURSELF),
        (cast.worker, WhyNot.NOT_YOUR_ROLE),
        (cast.analyst, WhyNot.NOT_YOUR_ROLE),
    ):
        with pytest.raises(NotAllowed) as refused:
            decided(session, own, by, charter)
        assert refused.value.why is why
    assert own not in protections_seen.asked_of(session, cast.leader, charter)
    assert own in protections_seen.asked_of(session, cast.head, charter)
    decided(session, own, cast.head, charter, granted=False)
    decided(session, own, cast.head, charter, granted=False)
    assert case.owner is cast.leader and own.granted is False
    for act in (lambda: decided(session, own, cast.head, charter), lambda: ended(session, own, cast.head, charter)):
        with pytest.raises(NotAllowed) as refused:
            act()
        assert refused.value.why is WhyNot.NOT_NOW


def test_what_cannot_be_asked_for(session: Session, charter: Charter, cast: Cast) -> None:
    case = a_case(session, charter)
    for change, why in (
        ({"why": " "}, WhyNot.WORDS_MISSING),
        ({"by": cast.colleague}, WhyNot.NOT_YOUR_ROLE),
    ):
        with pytest.raises(NotAllowed) as refused:
            asked(session, case, Wish.OFF_CASE, cast.worker, **change)
        assert refused.value.why is why
    with pytest.raises(NotAllowed) as refused:
        asked(session, None, Wish.NO_CONTACT, cast.worker)
    assert refused.value.why is WhyNot.NOBODY_KNOWN
    assert asked(session, case, Wish.OFF_CASE, cast.worker, by=cast.leader).asked_by is cast.leader


def test_who_sees_what_was_asked_for(session: Session, charter: Charter, cast: Cast) -> None:
    one = asked(session, a_case(session, charter), Wish.OFF_CASE, cast.worker)
    see = {
        name
        for name, staff in vars(cast).items()
        if protections_seen.protection_seen_by(session, one.id, staff, charter) is not None
    }
    assert see == {"worker", "leader", "head", "relations"}
    assert {n for n, staff in vars(cast).items() if protections_seen.listed(session, staff, charter)[0]} == see


def test_it_holds_on_both_databases(databases: Engine, charter: Charter) -> None:
    with writing(databases) as session:
        cast = a_cast(session, charter)
        case = held(session, a_case(session, charter), by=cast.worker, charter=charter)
        one = asked(session, case, Wish.NO_CONTACT, cast.worker)
        held_one = protections_seen.protection_seen_by(session, one.id, cast.leader, charter, to_change=True)
        assert held_one is one
        decided(session, one, cast.leader, charter)
        session.commit()
        assert not sees(session, case, cast.worker, charter)
        ended(session, one, cast.leader, charter)
        session.commit()
        assert sees(session, case, cast.worker, charter)


@pytest.mark.clause("RP-22", "CH-8")
@pytest.mark.parametrize(("instead", "state"), [("", Arranged.CANCELLED), ("Carol Colleague", Arranged.OFFERED)])
def test_nobody_goes_to_whom_they_are_to_have_no_contact_with(
    session: Session, charter: Charter, cast: Cast, instead: str, state: Arranged
) -> None:
    case = held(session, a_case(session, charter), by=cast.worker, charter=charter)
    mine = offered(session, case, cast.worker, charter, how=Meeting.HOME, address="1 Shore Road")
    theirs = offered(session, case, cast.worker, charter, with_whom="Carol Colleague")
    one = asked(session, case, Wish.NO_CONTACT, cast.worker)
    assert protecting.meetings(session, one, at=TUESDAY) == [mine]
    how: dict[str, Any] = {"by": cast.leader, "at": TUESDAY, "charter": charter, "instead": instead}
    protecting.decide(session, one, granted=True, reasons="She is safer so.", **how)
    assert (mine.state, theirs.state) == (state, Arranged.OFFERED)
    last = told(session)[-1]
    assert last.template == ("appointment_offered" if instead else "appointment_cancelled")
    assert not instead or last.facts["with_whom"] == mine.with_whom == instead
    assert "safer" not in str(last.facts) and "afraid" not in str(last.facts)


@pytest.mark.clause("RP-22")
def test_what_is_not_granted_changes_no_appointment(session: Session, charter: Charter, cast: Cast) -> None:
    case = held(session, a_case(session, charter), by=cast.worker, charter=charter)
    mine = offered(session, case, cast.worker, charter)
    decided(session, asked(session, case, Wish.OFF_CASE, cast.worker), cast.leader, charter, granted=False)
    assert mine.state is Arranged.OFFERED
