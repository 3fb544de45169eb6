"""How sampled cases go: quickly or late, to the wrong team first, waiting for an answer, opened again."""

from datetime import datetime, timedelta
from random import Random

from shared.casework import clocks
from shared.charter.access import Right
from shared.charter.organisation import Charter, Service
from shared.charter.triage import choose_route
from shared.charter.vocabulary import Act, Kind
from shared.charter.workflow import Outcome
from shared.models.staff import Staff
from shared.worker.sampling import verdicts
from shared.worker.sampling.complaints import Complaint
from shared.worker.sampling.desk import Desk
from shared.worker.sampling.kept import NotYet
from shared.worker.sampling.life import Life
from shared.worker.sampling.staffroom import Staffroom
from shared.worker.sampling.words import Stories

#: How triage closes what needs no answer, as often as each.
_NEEDLESS = {
    Outcome.NOT_OURS: 45,
    Outcome.SAME_AS_ANOTHER: 65,
    Outcome.NOTHING_TO_ANSWER: 85,
    Outcome.ALREADY_ANSWERED: 100,
}


#: Of what came in so lately, enough rests that a screen full of open complaints shows one.
_NOW_RESTS = timedelta(days=16)


class Leaves(Exception):
    """The customer withdraws before this act."""


class Script:
    """What happens to one case after another, by chance."""

    def __init__(self, charter: Charter, desk: Desk, room: Staffroom, stories: Stories, rng: Random) -> None:
        self.charter, self.desk, self.room, self.stories, self.rng = charter, desk, room, stories, rng

    def play(self, life: Life, about: Service) -> None:
        """All that happens to this case up to the sample's last moment."""
        self._leaves_at = self._withdrawal(life)
        try:
            self._live(life, about)
        except Leaves:
            self._withdraw(life)
        except NotYet:
            pass
        life.time_passes(life.until)

    def _withdrawal(self, life: Life) -> datetime | None:
        if life.customer is None or not self._chance(0.03):
            return None
        return self.desk.at_home(life.received_at, self.rng.randrange(1, 6))

    def _withdraw(self, life: Life) -> None:
        assert self._leaves_at is not None
        try:
            life.withdraw(self.stories.our("withdrawn"), self._leaves_at)
        except NotYet:
            return

    def _chance(self, share: float) -> bool:
        return self.rng.random() < share

    def _at(self, moment: datetime) -> datetime:
        """That moment, unless the customer has withdrawn by then."""
        if self._leaves_at is not None and moment > self._leaves_at:
            raise Leaves
        return moment

    def _live(self, life: Life, about: Service) -> None:
        resolves = life.by is not None and life.by.may(Right.WORK_ANY_TEAM)
        if resolves and life.kind in (Kind.REQUEST, Kind.COMMENT) and self._chance(0.8):
            self._resolve_now(life, about)
            return
        life.receive()
        now = self.desk.soon(life.received_at, 5)
        if life.kind is not Kind.COMPLIMENT and self._chance(0.045):
            self._close_as_needless(life, now)
            return
        now = self._route(life, about, now)
        if life.kind is Kind.COMPLIMENT:
            if clocks.open_clock(life.case, Act.ACKNOWLEDGE):
                self._acknowledge(life, self.room.triage(), self._in_time(life, Act.ACKNOWLEDGE, now))
            return
        owner = self.room.worker(life.team or "")
        now = self.desk.soon(now, 6) if self._chance(0.75) else self.desk.after(now, 1)
        life.accept(owner, self._at(now))
        now = self._work(life, owner, now)
        self._reopen(life, owner, now)

    def _resolve_now(self, life: Life, about: Service) -> None:
        by, at = life.by, life.received_at
        assert by is not None
        life.receive(tell=False)
        where = choose_route(self.charter, life.kind, about.id)
        assert where is not None
        life.route(where.team, where.service, where.reason, by, at)
        life.accept(by, at)
        life.reply(self.stories.our("first_contact"), by, at, Outcome.RESOLVED_AT_FIRST_CONTACT)

    def _close_as_needless(self, life: Life, now: datetime) -> None:
        outcome = self.rng.choices(list(_NEEDLESS), cum_weights=list(_NEEDLESS.values()))[0]
        life.close(outcome, self.stories.our(outcome.value), self.room.triage(), self._at(now))

    def _route(self, life: Life, about: Service, now: datetime) -> datetime:
        triage, where = self.room.triage(), choose_route(self.charter, life.kind, about.id)
        assert where is not None
        reason = where.reason
        while self._chance(0.07):
            wrong = self.rng.choice(list(self.charter.services.values())).team
            if wrong == where.team:
                continue
            life.route(wrong, None, reason, triage, self._at(now))
            now = self.desk.soon(now, 7)
            life.send_back(self.stories.our("bounced"), self.room.worker(wrong), self._at(now))
            now = self.desk.soon(now, 4)
            reason = self.stories.our("routed_again")
        life.route(where.team, where.service, reason, triage, self._at(now))
        if self._chance(0.5) and clocks.open_clock(life.case, Act.ACKNOWLEDGE):
            now = self.desk.soon(now, 0.3)
            self._acknowledge(life, triage, now)
        return now

    def _acknowledge(self, life: Life, by: Staff, now: datetime) -> None:
        which = "thanked" if life.kind is Kind.COMPLIMENT else "acknowledged"
        life.acknowledge(self.stories.our(which, owner=by.name), by, self._at(now))

    def _work(self, life: Life, owner: Staff, now: datetime) -> datetime:
        """From acceptance to the answer; gives back when it was answered."""
        hurried = self._chance(0.05)
        if not hurried and clocks.open_clock(life.case, Act.ACKNOWLEDGE):
            now = self._in_time(life, Act.ACKNOWLEDGE, now)
            self._acknowledge(life, owner, now)
        if not hurried:
            now = self._talk(life, owner, now)
        if life.closed_at:
            return now
        owner = life.owner or owner
        if life.customer is None and life.kind is not Kind.COMPLAINT and self._chance(0.4):
            now = self._at(self.desk.after(now, 1))
            life.close(Outcome.NOBODY_TO_ANSWER, self.stories.our("nobody-to-answer"), owner, now)
            return now
        if not hurried and self._chance(0.06):
            now = self._explain(life, owner, now)
        now = self._in_time(life, Act.REPLY, now)
        return self._answer(life, owner, now)

    def _answer(self, life: Life, owner: Staff, now: datetime) -> datetime:
        """A complaint is decided, everything else answered; gives back when the last of it was done."""
        if not isinstance(life, Complaint):
            life.reply(self.stories.our("replied", owner=owner.name), owner, self._at(now))
            return now
        if clocks.open_clock(life.case, Act.DECIDE):
            taken = self._take_up(life, now)
            if taken is None:
                return now
            now = taken
        elif self._left(life, now) > 1 and self._chance(0.03 if now < life.until - _NOW_RESTS else 0.4):
            now = self._rest(life, owner, now)
        return self._decide(life, owner, now)

    def _rest(self, life: Complaint, owner: Staff, now: datetime) -> datetime:
        """Both sides talk it over with a mediator for some weeks, and then it goes on."""
        add = self.charter.calendar.add
        life.rest(self.stories.our("rests"), add(now.date(), 20), owner, self._at(now))
        now = self.desk.after(now, self.rng.randrange(8, 18))
        life.go_on(self.stories.our("goes-on"), owner, self._at(now))
        return self._in_time(life, Act.REPLY, now)

    def _take_up(self, life: Complaint, now: datetime) -> datetime | None:
        """What a manager makes of a complaint without a name; when it is answered, if it is looked into at all."""
        day = self.charter.calendar.add(now.date(), self.rng.randrange(5, 15)) if self._chance(0.6) else None
        reason = self.stories.our("taken-up" if day else "not-taken-up")
        life.take_up(day, reason, self.room.relations(), self._at(now))
        return self._in_time(life, Act.REPLY, now) if day else None

    def _decide(self, life: Complaint, owner: Staff, now: datetime) -> datetime:
        verdict = verdicts.drawn(self.stories, self.rng, self.charter, now.date(), owner)
        approval = life.followed.stage(life.stage_number).approval
        approver = self.room.approver(owner) if approval else None
        life.decide(verdict, owner, approver, self._at(now))
        if verdict.remedy is not None and self._chance(0.97):
            by_then = self.charter.calendar.between(now.date(), verdict.remedy[2])
            done = self.desk.after(now, max(round(by_then * self.rng.uniform(0.3, 1)), 1))
            life.put_right(self.stories.our("put-right", owner=owner.name), owner, done)
            return done
        return now

    def _in_time(self, life: Life, act: Act, now: datetime) -> datetime:
        """When somebody does what was promised: nearly always by the day, sometimes some days late."""
        clock = clocks.open_clock(life.case, act)
        if clock is None or clock.due_on is None:
            return self.desk.after(now, 1)
        left = self.charter.calendar.between(now.date(), clock.due_on)
        if self._chance(0.03):
            return self.desk.after(now, left + self.rng.randrange(1, 6))
        early = 0.35 if act is Act.ACKNOWLEDGE else 0.75
        return self.desk.after(now, round(left * self.rng.triangular(0, 1, early)))

    def _left(self, life: Life, now: datetime) -> int:
        """Working days left until the answer is due; none where nobody knows."""
        clock = clocks.open_clock(life.case, Act.REPLY)
        return self.charter.calendar.between(now.date(), clock.due_on) if clock and clock.due_on else 0

    def _talk(self, life: Life, owner: Staff, now: datetime) -> datetime:
        if self._chance(0.15):
            now = self.desk.soon(now, 2)
            life.note(self.stories.our("noted"), owner, self._at(now))
        if self._chance(0.05):
            colleague = self.room.colleague(owner, life.team or "")
            if colleague is not None:
                now = self.desk.soon(now, 4)
                life.give(colleague, self.room.relations(), self._at(now))
                owner = colleague
        if life.customer is None or self._left(life, now) < 3:
            return now
        if self._chance(0.13):
            return self._ask(life, owner, now)
        if self._chance(0.12):
            now = self.desk.soon(now, 6)
            life.write(self.stories.our("wrote", owner=owner.name), owner, self._at(now))
        if self._chance(0.12):
            now = self.desk.at_home(now, 1)
            life.hear(self.stories.more("all"), self._at(now))
        return now

    def _ask(self, life: Life, owner: Staff, now: datetime) -> datetime:
        """A question to the customer, who answers, or does not where that stops the clock."""
        clock = clocks.open_clock(life.case, Act.REPLY)
        patient = clock is not None and self.charter.promise_by_id[clock.promise].stops_while_waiting
        now = self.desk.soon(now, 5)
        life.ask(self.stories.our("asked"), owner, self._at(now))
        if not patient or self._chance(0.7):
            now = self.desk.at_home(now, self.rng.randrange(1, 9) if patient else 1)
            life.hear(self.stories.more("answered"), self._at(now))
            return now
        assert life.waiting_until is not None
        now = self.desk.office(self.charter.calendar.add(life.waiting_until, 1), now)
        if self._chance(0.6):
            life.close(Outcome.HEARD_NOTHING, self.stories.our("heard-nothing"), owner, self._at(now))
        else:
            life.carry_on(owner, self._at(now))
        return now

    def _explain(self, life: Life, owner: Staff, now: datetime) -> datetime:
        clock = clocks.open_clock(life.case, Act.REPLY)
        left = self._left(life, now)
        if clock is None or clock.due_on is None or left < 1:
            return now
        calendar = self.charter.calendar
        day = calendar.add(clock.due_on, self.rng.randrange(2, 9))
        latest = clocks.latest_new_date(life.case, self.charter)
        day = min(day, latest) if latest else day
        if day <= clock.due_on or not calendar.counts(day):
            return now
        now = self.desk.after(now, left - (left > 1))
        if now.date() > clock.due_on:
            return now
        life.explain(day, self.stories.our("explained"), owner, self._at(now))
        return now

    def _reopen(self, life: Life, owner: Staff, now: datetime) -> None:
        """The customer writes again after the answer, now and then: the case is open once more, and answered again."""
        if life.customer is None or life.owner is None or not self._chance(0.04):
            return
        now = self.desk.at_home(now, self.rng.randrange(1, 20))
        if isinstance(life, Complaint):
            self._next_stage(life, owner, now)
            return
        life.hear(self.stories.more("again"), now)
        now = self._in_time(life, Act.REPLY, self.desk.soon(now, 4))
        life.reply(self.stories.our("replied", owner=owner.name), life.owner, now)

    def _next_stage(self, life: Complaint, decided_by: Staff, now: datetime) -> None:
        """Whoever is not happy with a decision asks for the next stage, where somebody else looks at it."""
        following = life.followed.after(life.stage_number)
        another = self.room.another(decided_by)
        if following is None or another is None:
            return
        life.ask_next_stage(self.stories.more("again"), now)
        now = self.desk.soon(now, 5)
        life.accept(another, now)
        if clocks.open_clock(life.case, Act.ACKNOWLEDGE):
            now = self._in_time(life, Act.ACKNOWLEDGE, now)
            self._acknowledge(life, another, now)
        if clocks.open_clock(life.case, Act.REPLY):
            self._decide(life, another, self._in_time(life, Act.REPLY, now))
