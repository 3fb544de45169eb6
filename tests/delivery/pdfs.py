"""A PDF as a machine that reads aloud takes it: tag by tag, in the order of its tags; and what it is set in."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from pikepdf import Array, Dictionary, Page, Pdf, parse_content_stream

_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
PARAGRAPHS = ("/P", "/H1", "/H2")


@dataclass
class Paper:
    """One PDF: `tags` are its paragraphs and headings with their words and languages, in the order of reading."""

    title: str
    language: str
    direction: str
    marked: bool
    shows_title: bool
    standard: str
    pages: int
    size: tuple[float, float]
    tags: list[tuple[str, str]] = field(default_factory=list)
    languages: set[str] = field(default_factory=set)
    sizes: set[float] = field(default_factory=set)
    fonts: dict[str, bool] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)
    footers: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        """Everything that is tagged, with one space between words."""
        return " ".join(" ".join(text.split()) for _tag, text in self.tags)

    def headings(self) -> list[str]:
        return [text for tag, text in self.tags if tag != "/P"]


def read(pdf: bytes) -> Paper:
    """Raises what pikepdf raises where it is no PDF, and AssertionError where text stands outside every tag."""
    with Pdf.open(BytesIO(pdf)) as opened:
        root = opened.Root
        with opened.open_metadata() as about:
            standard = str(about.get("pdfuaid:part", ""))
        first = opened.pages[0].mediabox
        paper = Paper(
            title=str(opened.docinfo.get("/Title", "")),
            language=str(root.get("/Lang", "")),
            direction=str(root.ViewerPreferences.get("/Direction", "")),
            marked=bool(root.MarkInfo.get("/Marked", False)),
            shows_title=bool(root.ViewerPreferences.get("/DisplayDocTitle", False)),
            standard=standard,
            pages=len(opened.pages),
            size=(float(first[2]), float(first[3])),
        )
        said: dict[tuple[int, int], str] = {}
        for page in opened.pages:
            for number, words in _Drawn(page, paper).marked.items():
                said[page.obj.objgen[0], number] = words
            for note in page.obj.get("/Annots", []):
                paper.links.append(str(note.A.URI))
        _walk(root.StructTreeRoot, paper, said, None)
    return paper


def _walk(node: Any, paper: Paper, said: dict[tuple[int, int], str], page: Any) -> str:
    """The words under one tag; adds those of paragraphs and headings to the paper."""
    if not isinstance(node, Dictionary | Array):
        return said.get((page.objgen[0], int(node)), "")
    if isinstance(node, Array):
        return "".join(_walk(one, paper, said, page) for one in node)
    page = node.get("/Pg", page)
    if node.get("/Type") == "/MCR":
        return said.get((page.objgen[0], int(node.MCID)), "")
    if node.get("/Type") == "/OBJR":
        return ""
    if "/Lang" in node:
        paper.languages.add(str(node.Lang))
    place = len(paper.tags)
    words = _walk(node.get("/K", Array()), paper, said, page)
    words = str(node.ActualText) if "/ActualText" in node else words
    if node.get("/S") in PARAGRAPHS:
        paper.tags[place:] = [(str(node.S), words)]
    return words


class _Drawn:
    """What one page draws, by the number of its mark; what repeats on every page is no part of the text."""

    def __init__(self, page: Page, paper: Paper) -> None:
        self.marked: dict[int, str] = defaultdict(str)
        self.paper = paper
        self.fonts = {name: _letters(font, paper) for name, font in page.resources.get("/Font", {}).items()}
        self.marks: list[tuple[str, Any]] = []
        self.letters: dict[bytes, str] = {}
        footer = ""
        for operands, operator in parse_content_stream(page):
            footer += self._draw(str(operator), operands)
        paper.footers.append(footer)

    def _draw(self, operator: str, operands: Any) -> str:
        """One stroke; gives what it adds to the foot of the page."""
        if operator in ("BDC", "BMC"):
            self.marks.append((str(operands[0]), operands[1] if len(operands) > 1 else {}))
        elif operator == "EMC":
            _mark, more = self.marks.pop()
            if "/ActualText" in more:
                return self._say(str(more.ActualText))
        elif operator == "Tf":
            self.letters = self.fonts[str(operands[0])]
            self.paper.sizes.add(round(float(operands[1]), 2))
        elif operator in ("Tj", "TJ") and not any("/ActualText" in more for _mark, more in self.marks):
            pieces = operands[0] if operator == "TJ" else [operands[0]]
            text = "".join(
                self._read(bytes(piece)) for piece in pieces if not isinstance(piece, int | float) and _text(piece)
            )
            backwards = any(mark == "/ReversedChars" for mark, _more in self.marks)
            return self._say(text[::-1] if backwards else text)
        return ""

    def _read(self, codes: bytes) -> str:
        return "".join(self.letters.get(codes[at : at + 2], "\ufffd") for at in range(0, len(codes), 2))

    def _say(self, words: str) -> str:
        number = next((int(more.MCID) for _mark, more in self.marks if "/MCID" in more), None)
        if number is not None:
            self.marked[number] += words
            return ""
        assert any(mark == "/Artifact" for mark, _more in self.marks), f"{words!r} is in no tag"
        return words


def _text(piece: Any) -> bool:
    try:
        bytes(piece)
    except TypeError:
        return False
    return True


def _letters(font: Any, paper: Paper) -> dict[bytes, str]:
    """What each two bytes stand for; and whether the font travels with the paper."""
    inner = font.DescendantFonts[0].FontDescriptor
    paper.fonts[str(font.BaseFont)] = any(name in inner for name in ("/FontFile", "/FontFile2", "/FontFile3"))
    table, found = font.ToUnicode.read_bytes(), {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        found |= {bytes.fromhex(a.decode()): _utf16(b) for a, b in _PAIR.findall(block)}
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, start in _RANGE.findall(block):
            for step in range(int(last, 16) - int(first, 16) + 1):
                found[(int(first, 16) + step).to_bytes(2, "big")] = chr(int(start, 16) + step)
    return found


def _utf16(signs: bytes) -> str:
    return bytes.fromhex(signs.decode()).decode("utf-16-be")
