"""Who may do what, role by role."""

import pytest

from shared.charter.access import OPENS, RIGHTS, Right, Role, may, sealed_from
from shared.charter.vocabulary import Seal

SEEING = frozenset({Right.SEE_EVERY_CASE, Right.SEE_OWN_TEAM, Right.SEE_OWN_AREA, Right.SEE_OWN_REPRESENTATIONS})
SEEING |= {Right.SEE_CONCERNS, Right.SEE_SEALED}
WORKING = frozenset({Right.RECORD_CONTACTS, Right.TRIAGE, Right.WORK_OWN_TEAM, Right.WORK_ANY_TEAM, Right.GIVE_CASES})

HEADS = (Role.HEAD_OF_SERVICE, Role.STRATEGIC_LEAD, Role.EXECUTIVE_CHIEF_OFFICER)
CHIEFS = (Role.CHIEF_EXECUTIVE, Role.DEPUTE_CHIEF_EXECUTIVE)

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
        Role.STRATEGIC_LEAD,
        {Right.SEE_OWN_TEAM, Right.SEE_OWN_AREA},
        {Right.RECORD_CONTACTS, Right.WORK_OWN_TEAM, Right.GIVE_CASES},
        "as a head of service",
    ),
    (
        Role.EXECUTIVE_CHIEF_OFFICER,
        {Right.SEE_OWN_TEAM, Right.SEE_OWN_AREA},
        {Right.RECORD_CONTACTS, Right.WORK_OWN_TEAM, Right.GIVE_CASES},
        "as a head of service",
    ),
    (Role.CHIEF_EXECUTIVE, set(), set(), "decides what nobody else may, and reads no case"),
    (Role.DEPUTE_CHIEF_EXECUTIVE, set(), set(), "in the Chief Executive's place"),
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
@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.ANALYST, Role.CHIEF_EXECUTIVE])
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
    (Role.HEAD_OF_SERVICE, {Seal.APPEAL}, "nor those who lead them, but for the appeals that they hear (RP-10)"),
    (Role.STRATEGIC_LEAD, {Seal.APPEAL}, "hears appeals"),
    (Role.EXECUTIVE_CHIEF_OFFICER, {Seal.APPEAL}, "hears appeals"),
    (Role.CHIEF_EXECUTIVE, set(), "reads no case"),
    (Role.DEPUTE_CHIEF_EXECUTIVE, set(), "reads no case"),
    (Role.TRIAGE_OFFICER, {Seal.CONCERN}, "a worry about somebody's safety is sent on by whoever hears it first"),
    (Role.SAFEGUARDING_OFFICER, {Seal.CONCERN}, "whose work they are"),
    (Role.CUSTOMER_RELATIONS, set(OPENS), "whatever the service"),
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
        *HEADS,
        Role.CUSTOMER_RELATIONS,
    }
    assert {role for role in Role if may(role, Right.EXTEND_BEYOND)} == {*HEADS, Role.CUSTOMER_RELATIONS}


# right, who has it, reason
ENGAGEMENT = [
    (Right.RECORD_INCIDENTS, set(Role), "anybody who works here may be threatened (RP-12)"),
    (
        Right.JUDGE_INCIDENTS,
        {Role.TEAM_LEADER, Role.CUSTOMER_RELATIONS, *HEADS, *CHIEFS},
        "a manager decides about register and police (RP-12, RP-17)",
    ),
    (Right.SEE_EVERY_INCIDENT, {Role.CUSTOMER_RELATIONS, *CHIEFS}, "by need (RP-26)"),
    (
        Right.DECIDE_RESTRICTIONS,
        {Role.TEAM_LEADER, Role.CUSTOMER_RELATIONS, *HEADS, *CHIEFS},
        "a supervisor, team leader or manager (RP-9)",
    ),
    (Right.DECIDE_EXCEPTIONS, {*HEADS, *CHIEFS}, "not to tell, or not to review, is decided higher up (T-12, T-15)"),
    (Right.HEAR_APPEALS, set(HEADS), "Executive Chief Officer, Head of Service or Strategic Lead (RP-10)"),
]


@pytest.mark.clause("RP-9", "RP-10", "RP-12")
@pytest.mark.parametrize(("right", "roles", "reason"), ENGAGEMENT)
def test_managing_engagement_is_decided_by_those_who_may(right: Right, roles: set[Role], reason: str) -> None:
    assert {role for role in Role if may(role, right)} == roles, reason
