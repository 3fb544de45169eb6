"""What somebody sees when something went wrong: plain words, never a stack trace."""

from flask import Flask, Response, current_app, request, url_for
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, InternalServerError

from shared.web.council import settings
from shared.web.pages import show, wants_part
from shared.web.typed import page_again, typed
from shared.web.unit_of_work import db

_PAGES = frozenset({400, 403, 404, 405, 409, 413, 429, 500})


def init_app(app: Flask) -> None:
    """Answer every error of both sites with a page of ours."""
    app.register_error_handler(CSRFError, _page_was_open_too_long)
    app.register_error_handler(HTTPException, _say_it_plainly)
    app.register_error_handler(StaleDataError, _two_at_once)
    app.register_error_handler(Exception, _our_fault)


def _page_was_open_too_long(error: CSRFError) -> Response:
    return expired(400)


def expired(status: int) -> Response:
    """The form came too late: nothing is saved, what was typed is given back, and how to go on is said."""
    words = typed()
    # Another language is another page, on which the words would be gone.
    kept: dict[str, object] = {"typed": words, "languages": []} if words else {}
    return _page("expired", status, again=page_again(), **kept)


def _say_it_plainly(error: HTTPException) -> Response:
    if error.response is not None and error.code is None:
        return error.response  # type: ignore[return-value]
    code = error.code or 500
    if 300 <= code < 400:
        return error.get_response()  # type: ignore[return-value]
    page = code if code in _PAGES else 400 if code < 500 else 500
    response = _page(str(page), code, public="portal" in settings().parts)
    retry = getattr(error, "retry_after", None)
    if retry:
        response.headers["Retry-After"] = str(retry)
    return response


def _two_at_once(error: StaleDataError) -> Response:
    """Two people saved one case in the same instant; the database let one of them through."""
    return _page("409", 409)


def _our_fault(error: Exception) -> Response:
    current_app.logger.exception("An answer failed")
    return _say_it_plainly(InternalServerError())


def _page(name: str, status: int, **context: object) -> Response:
    """The page of this error, in the frame of the site where it happened.

    The frame for staff asks the database who they are. Where that fails too, the page comes without any frame.
    """
    page = f"errors/{name}.html"
    try:
        return show(page, page, status=status, office=_among_staff(), **context)
    except Exception:
        current_app.logger.exception("An error could not be shown in its frame")
        return show(page, page, status=status, office=False, **context)


def _among_staff() -> bool:
    """Did it happen on a page for staff, to somebody who is signed in?"""
    if wants_part() or "backoffice" not in settings().parts:
        return False
    if not request.path.startswith(url_for("backoffice.worklist")):
        return False
    db().rollback()  # what went wrong may have broken the transaction
    return bool(current_user.is_authenticated)
