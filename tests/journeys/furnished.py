"""The whole house, furnished: both sites with one of everything in them, and a browser for everybody."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from portal.journey import NAMES
from shared.config import Settings
from shared.files.store import Store
from tests.backoffice.desk import Office
from tests.browser import Visitor
from tests.client import CheckingClient
from tests.conftest import Records
from tests.journeys.every_complaint import complaints
from tests.journeys.every_sort import people_and_meetings
from tests.journeys.one_of_everything import (
    STREET,
    World,
    begun_journeys,
    cases_of_every_stage,
    mail_waits,
    people_of,
    the_calendar_changed,
    with_every_promise,
)
from tests.journeys.planted import plant
from tests.journeys.whole_house import Form, Page, forms, found
from tests.server import LiveServer

#: Who looks, in this order: whoever sees most comes first.
STAFF = ("relations", "worker", "leader", "head", "safeguarding", "administrator", "colleague")
#: Pages that are there to say no, and lists with something else in them.
FACES = (
    *((STREET, one) for one in ("/", "/nowhere", "/come-back/2222", "/track/HC-2222-2222/nobody")),
    *(("relations", f"/office/{one}") for one in ("?tab=all&kind=comment", "search?q=light", "search?q=zz", "nowhere")),
    *(("complainer", f"/tell-us/service?{one}") for one in ("q=road", "area=Roads and transport")),
    ("worker", "/office/staff"),
)


@dataclass
class Furnished:
    """Everything is made once; then whoever looks at pages asks for them here."""

    server: LiveServer
    records: Records
    settings: Settings

    def __post_init__(self) -> None:
        self.app = self.server.app
        self.app.extensions["bywhen.charter"] = charter = with_every_promise(self.app.extensions["bywhen.charter"])
        office = Office(self.app, self.records, charter)
        threat = plant(office, Store(self.settings.files))
        with self.records() as session:
            world = World(session, charter, people_of(session, office.cast), self.settings)
            self._furnish(world)
            self._ways = begun_journeys(world)
            self._staff = {name: world.people[name].session_key for name in STAFF}
        self.shown: Mapping[str, list[str]] = world.shown
        for who in ("relations", "worker", "leader"):
            world.shown[who].append(f"/office/cases/{threat.reference}")
        world.shown[STREET] += [threat.track, threat.contact]
        self._unlinked = [f"{one}/sent" for one in world.shown[STREET] if one.startswith(("/track", "/for"))]
        self._faces = [*FACES, *world.faces]

    def _furnish(self, world: World) -> None:
        the_calendar_changed(world)
        cases = cases_of_every_stage(world)
        self._faces = [("relations", f"/office/cases/{cases['closed'].reference}/reply")]
        complaints(world)
        people_and_meetings(world)
        mail_waits(world)

    @cached_property
    def browsers(self) -> dict[str, CheckingClient]:
        """One for everybody: those who have begun to tell us something, somebody outside who has not, and staff."""
        opened = {who: self._client() for who in (*self._ways, STREET)}
        for who, way in self._ways.items():
            opened[who].get(way)
        for who, key in self._staff.items():
            opened[who] = self._client()
            with opened[who].session_transaction() as kept:
                kept["_user_id"], kept["_fresh"] = key, True
        return opened

    def _client(self) -> CheckingClient:
        client = self.app.test_client()
        assert isinstance(client, CheckingClient)
        return client

    @cached_property
    def pages(self) -> dict[str, Page]:
        """Every page by its name, with who sees it."""
        questions = [f"/tell-us/{name}" for name in (*NAMES, "check", "later", "later/code")]
        tried = {**dict.fromkeys(self._ways, questions), STREET: self._unlinked}
        return found(self.app, self.browsers, self.shown, tried)

    @cached_property
    def looks(self) -> list[Page]:
        """Every page, and those that look quite different from time to time as they look then."""
        met = {(page.who, page.address) for page in self.pages.values()}
        more = [Page(address, address, who) for who, address in self._faces if (who, address) not in met]
        return [*self.pages.values(), *more]

    @cached_property
    def forms(self) -> dict[str, Form]:
        """Every form in which somebody writes or chooses something."""
        return forms(self.app, self.pages)

    def becomes(self, visitor: Visitor, who: str) -> None:
        """The visitor has the browser of this person from now on."""
        visitor.tab.context.clear_cookies()
        cookie = self.browsers[who].get_cookie("bywhen")
        if cookie is not None:
            given = {"name": "bywhen", "value": cookie.value, "url": self.server.address}
            visitor.tab.context.add_cookies([given])  # type: ignore[list-item]

    def shows(self, visitor: Visitor, page: Page) -> None:
        """This page, in the browser of whoever sees it."""
        self.becomes(visitor, page.who)
        visitor.visit(page.address)
        assert visitor.path == urlsplit(page.address).path, f"This leads to {visitor.path}."
