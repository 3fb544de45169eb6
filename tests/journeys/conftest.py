"""A whole town for a journey: the site, its residents, its officers, its clock, and the post."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from shared.charter.access import Role
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Kind
from shared.config import Settings
from shared.models.database import make_engine
from shared.worker.channels import channels_of
from shared.worker.installation import Installation
from shared.worker.working import Worker
from tests.browser import Browser
from tests.client import CheckingClient
from tests.clock import SettableClock
from tests.conftest import Records
from tests.journeys.officers import Officer, hire, place_for
from tests.journeys.reader import Reader, Walker
from tests.journeys.residents import Resident
from tests.server import LiveServer

LONDON = ZoneInfo("Europe/London")


def local(year: int, month: int, day: int, hour: int = 10, minute: int = 0) -> datetime:
    """A moment as a clock on a wall in Britain shows it."""
    return datetime(year, month, day, hour, minute, tzinfo=LONDON)


@dataclass
class Post:
    """The worker that delivers, with the town's clock; and the letters in the outbox folder."""

    worker: Worker
    _read: set[str] = field(default_factory=set)

    def delivers(self, to: str = "") -> list[EmailMessage]:
        """Everything that is owed now, and nothing is in trouble: the new letters, or those to one address."""
        while self.worker.round():
            pass
        assert self.worker.failed == 0
        folder = self.worker.installation.settings.outbox
        fresh = [file for file in sorted(folder.glob("*.eml")) if file.name not in self._read]
        self._read.update(file.name for file in fresh)
        letters = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in fresh]
        return [one for one in letters if isinstance(one, EmailMessage) and to in str(one["To"])]

    def brings(self, to: str) -> str:
        """The words of the one new letter to that address, white space made single."""
        letters = self.delivers(to)
        assert len(letters) == 1, [str(letter["Subject"]) for letter in letters]
        return words_of(letters[0])


def words_of(letter: EmailMessage) -> str:
    """What can be read in a letter, subject first, white space made single."""
    part = letter.get_body(("plain",))
    assert part is not None
    return " ".join(f"{letter['Subject']} {part.get_content()}".split())


@dataclass
class Town:
    """One council's Bywhen with people in it. `walks` gives a new person their way through the pages."""

    charter: Charter
    clock: SettableClock
    records: Records
    post: Post
    walks: Callable[[bool], Walker]

    def resident(self, **facts: str) -> Resident:
        """Somebody at the public site, without JavaScript."""
        return Resident(self.walks(False), **facts)

    def officer(self, name: str, role: Role, team: str, *, javascript: bool = False) -> Officer:
        """Somebody with a new account, who has just signed in."""
        with self.records() as session:
            email = hire(session, name=name, role=role, team=team, at=self.clock())
        return Officer(self.walks(javascript), name, email).signs_in()

    def triage(self, *, javascript: bool = False) -> Officer:
        """The triage officer."""
        team = self.charter.organisation.triage_team
        return self.officer("Tavish Triage", Role.TRIAGE_OFFICER, team, javascript=javascript)

    def in_hand(self, kind: Kind, *, received: datetime, acknowledged: datetime) -> tuple[Resident, Officer]:
        """A case that a worker has accepted and acknowledged, with every letter so far delivered."""
        service = "roads"
        place = place_for(self.charter, kind, service)
        self.clock.set(received)
        resident = self.resident()
        resident.tells_us(kind, service=self.charter.services[service].name)
        self.triage().routes(resident.reference, to=place.choice, because="They look after it.")
        self.clock.set(acknowledged)
        worker = self.officer("Wilma Worker", place.role, place.team)
        worker.accepts(resident.reference).acknowledges(resident.reference)
        assert len(self.post.delivers(resident.email)) == 3
        return resident, worker


@pytest.fixture
def organisation() -> str:
    """Whose Bywhen it is; a test names another by a parameter of this name."""
    return "highland"


@pytest.fixture
def settings(settings: Settings, organisation: str) -> Settings:
    """As everywhere, for that organisation."""
    return replace(settings, organisation=organisation)


def _town(app: Flask, clock: SettableClock, records: Records, walks: Callable[[bool], Walker]) -> Iterator[Town]:
    settings, charter = app.extensions["bywhen.settings"], app.extensions["bywhen.charter"]
    engine = make_engine(settings.database_url)
    worker = Worker(Installation(settings, charter, engine), channels_of(settings), clock)
    yield Town(charter, clock, records, Post(worker), walks)
    engine.dispose()


@pytest.fixture
def town(live_server: LiveServer, browser: Browser, records: Records) -> Iterator[Town]:
    """In real browsers."""
    yield from _town(live_server.app, live_server.clock, records, browser.visitor)


@pytest.fixture
def paper_town(app: Flask, clock: SettableClock, records: Records) -> Iterator[Town]:
    """The same without a browser, for when there is much to tell."""

    def walks(javascript: bool) -> Reader:
        client = app.test_client()
        assert isinstance(client, CheckingClient) and not javascript
        return Reader(client)

    yield from _town(app, clock, records, walks)
