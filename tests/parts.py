"""Page parts drawn alone, with none of the application behind them, and compared as a browser would."""

from functools import cache
from pathlib import Path
from typing import Any

import html5lib
from jinja2 import Environment, FileSystemLoader

ROOT = Path(__file__).resolve().parents[1]


@cache
def templates() -> Environment:
    """The templates, in English."""
    made = Environment(loader=FileSystemLoader(ROOT / "templates"), autoescape=True, extensions=["jinja2.ext.i18n"])
    made.install_null_translations(newstyle=True)
    return made


def part(name: str) -> Any:
    """The macros of one file of templates/components."""
    return templates().get_template(f"components/{name}.html").module


#: Marks of GOV.UK's script on its HTML; ours has none of them, and its own mark for the error summary.
NOT_COMPARED = {"data-module", "data-error-summary"}


def tree(html: str) -> Any:
    """HTML as nested tuples, alike for two texts that a browser would show alike."""
    return [node for child in html5lib.parseFragment(html, namespaceHTMLElements=False) for node in node_of(child)]


def node_of(element: Any) -> list[Any]:
    words = " ".join((element.text or "").split())
    inside = [words] if words else []
    for child in element:
        inside += node_of(child)
    named = {k: " ".join(v.split()) for k, v in element.attrib.items() if k not in NOT_COMPARED}
    if element.tag == "a" and named.get("role") == "button":
        del named["role"]  # A link of ours stays a link to a screen reader, because the space bar does not press it.
    after = " ".join((element.tail or "").split())
    return [(element.tag, tuple(sorted(named.items())), tuple(inside)), *([after] if after else [])]
