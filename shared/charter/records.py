"""One record of a charter's files, read key by key; what is wrong is gathered, not thrown."""

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import TypeVar

Choice = TypeVar("Choice", bound=StrEnum)

#: A blank that somebody forgot to fill in, as in "[Enter organisation's name]".
_PLACEHOLDER = re.compile(r"\[[^\]]*\]")


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a charter: where it is, what is wrong, and what to do about it."""

    file: str
    record: str
    wrong: str
    advice: str

    def __str__(self) -> str:
        return f"{self.file}, {self.record}: {self.wrong}; {self.advice}."


def nearest(word: object, known: Sequence[str]) -> str:
    """The known word that was probably meant, as advice; or all of the known words."""
    close = difflib.get_close_matches(str(word), known, n=1)
    return f'write "{close[0]}"' if close else f"use one of: {', '.join(sorted(known))}"


class Record:
    """One table of a TOML file. Each question takes a key, notes a fault if need be, and answers something.

    A key without a default must be there. After a fault the answer only keeps the reading going:
    whoever builds from a record asks `sound` before using what was built.
    """

    def __init__(self, file: str, what: str, values: Mapping[str, object], faults: list[Fault]) -> None:
        self.file, self.what, self.values = file, what, values
        self.sound = True
        self.gathered = faults
        self._asked: list[str] = []

    def fault(self, wrong: str, advice: str) -> None:
        """Note what is wrong with this record, and what to do."""
        self.sound = False
        self.gathered.append(Fault(self.file, self.what, wrong, advice))

    def close(self) -> None:
        """Note each key that nothing asked for: probably a misspelt one."""
        for key in self.values:
            if key not in self._asked:
                self.fault(f'the key "{key}" is not known', nearest(key, self._asked))

    def has(self, key: str) -> bool:
        """Is the key written at all?"""
        self._asked.append(key)
        return key in self.values

    def text(self, key: str, default: str | None = None) -> str:
        """Some words; never blank where they must be there."""
        if not self._there(key, default is None):
            return default or ""
        value = self.values[key]
        if not isinstance(value, str):
            self._wrong_type(key, 'words in quotation marks, such as "Roads"')
            return ""
        if default is None and not value.strip():
            self.fault(f'"{key}" is empty', f'write something for "{key}"')
        self._look_for_placeholder(key, value)
        return value

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """A list of words."""
        if not self._there(key, default is None):
            return default or ()
        value = self.values[key]
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            self._wrong_type(key, 'a list of words, such as ["bin", "wheelie bin"]')
            return ()
        if default is None and not value:
            self.fault(f'"{key}" is empty', f'write at least one thing for "{key}"')
        for one in value:
            self._look_for_placeholder(key, one)
        return tuple(value)

    def number(self, key: str, default: int | None = None, *, least: int = 1) -> int:
        """A number of working days, from `least` to 365."""
        if not self._there(key, default is None):
            return 1 if default is None else default
        value = self.values[key]
        if not isinstance(value, int) or isinstance(value, bool):
            self._wrong_type(key, "a whole number without quotation marks, such as 5")
            return 1
        if not least <= value <= 365:
            self.fault(f'"{key}" is {value}', f"write a whole number of working days from {least} to 365")
            return 1
        return value

    def flag(self, key: str, default: bool) -> bool:
        """True or false."""
        if not self._there(key, needed=False):
            return default
        value = self.values[key]
        if not isinstance(value, bool):
            self._wrong_type(key, "true or false, without quotation marks")
            return default
        return value

    def day(self, key: str, default: date | None = None) -> date:
        """A day, written 2026-11-30 without quotation marks."""
        if not self._there(key, default is None):
            return default or date.min
        return self._as_day(key, self.values[key])

    def days(self, key: str) -> tuple[date, ...]:
        """A list of days; none if the key is not written."""
        if not self._there(key, needed=False):
            return ()
        value = self.values[key]
        if not isinstance(value, list):
            self._wrong_type(key, "a list of dates, such as [2026-11-30]")
            return ()
        return tuple(self._as_day(key, one) for one in value)

    def hour(self, key: str) -> time:
        """A time of day, written "09:00"."""
        value = self.text(key)
        try:
            return time.fromisoformat(value)
        except ValueError:
            if value:
                self.fault(f'"{key}" is "{value}", which is no time of day', 'write it as in "09:00"')
            return time.min

    def choice(self, key: str, choices: type[Choice], default: Choice | None = None) -> Choice:
        """One of a short list of words."""
        first = next(iter(choices))
        if not self._there(key, default is None):
            return default or first
        value = self.values[key]
        if value in list(choices):
            return choices(str(value))
        self.fault(f'"{key}" is "{value}", which is not known', nearest(value, [str(one) for one in choices]))
        return first

    def choices(self, key: str, choices: type[Choice], *, needed: bool = False) -> tuple[Choice, ...]:
        """Some of a short list of words; none if the key is not written and need not be."""
        known = [str(one) for one in choices]
        found = self.texts(key, default=None if needed else ())
        for one in found:
            if one not in known:
                self.fault(f'"{key}" holds "{one}", which is not known', nearest(one, known))
        return tuple(choices(one) for one in found if one in known)

    def tables(self, key: str) -> list[Mapping[str, object]]:
        """A list of small tables, such as opening hours; none if the key is not written."""
        if not self._there(key, needed=False):
            return []
        value = self.values[key]
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            self._wrong_type(key, 'a list of tables, such as [{days = ["mon"], opens = "09:00"}]')
            return []
        return value

    def _there(self, key: str, needed: bool) -> bool:
        if self.has(key):
            return True
        if needed:
            self.fault(f'the key "{key}" is missing', f'add a line that begins "{key} ="')
        return False

    def _wrong_type(self, key: str, wanted: str) -> None:
        self.fault(f'"{key}" is {self.values[key]!r}', f"write {wanted}")

    def _as_day(self, key: str, value: object) -> date:
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        self.fault(f'"{key}" holds {value!r}', "write a date without quotation marks, such as 2026-11-30")
        return date.min

    def _look_for_placeholder(self, key: str, value: str) -> None:
        found = _PLACEHOLDER.search(value)
        if found:
            self.fault(
                f'"{key}" still holds the blank {found.group()}',
                "fill it in, or take the square brackets away",
            )
