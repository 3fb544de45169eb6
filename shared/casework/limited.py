"""What a customer reads of their own limits where they write to us: only what they were told of (RP-7, RP-8)."""

from dataclasses import dataclass
from datetime import date, timedelta

from shared.casework import engaging
from shared.casework.steps import is_closed
from shared.charter.calendar import BeyondHorizon
from shared.charter.effects import NOTHING, Approach, Effects, answer
from shared.charter.measures import APPEAL, Measure
from shared.charter.organisation import Charter
from shared.models.cases import Case
from shared.models.customers import Customer

#: Longer than that nobody waits until we read what they wrote: then no day is named.
_LONGEST_WAIT = timedelta(days=28)


def told(customer: Customer | None, day: date, charter: Charter) -> Effects:
    """What is in force for them and was told to them. What they were not told is never said beside anything else."""
    found = engaging.in_force(customer, day, charter)
    limits = [limit for one in found if one.told_at is not None for limit in one.limits]
    return engaging.together(limits) if limits else NOTHING


@dataclass(frozen=True)
class Written:
    """That limits which bear on a case were told in a letter; `page` is the customer's page about them, or empty."""

    page: str


def written(case: Case, day: date, charter: Charter) -> Written | None:
    """What the page of a case says of limits that are in force, were told, and bear on it; None where there are none.

    Anybody can type a name and an address. So the page about the limits is named only where it is sure who opened the
    case: it is part of the evidence, the matter that is closed, or an appeal. What came in since says nothing.
    """
    for one in reversed(engaging.in_force(case.customer, day, charter)):
        bears = any(limit.case_id in (None, case.id) for limit in one.limits)
        if one.told_at is None or not bears:
            continue
        theirs = {limit.case_id for limit in one.limits} | {incident.case_id for incident in one.incidents}
        theirs |= {appeal.case_id for appeal in one.appeals}
        if case.id in theirs:
            return Written(f"/contact/{one.key}")
        if case.received_at <= one.told_at:
            return Written("")
    return None


def kept_only(case: Case, day: date, charter: Charter) -> bool:
    """Do we keep what they add to this case, and answer no more on it?"""
    if not is_closed(case):
        return False
    ruling = answer(told(case.customer, day, charter), Approach.ADD_TO_CLOSED, case=case.id)
    return ruling.because is Measure.CLOSED_MATTER


def read_on(case: Case, day: date, charter: Charter) -> date | None:
    """The day on which we read what comes in today; None where we read it as it comes, as with every appeal.

    It is a later day, even where today is one of the fixed days: what comes in tonight is not read today.
    """
    days = told(case.customer, day, charter).days
    if not days or case.procedure == APPEAL:
        return None
    later = (day + timedelta(days=number) for number in range(1, _LONGEST_WAIT.days + 1))
    try:
        return next((one for one in later if one.weekday() in days and charter.calendar.counts(one)), None)
    except BeyondHorizon:
        return None
