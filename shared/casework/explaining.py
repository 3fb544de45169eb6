"""How each date on a case's page came about, so that every date can explain itself."""

from dataclasses import dataclass, replace
from datetime import date

from shared.casework import procedures
from shared.casework.clocks import how_counted, promise_of, story, today_of
from shared.charter.clock import Reckoning, Start, due_on, reckon
from shared.charter.next_step import ClockFacts, NextStep, Story, What, latest_reply, latest_start
from shared.charter.organisation import Charter
from shared.charter.promises import Promise, SupportPromise
from shared.charter.vocabulary import Act, Counted, Kind, Support
from shared.charter.workflow import Stage
from shared.models.cases import Case, Clock
from shared.models.happened import Happened


@dataclass(frozen=True)
class Explanation:
    """One date with its reasons.

    `since` is the day it is counted from, `days` the number of working days. `promise` is None where the council
    decided the span itself. `counted` is None where a person gave the date, then `why` holds their words.
    `missed` explains the promise that was not kept, if this date follows from one. `again` marks a count that began
    anew when the case was opened again; `at_latest` a date that can only come sooner. `who` is whoever will answer.
    `help` is what was promised where it is help to be heard, and no answer.
    """

    by: date
    since: date
    days: int
    counted: Reckoning | None = None
    promise: Promise | None = None
    why: str = ""
    missed: "Explanation | None" = None
    again: bool = False
    at_latest: bool = False
    who: str = ""
    help: SupportPromise | None = None


#: What a promise of the charter gives a day to; every other day the council decided itself.
_BY_A_CLOCK = frozenset({What.ACKNOWLEDGE, What.REPLY, What.AGREE, What.MEET, What.REPORT, What.DECIDE})


def of_help(support: Support, since: date, by: date, charter: Charter) -> Explanation:
    """Why help that was asked for on a day is there by another; the day that was given stands, whatever counts now."""
    promised = charter.support[support]
    counted = reckon(charter.calendar, Start(since), promised.days) if promised.days else None
    counted = counted if counted and counted.due_on == by else None
    return Explanation(by=by, since=since, days=promised.days, counted=counted, help=promised)


def explained(case: Case, step: NextStep, charter: Charter) -> Explanation:
    """Why the next step of this case falls on its day."""
    if step.what in _BY_A_CLOCK:
        wanted = step.promise.id if step.promise else ""
        clock = next(c for c in case.clocks if c.open and c.promise == wanted)
        return of_clock(case, clock, charter)
    since = _since(case, step, charter)
    missed = next((c for c in case.clocks if c.open and c.due_on and c.due_on == step.late_since), None)
    days = charter.calendar.between(since, step.by)
    return Explanation(
        by=step.by,
        since=since,
        days=days,
        counted=reckon(charter.calendar, Start(since), days) if days else None,
        missed=of_clock(case, missed, charter) if missed else None,
    )


def _since(case: Case, step: NextStep, charter: Charter) -> date:
    """The day from which the council counts a date that no promise covers."""
    if step.what is What.WRITE_BACK and case.closed_at:
        return today_of(charter, case.closed_at)
    if step.what is What.ANSWER_QUESTION:
        asked = [line.at for line in case.happenings if line.what is Happened.ASKED]
        return today_of(charter, asked[-1]) if asked else case.received_on
    if step.what is What.LOOK_AGAIN:
        rested = [line.at for line in case.happenings if line.what is Happened.RESTED]
        return today_of(charter, rested[-1]) if rested else case.received_on
    missed = step.late_since or case.waiting_until or case.rest_until or case.received_on
    # Each time that day passes too, the same few days are counted anew from it.
    while (after := charter.calendar.add(missed, charter.organisation.late_days)) < step.by:
        missed = after
    return missed


def of_clock(case: Case, clock: Clock, charter: Charter) -> Explanation:
    """Why one clock falls due on its day. Only a clock that does not stand still can be asked."""
    assert clock.due_on is not None
    promise = charter.promise_by_id[clock.promise]
    counted = None if clock.given else how_counted(clock, charter)
    from_start = promise.counted_from is Counted.RECEIVED
    return Explanation(
        by=clock.due_on,
        since=clock.started_on,
        days=clock.days,
        counted=counted if counted and counted.due_on == clock.due_on else None,
        promise=promise,
        why=clock.why,
        again=from_start and clock.started_on > procedures.began_on(case),
    )


def answer_explained(case: Case, charter: Charter) -> Explanation | None:
    """By when the answer comes, and why; None when none is owed or nobody can know the day."""
    found = latest_reply(story(case, charter), charter)
    if found is None:
        return None
    by, at_latest = found
    reply = next((c for c in case.clocks if c.open and c.act is Act.REPLY), None)
    if not at_latest and reply is not None:
        return replace(of_clock(case, reply, charter), who=_answering(case, charter))
    promise = promise_of(case, Act.REPLY, charter)
    assert promise is not None
    since = latest_start(story(case, charter), charter)
    return replace(_at_latest(since, promise, by, charter), who=_answering(case, charter))


def _answering(case: Case, charter: Charter) -> str:
    """Who answers, as far as anybody knows yet: a person, a team, or the council."""
    if case.owner is not None and case.accepted_at is not None:
        return case.owner.name
    return charter.team_name(case.team) if case.team else charter.organisation.name


def before_sending(kind: Kind, today: date, charter: Charter, procedure: str = "") -> tuple[Explanation, ...]:
    """What somebody would be promised if they sent us a contact of this kind today, in order."""
    told = Story(kind, Stage.RECEIVED, (), today, charter.team_name(None), procedure=procedure)
    return _if_begun(told, today, charter)


def before_next_stage(case: Case, today: date, charter: Charter) -> tuple[Explanation, ...]:
    """What would be promised to this customer if they asked for the next stage today, in order; nothing after the last.

    The promises are those of the day on which the complaint was received, as for every stage of it.
    """
    procedure = procedures.of_case(case, charter)
    following = procedure.after(case.stage_number) if procedure else None
    if following is None:
        return ()
    told = replace(story(case, charter), stage=Stage.RECEIVED, clocks=(), stage_number=following.number)
    return _if_begun(told, today, charter)


def _if_begun(told: Story, today: date, charter: Charter) -> tuple[Explanation, ...]:
    """What is promised where a stage of this story begins today: each date, and the latest day of the answer."""
    promised = charter.promises_for(told.kind, told.received_on, told.procedure, told.stage_number)
    direct = [_if_received(p, today, charter) for p in promised if p.counted_from is Counted.RECEIVED]
    clocks = [ClockFacts(one.promise, one.promise.act, one.by) for one in direct if one.promise]
    pretended = replace(told, clocks=clocks)
    later = latest_reply(pretended, charter)
    reply = next((one for one in promised if one.act is Act.REPLY), None)
    if later and later[1] and reply:
        direct.append(_at_latest(latest_start(pretended, charter), reply, later[0], charter))
    return tuple(sorted(direct, key=lambda one: (one.by, one.promise and one.promise.act is Act.REPLY)))


def _if_received(promise: Promise, today: date, charter: Charter) -> Explanation:
    start = Start(today, promise.counting)
    by = due_on(charter.calendar, start, promise.days)
    assert by is not None
    counted = reckon(charter.calendar, start, promise.days)
    return Explanation(by=by, since=today, days=promise.days, counted=counted, promise=promise)


def _at_latest(acknowledged_by: date, promise: Promise, by: date, charter: Charter) -> Explanation:
    counted = reckon(charter.calendar, Start(acknowledged_by, promise.counting), promise.days)
    return Explanation(
        by=by,
        since=acknowledged_by,
        days=promise.days,
        counted=counted if counted.due_on == by else None,
        promise=promise,
        at_latest=True,
    )
