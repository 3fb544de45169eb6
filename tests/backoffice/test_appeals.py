"""An appeal against a limit on contact, through the pages of the office: whoever decided it does not hear it."""

from dataclasses import dataclass
from typing import Any

import pytest

from shared.casework import appeals
from shared.charter.access import Role
from shared.charter.workflow import Stage
from shared.models.cases import Case
from shared.models.restrictions import Restriction, State
from shared.models.staff import Staff
from tests.backoffice.deciding import POINTS, Writer
from tests.backoffice.desk import Office
from tests.builders import TUESDAY, a_member_of_staff
from tests.engaged import a_restriction

FOUND: dict[str, Any] = {
    "finding_1": "upheld",
    "reasons_1": "It was somebody else.",
    "outcome": "upheld",
    "reason": "We looked.",
}


@dataclass
class Appealed:
    """An appeal in the first service: `decider` decided what it is against, `hears` had no part in it."""

    office: Office
    decider: Staff
    hears: Staff
    reference: str
    number: int

    def state(self) -> State:
        with self.office.records() as session:
            return session.get_one(Restriction, self.number).state

    def case(self) -> Case:
        return self.office.now(self.reference)


@pytest.fixture
def appealed(office: Office) -> Appealed:
    charter = office.charter
    with office.records() as session:
        head = session.get_one(Staff, office.cast.head.id)
        other = a_member_of_staff(session, Role.HEAD_OF_SERVICE, office.cast.team, name="Hannah Hears")
        service = next(one.id for one in charter.services.values() if one.team == office.cast.team)
        made = a_restriction(session, charter, leader=head, service=service)
        case = appeals.appeal(session, made, words="It was not me.", key="one", at=TUESDAY, charter=charter)
        session.flush()
        return Appealed(office, head, other, case.reference, made.id)


@pytest.mark.clause("RP-10")
def test_whoever_decided_it_can_neither_take_nor_answer_nor_end_the_appeal(office: Office, appealed: Appealed) -> None:
    decider = office.desk(appealed.decider)
    assert decider.takes("accept", appealed.reference).status_code == 409
    office.desk(appealed.hears).takes("accept", appealed.reference)
    before = appealed.case().version
    for step in ("take", "give", "decision", "close", "change-kind", "signs", "join"):
        assert decider.opens(step, appealed.reference).status_code == 409, step
        answers: dict[str, Any] = {
            "to": appealed.decider.id,
            "reason": "Mine.",
            "outcome": "not-ours",
            "kind": "request",
        }
        assert decider.takes(step, appealed.reference, **answers).status_code in (409, 422), step
    case = appealed.case()
    assert (case.version, case.stage, case.owner) == (before, Stage.IN_HAND, case.owner)
    assert case.owner is not None and case.owner.name == "Hannah Hears"
    assert appealed.state() is State.IN_FORCE


@pytest.mark.clause("RP-10")
def test_whoever_hears_it_decides_it_from_first_to_last_and_it_has_its_effect(
    office: Office, appealed: Appealed
) -> None:
    desk = office.desk(appealed.hears)
    assert desk.takes("accept", appealed.reference).status_code == 303
    assert desk.takes("acknowledge", appealed.reference, words="We look at it.").status_code == 303
    writer = Writer(office, appealed.hears, appealed.case())
    points: dict[str, Any] = {name: words for name, words in POINTS.items() if name not in ("point_2", "sought")}
    assert writer.saves("points", **points).status_code == 303
    assert writer.saves("found", **FOUND).status_code == 303
    writer.saves("remedies", kind="apology", words="We are sorry.", owner="0", day=["16", "3", "2027"])
    writer.saves("learn", training="yes")
    assert writer.saves().status_code == 303, writer.opens().text
    assert appealed.case().stage is Stage.CLOSED
    assert appealed.state() is State.ENDED


@pytest.mark.clause("RP-10")
@pytest.mark.parametrize("role", ["worker", "leader", "stranger"])
def test_nobody_else_even_sees_that_there_is_an_appeal(office: Office, appealed: Appealed, role: str) -> None:
    desk = office.desk(getattr(office.cast, role))
    assert desk.sees(appealed.reference).status_code in (403, 404)
    assert appealed.reference not in desk.client.get("/office/").text


@pytest.mark.clause("RP-10")
def test_whoever_decided_it_says_nothing_to_whoever_appeals(office: Office, appealed: Appealed) -> None:
    decider = office.desk(appealed.decider)
    for step in ("write", "ask", "appointments", "note", "route", "send-back"):
        assert decider.opens(step, appealed.reference).status_code == 409, step
        answer = decider.takes(step, appealed.reference, words="I see no reason to change it.", reason="Mine.")
        assert answer.status_code in (409, 422), step
