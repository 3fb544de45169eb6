"""A PDF as a machine that reads aloud takes it: tag by tag, in the order of its tags; and what it is set in."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from pikepdf import Array, Dictionary, Page, Pdf, String, parse_content_stream

_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
PARAGRAPHS = ("/P", "/H1", "/H2", "/H3")


@dataclass
class Paper:
    """One PDF: `tags` are its paragraphs and headings with their words, in the order of reading.

    `sizes` and `furthest`, the right end of whatever is written farthest to the right, are in points.
    """

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
    furthest: float = 0.0

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


@dataclass
class _Font:
    """What each two bytes of a font stand for, and how wide they are, in thousandths of its size."""

    letters: dict[bytes, str]
    widths: dict[int, float]


class _Drawn:
    """What one page draws, by the number of its mark; what repeats on every page is no part of the text."""

    def __init__(self, page: Page, paper: Paper) -> None:
        self.marked: dict[int, str] = defaultdict(str)
        self.paper = paper
        self.fonts = {name: _font(font, paper) for name, font in page.resources.get("/Font", {}).items()}
        self.marks: list[tuple[str, Any]] = []
        self.font = _Font({}, {})
        self.size = self.left = self.begins = 0.0
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
            return self._say(str(more.ActualText)) if "/ActualText" in more else ""
        elif operator == "cm":
            self.left = float(operands[4])
        elif operator == "Tm":
            self.begins = self.left + float(operands[4])
        elif operator == "Tf":
            self.font, self.size = self.fonts[str(operands[0])], float(operands[1])
            self.paper.sizes.add(round(self.size, 2))
        elif operator in ("Tj", "TJ"):
            return self._write(operands[0] if operator == "TJ" else [operands[0]])
        return ""

    def _write(self, pieces: Any) -> str:
        codes = b"".join(bytes(piece) for piece in pieces if isinstance(piece, String))
        signs = [codes[at : at + 2] for at in range(0, len(codes), 2)]
        moved = sum(float(piece) for piece in pieces if not isinstance(piece, String))
        wide = sum(self.font.widths[int.from_bytes(sign, "big")] for sign in signs) - moved
        self.paper.furthest = max(self.paper.furthest, self.begins + wide * self.size / 1000)
        if any("/ActualText" in more for _mark, more in self.marks):
            return ""
        text = "".join(self.font.letters.get(sign, "\ufffd") for sign in signs)
        backwards = any(mark == "/ReversedChars" for mark, _more in self.marks)
        return self._say(text[::-1] if backwards else text)

    def _say(self, words: str) -> str:
        number = next((int(more.MCID) for _mark, more in self.marks if "/MCID" in more), None)
        if number is not None:
            self.marked[number] += words
            return ""
        assert any(mark == "/Artifact" for mark, _more in self.marks), f"{words!r} is in no tag"
        return words


def _font(font: Any, paper: Paper) -> _Font:
    """Notes besides whether the font travels with the paper."""
    inner = font.DescendantFonts[0]
    paper.fonts[str(font.BaseFont)] = any(name in inner.FontDescriptor for name in ("/FontFile2", "/FontFile3"))
    table, letters = font.ToUnicode.read_bytes(), {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        letters |= {bytes.fromhex(a.decode()): _utf16(b) for a, b in _PAIR.findall(block)}
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, start in _RANGE.findall(block):
            for step in range(int(last, 16) - int(first, 16) + 1):
                letters[(int(first, 16) + step).to_bytes(2, "big")] = chr(int(start, 16) + step)
    widths: dict[int, float] = defaultdict(lambda: float(inner.get("/DW", 1000)))
    found = list(inner.get("/W", []))
    while found:
        first, then = int(found.pop(0)), found.pop(0)
        if isinstance(then, Array):
            widths |= {first + step: float(wide) for step, wide in enumerate(then)}
        else:
            widths |= dict.fromkeys(range(first, int(then) + 1), float(found.pop(0)))
    return _Font(letters, widths)


def _utf16(signs: bytes) -> str:
    return bytes.fromhex(signs.decode()).decode("utf-16-be")
