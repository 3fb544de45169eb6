"""A letter becomes a PDF: tagged, so that it can be read aloud, in true sizes, and the same on every machine."""

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from shared.delivery.aloud import ISOLATED, PHONE
from shared.delivery.blocks import Part, grouped, parts_of
from shared.delivery.signs import NotPrintable, printable

PAPER = Path(__file__).parent / "paper"
FONTS = tuple(sorted((PAPER / "fonts").glob("*.ttf")))
#: Points. Large print has sizes of its own.
STANDARD_SIZE = 12
#: Signs that only order what is drawn, and say nothing.
_ORDERING = dict.fromkeys(map(ord, "\u200e\u200f\u2066\u2067\u2068\u2069"))


class NotMade(Exception):
    """No PDF can be made of this letter; its sentence says why. Somebody must make it by hand."""


@dataclass(frozen=True)
class Sheet:
    """Everything about a letter on paper except what it says.

    `size` is in points. `to` are the lines that show through the window of an envelope, empty for a letter that goes by
    e-mail. `day` is its date in words. `page` is the foot of each page, with "{page}" and "{pages}" for the numbers.
    """

    title: str
    council: str
    colour: str
    lang: str
    dir: str
    size: int
    to: tuple[str, ...]
    day: str
    page: str


def pdf_of(html: str, sheet: Sheet, at: datetime) -> bytes:
    """The letter, as PDF/UA-1; `at` is when it was owed, so that made twice it is the same. Raises `NotMade`."""
    try:
        sheet = replace(sheet, **{name: _printable(value) for name, value in asdict(sheet).items()})
        parts = [_printable_part(part) for part in parts_of(html)]
    except NotPrintable as why:
        raise NotMade(str(why)) from why
    return _said_in_order(_compiled({**asdict(sheet), "groups": grouped(parts)}, at), sheet, parts)


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value, FONTS)
    return tuple(map(_printable, value)) if isinstance(value, tuple | list) else value


def _printable_part(part: Part) -> Part:
    for run in part.runs:
        if "text" in run:
            words = printable(run["text"], FONTS)
            run["text"] = PHONE.sub(_kept_in_order, words) if part.dir == "rtl" else words
    return part


def _kept_in_order(number: re.Match[str]) -> str:
    """The groups of a telephone number that somebody typed; each would stand before the one in front of it."""
    return ISOLATED.format(number[0])


def _compiled(letter: dict[str, Any], at: datetime) -> bytes:
    try:
        import typst
    except ImportError as why:
        raise NotMade("The program that makes PDF letters, typst, is not installed.") from why
    try:
        made = typst.compile(
            PAPER / "letter.typ",
            root=PAPER,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs={"letter": json.dumps(letter)},
            pdf_standards=["ua-1"],
            timestamp=at.replace(microsecond=0),  # typst refuses parts of a second
        )
    except typst.TypstError as why:
        raise NotMade(f"The PDF could not be made: {why}") from why
    if not isinstance(made, bytes):
        raise NotMade("The PDF could not be made.")
    return made


@lru_cache(maxsize=1)
def _fonts() -> Any:
    """Ours and no others: a letter must not look different where other fonts are installed."""
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(PAPER / "fonts")])


def _said_in_order(pdf: bytes, sheet: Sheet, parts: list[Part]) -> bytes:
    """The same PDF, in which a paragraph also says its words where its drawing alone would be read aloud wrongly.

    Lines that run from right to left are drawn from left to right; and nothing is drawn between two lines.
    """
    from pikepdf import Pdf

    head = [(sheet.council, sheet.dir), *([("\n".join(sheet.to), "ltr")] if sheet.to else []), (sheet.day, sheet.dir)]
    said = head + [("" if part.is_link else part.text.translate(_ORDERING), part.dir) for part in parts]
    with Pdf.open(BytesIO(pdf)) as letter:
        tagged = list(_paragraphs(letter.Root.StructTreeRoot))
        if len(tagged) != len(said):
            raise NotMade("The PDF could not be made: its paragraphs are not those of the letter.")
        for paragraph, (words, runs) in zip(tagged, said, strict=True):
            if words and (runs == "rtl" or "\n" in words):
                paragraph["/ActualText"] = words
        made = BytesIO()
        letter.save(made, deterministic_id=True)
    return made.getvalue()


def _paragraphs(tree: Any) -> Iterator[Any]:
    """The headings and paragraphs among the tags of a PDF, in the order in which they are read."""
    from pikepdf import Array, Dictionary

    inside = tree.get("/K", [])
    for one in inside if isinstance(inside, Array) else [inside]:
        if not isinstance(one, Dictionary):
            continue
        if one.get("/S") in ("/P", "/H1", "/H2", "/H3"):
            yield one
        else:
            yield from _paragraphs(one)
