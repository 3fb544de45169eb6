"""Who may do what: one table, role by role."""

from enum import StrEnum


class Role(StrEnum):
    """What a member of staff is here to do."""

    TRIAGE_OFFICER = "triage-officer"
    CASE_WORKER = "case-worker"
    TEAM_LEADER = "team-leader"
    HEAD_OF_SERVICE = "head-of-service"
    CUSTOMER_RELATIONS = "customer-relations"
    MEMBER = "member"
    ANALYST = "analyst"
    ADMINISTRATOR = "administrator"
    SAFEGUARDING_OFFICER = "safeguarding-officer"


class Right(StrEnum):
    """One thing that a role may do.

    The first five say *which* cases somebody may see; nobody sees a case that none of them opens. `SEE_CONCERNS` opens
    the worries about somebody's safety, and the cases that they are about (clause SC-8).
    """

    SEE_EVERY_CASE = "see-every-case"
    SEE_OWN_TEAM = "see-own-team"
    SEE_OWN_AREA = "see-own-area"
    SEE_OWN_REPRESENTATIONS = "see-own-representations"
    SEE_CONCERNS = "see-concerns"
    OPEN_WORKLIST = "open-worklist"
    RECORD_CONTACTS = "record-contacts"
    TRIAGE = "triage"
    WORK_OWN_TEAM = "work-own-team"
    WORK_ANY_TEAM = "work-any-team"
    GIVE_CASES = "give-cases"
    READ_NOTICES = "read-notices"
    SEE_FIGURES = "see-figures"
    MANAGE_STAFF = "manage-staff"


_WORKER = {
    Right.OPEN_WORKLIST,
    Right.RECORD_CONTACTS,
    Right.SEE_OWN_TEAM,
    Right.WORK_OWN_TEAM,
    Right.READ_NOTICES,
}

RIGHTS: dict[Role, frozenset[Right]] = {
    Role.TRIAGE_OFFICER: frozenset(
        {
            Right.OPEN_WORKLIST,
            Right.RECORD_CONTACTS,
            Right.SEE_EVERY_CASE,
            Right.TRIAGE,
            Right.READ_NOTICES,
        }
    ),
    Role.CASE_WORKER: frozenset(_WORKER),
    Role.TEAM_LEADER: frozenset(_WORKER | {Right.GIVE_CASES, Right.SEE_FIGURES}),
    Role.HEAD_OF_SERVICE: frozenset(_WORKER | {Right.SEE_OWN_AREA, Right.GIVE_CASES, Right.SEE_FIGURES}),
    Role.CUSTOMER_RELATIONS: frozenset(
        {
            Right.OPEN_WORKLIST,
            Right.RECORD_CONTACTS,
            Right.SEE_EVERY_CASE,
            Right.SEE_CONCERNS,
            Right.TRIAGE,
            Right.WORK_ANY_TEAM,
            Right.WORK_OWN_TEAM,
            Right.GIVE_CASES,
            Right.READ_NOTICES,
            Right.SEE_FIGURES,
        }
    ),
    Role.MEMBER: frozenset({Right.OPEN_WORKLIST, Right.SEE_OWN_REPRESENTATIONS, Right.SEE_FIGURES}),
    Role.ANALYST: frozenset({Right.SEE_FIGURES}),
    Role.ADMINISTRATOR: frozenset({Right.MANAGE_STAFF, Right.SEE_FIGURES}),
    Role.SAFEGUARDING_OFFICER: frozenset(
        {
            Right.OPEN_WORKLIST,
            Right.RECORD_CONTACTS,
            Right.SEE_CONCERNS,
            Right.WORK_ANY_TEAM,
            Right.WORK_OWN_TEAM,
            Right.READ_NOTICES,
        }
    ),
}

#: Who may read what somebody tells us about another person: whoever has one of these rights, whichever team has it.
OPEN_SEALED = frozenset({Right.SEE_CONCERNS, Right.TRIAGE})


def may(role: Role, right: Right) -> bool:
    """Does the table give this role that right?"""
    return right in RIGHTS[role]
