"""The switch between languages: on every page, and it keeps the page, its address and what was typed."""

from typing import NamedTuple
from urllib.parse import urlencode

from flask import Flask, Response, current_app, g, has_request_context, request
from werkzeug.exceptions import HTTPException

from shared.web.language import choose, language, offered
from shared.web.pages import sent_to

#: How an address asks for another language.
ASKED = "language"


class Choice(NamedTuple):
    """One language of the switch, named in itself, and where it leads."""

    code: str
    name: str
    url: str
    current: bool


def init_app(app: Flask) -> None:
    """To be called before the tokens of forms are looked at: a form that only changes its language saves nothing."""
    app.before_request(_switch)
    app.after_request(_vary)
    app.context_processor(lambda: {"languages": choices() if has_request_context() else []})


def choices() -> list[Choice]:
    """This page in every language that the council offers; one language offers no choice."""
    here, spoken = language(), offered()
    return [Choice(code, name, _address(code), code == here) for code, name in spoken] if len(spoken) > 1 else []


def _switch() -> Response | None:
    """Whoever asks for another language gets the same page in it.

    A link is led on to the address without the question. A form that was sent here by the switch is not taken: it
    comes back in the other language with everything that was typed.
    """
    wanted = request.args.get(ASKED)
    if wanted is None:
        return None
    choose(wanted)
    if request.method == "POST" and _ask_again():
        return None
    return sent_to(_address())


def _ask_again() -> bool:
    """Answer this sending as if its page were asked for, with what was typed; False where there is no such page."""
    sent_to_blueprint = request.blueprint
    adapter = current_app.create_url_adapter(request)
    if adapter is None or request.routing_exception is not None:
        return False
    try:
        rule, values = adapter.match(method="GET", return_rule=True)
    except HTTPException:
        return False
    if rule.endpoint.rpartition(".")[0] != sent_to_blueprint:
        return False
    request.url_rule, request.view_args = rule, dict(values)
    request.method = "GET"
    request.query_string = urlencode(_other_arguments()).encode()
    request.__dict__.pop("args", None)
    g.typed_before = True
    return True


def _other_arguments() -> list[tuple[str, str]]:
    return [(name, value) for name, value in request.args.items(multi=True) if name != ASKED]


def _address(wanted: str | None = None) -> str:
    """This page, in that language or without the question. Never another site's: one stroke begins the address."""
    asked = [*_other_arguments(), *([(ASKED, wanted)] if wanted else [])]
    path = "/" + request.path.lstrip("/\\")
    return f"{path}?{urlencode(asked)}" if asked else path


def _vary(response: Response) -> Response:
    """A page that nobody has chosen a language for follows the browser's."""
    if "language" in g:
        response.vary.add("Accept-Language")
        response.headers.setdefault("Content-Language", language())
    return response
