"""How a page or a part of it is shown: one route, two answers."""

from flask import Response, make_response, redirect, render_template, request
from htmx_flask.requests import HtmxAwareRequest


class CouncilRequest(HtmxAwareRequest):
    """A request that knows whether only a part of the page is wanted."""

    @property
    def wants_part(self) -> bool:
        """HTMX asks for a part, unless it replaces the whole body or brings an old page back."""
        asked = self.htmx
        return bool(asked) and not asked.boosted and not asked.history_restore_request


def wants_part() -> bool:
    """Does this request want a part of the page only?"""
    return bool(getattr(request, "wants_part", False))


def show(page: str, /, part: str | None = None, status: int = 200, **context: object) -> Response:
    """The page; or the part alone, when HTMX asked for it. Both come from one route and one context."""
    template = part if part and wants_part() else page
    response = make_response(render_template(template, **context), status)
    response.vary.add("HX-Request")
    return response


def sent_to(url: str) -> Response:
    """Go there next: by redirect, or by the header that makes HTMX load the whole page."""
    if wants_part():
        response = make_response("", 200)
        response.headers["HX-Redirect"] = url
        return response
    return make_response(redirect(url, 303))
