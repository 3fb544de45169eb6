"""The front door: one application out of settings, a charter, and the sites that this process serves."""

from collections.abc import Callable
from datetime import datetime, timedelta
from importlib import import_module

from flask import Flask
from htmx_flask import Htmx
from werkzeug.middleware.proxy_fix import ProxyFix

from shared.charter.reading import load_charter
from shared.config import RESOURCES, Settings, read_settings
from shared.web import (
    brand,
    errors,
    filters,
    headers,
    language,
    language_switch,
    now,
    signin,
    static_files,
    unit_of_work,
    uploads,
)
from shared.web.assets import asset
from shared.web.extensions import csrf
from shared.web.pages import CouncilRequest

#: Where each site lives; named as text, so that neither has to be there.
PARTS = {"portal": "", "backoffice": "/office"}
#: Room for a long complaint; pages that take files will ask for more.
LARGEST_FORM = 1_000_000


def create_app(settings: Settings | None = None, clock: Callable[[], datetime] | None = None) -> Flask:
    """The application. Raises `SettingRefused` or `CharterError` rather than start half right.

    `clock` gives the present moment; a test may hand in another one than the wall's.
    """
    settings = settings or read_settings()
    app = Flask("bywhen", template_folder=str(RESOURCES / "templates"), static_folder=None)
    app.extensions["bywhen.settings"] = settings
    app.extensions["bywhen.charter"] = load_charter(settings.organisation, settings.charters)
    app.extensions["bywhen.clock"] = clock or now.wall_clock
    _configure(app, settings)
    Htmx(app)
    app.request_class = CouncilRequest  # after Htmx, which would put its own in this place
    uploads.init_app(app)
    language_switch.init_app(app)
    csrf.init_app(app)
    for floor in (language, signin, filters, headers, errors):
        floor.init_app(app)
    unit_of_work.init_app(app, settings.database_url)
    app.context_processor(_for_templates)
    app.register_blueprint(brand.blueprint)
    for part in settings.parts:
        site = import_module(part)
        app.register_blueprint(import_module(f"{site.__name__}.blueprint").blueprint, url_prefix=PARTS[part] or None)
    static_files.init_app(app, app.extensions["bywhen.charter"])
    _stand_behind(app, settings.proxies)
    return app


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=LARGEST_FORM,
        MAX_FORM_MEMORY_SIZE=LARGEST_FORM,
        SESSION_COOKIE_NAME="bywhen",
        SESSION_COOKIE_SECURE=settings.secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(days=28),
        SESSION_REFRESH_EACH_REQUEST=False,
        # A form may stay open as long as somebody needs to think (WCAG 2.2.1).
        WTF_CSRF_TIME_LIMIT=None,
        TRUSTED_HOSTS=list(settings.hosts) or None,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def _for_templates() -> dict[str, object]:
    return {"asset": asset, "brand_version": brand.brand_version, "today": now.today}


def _stand_behind(app: Flask, proxies: int) -> None:
    """Believe the proxies that we were told of, and no others."""
    if proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies
        )
