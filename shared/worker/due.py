"""`bywhen due`: when something received is due, and how that was counted."""

import re
from datetime import date, datetime, time
from typing import TypeVar

import click

from shared.charter.calendar import EARLIEST, Rest, WorkingCalendar
from shared.charter.clock import ReckonedDay, Reckoning, Start, reckon
from shared.charter.vocabulary import IN_MONTHS, IN_WORKING_DAYS, Counting, Division
from shared.worker.refused import Refused

Word = TypeVar("Word", Division, Counting)
_RULES = {
    Counting.AFTER_RECEIPT: "Day 1 is the first working day after it.",
    Counting.INCLUSIVE: "Day 1 is the first working day on which it was received in time.",
    Counting.DEEMED_THEN_AFTER: "It counts as received on the first working day on which it was in time; "
    "day 1 is the working day after that.",
    Counting.CALENDAR_DAYS: "Day 1 is the day after it; every day counts. An end on a day off moves to a working day.",
    Counting.MONTHS: "The end is the same day of the month, or the last of a shorter month.",
    Counting.MONTHS_INCLUSIVE: "The day of receipt is the first: the end is the day before the same day of the month.",
    Counting.MONTHS_ROLLED: "The end is the same day of the month. If that is a day off, it moves to a working day.",
}


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("received")
@click.argument("days")
@click.option("--calendar", required=True, help=f"Whose bank holidays: {', '.join(Division)}.")
@click.option(
    "--counting",
    default=str(Counting.AFTER_RECEIPT),
    show_default=True,
    help=f"Which day is day one: {', '.join(Counting)}.",
)
@click.option("--cut-off", help="The time (HH:MM) up to which a day's post counts as that day's.")
@click.option("--explain", is_flag=True, help="Say which days were skipped, and why.")
def due(received: str, days: str, calendar: str, counting: str, cut_off: str | None, explain: bool) -> None:
    """Say when something RECEIVED is due, in DAYS working days, or as many days or months as --counting says.

    RECEIVED is a local date, or date and time, such as 2026-12-24T16:30. Exactly at the cut-off is still in time.
    """
    moment, number, latest = _moment(received), _number(days), _time(cut_off)
    division = _one_of(Division, calendar, "--calendar")
    way = _one_of(Counting, counting, "--counting")
    whose = WorkingCalendar(division)
    try:
        found = reckon(whose, Start.at(moment, way, latest), number)
    except (ValueError, OverflowError) as why:
        raise Refused(
            f"This count leaves the days whose bank holidays we know, {EARLIEST} to {whose.horizon}. "
            "We do not guess the others."
        ) from why
    click.echo(str(found.due_on))
    if explain:
        _explain(found, moment, latest, number)


def _moment(received: str) -> datetime:
    try:
        moment = datetime.fromisoformat(received.strip())
    except ValueError as why:
        raise Refused(
            f"RECEIVED is {received!r}: write a date, or a date and a time, such as 2026-12-24T16:30."
        ) from why
    if moment.tzinfo is not None:
        raise Refused(
            f"RECEIVED is {received!r}: write the local time and leave the time zone away, such as 2026-12-24T16:30."
        )
    return moment


def _number(days: str) -> int:
    if not re.fullmatch(r"[0-9]{1,5}", days) or int(days) == 0:
        raise Refused(f"DAYS is {days!r}: write a whole number of working days, 1 or more.")
    return int(days)


def _time(cut_off: str | None) -> time | None:
    if cut_off is None:
        return None
    if not re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", cut_off):
        raise Refused(f"--cut-off is {cut_off!r}: write hours and minutes, such as 17:00.")
    return time.fromisoformat(cut_off)


def _one_of(words: type[Word], said: str, option: str) -> Word:
    try:
        return words(said)
    except ValueError as why:
        raise Refused(f"{option} is {said!r}: use one of {', '.join(words)}.") from why


def _explain(found: Reckoning, moment: datetime, cut_off: time | None, number: int) -> None:
    click.echo(_beginning(found, moment, cut_off))
    for day in found.skipped:
        if not day.moved:
            click.echo(f"Skipped {_day(day.day)}: {_why(day, found.start)}.")
    assert found.due_on is not None
    click.echo(f"{_ending(found.start.counting, number)} {_day(found.due_on)}.")


def _ending(counting: Counting, number: int) -> str:
    if counting in IN_WORKING_DAYS:
        return "Working day 1 is" if number == 1 else f"Working days counted: {number}. The last is"
    return f"{'Months' if counting in IN_MONTHS else 'Days of the calendar'} counted: {number}. It is due on"


def _beginning(found: Reckoning, moment: datetime, cut_off: time | None) -> str:
    arrived = f"Received on {_day(moment.date())}"
    if cut_off is None or found.start.counting not in IN_WORKING_DAYS:
        return f"{arrived}. {_RULES[found.start.counting]}"
    if found.start.counting is Counting.AFTER_RECEIPT:
        return f"{arrived}. {_RULES[found.start.counting]} The cut-off of {cut_off:%H:%M} makes no difference here."
    in_time = "in time" if found.start.in_time else "too late for that day"
    return f"{arrived} at {moment:%H:%M}, {in_time} (cut-off {cut_off:%H:%M}). {_RULES[found.start.counting]}"


def _why(day: ReckonedDay, start: Start) -> str:
    if day.off is not None:
        named = f" ({day.off.name})" if day.off.name else ""
        return {
            Rest.WEEKEND: f"{day.day:%A}, a weekend{named}",
            Rest.HOLIDAY: f"{day.off.name}, a bank holiday",
            Rest.CLOSURE: f"{day.off.name}, a closure",
        }[day.off.why]
    if day.day == start.day:
        late = not start.in_time and start.counting is not Counting.AFTER_RECEIPT
        return "it came after the cut-off" if late else "the day of receipt, which is not counted"
    return "it counts as the day of receipt, which is not counted"


def _day(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y} ({day})"
