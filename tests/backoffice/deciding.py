"""Somebody who writes the decision of a complaint, at a desk without a script: for tests of what they do there."""

from dataclasses import dataclass
from typing import Any

from werkzeug.test import TestResponse

from shared.casework import procedures
from shared.casework.customers import Person
from shared.charter.vocabulary import Kind
from shared.models.cases import Case
from shared.models.decisions import Decision
from shared.models.happened import Happened
from shared.models.staff import Staff
from tests.backoffice.desk import Office
from tests.builders import MORAG, a_written_decision, held

POINTS: dict[str, Any] = {
    "definition": "The light was out.",
    "sought": "Mend it.",
    "point_1": "It was late.",
    "point_2": "Nobody rang.",
}
FOUND: dict[str, Any] = {
    "finding_1": "upheld",
    "reasons_1": "Our records show it.",
    "finding_2": "not-upheld",
    "reasons_2": "We rang on Monday.",
    "outcome": "partly-upheld",
    "reason": "We were too slow, but we did ring.",
}
LESSON: dict[str, Any] = {"words": "We ring first.", "owner": "0", "day": ["16", "3", "2027"]}
REMEDY: dict[str, Any] = {"kind": "apology", "words": "We are sorry.", "owner": "0", "day": ["16", "3", "2027"]}


def at_stage_two(office: Office, by: Staff, person: Person = MORAG) -> Case:
    """A complaint whose decision somebody else has to read, in the hands of whoever writes it."""
    case = office.case(Kind.COMPLAINT, person=person)
    with office.records() as session:
        kept = session.get_one(Case, case.id)
        kept.stage_number = 2
        held(session, kept, by=session.get_one(Staff, by.id), charter=office.charter)
    return office.now(case.reference)


def written(office: Office, by: Staff, *, stage: int = 1, person: Person = MORAG, **parts: Any) -> Case:
    """The same with every part of its decision written."""
    case = at_stage_two(office, by, person) if stage == 2 else office.case(Kind.COMPLAINT, person=person)
    with office.records() as session:
        a_written_decision(
            session, session.get_one(Case, case.id), by=session.get_one(Staff, by.id), charter=office.charter, **parts
        )
    return office.now(case.reference)


def a_complaint(office: Office, kind: Kind = Kind.COMPLAINT) -> Case:
    """One that the worker has accepted."""
    case = office.case(kind)
    with office.records() as session:
        worker = session.get_one(Staff, office.cast.worker.id)
        held(session, session.get_one(Case, case.id), by=worker, charter=office.charter)
    return office.now(case.reference)


@dataclass
class Writer:
    """Somebody who works on the decision of one case, seeing it as it is now unless a test says otherwise."""

    office: Office
    staff: Staff
    case: Case

    def __post_init__(self) -> None:
        self.desk = self.office.desk(self.staff)

    def opens(self, part: str = "", *, step: str = "decision") -> TestResponse:
        """A page of the decision; the whole of it where no part is named."""
        return self.desk.opens(f"{step}/{part}".rstrip("/"), self.case)

    def saves(
        self, part: str = "", *, step: str = "decision", while_writing: bool = False, **answers: Any
    ) -> TestResponse:
        """One part of it."""
        answers.setdefault("seen", self.office.now(self.case.reference).version)
        return self.desk.takes(f"{step}/{part}".rstrip("/"), self.case, part=while_writing, **answers)

    @property
    def decision(self) -> Decision:
        """What is written now."""
        with self.office.records() as session:
            found = procedures.decision_of(session.get_one(Case, self.case.id))
            assert found is not None
            _ = (list(found.points), list(found.remedies), list(found.lessons), found.approved_by)
            session.expunge_all()
            return found

    def lines(self, what: Happened) -> int:
        """How often that happened."""
        return sum(line.what is what for line in self.office.now(self.case.reference).happenings)
