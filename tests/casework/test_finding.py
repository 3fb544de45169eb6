"""Who may see which case, and the worklist that is made of what they may see."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from shared.casework import finding
from shared.casework.customers import Person
from shared.casework.finding import Filters, Tab
from shared.casework.paging import PAGE
from shared.casework.routing import accept, route
from shared.casework.steps import teams_of_area
from shared.charter.access import Role
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Channel, Kind
from shared.charter.workflow import Outcome, Stage
from shared.models.cases import Case
from shared.models.staff import Staff
from tests.builders import TUESDAY, a_case
from tests.people import Cast

TODAY = TUESDAY.date()
Routed = Callable[..., Case]


@pytest.fixture
def routed(session: Session, charter: Charter, cast: Cast) -> Routed:
    """A case that triage has given to a team; `by` has accepted it."""

    def made(team: str, kind: Kind = Kind.REQUEST, *, by: Staff | None = None, days_ago: int = 0) -> Case:
        at = TUESDAY - timedelta(days=days_ago)
        case = a_case(session, charter, kind, at=at)
        route(session, case, team=team, service=None, reason="Theirs.", by=cast.triage, at=at, charter=charter)
        if by is not None:
            accept(session, case, by=by, at=at, charter=charter)
        session.flush()
        return case

    return made


@pytest.fixture
def cases(session: Session, charter: Charter, cast: Cast, routed: Routed) -> dict[str, Case]:
    """One that nobody has routed, and one in each team that matters here."""
    area = teams_of_area(cast.head.team, charter) - {cast.team}
    return {
        "unrouted": a_case(session, charter),
        "team": routed(cast.team),
        "area": routed(sorted(area)[0]),
        "elsewhere": routed(cast.stranger.team),
        "policy": routed(cast.councillor.team, Kind.REPRESENTATION),
        "other policy matter": routed(cast.councillor.team, Kind.REQUEST),
    }


WHO_SEES = [
    (Role.TRIAGE_OFFICER, {"unrouted", "team", "area", "elsewhere", "policy", "other policy matter"}, "routes all"),
    (Role.CUSTOMER_RELATIONS, {"unrouted", "team", "area", "elsewhere", "policy", "other policy matter"}, "helps all"),
    (Role.CASE_WORKER, {"team"}, "works for her team alone"),
    (Role.TEAM_LEADER, {"team"}, "leads that team alone"),
    (Role.HEAD_OF_SERVICE, {"team", "area"}, "answers for every team of the area"),
    (Role.MEMBER, {"policy"}, "reads views about policies, and nobody's requests"),
    (Role.ANALYST, set(), "counts, and reads nothing"),
    (Role.ADMINISTRATOR, set(), "looks after accounts, and reads nothing"),
    (Role.SAFEGUARDING_OFFICER, set(), "looks after safety, and nobody is worried in these"),
]


@pytest.mark.clause("RP-26")
@pytest.mark.parametrize(("role", "sees", "reason"), WHO_SEES)
def test_each_role_sees_the_same_cases_by_page_list_and_count(
    session: Session,
    charter: Charter,
    cast: Cast,
    cases: dict[str, Case],
    role: Role,
    sees: set[str],
    reason: str,
) -> None:
    staff = next(one for one in vars(cast).values() if one.role is role)
    page = {n for n, c in cases.items() if finding.case_seen_by(session, c.reference, staff, charter)}
    listed = finding.worklist(session, staff, charter, tab=Tab.ALL, today=TODAY).cases
    names = {case.id: name for name, case in cases.items()}
    assert page == {names[case.id] for case in listed} == sees, reason
    assert finding.counts(session, staff, charter, today=TODAY)[Tab.ALL] == len(sees)


@pytest.mark.clause("RP-26")
def test_somebody_of_another_team_cannot_even_tell_that_the_case_exists(
    session: Session, charter: Charter, cast: Cast, cases: dict[str, Case]
) -> None:
    case = cases["team"]
    assert finding.case_seen_by(session, case.reference, cast.stranger, charter) is None
    assert finding.case_seen_by(session, case.reference, cast.stranger, charter, to_change=True) is None


@pytest.mark.clause("RP-26")
def test_whoever_has_left_sees_nothing(session: Session, charter: Charter, cast: Cast, cases: dict[str, Case]) -> None:
    cast.triage.disabled_at = TUESDAY
    assert not finding.worklist(session, cast.triage, charter, tab=Tab.ALL, today=TODAY).cases


def _listed(session: Session, charter: Charter, staff: Staff, tab: Tab, **more: object) -> list[int]:
    return [c.id for c in finding.worklist(session, staff, charter, tab=tab, today=TODAY, **more).cases]


@pytest.mark.clause("FP-13", "CC-5")
def test_each_tab_holds_what_its_name_says(session: Session, charter: Charter, cast: Cast, routed: Routed) -> None:
    new, own = a_case(session, charter), routed(cast.team, by=cast.worker)
    late, due = routed(cast.team, days_ago=60), routed(cast.team)
    waiting = routed(cast.team, by=cast.colleague)
    due.next_on = TODAY
    waiting.stage, waiting.waiting_until, waiting.next_on = Stage.WAITING, TODAY, TODAY
    session.flush()
    held = {
        tab: set(_listed(session, charter, cast.worker if tab is not Tab.UNROUTED else cast.triage, tab)) for tab in Tab
    }
    assert held == {
        Tab.UNROUTED: {new.id},
        Tab.MY_TEAM: {own.id, late.id, due.id, waiting.id},
        Tab.MINE: {own.id},
        Tab.DUE_TODAY: {due.id},
        Tab.OVERDUE: {late.id},
        Tab.WAITING: {waiting.id},
        Tab.ALL: {own.id, late.id, due.id, waiting.id},
    }
    counted = finding.counts(session, cast.worker, charter, today=TODAY)
    assert all(counted[tab] == len(held[tab]) for tab in Tab if tab is not Tab.UNROUTED)


@pytest.mark.clause("FP-13")
def test_the_most_urgent_promise_stands_first(session: Session, charter: Charter, cast: Cast) -> None:
    some = [a_case(session, charter, at=TUESDAY - timedelta(days=days)) for days in (3, 40, 0, 12)]
    urgent_first = sorted(some, key=lambda case: case.next_on)
    assert _listed(session, charter, cast.triage, Tab.ALL) == [case.id for case in urgent_first]


@pytest.mark.parametrize("due_days", [(0,), (0, 0, 0, 1), (0, 1, 2, 3, 4)], ids=["one", "mostly one", "many"])
def test_paging_shows_every_case_once_there_and_back(
    session: Session, charter: Charter, cast: Cast, due_days: tuple[int, ...]
) -> None:
    number = 2 * PAGE + 7
    for index in range(number):
        a_case(session, charter).next_on = TODAY + timedelta(days=due_days[index % len(due_days)])
    session.flush()
    there, pages, page = [], [], finding.worklist(session, cast.triage, charter, tab=Tab.ALL, today=TODAY)
    while True:
        pages.append([case.id for case in page.cases])
        there += pages[-1]
        if page.after is None:
            break
        page = finding.worklist(session, cast.triage, charter, tab=Tab.ALL, today=TODAY, after=page.after)
    assert len(there) == len(set(there)) == number
    back = [pages[-1]]
    while page.before is not None:
        page = finding.worklist(session, cast.triage, charter, tab=Tab.ALL, today=TODAY, before=page.before)
        back.insert(0, [case.id for case in page.cases])
    assert back == pages


@pytest.mark.parametrize(
    "key", ["", "x", "2027-13-40.1", "2027-03-02", "2027-03-02.", "9" * 40, "2027-03-02.-1", "١.٢"]
)
def test_a_spoiled_key_shows_the_first_page(session: Session, charter: Charter, cast: Cast, key: str) -> None:
    case = a_case(session, charter)
    for way in ("after", "before"):
        assert _listed(session, charter, cast.triage, Tab.ALL, **{way: key}) == [case.id]


FILTERS: list[tuple[Filters, str]] = [
    (Filters(kind=Kind.COMPLAINT), "kind"),
    (Filters(channel=Channel.LETTER), "channel"),
    (Filters(service="the service"), "service"),
    (Filters(owner=0), "nobody's"),
    (Filters(owner=-1), "one person's"),
    (Filters(due_by=date(2027, 3, 4)), "due"),
]


@pytest.mark.parametrize(("filters", "what"), FILTERS)
def test_a_filter_narrows_the_list_and_its_counts_alike(
    session: Session, charter: Charter, cast: Cast, routed: Routed, filters: Filters, what: str
) -> None:
    owned = routed(cast.team, by=cast.worker)
    plain = a_case(session, charter)
    service = next(iter(charter.services))
    plain.kind, plain.channel, plain.service = Kind.COMPLAINT, Channel.LETTER, service
    plain.next_on, owned.next_on = date(2027, 3, 4), date(2027, 3, 5)
    session.flush()
    filters = replace(
        filters,
        service=filters.service and service,
        owner=cast.worker.id if filters.owner == -1 else filters.owner,
    )
    wanted = [owned.id] if what == "one person's" else [plain.id]
    owned.service = None
    session.flush()
    assert _listed(session, charter, cast.triage, Tab.ALL, filters=filters) == wanted
    assert finding.counts(session, cast.triage, charter, today=TODAY, filters=filters)[Tab.ALL] == 1


def test_a_count_stops_where_nobody_acts_differently(
    session: Session, charter: Charter, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "COUNT_TO", 2)
    for _ in range(3):
        a_case(session, charter)
    assert finding.counts(session, cast.triage, charter, today=TODAY)[Tab.ALL] == 2


@pytest.mark.clause("RP-26")
def test_the_customers_other_cases_are_shown_as_far_as_their_reader_may_see_them(
    session: Session, charter: Charter, cast: Cast, routed: Routed
) -> None:
    here, too, elsewhere = routed(cast.team), routed(cast.team), routed(cast.stranger.team)
    nobody = a_case(session, charter, person=Person())
    assert [case.id for case in finding.other_cases(session, here, cast.worker, charter)] == [too.id]
    assert {case.id for case in finding.other_cases(session, here, cast.triage, charter)} == {too.id, elsewhere.id}
    assert not finding.other_cases(session, nobody, cast.triage, charter)


def test_the_tracking_page_finds_a_case_by_its_reference_alone(session: Session, charter: Charter) -> None:
    case = a_case(session, charter)
    assert finding.tracked(session, case.reference) is case
    assert finding.tracked(session, "HC-2222-2222") is None


def test_a_closed_case_is_on_no_list_of_work(session: Session, charter: Charter, cast: Cast) -> None:
    case = a_case(session, charter)
    case.stage, case.outcome = Stage.CLOSED, Outcome.WITHDRAWN
    case.closed_at = datetime(2027, 3, 2, 11, tzinfo=UTC)
    session.flush()
    assert not any(finding.counts(session, cast.triage, charter, today=TODAY).values())


@pytest.mark.parametrize("who", ["triage", "worker", "head", "councillor"])
@pytest.mark.parametrize("filters", [Filters(), Filters(Kind.COMMENT, "roads", Channel.WEB, 0, TODAY)], ids=["", "all"])
def test_a_list_and_its_counts_are_read_from_an_index_alone(
    session: Session, charter: Charter, cast: Cast, who: str, filters: Filters
) -> None:
    staff, asked = getattr(cast, who), []
    session.flush()

    def told(*arguments: Any) -> None:
        asked.append(arguments[2:4])

    event.listen(Engine, "before_cursor_execute", told)
    try:
        for tab in Tab:
            finding.worklist(session, staff, charter, tab=tab, today=TODAY, filters=filters, after="2027-01-01.1")
        finding.counts(session, staff, charter, today=TODAY, filters=filters)
    finally:
        event.remove(Engine, "before_cursor_execute", told)
    steps = [row[3] for words, values in asked for row in _plan(session, words, values)]
    of_cases = [step for step in steps if re.match(r"(SCAN|SEARCH) cases\b", step)]
    assert len(asked) == len(Tab) + 1 and of_cases
    assert all("COVERING INDEX ix_cases_open" in step or "PRIMARY KEY" in step for step in of_cases), of_cases


def _plan(session: Session, words: str, values: Any) -> Any:
    return session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {words}", values)
