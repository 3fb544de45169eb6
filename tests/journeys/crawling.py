"""Every page that somebody can come to: from each address with what is known in its place, and along each link."""

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from tests.journeys.planted import EVERY, SIGN

_LINK = re.compile(r'(?:href|action|data-hx-get)="(/[^"#]*)')
#: What changes who is asking, or is the same for all.
_LEAVE = re.compile(r"^/(static|office/sign-out|language|brand|assets)")
#: A step on a case: asked for as a part, because the whole page is that of the case, which is read by itself.
_STEP = re.compile(r"^/office/cases/[^/?]+/[^/?]+")
#: Rows are tried up to this number in each table: nothing is planted in more.
ROWS = 2


def addresses(app: Flask, known: Mapping[str, Iterable[str]], *, office: bool) -> Iterator[str]:
    """Every address that can be asked for, with each known thing where it names one."""
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.rule.startswith("/office") is office and not _LEAVE.match(rule.rule):
            yield from _filled(app, rule, known)


def _filled(app: Flask, rule: Rule, known: Mapping[str, Iterable[str]]) -> Iterator[str]:
    paths = [rule.rule]
    for name in rule.arguments:
        pattern = re.compile(r"<(?:[^<>]*:)?" + name + ">")
        values = list(known.get(name, ()) or choices(rule.rule, name) or map(str, range(1, ROWS + 1)))
        paths = [pattern.sub(value, path) for path in paths for value in values]
    yield from (path for path in paths if "<" not in path)


def choices(rule: str, name: str) -> list[str]:
    """The words that an address offers in one place, such as `any(open, close):way`."""
    found = re.search(r"<any\(([^)]*)\):" + name + ">", rule)
    return [word.strip().strip("'\"") for word in found[1].split(",")] if found else []


def followed(client: FlaskClient, start: Iterable[str]) -> dict[str, str]:
    """Every page, errors among them, that whoever holds this browser comes to, with its text."""
    pages: dict[str, str] = {}
    ahead = list(start)
    while ahead:
        path = ahead.pop()
        if path in pages or _LEAVE.match(path):
            continue
        with client.open(path, headers={"HX-Request": "true"} if _STEP.match(path) else {}) as answer:
            pages[path] = answer.get_data().decode("utf-8", "replace")
            assert answer.status_code < 500, f"{path} answered {answer.status_code}"
            if answer.mimetype == "text/html":
                ahead += {unescape(link) for link in _LINK.findall(pages[path])} - pages.keys()
            if 300 <= answer.status_code < 400:
                ahead.append(answer.headers["Location"])
    return pages


def found_by(client: FlaskClient, start: Iterable[str]) -> dict[str, set[str]]:
    """Which planted word stands on which of those pages."""
    pages = {path: page for path, page in followed(client, start).items() if SIGN in page}
    return {mark: {path for path, page in pages.items() if mark in page} for mark in EVERY}
