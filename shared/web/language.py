"""The language that somebody reads in, and what the council says in it."""

from babel import Locale
from babel.support import NullTranslations
from flask import Flask, current_app, g, has_request_context, request, session
from flask_babel import Babel, Domain, get_locale, refresh
from werkzeug.utils import cached_property

from shared.charter.organisation import Charter
from shared.delivery.languages import Speech, direction, language_of, locale_of, own_name
from shared.delivery.languages import speech as speech_of
from shared.web.council import charter

#: Where the session keeps what somebody has chosen; before that, their browser's own languages decide.
CHOSEN = "language"
#: Whose pages show what is not translated yet.
_FOR_STAFF = "backoffice"


class _OurTexts(Domain):
    """What Flask-Babel's functions look texts up in: the same catalogue as templates and letters."""

    def get_translations(self) -> NullTranslations:
        return speech().messages if current_app else NullTranslations()


class _OurBabel(Babel):
    """Flask-Babel with our own catalogues."""

    @cached_property
    def domain_instance(self) -> Domain:
        return _OurTexts()


babel = _OurBabel()


def init_app(app: Flask) -> None:
    """Set up translation for both sites. Raises `LanguageRefused` for a language that nobody can write dates in."""
    own: Charter = app.extensions["bywhen.charter"]
    for one in own.organisation.languages:
        locale_of(one)
    app.config["BABEL_DEFAULT_LOCALE"] = str(locale_of(own.organisation.languages[0]))
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    babel.init_app(app, locale_selector=_chosen)
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=lambda text: speech().messages.gettext(text),
        ngettext=lambda one, many, n: speech().messages.ngettext(one, many, n),
        newstyle=True,
        pgettext=lambda context, text: speech().messages.pgettext(context, text),
        npgettext=lambda context, one, many, n: speech().messages.npgettext(context, one, many, n),
    )
    app.context_processor(_for_templates)


def language() -> str:
    """The language of this page, as HTML names it."""
    if "language" not in g:
        spoken = charter().organisation.languages
        kept = session.get(CHOSEN)
        g.language = kept if kept in spoken else request.accept_languages.best_match(spoken) or spoken[0]
    chosen: str = g.language
    return chosen


def offered() -> list[tuple[str, str]]:
    """The languages of this council in its own order: each with what it is called in itself."""
    return [(one, own_name(one)) for one in charter().organisation.languages]


def choose(wanted: str) -> None:
    """Read in this language from now on; one that the council does not offer changes nothing."""
    if wanted in charter().organisation.languages:
        session[CHOSEN] = g.language = wanted
        refresh()  # what was looked up before, for this page, was in the other language


def begin_anew() -> None:
    """Forget everything that the session holds, except the language: whoever signs in or out goes on reading."""
    kept = session.get(CHOSEN)
    session.clear()
    if kept:
        session[CHOSEN] = kept


def speech() -> Speech:
    """What the council says in the language of this page; outside of a page, in its own."""
    locale = get_locale()
    kept: tuple[Locale, Speech] | None = g.get("speech")
    if kept is None or kept[0] is not locale:
        g.speech = kept = (locale, speech_in(language_of(locale)))
    return kept[1]


def speech_in(wanted: str) -> Speech:
    """What the council says in another language than that of this page. Raises `LanguageRefused`."""
    for_staff = has_request_context() and request.blueprint == _FOR_STAFF
    return speech_of(charter(), wanted, for_staff=for_staff)


def spoken_charter() -> Charter:
    """The charter in the language of this page: for what is shown. What is kept is kept from `council.charter`."""
    return speech().charter


def _chosen() -> str | None:
    return str(locale_of(language())) if has_request_context() else None


def _for_templates() -> dict[str, object]:
    spoken = speech()
    return {"lang": spoken.language, "dir": direction(spoken.language), "charter": spoken.charter}
