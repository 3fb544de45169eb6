"""Who may do what: one table, role by role."""

from enum import StrEnum

from shared.charter.vocabulary import Seal


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
    the worries about somebody's safety, and the cases that they are about (clause SC-8); `SEE_SEALED` what few may see:
    reports of hate, and of being treated worse for complaining (clauses FP-7, FP-16). `EXTEND_BEYOND` gives a complaint
    more time than its procedure allows. `SEE_SINCE_COMPLAINING` shows what was refused to people who had complained.
    """

    SEE_EVERY_CASE = "see-every-case"
    SEE_OWN_TEAM = "see-own-team"
    SEE_OWN_AREA = "see-own-area"
    SEE_OWN_REPRESENTATIONS = "see-own-representations"
    SEE_CONCERNS = "see-concerns"
    SEE_SEALED = "see-sealed"
    OPEN_WORKLIST = "open-worklist"
    RECORD_CONTACTS = "record-contacts"
    TRIAGE = "triage"
    WORK_OWN_TEAM = "work-own-team"
    WORK_ANY_TEAM = "work-any-team"
    ANSWER_VIEWS = "answer-views"
    GIVE_CASES = "give-cases"
    READ_NOTICES = "read-notices"
    SEE_FIGURES = "see-figures"
    MANAGE_STAFF = "manage-staff"
    APPROVE_DECISIONS = "approve-decisions"
    DECIDE_NAMELESS = "decide-nameless"
    EXTEND_BEYOND = "extend-beyond"
    CHANGE_CALENDAR = "change-calendar"
    SEE_SINCE_COMPLAINING = "see-since-complaining"


_MANAGER = {
    Right.GIVE_CASES,
    Right.SEE_FIGURES,
    Right.APPROVE_DECISIONS,
    Right.DECIDE_NAMELESS,
}
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
    Role.TEAM_LEADER: frozenset(_WORKER | _MANAGER),
    Role.HEAD_OF_SERVICE: frozenset(
        _WORKER | _MANAGER | {Right.SEE_OWN_AREA, Right.EXTEND_BEYOND, Right.SEE_SINCE_COMPLAINING}
    ),
    Role.CUSTOMER_RELATIONS: frozenset(
        {
            Right.OPEN_WORKLIST,
            Right.RECORD_CONTACTS,
            Right.SEE_EVERY_CASE,
            Right.SEE_CONCERNS,
            Right.TRIAGE,
            Right.WORK_ANY_TEAM,
            Right.WORK_OWN_TEAM,
            Right.READ_NOTICES,
            Right.SEE_SEALED,
            Right.EXTEND_BEYOND,
            Right.CHANGE_CALENDAR,
            Right.SEE_SINCE_COMPLAINING,
        }
        | _MANAGER
    ),
    # A councillor answers the views about policies that councillors made (clause FP-6); no other case is shown to them.
    Role.MEMBER: frozenset({Right.OPEN_WORKLIST, Right.SEE_OWN_REPRESENTATIONS, Right.ANSWER_VIEWS, Right.SEE_FIGURES}),
    Role.ANALYST: frozenset({Right.SEE_FIGURES}),
    Role.ADMINISTRATOR: frozenset({Right.MANAGE_STAFF, Right.SEE_FIGURES, Right.CHANGE_CALENDAR}),
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

#: Who opens a sealed case: whoever has one of these rights, whichever team has it.
OPENS: dict[Seal, frozenset[Right]] = {
    Seal.CONCERN: frozenset({Right.SEE_CONCERNS, Right.TRIAGE}),
    Seal.HATE: frozenset({Right.SEE_SEALED}),
    Seal.TREATED_WORSE: frozenset({Right.SEE_SEALED}),
}


def sealed_from(rights: frozenset[Right]) -> tuple[Seal, ...]:
    """The seals that nobody with only these rights opens."""
    return tuple(seal for seal, opening in OPENS.items() if not opening & rights)


def may(role: Role, right: Right) -> bool:
    """Does the table give this role that right?"""
    return right in RIGHTS[role]
