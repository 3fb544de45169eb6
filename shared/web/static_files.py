"""Stylesheets, scripts and logos, served before the application is asked: those that belong, and nothing else."""

import re
from wsgiref.headers import Headers

from flask import Flask
from whitenoise import WhiteNoise

from shared.charter.organisation import Charter
from shared.web.assets import STATIC, manifest
from shared.web.headers import POLICY

_HASH = re.compile(r"\.[0-9a-f]{8,}\.")
#: A logo keeps its name when it is drawn anew, so it is asked for again after an hour.
_AN_HOUR = 3600


def init_app(app: Flask, charter: Charter) -> None:
    """Stand in front of the application. Files whose name holds their content's hash may be kept for ever."""
    served = WhiteNoise(
        app.wsgi_app,
        max_age=_AN_HOUR,
        allow_all_origins=False,
        add_headers_function=_protect,
        immutable_file_test=lambda path, url: bool(_HASH.search(url)),
    )
    for name in (*manifest().values(), charter.organisation.logo):
        served.add_file_to_dictionary(f"/static/{name}", str(STATIC / name))
    app.wsgi_app = served  # type: ignore[method-assign]


def _protect(headers: Headers, path: str, url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Content-Security-Policy"] = POLICY  # a logo opened by itself is a page, and could hold a script
