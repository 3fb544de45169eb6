"""The files of one organisation, read and checked into one frozen charter."""

from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from shared.charter import (
    checks,
    checks_measures,
    checks_procedures,
    sections,
    sections_measures,
    sections_procedures,
    sections_promises,
)
from shared.charter.book import Book
from shared.charter.calendar import WorkingCalendar
from shared.charter.measures import Engagement
from shared.charter.organisation import Charter, Organisation
from shared.charter.promises import Document
from shared.charter.records import Fault, Record
from shared.charter.vocabulary import Division

#: The charters that ship with the product.
PUBLISHED = Path(__file__).parent / "published"
#: Where a charter's logo is looked for: beside the packages in a clone, inside them once installed.
STATIC = (Path(__file__).parents[2] / "static", Path(__file__).parents[1] / "_data" / "static")
#: The languages that ship, likewise.
TRANSLATIONS = (Path(__file__).parents[2] / "translations", Path(__file__).parents[1] / "_data" / "translations")


class CharterError(ValueError):
    """A charter that cannot be trusted: all its faults at once, each in one plain sentence."""

    def __init__(self, name: str, faults: list[Fault]) -> None:
        self.name, self.faults = name, faults
        lines = "\n".join(f"- {fault}" for fault in faults)
        super().__init__(f'The charter "{name}" cannot be used yet. Mend this first:\n{lines}')


def published() -> tuple[str, ...]:
    """The names of the charters that ship with the product."""
    return tuple(sorted(folder.name for folder in PUBLISHED.iterdir() if (folder / "organisation.toml").is_file()))


def load_charter(name: str, folder: Path | None = None) -> Charter:
    """The charter of that name; `folder` is where organisations live besides those that ship.

    `name` may also be the path of one organisation's own folder. Each folder is read once.
    Raises `CharterError`.
    """
    for place in (folder / name if folder else None, PUBLISHED / name, Path(name)):
        if place and (place / "organisation.toml").is_file():
            return _read(name, place.resolve())
    known = ", ".join(published())
    raise CharterError(name, [Fault(name, "this name", "no charter is called so", f"use one of: {known}")])


@lru_cache(maxsize=32)
def _read(name: str, folder: Path) -> Charter:
    book = Book(folder)
    charter = replace(_assemble(book), translations=(*TRANSLATIONS, folder.parent / "translations"))
    checks.check_languages(book, charter.translations)
    if book.faults:
        raise CharterError(name, sorted(dict.fromkeys(book.faults), key=lambda fault: fault.file))
    return charter


def _assemble(book: Book) -> Charter:
    """Build from the sound records, check them against each other, and note every fault in the book."""
    checks.check_names(book)
    documents = {one.id: one for one in book.build("documents.toml", "document", sections.document)}
    own, calendar = _organisation(book), _calendar(book)
    charter = _gather(book, documents, own, calendar)
    checks.check_people(book)
    checks.check_routes(book)
    checks.check_colours(book)
    checks.check_logo(book, STATIC)
    checks.check_promises(book, list(charter.promises))
    checks.check_support(book, charter.support)
    checks_procedures.check_procedures(book, charter)
    checks_procedures.check_signs(book, charter)
    checks_measures.check_measures(book, charter)
    return charter


def _gather(book: Book, documents: dict[str, Document], own: Organisation, calendar: WorkingCalendar) -> Charter:
    cited = book.named("documents.toml", "document")
    stages = book.build("procedures.toml", "stage", sections_procedures.stage)
    return Charter(
        organisation=own,
        calendar=calendar,
        documents=documents,
        promises=tuple(
            book.build("promises.toml", "promise", lambda one: sections_promises.promise(one, documents, cited))
        ),
        standards=tuple(
            book.build("promises.toml", "standard", lambda one: sections_promises.standard(one, documents, cited))
        ),
        services={one.id: one for one in book.build("services.toml", "service", sections.service)},
        teams={one.id: one for one in book.build("services.toml", "team", sections.team)},
        routes=tuple(book.build("routes.toml", "route", sections.route)),
        places=tuple(book.build("places.toml", "place", sections.place)),
        signposts=tuple(book.build("routes.toml", "signpost", sections.signpost)),
        support={
            one.support: one
            for one in book.build(
                "promises.toml", "support", lambda one: sections_promises.support(one, documents, cited)
            )
        },
        jargon=dict(book.build("words.toml", "jargon", sections.jargon)),
        procedures={
            one.id: one
            for one in book.build(
                "procedures.toml",
                "procedure",
                lambda one: sections_procedures.procedure(one, stages, documents, cited),
            )
        },
        signs=sections_procedures.by_sign(
            book.build("routes.toml", "sign", lambda one: sections_procedures.sign(one, documents, cited))
        ),
        engagement=_engagement(book, documents, cited),
    )


def _engagement(book: Book, documents: dict[str, Document], cited: set[str]) -> Engagement | None:
    """How engagement is managed here; None where the council has written nothing about it."""
    file = "measures.toml"
    parts: dict[str, list[Any]] = {
        "category": book.build(file, "category", lambda one: sections_measures.category(one, documents, cited)),
        "measure": book.build(file, "measure", lambda one: sections_measures.measure(one, documents, cited)),
        "rung": book.build(file, "rung", sections_measures.rung),
        "blame": book.build(file, "blame", sections_measures.blame),
    }
    made = book.build(file, "engagement", lambda one: sections_measures.engagement(one, parts, documents))
    return made[0] if made else None


def _organisation(book: Book) -> Organisation:
    file = "organisation.toml"
    names = ("organisation", "brand", "accessibility", "enforcement", "safeguarding", "safety", "decided")
    parts = {name: book.one(file, name) for name in names}
    own = sections.organisation(parts)
    for record in parts.values():
        record.close()
    return own


def _calendar(book: Book) -> WorkingCalendar:
    record = book.one("calendar.toml", "calendar")
    division = record.choice("division", Division)
    worked = frozenset(record.days("worked"))
    record.close()
    closures = dict(book.build("calendar.toml", "closure", _closure))
    if record.sound:
        checks.check_calendar(book, division)
        checks.check_nation(book, division)
    return WorkingCalendar(division, closures, worked)


def _closure(record: Record) -> tuple[date, str]:
    return record.day("day"), record.text("name")
