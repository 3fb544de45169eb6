"""A notice becomes words: one letter, as plain text and as HTML, in the language of whoever it is for."""

import re
import textwrap
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Protocol

from babel import Locale
from babel.dates import format_date
from babel.support import Translations
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from shared.charter.organisation import Charter, Signpost
from shared.charter.vocabulary import Reach
from shared.config import RESOURCES

TEMPLATES = RESOURCES / "templates"
WIDTH = 72
_GAP = re.compile(r"\n{3,}")
#: Dates of a British council: `en` alone would say "March 1, 2026".
_REGIONAL = {"en": "en_GB"}


class Owed(Protocol):
    """As much of a notice as its words are made of; `facts` is what was true when it was owed."""

    template: str
    language: str
    to_name: str
    to_address: str
    reach: Reach
    facts: dict[str, Any]


@dataclass(frozen=True)
class Letter:
    """One message in words; `text` and `html` say the same."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True)
class Wording:
    """What one notice template says, part by part: plain text, which each layout sets in its own way."""

    subject: str
    opening: str
    said_title: str
    said: str
    closing: str


def render(notice: Owed, charter: Charter, base_url: str, templates: Path = TEMPLATES) -> Letter:
    """The words of a notice. Raises jinja2 errors where a template or a fact is missing: never sends a gap."""
    environment = _environment(templates, notice.language)
    known = _known(notice, charter, base_url)
    parts = environment.get_template(f"notices/{notice.template}.txt").make_module(known)
    wording = Wording(
        subject=" ".join(str(parts.subject).split()),  # type: ignore[attr-defined]
        opening=str(parts.opening).strip(),  # type: ignore[attr-defined]
        said_title=str(getattr(parts, "said_title", "")).strip(),
        said=str(getattr(parts, "said", "")).strip(),
        closing=str(getattr(parts, "closing", "")).strip(),
    )
    text, html = (
        environment.get_template(f"notices/_layout.{kind}").render(known, wording=wording) for kind in ("txt", "html")
    )
    return Letter(wording.subject, _GAP.sub("\n\n", text).strip() + "\n", html.strip() + "\n")


def for_colleagues(letter: Letter, notice: Owed) -> Letter:
    """The same letter without the secret part of its link.

    Staff may read what was said; only the customer can open the page in their own name (clause SC-7).
    """
    key = notice.facts["track"].rsplit("/", 1)[-1]
    return Letter(letter.subject, letter.text.replace(key, "…"), letter.html.replace(key, "…"))


def _known(notice: Owed, charter: Charter, base_url: str) -> dict[str, Any]:
    """What the templates may speak of."""
    facts = notice.facts
    step = facts["next"]
    return {
        "template": notice.template,
        "to_name": notice.to_name.strip() or notice.to_address,
        "to_team": notice.template == "praise",
        "by_email": notice.reach == Reach.EMAIL,
        "facts": facts,
        "kind": facts["kind"],
        "step": SimpleNamespace(
            **{**step, "by": date.fromisoformat(step["by"]), "late_since": _date(step["late_since"])}
        ),
        "reply_by": _date(facts["reply_by"]),
        "link": base_url.rstrip("/") + facts["track"],
        "council": charter.organisation,
        "ombudsmen": ombudsmen(charter),
    }


def ombudsmen(charter: Charter) -> list[Signpost]:
    """Who looks at a complaint when the council has given its last answer."""
    return [one for one in charter.signposts if "ombudsman" in one.name.casefold()]


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@lru_cache(maxsize=64)
def _environment(templates: Path, language: str) -> Environment:
    locale = Locale.parse(_REGIONAL.get(language, language).replace("-", "_"))
    environment = Environment(
        loader=FileSystemLoader(templates),
        autoescape=select_autoescape(enabled_extensions=("html",), default=False),
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.policies["ext.i18n.trimmed"] = True
    translations = Translations.load(str(templates.parent / "translations"), [locale.language, language])
    environment.install_gettext_translations(translations, newstyle=True)  # type: ignore[attr-defined]
    environment.filters["day"] = lambda day: format_date(day, "EEEE d MMMM y", locale=locale)
    environment.filters["wrapped"] = _wrapped
    environment.globals.update(lang=language, dir=locale.text_direction)
    return environment


def _wrapped(text: str) -> str:
    """Lines short enough to read in any mail programme; line breaks that somebody wrote are kept."""
    return "\n".join(
        textwrap.fill(line, WIDTH, break_long_words=False, break_on_hyphens=False) for line in text.strip().splitlines()
    )
