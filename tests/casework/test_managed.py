"""A new case of somebody with limits: it gets in, goes to the one person, and past whoever is to be kept out of it."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from shared.casework.intake import open_case
from shared.casework.restrictions import MeasureWritten
from shared.casework.steps import is_kept_apart
from shared.charter.access import Role
from shared.charter.measures import Measure
from shared.charter.organisation import Charter
from shared.charter.signs import Sign
from shared.charter.vocabulary import Kind, Seal
from shared.charter.workflow import Stage
from shared.models.cases import Case
from shared.models.happened import Happened
from shared.models.protections import Protection, Wish
from shared.models.staff import Staff
from tests.builders import TUESDAY, a_case, a_member_of_staff, a_submission
from tests.engaged import TEAM, a_restriction


def the_one(session: Session, charter: Charter, **more: Any) -> Staff:
    """Who alone deals with everything of Morag from now on."""
    person = a_member_of_staff(session, Role.TEAM_LEADER, TEAM, name="Ina One")
    a_restriction(session, charter, measures=(MeasureWritten(Measure.NAMED_PERSON, staff=person),), **more)
    return person


def arrives(session: Session, charter: Charter, kind: Kind = Kind.REQUEST, **more: Any) -> Case:
    case = open_case(session, a_submission(kind, **more), at=TUESDAY, charter=charter)
    session.flush()
    return case


@pytest.mark.clause("RP-8")
@pytest.mark.parametrize("kind", Kind)
def test_whatever_they_tell_us_gets_in_with_its_promises_and_goes_to_the_one_person(
    session: Session, charter: Charter, kind: Kind
) -> None:
    one = the_one(session, charter)
    case = arrives(session, charter, kind)
    assert (case.team, case.stage, case.closed_at) == (one.team, Stage.OFFERED, None)
    assert case.next_on is not None and (case.clocks or kind is Kind.COMPLIMENT)


@pytest.mark.clause("RP-8", "RP-26")
def test_the_customers_own_history_says_nothing_of_the_way_it_took(session: Session, charter: Charter) -> None:
    the_one(session, charter)
    case = arrives(session, charter)
    (line,) = [one for one in case.happenings if one.facts.get("measure")]
    assert (line.what, line.public) == (Happened.ROUTED, False)


@pytest.mark.parametrize(
    ("signs", "seal"),
    [((Sign.HATE,), Seal.HATE), ((Sign.RESTRICTION,), Seal.APPEAL)],
    ids=["hate is sealed", "an appeal is heard by others"],
)
def test_what_few_may_see_goes_its_own_way(
    session: Session, charter: Charter, signs: tuple[Sign, ...], seal: Seal
) -> None:
    one = the_one(session, charter)
    case = arrives(session, charter, Kind.COMPLAINT, signs=signs)
    assert case.seal is seal and case.team != one.team


def test_where_the_one_person_has_left_it_goes_its_usual_way(session: Session, charter: Charter) -> None:
    one = the_one(session, charter)
    one.disabled_at = TUESDAY
    assert arrives(session, charter).team != one.team


def test_whoever_was_decided_about_and_not_told_yet_is_not_touched(session: Session, charter: Charter) -> None:
    one = the_one(session, charter, told=False)
    assert arrives(session, charter).team != one.team


@pytest.mark.clause("RP-22")
@pytest.mark.parametrize(
    ("more", "kept"),
    [
        ({"granted": True}, True),
        ({"granted": None}, False),
        ({"granted": True, "ended_at": TUESDAY}, False),
    ],
    ids=["granted", "only asked for", "ended"],
)
def test_whoever_is_to_have_no_contact_is_kept_out_of_the_next_case(
    session: Session, charter: Charter, more: dict[str, Any], kept: bool
) -> None:
    known = a_case(session, charter)
    staff = a_member_of_staff(session, Role.CASE_WORKER, TEAM)
    wish: dict[str, Any] = {"staff_id": staff.id, "customer_id": known.customer_id, "what": Wish.NO_CONTACT}
    wish |= {"why": "He was hurt.", "team": TEAM}
    if more.get("granted"):
        head = a_member_of_staff(session, Role.HEAD_OF_SERVICE, TEAM)
        more = {**more, "decided_at": TUESDAY, "decided_by_id": head.id}
    session.add(Protection(**{**wish, "asked_at": TUESDAY, "asked_by_id": staff.id, **more}))
    session.flush()
    assert is_kept_apart(arrives(session, charter), staff) is kept
