"""Somebody without a browser who does what a visitor with one does: reads, fills in, presses."""

from collections.abc import Callable
from typing import Protocol
from urllib.parse import urlencode, urljoin, urlsplit
from xml.etree.ElementTree import Element

from werkzeug.test import TestResponse

from tests.client import CheckingClient
from tests.page import Page, words_of

WRITTEN_IN = ("input", "select", "textarea")
NEVER_SENT = ("submit", "button", "image", "reset", "file")


class Walker(Protocol):
    """What residents and officers need of whoever walks through pages for them: a browser, or a reader."""

    def visit(self, path: str) -> "Walker": ...
    def fill_in(self, label: str, words: str) -> "Walker": ...
    def choose(self, label: str, of: str | None = None) -> "Walker": ...
    def press(self, name: str) -> "Walker": ...
    def sees(self, *words: str) -> "Walker": ...
    def does_not_see(self, *words: str) -> "Walker": ...

    @property
    def text(self) -> str: ...
    @property
    def path(self) -> str: ...
    @property
    def heading(self) -> str: ...


class Reader:
    """One person, with cookies of their own, by Flask's client: a hundred times as quick as a browser."""

    status: int
    path: str

    def __init__(self, client: CheckingClient) -> None:
        self._client = client

    # What she does.

    def visit(self, path: str) -> "Reader":
        """Goes to an address of ours, in part or whole, and wherever that leads."""
        parts = urlsplit(path)
        return self._look(
            self._client.get(parts.path + (f"?{parts.query}" if parts.query else ""), follow_redirects=True)
        )

    def fill_in(self, label: str, words: str) -> "Reader":
        """Writes into the field with this label."""
        self._written[id(self._field(label))] = words
        return self

    def choose(self, label: str, of: str | None = None) -> "Reader":
        """Ticks the radio or box with this label; with `of`, picks the option from the list called so."""
        if of is None:
            field = self._field(label)
            name = field.get("name")
            same = [one for one in self._page.all("input") if one.get("name") == name and one.get("type") == "radio"]
            self._written.update({id(one): None for one in same})
            self._written[id(field)] = field.get("value", "on")
        else:
            options = {words_of(option): option.get("value", "") for option in self._field(of).iter("option")}
            assert label in options, f'"{of}" does not offer "{label}", but {list(options)}.'
            self._written[id(self._field(of))] = options[label]
        return self

    def press(self, name: str) -> "Reader":
        """Presses the button, follows the link or opens the details with this name."""
        pressed = self._named([*self._page.all("button"), *self._page.all("a", "summary")], name)
        if pressed.tag == "summary":
            return self  # what it holds can be read already
        if pressed.tag == "a":
            return self.visit(urljoin(self.path, pressed.get("href", "")))
        return self._send(next(one for one in self._page.around(pressed) if one.tag == "form"), pressed)

    # What she finds.

    def sees(self, *words: str) -> "Reader":
        """Each of the words can be read on the page, details included."""
        for one in words:
            assert " ".join(one.split()) in self.text, f'"{one}" cannot be read at {self.path}:\n{self.text[:1800]}'
        return self

    def does_not_see(self, *words: str) -> "Reader":
        """None of them can."""
        for one in words:
            assert " ".join(one.split()) not in self.text, f'"{one}" can be read at {self.path}.'
        return self

    @property
    def text(self) -> str:
        """What can be read on the page, white space made single; a full stop stands by its word, as people see it."""
        return words_of(self._page.all("body")[0]).replace(" .", ".").replace(" ,", ",")

    @property
    def heading(self) -> str:
        """The page's heading."""
        return words_of(self._page.all("h1")[0])

    # How it is done.

    def _look(self, response: TestResponse) -> "Reader":
        self.status, self.path = response.status_code, response.request.path
        self._page = Page(response.get_data(as_text=True), self.path)
        self._written: dict[int, str | None] = {}
        return self

    def _field(self, label: str) -> Element:
        found = self._named(self._page.all("label"), label)
        return next(one for one in self._page.all(*WRITTEN_IN) if one.get("id") == found.get("for"))

    def _named(self, elements: list[Element], name: str) -> Element:
        """The one with just this name; else the first that begins so; else the first that holds it."""
        fits: tuple[Callable[[str], bool], ...] = (
            lambda words: words == name,
            lambda words: words.startswith(name),
            lambda words: name in words,
        )
        found = [one for fit in fits for one in elements if fit(words_of(one))]
        assert found, f'Nothing is called "{name}" at {self.path}:\n{self.text[:1800]}'
        return found[0]

    def _send(self, form: Element, button: Element) -> "Reader":
        inside = [one for one in self._page.all(*WRITTEN_IN) if form in list(self._page.around(one))]
        answers = [(one.get("name", ""), value) for one in inside if (value := self._value(one)) is not None]
        if button.get("name"):
            answers.append((button.get("name", ""), button.get("value", "")))
        where = urljoin(self.path, form.get("action", ""))
        if form.get("method", "get").lower() == "get":
            return self.visit(f"{where}?{urlencode(answers)}")
        data: dict[str, list[str]] = {}
        for name, value in answers:
            data.setdefault(name, []).append(value)
        return self._look(self._client.post(where, data=data, follow_redirects=True))

    def _value(self, field: Element) -> str | None:
        """What a browser would send of this field, or None where it would send nothing."""
        if field.get("type") in NEVER_SENT or "disabled" in field.attrib:
            return None
        if id(field) in self._written:
            return self._written[id(field)]
        if field.tag == "textarea":
            return (field.text or "").removeprefix("\n")
        if field.tag == "select":
            options = list(field.iter("option"))
            chosen = next((one for one in options if "selected" in one.attrib), options[0])
            return chosen.get("value", "")
        if field.get("type") in ("radio", "checkbox"):
            return field.get("value", "on") if "checked" in field.attrib else None
        return field.get("value", "")
