"""A council to measure: its cases made up once and kept, and a copy of them that may be changed."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import click
import sqlalchemy as sa
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from shared.casework.accounts import set_password
from shared.charter.access import Role
from shared.charter.organisation import Charter
from shared.config import Settings
from shared.models.cases import Case
from shared.models.database import make_engine, reading, writing
from shared.models.migrate import newest, upgrade
from shared.models.staff import Staff
from shared.worker.benching.crowd import gather
from shared.worker.benching.visitor import Stopwatch, Visit, Visitor
from shared.worker.installation import MIGRATIONS
from shared.worker.sampling import sample

#: The moment at which every measured council stands, so that two runs measure the same: a Tuesday at eleven.
MOMENT = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
FRONT_DOOR = "shared.app"
PASSWORD = "measured and not kept"  # noqa: S105 - of a copy that is deleted at the end
SEED = 1


@dataclass
class Council:
    """An application over so many cases, and what its visitors need to know."""

    application: Any
    stopwatch: Stopwatch
    engine: Engine
    charter: Charter
    rng: Random
    _desks: dict[Role, Visitor] = field(default_factory=dict)

    def visitor(self) -> Visitor:
        """Somebody new."""
        return Visitor(self.application, self.stopwatch)

    def staff(self, role: Role = Role.CUSTOMER_RELATIONS) -> Visitor:
        """Somebody who has signed in; one of Customer Relations may see every case and works any team's."""
        if role not in self._desks:
            visitor, page = self.visitor(), "/office/sign-in"
            visitor.post(page, **visitor.hidden(page), email=_officer(self.engine, role), password=PASSWORD)
            self._desks[role] = visitor
        return self._desks[role]

    def round(self, do: Callable[[Session], object]) -> Visit:
        """One round of the worker, undone afterwards, so that the next one finds the same."""
        with writing(self.engine) as session, self.stopwatch:
            do(session)
            session.flush()
            session.rollback()
        return self.stopwatch.visit()

    def cases(self, *rules: sa.ColumnElement[bool], most: int) -> list[tuple[str, str]]:
        """References and tracking keys of so many cases, drawn by chance from all for which the rules hold."""
        found = self.drawn(sa.select(Case.reference, Case.tracking_key).where(*rules).order_by(Case.id), most)
        return [(reference, key) for reference, key in found]

    def drawn(self, rows: sa.Executable, most: int) -> Sequence[Any]:
        """So many of these rows, by chance."""
        with reading(self.engine) as session:
            found = session.execute(rows).all()
        return self.rng.sample(found, min(most, len(found)))


def made_up(folder: Path, charter: Charter, cases: int) -> Path:
    """The file with so many made-up cases; made only where it is not there yet."""
    file = folder / f"bench-{charter.organisation.id}-{cases}-{newest(MIGRATIONS)}.db"
    if file.exists():
        return file
    folder.mkdir(parents=True, exist_ok=True)
    fresh = file.with_suffix(".unfinished")
    for left in folder.glob(f"{fresh.name}*"):
        left.unlink()
    engine = make_engine(f"sqlite:///{fresh}")
    upgrade(engine, MIGRATIONS)
    with click.progressbar(length=cases, label=f"Making up {cases:,} cases") as bar:
        sample(engine, charter, cases=cases, seed=SEED, at=MOMENT, progress=bar.update)
    gather(engine, charter, MOMENT)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return fresh.rename(file)


@contextmanager
def opened(file: Path, settings: Settings) -> Iterator[Council]:
    """The application over a copy of that file, at `MOMENT`; the copy is gone afterwards."""
    with TemporaryDirectory(prefix="bywhen-bench-") as name:
        folder = Path(name)
        url = f"sqlite:///{shutil.copy(file, folder / 'cases.db')}"
        own = replace(settings, data=folder, database=url, secret_key=PASSWORD, base_url="http://localhost", hosts=())
        application = import_module(FRONT_DOOR).create_app(own, clock=lambda: MOMENT)
        engine: Engine = application.extensions["bywhen.engine"]
        application.wsgi_app = stopwatch = Stopwatch(application.wsgi_app, engine)
        charter = application.extensions["bywhen.charter"]
        yield Council(application, stopwatch, engine, charter, Random(SEED))  # noqa: S311
        engine.dispose()


def _officer(engine: Engine, role: Role) -> str:
    """The address of somebody in that role, who can sign in from now on."""
    with writing(engine) as session:
        officer = session.scalars(sa.select(Staff).where(Staff.role == role).order_by(Staff.id)).first()
        assert officer is not None, f"every sample has a {role}"
        set_password(officer, PASSWORD)
        session.commit()
        return officer.email
