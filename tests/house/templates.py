"""Habits of the templates: used, translated, with nothing inline, and plain addresses beside HTMX's."""

import ast
import re
from collections.abc import Iterator
from contextlib import suppress
from html.parser import HTMLParser
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.lexer import Lexer

from tests.house.sources import ROOMS, files, python

JINJA = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
TRANSLATES = {"_", "gettext", "ngettext", "pgettext", "npgettext"}
SPOKEN = {"alt", "title", "placeholder", "aria-label", "aria-description", "content"}
# Their words are names in their own language, or are read by machines.
NOT_OURS = {"script", "style", "code", "kbd"}
NAMES = {"Bywhen"}
# Letters and mail travel without our style sheets.
STAND_ALONE = "notices/"
WORD = re.compile(r"[^\W\d_]{2,}")
# Names of classes and ends of addresses, which templates hand to each other: bw-office, /add.
CODE = re.compile(r"0?/\S+|[a-z\d]*(?:[-_]+[a-z\d]+)+[-_]*|[a-z\d]+[-_]+")
# What stands where Jinja would put a value: also part of a tag's name, and no word.
HOLE = "0"


def _all(root: Path) -> Iterator[tuple[str, str]]:
    """The name, as templates call each other, and the text of every template."""
    folder = root / "templates"
    for path in files(root, ".html", ".txt", ".xml", ".css", under=("templates",)):
        yield path.relative_to(folder).as_posix(), path.read_text(encoding="utf-8")


def _readable(root: Path) -> Iterator[tuple[str, str]]:
    """Those that Jinja can read; `unreadable` speaks of the others."""
    for name, text in _all(root):
        with suppress(TemplateSyntaxError):
            JINJA.parse(text)
            yield name, text


def unreadable(root: Path) -> list[str]:
    """Templates that Jinja cannot read."""
    found = []
    for name, text in _all(root):
        try:
            JINJA.parse(text)
        except TemplateSyntaxError as error:
            found.append(f"templates/{name} cannot be read: {error.message} (line {error.lineno}).")
    return found


def unused(root: Path) -> list[str]:
    """Templates that no view shows and no template includes."""
    patterns = [*_called_by_python(root), *_called_by_templates(root)]
    called = re.compile("|".join(f"(?:{pattern})" for pattern in patterns) or r"(?!)")
    return [f"templates/{name} is used by nothing." for name, _ in _all(root) if not called.fullmatch(name)]


def _called_by_python(root: Path) -> Iterator[str]:
    for source in python(root, *ROOMS):
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and "." in node.value:
                yield re.escape(node.value)
            elif isinstance(node, ast.JoinedStr):
                known = [re.escape(str(one.value)) if isinstance(one, ast.Constant) else "[^/]+" for one in node.values]
                if "/" in known[0] or "." in known[-1].replace("[^/]+", ""):
                    yield "".join(known)


def _called_by_templates(root: Path) -> Iterator[str]:
    kinds = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
    for _, text in _readable(root):
        for node in JINJA.parse(text).find_all(kinds):
            yield from map(_pattern, node.iter_child_nodes(only=["template"]))


def _pattern(node: nodes.Node) -> str:
    if isinstance(node, nodes.Const):
        return re.escape(str(node.value))
    if isinstance(node, nodes.Concat):
        return "".join(_pattern(one) for one in node.nodes)
    return "[^/]+"


def inline(root: Path) -> list[str]:
    """Scripts and styles that stand in a template; HTMX's attributes in their invalid form, or alone."""
    return [
        f"templates/{name}: {fault}"
        for name, text in _readable(root)
        for fault in _inline_faults(text, alone=name.startswith(STAND_ALONE))
    ]


def _inline_faults(text: str, alone: bool) -> Iterator[str]:
    for tag, attributes in _tags(_without_jinja(text)):
        if (tag == "style" and not alone) or (tag == "script" and "src" not in attributes):
            yield f"an inline {tag}; it belongs in static/."
        for name in attributes:
            if (name == "style" and not alone) or re.fullmatch(r"on[a-z]+", name):
                yield f"{name} on <{tag}>; nothing is inline."
            if name.startswith(("hx-", "data-hx-on")):
                yield f"{name} on <{tag}>; only data-hx- attributes, and none that is a script."
        fetches = {name for name in attributes if re.fullmatch(r"data-hx-(get|post|put|patch|delete)", name)}
        polls = "every" in (attributes.get("data-hx-trigger") or "")
        if fetches and not polls and not {"href", "action", "formaction"} & attributes.keys():
            yield f"{fetches.pop()} on <{tag}> with no plain href or action beside it."


def untranslated(root: Path) -> list[str]:
    """Words that somebody would read in English whatever their language."""
    found = []
    for name, text in _readable(root):
        if name.endswith((".css", ".xml")):
            continue
        said = [*_words_between_tags(text), *_words_given_to_macros(text)]
        found += [f'templates/{name} says "{words}" outside translation.' for words in said]
    return found


def _words_between_tags(template: str) -> Iterator[str]:
    reader = _Reader()
    reader.feed(_without_jinja(template))
    reader.close()
    for text in reader.texts:
        words = [word for word in text.split() if not CODE.fullmatch(word) and word not in NAMES]
        if WORD.search(" ".join(words)):
            yield " ".join(words).replace(HOLE, "…")[:60]


def _words_given_to_macros(text: str) -> Iterator[str]:
    """Constants that begin like a sentence: a capital, a small letter, and a space somewhere."""
    tree = JINJA.parse(text)
    translated = {
        id(one)
        for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name in TRANSLATES
        for one in call.find_all(nodes.Const)
    }
    for one in tree.find_all(nodes.Const):
        if isinstance(one.value, str) and id(one) not in translated and re.match(r"[A-Z][a-z]+'?[a-z]* \w", one.value):
            yield one.value[:60]


def _without_jinja(text: str) -> str:
    """The HTML alone, with a hole where Jinja puts something; translated blocks are holes."""
    kept, inside = [], False
    tokens = list(Lexer(JINJA).tokeniter(text, None))
    for (_, kind, value), following in zip(tokens, [*tokens[1:], (0, "", "")], strict=True):
        if kind == "block_begin":
            word = _first_name(tokens, following)
            inside = word == "trans" or (inside and word not in ("endtrans",))
        elif kind == "data" and not inside:
            kept.append(value)
        elif kind == "variable_begin":
            kept.append(HOLE)
    return "".join(kept)


def _first_name(tokens: list[tuple[int, str, str]], following: tuple[int, str, str]) -> str:
    start = next(place for place, token in enumerate(tokens) if token is following)
    return next((value for _, kind, value in tokens[start:] if kind == "name"), "")


def _tags(html: str) -> list[tuple[str, dict[str, str | None]]]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.tags


class _Reader(HTMLParser):
    """Collects the tags, and the texts that a person would read or hear."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.tags.append((tag, named))
        self._silent += tag in NOT_OURS
        spoken = SPOKEN - ({"content"} if named.get("name") != "description" else set())
        self.texts += [value for name, value in named.items() if name in spoken and value]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in NOT_OURS and self._silent > 0

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.texts.append(data)
