"""The invariant that the product is named for: in every reachable stage, what happens next, who, and by when."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from shared.casework import changing, clocks, closing, replies, routing
from shared.casework.intake import open_case
from shared.charter.next_step import next_step
from shared.charter.organisation import Charter
from shared.charter.reading import load_charter
from shared.charter.vocabulary import Channel, Kind
from shared.charter.workflow import Outcome, Stage, Step, StepRefused
from shared.models.cases import Case
from tests.builders import TUESDAY, a_submission
from tests.people import Cast, a_cast

Act = Callable[[Session, Case, Cast, Charter, datetime], None]


def _explain(session: Session, case: Case, cast: Cast, charter: Charter, at: datetime) -> None:
    clock = clocks.open_clock(case, clocks.Act.REPLY)
    due = clock.due_on if clock and clock.due_on else clocks.today_of(charter, at)
    day = charter.calendar.add(max(due, clocks.today_of(charter, at)), 1)
    replies.explain(session, case, day=day, reason="More to find out.", by=cast.relations, at=at, charter=charter)


#: Everything that can be done to a case, by staff or customer; customer relations may work on any team's.
ACTS: dict[Step, Act] = {
    Step.ACKNOWLEDGE: lambda s, c, p, ch, at: replies.acknowledge(
        s, c, words="We have it.", by=p.relations, at=at, charter=ch
    ),
    Step.ROUTE: lambda s, c, p, ch, at: routing.route(
        s, c, team=p.team, service=None, reason="Theirs.", by=p.relations, at=at, charter=ch
    ),
    Step.ACCEPT: lambda s, c, p, ch, at: routing.accept(s, c, by=p.relations, at=at, charter=ch),
    Step.SEND_BACK: lambda s, c, p, ch, at: routing.send_back(
        s, c, reason="Not ours.", by=p.relations, at=at, charter=ch
    ),
    Step.REPLY: lambda s, c, p, ch, at: replies.reply(s, c, words="Done.", by=p.relations, at=at, charter=ch),
    Step.EXPLAIN: _explain,
    Step.ASK: lambda s, c, p, ch, at: replies.ask(s, c, words="Which?", by=p.relations, at=at, charter=ch),
    Step.CARRY_ON: lambda s, c, p, ch, at: replies.carry_on(s, c, by=p.relations, at=at, charter=ch),
    Step.CLOSE: lambda s, c, p, ch, at: closing.close(
        s, c, outcome=Outcome.NOT_OURS, reason="Another council's.", by=p.relations, at=at, charter=ch
    ),
    Step.REOPEN: lambda s, c, p, ch, at: closing.reopen(s, c, reason="Ours.", by=p.relations, at=at, charter=ch),
    Step.ADD: lambda s, c, p, ch, at: replies.hear(s, c, words="More.", channel=Channel.WEB, at=at, charter=ch),
    Step.WITHDRAW: lambda s, c, p, ch, at: closing.withdraw(s, c, at=at, charter=ch),
}


def _shape(case: Case) -> tuple[object, ...]:
    """What makes two cases stand at the same place."""
    return (
        case.kind,
        case.stage,
        case.team is not None,
        case.accepted_at is not None,
        case.owner_id is not None,
        case.acknowledged_at is not None,
        case.outcome,
        frozenset((clock.act, clock.due_on is None, clock.given) for clock in case.clocks if clock.open),
    )


def _check(case: Case, charter: Charter, at: datetime, path: tuple[str, ...]) -> None:
    """Today, and on every later day on which nobody has done anything."""
    for days in (0, 6, 30, 90):
        today = clocks.today_of(charter, at + timedelta(days=days))
        step = next_step(clocks.story(case, charter), charter, today)
        where = f"{charter.organisation.id}: {case.kind} after {' > '.join(path)}, {days} days on"
        assert step.by is not None, where
        assert step.name or step.who.value == "customer", where
        assert step.by >= today or case.closed_at, f"{where}: {step.by} has passed on {today}"
    assert case.next_on is not None


def _play(session: Session, charter: Charter, cast: Cast, kind: Kind, path: tuple[str, ...]) -> Case | None:
    """A case that these acts have brought to where it is, each a day after the other; None where one is refused.

    Nothing is written down: thousands of lives are tried, and the acts themselves are what is looked at.
    """
    session.expunge_all()
    case = open_case(session, a_submission(kind), at=TUESDAY, charter=charter)
    for number, name in enumerate(path, start=1):
        at = TUESDAY + timedelta(days=number)
        try:
            if name.startswith("become "):
                changing.change_kind(
                    session,
                    case,
                    kind=Kind(name.removeprefix("become ")),
                    reason="It is one.",
                    by=cast.relations,
                    at=at,
                    charter=charter,
                )
            else:
                ACTS[Step(name)](session, case, cast, charter, at)
        except StepRefused:
            return None
    return case


@pytest.mark.clause("CH-1")
@pytest.mark.parametrize("organisation", ["highland", "north-east-lincolnshire", "feedback-authority", "template"])
def test_no_case_ever_lacks_what_happens_next_who_does_it_and_by_when(session: Session, organisation: str) -> None:
    charter = load_charter(organisation)
    cast = a_cast(session, charter)
    session.autoflush = False
    moves = [step.value for step in ACTS] + [f"become {kind.value}" for kind in Kind]
    seen: set[tuple[object, ...]] = set()
    lives: list[tuple[Kind, tuple[str, ...]]] = [(kind, ()) for kind in Kind]
    while lives:
        kind, path = lives.pop(0)
        case = _play(session, charter, cast, kind, path)
        if case is None or _shape(case) in seen:
            continue
        seen.add(_shape(case))
        _check(case, charter, TUESDAY + timedelta(days=len(path)), path)
        lives.extend((kind, (*path, move)) for move in moves if len(path) < 5)
    assert {(shape[0], shape[1]) for shape in seen} == {(kind, stage) for kind in Kind for stage in Stage}


def test_every_step_that_moves_a_case_has_been_tried() -> None:
    assert set(ACTS) | {Step.CHANGE_KIND} | _WITHOUT_EFFECT_ON_THE_NEXT_STEP == set(Step)


_WITHOUT_EFFECT_ON_THE_NEXT_STEP = {Step.TAKE, Step.GIVE, Step.WRITE, Step.NOTE, Step.HEAR, Step.CLEAR_UP, Step.APPOINT}
