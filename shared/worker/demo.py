"""`bywhen demo`: everything at once, to try out: sample cases, the two sites, the worker."""

import fcntl
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path

import click

import shared
from shared.charter.access import Role
from shared.charter.organisation import Charter
from shared.config import Settings
from shared.worker.installation import charter_of, settings_of
from shared.worker.serving import require_free_port
from shared.worker.trial import Trial, mailbox_of, team_of, trial_in, write_privately
from shared.worker.working import Asked

HERE = "127.0.0.1"
#: The account for whoever wants to follow a case wherever it goes.
SEES_EVERY_SERVICE = Role.CUSTOMER_RELATIONS.value
#: Seconds: until the server must have answered; until whoever was asked to stop is stopped.
READY_WITHIN = 60
STOPPED_WITHIN = 15

Running = list["subprocess.Popen[bytes]"]


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="The port.")
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("data/demo"),
    show_default=True,
    help="The folder for the trial. Each trial that runs at the same time needs its own.",
)
def demo(port: int, data: Path) -> None:
    """Try Bywhen: makes sample cases the first time, then starts both sites and the worker. Ctrl-C stops all.

    Nothing leaves this machine: messages go into a folder, whatever the settings say.
    """
    address = f"http://{HERE}:{port}"
    settings = settings_of(data, database="", smtp="", base_url=address)
    charter = charter_of(settings)
    require_free_port(HERE, port)
    settings.data.mkdir(parents=True, exist_ok=True)
    with _alone_in(settings.data):
        (settings.data / "demo.json").unlink(missing_ok=True)
        trial = trial_in(settings, charter)
        asked = Asked()  # only now: until here Ctrl-C ends us at once
        _run(settings, port, trial, charter, asked)
    click.echo("Stopped.")


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """One trial at a time in one folder: two would share its database and overwrite each other's note."""
    with (folder / "running.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise click.ClickException(
                f"A demo is running in {folder} already. Stop it first, or give this one another folder with --data."
            ) from None
        yield


def _run(settings: Settings, port: int, trial: Trial, charter: Charter, asked: Asked) -> None:
    """Both parts, until somebody asks them to stop. Raises ClickException where one stopped by itself."""
    address, note = settings.base_url, settings.data / "demo.json"
    running = _started(settings, port)
    try:
        if _answers(address, running, asked):
            told = _told(trial, address)
            write_privately(note, told)
            _say(told, charter, settings)
            _wait(running, asked)
    finally:
        ended = [process.poll() for process in running]
        _stop(running)
    if not asked.stop:
        raise click.ClickException(_why_stopped(ended))


def _why_stopped(ended: list[int | None]) -> str:
    """Which part ended, and how: a negative number is the signal that ended it."""
    for part, code in zip(("web server", "worker"), ended, strict=True):
        if code is not None:
            how = f"was ended by signal {-code}" if code < 0 else f"stopped with code {code}"
            return f"The {part} {how}, so we stopped the rest. Start again with the same command: nothing is lost."
    return f"The web server did not answer within {READY_WITHIN} seconds, so we stopped."


def _started(settings: Settings, port: int) -> Running:
    """The server and the worker, each in a session of its own: Ctrl-C reaches only us, and we stop them in order."""
    own = Path(settings.organisation)
    mailbox_of(settings).mkdir(exist_ok=True)
    environment = {
        **os.environ,
        "BYWHEN_DATA": str(settings.data),
        "BYWHEN_BASE_URL": settings.base_url,
        "BYWHEN_ORGANISATION": str(own.resolve() if own.is_dir() else own),
        "BYWHEN_CHARTERS": str(settings.charters or ""),
        "BYWHEN_DATABASE": "",
        "BYWHEN_SMTP": "",
        "BYWHEN_MAILBOX": str(mailbox_of(settings).resolve()),
        "BYWHEN_HOSTS": "",
        "BYWHEN_PROXIES": "0",
        "BYWHEN_PARTS": "portal,backoffice",
    }
    begin = [sys.executable, "-m", "shared.worker.commands"]
    where = Path(shared.__file__).parents[1]
    return [
        subprocess.Popen(
            [*begin, *words],
            env=environment,
            cwd=where,
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        for words in (["serve", "--host", HERE, "--port", str(port)], ["work"])
    ]


def _answers(address: str, running: Running, asked: Asked) -> bool:
    """True once the server answers; False when something stopped, or nothing came in time."""
    until = time.monotonic() + READY_WITHIN
    while _all_run(running) and not asked.stop and time.monotonic() < until:
        with suppress(OSError), urllib.request.urlopen(f"{address}/health", timeout=5):  # noqa: S310  our own address
            return True
        time.sleep(0.1)
    return False


def _wait(running: Running, asked: Asked) -> None:
    while _all_run(running) and not asked.stop:
        time.sleep(0.1)


def _all_run(running: Running) -> bool:
    return all(process.poll() is None for process in running)


def _stop(running: Running) -> None:
    for process in running:
        process.terminate()
    until = time.monotonic() + STOPPED_WITHIN
    for process in running:
        try:
            process.wait(max(until - time.monotonic(), 0.1))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _told(trial: Trial, address: str) -> dict[str, object]:
    return {
        "portal": f"{address}/",
        "backoffice": f"{address}/office/",
        "staff": [asdict(account) for account in trial.staff],
        "track": f"{address}{trial.track}",
    }


def _say(told: dict[str, object], charter: Charter, settings: Settings) -> None:
    click.echo(f"\nBywhen is running, for {charter.organisation.name}.\n")
    click.echo(f"  The public site   {told['portal']}")
    click.echo(f"  The back office   {told['backoffice']}")
    click.echo(f"  A case to follow  {told['track']}")
    click.echo(f"  Messages          {settings.outbox}\n")
    click.echo("Sign in to the back office as:\n")
    staff = told["staff"]
    assert isinstance(staff, list)
    wide = max(len(account["email"]) for account in staff)
    for account in staff:
        team = charter.team_name(team_of(Role(account["role"]), charter))
        click.echo(f"  {account['email']:<{wide}}  {account['password']}  {team}")
    everything = next(account["email"] for account in staff if account["role"] == SEES_EVERY_SERVICE)
    click.echo(f"\n{everything} sees the cases of every service; most others those of their own team.")
    click.echo(f"\nThe same facts are in {settings.data / 'demo.json'}. Ctrl-C stops everything.")
