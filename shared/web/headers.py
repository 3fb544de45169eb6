"""What every answer says about how it may be used, and how it travels."""

import brotli
from flask import Flask, Response, request

from shared.web.council import settings

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
#: Below this many bytes packing costs more than it saves.
_WORTH_PACKING = 600


def init_app(app: Flask) -> None:
    """Put the headers on every answer of both sites."""
    app.after_request(_protect)
    app.after_request(_pack)


def _protect(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", POLICY)
    headers["X-Content-Type-Options"] = "nosniff"
    headers["X-Frame-Options"] = "DENY"
    # Not `no-referrer`: on https the token check needs to see that a form came from our own page.
    headers["Referrer-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=()"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers.setdefault("Cache-Control", "no-store")
    if settings().secure:
        headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    return response


def _pack(response: Response) -> Response:
    """Brotli for pages. Our cookies are SameSite: another site cannot make a visitor's browser ask for their pages
    and measure the answers, which is what packing a page with a secret in it would need to be safe from."""
    if response.mimetype not in ("text/html", "text/css") or response.direct_passthrough:
        return response
    response.vary.add("Accept-Encoding")
    wanted = request.accept_encodings["br"] > 0 and "Content-Encoding" not in response.headers
    body = response.get_data() if wanted else b""
    if len(body) >= _WORTH_PACKING:
        response.set_data(brotli.compress(body, quality=4))
        response.headers["Content-Encoding"] = "br"
    return response
