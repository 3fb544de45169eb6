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
    STRATEGIC_LEAD = "strategic-lead"
    EXECUTIVE_CHIEF_OFFICER = "executive-chief-officer"
    DEPUTE_CHIEF_EXECUTIVE = "depute-chief-executive"
    CHIEF_EXECUTIVE = "chief-executive"


class Right(StrEnum):
    """One thing that a role may do.

    The first five say *which* cases somebody may see; nobody sees a case that none of them opens. `SEE_CONCERNS` opens
    the worries about somebody's safety, and the cases that they are about (clause SC-8); `SEE_SEALED` what few may see:
    reports of hate, and of being treated worse for complaining (clauses FP-7, FP-16). `EXTEND_BEYOND` gives a complaint
    more time than its procedure allows. `SEE_SINCE_COMPLAINING` shows what was refused to people who had complained.

    Managing engagement: anybody records an incident; a manager judges it (`JUDGE_INCIDENTS`) and sees those of their
    team or area. `DECIDE_RESTRICTIONS`, `DECIDE_EXCEPTIONS` and `HEAR_APPEALS` are the least that a role must have to
    be named for it in the charter, which has the last word (clauses RP-9, RP-10, RP-21). `SEE_READINGS` shows who has
    read what (FP-16, CH-13).
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
    RECORD_INCIDENTS = "record-incidents"
    SEE_TEAM_INCIDENTS = "see-team-incidents"
    SEE_EVERY_INCIDENT = "see-every-incident"
    JUDGE_INCIDENTS = "judge-incidents"
    PROPOSE_RESTRICTIONS = "propose-restrictions"
    DECIDE_RESTRICTIONS = "decide-restrictions"
    DECIDE_EXCEPTIONS = "decide-exceptions"
    HEAR_APPEALS = "hear-appeals"
    SEE_READINGS = "see-readings"


#: Whoever works here can write down what happened to them (clause RP-12).
_ANYBODY = {Right.RECORD_INCIDENTS}
_MANAGER = {
    Right.GIVE_CASES,
    Right.SEE_FIGURES,
    Right.APPROVE_DECISIONS,
    Right.DECIDE_NAMELESS,
    Right.SEE_TEAM_INCIDENTS,
    Right.JUDGE_INCIDENTS,
    Right.DECIDE_RESTRICTIONS,
    Right.SEE_READINGS,
}
_WORKER = _ANYBODY | {
    Right.OPEN_WORKLIST,
    Right.RECORD_CONTACTS,
    Right.SEE_OWN_TEAM,
    Right.WORK_OWN_TEAM,
    Right.READ_NOTICES,
    Right.PROPOSE_RESTRICTIONS,
}
_HEAD = (
    _WORKER
    | _MANAGER
    | {
        Right.SEE_OWN_AREA,
        Right.EXTEND_BEYOND,
        Right.SEE_SINCE_COMPLAINING,
        Right.DECIDE_EXCEPTIONS,
        Right.HEAR_APPEALS,
    }
)
#: Who leads the whole council decides what nobody else may, and works on no cases.
_CHIEF = _ANYBODY | {
    Right.SEE_FIGURES,
    Right.SEE_TEAM_INCIDENTS,
    Right.SEE_EVERY_INCIDENT,
    Right.JUDGE_INCIDENTS,
    Right.PROPOSE_RESTRICTIONS,
    Right.DECIDE_RESTRICTIONS,
    Right.DECIDE_EXCEPTIONS,
    Right.SEE_READINGS,
}

RIGHTS: dict[Role, frozenset[Right]] = {
    Role.TRIAGE_OFFICER: frozenset(
        _ANYBODY
        | {
            Right.OPEN_WORKLIST,
            Right.RECORD_CONTACTS,
            Right.SEE_EVERY_CASE,
            Right.TRIAGE,
            Right.READ_NOTICES,
            Right.PROPOSE_RESTRICTIONS,
        }
    ),
    Role.CASE_WORKER: frozenset(_WORKER),
    Role.TEAM_LEADER: frozenset(_WORKER | _MANAGER),
    Role.HEAD_OF_SERVICE: frozenset(_HEAD),
    Role.STRATEGIC_LEAD: frozenset(_HEAD),
    Role.EXECUTIVE_CHIEF_OFFICER: frozenset(_HEAD),
    Role.CHIEF_EXECUTIVE: frozenset(_CHIEF),
    Role.DEPUTE_CHIEF_EXECUTIVE: frozenset(_CHIEF),
    Role.CUSTOMER_RELATIONS: frozenset(
        {
            Right.SEE_EVERY_CASE,
            Right.SEE_CONCERNS,
            Right.TRIAGE,
            Right.WORK_ANY_TEAM,
            Right.SEE_SEALED,
            Right.EXTEND_BEYOND,
            Right.CHANGE_CALENDAR,
            Right.SEE_SINCE_COMPLAINING,
            Right.SEE_EVERY_INCIDENT,
        }
        | (_WORKER - {Right.SEE_OWN_TEAM})
        | _MANAGER
    ),
    # A councillor answers the views about policies that councillors made (clause FP-6); no other case is shown to them.
    Role.MEMBER: frozenset(
        _ANYBODY | {Right.OPEN_WORKLIST, Right.SEE_OWN_REPRESENTATIONS, Right.ANSWER_VIEWS, Right.SEE_FIGURES}
    ),
    Role.ANALYST: frozenset(_ANYBODY | {Right.SEE_FIGURES}),
    Role.ADMINISTRATOR: frozenset(_ANYBODY | {Right.MANAGE_STAFF, Right.SEE_FIGURES, Right.CHANGE_CALENDAR}),
    Role.SAFEGUARDING_OFFICER: frozenset(
        _ANYBODY
        | {
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
    Seal.APPEAL: frozenset({Right.SEE_SEALED, Right.HEAR_APPEALS}),
}


def sealed_from(rights: frozenset[Right]) -> tuple[Seal, ...]:
    """The seals that nobody with only these rights opens."""
    return tuple(seal for seal, opening in OPENS.items() if not opening & rights)


def may(role: Role, right: Right) -> bool:
    """Does the table give this role that right?"""
    return right in RIGHTS[role]
