"""How a complaint is dealt with: by which procedure, in which stages, with which findings, and who looks after us."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from shared.charter.promises import Clause
from shared.charter.spans import months_after

#: The procedure that a complaint takes where nothing asks for another.
ORDINARY = "complaint"
#: The procedure of complaints by nobody we know: a manager decides whether to act (clause FP-5).
ANONYMOUS = "anonymous"


class Finding(StrEnum):
    """What was found on one point of a complaint, or on all of it; each nation has its own set."""

    UPHELD = "upheld"
    PARTLY_UPHELD = "partly-upheld"
    NOT_UPHELD = "not-upheld"
    RESOLVED = "resolved"


class Met(StrEnum):
    """How far what the customer wanted to happen was met (clause FP-14)."""

    FULLY = "fully"
    PARTLY = "partly"
    NOT = "not"


class RemedyKind(StrEnum):
    """What puts a thing right: the controlled list of the English code (7.1)."""

    APOLOGY = "apology"
    ACKNOWLEDGEMENT = "acknowledgement"
    HELP = "help"
    ACTION = "action"
    RECONSIDER = "reconsider"
    RECORD = "record"
    MONEY = "money"
    CHANGE = "change"


@dataclass(frozen=True)
class ProcedureStage:
    """One stage of a procedure, as the customer is told of it.

    `approval`: somebody else reads the decision before it leaves. `at_once`: a complaint may begin here, where the
    customer asks for it or the matter is serious.
    """

    procedure: str
    number: int
    name: str
    plain: str
    approval: bool = False
    at_once: bool = False


@dataclass(frozen=True)
class Procedure:
    """One way in which complaints are dealt with.

    `services` are those whose complaints take it by themselves. `accept_months`: how old a matter may be, as advice
    to staff and never more. `ask_months` and `ask_after_answer_months`: by when the next stage is to be asked for, the
    later of the two; 0 where nobody has set a limit. `ombudsman` names a signpost, `ombudsman_months` how long
    somebody has, counted from `ombudsman_from` ("knowing" or "answer"). `update_days`: while an answer is late or its
    date was moved, the customer hears from us at least so often, in working days; 0 for never by rule.
    """

    id: str
    name: str
    plain: str
    clause: Clause
    stages: tuple[ProcedureStage, ...]
    findings: tuple[Finding, ...]
    services: tuple[str, ...] = ()
    ombudsman: str = ""
    ombudsman_months: int = 0
    ombudsman_from: str = "knowing"
    accept_months: int = 0
    ask_months: int = 0
    ask_after_answer_months: int = 0
    update_days: int = 0
    statutory: bool = False
    reading: str = ""

    def stage(self, number: int) -> ProcedureStage:
        """The stage of that number. Raises `KeyError`."""
        found = next((one for one in self.stages if one.number == number), None)
        if found is None:
            raise KeyError(f"{self.id} has no stage {number}")
        return found

    def after(self, number: int) -> ProcedureStage | None:
        """The stage that a customer may ask for after this one; None after the last."""
        return next((later for stage, later in pairwise(self.stages) if stage.number == number), None)

    def is_last(self, number: int) -> bool:
        """Is the answer of this stage the council's last word?"""
        return self.after(number) is None


@dataclass(frozen=True)
class AskingLimits:
    """By when the next stage is to be asked for: each day that counts, and the later of them, as advice only."""

    from_knowing: date | None
    from_answer: date | None

    @property
    def latest(self) -> date | None:
        """The later of the two; None where no limit was set or nobody knows when it began."""
        return max((day for day in (self.from_knowing, self.from_answer) if day), default=None)


def last_day_to_complain(procedure: Procedure, known_on: date) -> date | None:
    """The last day on which a complaint about something known since then is in time; None without a limit."""
    return months_after(known_on, procedure.accept_months) if procedure.accept_months else None


def asking_limits(procedure: Procedure, *, known_on: date | None, answered_on: date | None) -> AskingLimits:
    """By when the next stage is to be asked for: the later of two months after the answer and six after the event."""
    first = months_after(known_on, procedure.ask_months) if known_on and procedure.ask_months else None
    months = procedure.ask_after_answer_months
    second = months_after(answered_on, months) if answered_on and months else None
    return AskingLimits(first, second)


def choose_procedure(
    procedures: Mapping[str, Procedure], *, service: str | None, asked: Collection[str] = (), nameless: bool = False
) -> Procedure:
    """The procedure that a complaint takes.

    What a sign asks for comes first, then what a service's complaints take by law, then the complaint of somebody
    who gave no name, then the ordinary one.
    """
    for wanted in asked:
        if wanted in procedures:
            return procedures[wanted]
    by_service = next((one for one in procedures.values() if service and service in one.services), None)
    if by_service is not None:
        return by_service
    return procedures[ANONYMOUS] if nameless and ANONYMOUS in procedures else procedures[ORDINARY]
