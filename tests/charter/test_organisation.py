"""One council's promises on a day, its teams by name, and its doors."""

from dataclasses import replace
from datetime import date, time

import pytest

from shared.charter.organisation import Charter, Hours
from shared.charter.reading import load_charter, published
from shared.charter.vocabulary import Act, Counted, Kind

LAST_DAY, FIRST_DAY = date(2026, 3, 31), date(2026, 4, 1)


@pytest.mark.clause("CC-1", "RP-6")
@pytest.mark.parametrize(
    ("received", "days", "counted", "reason"),
    [
        (date(2009, 4, 1), 15, Counted.RECEIVED, "the first day of the procedure"),
        (LAST_DAY, 15, Counted.RECEIVED, "the last day before the code"),
        (FIRST_DAY, 10, Counted.ACKNOWLEDGED, "the first day of the code"),
        (date(2027, 3, 2), 10, Counted.ACKNOWLEDGED, "and ever since"),
    ],
)
def test_a_complaint_keeps_the_promise_of_the_day_it_came_in(
    received: date, days: int, counted: Counted, reason: str
) -> None:
    promise = load_charter("feedback-authority").promise(Kind.COMPLAINT, Act.REPLY, received)
    assert promise is not None
    assert (promise.days, promise.counted_from) == (days, counted), reason


def test_before_the_first_promise_nothing_was_promised() -> None:
    assert load_charter("feedback-authority").promises_for(Kind.COMPLAINT, date(2009, 3, 31)) == ()


@pytest.mark.parametrize("name", published())
@pytest.mark.parametrize("kind", Kind)
def test_on_each_day_of_the_change_everything_is_promised_once(name: str, kind: Kind) -> None:
    charter = load_charter(name)
    for day in (LAST_DAY, FIRST_DAY):
        acts = [promise.act for promise in charter.promises_for(kind, day)]
        assert len(acts) == len(set(acts)), f"{day}: {acts}"
        assert (Act.REPLY in acts) is (kind is not Kind.COMPLIMENT)


def test_a_promise_that_ended_can_still_be_named() -> None:
    charter = load_charter("feedback-authority")
    old = charter.promise(Kind.COMPLAINT, Act.REPLY, LAST_DAY)
    assert old is not None
    assert charter.promise_by_id[old.id] is old
    assert set(charter.promise_by_id) == {promise.id for promise in charter.promises}


def test_a_promise_of_one_day_is_made_on_that_day_alone(charter: Charter) -> None:
    once = replace(charter.promises[0], since=FIRST_DAY, until=FIRST_DAY)
    assert [once.in_force(day) for day in (LAST_DAY, FIRST_DAY, date(2026, 4, 2))] == [False, True, False]


def test_a_case_that_no_team_has_is_with_triage(charter: Charter) -> None:
    assert charter.team_name(None) == charter.teams[charter.organisation.triage_team].name
    assert charter.team_name("libraries") == charter.teams["libraries"].name


# day, opens and closes, reason
DOORS = [
    ("2026-11-24", ("09:00", "17:00"), "an ordinary Tuesday"),
    ("2026-11-25", ("10:00", "17:00"), "later on a Wednesday"),
    ("2026-11-28", None, "no hours on a Saturday"),
    ("2026-11-30", None, "Saint Andrew's Day"),
    ("2026-12-25", None, "Christmas Day"),
    ("2026-12-28", None, "Boxing Day was a Saturday: the day in its stead"),
    ("2027-01-04", None, "2 January was a Saturday: the day in its stead"),
    ("2027-03-26", None, "Good Friday"),
    ("2027-03-29", ("09:00", "17:00"), "Easter Monday is a day like any other in Scotland"),
    ("2027-08-02", None, "Scotland's summer holiday"),
]


@pytest.mark.clause("CC-9")
@pytest.mark.parametrize(("day", "hours", "reason"), DOORS)
def test_somebody_who_wants_to_come_reads_whether_the_door_is_open(
    charter: Charter, day: str, hours: tuple[str, str] | None, reason: str
) -> None:
    inverness = next(place for place in charter.places if place.id == "inverness")
    found = inverness.open_on(date.fromisoformat(day), charter.calendar)
    assert (found and (f"{found.opens:%H:%M}", f"{found.closes:%H:%M}")) == hours, reason


@pytest.mark.clause("CC-9")
def test_a_closure_of_the_council_shuts_its_places_too(charter: Charter) -> None:
    christmas_eve = date(2026, 12, 24)
    calendar = replace(charter.calendar, closures={christmas_eve: "Festive closure"})
    place = replace(charter.places[0], hours=(Hours(3, time(9), time(17)),))
    assert place.open_on(christmas_eve, charter.calendar) == Hours(3, time(9), time(17))
    assert place.open_on(christmas_eve, calendar) is None


@pytest.mark.clause("CC-9")
@pytest.mark.parametrize("name", published())
def test_every_place_opens_on_some_day_of_an_ordinary_week(name: str) -> None:
    charter = load_charter(name)
    week = [date(2027, 3, day) for day in range(1, 8)]
    for place in charter.places:
        assert any(place.open_on(day, charter.calendar) for day in week), place.name
