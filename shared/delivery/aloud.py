"""Words that are to be heard: dates in full, references and telephone numbers sign by sign, addresses at the end."""

import re
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date
from jinja2 import Environment

from shared.delivery.languages import Speech

#: The mark of a pause, on a line of its own: whoever reads aloud draws breath, and a machine falls silent.
PAUSE = "…"
#: A web address, without the stop or bracket that ends the sentence around it.
LINK = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?()\[\]']")
_REFERENCE = re.compile(r"\b[A-Z]{1,6}(?:-[2346789CDFGHJKMPQRTVWXY]{4}){2}\b")
#: At least nine digits, the first of them as in a telephone number: 01632 960100, 18001 01632 960100, +44 1632 960100.
PHONE = re.compile(r"(?<![\w-])(?=(?:\D?\d){9})(?:\+|18001[ \u00a0]|0)\d[\d \u00a0]*\d(?![\w-])")
_IN_PLACE_OF_NUMBER = "{number}"
#: Between these, signs that are read from left to right keep their order in writing that runs the other way.
ISOLATED = "\u2066{}\u2069"


@dataclass(frozen=True)
class Heard:
    """A script that can be read aloud, and the web addresses that it speaks of, in their order."""

    words: str
    pages: tuple[str, ...]


def heard(script: str, ours: str, on_ours: str, on_another: str, *, isolated: bool) -> Heard:
    """The script as it is said.

    A web address becomes `on_ours` where it is on the same website as the address `ours`, else `on_another`; in both
    "{number}" stands for its place in the list of pages. `isolated` where the writing runs from right to left.
    """
    pages: list[str] = []

    def page(match: re.Match[str]) -> str:
        address = match[0]
        if address not in pages:
            pages.append(address)
        said = on_ours if _host(address) == _host(ours) else on_another
        return said.replace(_IN_PLACE_OF_NUMBER, str(pages.index(address) + 1))

    def spelt(match: re.Match[str]) -> str:
        said = ", ".join(" ".join(group) for group in match[0].split("-"))
        return ISOLATED.format(said) if isolated else said

    def dialled(match: re.Match[str]) -> str:
        said = digits(match[0])
        return ISOLATED.format(said) if isolated else said

    words = PHONE.sub(dialled, _REFERENCE.sub(spelt, LINK.sub(page, script)))
    return Heard(words, tuple(pages))


def digits(number: str) -> str:
    """A telephone number digit by digit, with a comma where one draws breath: 0 1 6 3 2, 9 6 0, 1 0 0."""
    return ", ".join(" ".join(group) for part in number.split() for group in _groups(part))


def _groups(part: str) -> list[str]:
    """Up to five digits are said at one go; more of them in threes, after what is left over."""
    if len(part) <= 5:
        return [part]
    first = len(part) % 3 + 3 if len(part) % 3 else 3
    return [part[:first], *(part[at : at + 3] for at in range(first, len(part), 3))]


def day_in_words(environment: Environment, spoken: Speech, day: date) -> str:
    """A date in full words: Tuesday the fifth of January twenty twenty-seven."""
    said = environment.get_template("notices/_spoken_day.txt").make_module()
    weekday, month = (format_date(day, pattern, locale=spoken.locale) for pattern in ("EEEE", "MMMM"))
    return str(said.spoken_day(weekday, day.day, month, day.year))  # type: ignore[attr-defined]


def _host(address: str) -> str:
    return address.split("/")[2]
