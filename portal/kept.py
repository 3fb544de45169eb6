"""Where a journey's answers wait: the key to them, in the session and again in each form."""

from typing import Any

from flask import request, session
from itsdangerous import BadSignature, URLSafeSerializer

from portal import journey
from shared.casework import drafts
from shared.charter.vocabulary import Kind
from shared.web.council import settings
from shared.web.now import now
from shared.web.unit_of_work import db


class Kept:
    """One journey: its key and its answers so far.

    The form's own copy of the key counts first, so that two journeys in two windows stay two, and so that a lost
    session loses nothing. Whoever holds the signed key was given it by us.
    """

    def __init__(self) -> None:
        known = _unsigned(request.form.get("draft", "")) or session.get("draft")
        self.key: str = known or drafts.new_key()
        self.answers: dict[str, Any] = drafts.answers(db(), known, to_change=request.method == "POST") if known else {}
        asked = request.args.get("kind")
        if request.method == "GET" and self.sent and (asked or request.path.endswith("/kind")):
            self.key, self.answers = drafts.new_key(), {}  # that one is sent: whoever begins again begins anew
        if asked in list(Kind) and not self.sent:
            self.answers["kind"] = asked

    @property
    def sent(self) -> str | None:
        """The address of the page of what became of it, once it was sent."""
        return self.answers.get("sent")

    @property
    def signed(self) -> str:
        """The key, for the form's own copy."""
        return str(_serializer().dumps(self.key))

    def keep(self, given: dict[str, Any]) -> None:
        """Keep these answers with the ones before, and let the session find them again."""
        kind = journey.kind_of(self.answers)
        self.answers = {**self.answers, **given}
        drafts.keep(db(), self.key, {**({"kind": kind.value} if kind else {}), **given}, at=now())
        session["draft"] = self.key

    def became(self, page: str) -> None:
        """It was sent; from now on the key leads to its page."""
        drafts.became(db(), self.key, page, at=now())


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(settings().secret_key, salt="draft")


def _unsigned(signed: str) -> str | None:
    try:
        return str(_serializer().loads(signed)) if signed else None
    except BadSignature:
        return None
