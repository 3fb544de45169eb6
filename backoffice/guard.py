"""Nobody enters the back office without signing in, and nobody does there what their role may not."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from flask import abort, current_app, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from backoffice.blueprint import blueprint
from shared.casework import finding
from shared.charter.access import Right
from shared.models.cases import Case
from shared.models.readings import Read
from shared.models.staff import Staff
from shared.web.council import charter
from shared.web.errors import expired
from shared.web.pages import sent_to
from shared.web.read_record import opened
from shared.web.typed import typed
from shared.web.unit_of_work import db

View = TypeVar("View", bound=Callable[..., Any])

#: What a view says of itself when it needs no right: open to the street, or to whoever has signed in.
ANYBODY = "anybody"
ANY_STAFF = "any-staff"
#: How an address names a row: no number is too large for the database to look for.
NUMBER = "int(max=2147483647)"


def may(*rights: Right) -> Callable[[View], View]:
    """Only for roles that the table gives one of these rights; everybody else is answered 403.

    The view says so of itself in `__right__`, where a test, and the door below, look for it.
    """

    def marked(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            if not any(me().may(right) for right in rights):
                abort(403)
            return view(*args, **kwargs)

        guarded.__right__ = rights  # type: ignore[attr-defined]
        return cast(View, guarded)

    return marked


def any_staff(view: View) -> View:
    """For whoever has signed in, in any role."""
    view.__right__ = ANY_STAFF  # type: ignore[attr-defined]
    return view


def anybody(view: View) -> View:
    """For whoever comes from the street: the sign-in page."""
    view.__right__ = ANYBODY  # type: ignore[attr-defined]
    return view


@blueprint.before_request
def door() -> Response | None:
    """Closed by default: a view that does not say for whom it is stays shut to all."""
    view = current_app.view_functions[request.endpoint or ""]
    right = getattr(view, "__right__", None)
    if right == ANYBODY:
        return None
    if not current_user.is_authenticated:
        # Sent on to the door, the words of a form would be lost.
        if request.method == "POST" and typed():
            return expired(401)
        return sent_to(url_for("backoffice.signin", next=_here()))
    if right is None:
        abort(403)
    return None


def _here() -> str | None:
    """The page to come back to after signing in: what was asked for, or the page that a part belongs to."""
    if request.method == "GET" and "HX-Request" not in request.headers:
        return request.full_path.rstrip("?")
    return None


def me() -> Staff:
    """Whoever is signed in, as casework wants them."""
    return cast(Staff, current_user.staff)


def case_or_404(reference: str, *, to_change: bool = False) -> Case:
    """The case of that reference, if this person may see it; whether it exists is told to nobody else.

    `to_change` holds it until this request is done: for whoever takes a step. That they opened it is kept (FP-16).
    """
    case = finding.case_seen_by(db(), reference, me(), charter(), to_change=to_change)
    if case is None:
        abort(404)
    if request.method in ("GET", "HEAD"):
        opened(Read.CASE, case.id, case_id=case.id, customer_id=case.customer_id)
    return case
