"""What is done to a sampled complaint in its procedure: decided, looked at again, taken up without a name."""

from datetime import date, datetime
from typing import Any

from shared.casework import clocks, closing, procedures, steps
from shared.casework.letters import body_of, letter_of
from shared.charter.procedure import Procedure
from shared.charter.vocabulary import Act, Counted
from shared.charter.workflow import Outcome, Stage
from shared.models.decisions import Decision, RemedyState, Rest, RestFor
from shared.models.happened import Happened
from shared.models.staff import Staff
from shared.worker.sampling import verdicts
from shared.worker.sampling.life import Life
from shared.worker.sampling.plain_clock import PlainClock, PlainStop
from shared.worker.sampling.verdicts import Verdict


class Complaint(Life):
    """A case that is a complaint, and what only complaints go through."""

    @property
    def followed(self) -> Procedure:
        """The procedure that it takes."""
        return self.charter.procedures[self.procedure]

    def _decision(self) -> Decision:
        """See `procedures.decision_to_write`."""
        if not self.decided or self.decided[-1].stage != self.stage_number:
            self.decided.append(
                procedures.begun(self.procedure, self.stage_number, self.received_on, sought=self.wanted)
            )
        return self.decided[-1]

    def decide(self, verdict: Verdict, by: Staff, approver: Staff | None, at: datetime) -> None:
        """See `decisions`, `remedies`, `lessons` and `deciding.issue`, one after another."""
        self._go(at)
        decision = self._decision()
        team = self.team or self.charter.organisation.customer_relations_team
        owner = self.owner or by
        verdicts.fill(decision, verdict, subject=self.subject, team=team, owner=owner, service=self.service)
        self._write_down(decision, verdict, by, at)
        if approver is not None:
            self._write(Happened.APPROVAL_ASKED, at, by, public=False)
            self._write(Happened.APPROVED, at, approver, public=False)
            decision.approval_asked_at, decision.approval_asked_by_id = at, by.id
            decision.approved_at, decision.approved_by_id = at, approver.id
        self._issue(decision, by, at)

    def _write_down(self, decision: Decision, verdict: Verdict, by: Staff, at: datetime) -> None:
        points = [one.words for one in decision.points]
        self._write(Happened.POINTS_CHANGED, at, by, public=False, definition=decision.definition, points=points)
        self._write(Happened.DECISION_CHANGED, at, by, public=False, outcome=verdict.finding.value)
        if verdict.remedy is not None:
            kind, words, day = verdict.remedy
            facts = {"remedy": kind.value, "words": words, "day": day.isoformat()}
            self._write(Happened.REMEDY_CHANGED, at, by, public=False, **facts)
        if verdict.lesson is not None:
            words, day = verdict.lesson
            self._write(Happened.LESSON_CHANGED, at, by, public=False, words=words, day=day.isoformat())

    def _issue(self, decision: Decision, by: Staff, at: datetime) -> None:
        letter = letter_of(self.case, decision, self.charter, by=by, on=at.date())
        words = body_of(letter, self.charter, self.charter.organisation.languages[0])
        clocks.restart(self.case, on=at.date(), charter=self.charter)
        if clocks.open_clock(self.case, Act.ACKNOWLEDGE):
            clocks.keep(self.case, Act.ACKNOWLEDGE, on=at.date(), by_act=Act.REPLY)
            self._promise(Counted.ACKNOWLEDGED, at.date())
        self.acknowledged_at = self.acknowledged_at or at
        clocks.keep(self.case, Act.REPLY, on=at.date())
        decision.issued_at, decision.issued_by_id = at, by.id
        self._say(at, by, words)
        closing.end(self.case, Outcome.ANSWERED, at=at, charter=self.charter)
        outcome = decision.outcome.value if decision.outcome else None
        self._write(Happened.DECIDED, at, by, outcome=outcome, stage=self.stage_number)
        self._tell("decided", at, words=words, letter=letter)

    def put_right(self, how: str, by: Staff, at: datetime) -> None:
        """See `remedies.done`, of the first that was promised last."""
        self._go(at)
        remedy = self.decided[-1].remedies[0]
        remedy.state, remedy.how, remedy.ended_on = RemedyState.DONE, how, at.date()
        self._write(Happened.REMEDY_DONE, at, by, remedy=remedy.kind.value, words=remedy.words, how=how)
        self._tell("remedy_done", at, words=f"{remedy.words}\n\n{how}", remedy=remedy.kind.value)

    def ask_next_stage(self, words: str, at: datetime) -> None:
        """See `stages.ask_next_stage`."""
        self._go(at)
        following = self.followed.after(self.stage_number)
        assert following is not None
        before = self._decision()
        on = at.date()
        clocks.drop(self.case, on=on)
        self.closed_at, self.outcome, self.acknowledged_at = None, None, None
        self.owner, self.accepted_at, self.stage_number = None, None, following.number
        steps.rest(self.case)
        begun = procedures.begun(
            self.procedure, following.number, on, sought=before.sought, definition=before.definition, asked=words
        )
        self.decided.append(begun)
        self._promise(Counted.RECEIVED, on)
        facts: dict[str, Any] = {"stage": following.name, "words": words, "asked": True, "number": following.number}
        self._write(Happened.ESCALATED, at, None, **facts)
        self._tell("escalated", at, stage=following.name, plain=following.plain, reason="")

    def rest(self, reason: str, review_on: date, by: Staff, at: datetime) -> None:
        """See `resting.rest`, for mediation."""
        self._go(at)
        clocks.restart(self.case, on=at.date(), charter=self.charter)
        for clock in self.clocks:
            if clock.open and clock.due_on and clock.due_on >= at.date():
                clock.stops.append(PlainStop(at.date(), review_on, reason))
                clock.due_on = None
        rest = Rest(what=RestFor.MEDIATION, reason=reason, began_on=at.date(), review_on=review_on, how="")
        self.rests.append(rest)
        self.stage, self.waiting_until, self.rest_until = Stage.RESTING, None, review_on
        facts: dict[str, Any] = {"rests_for": "mediation", "reason": reason, "until": review_on.isoformat()}
        self._write(Happened.RESTED, at, by, **facts)
        self._tell("rested", at, **facts)

    def go_on(self, how: str, by: Staff, at: datetime) -> None:
        """See `resting.go_on`."""
        self._go(at)
        steps.end_rest(self.case, on=at.date(), how=how)
        restarted = clocks.restart(self.case, on=at.date(), charter=self.charter)
        steps.rest(self.case)
        due = restarted[0].due_on if restarted else None
        self._write(Happened.REST_ENDED, at, by, reason=how, day=due.isoformat() if due else None)
        self._tell("goes_on", at, reason=how)

    def take_up(self, day: date | None, reason: str, by: Staff, at: datetime) -> None:
        """See `nameless.take_up`."""
        self._go(at)
        decision = self._decision()
        decision.taken_up = day is not None
        owed = clocks.open_clock(self.case, Act.DECIDE)
        assert owed is not None
        clocks.keep(self.case, Act.DECIDE, on=at.date())
        if day is None:
            decision.reasons, decision.issued_at, decision.issued_by_id = reason, at, by.id
            closing.end(self.case, Outcome.NOT_TAKEN_UP, at=at, charter=self.charter)
        else:
            days = max(self.charter.calendar.between(at.date(), day), 1)
            counting = self.charter.promise_by_id[owed.promise].counting
            given = PlainClock(owed.promise, Act.REPLY, at.date(), counting, days, day, day, True, reason)
            self.clocks.append(given)
        facts: dict[str, Any] = {"taken_up": day is not None, "reason": reason, "day": day.isoformat() if day else None}
        self._write(Happened.TAKEN_UP, at, by, **facts)
