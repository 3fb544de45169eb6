"""One sampled case under the names that a `Case` has, in plain values, and the rows that belong to it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, cast

from shared.casework import clocks, procedures
from shared.casework.customers import known_by
from shared.casework.folding import searchable
from shared.casework.intake import subject_of
from shared.charter.organisation import Charter
from shared.charter.signs import Sign
from shared.charter.vocabulary import Channel, Counted, Kind, OnBehalf, Reach, Seal, SignedBy
from shared.charter.workflow import Outcome, Stage
from shared.models.cases import Case
from shared.models.decisions import Decision, Rest
from shared.models.happened import Happened
from shared.models.staff import Staff
from shared.worker.sampling.people import Resident
from shared.worker.sampling.plain_clock import PlainClock, begun
from shared.worker.sampling.telling import Line, Telling

Row = dict[str, Any]
#: What is kept of a case: every column of its table.
_FIELDS = tuple(Case.__table__.columns.keys())


class NotYet(Exception):
    """The next act lies after the moment for which the sample is made."""


@dataclass(frozen=True)
class Opening:
    """How a case begins; `by` is whoever recorded it, None for what came by the web."""

    id: int
    reference: str
    tracking_key: str
    kind: Kind
    channel: Channel
    service: str | None
    customer: Resident | None
    words: str
    wanted: str
    received_at: datetime
    by: Staff | None = None


class Kept:
    """What is kept of a case. Moments are local and know their zone."""

    next_on: date

    def __init__(self, opening: Opening, charter: Charter, until: datetime, telling: Telling) -> None:
        self.charter, self.until, self._telling, self.by = charter, until, telling, opening.by
        self.id, self.reference, self.tracking_key = opening.id, opening.reference, opening.tracking_key
        self.submission_key = f"sample-{opening.reference}"
        self.kind, self.channel, self.service = opening.kind, opening.channel, opening.service
        self.customer, self.words, self.wanted = opening.customer, opening.words, opening.wanted
        self.customer_id = self.customer.id if self.customer else None
        self.subject = subject_of(self.words)
        self.received_at, self.received_on = opening.received_at, opening.received_at.date()
        self.stage, self.version, self.bounces, self.on_behalf = Stage.RECEIVED, 0, 0, OnBehalf.MYSELF
        self.team: str | None = None
        self.owner: Staff | None = None
        self.accepted_at: datetime | None = None
        self.acknowledged_at: datetime | None = None
        self.waiting_until: date | None = None
        self.closed_at: datetime | None = None
        self.outcome: Outcome | None = None
        nameless = self.customer is None
        self.procedure = procedures.named(charter, self.kind, self.service, (), nameless=nameless)
        self.stage_number, self.signs, self.seal = 1, list[Sign](), Seal.NONE
        self.signed_by, self.signed_name = SignedBy.OWNER, ""
        self.happened_on: date | None = None
        self.rest_until: date | None = None
        self.decided: list[Decision] = []
        self.rests: list[Rest] = []
        self.clocks: list[PlainClock] = []
        self.contacts: list[Row] = []
        self.happenings: list[Row] = []
        self._later: list[Line] = []
        who = self.customer
        known = known_by(who.name, who.email, who.phone) if who else ""
        words = (self.reference, self.reference.replace("-", ""), known, self.words, self.wanted)
        self.norm = searchable(" ".join(words))

    @property
    def case(self) -> Case:
        """This case where casework asks for one: it has all that is asked of it."""
        return cast(Case, self)

    @property
    def owner_id(self) -> int | None:
        """As on a case."""
        return self.owner.id if self.owner else None

    @property
    def _name(self) -> str:
        return self.customer.name if self.customer else ""

    def row(self) -> Row:
        """The case as it is kept."""
        clocks.set_next_on(self.case, charter=self.charter, today=self.happenings[-1]["at"].date())
        return {name: getattr(self, name) for name in _FIELDS}

    def time_passes(self, at: datetime) -> None:
        """What others did before that moment: the worker told people that we are late, somebody rang instead."""
        for line in sorted(self._later, key=lambda line: line.at):
            if line.at <= at:
                self._tell_late(line.at)
                self._later.remove(line)
                self._write(line.what, line.at, line.by, public=False, **line.facts)
        self._tell_late(at)

    def _tell_late(self, at: datetime) -> None:
        """See `lateness.tell_late`: each morning, whoever was promised something by the day before."""
        missed = [c for c in self.clocks if c.open and c.due_on and c.due_on < at.date() and not c.told_late_on]
        for clock in sorted(missed, key=lambda clock: clock.due_on or date.max):
            assert clock.due_on is not None
            told = datetime.combine(clock.due_on + timedelta(days=1), time(0, 1), at.tzinfo)
            if told <= at:
                clock.told_late_on = told.date()
                self._write(Happened.TOLD_LATE, told, None, day=clock.due_on.isoformat(), act=clock.act)
                self._tell("late", told)

    def _promise(self, counted_from: Counted, on: date) -> None:
        for promise in clocks.promised(self.case, self.charter):
            if promise.counted_from is counted_from:
                self.clocks.append(begun(promise, on, self.charter, self.stage_number))

    def _go(self, at: datetime) -> None:
        self.time_passes(min(at, self.until))
        if at > self.until:
            raise NotYet

    def _write(self, what: Happened, at: datetime, by: Staff | None, *, public: bool = True, **facts: object) -> None:
        self.version += 1
        self.happenings.append(
            {
                "case_id": self.id,
                "at": at,
                "what": what,
                "staff_id": by.id if by else None,
                "by_name": by.name if by else "",
                "public": public,
                "once_key": None,
                "facts": facts,
            }
        )

    def _heard(self, at: datetime, channel: Channel, words: str) -> None:
        self._contact(at, channel, False, self._name, words)

    def _say(self, at: datetime, by: Staff, words: str) -> None:
        self._contact(at, Channel.WEB, True, by.name, words)

    def _contact(self, at: datetime, channel: Channel, ours: bool, name: str, words: str) -> None:
        values = (self.id, at, channel, ours, name, words, None)
        keys = ("case_id", "at", "channel", "ours", "by_name", "words", "once_key")
        self.contacts.append(dict(zip(keys, values, strict=True)))

    def _tell(self, template: str, at: datetime, **facts: object) -> None:
        if self.customer and self.customer.reach is not Reach.NONE:
            line = self._telling.owe(self.case, template, at, facts)
            if line is not None:
                self._later.append(line)

    def _tell_team(self, template: str, at: datetime, **facts: object) -> None:
        self._telling.owe_team(self.case, template, at, **facts)
