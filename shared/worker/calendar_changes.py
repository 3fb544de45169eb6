"""`bywhen calendar`: what a change of the calendar would move, moved with a reason, left alone, or put back."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path

import click

from shared.casework import calendar_changes, calendar_looking, calendar_moves
from shared.casework.calendar_changes import ChangeRefused, Refusal
from shared.charter.days_off import days_off
from shared.config import Settings
from shared.models.calendar_changes import CalendarChange, Progress
from shared.models.database import reading, writing
from shared.models.migrate import current, newest
from shared.worker.installation import MIGRATIONS, Installation, charter_of, data_option, engine_of, opened, settings_of
from shared.worker.now import now

#: How many of the dates that would move are printed, unless somebody asks for more.
SHOWN = 25
LONGEST_REASON = 1000
SENTENCES = {
    Refusal.STILL_LOOKING: "Not every promise has been looked at yet. Run this first: bywhen calendar preview",
    Refusal.CALENDAR_CHANGED: "The calendar has changed since. Run this again first: bywhen calendar preview",
    Refusal.DECIDED: "Nothing waits for a decision. Run this first: bywhen calendar preview",
    Refusal.AT_WORK: "Another change is being carried out. Wait until it is done, then try again.",
    Refusal.NOT_THE_LAST: "There is nothing to undo: only the last change that was applied can be undone.",
    Refusal.NO_REASON: "Say why with --reason: it is written into each history.",
}


def _short(context: click.Context, option: click.Parameter, reason: str) -> str:
    if len(reason) > LONGEST_REASON:
        raise click.BadParameter(f"Say it in at most {LONGEST_REASON} characters.")
    return reason


reason_option = click.option("--reason", required=True, callback=_short, help="Why: it is written into each history.")


@click.group()
def calendar() -> None:
    """What a new holiday or closure does to dates that were promised already."""


@calendar.command()
@click.option("--lines", default=SHOWN, show_default=True, type=click.IntRange(0, 1_000_000), help="How many to print.")
@data_option
def preview(lines: int, data: Path | None) -> None:
    """Say which open promises would move, from which day to which. Moves nothing."""
    with _installation(data) as installation:
        with writing(installation.engine) as session:
            busy = calendar_changes.at_work(session, fingerprint=days_off(installation.charter.calendar).fingerprint)
            if busy is not None and busy.progress is not Progress.LOOKING:
                raise click.ClickException(SENTENCES[Refusal.AT_WORK])
            change = calendar_looking.begin(session, by=None, at=now(), charter=installation.charter)
            session.commit()
        _work(installation)
        _say(installation, change.id, lines)


@calendar.command()
@reason_option
@data_option
def apply(reason: str, data: Path | None) -> None:
    """Move the dates that the preview found; whoever gets a later one is told."""
    with _installation(data) as installation:
        change = _decided(installation, calendar_changes.apply, reason)
        _work(installation)
        done = _now(installation, change)
        click.echo(f"Moved: {done.moved}. Not moved, because they had changed since: {done.passed_over}.")


@calendar.command("leave")
@reason_option
@data_option
def leave(reason: str, data: Path | None) -> None:
    """Leave every date as it was promised; only new promises are counted anew."""
    with _installation(data) as installation:
        _decided(installation, calendar_changes.leave, reason)
        click.echo("Every date stays as it was promised.")


@calendar.command()
@reason_option
@data_option
def undo(reason: str, data: Path | None) -> None:
    """Put back the dates that the last change moved; whoever gets a later one by that is told."""
    with _installation(data) as installation:
        with writing(installation.engine) as session:
            last = calendar_changes.last_to_undo(session)
            if last is None:
                raise click.ClickException(SENTENCES[Refusal.NOT_THE_LAST])
            with _in_words():
                calendar_changes.undo(session, last, reason=reason, by=None, at=now())
            session.commit()
        _work(installation)
        done = _now(installation, last.id)
        click.echo(f"Put back: {done.put_back}. Not put back, because they had changed since: {done.stayed}.")


def work_one(installation: Installation, clock: Callable[[], datetime]) -> bool:
    """One step of what is to be done, in a transaction of its own; True while there is more.

    Asked first by reading alone: nobody is kept waiting for a writer that has nothing to write.
    """
    fingerprint = days_off(installation.charter.calendar).fingerprint
    with reading(installation.engine) as session:
        kept = calendar_looking.newest_print(session)
        settled = kept is not None and kept.fingerprint == fingerprint
        if settled and calendar_changes.at_work(session, fingerprint=fingerprint) is None:
            return False
    with writing(installation.engine) as session:
        at, charter = clock(), installation.charter
        calendar_changes.look_if_changed(session, at=at, charter=charter)
        more = calendar_changes.work_some(session, at=at, charter=charter)
        session.commit()
    return more


def warn_of_calendar(installation: Installation) -> None:
    """Say so while stored dates differ from what the charter's calendar counts now, and nobody has decided."""
    with reading(installation.engine) as session:
        waiting = calendar_changes.unsettled(session, installation.charter)
    if waiting is None:
        return
    ready = waiting.change is not None and waiting.change.progress is Progress.READY
    found = f"{waiting.change.moves} open promises would move." if waiting.change and ready else "Promises may move."
    click.echo(f"The calendar changed: {found} See which, and decide: bywhen calendar preview", err=True)


def warn_if_there_is_a_database(settings: Settings) -> None:
    """The same for a command that needs none: nothing is said where none is ready, and none is made."""
    if settings.database_url.startswith("sqlite") and not Path(settings.database_url.partition("///")[2]).is_file():
        return
    engine = engine_of(settings)
    with suppress(Exception):  # a charter can be checked although its database does not answer
        if current(engine) == newest(MIGRATIONS):
            warn_of_calendar(Installation(settings, charter_of(settings), engine))
    engine.dispose()


@contextmanager
def _installation(data: Path | None) -> Iterator[Installation]:
    installation = opened(settings_of(data))
    try:
        yield installation
    finally:
        installation.engine.dispose()


@contextmanager
def _in_words() -> Iterator[None]:
    """Raises ClickException where an act was refused."""
    try:
        yield
    except ChangeRefused as refused:
        raise click.ClickException(SENTENCES[refused.why]) from refused


def _decided(installation: Installation, act: Callable[..., None], reason: str) -> int:
    """Decide what waits for it; the number of the change. Raises ClickException."""
    with writing(installation.engine) as session:
        waiting = calendar_changes.last_begun(session)
        if waiting is None:
            raise click.ClickException(SENTENCES[Refusal.DECIDED])
        with _in_words():
            act(session, waiting, reason=reason, by=None, at=now(), charter=installation.charter)
        session.commit()
        return waiting.id


def _work(installation: Installation) -> None:
    """Everything that there is to do, and how far it is, on a terminal as a line that counts."""
    on_a_terminal = sys.stderr.isatty()
    more = True
    while more:
        more = work_one(installation, now)
        if on_a_terminal and more:
            with reading(installation.engine) as session:
                change = calendar_changes.at_work(
                    session, fingerprint=days_off(installation.charter.calendar).fingerprint
                )
            if change is not None:
                click.echo(f"\r{_how_far(change)}", nl=False, err=True)
    if on_a_terminal:
        click.echo("", err=True)


def _how_far(change: CalendarChange) -> str:
    match change.progress:
        case Progress.LOOKING:
            return f"{change.looked:,} of {change.to_look:,} looked at"
        case Progress.APPLYING:
            return f"{change.settled:,} of {change.moves:,} moved"
        case _:
            return f"{change.put_back + change.stayed:,} of {change.moved:,} put back"


def _now(installation: Installation, number: int) -> CalendarChange:
    with reading(installation.engine) as session:
        change = calendar_changes.by_number(session, number)
    assert change is not None, "a change is never removed"
    return change


def _say(installation: Installation, number: int, lines: int) -> None:
    """What was found: the days, how many dates move, and the first of them."""
    change = _now(installation, number)
    for day, name in sorted(change.off.items()):
        click.echo(f"{_day(date.fromisoformat(day))} does not count any more: {name}.")
    for day, name in sorted(change.back.items()):
        click.echo(f"{_day(date.fromisoformat(day))} counts again: {name}.")
    click.echo(f"Looked at: {change.looked}. Later: {change.later}. Sooner: {change.sooner}.")
    if change.past:
        click.echo(f"Left where they are, because the new day has passed: {change.past}.")
    if change.beyond:
        click.echo(f"Left where they are, because they would end past the days that we know: {change.beyond}.")
    with reading(installation.engine) as session:
        found = calendar_moves.moves_of(session, change, staff=None, charter=installation.charter, most=max(lines, 1))
    for line in found.lines[:lines]:
        click.echo(f"{line.reference}: {line.act}: {_day(line.before)} to {_day(line.after)} ({line.days:+d} days)")
    if change.moves > lines:
        click.echo(f"And {change.moves - lines} more.")
    if change.moves:
        click.echo('Decide: bywhen calendar apply --reason "…", or: bywhen calendar leave --reason "…"')


def _day(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"
