"""What every test may ask for. How to use each: see its docstring."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy.orm import Session

from shared.casework import accounts
from shared.charter.organisation import Charter
from shared.charter.reading import load_charter
from shared.config import RESOURCES, Settings
from shared.models.database import make_engine, writer, writing
from shared.models.migrate import upgrade
from tests.browser import Browser, Chromium, running_chromium
from tests.client import CheckingClient, notice_changes
from tests.clock import SettableClock
from tests.postgres import Postgres, running_postgres
from tests.server import LiveServer, running_server
from tests.warm import CompiledTemplates, addresses_compiled_once, statements_compiled_once

CLAUSES = set((Path(__file__).parent / "clauses.txt").read_text().split())
Records = Callable[[], AbstractContextManager[Session]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Quick tests first, journeys last; refuses a clause that the register does not have."""
    for item in items:
        for marker in item.iter_markers("clause"):
            unknown = set(marker.args) - CLAUSES
            if unknown or not marker.args:
                raise pytest.UsageError(f"{item.nodeid}: no such clause: {', '.join(sorted(unknown)) or '(none)'}")
    items.sort(key=_slowness)


def _slowness(item: pytest.Item) -> int:
    asked = getattr(item, "fixturenames", ())
    return 3 * ("browser" in asked) + 2 * ("journeys" in item.path.parts) + ("postgres" in asked)


def _migrate(url: str) -> None:
    engine = make_engine(url)
    upgrade(engine, RESOURCES / "migrations")
    engine.dispose()


@pytest.fixture(scope="session", autouse=True)
def compiled_templates() -> Iterator[CompiledTemplates]:
    """What all applications and databases of this process share, so that each is made in a moment."""
    with addresses_compiled_once(), statements_compiled_once():
        yield CompiledTemplates()


@pytest.fixture(scope="session", autouse=True)
def own_hasher() -> Iterator[PasswordHasher]:
    """The product's own way to keep passwords: hard to guess is slow to check, which only its own tests wait for."""
    own, quick = accounts._hasher, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(accounts, "_hasher", quick)
        yield own


@pytest.fixture(scope="session")
def charter() -> Charter:
    """The promises of the default council, Highland. `load_charter("template")` gives another."""
    return load_charter("highland")


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with every table and no row, to be copied."""
    file = tmp_path_factory.mktemp("database") / "empty.db"
    _migrate(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def sqlite(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[sa.Engine]:
    """One SQLite database for all tests that roll back what they do."""
    engine = make_engine(f"sqlite:///{shutil.copy(migrated_file, tmp_path_factory.mktemp('database') / 'shared.db')}")
    yield engine
    engine.dispose()


@pytest.fixture
def session(sqlite: sa.Engine) -> Iterator[Session]:
    """An empty SQLite database; whatever the test does to it, commits included, is undone."""
    with writer(sqlite).connect() as connection:
        transaction = connection.begin()
        with Session(connection, join_transaction_mode="create_savepoint", expire_on_commit=False) as opened:
            yield opened
        transaction.rollback()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server: that of TEST_DATABASE_URL, or one of our own."""
    with running_postgres() as server:
        yield server


@pytest.fixture
def postgres_url(postgres: Postgres) -> Iterator[str]:
    """The address of a new PostgreSQL database with every table and no row."""
    url = postgres.new_database(_migrate)
    yield url
    postgres.drop(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, migrated_file: Path, tmp_path: Path) -> str:
    """Runs the test twice: a new, empty database on SQLite, then on PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{shutil.copy(migrated_file, tmp_path / 'cases.db')}"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
def databases(database_url: str) -> Iterator[sa.Engine]:
    """Runs the test twice, with an engine on SQLite and on PostgreSQL; what is committed is committed."""
    engine = make_engine(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def clock() -> SettableClock:
    """The time, for `app` and `live_server`; stands still on Tuesday 2 March 2027 at ten until it is set."""
    return SettableClock()


@pytest.fixture
def settings(migrated_file: Path, tmp_path: Path) -> Settings:
    """The settings of `app` and `live_server`, with a new, empty SQLite file. Override it to try others."""
    data = tmp_path / "data"
    data.mkdir()
    file = shutil.copy(migrated_file, data / "cases.db")
    return Settings(
        data=data, database=f"sqlite:///{file}", secret_key="for the tests only", base_url="http://localhost"
    )


@pytest.fixture
def records(settings: Settings) -> Iterator[Records]:
    """What `app` and `live_server` keep. `with records() as session:` commits at its end."""
    engine = make_engine(settings.database_url)

    @contextmanager
    def opened() -> Iterator[Session]:
        with writing(engine) as session:
            yield session
            session.commit()

    yield opened
    engine.dispose()


@pytest.fixture
def make_app(clock: SettableClock, compiled_templates: CompiledTemplates) -> Iterator[Callable[[Settings], Flask]]:
    """The whole application from settings, with the test's clock."""
    from shared.app import create_app

    made: list[Flask] = []

    def make(settings: Settings) -> Flask:
        app = create_app(settings, clock=clock)
        app.testing = True
        app.test_client_class = CheckingClient
        app.after_request(notice_changes)
        app.jinja_env.bytecode_cache = compiled_templates
        made.append(app)
        return app

    yield make
    for app in made:
        app.extensions["bywhen.engine"].dispose()


@pytest.fixture
def app(make_app: Callable[[Settings], Flask], settings: Settings) -> Flask:
    """Both sites, as Flask runs them."""
    return make_app(settings)


@pytest.fixture
def client(app: Flask) -> CheckingClient:
    """Somebody without a browser: checks every page, adds the token to every post."""
    client = app.test_client()
    assert isinstance(client, CheckingClient)
    return client


@pytest.fixture
def live_server(
    make_app: Callable[[Settings], Flask], settings: Settings, clock: SettableClock
) -> Iterator[LiveServer]:
    """The application on a port of this machine: `live_server.address`, `live_server.clock.set(...)`."""
    with running_server(make_app, settings, clock) as server:
        yield server


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    """One Chromium for all tests; each visitor has her own window and cookies."""
    with running_chromium() as running:
        yield running


@pytest.fixture
def browser(chromium: Chromium, live_server: LiveServer) -> Iterator[Browser]:
    """`browser.visitor()` has no JavaScript; `browser.visitor(javascript=True, width=320)` has."""
    with Browser(chromium, live_server.address) as opened:
        yield opened
