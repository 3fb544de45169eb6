"""The language that somebody reads in, and which way it runs."""

from typing import Any

from babel import Locale
from flask import Flask, g, has_request_context, request
from flask_babel import Babel, get_locale, get_translations

from shared.config import RESOURCES
from shared.web.council import charter

babel = Babel()
#: Dates of a British council: `en` alone would say "March 1, 2026".
_REGIONAL = {"en": "en_GB"}


def init_app(app: Flask) -> None:
    """Set up translation for both sites."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(RESOURCES / "translations")
    app.config["BABEL_DEFAULT_LOCALE"] = "en_GB"
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    babel.init_app(app, locale_selector=_chosen)
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=lambda text: _translations().ugettext(text),
        ngettext=lambda one, many, n: _translations().ungettext(one, many, n),
        newstyle=True,
    )
    app.context_processor(_for_templates)


def _translations() -> Any:
    """The catalogue of the language in use, looked up once for each request: a page asks for hundreds of texts."""
    if not has_request_context():
        return get_translations()
    if "translations" not in g:
        g.translations = {}
    locale = get_locale()
    if locale not in g.translations:
        g.translations[locale] = get_translations()
    return g.translations[locale]


def language() -> str:
    """The language of this page, as HTML names it."""
    if "language" not in g:
        offered = charter().organisation.languages
        g.language = request.accept_languages.best_match(offered) or offered[0]
    chosen: str = g.language
    return chosen


def _chosen() -> str | None:
    if not has_request_context():
        return None
    return _REGIONAL.get(language(), language())


def _for_templates() -> dict[str, str]:
    if not has_request_context():
        return {}
    chosen = language()
    return {"lang": chosen, "dir": Locale.parse(chosen.replace("-", "_")).text_direction}
