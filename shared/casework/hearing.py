"""Who may hear an appeal: a role that the charter names, and never whoever decided or was harmed (clause RP-10)."""

from typing import Any

from shared.charter.access import Right
from shared.charter.fairness import Decider, may_hear_appeal
from shared.charter.organisation import Charter
from shared.models.restrictions import Entered, Restriction
from shared.models.staff import Staff


def decider(restriction: Restriction, by: Staff) -> Decider:
    """This person, and what they had to do with it before: harmed by what it is about, or having proposed it."""
    affected = any(by.id in (one.affected_id, one.staff_id) for one in restriction.incidents)
    wrote = any(by.id == one.by_id for one in restriction.entries if one.what is Entered.PROPOSED)
    return Decider(by.role, by.rights, affected=affected, proposed=wrote or by.id == restriction.proposed_by_id)


def of(restriction: Restriction, by: Staff, charter: Charter) -> dict[str, Any]:
    """Where this person stands to an appeal against that restriction, for the table of passages."""
    who = decider(restriction, by)
    had_part = who.affected or who.proposed or by.id in (restriction.decided_by_id, restriction.excepted_by_id)
    engagement = charter.engagement
    hears = engagement is not None and may_hear_appeal(engagement, who, decided=had_part) is None
    return {"appeal": True, "hears_appeals": hears and Right.HEAR_APPEALS in by.rights, "decided_restriction": had_part}
