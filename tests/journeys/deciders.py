"""An officer who writes a decision on its pages, part by part, in a browser."""

import sqlalchemy as sa

from shared.casework import deciding, decisions, procedures
from shared.models.cases import Case
from shared.models.staff import Staff
from tests.browser import Visitor
from tests.builders import a_written_decision
from tests.journeys.conftest import Town
from tests.journeys.officers import Officer


class Decider:
    """What one officer does to the decision of one complaint."""

    def __init__(self, officer: Officer, reference: str) -> None:
        assert isinstance(officer.walker, Visitor), "a decision has many boxes of one name: it needs a browser"
        self.officer, self.walker, self.here = officer, officer.walker, f"/office/cases/{reference}/decision"

    def defines(self, definition: str, point: str) -> "Decider":
        """What the complaint is, in one point."""
        self.walker.visit(f"{self.here}/points").fill_in("What is the complaint?", definition)
        self.walker.fill_in("Point 1", point).press("Save and go on")
        return self

    def finds(self, finding: str, reasons: str, *, met: str, how: str) -> "Decider":
        """The same on the point and on the whole of it; and how much of what they want we can do."""
        self.walker.visit(f"{self.here}/found")
        for name in ("finding_1", "outcome"):
            self.walker.tab.locator(f"[name={name}][value={finding}]").check()
        self.walker.fill_in("Why did you find that on point 1?", reasons).fill_in("Why is that the outcome?", reasons)
        self.walker.press("Save and go on").choose(met)
        self.walker.fill_in("How do we do it, or why can we not?", how).press("Save and go on")
        return self

    def puts_right(self, kind: str, words: str, day: tuple[int, int, int]) -> "Decider":
        """One remedy by that day, and nobody needs training."""
        self.walker.visit(f"{self.here}/remedies").choose(kind).fill_in("What do we do?", words)
        for label, number in zip(("Day", "Month", "Year"), day, strict=True):
            self.walker.fill_in(label, str(number))
        self.walker.press("Add it").sees(words).visit(f"{self.here}/learn").choose("No").press("Save and go on")
        return self

    def asks_to_be_read(self) -> "Decider":
        """Somebody else has to read it first."""
        self.walker.visit(self.here).press("Ask somebody to read it").sees("Your team is asked to read it.")
        return self

    def reads(self) -> "Decider":
        """I have read what a colleague wrote."""
        self.walker.visit(self.here.replace("/decision", "/approve")).press("I have read it, and it may leave")
        self.walker.sees("It may leave. Whoever wrote it can issue it now.")
        return self

    def issues(self) -> "Decider":
        """It leaves, and the case is closed."""
        self.walker.visit(self.here).press("Issue the decision and close the case")
        self.walker.sees("The decision is issued, and the case is closed.")
        return self


def decides(town: Town, officer: Officer, reference: str, words: str) -> None:
    """The decision of a complaint with these reasons, issued; its pages have journeys of their own."""
    with town.records() as session:
        case = session.scalars(sa.select(Case).where(Case.reference == reference)).one()
        by = session.scalars(sa.select(Staff).where(Staff.name == officer.name)).one()
        a_written_decision(session, case, by=by, charter=town.charter, at=town.clock())
        found = {**decisions.as_found(procedures.decision_of(case)), "reasons": words}
        decisions.find(session, case, **found, by=by, at=town.clock(), charter=town.charter)
        deciding.issue(session, case, by=by, at=town.clock(), charter=town.charter)
