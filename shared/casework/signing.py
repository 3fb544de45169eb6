"""Whose name the customer reads under our messages (clauses CC-2, RP-8, RP-13, RP-29; trap T-19)."""

from datetime import date

from shared.casework.engaging import effects_of
from shared.charter.organisation import Charter
from shared.charter.vocabulary import SignedBy
from shared.models.cases import Case


def signed(case: Case, name: str, charter: Charter, day: date) -> str:
    """The name that the customer reads in place of this one: the team's, a senior manager's, or it itself."""
    if signed_by(case, charter, day) is SignedBy.TEAM:
        return charter.team_name(case.team)
    if case.signed_by is SignedBy.MANAGER and case.signed_name:
        return case.signed_name
    return name


def signed_by(case: Case, charter: Charter, day: date) -> SignedBy:
    """Whose name it is: a measure that gives no names counts before what was chosen for this one case."""
    return SignedBy.TEAM if effects_of(case, day, charter).no_names else case.signed_by


def contact_of(case: Case, charter: Charter, day: date) -> str | None:
    """The named contact of a case as the customer reads it; None while nobody has it."""
    return signed(case, case.owner.name, charter, day) if case.owner else None
