"""How any page of a decision is answered: shown, checked, refused, found stale, or done once and only once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from flask import Response, abort, flash, request, url_for
from flask_babel import gettext as _

from backoffice.case_page import step_url
from backoffice.forms.steps import StepForm, pressing
from backoffice.guard import case_or_404, me
from backoffice.plain_words import Plainness
from backoffice.telling import misfits_of
from backoffice.telling import page_of as fitting_of
from backoffice.wording import refusal_words
from shared.casework import decisions, finding, letters, procedures, timeline
from shared.casework.rehearsal import notice_of
from shared.casework.steps import StaleCase, require_fresh, steps_for
from shared.charter.plain_words import flagged, reading_age
from shared.charter.workflow import Step, StepRefused, Why
from shared.delivery.making import words_of
from shared.delivery.rendering import for_colleagues
from shared.models.cases import Case
from shared.web.council import charter, settings
from shared.web.language import spoken_charter
from shared.web.now import now, today
from shared.web.pages import sent_to, show, wants_part
from shared.web.unit_of_work import db

#: What is refused for the day that was typed is shown beside that day.
_ABOUT_THE_DAY = frozenset({Why.DATE_NOT_LATER, Why.DATE_NOT_WORKING_DAY, Why.DATE_TOO_LATE, Why.DATE_NOT_KNOWN})


@dataclass(frozen=True)
class Asked:
    """One page of a decision as somebody answers it.

    `then` is where they go when it is done. `rehearsed` is what is done for show, where they asked to see the letter.
    `redrawn`: nothing is to be done yet, as when a box is added. `texts` are looked at for how plain they are.
    """

    page: str
    step: Step
    form: StepForm
    act: Callable[..., object]
    said: str
    then: str
    rehearsed: Callable[..., object] | None = None
    redrawn: bool = False
    texts: Sequence[str] = ()
    more: Mapping[str, object] = field(default_factory=dict)


def take(prepare: Callable[[Case], Asked], home: str, reference: str) -> Response:
    """Show a page of a decision, or do what somebody asks for on it; `home` is where one pressed twice ends."""
    if request.method == "GET":
        return _ask(prepare, case_or_404(reference))
    case = finding.case_seen_by(db(), reference, me(), charter(), to_change=True)
    if timeline.done_already(db(), pressing(request.form.get("once"))):
        flash(_("That was done already, the first time you pressed."), "success")
        return sent_to(url_for(home, reference=reference))
    if case is None:
        abort(404)
    asked = prepare(case)
    if wants_part():
        return show("backoffice/plain_words/_said.html", plain=plainness(asked.texts))
    if asked.redrawn or "plain" in request.form:
        return _show(case, asked, plain=plainness(asked.texts))
    if not asked.form.checked():
        return _show(case, asked, status=422)
    try:
        return _act(case, asked)
    except StaleCase as stale:
        return _stale(case, asked, stale)
    except StepRefused as refused:
        return _refused(case, asked, refused)


def _ask(prepare: Callable[[Case], Asked], case: Case) -> Response:
    if wants_part():  # the page is one of its own, and not a part of the case's
        return sent_to(request.path)
    asked = prepare(case)
    shut = _shut(asked.step, case)
    return _show(case, asked, status=409 if shut else 200, refused=shut, shut=bool(shut))


def _shut(step: Step, case: Case) -> str | None:
    why = steps_for(case, me(), charter())[step]
    return refusal_words(StepRefused(step, why, team=spoken_charter().team_name(case.team))) if why else None


def _act(case: Case, asked: Asked) -> Response:
    how: dict[str, Any] = {"by": me(), "at": now(), "charter": charter(), "once": asked.form.pressing}
    if asked.rehearsed is not None:
        notice = notice_of(db(), case, partial(asked.rehearsed, db(), case, **how))
        letter = for_colleagues(words_of(notice, charter(), settings().base_url), notice) if notice else None
        return _show(case, asked, previewed=True, letter=letter, notice=notice)
    require_fresh(case, asked.form.seen_version)
    asked.act(db(), case, **how)
    flash(asked.said, "success")
    return sent_to(asked.then)


def _stale(case: Case, asked: Asked, stale: StaleCase) -> Response:
    """What happened since, with what stands there now; what was typed is kept."""
    shut = _shut(asked.step, case)
    missed = timeline.since(case, stale.seen)
    return _show(case, asked, status=409, missed=missed, refused=shut, shut=bool(shut))


def _refused(case: Case, asked: Asked, refused: StepRefused) -> Response:
    words, day = refusal_words(refused), getattr(asked.form, "day", None)
    if refused.why in _ABOUT_THE_DAY and day is not None:
        day.errors = [words]
        return _show(case, asked, status=422)
    # Told whose team has it; and, of a decision that is not whole, which parts are missing.
    return _show(case, asked, status=409, refused=words, misfits=misfits_of(refused))


def plainness(texts: Sequence[str]) -> Plainness | None:
    """How plain these words are, where the council writes English; None where there are none."""
    words = "\n\n".join(text for text in texts if text.strip())
    if not words or charter().organisation.languages[0] != "en":
        return None
    return Plainness(reading_age(words), flagged(words, charter().jargon))


def _show(case: Case, asked: Asked, *, status: int = 200, **more: Any) -> Response:
    if status != 422 and "previewed" not in more and not asked.redrawn:
        asked.form.open_on(case)
    return show(asked.page, status=status, **{**page_of(case), **_of_the_form(case, asked), **more})


def _of_the_form(case: Case, asked: Asked) -> dict[str, Any]:
    return {"form": asked.form, "typed": asked.form.typed, **asked.more, **fitting_of(asked.form, case)}


def page_of(case: Case) -> dict[str, Any]:
    """What every page of a decision shows: what is written, what is missing, and the letter as it would be built."""
    decision, procedure = procedures.decision_of(case), procedures.of_case(case, charter())
    lacking = decisions.missing(case, charter()) if procedure else ()
    return {
        "case": case,
        "procedure": procedures.of_case(case, spoken_charter()),
        "decision": decision,
        "lacking": lacking,
        "needs_approval": decisions.needs_approval(case, charter()),
        "built": built(case, lacking) if procedure else "",
        "agree_url": step_url(Step.AGREE, case) + "#step",
    }


def built(case: Case, lacking: Sequence[decisions.Missing]) -> str:
    """The words of the letter, in the council's own language; empty while a part of it is missing."""
    decision = procedures.decision_of(case)
    if decision is None or set(lacking) - {decisions.Missing.APPROVAL}:
        return ""
    letter = letters.letter_of(case, decision, charter(), by=me(), on=today())
    return letters.body_of(letter, charter(), charter().organisation.languages[0])
