"""The files of one charter, opened: which records they hold, whatever their state."""

import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from shared.charter.records import Fault, Record, nearest

Made = TypeVar("Made")

#: Each file of a charter, with the tables that it may hold.
FILES: Mapping[str, tuple[str, ...]] = {
    "organisation.toml": ("organisation", "brand", "accessibility", "enforcement", "safeguarding", "safety", "decided"),
    "documents.toml": ("document",),
    "calendar.toml": ("calendar", "closure"),
    "services.toml": ("service", "team"),
    "promises.toml": ("promise", "standard", "support"),
    "procedures.toml": ("procedure", "stage"),
    "routes.toml": ("route", "signpost", "sign"),
    "places.toml": ("place",),
    "words.toml": ("jargon",),
    "measures.toml": ("engagement", "category", "measure", "rung", "blame"),
}
#: A council that manages no engagement has nothing to write there.
MAY_BE_MISSING = ("measures.toml",)
#: The key that names a record where it is not "id".
_NAMED_BY = {
    "route": "kind",
    "closure": "day",
    "support": "help",
    "sign": "sign",
    "stage": "name",
    "measure": "measure",
}
_HEADER = re.compile(r"^\s*\[+\s*([\w.-]+)\s*\]+")
_ID = re.compile(r'^\s*id\s*=\s*"([^"]*)"')
_LINE = re.compile(r"at line (\d+)")


class Book:
    """All records of a folder of TOML files, and all faults found so far."""

    def __init__(self, folder: Path) -> None:
        self.faults: list[Fault] = []
        self._closed: set[str] = set()
        self._tables: dict[str, dict[str, list[Record]]] = {
            file: self._open(folder, file, known) for file, known in FILES.items()
        }

    def closed(self, *files: str) -> bool:
        """Could any of these files not be opened? Then nothing can be said about what it lacks."""
        return not self._closed.isdisjoint(files)

    def records(self, file: str, what: str) -> list[Record]:
        """Every record of that kind in that file, sound or not."""
        return self._tables[file].get(what, [])

    def one(self, file: str, what: str) -> Record:
        """The only record of that kind; an empty one if it is missing, and a fault."""
        found = self.records(file, what)
        if found:
            return found[0]
        if file not in self._closed:
            self.faults.append(
                Fault(
                    file,
                    f"[{what}]",
                    "this part is missing",
                    f"add a line that says [{what}] and what belongs under it",
                )
            )
        return Record(file, f"[{what}]", {}, [])

    def named(self, file: str, what: str, key: str = "id") -> set[str]:
        """The names of those records, whether or not the rest of them is sound."""
        return {str(record.values.get(key)) for record in self.records(file, what)}

    def build(self, file: str, what: str, builder: Callable[[Record], Made]) -> list[Made]:
        """What the builder makes of each sound record."""
        made = []
        for record in self.records(file, what):
            one = builder(record)
            record.close()
            if record.sound:
                made.append(one)
        return made

    def _open(self, folder: Path, file: str, known: tuple[str, ...]) -> dict[str, list[Record]]:
        if file in MAY_BE_MISSING and not (folder / file).exists():
            return {}
        try:
            text = (folder / file).read_text(encoding="utf-8")
        except FileNotFoundError:
            return self._cannot(file, "this file", "the file is missing", 'copy it from the charter "template"')
        except UnicodeDecodeError:
            return self._cannot(file, "this file", "it is not plain text", "save it again as UTF-8")
        try:
            data = tomllib.loads(text)
        except tomllib.TOMLDecodeError as why:
            return self._cannot(file, *_where(text, str(why)))
        for table in data.keys() - set(known):
            self.faults.append(Fault(file, f"[{table}]", "no such part is known here", nearest(table, known)))
        return {what: self._list(file, what, data[what]) for what in known if what in data}

    def _list(self, file: str, what: str, found: object) -> list[Record]:
        tables = found if isinstance(found, list) else [found]
        records = []
        for number, values in enumerate(tables, 1):
            if not isinstance(values, dict):
                self.faults.append(Fault(file, what, "it holds no keys", f"write it as [[{what}]]"))
                continue
            name = values.get(_NAMED_BY.get(what, "id"), number)
            title = f'{what} "{name}"' if isinstance(found, list) else f"[{what}]"
            records.append(Record(file, title, values, self.faults))
        return records

    def _cannot(self, file: str, record: str, wrong: str, advice: str) -> dict[str, list[Record]]:
        self._closed.add(file)
        self.faults.append(Fault(file, record, wrong, advice))
        return {}


def _where(text: str, why: str) -> tuple[str, str, str]:
    """The record in which TOML could not be read on, what is wrong, and what to do."""
    match = _LINE.search(why)
    lines = text.splitlines()
    number = min(int(match.group(1)), len(lines)) if match else len(lines)
    start = max((n for n in range(number) if _HEADER.match(lines[n])), default=0)
    end = next((n for n in range(start + 1, len(lines)) if _HEADER.match(lines[n])), len(lines))
    header = _HEADER.match(lines[start]) if lines else None
    name = next((found.group(1) for line in lines[start:end] if (found := _ID.match(line))), "")
    record = f'{header.group(1)} "{name}"' if header and name else f"[{header.group(1)}]" if header else "this file"
    if "date" in why:
        return (
            record,
            f"line {number} holds a day that no calendar has",
            "look up how many days that month has",
        )
    if "overwrite" in why:
        return record, f"line {number} says something for the second time", "keep one of the two lines"
    return (
        record,
        f"line {number} cannot be read ({why})",
        "look for a missing quotation mark, bracket or comma there",
    )
