"""What the records of a charter must be to each other, when each alone is sound."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path

from shared.charter.book import Book
from shared.charter.calendar import EARLIEST, PROCLAIMED_UNTIL, bank_holidays
from shared.charter.contrast import ENOUGH, is_colour, ratio
from shared.charter.promises import Promise, SupportPromise
from shared.charter.records import Fault, Record, nearest
from shared.charter.vocabulary import STARTED_BY, Act, Division, Kind, Support

#: Words that a route may use instead of a team's id.
ROUTE_WORDS = ("service-team", "policy-owner", "customer-relations")
_DIVISION_OF = {
    "scotland": Division.SCOTLAND,
    "england": Division.ENGLAND_AND_WALES,
    "wales": Division.ENGLAND_AND_WALES,
    "northern-ireland": Division.NORTHERN_IRELAND,
}
#: Pairs of brand colours that stand on each other: which, on what.
_ON = (("text", "colour"), ("link", "white"), ("colour_dark", "white"))

#: What a count may begin with besides the receipt, as a fault calls it.
_STARTS = {
    Act.ACKNOWLEDGE: "the acknowledgement",
    Act.AGREE: "what was agreed",
    Act.MEET: "the meeting",
    Act.REPORT: "the report",
}


def check_names(book: Book) -> None:
    """No two records of one kind share a name."""
    for file, what, key in (
        ("documents.toml", "document", "id"),
        ("calendar.toml", "closure", "day"),
        ("services.toml", "service", "id"),
        ("services.toml", "team", "id"),
        ("promises.toml", "promise", "id"),
        ("promises.toml", "standard", "id"),
        ("promises.toml", "support", "help"),
        ("routes.toml", "route", "kind"),
        ("routes.toml", "signpost", "id"),
        ("routes.toml", "sign", "sign"),
        ("procedures.toml", "procedure", "id"),
        ("places.toml", "place", "id"),
    ):
        counted = Counter(str(record.values.get(key)) for record in book.records(file, what) if key in record.values)
        for name, times in counted.items():
            if times > 1:
                book.faults.append(
                    Fault(
                        file,
                        f'{what} "{name}"',
                        f"{times} records have this {key}",
                        f"give each {what} its own {key}",
                    )
                )


def check_people(book: Book) -> None:
    """Every team and service that is named somewhere exists."""
    if book.closed("services.toml"):
        return
    teams, services = book.named("services.toml", "team"), book.named("services.toml", "service")
    for record in book.records("services.toml", "service"):
        _known(record, ("team", "policy_owner"), teams, "team")
    for record in book.records("services.toml", "team"):
        _known(record, ("service",), services, "service")
    for record in book.records("organisation.toml", "organisation"):
        _known(record, ("triage_team", "customer_relations_team"), teams, "team")
    for record in book.records("routes.toml", "route"):
        _known(record, ("to",), teams | set(ROUTE_WORDS), "team")
    for record in book.records("routes.toml", "signpost"):
        helped = record.values.get("services")
        for service in helped if isinstance(helped, list) else ():
            if service not in services:
                record.fault(f'"services" names "{service}", which is not in services.toml', _meant(service, services))


def check_routes(book: Book) -> None:
    """Each kind goes somewhere first, and each route cites a document."""
    routed = book.named("routes.toml", "route", "kind")
    for kind in Kind:
        if kind.value not in routed and not book.closed("routes.toml"):
            book.faults.append(
                Fault(
                    "routes.toml",
                    f'kind "{kind}"',
                    "no route says where it goes first",
                    f'add a [[route]] with kind = "{kind}"',
                )
            )
    if not book.closed("documents.toml"):
        documents = book.named("documents.toml", "document")
        for record in book.records("routes.toml", "route"):
            _known(record, ("document",), documents, "document")


def _known(record: Record, keys: Iterable[str], known: set[str], what: str) -> None:
    for key in keys:
        name = record.values.get(key)
        if isinstance(name, str) and name and name not in known:
            record.fault(f'"{key}" names the {what} "{name}", which does not exist', _meant(name, known))


def _meant(name: object, known: set[str]) -> str:
    return nearest(name, sorted(known))


def check_calendar(book: Book, division: Division) -> None:
    """A closure closes a day that would be open; a worked day is a bank holiday."""
    calendar = book.one("calendar.toml", "calendar")
    worked = {day for day in calendar.days("worked") if day > date.min}
    for day in sorted(worked):
        if not bank_holidays(division, day.year).get(day):
            calendar.fault(f'"worked" holds {day}, which is no bank holiday in {division}', "take it away")
    for record in book.records("calendar.toml", "closure"):
        day = record.day("day")
        if not record.sound:
            continue
        holiday = bank_holidays(division, day.year).get(day)
        if not EARLIEST <= day <= PROCLAIMED_UNTIL:
            record.fault(
                "it is outside the years that can be counted",
                f"take it away until {PROCLAIMED_UNTIL} has passed",
            )
        elif day.weekday() >= 5:
            record.fault("it is a weekend, when nothing counts anyway", "take it away")
        elif holiday:
            record.fault(f"it is a bank holiday already ({holiday})", "take it away")


def check_nation(book: Book, division: Division) -> None:
    """A council counts by the bank holidays of its own nation."""
    own = book.one("organisation.toml", "organisation")
    wanted = _DIVISION_OF.get(str(own.values.get("nation")), division)
    if wanted is not division:
        book.one("calendar.toml", "calendar").fault(
            f'"division" is "{division}", yet the council is in {own.values["nation"]}', f'write "{wanted}"'
        )


def check_colours(book: Book) -> None:
    """What stands on a brand colour can be read."""
    brand = book.one("organisation.toml", "brand")
    colours = {key: str(value) for key, value in brand.values.items()} | {"white": "#ffffff"}
    for upper, lower in _ON:
        pair = colours.get(upper, ""), colours.get(lower, "")
        if all(map(is_colour, pair)) and ratio(*pair) < ENOUGH:
            brand.fault(
                f'"{upper}" on {lower} has a contrast of {ratio(*pair):.1f}',
                f"choose colours with a contrast of {ENOUGH} or more",
            )


def check_logo(book: Book, static: Iterable[Path]) -> None:
    """The logo is where the charter says."""
    own = book.one("organisation.toml", "organisation")
    logo = own.values.get("logo")
    if isinstance(logo, str) and logo and not any((folder / logo).is_file() for folder in static):
        own.fault(
            f'"logo" names "{logo}", which is not in the folder static',
            "put the picture there, or name another",
        )


def check_languages(book: Book, folders: Iterable[Path]) -> None:
    """Each language that the council offers has a folder with its words; English needs none."""
    written = {file.parent.parent.name for folder in folders for file in folder.glob("*/LC_MESSAGES/messages.po")}
    spoken = sorted({"en"} | {name.replace("_", "-") for name in written})
    own = book.one("organisation.toml", "organisation")
    offered = own.values.get("languages")
    counted = Counter(str(one) for one in offered) if isinstance(offered, list) else Counter()
    for language, times in counted.items():
        if language not in spoken:
            own.fault(f'"languages" names "{language}", which has no folder in translations', nearest(language, spoken))
        elif times > 1:
            own.fault(f'"languages" names "{language}" twice', "take one of the two away")


def check_promises(book: Book, promises: list[Promise]) -> None:
    """Whoever tells the council something is promised an answer, and never by two records at once."""
    if not book.closed("promises.toml"):
        _all_promised(book)
    records = {str(record.values.get("id")): record for record in book.records("promises.toml", "promise")}
    for promise in promises:
        alike = [one for one in promises if _same_place(one, promise) and one.act is promise.act]
        _not_twice(records[promise.id], promise, alike)
        if len(promises) == len(records):
            _no_gap(records[promise.id], promise, alike)
            _has_its_start(records[promise.id], promise, promises)


def _same_place(one: Promise, other: Promise) -> bool:
    """Are they made to the same people: in one kind, and in one stage of one procedure?"""
    return (one.kind, one.procedure, one.stage) == (other.kind, other.procedure, other.stage)


def _all_promised(book: Book) -> None:
    said = {
        (str(record.values.get("kind")), str(record.values.get("act")))
        for record in book.records("promises.toml", "promise")
        if "procedure" not in record.values
    }
    for kind in Kind:
        for act in (Act.ACKNOWLEDGE, Act.REPLY):
            if (kind.value, act.value) not in said and (kind, act) != (Kind.COMPLIMENT, Act.REPLY):
                book.faults.append(
                    Fault(
                        "promises.toml",
                        f'kind "{kind}"',
                        f'no promise has the act "{act}"',
                        "add a [[promise]] that has",
                    )
                )


def _not_twice(record: Record, promise: Promise, alike: list[Promise]) -> None:
    for other in alike:
        if other.id < promise.id and other.since <= promise.until and promise.since <= other.until:
            day = max(promise.since, other.since)
            record.fault(
                f'it and "{other.id}" both promise to {promise.act} on {day}',
                'end the older one with an "until"',
            )


def _no_gap(record: Record, promise: Promise, alike: list[Promise]) -> None:
    if promise.until < date.max and not any(one.in_force(promise.until + timedelta(days=1)) for one in alike):
        record.fault(f"it ends on {promise.until} and no other promise takes over", 'add one, or take "until" away')


def _has_its_start(record: Record, promise: Promise, promises: list[Promise]) -> None:
    """What is counted from something has that promised as well; what nobody promises may never happen."""
    act = STARTED_BY.get(promise.counted_from)
    starts = [one for one in promises if _same_place(one, promise) and one.act is act]
    if act is not None and not any(one.in_force(promise.since) for one in starts):
        what = _STARTS[act]
        record.fault(
            f"it is counted from {what}, but none was promised on {promise.since}",
            f'add a [[promise]] to {act} a {promise.kind}, or write from = "received"',
        )


def check_support(book: Book, made: Mapping[Support, SupportPromise]) -> None:
    """Every kind of help has its number of days: whoever asks for it is told a date."""
    said = book.named("promises.toml", "support", "help")
    for support in Support:
        if support not in made and support.value not in said and not book.closed("promises.toml"):
            book.faults.append(
                Fault(
                    "promises.toml",
                    f'help "{support}"',
                    "nobody has said within how many working days it is there",
                    f'add a [[support]] with help = "{support}"',
                )
            )
