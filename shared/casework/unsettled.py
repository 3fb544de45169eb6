"""What somebody may be told while it is not settled that they speak for the customer: nothing about the customer."""

from dataclasses import dataclass
from datetime import date

from shared.casework import clocks, explaining
from shared.casework.explaining import Explanation
from shared.charter.clock import Start, reckon
from shared.charter.next_step import NextStep, Who, next_step
from shared.charter.organisation import Charter
from shared.models.cases import Case
from shared.models.representatives import Authority


@dataclass(frozen=True)
class Unsettled:
    """By when it is settled, and why on that day; `late_since` is the day that was missed, if one was."""

    explanation: Explanation
    late_since: date | None = None

    @property
    def by(self) -> date:
        """The day by which it is settled either way."""
        return self.explanation.by


def unsettled(authority: Authority, charter: Charter, today: date) -> Unsettled:
    """By when it is settled whether they may speak for the customer; past that day, by when they hear from us."""
    asked = clocks.today_of(charter, authority.asked_at)
    if authority.settle_by >= today:
        return Unsettled(_counted(asked, authority.settle_by, charter))
    missed, late = authority.settle_by, charter.organisation.late_days
    while (by := charter.calendar.add(missed, late)) < today:
        missed = by
    return Unsettled(_counted(missed, by, charter), late_since=authority.settle_by)


def _counted(since: date, by: date, charter: Charter) -> Explanation:
    days = charter.calendar.between(since, by)
    counted = reckon(charter.calendar, Start(since), days) if days else None
    return Explanation(by, since, days, counted if counted and counted.due_on == by else None)


def ours_next(case: Case, charter: Charter, today: date) -> tuple[NextStep, Explanation] | None:
    """What the council does next, and why on that day; None where it is the customer's turn: that is theirs to know."""
    step = next_step(clocks.story(case, charter), charter, today)
    return (step, explaining.explained(case, step, charter)) if step.who is Who.COUNCIL else None
