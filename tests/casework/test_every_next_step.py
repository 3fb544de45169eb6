"""What must hold whatever is done to a case, in any order, in every kind and procedure of every charter."""

from datetime import date, datetime, timedelta
from random import Random

import pytest
from sqlalchemy.orm import Session

from shared.casework import clocks
from shared.casework.customers import Person
from shared.casework.intake import open_case
from shared.charter.next_step import next_step
from shared.charter.organisation import Charter
from shared.charter.reading import load_charter, published
from shared.charter.vocabulary import Kind
from shared.charter.workflow import Step
from shared.models.cases import Case
from shared.models.happened import Happened
from tests.builders import MORAG, TUESDAY, a_submission
from tests.casework.moves import MOVES, Deciders, deciders, make, open_moves

#: So many acts on one case, and so many cases for each charter.
MOST, CASES = 16, 80
#: After these lines of its history a date may lie later than before: each tells the customer so, with its reason.
TELLS_A_LATER_DATE = frozenset(
    {
        Happened.EXPLAINED,
        Happened.CLOCK_RESTARTED,
        Happened.REST_ENDED,
        Happened.RESTED,
        Happened.ASKED,
        Happened.ROUTED,
        Happened.KIND_CHANGED,
        Happened.PROCEDURE_CHANGED,
        Happened.ESCALATED,
        Happened.REOPENED,
        Happened.TAKEN_UP,
    }
)


def _begun(session: Session, charter: Charter, kind: Kind, procedure: str) -> Case:
    """A case of that kind that takes that procedure: by its service, by its sign, or because nobody gave a name."""
    asked = charter.procedures.get(procedure)
    services = asked.services if asked else ()
    signs = tuple(sign for sign, rule in charter.signs.items() if procedure and rule.procedure == procedure)
    signs = () if services else signs
    person = Person() if procedure == "anonymous" else MORAG
    told = a_submission(kind, service=services[0] if services else None, person=person, signs=signs)
    return open_case(session, told, at=TUESDAY, charter=charter)


def _open_dates(case: Case) -> dict[tuple[str, int], date | None]:
    return {(clock.promise, number): clock.due_on for number, clock in enumerate(case.clocks) if clock.open}


def _place(case: Case) -> tuple[object, ...]:
    """What nobody may change without a line in the history."""
    owed = tuple((clock.promise, clock.due_on, clock.kept_on, clock.dropped_on) for clock in case.clocks)
    where = case.stage, case.team, case.owner and case.owner.id, case.kind, case.procedure, case.stage_number
    return (*where, case.outcome, case.seal, tuple(case.signs), owed)


def _check(case: Case, charter: Charter, at: datetime, path: list[object]) -> None:
    """Today, and on every later day on which nobody has done anything."""
    for days in (0, 6, 30, 90):
        today = clocks.today_of(charter, at + timedelta(days=days))
        step = next_step(clocks.story(case, charter), charter, today)
        where = f"{charter.organisation.id}: {case.kind} {case.procedure} after {path}, {days} days on"
        assert step.by is not None, where
        assert step.name or step.who.value == "customer", where
        assert step.by >= today or case.closed_at, f"{where}: {step.by} has passed on {today}"
    for clock in case.clocks:
        stands = any(stop.restarted_on is None for stop in clock.stops)
        assert not clock.open or clock.due_on or stands, f"{path}: a clock without a date that does not stand still"
    assert case.closed_at or any(clock.open for clock in case.clocks), f"{path}: open, and nothing is owed"
    assert case.next_on is not None
    assert case.version == len(case.happenings), f"{path}: the history has lines that nobody counted"


def _check_change(case: Case, lines: int, before: dict[tuple[str, int], date | None], path: list[object]) -> None:
    """Nothing is promised later without saying so."""
    new = {line.what for line in case.happenings[lines:]}
    for key, due in _open_dates(case).items():
        old = before.get(key)
        if old and due and due > old:
            assert new & TELLS_A_LATER_DATE, f"{path}: {key[0]} moved from {old} to {due}, and nobody was told"


@pytest.fixture(params=published())
def council(request: pytest.FixtureRequest, session: Session) -> tuple[Charter, Deciders, Session]:
    """A charter, its people, and records in which nothing is kept."""
    charter = load_charter(request.param)
    cast = deciders(session, charter)
    session.autoflush = False
    return charter, cast, session


def _kinds(charter: Charter) -> list[tuple[Kind, str]]:
    return [(kind, "") for kind in Kind if kind is not Kind.COMPLAINT] + [
        (Kind.COMPLAINT, procedure) for procedure in charter.procedures
    ]


@pytest.mark.clause("CH-1", "RP-6")
def test_whatever_is_done_there_is_a_next_step_with_a_date_and_nothing_moves_silently(
    council: tuple[Charter, Deciders, Session],
) -> None:
    charter, cast, session = council
    for number in range(CASES):
        with session.begin_nested() as undone:
            _live(session, charter, cast, Random(number))
            undone.rollback()


def _live(session: Session, charter: Charter, cast: Deciders, chance: Random) -> None:
    """One case, and what is done to it; nothing of it is kept."""
    kind, procedure = chance.choice(_kinds(charter))
    case = _begun(session, charter, kind, procedure)
    assert case.procedure == procedure
    at, path = TUESDAY, list[object]()
    for _ in range(chance.randint(1, MOST)):
        _check(case, charter, at, path)
        move = chance.choice(open_moves(case, cast, charter))
        at += timedelta(days=chance.randint(0, 9))
        place, dates, lines = _place(case), _open_dates(case), len(case.happenings)
        make(move, session, case, cast, charter, at)
        path.append(str(move))
        assert _place(case) == place or len(case.happenings) > lines, f"{path}: changed, and the history is silent"
        _check_change(case, lines, dates, path)
    _check(case, charter, at, path)


def test_every_step_that_moves_a_case_is_among_those_that_are_tried() -> None:
    assert set(MOVES) | {Step.CHANGE_KIND} | _WITHOUT_EFFECT_ON_THE_NEXT_STEP == set(Step)


_WITHOUT_EFFECT_ON_THE_NEXT_STEP = {
    Step.GIVE,
    Step.WRITE,
    Step.NOTE,
    Step.HEAR,
    Step.CLEAR_UP,
    Step.APPOINT,
    Step.APPROVE,
    Step.KEEP_APART,
    Step.LINK,
    Step.SPLIT,
    Step.ACCEPT_LATE,
    Step.SAY_WHEN,
    Step.COMPLAIN,
}
