"""Somebody who visits the application from within this process, with a stopwatch around it."""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from time import perf_counter, thread_time
from typing import Any, Self

from sqlalchemy import Engine, event

#: What a browser fetches by itself for a page.
_FETCHED = re.compile(r'<(?:link|script|img)\b[^>]*?\s(?:href|src)="(/[^"]+)"')
_HIDDEN = re.compile(r'<input\b[^>]*\btype="hidden"[^>]*>')
_NAME, _VALUE = re.compile(r'\bname="([^"]*)"'), re.compile(r'\bvalue="([^"]*)"')
_NO_QUESTION = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


@dataclass(frozen=True)
class Visit:
    """One answer: seconds of server time, statements sent to the database, bytes over the wire, status (0: none).

    `working` is the part of the seconds in which the processor worked for us: a busy machine does not change it.
    """

    seconds: float
    working: float
    statements: int
    wire: int
    status: int


class Stopwatch:
    """Stands around a WSGI application and a database: how long, and how many statements, the last request took."""

    def __init__(self, application: Any, engine: Engine) -> None:
        self.seconds, self.working, self.statements = 0.0, 0.0, 0
        self._began, self._worked = 0.0, 0.0
        self._application = application
        event.listen(engine, "before_cursor_execute", self._count)

    def __call__(self, environ: Any, start_response: Any) -> Iterable[bytes]:
        with self:
            answer = self._application(environ, start_response)
            try:
                return [b"".join(answer)]
            finally:
                getattr(answer, "close", lambda: None)()

    def __enter__(self) -> Self:
        """Begin anew."""
        self.statements, self._began, self._worked = 0, perf_counter(), thread_time()
        return self

    def __exit__(self, *_: object) -> None:
        self.seconds, self.working = perf_counter() - self._began, thread_time() - self._worked

    def visit(self, wire: int = 0, status: int = 0) -> Visit:
        """What it shows of the last one."""
        return Visit(self.seconds, self.working, self.statements, wire, status)

    def _count(self, connection: Any, cursor: Any, statement: str, *_: Any) -> None:
        self.statements += not statement.startswith(_NO_QUESTION)


class Visitor:
    """One browser: its own cookies. `measured` asks are compressed with Brotli, as browsers ask for them."""

    def __init__(self, application: Any, stopwatch: Stopwatch) -> None:
        self._client, self._stopwatch = application.test_client(), stopwatch

    def get(self, address: str) -> Visit:
        """Ask for a page."""
        return self._visit("GET", address, None)

    def post(self, address: str, **answers: str) -> Visit:
        """Send a form whose hidden fields were read with `hidden` before."""
        return self._visit("POST", address, answers)

    def page(self, address: str) -> str:
        """A page as text, uncompressed and not measured."""
        return str(self._client.get(address, follow_redirects=True).get_data(as_text=True))

    def hidden(self, address: str) -> dict[str, str]:
        """What the hidden fields of that page hold."""
        found: dict[str, str] = {}
        for field in _HIDDEN.findall(self.page(address)):
            name, value = _NAME.search(field), _VALUE.search(field)
            if name:
                found[name[1]] = html.unescape(value[1]) if value else ""
        return found

    def with_everything(self, address: str) -> int:
        """Bytes over the wire of a first visit: the page and every file that a browser fetches for it."""
        files = set(_FETCHED.findall(self.page(address)))
        return sum(self.get(html.unescape(one)).wire for one in (address, *sorted(files)))

    def _visit(self, method: str, address: str, answers: dict[str, str] | None) -> Visit:
        headers = {"Accept-Encoding": "br"}
        response = self._client.open(address, method=method, data=answers, headers=headers)
        return self._stopwatch.visit(len(response.get_data()), response.status_code)
