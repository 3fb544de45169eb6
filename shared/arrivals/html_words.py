"""A message that came as HTML only, as plain words: quotations marked, links kept as text, nothing hidden."""

import re
from html import unescape
from html.parser import HTMLParser

#: Nobody writes more than this; a page that is larger was not typed.
LONGEST = 2_000_000
_APART = {
    "address", "article", "aside", "blockquote", "center", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption",
    "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p",
    "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
}  # fmt: skip
#: An empty line before and after.
_FAR_APART = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "table", "pre"}
_UNSEEN = {"head", "title", "script", "style", "template", "noscript", "object", "svg", "select", "textarea"}
_EMPTY = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
#: One of these that opens ends one that was left open just before it.
_ENDS_ITSELF = {"p", "li", "tr", "td", "th", "dt", "dd"}
_CUT = re.compile(r"<(script|style)\b", re.IGNORECASE)
#: A picture that stands in the page itself: no words, and much longer than any tag with words.
_DATA = re.compile(r"data:[a-z]+/[^\"'<>\s]{200,}", re.IGNORECASE)
_NO_TAG = re.compile(r"<(?!/?[a-zA-Z][^<>]{0,8000}>)")
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_SIGNATURE = re.compile(r"\b(gmail_signature|moz-signature|protonmail_signature_block)\b")
_DEEPEST = 400


def html_words(html: str) -> str:
    """The words, line by line. Never raises; however the page is built, the time taken is in step with its length."""
    reader = _Reader()
    page = _plain_tags(_DATA.sub("", html)[:LONGEST])
    try:
        reader.feed(page)
        reader.close()
        words = reader.words()
    except (AssertionError, ValueError, RecursionError):
        words = ""
    # Something hidden that never ends would hide all the rest: then everything is better than nothing.
    return words or unescape(re.sub(r"<[^<>]*>", " ", page)).strip()


def _plain_tags(html: str) -> str:
    """The page without comments, scripts and styles; what only looks like a tag is text from here on."""
    for start, end in (("<!--", "-->"), ("<!", ">"), ("<?", ">")):
        html = _without(html, start, end)
    return _NO_TAG.sub("&lt;", _without_scripts(html))


def _without(html: str, start: str, end: str) -> str:
    kept, place = [], 0
    while (found := html.find(start, place)) >= 0:
        kept.append(html[place:found])
        stop = html.find(end, found + 2)  # `<!-->` is a comment that ends at once
        if stop < 0:
            place = found + len(start)  # never closed: only the mark itself goes, so that no word is lost
            kept.append(html[place:].replace(start, ""))
            return "".join(kept)
        place = stop + len(end)
    return "".join((*kept, html[place:]))


def _without_scripts(html: str) -> str:
    kept, place = [], 0
    small = html.lower()
    if len(small) != len(html):  # some capital is one letter and its small form two: places would differ
        small = html
    while (found := _CUT.search(html, place)) is not None:
        kept.append(html[place : found.start()])
        stop = small.find(f"</{found[1].lower()}", found.end())
        if stop < 0:
            kept.append(html[found.end() :].partition(">")[2])
            return _CUT.sub("<p", "".join(kept))
        place = html.find(">", stop) + 1 or len(html)
    return "".join((*kept, html[place:]))


class _Reader(HTMLParser):
    """Gathers lines; `>` before those that were quoted, as plain mail has it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = []
        self._line: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self._unseen = 0
        self._quoted = 0
        self._kept_as_is = 0
        self._link: tuple[str, int] | None = None

    def words(self) -> str:
        """What was gathered, without lines that hold nothing at its ends."""
        self._break()
        while self._lines and not self._lines[-1].strip("> "):
            self._lines.pop()
        return re.sub(r"(\n(?:> ?)*){3,}", "\n\n", "\n".join(self._lines)).strip("\n")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag opens."""
        named = {name: value or "" for name, value in attrs}
        hidden = tag in _UNSEEN or "hidden" in named or bool(_HIDDEN.search(named.get("style", "")))
        if tag in _ENDS_ITSELF and self._open and self._open[-1][0] == tag:
            self.handle_endtag(tag)
        if tag not in _EMPTY and len(self._open) < _DEEPEST:
            self._open.append((tag, hidden))
            self._unseen += hidden
        if self._unseen:
            return
        if tag in _APART:
            self._break(empty=tag in _FAR_APART)
        if _SIGNATURE.search(named.get("class", "")):
            self._break()
            self._lines.append(self._mark + "-- ")
        self._opened(tag, named)

    def _opened(self, tag: str, named: dict[str, str]) -> None:
        match tag:
            case "br":
                self._break(even_if_empty=True)
            case "hr":
                self._lines.append(self._mark + "_" * 32)
            case "li":
                self._line.append("- ")
            case "td" | "th" if self._line:
                self._line.append(" ")
            case "blockquote":
                self._quoted += 1
            case "pre":
                self._kept_as_is += 1
            case "a":
                self._link = (named.get("href", "").strip(), len(self._line))
            case "img" if named.get("alt", "").strip():
                self._line.append(f"[{named['alt'].strip()}]")

    def handle_endtag(self, tag: str) -> None:
        """A tag closes, and with it whatever was left open inside."""
        if tag not in (name for name, _ in self._open):
            return
        while self._open:
            name, hidden = self._open.pop()
            self._closed(name)
            self._unseen -= hidden
            if name == tag:
                return

    def _closed(self, tag: str) -> None:
        if self._unseen:
            return
        if tag == "a":
            self._end_link()
        if tag in _APART:
            self._break(empty=tag in _FAR_APART)
        self._quoted -= tag == "blockquote" and self._quoted > 0
        self._kept_as_is -= tag == "pre" and self._kept_as_is > 0

    def _end_link(self) -> None:
        if self._link is None:
            return
        address, begin = self._link
        self._link = None
        said = "".join(self._line[begin:]).strip()
        bare = re.sub(r"^(mailto:|tel:|https?://)", "", address, flags=re.IGNORECASE).rstrip("/")
        outward = address.lower().startswith(("http://", "https://", "mailto:", "tel:"))
        if outward and bare and bare.casefold() not in said.casefold():
            self._line.append(f" ({address[:500]})")

    def handle_data(self, data: str) -> None:
        """Words between tags."""
        if self._unseen:
            return
        if self._kept_as_is:
            first, *others = data.split("\n")
            self._line.append(first)
            for line in others:
                self._break(even_if_empty=True)
                self._line.append(line)
            return
        gap = data[:1].isspace() and self._line
        self._line.append((" " if gap else "") + " ".join(data.split()) + (" " if data[-1:].isspace() else ""))

    @property
    def _mark(self) -> str:
        return "> " * min(self._quoted, 9)

    def _break(self, *, empty: bool = False, even_if_empty: bool = False) -> None:
        line = "".join(self._line) if self._kept_as_is else re.sub(r"[ \t\u00a0]+", " ", "".join(self._line)).strip()
        self._line = []
        self._link = (self._link[0], 0) if self._link else None
        if line.strip() or even_if_empty:
            self._lines.append(self._mark + line.rstrip())
        if empty and self._lines and self._lines[-1].strip("> "):
            self._lines.append(self._mark.rstrip())
