"""The HTML of a letter, read part by part: what stands on paper is what stands in the e-mail."""

import re
import unicodedata
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from itertools import groupby
from typing import Any

_KINDS = {"h1": "title", "h2": "heading", "h3": "subheading", "p": "words"}
_BOXES = ("promise", "words")
#: Its name and its style come from elsewhere on paper.
_LEFT_OUT = ("head", "header")
_ALONE = ("br", "meta", "hr", "img", "link")
_SPACE = re.compile(r"[ \t\r\n\f]+")


@dataclass
class Part:
    """One heading or paragraph: its language, the way it runs, and the box that it stands in.

    `runs` are pieces of text, of which a link knows its address, and ends of lines.
    """

    kind: str
    lang: str
    dir: str
    box: str
    runs: list[dict[str, Any]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All that it says, line by line."""
        return "".join(run.get("text", "\n") for run in self.runs)

    @property
    def is_link(self) -> bool:
        """Is it an address and nothing else?"""
        return all("link" in run for run in self.runs)

    def add(self, words: str, address: str) -> None:
        """More words; spaces at the beginning of a line are the template's."""
        after = self.runs[-1].get("text", "\n") if self.runs else "\n"
        words = words.lstrip(" ") if after.endswith((" ", "\n")) else words
        if words:
            self.runs.append({"text": words, "link": address} if address else {"text": words})

    def tidied(self) -> "Part":
        """Without spaces and ends of lines that nothing follows."""
        while self.runs and not self.runs[-1].get("text", "").strip(" "):
            self.runs.pop()
        if self.runs:
            self.runs[-1]["text"] = self.runs[-1]["text"].rstrip(" ")
        if self.dir == "auto":
            self.dir = _way(self.text)
        return self


def _way(text: str) -> str:
    """Which way words run that somebody typed: as their first letter does."""
    ways = (unicodedata.bidirectional(sign) for sign in text)
    first = next((way for way in ways if way in ("L", "R", "AL")), "L")
    return "ltr" if first == "L" else "rtl"


@dataclass(frozen=True)
class _Place:
    """Where in the page we are; everything inside has the same unless it says otherwise."""

    tag: str
    lang: str = ""
    dir: str = "ltr"
    box: str = ""
    silent: bool = False


def parts_of(html: str) -> list[Part]:
    """The headings and paragraphs of a letter, in the order in which they are read."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return [part for part in map(Part.tidied, reader.parts) if part.runs]


def grouped(parts: list[Part]) -> list[dict[str, Any]]:
    """What stands together in a box, together."""
    return [
        {"box": box, "parts": [vars(part) for part in together]}
        for (box, _way), together in groupby(parts, key=lambda part: (part.box, part.dir))
    ]


class _Reader(HTMLParser):
    """Reads our own layouts; people's words stand in them as text, so no tag is theirs."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[Part] = []
        self._places = [_Place("")]
        self._open: Part | None = None
        self._address = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        if tag == "br" and self._open is not None:
            self._open.runs.append({"end": True})
        if tag in _ALONE:
            return
        place, classes = self._places[-1], named.get("class", "").split()
        place = _Place(
            tag,
            named.get("lang") or place.lang,
            named.get("dir") or place.dir,
            next((box for box in _BOXES if box in classes), place.box),
            place.silent or tag in _LEFT_OUT,
        )
        self._places.append(place)
        if tag in _KINDS and not place.silent:
            kind = "day" if "day" in classes else _KINDS[tag]
            self._begin(Part(kind, place.lang, place.dir, place.box))
        if tag == "a":
            self._address = named.get("href", "")
            self._apart()

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._address = ""
            self._apart()
        if tag in _KINDS:
            self._open = None
        if tag == self._places[-1].tag:
            self._places.pop()

    def _begin(self, part: Part) -> None:
        self._open = part
        self.parts.append(part)

    def _apart(self) -> None:
        """An address is a paragraph of its own: it runs from left to right, whatever stands around it."""
        if self._open is not None:
            self._begin(replace(self._open, runs=[]))

    def handle_data(self, data: str) -> None:
        if self._open is not None:
            self._open.add(_SPACE.sub(" ", data), self._address)
