"""How we are in contact with one customer: what is limited, why, how long, and how to appeal (RP-7, RP-8, RP-10)."""

import hashlib
import secrets
from typing import Any

from flask import Response, request, url_for
from flask_babel import gettext

from portal import journey, slowing
from portal.blueprint import blueprint
from portal.case_link import private
from portal.forms.contact import AppealForm
from portal.together import page_of
from shared.casework import appeals, engaging, explaining, restriction_letters, restrictions_seen, signing
from shared.casework.engaging import Standing
from shared.charter.fairness import NotAllowed, WhyNot
from shared.charter.measures import APPEAL
from shared.charter.next_step import next_step
from shared.charter.vocabulary import Kind
from shared.delivery.about_limits import known_of
from shared.models.cases import Case
from shared.models.restrictions import Restriction
from shared.web.council import charter
from shared.web.extensions import csrf
from shared.web.language import spoken_charter
from shared.web.now import now, today
from shared.web.pages import sent_to, show
from shared.web.unit_of_work import db

_PAGE = "/contact/<key>"
#: Where somebody may appeal: it was told and is not over, and no appeal is open.
_OPEN = frozenset({Standing.TOLD, Standing.IN_FORCE, Standing.CHANGED, Standing.DUE_FOR_REVIEW})


@blueprint.get(_PAGE)
def in_contact(key: str) -> Response:
    """How it stands today."""
    return _page(_opened(key))


@blueprint.get(f"{_PAGE}/appeal")
def ask_to_appeal(key: str) -> Response:
    """Why do you not agree? Nobody has to say."""
    restriction = _opened(key)
    if engaging.standing(restriction, today()) not in _OPEN:
        return sent_to(url_for("portal.in_contact", key=key))
    return _question(restriction, AppealForm(once=secrets.token_urlsafe(12)))


@blueprint.post(f"{_PAGE}/appeal")
@csrf.exempt  # the form looks at its token itself, so that nothing typed is lost when it has run out
def send_appeal(key: str) -> Response:
    """Open the appeal; pressed twice, it is one. What cannot be appealed against now says why."""
    restriction, form = _opened(key), AppealForm()
    if not form.checked():
        return _question(restriction, form, 422)
    pressed = hashlib.sha256(f"{restriction.id}/{form.once.data}".encode()).hexdigest()
    words = form.words.data or str(gettext("I do not agree, and I appeal."))
    said: dict[str, Any] = {"words": words, "wanted": form.wanted.data or "", "key": f"appeal/{pressed[:40]}"}
    try:
        case = appeals.appeal(db(), restriction, **said, at=now(), charter=charter())
    except NotAllowed as refused:
        return _page(restriction, refused.why)
    return sent_to(url_for("portal.sent", reference=case.reference, key=case.tracking_key))


def _opened(key: str) -> Restriction:
    """The restriction behind the link, once it was told. A wrong one is counted, and tells nothing."""
    return restrictions_seen.restriction_of(db(), key, to_change=request.method == "POST") or slowing.wrong_key()


def _page(restriction: Restriction, refused: WhyNot | None = None) -> Response:
    case = restriction.appeals[-1].case if restriction.appeals else None
    page = show(
        "portal/contact/contact.html",
        status=409 if refused else 200,
        refused=refused,
        restriction=restriction,
        standing=engaging.standing(restriction, today()),
        may_appeal=engaging.standing(restriction, today()) in _OPEN,
        to_change=appeals.to_change(restriction),
        case=case,
        tell_us={kind.value: url_for("portal.question", name=journey.ORDER[kind][0], kind=kind) for kind in Kind},
        **_said(restriction),
        **(_appeal(case) if case else {}),
    )
    return private(page)


def _said(restriction: Restriction) -> dict[str, Any]:
    """What the letter says as well, in the language of the page."""
    spoken, engagement = spoken_charter(), charter().engagement
    told_on = restriction_letters.told_on(restriction, charter()) or today()
    facts = restriction_letters.facts_of(restriction, spoken, told_on)
    written = [one.facts for one in restriction_letters.letters_of(db(), restriction)]
    return {
        **known_of(facts, spoken, ""),
        "why": next((one["why"] for one in reversed(written) if one.get("why")), restriction.why),
        "reasons": next((one["reasons"] for one in reversed(written) if one.get("reasons")), ""),
        "others": facts["others"],
        "during_appeal": engagement.during_appeal.value if engagement else "",
        "ombudsmen": spoken.ombudsmen(spoken.procedures.get(facts["procedure"]), restriction.service),
        "here": url_for("portal.in_contact", key=restriction.key),
        "section": "contact",
    }


def _appeal(case: Case) -> dict[str, Any]:
    """The last appeal: its own page, and what happens next and by when."""
    spoken = spoken_charter()
    step = next_step(signing.story_told(case, spoken, today()), spoken, today())
    return {
        "track": page_of(case),
        "step": step,
        "explanation": explaining.explained(case, step, spoken),
        "answer": signing.answer_told(case, spoken, today()),
    }


def _question(restriction: Restriction, form: AppealForm, status: int = 200) -> Response:
    spoken = spoken_charter()
    page = show(
        "portal/contact/appeal.html",
        status=status,
        form=form,
        promised=explaining.before_sending(Kind.COMPLAINT, today(), spoken, APPEAL),
        **_said(restriction),
    )
    return private(page)
