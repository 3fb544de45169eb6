"""The server is killed while five hundred people send: whoever was told that we have it is in the cases, once."""

import http.client
import re
import sqlite3
import threading
import urllib.parse
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.worker.running import answers, bywhen, free_port, kill_group, running

PEOPLE = 500
AT_ONCE = 16
#: The server is killed when so many have been told.
MIDDLE = 200


@dataclass
class Visitor:
    """Somebody at a browser: their words, their cookie, the form's token, and the reference that they were told."""

    words: str
    cookie: str = ""
    token: str = ""
    seen: str = ""
    told: str = ""

    def open_the_form(self, http: http.client.HTTPConnection) -> None:
        """What everybody's browser does first; the answers get their own key when the first one is kept."""
        page = self._ask(http, "GET", "/tell-us/words?kind=adjustment")
        found = re.search(r'name="csrf_token"[^>]*value="([^"]*)"', page)
        assert found, "The form has no token."
        self.token = found[1]

    def answer_everything(self, http: http.client.HTTPConnection) -> None:
        """The shortest whole journey: what they need, and who they are. All that is left is to press send."""
        self._ask(http, "POST", "/tell-us/words?kind=adjustment&whom=myself", words=self.words)
        self._ask(http, "POST", "/tell-us/reach", reach="email")
        self._ask(http, "POST", "/tell-us/who", name="Morag MacLeod", email="morag@customer.example")
        self._ask(http, "POST", "/tell-us/how", format="standard", language="en")
        found = re.search(r'name="seen"[^>]*value="([^"]*)"', self._ask(http, "GET", "/tell-us/check"))
        assert found, "The form does not say which answers it shows."
        self.seen = found[1]

    def send(self, http: http.client.HTTPConnection) -> None:
        """Press send, as often as it takes: the answers stay the same."""
        self.told = reference_in(self._ask(http, "POST", "/tell-us/check", seen=self.seen))

    def _ask(self, http: http.client.HTTPConnection, method: str, path: str, **said: str) -> str:
        """Ask for a page, which is given back; or send a form: then it is where we are sent."""
        body = urllib.parse.urlencode({"csrf_token": self.token, **said}) if method == "POST" else None
        http.request(method, path, body, {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"})
        answer = http.getresponse()
        page = answer.read().decode()
        assert answer.status in (200, 303), f"{method} {path}: {answer.status}"
        for told in answer.headers.get_all("Set-Cookie", []):
            self.cookie = told.split(";")[0]
        return page if method == "GET" else answer.headers.get("Location", "")


def reference_in(address: str) -> str:
    """The reference in the address of the page that says: we have it."""
    found = re.search(r"/track/([^/]+)/[^/]+/sent$", address)
    assert found, f"Sent to {address!r}, which is not the page that says that we have it."
    return found[1]


class Crowd:
    """Some of them at a time, each over a line of their own that is kept open."""

    def __init__(self, port: int) -> None:
        self.port, self._own = port, threading.local()
        self._lines: list[http.client.HTTPConnection] = []

    def all(self, what: str, people: Iterable[Visitor], when_told: threading.Event | None = None) -> None:
        """Everybody does it. A line that breaks is their bad luck; `when_told` is set when enough were told."""
        people = list(people)
        told = iter(range(1, len(people) + 1))

        def one(visitor: Visitor) -> None:
            with suppress(OSError, http.client.HTTPException):
                self._do(what, visitor)
                if next(told) >= MIDDLE and when_told:
                    when_told.set()

        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(one, people))
        for line in self._lines:
            line.close()

    def _do(self, what: str, visitor: Visitor) -> None:
        if not hasattr(self._own, "line"):
            self._own.line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
            self._lines.append(self._own.line)
        try:
            getattr(visitor, what)(self._own.line)
        except BaseException:
            self._own.line.close()  # it opens itself again for the next one
            raise


def kept(database: Path) -> dict[str, list[str]]:
    """The references of the cases, by the words that opened them."""
    found: dict[str, list[str]] = {}
    with sqlite3.connect(database) as connection:
        for words, reference in connection.execute("SELECT words, reference FROM cases"):
            found.setdefault(words, []).append(reference)
    connection.close()
    return found


@pytest.mark.clause("CH-1")
def test_a_server_killed_amid_five_hundred_sends_loses_nobody_and_doubles_nobody(tmp_path: Path) -> None:
    port, settings = free_port(), {"BYWHEN_DATA": str(tmp_path)}
    crowd, somebody = Crowd(port), Visitor("")
    assert bywhen("upgrade", settings=settings)[0] == 0
    with running("serve", "--port", str(port), settings=settings) as server:
        answers(f"http://127.0.0.1:{port}")
        crowd.all("open_the_form", [somebody])
        people = [replace(somebody, words=f"I need large print, says person {number}.") for number in range(PEOPLE)]
        crowd.all("answer_everything", people)
        enough = threading.Event()
        sending = threading.Thread(target=crowd.all, args=("send", people, enough))
        sending.start()
        assert enough.wait(120), "Nobody was told in time."
        kill_group(server)
        sending.join(120)
    told_before = {visitor.words: visitor.told for visitor in people if visitor.told}
    assert MIDDLE <= len(told_before) < PEOPLE, "killed in the middle"

    in_the_cases = kept(tmp_path / "bywhen.db")
    assert {words: [reference] for words, reference in told_before.items()}.items() <= in_the_cases.items()

    with running("serve", "--port", str(port), settings=settings):
        answers(f"http://127.0.0.1:{port}")
        Crowd(port).all("send", [visitor for visitor in people if not visitor.told])
    in_the_cases = kept(tmp_path / "bywhen.db")
    assert {visitor.words: [visitor.told] for visitor in people} == in_the_cases, "everybody once, as they were told"
    assert Counter(map(len, in_the_cases.values())) == {1: PEOPLE}
