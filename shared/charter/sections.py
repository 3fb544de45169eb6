"""Each kind of record in a charter's files, made into the value that the rest of the program uses."""

from collections.abc import Mapping
from datetime import date
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from shared.charter.contrast import is_colour
from shared.charter.organisation import Hours, Organisation, Place, Route, Service, Signpost, Team
from shared.charter.promises import Document, Origin
from shared.charter.records import Record, nearest
from shared.charter.vocabulary import Kind, Topic

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
NATIONS = ("scotland", "england", "wales", "northern-ireland")
_STATUSES = ("fully", "partially", "not")


def one_of(record: Record, key: str, known: tuple[str, ...]) -> str:
    """One of a few fixed words."""
    value = record.text(key)
    if value and value not in known:
        record.fault(f'"{key}" is "{value}", which is not known', nearest(value, known))
    return value


def organisation(parts: Mapping[str, Record]) -> Organisation:
    """The council itself, from the parts of its file."""
    own, decided = parts["organisation"], parts["decided"]
    return Organisation(
        id=own.text("id"),
        name=own.text("name"),
        short_name=own.text("short_name"),
        prefix=_prefix(own),
        nation=one_of(own, "nation", NATIONS),
        time_zone=_time_zone(own),
        languages=own.texts("languages"),
        brand=_brand(parts["brand"]),
        logo=own.text("logo"),
        website=own.text("website"),
        email=own.text("email"),
        phone=own.text("phone"),
        textphone=own.text("textphone"),
        address=own.texts("address"),
        mail_from=own.text("mail_from"),
        triage_team=own.text("triage_team"),
        customer_relations_team=own.text("customer_relations_team"),
        emergency=own.text("emergency"),
        privacy_contact=own.text("privacy_contact"),
        retention=own.text("retention"),
        accessibility=_accessibility(parts["accessibility"]),
        enforcement={key: parts["enforcement"].text(key) for key in ("body", "link", "advice")},
        safeguarding={key: parts["safeguarding"].text(key) for key in ("name", "email", "phone")},
        write_in=_write_in(own),
        waiting_days=decided.number("waiting_days"),
        write_back_days=decided.number("write_back_days"),
        late_days=decided.number("late_days"),
        survey_days=decided.number("survey_days", least=0),
        leave_to=_leave_to(parts["safety"], own.text("website")),
    )


def _leave_to(record: Record, website: str) -> str:
    """Somebody else's page: whoever looks over a shoulder must not see where it was left from."""
    address = record.text("leave_to")
    host = urlsplit(address).hostname or ""
    own = (urlsplit(website).hostname or "").removeprefix("www.")
    if address and (not address.startswith("https://") or not host):
        record.fault(f'"leave_to" is "{address}"', 'write a whole address, as in "https://www.bbc.co.uk/weather"')
    elif own and (host == own or host.endswith(f".{own}")):
        record.fault(f'"leave_to" is "{address}", which is the council’s own', "write somebody else's page")
    return address


def _write_in(record: Record) -> tuple[str, ...]:
    languages = record.texts("languages", default=())
    chosen = record.texts("write_in", default=languages[:1])
    for one in chosen:
        if one not in languages:
            record.fault(f'"write_in" names "{one}", in which the site cannot be read', 'add it to "languages"')
    return chosen


def _prefix(record: Record) -> str:
    prefix = record.text("prefix")
    if prefix and not (2 <= len(prefix) <= 3 and prefix.isascii() and prefix.isalpha() and prefix.isupper()):
        record.fault(f'"prefix" is "{prefix}"', "write two or three capital letters, as in HC")
    return prefix


def _time_zone(record: Record) -> ZoneInfo:
    name = record.text("time_zone")
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        record.fault(f'"time_zone" is "{name}", which no clock knows', 'write "Europe/London"')
        return ZoneInfo("UTC")


def _brand(record: Record) -> Mapping[str, str]:
    brand = {key: record.text(key) for key in ("colour", "colour_dark", "text", "link")}
    for key, colour in brand.items():
        if colour and not is_colour(colour):
            record.fault(f'"{key}" is "{colour}", which is no colour', 'write # and six digits, as in "#1a5f6e"')
    return brand


def _accessibility(record: Record) -> Mapping[str, str | tuple[str, ...]]:
    status = one_of(record, "status", _STATUSES)
    lacking = record.texts("not_accessible", default=())
    if not lacking and status in ("partially", "not"):
        record.fault(
            f'"not_accessible" is empty, yet the status is "{status}"',
            'name what is not accessible, or write status = "fully"',
        )
    if lacking and status == "fully":
        record.fault('"not_accessible" is not empty, yet the status is "fully"', 'write status = "partially"')
    for key in ("prepared", "reviewed"):
        _written_day(record, key)
    return {
        "status": status,
        "prepared": record.text("prepared"),
        "reviewed": record.text("reviewed"),
        "tested": record.text("tested"),
        "not_accessible": lacking,
        "alternatives": record.text("alternatives"),
    }


def _written_day(record: Record, key: str) -> None:
    written = record.values.get(key)
    try:
        date.fromisoformat(str(written or "2000-01-01"))
    except ValueError:
        record.fault(f'"{key}" is "{written}", a day that no calendar has', 'write it as in "2026-11-30"')


def document(record: Record) -> Document:
    """A published document."""
    return Document(
        id=record.text("id"),
        title=record.text("title"),
        publisher=record.text("publisher"),
        origin=record.choice("origin", Origin),
        dated=record.text("dated", default=""),
        link=record.text("link", default=""),
    )


def service(record: Record) -> Service:
    """A service of the council."""
    return Service(
        id=record.text("id"),
        name=record.text("name"),
        about=record.text("about"),
        words=record.texts("words"),
        team=record.text("team"),
        policy_owner=record.text("policy_owner"),
        area=record.text("area"),
    )


def jargon(record: Record) -> tuple[str, str]:
    """A word that this council writes and people do not say, with what to write in its place."""
    return record.text("word"), record.text("plainer")


def team(record: Record) -> Team:
    """A team; one that belongs to no single service leaves "service" out or empty."""
    return Team(
        id=record.text("id"),
        name=record.text("name"),
        service=record.text("service", default=""),
        email=record.text("email"),
    )


def route(record: Record) -> Route:
    """Where one kind goes first."""
    return Route(
        kind=record.choice("kind", Kind),
        to=record.text("to"),
        reason=record.text("reason"),
        document=record.text("document"),
        clause=record.text("clause"),
    )


def signpost(record: Record) -> Signpost:
    """Somebody outside the council who can help."""
    return Signpost(
        id=record.text("id"),
        name=record.text("name"),
        what_for=record.text("what_for"),
        link=record.text("link"),
        phone=record.text("phone", default=""),
        services=record.texts("services", default=()),
        topics=record.choices("topics", Topic),
    )


def place(record: Record) -> Place:
    """A public building, with at most one span of hours for each weekday."""
    hours: list[Hours] = []
    for values in record.tables("hours"):
        hours += _hours(record, values, {one.weekday for one in hours})
    return Place(
        id=record.text("id"),
        name=record.text("name"),
        address=record.texts("address"),
        phone=record.text("phone", default=""),
        hours=tuple(sorted(hours, key=lambda one: one.weekday)),
        note=record.text("note", default=""),
    )


def _hours(place: Record, values: Mapping[str, object], taken: set[int]) -> list[Hours]:
    line = Record(place.file, place.what, values, place.gathered)
    opens, closes, days = line.hour("opens"), line.hour("closes"), line.texts("days")
    line.close()
    for day in days:
        if day not in WEEKDAYS:
            line.fault(f'"{day}" is no day of the week', f"use {', '.join(WEEKDAYS)}")
        elif WEEKDAYS.index(day) in taken:
            line.fault(f'"{day}" has two lines of hours', "keep one")
        taken.add(WEEKDAYS.index(day) if day in WEEKDAYS else -1)
    if line.sound and closes <= opens:
        line.fault(f"it closes at {closes:%H:%M}, before it opens at {opens:%H:%M}", "put the two times right")
    place.sound = place.sound and line.sound
    return [Hours(WEEKDAYS.index(day), opens, closes) for day in days] if line.sound else []
