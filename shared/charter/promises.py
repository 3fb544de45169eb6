"""What was promised: one record for each published commitment, with the clause it is written in."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shared.charter.vocabulary import Act, Counted, Counting, Kind, Support


class Origin(StrEnum):
    """Who says so: one of the council's documents, a national procedure, or the council's own decision."""

    DOCUMENT = "document"
    PROCEDURE = "procedure"
    COUNCIL = "council"


@dataclass(frozen=True)
class Document:
    """A published document that promises are cited from."""

    id: str
    title: str
    publisher: str
    origin: Origin
    dated: str = ""
    link: str = ""


@dataclass(frozen=True)
class Clause:
    """Where a rule is written, and in what words."""

    document: Document
    number: str
    words: str


@dataclass(frozen=True)
class Promise:
    """One commitment that can be counted: an act, for a kind, within so many working days.

    `days` are working days by `counting`, or days or months of the calendar where that says so, from `counted_from`.
    `otherwise` is the act that keeps the promise when the first cannot be done in time (clause FP-2: say why, and
    when). `at_most` is the longest that an explained new date may reach, in the same unit from the same start; None
    leaves it to the one who explains. `stops_while_waiting` says whether asking the customer something stops the
    clock. A complaint's promise belongs to one stage of one procedure.
    """

    id: str
    kind: Kind
    act: Act
    days: int
    clause: Clause
    counted_from: Counted = Counted.RECEIVED
    counting: Counting = Counting.AFTER_RECEIPT
    otherwise: Act | None = None
    at_most: int | None = None
    stops_while_waiting: bool = False
    plain: str = ""
    reading: str = ""
    since: date = date.min
    until: date = date.max
    procedure: str = ""
    stage: int = 1

    def in_force(self, day: date) -> bool:
        """Was this promised on that day? A case keeps the promise in force on the day it was received."""
        return self.since <= day <= self.until


@dataclass(frozen=True)
class Standard:
    """A published commitment that cannot be counted ("courteous"): listed, starting no clock."""

    id: str
    plain: str
    clause: Clause
    reading: str = ""


@dataclass(frozen=True)
class SupportPromise:
    """Help that is promised within so many working days after it was asked for (0: on the same working day)."""

    support: Support
    days: int
    plain: str
    clause: Clause
    reading: str = ""
