"""What is done to a sampled case: what casework writes, written to plain values, so that 100,000 are quick.

Each act stands for the act of the same name in `shared/casework`; `tests/worker/test_sampling.py` plays sampled
histories again through casework and finds the same case.
"""

from datetime import date, datetime

from shared.casework import clocks, closing, steps
from shared.casework.folding import searchable
from shared.charter.vocabulary import Act, Channel, Counted, Kind
from shared.charter.workflow import Outcome, Stage
from shared.models.happened import Happened
from shared.models.staff import Staff
from shared.worker.sampling.kept import Kept
from shared.worker.sampling.plain_clock import PlainClock, PlainStop, begun


class Life(Kept):
    """A case, and everything that can be done to it. An act after the sample's last moment raises `NotYet`."""

    def receive(self, *, tell: bool = True) -> None:
        """See `intake.open_case`."""
        self._heard(self.received_at, self.channel, self.words)
        self._promise(Counted.RECEIVED, self.received_on)
        self._write(Happened.RECEIVED, self.received_at, self.by, channel=self.channel, kind=self.kind)
        if tell:
            self._tell("received", self.received_at)

    def route(self, team: str, service: str | None, reason: str, by: Staff, at: datetime) -> None:
        """See `routing.route`."""
        self._go(at)
        before = self.charter.team_name(self.team)
        clocks.restart(self.case, on=at.date(), charter=self.charter)
        self.team, self.service, self.stage = team, service or self.service, Stage.OFFERED
        self.owner, self.accepted_at, self.waiting_until = None, None, None
        name = self.charter.team_name(team)
        self._write(Happened.ROUTED, at, by, team=name, before=before, reason=reason)
        self._tell("routed", at, reason=reason)

    def accept(self, by: Staff, at: datetime) -> None:
        """See `routing.accept`."""
        self._go(at)
        self.stage, self.accepted_at, self.owner = Stage.IN_HAND, at, by
        self._write(Happened.ACCEPTED, at, by, team=self.charter.team_name(self.team), owner=by.name)

    def send_back(self, reason: str, by: Staff, at: datetime) -> None:
        """See `routing.send_back`."""
        self._go(at)
        before, self.team, self.stage = self.charter.team_name(self.team), None, Stage.RECEIVED
        self.bounces += 1
        self._write(Happened.SENT_BACK, at, by, team=before, reason=reason, bounces=self.bounces)

    def give(self, to: Staff, by: Staff, at: datetime) -> None:
        """See `routing.give`."""
        self._go(at)
        self.owner = to
        self._write(Happened.GIVEN, at, by, owner=to.name)

    def acknowledge(self, words: str, by: Staff, at: datetime) -> None:
        """See `replies.acknowledge`."""
        self._go(at)
        clocks.keep(self.case, Act.ACKNOWLEDGE, on=at.date())
        if self.acknowledged_at is None:
            self._promise(Counted.ACKNOWLEDGED, at.date())
        self.acknowledged_at = at
        self._say(at, by, words)
        if self.kind is Kind.COMPLIMENT:
            closing.end(self.case, Outcome.THANKED, at=at, charter=self.charter)
        self._write(Happened.ACKNOWLEDGED, at, by)
        self._tell("acknowledged", at, words=words)
        if self.kind is Kind.COMPLIMENT:
            self._tell_team("praise", at, words=self.words)

    def reply(self, words: str, by: Staff, at: datetime, outcome: Outcome = Outcome.ANSWERED) -> None:
        """See `replies.reply`."""
        self._go(at)
        clocks.restart(self.case, on=at.date(), charter=self.charter)
        if clocks.open_clock(self.case, Act.ACKNOWLEDGE):
            clocks.keep(self.case, Act.ACKNOWLEDGE, on=at.date(), by_act=Act.REPLY)
            self._promise(Counted.ACKNOWLEDGED, at.date())
        self.acknowledged_at = self.acknowledged_at or at
        clocks.keep(self.case, Act.REPLY, on=at.date())
        self._say(at, by, words)
        closing.end(self.case, outcome, at=at, charter=self.charter)
        self._write(Happened.REPLIED, at, by, outcome=outcome)
        self._tell("replied", at, words=words, contact=self.owner.name if self.owner else by.name)

    def explain(self, day: date, reason: str, by: Staff, at: datetime) -> None:
        """See `replies.explain`."""
        self._go(at)
        before = self._give_date(day, reason, at.date())
        missed = date.fromisoformat(before) < at.date()
        self._write(Happened.EXPLAINED, at, by, reason=reason, day=day.isoformat(), before=before, missed=missed)
        self._tell("explained", at, reason=reason)

    def ask(self, words: str, by: Staff, at: datetime) -> None:
        """See `replies.ask`."""
        self._go(at)
        last = self.charter.calendar.add(at.date(), self.charter.organisation.waiting_days)
        stopped = self._stop(at.date(), last, words)
        until = clocks.answer_by(self.case, on=at.date(), charter=self.charter)
        self.stage, self.waiting_until = Stage.WAITING, until
        self._say(at, by, words)
        self._write(Happened.ASKED, at, by, until=until.isoformat(), stopped=stopped)
        self._tell("asked", at, words=words, stopped=stopped)

    def carry_on(self, by: Staff, at: datetime) -> None:
        """See `replies.carry_on`."""
        self._go(at)
        self._take_up_again(by, at)

    def write(self, words: str, by: Staff, at: datetime) -> None:
        """See `replies.write`."""
        self._go(at)
        self._say(at, by, words)
        self._write(Happened.WROTE, at, by)
        self._tell("wrote", at, words=words)

    def note(self, words: str, by: Staff, at: datetime) -> None:
        """See `replies.note`."""
        self._go(at)
        self._write(Happened.NOTED, at, by, public=False, words=words)

    def hear(self, words: str, at: datetime, channel: Channel = Channel.WEB) -> None:
        """See `heard.hear`, from the customer's own page."""
        self._go(at)
        self._heard(at, channel, words)
        self.norm = f"{self.norm} {searchable(words)}"
        self._write(Happened.ADDED, at, None, channel=channel)
        if self.stage is Stage.WAITING:
            self._take_up_again(None, at)
        elif self.stage is Stage.CLOSED:
            self._open_again(at)
        self._tell("added", at)

    def close(self, outcome: Outcome, reason: str, by: Staff, at: datetime) -> None:
        """See `closing.close`."""
        self._go(at)
        clocks.restart(self.case, on=at.date(), charter=self.charter)
        if outcome is not Outcome.SAME_AS_ANOTHER and clocks.open_clock(self.case, Act.ACKNOWLEDGE):
            clocks.keep(self.case, Act.ACKNOWLEDGE, on=at.date(), by_act=Act.EXPLAIN)
            self.acknowledged_at = self.acknowledged_at or at
        closing.end(self.case, outcome, at=at, charter=self.charter)
        self._write(Happened.CLOSED, at, by, outcome=outcome, reason=reason)
        self._tell("closed", at, outcome=outcome.value, reason=reason)

    def withdraw(self, words: str, at: datetime) -> None:
        """See `closing.withdraw`."""
        self._go(at)
        clocks.restart(self.case, on=at.date(), charter=self.charter)
        closing.end(self.case, Outcome.WITHDRAWN, at=at, charter=self.charter)
        self._write(Happened.WITHDRAWN, at, None, reason=words)
        self._tell("withdrawn", at)

    def _give_date(self, day: date, why: str, on: date) -> str:
        """See `clocks.give_date`; gives back the date before."""
        old = next(clock for clock in self.clocks if clock.open and clock.act is Act.REPLY)
        before = old.due_on
        assert before is not None
        old.kept_on, old.kept_by = on, Act.EXPLAIN
        days = max(self.charter.calendar.between(old.started_on, day), 1)
        given = PlainClock(old.promise, Act.REPLY, old.started_on, old.counting, days, day, day, True, why)
        given.stage = old.stage
        self.clocks.append(given)
        return before.isoformat()

    def _stop(self, on: date, until: date, why: str) -> bool:
        """See `clocks.stop`; did any clock stop?"""
        promises = self.charter.promise_by_id
        running = [clock for clock in self.clocks if clock.open and clock.due_on and clock.due_on >= on]
        stopped = [clock for clock in running if promises[clock.promise].stops_while_waiting]
        for clock in stopped:
            clock.stops.append(PlainStop(on, until, why))
            clock.due_on = None
        return bool(stopped)

    def _open_again(self, at: datetime) -> None:
        self.closed_at, self.outcome = None, None
        steps.rest(self.case)
        promised = {promise.act: promise for promise in clocks.promised(self.case, self.charter)}
        act = next(act for act in (Act.REPLY, Act.DECIDE, Act.ACKNOWLEDGE) if act in promised)
        self.clocks.append(begun(promised[act], at.date(), self.charter, self.stage_number))
        self._write(Happened.REOPENED, at, None, reason="")

    def _take_up_again(self, by: Staff | None, at: datetime) -> None:
        restarted = clocks.restart(self.case, on=at.date(), charter=self.charter)
        steps.rest(self.case)
        due = restarted[0].due_on if restarted else None
        self._write(Happened.CLOCK_RESTARTED, at, by, day=due.isoformat() if due else None)
