"""The one public sentence of every case: what happens next, who does it, and by when (clause CH-1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shared.charter.clock import Start, due_on
from shared.charter.organisation import Charter
from shared.charter.promises import Promise
from shared.charter.vocabulary import STARTED_BY, Act, Kind
from shared.charter.workflow import Outcome, Stage


class What(StrEnum):
    """What happens next; `templates/components/next_step.html` says it in words for each kind."""

    ACKNOWLEDGE = "acknowledge"
    REPLY = "reply"
    AGREE = "agree"
    MEET = "meet"
    REPORT = "report"
    DECIDE = "decide"
    LOOK_AGAIN = "look-again"
    TELL_NEW_DATE = "tell-new-date"
    ANSWER_QUESTION = "answer-question"
    WRITE_BACK = "write-back"


class Who(StrEnum):
    """Whose turn it is."""

    COUNCIL = "council"
    CUSTOMER = "customer"


@dataclass(frozen=True)
class ClockFacts:
    """One clock of a case, as much as the next step needs of it."""

    promise: Promise
    act: Act
    due_on: date | None
    kept_on: date | None = None
    dropped: bool = False
    given: bool = False

    @property
    def open(self) -> bool:
        """Still owed?"""
        return self.kept_on is None and not self.dropped


@dataclass(frozen=True)
class Story:
    """Where one case stands, for whoever asks what happens next."""

    kind: Kind
    stage: Stage
    clocks: Sequence[ClockFacts]
    received_on: date
    team: str
    owner: str = ""
    waiting_until: date | None = None
    rest_until: date | None = None
    procedure: str = ""
    stage_number: int = 1
    closed_on: date | None = None
    outcome: Outcome | None = None


@dataclass(frozen=True)
class NextStep:
    """What happens next, who does it, by when; `late_since` is the missed date, if one was missed.

    `by` is never empty: that a case always has a date is the invariant this product is named for. `promise` is the
    record that the date comes from, None where the council decided the date itself. `chase_after` is the day from
    which asking again is fair (clause SC-1).
    """

    what: What
    who: Who
    name: str
    by: date
    promise: Promise | None = None
    late_since: date | None = None
    given: bool = False
    chase_after: date | None = None


_WHAT = {
    Act.ACKNOWLEDGE: What.ACKNOWLEDGE,
    Act.REPLY: What.REPLY,
    Act.EXPLAIN: What.REPLY,
    Act.AGREE: What.AGREE,
    Act.MEET: What.MEET,
    Act.REPORT: What.REPORT,
    Act.DECIDE: What.DECIDE,
}


def most_urgent(clocks: Sequence[ClockFacts]) -> ClockFacts | None:
    """The open clock that falls due first; on one day, saying that we have it comes before the answer."""
    running = [clock for clock in clocks if clock.open and clock.due_on is not None]
    return min(running, key=lambda clock: (clock.due_on, clock.act is not Act.ACKNOWLEDGE), default=None)


def next_step(story: Story, charter: Charter, today: date) -> NextStep:
    """The next step of a case, in every stage; there is no case without one."""
    if story.stage is Stage.CLOSED:
        since = story.closed_on or today
        by = charter.calendar.add(since, charter.organisation.write_back_days)
        return NextStep(What.WRITE_BACK, Who.CUSTOMER, "", by)
    if story.stage is Stage.WAITING:
        return _after_question(story, charter, today)
    if story.stage is Stage.RESTING and story.rest_until and today <= story.rest_until:
        return NextStep(What.LOOK_AGAIN, Who.COUNCIL, story.team, story.rest_until, chase_after=story.rest_until)
    return _by_the_clocks(story, charter, today)


def _after_question(story: Story, charter: Charter, today: date) -> NextStep:
    """While we wait for the customer it is their turn, until the day that we said; then it is ours again."""
    until = story.waiting_until or today
    urgent = most_urgent(story.clocks)
    late = urgent is not None and urgent.due_on is not None and urgent.due_on < today
    if today <= until and not late:
        return NextStep(What.ANSWER_QUESTION, Who.CUSTOMER, "", until)
    return _by_the_clocks(story, charter, today)


def _by_the_clocks(story: Story, charter: Charter, today: date) -> NextStep:
    clock = most_urgent(story.clocks)
    late = charter.organisation.late_days
    if clock is None or clock.due_on is None:
        # Only while a question is out, or a complaint rests, does a clock stand still: past its date, somebody looks
        # within `late_days`.
        since = story.waiting_until or story.rest_until or today
        by = _next_telling(since, today, late, charter)
        return NextStep(What.TELL_NEW_DATE, Who.COUNCIL, story.team, by, chase_after=by)
    if clock.due_on < today:
        by = _next_telling(clock.due_on, today, late, charter)
        return NextStep(
            What.TELL_NEW_DATE,
            Who.COUNCIL,
            story.team,
            by,
            clock.promise,
            clock.due_on,
            chase_after=clock.due_on,
        )
    what = _WHAT[clock.act]
    name = story.owner if what is not What.ACKNOWLEDGE and what is not What.DECIDE and story.owner else story.team
    return NextStep(what, Who.COUNCIL, name, clock.due_on, clock.promise, given=clock.given, chase_after=clock.due_on)


def _next_telling(missed: date, today: date, late_days: int, charter: Charter) -> date:
    """The first day on or after today on which the council owes a word about a missed date."""
    by = charter.calendar.add(missed, late_days)
    while by < today:
        by = charter.calendar.add(by, late_days)
    return by


def latest_reply(story: Story, charter: Charter) -> tuple[date, bool] | None:
    """The day the answer is due, and whether that is a latest day only.

    Where the answer is counted from something that has not happened yet, such as the acknowledgement (English codes)
    or what is still to be agreed (Children Act), nobody knows the day: the latest possible one is shown instead. None
    when no answer is owed any more, or none was promised.
    """
    reply = next((c for c in story.clocks if c.act is Act.REPLY and c.open), None)
    if reply is not None:
        return (reply.due_on, False) if reply.due_on else None
    day = _latest(Act.REPLY, story, charter)
    return (day, True) if day else None


def _latest(act: Act, story: Story, charter: Charter) -> date | None:
    """The day of an act at the latest: its own where it is owed, else counted from what it starts with."""
    owed = next((c for c in story.clocks if c.act is act and c.open), None)
    if owed is not None:
        return owed.due_on
    promise = charter.promise(story.kind, act, story.received_on, story.procedure, story.stage_number)
    before = STARTED_BY.get(promise.counted_from) if promise else None
    if promise is None or before is None:
        return None
    start = _latest(before, story, charter)
    return due_on(charter.calendar, Start(start, promise.counting), promise.days) if start else None


def latest_start(story: Story, charter: Charter) -> date:
    """The latest day of what the answer is counted from. Only a case whose answer waits for something can be asked."""
    promise = charter.promise(story.kind, Act.REPLY, story.received_on, story.procedure, story.stage_number)
    start = _latest(STARTED_BY[promise.counted_from], story, charter) if promise else None
    assert start is not None, "a checked charter promises what a count begins with"
    return start
