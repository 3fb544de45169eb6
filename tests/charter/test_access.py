"""Who may do what, role by role."""

import pytest

from shared.charter.access import OPENS, RIGHTS, Right, Role, may, sealed_from
from shared.charter.vocabulary import Seal

SEEING = frozenset({Right.SEE_EVERY_CASE, Right.SEE_OWN_TEAM, Right.SEE_OWN_AREA, Right.SEE_OWN_REPRESENTATIONS})
SEEING |= {Right.SEE_CONCERNS, Right.SEE_SEALED}
WORKING = frozenset({Right.RECORD_CONTACTS, Right.TRIAGE, Right.WORK_OWN_TEAM, Right.WORK_ANY_TEAM, Right.GIVE_CASES})

# role, which cases, what work, reason
ROLES = [
    (
        Role.TRIAGE_OFFICER,
        {Right.SEE_EVERY_CASE},
        {Right.RECORD_CONTACTS, Right.TRIAGE},
        "routes everything, answers nothing",
    ),
    (
        Role.CASE_WORKER,
        {Right.SEE_OWN_TEAM},
        {Right.RECORD_CONTACTS, Right.WORK_OWN_TEAM},
        "works on what her team has",
    ),
    (
        Role.TEAM_LEADER,
        {Right.SEE_OWN_TEAM},
        {Right.RECORD_CONTACTS, Right.WORK_OWN_TEAM, Right.GIVE_CASES},
        "and shares out the work",
    ),
    (
        Role.HEAD_OF_SERVICE,
        {Right.SEE_OWN_TEAM, Right.SEE_OWN_AREA},
        {Right.RECORD_CONTACTS, Right.WORK_OWN_TEAM, Right.GIVE_CASES},
        "for every team of the area",
    ),
    (
        Role.CUSTOMER_RELATIONS,
        {Right.SEE_EVERY_CASE, Right.SEE_CONCERNS, Right.SEE_SEALED},
        WORKING,
        "helps wherever a case is stuck, and with what few may see",
    ),
    (
        Role.MEMBER,
        {Right.SEE_OWN_REPRESENTATIONS},
        set(),
        "a councillor reads and answers the views about her policies",
    ),
    (Role.ANALYST, set(), set(), "counts cases and reads none"),
    (Role.ADMINISTRATOR, set(), set(), "looks after accounts and reads no case"),
    (
        Role.SAFEGUARDING_OFFICER,
        {Right.SEE_CONCERNS},
        {Right.RECORD_CONTACTS, Right.WORK_OWN_TEAM, Right.WORK_ANY_TEAM},
        "sees the cases on which somebody is worried, whichever team has them",
    ),
]


@pytest.mark.clause("RP-26")
@pytest.mark.parametrize(("role", "sees", "works", "reason"), ROLES)
def test_each_role_sees_and_does_what_it_is_here_for(
    role: Role, sees: set[Right], works: set[Right], reason: str
) -> None:
    assert RIGHTS[role] & SEEING == sees, reason
    assert RIGHTS[role] & WORKING == works, reason


def test_every_role_is_in_the_table() -> None:
    assert set(RIGHTS) == set(Role) == {role for role, *_ in ROLES}


@pytest.mark.clause("RP-26")
@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.ANALYST])
def test_whoever_works_on_no_case_has_no_worklist_and_no_letters(role: Role) -> None:
    assert not may(role, Right.OPEN_WORKLIST)
    assert not may(role, Right.READ_NOTICES)


@pytest.mark.parametrize("role", Role)
def test_whoever_has_a_worklist_can_see_some_case_on_it(role: Role) -> None:
    assert may(role, Right.OPEN_WORKLIST) is bool(RIGHTS[role] & SEEING)


def test_accounts_are_in_the_hands_of_the_administrator_alone() -> None:
    assert [role for role in Role if may(role, Right.MANAGE_STAFF)] == [Role.ADMINISTRATOR]


def test_every_right_is_somebodys() -> None:
    assert frozenset().union(*RIGHTS.values()) == set(Right)


# role, what it opens, reason
SEALS = [
    (Role.CASE_WORKER, set(), "whoever a complaint may be about reads none of them"),
    (Role.TEAM_LEADER, set(), "nor do those who work with them"),
    (Role.HEAD_OF_SERVICE, set(), "nor those who lead them"),
    (Role.TRIAGE_OFFICER, {Seal.CONCERN}, "a worry about somebody's safety is sent on by whoever hears it first"),
    (Role.SAFEGUARDING_OFFICER, {Seal.CONCERN}, "whose work they are"),
    (Role.CUSTOMER_RELATIONS, {Seal.CONCERN, Seal.HATE, Seal.TREATED_WORSE}, "whatever the service"),
    (Role.ADMINISTRATOR, set(), "looks after accounts"),
    (Role.MEMBER, set(), "reads views about policies alone"),
    (Role.ANALYST, set(), "reads no case"),
]


@pytest.mark.clause("FP-7", "FP-16")
@pytest.mark.parametrize(("role", "opens", "reason"), SEALS)
def test_few_may_read_what_is_sealed(role: Role, opens: set[Seal], reason: str) -> None:
    assert set(OPENS) - set(sealed_from(RIGHTS[role])) == opens, reason


def test_every_seal_is_opened_by_somebody_and_every_role_has_its_row() -> None:
    assert set(OPENS) == set(Seal) - {Seal.NONE}
    assert {role for role, *_ in SEALS} == set(Role)


def test_only_those_above_a_team_decide_what_binds_the_council() -> None:
    above = {Right.APPROVE_DECISIONS, Right.DECIDE_NAMELESS}
    assert {role for role in Role if above <= RIGHTS[role]} == {
        Role.TEAM_LEADER,
        Role.HEAD_OF_SERVICE,
        Role.CUSTOMER_RELATIONS,
    }
    assert {role for role in Role if may(role, Right.EXTEND_BEYOND)} == {Role.HEAD_OF_SERVICE, Role.CUSTOMER_RELATIONS}
