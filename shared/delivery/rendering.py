"""A notice becomes words: one letter, as plain text and as HTML, in the language of whoever it is for."""

import re
import textwrap
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Protocol

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from shared.charter.organisation import Charter, Signpost
from shared.charter.reaching import AND
from shared.charter.vocabulary import Reach
from shared.config import RESOURCES
from shared.delivery.languages import Speech, direction, speech

TEMPLATES = RESOURCES / "templates"
WIDTH = 72
_GAP = re.compile(r"\n{3,}")
#: Between the two languages of a letter that says everything twice.
_BOTH = f"\n{'=' * WIDTH}\n\n"
#: Between these a number keeps its own order where the writing runs from right to left.
_ISOLATED = "\u2068{}\u2069"


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


@dataclass(frozen=True)
class Worded:
    """One notice in one language: all that it says, ready for any layout."""

    wording: Wording
    known: dict[str, Any]
    environment: Environment
    language: str

    def laid_out(self, layout: str, **more: Any) -> str:
        """The whole letter in one of the layouts that stand beside the notices."""
        words: str = self.environment.get_template(f"notices/{layout}").render(self.known, wording=self.wording, **more)
        return _GAP.sub("\n\n", words).strip() + "\n"


def worded(notice: Owed, charter: Charter, base_url: str, language: str, templates: Path = TEMPLATES) -> Worded:
    """What a notice says in one language. Raises jinja2 errors where a template or a fact is missing: never sends a gap."""
    spoken = speech(charter, language)
    environment = _environment(spoken, templates)
    known = _known(notice, spoken, base_url)
    parts = environment.get_template(f"notices/{notice.template}.txt").make_module(known)
    wording = Wording(
        subject=" ".join(str(parts.subject).split()),  # type: ignore[attr-defined]
        opening=str(parts.opening).strip(),  # type: ignore[attr-defined]
        said_title=str(getattr(parts, "said_title", "")).strip(),
        said=str(getattr(parts, "said", "")).strip(),
        closing=str(getattr(parts, "closing", "")).strip(),
    )
    return Worded(wording, known, environment, language)


def in_each_language(
    notice: Owed, charter: Charter, base_url: str, templates: Path = TEMPLATES
) -> tuple[Worded, ...]:
    """The same notice in every language that it is owed in: one, or two in their order. Raises what `worded` raises."""
    return tuple(worded(notice, charter, base_url, language, templates) for language in notice.language.split(AND))


def render(notice: Owed, charter: Charter, base_url: str, templates: Path = TEMPLATES) -> Letter:
    """The words of a notice as text and as HTML. Raises what `worded` raises."""
    said = in_each_language(notice, charter, base_url, templates)
    subject = " / ".join(one.wording.subject for one in said)
    text = _BOTH.join(one.laid_out("_layout.txt") for one in said)
    parts = [{"lang": one.language, "dir": direction(one.language), "html": Markup(one.laid_out("_letter.html"))} for one in said]  # noqa: S704
    return Letter(subject, text, said[0].laid_out("_layout.html", parts=parts, subject=subject))


def for_colleagues(letter: Letter, notice: Owed) -> Letter:
    """The same letter without the secret part of its link.

    Staff may read what was said; only the customer can open the page in their own name (clause SC-7).
    """
    key = notice.facts["track"].rsplit("/", 1)[-1]
    return Letter(letter.subject, letter.text.replace(key, "…"), letter.html.replace(key, "…"))


def _known(notice: Owed, spoken: Speech, base_url: str) -> dict[str, Any]:
    """What the templates may speak of: the facts were kept in English, and are said in the language of the letter."""
    facts = {name: spoken.said(fact) if isinstance(fact, str) else fact for name, fact in notice.facts.items()}
    step = {**facts["next"], "name": spoken.said(facts["next"]["name"])}
    return {
        "template": notice.template,
        "to_name": spoken.said(notice.to_name.strip()) or notice.to_address,
        "to_team": notice.template == "praise",
        "by_email": notice.reach == Reach.EMAIL,
        "facts": facts,
        "kind": facts["kind"],
        "step": SimpleNamespace(
            **{**step, "by": date.fromisoformat(step["by"]), "late_since": _date(step["late_since"])}
        ),
        "reply_by": _date(facts["reply_by"]),
        "link": base_url.rstrip("/") + facts["track"],
        "council": spoken.charter.organisation,
        "ombudsmen": ombudsmen(spoken.charter),
    }


def ombudsmen(charter: Charter) -> list[Signpost]:
    """Who looks at a complaint when the council has given its last answer."""
    return [one for one in charter.signposts if "ombudsman" in one.name.casefold()]


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _environment(spoken: Speech, templates: Path) -> Environment:
    """Where templates are read in this language: made once for each speech."""
    known: dict[Path, Environment] = spoken.kept
    if templates not in known:
        known[templates] = _made_for(spoken, templates)
    return known[templates]


def _made_for(spoken: Speech, templates: Path) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(templates),
        autoescape=select_autoescape(enabled_extensions=("html",), default=False),
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_translations(spoken.messages, newstyle=True)  # type: ignore[attr-defined]
    runs = spoken.locale.text_direction
    environment.filters["day"] = spoken.day
    environment.filters["wrapped"] = _wrapped
    environment.filters["whole"] = partial(_whole, isolated=runs == "rtl")
    environment.globals.update(lang=spoken.language, dir=runs)
    return environment


def _whole(number: str, isolated: bool) -> str:
    """A telephone number that no line break tears apart and no other writing turns round."""
    unbroken = number.replace(" ", "\u00a0")
    return _ISOLATED.format(unbroken) if isolated else unbroken


def _wrapped(text: str) -> str:
    """Lines short enough to read in any mail programme; line breaks that somebody wrote are kept."""
    return "\n".join(
        textwrap.fill(line, WIDTH, break_long_words=False, break_on_hyphens=False) for line in text.strip().splitlines()
    )
