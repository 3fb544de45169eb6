"""Where a journey's answers wait: the key to them, in the session and again in each form."""

import hashlib
import json
from typing import Any

from flask import request, session
from itsdangerous import BadSignature, URLSafeSerializer

from portal.journey import UNFINISHED
from shared.casework import drafts
from shared.charter.vocabulary import Kind, OnBehalf
from shared.web.council import settings
from shared.web.language import language
from shared.web.now import now
from shared.web.unit_of_work import db

#: More windows than anybody keeps open; the session's cookie has room for them.
_REMEMBERED = 5


class Kept:
    """One journey: its key and its answers so far.

    The form's own copy of the key counts first, so that two journeys in two windows stay two, and so that a lost
    session loses nothing. Whoever holds the signed key was given it by us. An address carries only a mark, which
    opens nothing without the session that it was made in.
    """

    def __init__(self) -> None:
        known = _unsigned(request.form.get("draft", "")) or _remembered(request.args.get("draft"))
        self.key: str = known or drafts.new_key()
        self.answers: dict[str, Any] = drafts.answers(db(), known, to_change=request.method == "POST") if known else {}
        asked = request.args.get("kind")
        if request.method == "GET" and self._left_behind_by(asked):
            self.key, self.answers = drafts.new_key(), {}
        if asked in list(Kind) and not self.sent:
            self.answers["kind"] = asked
            self._begin_with(request.args.get("whom"))

    @classmethod
    def begun(cls, known: dict[str, Any]) -> "Kept":
        """A new journey of which so much is known already, whatever else this session has begun."""
        kept = cls()
        kept.key, kept.answers = drafts.new_key(), {}
        kept.keep(known)
        return kept

    def _begin_with(self, whom: str | None) -> None:
        """Whom it is for, where that was chosen on the start page together with the kind."""
        if whom in list(OnBehalf):
            self.answers["whom"] = whom

    def _left_behind_by(self, asked: str | None) -> bool:
        """Does whoever opens this page begin anew? After sending, or because they say so; or with another kind."""
        if "new" in request.args:
            return True
        if self.sent:
            return bool(asked) or request.path.endswith("/kind")
        other = asked in list(Kind) and asked != self.answers.get("kind")
        return other and bool(self.answers) and not request.args.get("change")

    @property
    def sent(self) -> str | None:
        """The address of the page of what became of it, once it was sent."""
        return self.answers.get("sent")

    @property
    def signed(self) -> str:
        """The key, for the form's own copy."""
        return str(_serializer().dumps(self.key))

    @property
    def mark(self) -> str:
        """Which of the session's journeys this is, for addresses."""
        return mark_of(self.key)

    @property
    def seen(self) -> str:
        """A fingerprint of the answers, so that nothing is sent that was not shown."""
        return hashlib.sha256(json.dumps(self.answers, sort_keys=True).encode()).hexdigest()

    def shown(self, name: str) -> dict[str, Any]:
        """What the form of one question is filled in with: the answers, and what was typed there and kept for later."""
        return {**self.answers, **self.answers.get(UNFINISHED, {}).get(name, {})}

    def keep(self, given: dict[str, Any], name: str = "") -> None:
        """Keep these answers with the ones before, and let the session find them again. `name` is what was answered."""
        unfinished = self.answers.get(UNFINISHED, {})
        if name in unfinished:
            given = {**given, UNFINISHED: {one: typed for one, typed in unfinished.items() if one != name}}
        chosen: dict[str, Any] = {name: self.answers[name] for name in ("kind", "whom") if name in self.answers}
        self.answers = {**self.answers, **given}
        drafts.keep(db(), self.key, {**chosen, **given}, at=now(), language=language())
        remember(self.key)

    def keep_unfinished(self, name: str, typed: dict[str, Any]) -> None:
        """Keep what was typed into this question, whether or not it will do: somebody may be in the middle of it."""
        typed = {field: words for field, words in typed.items() if words}
        self.keep({UNFINISHED: {**self.answers.get(UNFINISHED, {}), name: typed}} if typed else {})

    def became(self, page: str) -> None:
        """It was sent; from now on the key leads to its page."""
        drafts.became(db(), self.key, page, at=now())


def mark_of(key: str) -> str:
    """Which of the session's journeys has this key, for addresses."""
    return hashlib.sha256(key.encode()).hexdigest()[:12]


def remember(key: str) -> None:
    """From now on this session finds that journey, first of all it knows."""
    session["drafts"] = [key, *(one for one in session.get("drafts", []) if one != key)][:_REMEMBERED]


def remembers(key: str) -> bool:
    """Does this session know that journey already?"""
    return key in session.get("drafts", [])


def unsent() -> list[tuple[str, dict[str, Any]]]:
    """The journeys of this session that hold an answer and were not sent, the latest first; each with its key."""
    found = [(key, drafts.answers(db(), key)) for key in session.get("drafts", [])]
    return [(key, known) for key, known in found if known.keys() - {"kind", "whom"} and "sent" not in known]


def forget_all() -> None:
    """From now on this session finds no journey: whoever sits here next does not either."""
    session.pop("drafts", None)


def _remembered(mark: str | None) -> str | None:
    """The session's journey with this mark; without a mark the one that was written in last."""
    known: list[str] = session.get("drafts", [])
    return next((key for key in known if not mark or mark_of(key) == mark), None)


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(settings().secret_key, salt="draft")


def _unsigned(signed: str) -> str | None:
    try:
        return str(_serializer().loads(signed)) if signed else None
    except BadSignature:
        return None
