"""A notice becomes words: one letter, as plain text and as HTML, in the language of whoever it is for."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Protocol

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from shared.charter.organisation import Charter, Signpost
from shared.charter.reaching import ABOUT_WHO_SPEAKS, AND
from shared.charter.vocabulary import Format, Reach, Topic
from shared.config import RESOURCES
from shared.delivery.about_limits import ABOUT_LIMITS, KEPT_ONLY, PARTED, WARNING, known_of
from shared.delivery.languages import Speech, direction, speech
from shared.delivery.manners import MANNERS, accustomed

TEMPLATES = RESOURCES / "templates"
_GAP = re.compile(r"\n{3,}")
#: That somebody may not be safe: it leads to the back office and to no customer's page (clause SC-8).
CONCERN = "concern"
#: What leads to the back office: it tells nothing of a case but its reference.
TO_DESKS = frozenset(
    {CONCERN, "remedy_reminder", "incident", "incident_named", "what_to_do", "protection_asked", "one_contact"}
)
#: That somebody was named in public: to two people who have no account here, with all that they need (clause RP-28).
NAMED_IN_PUBLIC = "named_in_public"
#: What goes to us and not to a customer.
TO_TEAMS = frozenset({"praise", NAMED_IN_PUBLIC, *TO_DESKS})
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
class Attached:
    """One file that goes with an e-mail."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True)
class Letter:
    """One message in words; `text` and `html` say the same, and so does a PDF that goes with it.

    `html` is empty where the words go as text alone. `attached` goes with an e-mail and with nothing else.
    """

    subject: str
    text: str
    html: str = ""
    pdf: bytes = b""
    attached: tuple[Attached, ...] = ()


@dataclass(frozen=True)
class Wording:
    """What one notice template says, part by part: plain text, which each layout sets in its own way.

    `link_title` stands before the link of a notice that is about no case.
    """

    subject: str
    opening: str
    said_title: str
    said: str
    closing: str
    link_title: str = ""


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


def worded(
    notice: Owed,
    charter: Charter,
    base_url: str,
    language: str,
    templates: Path = TEMPLATES,
    form: Format = Format.STANDARD,
) -> Worded:
    """What a notice says in one language. Raises jinja2 errors where a template or a fact is missing: never a gap."""
    spoken = speech(charter, language)
    environment = _environment(spoken, templates, form)
    known = _known(notice, spoken, base_url)
    parts = environment.get_template(f"notices/{notice.template}.txt").make_module(known)
    wording = Wording(
        subject=" ".join(str(parts.subject).split()),  # type: ignore[attr-defined]
        opening=str(parts.opening).strip(),  # type: ignore[attr-defined]
        said_title=str(getattr(parts, "said_title", "")).strip(),
        said=str(getattr(parts, "said", "")).strip(),
        closing=str(getattr(parts, "closing", "")).strip(),
        link_title=str(getattr(parts, "link_title", "")).strip(),
    )
    return Worded(wording, known, environment, language)


def in_each_language(
    notice: Owed, charter: Charter, base_url: str, templates: Path = TEMPLATES, form: Format = Format.STANDARD
) -> tuple[Worded, ...]:
    """The same notice in every language that it is owed in: one, or two in their order. Raises what `worded` raises."""
    languages = notice.language.split(AND)
    return tuple(worded(notice, charter, base_url, language, templates, form) for language in languages)


def render(
    notice: Owed, charter: Charter, base_url: str, templates: Path = TEMPLATES, form: Format = Format.STANDARD
) -> Letter:
    """The words of a notice in one form, as text and as HTML. Raises what `worded` raises."""
    manner = MANNERS[form]
    said = in_each_language(notice, charter, base_url, templates, form)
    subject = " / ".join(one.wording.subject for one in said)
    text = manner.between.join(one.laid_out(manner.layout) for one in said)
    if not manner.html:
        return Letter(subject, text)
    parts = [
        {"lang": one.language, "dir": direction(one.language), "html": Markup(one.laid_out("_letter.html"))}  # noqa: S704
        for one in said
    ]
    return Letter(subject, text, said[0].laid_out("_layout.html", parts=parts, subject=subject, size=manner.size))


def for_colleagues(letter: Letter, notice: Owed) -> Letter:
    """The same letter without the secret part of its link.

    Staff may read what was said; only the customer can open the page in their own name (clause SC-7).
    """
    text, html = letter.text, letter.html
    for name in ("track", "confirm", "list", "other", "survey"):
        key = notice.facts.get(name, "").rsplit("/", 1)[-1]
        if key:
            text, html = text.replace(key, "…"), html.replace(key, "…")
    return Letter(letter.subject, text, html)


def _known(notice: Owed, spoken: Speech, base_url: str) -> dict[str, Any]:
    """What the templates may speak of: the facts were kept in English, and are said in the language of the letter."""
    facts: dict[str, Any] = {
        name: spoken.said(fact) if isinstance(fact, str) else fact for name, fact in notice.facts.items()
    }
    site = base_url.rstrip("/")
    known = {
        "template": notice.template,
        "to_name": spoken.said(notice.to_name.strip()),
        "to_team": notice.template in TO_TEAMS,
        "by_email": notice.reach == Reach.EMAIL,
        "by_post": notice.reach == Reach.LETTER,
        "no_phone": bool(facts.get("no_phone")),
        "facts": facts,
        "site": site,
        "council": spoken.charter.organisation,
        "ombudsmen": ombudsmen(spoken.charter, facts.get("procedure", ""), facts.get("service")),
        "help": helpers(spoken.charter, facts.get("service")),
        "speaks_for": facts.get("speaks_for", ""),
        "list_link": site + facts["list"] if facts.get("list") else "",
        "parted": 2 if notice.template in PARTED else 0,
        "shows_link": notice.template != "praise" and notice.reach != Reach.LETTER,
    }
    if notice.template in TO_DESKS:
        return {**known, "about_case": False, "link": site + facts["page"], "look_by": _date(facts.get("look_by"))}
    if notice.template in ABOUT_LIMITS or notice.template == WARNING:
        return {**known, **known_of(facts, spoken.charter, site)}
    if notice.template == NAMED_IN_PUBLIC:
        return {**known, "about_case": False, "link": site, "shows_link": False}
    if "next" not in facts:
        goes = date.fromisoformat(facts["deleted_on"])
        return {**known, "about_case": False, "link": site + facts["link"], "deleted_on": goes}
    known["to_name"] = known["to_name"] or notice.to_address
    if notice.template in ABOUT_WHO_SPEAKS:
        days = {name: _date(facts.get(name)) for name in ("received_on", "settle_by", "ends_on")}
        link = site + (facts.get("confirm") or facts["track"])
        return {**known, **days, "about_case": False, "link": link, "shows_link": True}
    about_case = not known["to_team"] and notice.template != KEPT_ONLY
    return {**known, **_of_the_case(facts, spoken), "about_case": about_case, "link": site + facts["track"]}


def _code(facts: dict[str, Any]) -> str:
    """What opens the customer's page beside its link; on paper a short one is there to be copied. "" where none is."""
    key: str = facts["track"].removeprefix("/track/").rsplit("/", 1)[-1]
    return key if facts["track"].startswith("/track/") else ""


def _of_the_case(facts: dict[str, Any], spoken: Speech) -> dict[str, Any]:
    """Where the case stood when the notice was owed."""
    step = {**facts["next"], "name": spoken.said(facts["next"]["name"])}
    return {
        "kind": facts["kind"],
        "step": SimpleNamespace(
            **{**step, "by": date.fromisoformat(step["by"]), "late_since": _date(step["late_since"])}
        ),
        "reply_by": _date(facts["reply_by"]),
        "review_on": _date(facts.get("review_on")),
        "code": _code(facts),
    }


def ombudsmen(charter: Charter, procedure: str = "", service: str | None = None) -> tuple[Signpost, ...]:
    """Who looks at a complaint of that procedure when the council has given its last answer."""
    return charter.ombudsmen(charter.procedures.get(procedure), service)


def helpers(charter: Charter, service: str | None = None) -> tuple[Signpost, ...]:
    """Who can help somebody speak up: the nearest for advocacy and the nearest for advice (clause RP-3)."""
    found = (charter.help_with(Topic.ADVOCACY, service)[:1], charter.help_with(Topic.ADVICE, service)[:1])
    return tuple(dict.fromkeys(one for some in found for one in some))


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def environment_of(spoken: Speech) -> Environment:
    """Where the words of notices are read in this language."""
    return _environment(spoken, TEMPLATES, Format.STANDARD)


def _environment(spoken: Speech, templates: Path, form: Format) -> Environment:
    """Where templates are read in this language and form: made once for each speech."""
    known: dict[tuple[Path, Format], Environment] = spoken.kept
    if (templates, form) not in known:
        known[templates, form] = accustomed(_made_for(spoken, templates), form, spoken)
    return known[templates, form]


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
    environment.filters["date_of"] = _day_of
    environment.filters["clock_time"] = partial(_clock_time, spoken)
    environment.filters["said"] = environment.filters["said_plainly"] = spoken.said
    environment.filters["whole"] = partial(_whole, isolated=runs == "rtl")
    environment.globals.update(lang=spoken.language, dir=runs)
    return environment


def _day_of(moment: str) -> date:
    """The day of a moment that was kept as text in the council's own time."""
    return datetime.fromisoformat(moment).date()


def _clock_time(spoken: Speech, moment: str) -> str:
    return spoken.clock_time(datetime.fromisoformat(moment))


def _whole(number: str, isolated: bool) -> str:
    """A telephone number that no line break tears apart and no other writing turns round."""
    unbroken = number.replace(" ", "\u00a0")
    return _ISOLATED.format(unbroken) if isolated else unbroken
