"""Flask's test client, which checks each page it is given and each change that a request leaves behind."""

from typing import Any
from urllib.parse import urljoin

from flask import Response, g, request
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import event
from sqlalchemy.orm import Session, UOWTransaction
from werkzeug.test import TestResponse

from shared.models.staff import Staff
from tests.page import check_page


def notice_changes(response: Response) -> Response:
    """Before the transaction of a request that only asks is undone: what did it change?"""
    if "db" in g and request.method in ("GET", "HEAD"):
        g.db.flush()
    return response


class CheckingClient(FlaskClient):
    """As Flask's own, and: posts carry the hidden token, pages are checked, nothing stays uncommitted."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        with _Watch() as watch:
            response = super().open(*args, **kwargs)
            response.get_data()  # a page is rendered to its end before it is judged
        where = urljoin("http://localhost", response.request.path)
        assert response.status_code < 500, f"{where} answered {response.status_code}."
        if response.status_code < 400:
            assert not watch.unkept, f"{where} changed {', '.join(watch.unkept)} and did not commit it."
        if response.mimetype == "text/html" and not 300 <= response.status_code < 400:
            asked_for_part = "HX-Request" in response.request.headers
            html = response.get_data(as_text=True)
            check_page(html, where, response.status_code, part=asked_for_part and "<html" not in html)
        return response

    def post(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Sends a form; pass `data={"csrf_token": ""}` to send it without its token."""
        if "json" not in kwargs:
            kwargs["data"] = {"csrf_token": self.token(), **(kwargs.get("data") or {})}
        return super().post(*args, **kwargs)

    def sign_in(self, staff: Staff) -> None:
        """As that member of staff from now on, without the page for it."""
        with self.session_transaction() as kept:
            kept["_user_id"], kept["_fresh"] = staff.session_key, True

    def token(self) -> str:
        """What the hidden field of a form would hold now."""
        with self.session_transaction() as kept:
            proof = kept.setdefault("csrf_token", "0" * 40)
        return str(URLSafeTimedSerializer(self.application.secret_key or "", salt="wtf-csrf-token").dumps(proof))


class _Watch:
    """Notices what was written to the database and then not committed."""

    def __init__(self) -> None:
        self._flushed: dict[int, set[str]] = {}

    def __enter__(self) -> "_Watch":
        event.listen(Session, "after_flush", self._flush)
        event.listen(Session, "after_commit", self._settled)
        return self

    def __exit__(self, *_: object) -> None:
        event.remove(Session, "after_flush", self._flush)
        event.remove(Session, "after_commit", self._settled)

    @property
    def unkept(self) -> list[str]:
        return sorted(name for names in self._flushed.values() for name in names)

    def _flush(self, session: Session, _: UOWTransaction) -> None:
        changed = {type(one).__name__ for one in (*session.new, *session.dirty, *session.deleted)}
        self._flushed.setdefault(id(session), set()).update(changed)

    def _settled(self, session: Session) -> None:
        self._flushed.pop(id(session), None)
