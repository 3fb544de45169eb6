"""Advice from outside on a case without saying whose it is: names and numbers become placeholders (RP-30, T-29)."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from shared.charter.organisation import Charter

#: What a placeholder stands between, so that it is seen at once.
_MARKED = re.compile(r"\[[^\[\]\n]{1,60}\]")
_EMAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"]+", re.IGNORECASE)
_HANDLE = re.compile(r"(?<![\w@])@[A-Za-z0-9_.]{2,30}")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.IGNORECASE)
_REFERENCE = r"\b{prefix}[-\s]?[2346789CDFGHJKMPQRTVWXY]{{4}}[-\s]?[2346789CDFGHJKMPQRTVWXY]{{4}}\b"
_NATIONAL = re.compile(r"\b[A-Z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]\b", re.IGNORECASE)
_STREETS = "Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Close|Crescent|Court|Place|Terrace|Way|Gardens|Square|Park|View|Row"
_ADDRESS = re.compile(rf"\b(?:Flat\s+\w+,?\s+)?\d+[A-Za-z]?,?\s+(?:[A-Z][\w'’-]*\s+){{1,4}}(?:{_STREETS})\b\.?")
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_SHORT = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec"
_DATE = re.compile(
    rf"\b(?:\d{{1,2}}[./-]\d{{1,2}}[./-](?:\d{{4}}|\d{{2}})|\d{{4}}-\d{{2}}-\d{{2}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{_MONTHS}|{_SHORT})\.?,?\s+\d{{4}})\b",
    re.IGNORECASE,
)
_BORN = re.compile(
    r"(?:\bborn\b|\bd\.?o\.?b\.?\b|\bdate of birth\b|\bbirthday\b)\W*(?:(?:on|is|was|the)\W+)*$", re.IGNORECASE
)
#: A telephone number, and any other number of eight digits or more: of a card, an account, a patient.
_PHONE = re.compile(r"(?<![\w-])(?:\+|00|0)\d(?:[\s().-]?\d){7,13}(?!\w)")
_NUMBER = re.compile(r"(?<![\w-])\d(?:[ -]?\d){7,}(?!\w)")
#: A date this many years ago or more can be somebody's birth; a later one is when something happened.
_LONG_AGO = 10
_WORD = re.compile(r"[^\W\d_][\w'’-]*")


class Hidden(StrEnum):
    """What a placeholder stands for."""

    PERSON = "person"
    WORKER = "worker"
    EMAIL = "email"
    PHONE = "phone"
    POSTCODE = "postcode"
    ADDRESS = "address"
    REFERENCE = "reference"
    BIRTH = "birth"
    NUMBER = "number"
    LINK = "link"


@dataclass(frozen=True)
class Known:
    """What the records know of the people in a text: names in full, and lines of addresses.

    `persons` are the customer and whoever speaks for them, `workers` the staff who had to do with it: of them also one
    part of a name is replaced. `others` are members of staff of whom only the whole name is.
    """

    persons: tuple[str, ...] = ()
    workers: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()


@dataclass
class Book:
    """One book of placeholders: the same thing gets the same one, in every text that is read with it.

    `label` says a placeholder in the reader's language: what it is and its number, from nought.
    """

    known: Known
    prefix: str
    today: date
    label: Callable[[Hidden, int], str]
    given: dict[tuple[Hidden, str], str] = field(default_factory=dict)
    counted: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for what, names in ((Hidden.PERSON, self.known.persons), (Hidden.WORKER, self.known.workers)):
            for name in names:
                self._placeholder(what, name)

    def replace(self, text: str) -> str:
        """The text without what says whose it is. What is replaced already stays as it is."""
        for swap in (*self._by_form(), self._names, self._alone):
            text = self._between_marks(text, swap)
        return text

    def _between_marks(self, text: str, swap: Callable[[str], str]) -> str:
        parts, end = [], 0
        for mark in _MARKED.finditer(text):
            parts += [swap(text[end : mark.start()]), mark.group()]
            end = mark.end()
        return "".join([*parts, swap(text[end:])])

    def _by_form(self) -> list[Callable[[str], str]]:
        """What is known by how it is written; the longer first, so that nothing is torn."""
        reference = re.compile(_REFERENCE.format(prefix=re.escape(self.prefix)), re.IGNORECASE)
        forms = (
            (Hidden.EMAIL, _EMAIL),
            (Hidden.LINK, _LINK),
            (Hidden.LINK, _HANDLE),
            (Hidden.REFERENCE, reference),
            (Hidden.ADDRESS, self._their_addresses()),
            (Hidden.ADDRESS, _ADDRESS),
            (Hidden.POSTCODE, _POSTCODE),
            (Hidden.NUMBER, _NATIONAL),
        )
        swaps = [self._swap(what, form) for what, form in forms if form is not None]
        return [*swaps, self._births, self._swap(Hidden.PHONE, _PHONE), self._swap(Hidden.NUMBER, _NUMBER)]

    def _swap(self, what: Hidden, form: re.Pattern[str]) -> Callable[[str], str]:
        return lambda text: form.sub(lambda found: self._put(what, found.group()), text)

    def _their_addresses(self) -> re.Pattern[str] | None:
        return _any_of(line for line in self.known.addresses if len(line) > 3)

    def _births(self, text: str) -> str:
        def swap(found: re.Match[str]) -> str:
            born = _BORN.search(text[max(0, found.start() - 40) : found.start()])
            year = re.search(r"\d{4}", found.group())
            old = year is not None and int(year.group()) <= self.today.year - _LONG_AGO
            return self._put(Hidden.BIRTH, found.group()) if born or old else found.group()

        return _DATE.sub(swap, text)

    def _names(self, text: str) -> str:
        """Names in full, whatever their letters, the longest first."""
        whole = {_folded(name): (what, name) for what, name in self._everybody()}
        form = _any_of((name for _what, name in whole.values()), spaced=True)
        return form.sub(lambda found: self._put(*whole[_folded(found.group())]), text) if form else text

    def _alone(self, text: str) -> str:
        """One part of the name of somebody who has to do with it, where it is written like a name."""
        parts: dict[str, tuple[Hidden, str]] = {}
        for what, name in self._everybody(others=False):
            for part in _WORD.findall(name):
                if len(part) > 1:
                    parts.setdefault(part.casefold(), (what, name))

        def swap(found: re.Match[str]) -> str:
            word = re.sub(r"['’]s$", "", found.group())
            whose = parts.get(word.casefold()) if word[0].isupper() or not word[0].islower() else None
            return self._put(*whose) + found.group()[len(word) :] if whose else found.group()

        return _WORD.sub(swap, text)

    def _everybody(self, *, others: bool = True) -> Iterable[tuple[Hidden, str]]:
        yield from ((Hidden.PERSON, one) for one in self.known.persons if one.strip())
        yield from ((Hidden.WORKER, one) for one in self.known.workers if one.strip())
        if others:
            yield from ((Hidden.WORKER, one) for one in self.known.others if one.strip())

    def _put(self, what: Hidden, found: str) -> str:
        placeholder = self._placeholder(what, found)
        self.counted[placeholder] = self.counted.get(placeholder, 0) + 1
        return placeholder

    def _placeholder(self, what: Hidden, found: str) -> str:
        key = (what, _plainly(what, found))
        if key not in self.given:
            number = sum(one is what for one, _key in self.given)
            self.given[key] = f"[{self.label(what, number)}]"
        return self.given[key]

    def replaced(self) -> Mapping[str, int]:
        """How often each placeholder stands for something, in the order in which they were given."""
        return {one: self.counted[one] for one in self.given.values() if self.counted.get(one)}


def _any_of(words: Iterable[str], *, spaced: bool = False) -> re.Pattern[str] | None:
    """Any of these, the longest first, as whole words; with `spaced`, over any white space."""
    wanted = sorted({" ".join(one.split()) for one in words if one.strip()}, key=len, reverse=True)
    if not wanted:
        return None
    either = "|".join(re.escape(one).replace(r"\ ", r"\s+") if spaced else re.escape(one) for one in wanted)
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _plainly(what: Hidden, found: str) -> str:
    """What two ways of writing one thing have in common."""
    if what in (Hidden.PERSON, Hidden.WORKER, Hidden.EMAIL, Hidden.ADDRESS):
        return _folded(found)
    return re.sub(r"[^\w@]", "", found).casefold()


def letters(number: int) -> str:
    """A, B … Z, AA, AB: the name of the person or colleague with that number, from nought."""
    first, last = divmod(number, 26)
    return (letters(first - 1) if first else "") + chr(ord("A") + last)


def doubts(text: str, charter: Charter) -> Sequence[str]:
    """What looks like a name that nobody has replaced: two words or more in a row that begin with a capital.

    The council's own names, days and months are none. Only a person can tell; each is shown once.
    """
    own = _names_of_ours(charter)
    found: dict[str, None] = {}
    for line in _MARKED.sub("\n", text).splitlines():
        for run in _runs(line):
            said = " ".join(run)
            if len(run) > 1 and not all(word.casefold() in own for word in run):
                found.setdefault(said)
    return list(found)


def _runs(line: str) -> Iterable[list[str]]:
    """Words in a row with nothing but a space or a dash between them, each with a capital first."""
    run: list[str] = []
    end = -1
    for found in _WORD.finditer(line):
        capital = found.group()[0].isupper()
        if not (capital and run and line[end : found.start()].strip(" -") == "" and found.start() - end <= 2):
            if run:
                yield run
            run = []
        if capital:
            run.append(found.group())
        end = found.end()
    if run:
        yield run


def _names_of_ours(charter: Charter) -> frozenset[str]:
    ours = [charter.organisation.name, *(one.name for one in charter.services.values())]
    ours += [*(one.name for one in charter.teams.values()), *(one.title for one in charter.documents.values())]
    days = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
    months = " ".join(_MONTHS.split("|"))
    return frozenset(word.casefold() for text in (*ours, days, months) for word in _WORD.findall(text))
