"""Every page of both sites: which there are, by the application's own addresses, and where each is to be seen."""

import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import unescape
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter, RequestRedirect, Rule

from portal.journey import NAMES
from shared.charter.workflow import Step
from shared.models.incidents import Judged
from tests.journeys.crawling import choices
from tests.page import Page as Markup

_LINK = re.compile(r'(?:href|action|data-hx-get)="(/[^"#]*)')
#: What changes who is asking, forgets what they began, or is no page of ours.
_LEAVE = re.compile(r"^/(static|office/sign-out|language|leave)\b")
#: A step on a case is asked for as a part: the page around it is that of the case, which is read by itself.
_STEPS = {
    f"backoffice.{step.name.lower()}": f"/office/cases/<reference>/{step.value}"
    for step in Step
    if step is not Step.DECIDE  # it has a page of its own
}
#: What an address names by a word that is no `any(…)` in its rule: each word is a page of its own.
_QUESTIONS = [one for one in NAMES if one not in ("files", "proof")]  # those two have a rule of their own
_WORDS: Mapping[tuple[str, str], Sequence[str]] = {
    ("portal.question", "name"): _QUESTIONS,
    ("portal.answer", "name"): _QUESTIONS,
    ("backoffice.judge_incident", "what"): list(Judged),
}


@dataclass(frozen=True)
class Page:
    """One page: its name, an address at which it is, who sees it there, what they were sent; or a step on a case."""

    name: str
    address: str
    who: str
    html: str = ""
    is_step: bool = False


def names(app: Flask, method: str = "GET") -> dict[str, Rule]:
    """Every page that can be asked for, by its endpoint and what is chosen in its address."""
    found: dict[str, Rule] = {}
    for rule in app.url_map.iter_rules():
        if method in (rule.methods or ()) and rule.endpoint != "static":
            found.update(dict.fromkeys(_each_choice(app, rule), rule))
    return found


def _each_choice(app: Flask, rule: Rule) -> Iterator[str]:
    words = next((offered for name in sorted(rule.arguments) if (offered := _offered(rule, name))), None)
    named = _named(app, rule)
    yield from (f"{named} {word}" for word in words) if words else [named]


def _offered(rule: Rule, name: str) -> Sequence[str]:
    return choices(rule.rule, name) or _WORDS.get((rule.endpoint, name), ())


def _named(app: Flask, rule: Rule) -> str:
    """The endpoint; and where it has two addresses, what the longer one names besides."""
    others = [one.arguments for one in app.url_map.iter_rules(rule.endpoint) if one.methods == rule.methods]
    more = {one for one in rule.arguments if not all(one in other for other in others)}
    return " ".join([rule.endpoint, *(f"<{one}>" for one in sorted(more))])


def is_step(rule: Rule) -> bool:
    """Does it stand on the page of a case?"""
    return _STEPS.get(rule.endpoint) == rule.rule.replace("<string:", "<")


def name_of(app: Flask, place: MapAdapter, address: str, method: str = "GET") -> str:
    """Which page is at this address; empty where there is none."""
    try:
        rule, given = place.match(urlsplit(address).path, method, return_rule=True)
    except (HTTPException, RequestRedirect):
        return ""
    word = next((given[one] for one in sorted(rule.arguments) if _offered(rule, one)), "")
    return f"{_named(app, rule)} {word}".strip()


def found(
    app: Flask,
    browsers: Mapping[str, FlaskClient],
    shown: Mapping[str, Sequence[str]],
    tried: Mapping[str, Sequence[str]],
) -> dict[str, Page]:
    """Every page that somebody comes to: all that is `shown` to them; from there along each link to a page not met yet.

    What is `tried` stands on no page, and is looked at where its page was not met yet.
    """
    place, pages, known = app.url_map.bind("localhost"), dict[str, Page](), names(app)
    alone = [rule.rule for rule in known.values() if not rule.arguments]
    for who, browser in browsers.items():
        first = set(shown.get(who, ()))
        ahead, seen = deque([*tried.get(who, ()), *shown.get(who, ()), *alone]), set[str]()
        while ahead:
            address = ahead.popleft()
            name = name_of(app, place, address)
            met = name in pages and address not in first
            if name not in known or met or address in seen or _LEAVE.match(address):
                continue
            seen.add(address)
            ahead += _looked_at(browser, Page(name, address, who, is_step=is_step(known[name])), pages)
    return pages


def _looked_at(browser: FlaskClient, page: Page, pages: dict[str, Page]) -> list[str]:
    """Keeps the page where it is one; the addresses to which it leads."""
    answer = FlaskClient.open(browser, page.address, headers={"HX-Request": "true"} if page.is_step else {})
    if 300 <= answer.status_code < 400:
        return [answer.headers["Location"]]
    if answer.status_code != 200 or answer.mimetype != "text/html":
        return []
    html = answer.get_data(as_text=True)
    pages.setdefault(page.name, replace(page, html=html, is_step=page.is_step and ' id="step"' in html))
    return [unescape(link) for link in _LINK.findall(html)]


@dataclass(frozen=True)
class Form:
    """A form with something to fill in: where it is sent, the page on which it is, and what it holds before that."""

    name: str
    action: str
    page: Page
    empty: Sequence[tuple[str, str]]


def forms(app: Flask, pages: Mapping[str, Page]) -> dict[str, Form]:
    """Every form in which somebody writes or chooses something, by the name of where it is sent.

    Customers and whoever speaks for them fill in the same ones: they are looked at once.
    """
    place, known = app.url_map.bind("localhost"), dict[str, Form]()
    for page in pages.values():
        for form in Markup(page.html, page.address).all("form"):
            action = form.get("action", page.address)
            if form.get("method", "get").lower() == "post" and any(map(_is_filled_in, form.iter())):
                name = name_of(app, place, action, "POST").removesuffix(" for").removesuffix(" track")
                known.setdefault(name, Form(name, action, page, list(_sent_empty(form))))
    return known


def _is_filled_in(field: Element) -> bool:
    never = ("hidden", "submit", "button", "file")
    return field.tag in ("textarea", "select") or (field.tag == "input" and field.get("type") not in never)


def _sent_empty(form: Element) -> Iterator[tuple[str, str]]:
    """What a browser sends of this form when every field in it was emptied."""
    for field in form.iter():
        if field.tag not in ("input", "textarea"):
            continue
        if field.get("type") == "hidden":
            yield field.get("name", ""), field.get("value", "")
        elif field.get("type") not in ("submit", "button", "file", "radio", "checkbox"):
            yield field.get("name", ""), ""
