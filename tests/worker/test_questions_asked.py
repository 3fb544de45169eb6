"""What pages and the worker ask of the database: as much for forty rows as for ten, and each question by an index."""

import re
from collections.abc import Callable, Iterator, Mapping

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from shared.charter.access import Role
from shared.charter.reading import load_charter
from shared.models.base import every_table
from shared.models.cases import Case
from shared.models.restrictions import Restriction
from shared.worker.benching import crowd, rounds
from shared.worker.benching.council import Council, made_up, opened
from shared.worker.benching.visitor import Visit, Visitor
from shared.worker.installation import settings_of

FEW, MANY = 60, 240
#: A list without a line does not ask for what belongs to its lines: so many questions, however many lines there are.
BESIDE = 3
#: Every case of these councils has one of everything.
DENSE = ("INCIDENTS", "RESTRICTIONS", "PROTECTIONS", "CONCERNS", "APPOINTMENTS", "ARRIVALS", "WAITING")
LISTS = (
    *("/office/", "/office/?tab=my-team", "/office/?tab=waiting", "/office/search?q=road", "/office/tasks"),
    *("/office/incidents", "/office/incidents?tab=all", "/office/incidents?tab=mine", "/office/protections"),
    *(f"/office/restrictions?tab={tab}" for tab in ("to-decide", "to-tell", "to-bring", "to-review", "after-appeal")),
    *("/office/restrictions?tab=all", "/office/putting-right", "/office/learning", "/office/learning?whose=done"),
    *("/office/mail", "/office/mail?tab=all", "/office/messages", "/office/concerns", "/office/concerns?tab=settled"),
    *("/office/adjustments", "/office/since-complaining", "/office/figures", "/office/started", "/office/calendar"),
)
ROLES = (Role.CUSTOMER_RELATIONS, Role.HEAD_OF_SERVICE, Role.TEAM_LEADER, Role.CASE_WORKER)
ROUNDS = (
    *(rounds.missed, rounds.near, rounds.how_it_was, rounds.restrictions, rounds.next_message),
    rounds.calendar,
)
#: As long as the council has people, changes of its calendar, or forms begun today: never long.
SHORT = frozenset({"staff", "calendar_changes", "calendar_prints", "drafts", "hand_overs", "looks", "attempts"})

Asked = list[tuple[str, list[str]]]


@pytest.fixture(scope="module")
def councils(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[int, Council]]:
    """Two councils that differ in how many of everything there are."""
    folder, charter = tmp_path_factory.mktemp("asked"), load_charter("highland")
    with pytest.MonkeyPatch.context() as dense:
        for name in DENSE:
            dense.setattr(crowd, name, 1)
        files = {size: made_up(folder, charter, size) for size in (FEW, MANY)}
    with opened(files[FEW], settings_of(folder)) as few, opened(files[MANY], settings_of(folder)) as many:
        yield {FEW: few, MANY: many}


@pytest.fixture(scope="module")
def desks(councils: Mapping[int, Council]) -> Mapping[Role, Mapping[int, Visitor]]:
    """Somebody of each role at their desk, in both."""
    return {role: {size: one.staff(role) for size, one in councils.items()} for role in ROLES}


def _twice(desk: Visitor, page: str) -> Visit:
    """The second look: that somebody opened it is written down once a day."""
    desk.get(page)
    return desk.get(page)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("page", LISTS)
def test_a_long_list_asks_no_more_than_a_short_one_and_each_question_by_an_index(
    councils: Mapping[int, Council], desks: Mapping[Role, Mapping[int, Visitor]], role: Role, page: str
) -> None:
    few = _twice(desks[role][FEW], page)
    with asked_by(councils[MANY]) as asked:
        many = _twice(desks[role][MANY], page)
    assert few.status == many.status
    assert many.statements <= few.statements + BESIDE, f"{few.statements} for few, {many.statements} for many"
    assert_by_index(asked)


@pytest.mark.parametrize("rest", ["contact", "volumes", "read"])
def test_the_pages_of_a_person_ask_no_more_than_they_may(
    councils: Mapping[int, Council], desks: Mapping[Role, Mapping[int, Visitor]], rest: str
) -> None:
    asked = {
        size: [_page_of(council, desks, size, number, rest) for number in _people(council)]
        for size, council in councils.items()
    }
    assert max(asked[MANY]) <= max(asked[FEW]) + 2
    assert max(asked[MANY]) <= 22


def _people(council: Council) -> list[int]:
    return [number for (number,) in council.drawn(sa.select(Restriction.customer_id).distinct(), most=5)]


def _page_of(council: Council, desks: Mapping[Role, Mapping[int, Visitor]], size: int, number: int, rest: str) -> int:
    visit = _twice(desks[Role.CUSTOMER_RELATIONS][size], f"/office/customers/{number}/{rest}")
    assert visit.status == 200
    return visit.statements


@pytest.mark.parametrize("page", ["", "/read", "/join"])
def test_no_page_of_a_case_looks_through_a_whole_table(
    councils: Mapping[int, Council], desks: Mapping[Role, Mapping[int, Visitor]], page: str
) -> None:
    ((reference, key),) = councils[MANY].cases(Case.owner_id.is_not(None), Case.closed_at.is_(None), most=1)
    with asked_by(councils[MANY]) as asked:
        desks[Role.CUSTOMER_RELATIONS][MANY].get(f"/office/cases/{reference}{page}")
        councils[MANY].visitor().get(f"/track/{reference}/{key}")
    assert_by_index(asked)


@pytest.mark.parametrize("round_", ROUNDS)
def test_no_round_of_the_worker_looks_through_a_whole_table(
    councils: Mapping[int, Council], round_: Callable[[Council, int], Iterator[Visit]]
) -> None:
    with asked_by(councils[MANY]) as asked:
        next(round_(councils[MANY], 1))
    assert_by_index(asked)


def test_a_question_without_an_index_is_found(councils: Mapping[int, Council]) -> None:
    with asked_by(councils[MANY]) as asked:
        councils[MANY].drawn(sa.select(Case.id).where(Case.words == "nobody asks for these"), most=1)
    with pytest.raises(AssertionError, match="SCAN cases"):
        assert_by_index(asked)


class asked_by:
    """Everything that a council is asked for a while, each question with the plan that SQLite makes for it.

    Nobody has measured these tables (there is no ANALYZE), so the plan is the same for ten rows as for ten million.
    """

    def __init__(self, council: Council) -> None:
        self._engine, self._asked = council.engine, Asked()

    def __enter__(self) -> Asked:
        event.listen(self._engine, "before_cursor_execute", self._hear)
        return self._asked

    def __exit__(self, *_: object) -> None:
        event.remove(self._engine, "before_cursor_execute", self._hear)

    def _hear(self, connection: sa.Connection, cursor: object, statement: str, values: object, *_: object) -> None:
        if statement.startswith(("SELECT", "UPDATE", "DELETE")) and isinstance(values, tuple):
            lines = connection.connection.cursor()
            lines.execute(f"EXPLAIN QUERY PLAN {statement}", values)
            self._asked.append((statement, [str(line[3]) for line in lines.fetchall()]))


def assert_by_index(asked: Asked) -> None:
    """A table is walked only in the order of a list, until its page is full, or where its index holds what waits."""
    tables = set(every_table().tables) - SHORT
    partial = {ix.name for table in every_table().tables.values() for ix in table.indexes if _is_partial(ix)}
    for statement, plan in asked:
        in_order = "LIMIT" in statement and not any("TEMP B-TREE FOR ORDER BY" in line for line in plan)
        for line in plan:
            walked = re.match(r"SCAN (\w+?)(?:_\d+)?(?: USING (?:COVERING )?INDEX (\w+))?$", line)
            if walked and walked[1] in tables and not in_order and walked[2] not in partial:
                raise AssertionError(f"{line}:\n{statement}\n" + "\n".join(plan))


def _is_partial(index: sa.Index) -> bool:
    return index.dialect_options["sqlite"]["where"] is not None
