"""What a trial is made of: a new database with sample cases, one account for each role, one case to follow."""

import fcntl
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

import click
from sqlalchemy import Engine

from shared.casework import accounts, finding
from shared.charter.access import Role
from shared.charter.organisation import Charter
from shared.config import Settings
from shared.models.database import make_engine, reading, writing
from shared.models.migrate import upgrade
from shared.worker.installation import MIGRATIONS
from shared.worker.now import now
from shared.worker.sampling import sample
from shared.worker.sampling.mail import post
from shared.worker.staff import made_password

CASES = 2000
SEED = 2027
NAMES = {
    Role.TRIAGE_OFFICER: "Catriona Ross",
    Role.CASE_WORKER: "Iain Fraser",
    Role.TEAM_LEADER: "Priya Nair",
    Role.HEAD_OF_SERVICE: "Margaret Sutherland",
    Role.CUSTOMER_RELATIONS: "Tom Okafor",
    Role.MEMBER: "Councillor Ewan Grant",
    Role.ANALYST: "Li Chen",
    Role.ADMINISTRATOR: "Agnes MacRae",
    Role.SAFEGUARDING_OFFICER: "Ruth Campbell",
    Role.STRATEGIC_LEAD: "Hannah Boyd",
    Role.EXECUTIVE_CHIEF_OFFICER: "Robert Munro",
    Role.DEPUTE_CHIEF_EXECUTIVE: "Amina Hussain",
    Role.CHIEF_EXECUTIVE: "Donald Mackenzie",
}


@dataclass(frozen=True)
class Account:
    """One sample account, with a password made for this trial alone."""

    role: str
    email: str
    password: str


@dataclass(frozen=True)
class Trial:
    """What a person needs to know in order to try everything; `track` is a path."""

    organisation: str
    staff: tuple[Account, ...]
    track: str


def trial_in(settings: Settings, charter: Charter) -> Trial:
    """The trial kept in the data folder, made now if there is none. Raises ClickException.

    It is built aside and put in its place when it is whole: one that was interrupted leaves nothing behind.
    """
    settings.data.mkdir(parents=True, exist_ok=True)
    with (settings.data / "trial.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        kept = _kept(settings)
        if kept is not None:
            return kept
        return _made(settings, charter)


def _kept(settings: Settings) -> Trial | None:
    note, database = settings.data / "trial.json", settings.data / "bywhen.db"
    if not database.exists():
        return None
    if not note.exists():
        raise click.ClickException(f"{settings.data} holds cases that are no trial. Choose another folder with --data.")
    told = json.loads(note.read_text(encoding="utf-8"))
    trial = Trial(told["organisation"], tuple(Account(**one) for one in told["staff"]), told["track"])
    if trial.organisation != settings.organisation:
        raise click.ClickException(
            f"{settings.data} holds a trial of {trial.organisation}. Choose another folder with --data."
        )
    engine = make_engine(settings.database_url)
    upgrade(engine, MIGRATIONS)
    engine.dispose()
    return trial


def mailbox_of(settings: Settings) -> Path:
    """The folder that a trial takes mail from: whoever puts a message there sees it come in."""
    return settings.data / "mailbox"


def _made(settings: Settings, charter: Charter) -> Trial:
    unfinished = settings.data / "unfinished.db"
    for left in settings.data.glob("unfinished.db*"):
        left.unlink()
    engine = make_engine(f"sqlite:///{unfinished}")
    upgrade(engine, MIGRATIONS)
    staff = _accounts(engine, charter)
    with click.progressbar(length=CASES, label=f"Making {CASES} sample cases") as bar:
        shown = sample(engine, charter, cases=CASES, seed=SEED, at=now(), progress=bar.update)
    trial = Trial(settings.organisation, staff, _path_of(engine, shown))
    engine.dispose()
    post(mailbox_of(settings), charter, at=now())
    write_privately(settings.data / "trial.json", asdict(trial))
    unfinished.replace(settings.data / "bywhen.db")
    return trial


def _accounts(engine: Engine, charter: Charter) -> tuple[Account, ...]:
    domain = charter.organisation.email.rpartition("@")[2]
    made = []
    with writing(engine) as session:
        for role, name in NAMES.items():
            account = Account(role.value, f"{role.value}@{domain}", made_password())
            accounts.add(
                session,
                email=account.email,
                name=name,
                role=role,
                team=team_of(role, charter),
                password=account.password,
                at=now(),
            )
            made.append(account)
        session.commit()
    return tuple(made)


def team_of(role: Role, charter: Charter) -> str:
    """Where the sample account of that role has something to do: in the first service, unless the role says more."""
    first = next(iter(charter.services.values()))
    return {
        Role.TRIAGE_OFFICER: charter.organisation.triage_team,
        Role.CASE_WORKER: first.team,
        Role.TEAM_LEADER: first.team,
        Role.HEAD_OF_SERVICE: first.team,
        Role.STRATEGIC_LEAD: first.team,
        Role.EXECUTIVE_CHIEF_OFFICER: first.team,
        Role.MEMBER: first.policy_owner,
    }.get(role, charter.organisation.customer_relations_team)


def _path_of(engine: Engine, reference: str) -> str:
    """The secret link to the page of that case, without the address before it."""
    with reading(engine) as session:
        case = finding.tracked(session, reference)
        assert case is not None
        return f"/track/{case.reference}/{case.tracking_key}"


def write_privately(file: Path, told: object) -> None:
    """Write JSON that holds passwords: whole or not at all, readable by its owner alone."""
    fresh = file.with_suffix(".fresh")
    descriptor = os.open(fresh, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as opened:
        json.dump(told, opened, indent=2, ensure_ascii=False)
        opened.write("\n")
    fresh.replace(file)
