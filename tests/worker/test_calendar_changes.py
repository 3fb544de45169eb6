"""A change of the calendar at the command line, and the worker that carries it out beside everything else."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from shared.casework import calendar_changes
from shared.charter.organisation import Charter
from shared.charter.reading import PUBLISHED, load_charter
from shared.config import Settings
from shared.models.calendar_changes import CalendarChange, Progress
from shared.models.cases import Clock
from shared.models.database import make_engine
from shared.worker import calendar_changes as commands
from shared.worker.commands import main
from shared.worker.installation import Installation
from tests.builders import TUESDAY
from tests.casework.calendars import REASON, a_promise, settled, told
from tests.clock import SettableClock
from tests.conftest import Records
from tests.worker.test_working import a_worker

SHUT = (date(2027, 3, 4), date(2027, 3, 5))
CLOSURES = "".join(f'\n[[closure]]\nday = {day}\nname = "Roof repairs"\n' for day in SHUT)


@pytest.fixture(autouse=True)
def here(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The commands find this test's own database, and a charter of its own; where its calendar is written."""
    ours = tmp_path / "charters" / "ours"
    shutil.copytree(PUBLISHED / "highland", ours)
    monkeypatch.setenv("BYWHEN_DATA", str(settings.data))
    monkeypatch.setenv("BYWHEN_DATABASE", settings.database_url)
    monkeypatch.setenv("BYWHEN_CHARTERS", str(ours.parent))
    monkeypatch.setenv("BYWHEN_ORGANISATION", "ours")
    monkeypatch.setattr(commands, "now", lambda: TUESDAY)
    return ours / "calendar.toml"


@pytest.fixture
def promised(records: Records, charter: Charter, here: Path) -> Path:
    """Three promises; then two closures are written into the calendar. The charter is read only then: it is kept."""
    with records() as session:
        for name in ("Morag MacLeod", "Una Urquhart", "Sorley Sinclair"):
            a_promise(session, charter, at=TUESDAY, name=name)
        settled(session, charter, TUESDAY)
    here.write_text(here.read_text(encoding="utf-8") + CLOSURES, encoding="utf-8")
    return here


def said_by(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def due(records: Records) -> set[date | None]:
    with records() as session:
        return {clock.due_on for clock in session.query(Clock).filter(Clock.dropped_on.is_(None))}


@pytest.mark.clause("FP-3")
def test_the_preview_names_days_and_promises_and_moves_nothing(promised: Path, records: Records) -> None:
    said = said_by("calendar", "preview", "--lines", "2")
    assert said.exit_code == 0, said.output
    for words in (
        "Thursday 4 March 2027 does not count any more: Roof repairs.",
        "Looked at: 3. Later: 3. Sooner: 0.",
        "acknowledge: Tuesday 9 March 2027 to Thursday 11 March 2027 (+2 days)",
        "And 1 more.",
    ):
        assert words in said.output
    assert said.output.count("(+2 days)") == 2
    assert due(records) == {date(2027, 3, 9)}


@pytest.mark.clause("CH-1")
def test_dates_are_moved_and_put_back_from_the_command_line(promised: Path, records: Records) -> None:
    said_by("calendar", "preview")
    said = said_by("calendar", "apply", "--reason", REASON)
    assert said.exit_code == 0 and "Moved: 3." in said.output
    assert due(records) == {date(2027, 3, 11)}
    with records() as session:
        assert len(told(session)) == 3
    said = said_by("calendar", "undo", "--reason", "The roof is dry.")
    assert said.exit_code == 0 and "Put back: 3." in said.output
    assert due(records) == {date(2027, 3, 9)}


def test_dates_can_be_left_as_they_are(promised: Path, records: Records) -> None:
    said_by("calendar", "preview")
    assert "The calendar changed: 3 open promises would move." in said_by("check-charter").output
    assert "stays as it was promised" in said_by("calendar", "leave", "--reason", "We answer in time.").output
    assert due(records) == {date(2027, 3, 9)}
    assert "The calendar changed" not in said_by("check-charter").output


REFUSED = [
    (("apply", "--reason", "x"), 1, "Run this first: bywhen calendar preview", "nobody has looked"),
    (("undo", "--reason", "x"), 1, "There is nothing to undo", "nothing was applied"),
    (("apply",), 2, "Missing option '--reason'", "each history says why"),
    (("apply", "--reason", "x" * 1001), 2, "at most 1000 characters", "longer than the history keeps"),
    (("preview", "--lines", "-1"), 2, "0<=x<=1000000", "no list is so short"),
]


@pytest.mark.parametrize(("words", "code", "sentence", "reason"), REFUSED)
def test_what_cannot_be_done_says_what_to_do(words: tuple[str, ...], code: int, sentence: str, reason: str) -> None:
    said = said_by("calendar", *words)
    assert (said.exit_code, sentence in said.output) == (code, True), (reason, said.output)


def test_blanks_are_no_reason(promised: Path, records: Records) -> None:
    said_by("calendar", "preview")
    said = said_by("calendar", "apply", "--reason", "  ")
    assert said.exit_code == 1 and "Say why with --reason" in said.output


def test_a_charter_is_checked_where_there_is_no_database_and_none_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BYWHEN_DATABASE")
    monkeypatch.setenv("BYWHEN_DATA", str(tmp_path / "nothing"))
    said = said_by("check-charter")
    assert said.exit_code == 0 and "is in order" in said.output
    assert not list((tmp_path / "nothing").glob("*.db"))


@pytest.mark.clause("CH-1")
def test_the_worker_finds_the_change_by_itself_and_carries_out_what_somebody_decides(
    settings: Settings, promised: Path, records: Records, tmp_path: Path
) -> None:
    charter, clock = load_charter("ours", promised.parents[1]), SettableClock()
    engine = make_engine(settings.database_url)
    worker = a_worker(engine, charter, tmp_path / "worker", clock=clock)
    while worker.round():
        pass
    with records() as session:
        change = calendar_changes.last_begun(session)
        assert change is not None and (change.progress, change.later) == (Progress.READY, 3)
        calendar_changes.apply(session, change, reason=REASON, by=None, at=clock(), charter=charter)
    clock.forward(seconds=11)
    sent = worker.sent
    while worker.round():
        pass
    assert due(records) == {date(2027, 3, 11)}
    assert worker.sent == sent + 3, "each of them is told, once"
    clock.forward(seconds=11)
    assert not worker.round()
    engine.dispose()


def test_a_worker_with_the_calendar_of_yesterday_leaves_the_look_to_another(
    settings: Settings, charter: Charter, promised: Path, records: Records
) -> None:
    new = load_charter("ours", promised.parents[1])
    engine = make_engine(settings.database_url)
    with records() as session:
        calendar_changes.look_if_changed(session, at=TUESDAY, charter=new)
    assert commands.work_one(Installation(settings, charter, engine), lambda: TUESDAY) is False
    with records() as session:
        assert [change.progress for change in session.query(CalendarChange)][-1] is Progress.LOOKING
    engine.dispose()
