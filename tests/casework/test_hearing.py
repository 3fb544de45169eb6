"""Who hears an appeal against a restriction: role by role, and never whoever had a part in it."""

import pytest
from sqlalchemy.orm import Session

from shared.casework import hearing
from shared.charter.access import Role
from shared.charter.organisation import Charter
from tests.builders import a_case, a_member_of_staff
from tests.engaged import TEAM, a_restriction, an_incident

HEAR = {Role.EXECUTIVE_CHIEF_OFFICER, Role.HEAD_OF_SERVICE, Role.STRATEGIC_LEAD}


@pytest.mark.clause("RP-10")
@pytest.mark.parametrize("role", list(Role))
def test_an_appeal_is_heard_by_the_named_roles_alone(session: Session, charter: Charter, role: Role) -> None:
    made = a_restriction(session, charter)
    standing = hearing.of(made, a_member_of_staff(session, role, TEAM), charter)
    assert standing == {"appeal": True, "hears_appeals": role in HEAR, "decided_restriction": False}


@pytest.mark.clause("RP-10")
def test_whoever_decided_proposed_or_was_harmed_hears_no_appeal(session: Session, charter: Charter) -> None:
    head, affected, proposer = (a_member_of_staff(session, Role.HEAD_OF_SERVICE, TEAM) for _ in range(3))
    case = a_case(session, charter)
    incident = an_incident(session, charter, case=case, by=affected)
    made = a_restriction(session, charter, case=case, by=proposer, leader=head, incidents=(incident,))
    session.refresh(made)
    for somebody, part in ((head, "decided"), (affected, "was harmed"), (proposer, "proposed")):
        standing = hearing.of(made, somebody, charter)
        assert standing["decided_restriction"] and not standing["hears_appeals"], part
    other = a_member_of_staff(session, Role.HEAD_OF_SERVICE, TEAM)
    assert hearing.of(made, other, charter)["hears_appeals"]
