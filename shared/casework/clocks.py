"""The promises that run on a case: started, kept, given a new date, stopped and started again."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from shared.charter.clock import Reckoning, Start, Stop, after_stops, due_on, reckon
from shared.charter.next_step import ClockFacts, Story, most_urgent, next_step
from shared.charter.organisation import Charter
from shared.charter.promises import Promise
from shared.charter.vocabulary import STARTED_BY, Act, Counted, Counting
from shared.charter.workflow import Stage
from shared.models.cases import Case, Clock, ClockStop


def begin(case: Case, promise: Promise, *, on: date, charter: Charter) -> Clock:
    """Start one clock; its due date is stored, because a promised date is a fact."""
    due = due_on(charter.calendar, Start(on, promise.counting), promise.days)
    assert due is not None
    clock = Clock(
        promise=promise.id,
        act=promise.act,
        started_on=on,
        counting=promise.counting,
        days=promise.days,
        due_on=due,
        first_due_on=due,
        given=False,
        why="",
        stage=case.stage_number,
    )
    case.clocks.append(clock)
    return clock


def promised(case: Case, charter: Charter) -> tuple[Promise, ...]:
    """What is promised to this customer in the stage that their case is in, by the promises of the day of receipt."""
    return charter.promises_for(case.kind, case.received_on, case.procedure, case.stage_number)


def promise_of(case: Case, act: Act, charter: Charter) -> Promise | None:
    """The promise of that act, if there is one."""
    return next((one for one in promised(case, charter) if one.act is act), None)


def begin_received(case: Case, *, charter: Charter, on: date | None = None) -> None:
    """Start every promise that is counted from the day on which this stage began: that of receipt, or `on` (CH-2)."""
    _begin_counted(case, Counted.RECEIVED, on=on or case.received_on, charter=charter)


def begin_after(case: Case, act: Act, *, on: date, charter: Charter) -> None:
    """Start what is counted from an act: the English codes count their answers from the acknowledgement."""
    started = next((counted for counted, starting in STARTED_BY.items() if starting is act), None)
    if started is not None:
        _begin_counted(case, started, on=on, charter=charter)


def begin_acknowledged(case: Case, *, on: date, charter: Charter) -> None:
    """Start what is counted from the acknowledgement."""
    _begin_counted(case, Counted.ACKNOWLEDGED, on=on, charter=charter)


def _begin_counted(case: Case, counted: Counted, *, on: date, charter: Charter) -> None:
    for promise in promised(case, charter):
        if promise.counted_from is counted:
            begin(case, promise, on=on, charter=charter)


def open_clock(case: Case, act: Act) -> Clock | None:
    """The promise of that act which is still owed, if any."""
    return next((clock for clock in case.clocks if clock.open and clock.act is act), None)


def keep(case: Case, act: Act, *, on: date, by_act: Act | None = None) -> None:
    """Settle the promise of that act; `by_act` where another act kept it, such as an explanation in time."""
    clock = open_clock(case, act)
    if clock is not None:
        clock.kept_on, clock.kept_by = on, by_act or act


def drop(case: Case, *, on: date) -> None:
    """Whatever is still owed is owed no longer: withdrawn, or of another kind now."""
    for clock in case.clocks:
        if clock.open:
            clock.dropped_on = on


def give_date(case: Case, day: date, *, why: str, on: date, charter: Charter) -> Clock:
    """Keep the old promise by explaining, and open the new one: a date given in person (clauses FP-2, CC-1)."""
    old = open_clock(case, Act.REPLY)
    assert old is not None
    keep(case, Act.REPLY, on=on, by_act=Act.EXPLAIN)
    clock = Clock(
        promise=old.promise,
        act=Act.REPLY,
        started_on=old.started_on,
        counting=old.counting,
        days=max(charter.calendar.between(old.started_on, day), 1),
        due_on=day,
        first_due_on=day,
        given=True,
        why=why,
        stage=old.stage,
    )
    case.clocks.append(clock)
    return clock


def promise_reply(case: Case, kept: Act, day: date, *, why: str, on: date, charter: Charter) -> Clock:
    """An act is kept by giving a day for the answer: what a manager decides about a complaint without a name."""
    old = open_clock(case, kept)
    assert old is not None
    keep(case, kept, on=on)
    clock = Clock(
        promise=old.promise,
        act=Act.REPLY,
        started_on=on,
        counting=Counting.AFTER_RECEIPT,
        days=max(charter.calendar.between(on, day), 1),
        due_on=day,
        first_due_on=day,
        given=True,
        why=why,
        stage=old.stage,
    )
    case.clocks.append(clock)
    return clock


def bring_forward(clock: Clock, day: date) -> None:
    """A sooner day was agreed with the customer: it is promised as the other was, and figures are measured by it."""
    clock.due_on, clock.first_due_on, clock.given = day, day, True


def latest_new_date(case: Case, charter: Charter) -> date | None:
    """The furthest day that an explanation may give; None where the promise sets no bound.

    For as long as the answer stood still, the bound moves with it.
    """
    clock = open_clock(case, Act.REPLY)
    promise = charter.promise_by_id.get(clock.promise) if clock else None
    if clock is None or promise is None or promise.at_most is None:
        return None
    furthest = due_on(charter.calendar, Start(clock.started_on, clock.counting), promise.at_most)
    begun = (clock.promise, clock.stage, clock.started_on)
    same = [one for one in case.clocks if (one.promise, one.stage, one.started_on) == begun]
    stops = [stop for one in same for stop in _stops(one)]
    assert furthest is not None, "only a stop leaves a count without its end"
    return after_stops(charter.calendar, furthest, clock.started_on, stops, clock.counting)


def last_known(charter: Charter) -> date:
    """The last working day of which we know that it is one: bank holidays are published only so far ahead."""
    day = charter.calendar.horizon
    while not charter.calendar.counts(day):
        day -= timedelta(days=1)
    return day


def reply_due_if_acknowledged(case: Case, *, on: date, charter: Charter) -> date | None:
    """The day by which we will have answered, if we acknowledge on that day; None while nobody can say."""
    running = open_clock(case, Act.REPLY)
    if running is not None:
        return running.due_on
    promise = promise_of(case, Act.REPLY, charter)
    if promise is None or promise.counted_from is not Counted.ACKNOWLEDGED or case.acknowledged_at:
        return None
    return due_on(charter.calendar, Start(on, promise.counting), promise.days)


def stop(case: Case, *, on: date, until: date, why: str, charter: Charter, every: bool = False) -> list[Clock]:
    """Stop the clocks whose promise allows it while we wait for the customer; `until` is looked at again.

    `every` stops all of them, as for a mediation. A clock that has run out already is not stopped: that would hide
    that we are late. One that stands still already goes on standing."""
    running = [clock for clock in case.clocks if clock.open and clock.due_on and clock.due_on >= on]
    stopped = [clock for clock in running if every or charter.promise_by_id[clock.promise].stops_while_waiting]
    for clock in stopped:
        clock.stops.append(ClockStop(stopped_on=on, review_on=until, why=why))
        clock.due_on = None
    return stopped


def restart(case: Case, *, on: date, charter: Charter) -> list[Clock]:
    """Start stopped clocks again: each gains the working days for which it stood still."""
    restarted = []
    for clock in case.clocks:
        if clock.open and clock.due_on is None:
            for pause in clock.stops:
                pause.restarted_on = pause.restarted_on or on
            clock.due_on = after_stops(
                charter.calendar, clock.first_due_on, clock.started_on, _stops(clock), clock.counting
            )
            restarted.append(clock)
    return restarted


def _stops(clock: Clock) -> list[Stop]:
    return [Stop(pause.stopped_on, pause.restarted_on, pause.why) for pause in clock.stops]


def _stops_told(clock: Clock) -> list[Stop]:
    """The same, each with whether people talked it over meanwhile: for whoever asks how a date came about."""
    rests = {rest.began_on for rest in clock.case.rests} if clock.stops else set()
    return [replace(stop, rests=stop.stopped_on in rests) for stop in _stops(clock)]


def facts(clocks: Iterable[Clock], charter: Charter) -> tuple[ClockFacts, ...]:
    """What the next step needs to know of clocks."""
    return tuple(
        ClockFacts(charter.promise_by_id[c.promise], c.act, c.due_on, c.kept_on, c.dropped_on is not None, c.given)
        for c in clocks
    )


def story(case: Case, charter: Charter) -> Story:
    """Where the case stands, for `next_step`."""
    zone = charter.organisation.time_zone
    return Story(
        kind=case.kind,
        stage=case.stage,
        clocks=facts(case.clocks, charter),
        received_on=case.received_on,
        team=charter.team_name(case.team),
        owner=case.owner.name if case.owner and case.accepted_at else "",
        waiting_until=case.waiting_until,
        rest_until=case.rest_until,
        procedure=case.procedure,
        stage_number=case.stage_number,
        closed_on=case.closed_at.astimezone(zone).date() if case.closed_at else None,
        outcome=case.outcome,
    )


def set_next_on(case: Case, *, charter: Charter, today: date) -> None:
    """Keep the day of the next step on the case itself, so that lists can be read most urgent first.

    For a missed promise that is the day that was missed: it goes to the top and stays there.
    """
    urgent = most_urgent(facts(case.clocks, charter))
    days = [urgent.due_on if urgent else None, case.waiting_until, case.rest_until]
    known = [] if case.stage is Stage.CLOSED else [day for day in days if day]
    case.next_on = min(known) if known else next_step(story(case, charter), charter, today).by


def answer_by(case: Case, *, on: date, charter: Charter) -> date:
    """The day by which we ask a customer to answer: before a clock that goes on running, never before tomorrow."""
    until = charter.calendar.add(on, charter.organisation.waiting_days)
    running = [
        clock.due_on
        for clock in case.clocks
        if clock.open and clock.due_on and not charter.promise_by_id[clock.promise].stops_while_waiting
    ]
    return max(min([until, *running]), charter.calendar.add(on, 1))


def how_counted(clock: Clock, charter: Charter) -> Reckoning:
    """Day by day, how this clock's date was worked out."""
    return reckon(charter.calendar, Start(clock.started_on, clock.counting), clock.days, _stops_told(clock))


def today_of(charter: Charter, at: datetime) -> date:
    """The council's own day at that moment."""
    return at.astimezone(charter.organisation.time_zone).date()
