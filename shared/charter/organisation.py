"""The council itself: its name, services, teams, places and signposts, as one frozen charter."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from functools import cached_property
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from shared.charter.calendar import WorkingCalendar
from shared.charter.measures import Engagement
from shared.charter.procedure import ORDINARY, Procedure
from shared.charter.promises import Document, Promise, Standard, SupportPromise
from shared.charter.signs import Sign, SignRule
from shared.charter.vocabulary import Act, Kind, Support, Topic


@dataclass(frozen=True)
class Organisation:
    """Who the council is, as the public sees it.

    `safeguarding` is whom a worry about somebody's safety goes to (name, email, phone). `write_in` are the languages
    that the council writes in to somebody who has not chosen one: two where the law asks for both.
    `prefix` opens every reference. `brand` are CSS colours, checked for contrast when read. `waiting_days`,
    `write_back_days` and `late_days` are working days that the council has decided for itself:
    how long a customer has to answer a question, how long an answered case stays open to a reply, by when somebody
    writes after a missed promise. So are `survey_days`: how long after an answer people are asked how it was; 0 for
    never. `leave_to` is where the quick way out leads: a page that nobody wonders about.
    """

    id: str
    name: str
    short_name: str
    prefix: str
    nation: str
    time_zone: ZoneInfo
    languages: tuple[str, ...]
    brand: Mapping[str, str]
    logo: str
    website: str
    email: str
    phone: str
    textphone: str
    address: tuple[str, ...]
    mail_from: str
    triage_team: str
    customer_relations_team: str
    emergency: str
    privacy_contact: str
    retention: str
    accessibility: Mapping[str, str | tuple[str, ...]]
    enforcement: Mapping[str, str]
    safeguarding: Mapping[str, str]
    write_in: tuple[str, ...]
    waiting_days: int
    write_back_days: int
    late_days: int
    survey_days: int
    leave_to: str


@dataclass(frozen=True)
class Team:
    """People who work cases together; every service has at least one."""

    id: str
    name: str
    service: str
    email: str


@dataclass(frozen=True)
class Service:
    """A council service that answers, as the public would name it.

    `words` are what people type when they look for it. `policy_owner` is the team that a representation about this
    service's policy goes to (clause FP-6), an officer's or the councillors'.
    """

    id: str
    name: str
    about: str
    words: tuple[str, ...]
    team: str
    policy_owner: str
    area: str


@dataclass(frozen=True)
class Route:
    """Where a kind of contact goes first when nobody has decided otherwise, and the clause that says so."""

    kind: Kind
    to: str
    reason: str
    document: str
    clause: str


@dataclass(frozen=True)
class Hours:
    """Opening hours of one weekday (0 is Monday), local time."""

    weekday: int
    opens: time
    closes: time


@dataclass(frozen=True)
class Place:
    """A public building and when it is open (clause CC-9)."""

    id: str
    name: str
    address: tuple[str, ...]
    phone: str
    hours: tuple[Hours, ...]
    note: str = ""

    def open_on(self, day: date, calendar: WorkingCalendar) -> Hours | None:
        """The hours of that day, or None when it is shut: holidays and closures shut every place."""
        found = next((hours for hours in self.hours if hours.weekday == day.weekday()), None)
        off = calendar.why_not(day)
        shut = off is not None and off.name != ""
        return None if shut else found


@dataclass(frozen=True)
class Signpost:
    """Somebody outside the council who can help: an ombudsman, an advice line, an advocacy service."""

    id: str
    name: str
    what_for: str
    link: str
    phone: str = ""
    services: tuple[str, ...] = ()
    topics: tuple[Topic, ...] = ()


@dataclass(frozen=True)
class Charter:
    """All documents, promises, standards, routes and people of one organisation, read and checked at start.

    `translations` are the folders in which its languages are; what a later one says counts more.
    """

    organisation: Organisation
    calendar: WorkingCalendar
    documents: Mapping[str, Document]
    promises: tuple[Promise, ...]
    standards: tuple[Standard, ...]
    services: Mapping[str, Service]
    teams: Mapping[str, Team]
    routes: tuple[Route, ...]
    places: tuple[Place, ...]
    signposts: tuple[Signpost, ...]
    support: Mapping[Support, SupportPromise]
    jargon: Mapping[str, str]
    procedures: Mapping[str, Procedure]
    signs: Mapping[Sign, SignRule]
    engagement: Engagement | None = None
    translations: tuple[Path, ...] = ()

    @cached_property
    def speeches(self) -> dict[Any, Any]:
        """What `delivery.languages` has worked out of this charter, kept as long as the charter itself."""
        return {}

    @cached_property
    def promise_by_id(self) -> Mapping[str, Promise]:
        """Every promise that was ever made, by its id."""
        return {promise.id: promise for promise in self.promises}

    def promises_for(self, kind: Kind, day: date, procedure: str = "", stage: int = 1) -> tuple[Promise, ...]:
        """The promises made to somebody whose contact of this kind arrived on that day.

        A complaint that names no procedure is dealt with by the ordinary one, from its first stage.
        """
        meant = procedure or (ORDINARY if kind is Kind.COMPLAINT else "")
        return tuple(
            one
            for one in self.promises
            if one.kind is kind and one.procedure == meant and one.stage == stage and one.in_force(day)
        )

    def promise(self, kind: Kind, act: Act, day: date, procedure: str = "", stage: int = 1) -> Promise | None:
        """The one promise of that act for that kind on that day, if there is one."""
        return next((p for p in self.promises_for(kind, day, procedure, stage) if p.act is act), None)

    def ombudsmen(self, procedure: Procedure | None, service: str | None = None) -> tuple[Signpost, ...]:
        """Who looks at a complaint after the council's last answer: the procedure's own, else the service's."""
        named = tuple(one for one in self.signposts if procedure and one.id == procedure.ombudsman)
        return named or self.help_with(Topic.OMBUDSMAN, service)[:1]

    def help_with(self, topic: Topic, service: str | None = None) -> tuple[Signpost, ...]:
        """Who outside the council helps with that; for one service, those who help there come first."""
        found = [one for one in self.signposts if topic in one.topics and (not one.services or service in one.services)]
        return tuple(sorted(found, key=lambda one: service not in one.services))

    def supported_by(self, support: Support, asked_on: date) -> date:
        """The day by which help that was asked for on that day is there."""
        return self.calendar.add(asked_on, self.support[support].days)

    def team_name(self, team: str | None) -> str:
        """What the public calls a team; the triage team where none has the case yet."""
        return self.teams[team or self.organisation.triage_team].name
