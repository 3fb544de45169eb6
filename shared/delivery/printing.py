"""A letter becomes a PDF: tagged, so that it can be read aloud, in true sizes, and the same on every machine."""

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from shared.delivery.blocks import Part, grouped, parts_of
from shared.delivery.signs import NotPrintable, printable

PAPER = Path(__file__).parent / "paper"
FONTS = tuple(sorted((PAPER / "fonts").glob("*.ttf")))
#: Points. Large print has sizes of its own.
STANDARD_SIZE = 12
#: Around what is written from left to right inside a line that runs the other way.
_LEFT_TO_RIGHT, _AS_BEFORE = "\u2066", "\u2069"


class NotMade(Exception):
    """No PDF can be made of this letter; its sentence says why. Somebody must make it by hand."""


@dataclass(frozen=True)
class Sheet:
    """Everything about a letter on paper except what it says.

    `size` is in points. `to` are the lines that show through the window of an envelope, empty for a letter that goes by
    e-mail. `day` is its date in words. `page` is what stands before, between and after the two page numbers.
    """

    title: str
    council: str
    colour: str
    lang: str
    dir: str
    size: int
    to: tuple[str, ...]
    day: str
    page: tuple[str, str, str]


def pdf_of(html: str, sheet: Sheet, at: datetime) -> bytes:
    """The letter, as PDF/UA-1; `at` is when it was owed, so that made twice it is the same. Raises `NotMade`."""
    try:
        sheet = replace(sheet, **{name: _printable(value) for name, value in asdict(sheet).items()})
        parts = [_printable_part(part) for part in parts_of(html)]
    except NotPrintable as why:
        raise NotMade(str(why)) from why
    pdf = _compiled({**asdict(sheet), "groups": grouped(parts)}, at)
    if any(part.dir == "rtl" for part in parts):
        pdf = _said_in_order(pdf, sheet, parts)
    return pdf


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value, FONTS)
    return tuple(map(_printable, value)) if isinstance(value, tuple | list) else value


def _printable_part(part: Part) -> Part:
    for run in part.runs:
        if "text" in run:
            run["text"] = printable(run["text"], FONTS)
    return part


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
            timestamp=at,
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
