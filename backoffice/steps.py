"""How any step on a case is taken: asked for, previewed, refused, found stale, or done once and only once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

from flask import Response, abort, flash, request, url_for
from flask_babel import gettext as _

from backoffice.blueprint import blueprint
from backoffice.case_page import PAGE, page_of
from backoffice.forms.steps import StepForm, pressing
from backoffice.guard import case_or_404, may, me
from backoffice.plain_words import plainness_of
from backoffice.telling import misfits_of, translated_first
from backoffice.telling import page_of as fitting_of
from backoffice.wording import refusal_words
from shared.casework import finding, timeline
from shared.casework.consequences import consequences
from shared.casework.rehearsal import notice_of
from shared.casework.steps import StaleCase, require_fresh, steps_for
from shared.charter.access import Right
from shared.charter.workflow import Step, StepRefused, Why
from shared.delivery.making import words_of
from shared.delivery.rendering import for_colleagues
from shared.models.cases import Case
from shared.web.council import charter, settings
from shared.web.language import spoken_charter
from shared.web.now import now
from shared.web.pages import sent_to, show, wants_part
from shared.web.unit_of_work import db

PART = "backoffice/cases/_step.html"
#: What is refused for the day that was typed is shown beside that day, like any other answer that will not do.
_ABOUT_THE_DAY = frozenset(
    {Why.DATE_NOT_LATER, Why.DATE_NOT_WORKING_DAY, Why.DATE_TOO_LATE, Why.DATE_NOT_KNOWN, Why.DATE_NOT_YET}
)


@dataclass(frozen=True)
class Taking:
    """One step as somebody is about to take it: what it asks, what it does, what is said when it is done.

    `tells`: the customer is sent the words, so they can be looked at first. `more`: what its template needs besides.
    `sure`: the cases that it changes for good; what comes of it for them is shown, and agreed to, before it is done.
    """

    form: StepForm
    act: Callable[..., object]
    said: str
    tells: bool = False
    more: Mapping[str, object] = field(default_factory=dict)
    sure: tuple[Case, ...] = ()


def step_route(step: Step) -> Callable[[Callable[[Case], Taking]], Callable[[Case], Taking]]:
    """Give a step its address, `/cases/<reference>/<step>`, on which it is asked for and taken.

    Whoever may open cases may ask; the charter's table then says, with its reason, whether they may take it.
    """

    def addressed(prepare: Callable[[Case], Taking]) -> Callable[[Case], Taking]:
        view = may(Right.OPEN_WORKLIST)(partial(_take, step, prepare))
        blueprint.add_url_rule(f"/cases/<reference>/{step.value}", step.name.lower(), view, methods=["GET", "POST"])
        return prepare

    return addressed


def _take(step: Step, prepare: Callable[[Case], Taking], reference: str) -> Response:
    if request.method == "GET":
        return _ask(step, prepare, case_or_404(reference))
    case = finding.case_seen_by(db(), reference, me(), charter(), to_change=True)
    if timeline.done_already(db(), pressing(request.form.get("once"))):
        return _back_to(reference, _("That was done already, the first time you pressed."))
    if case is None:
        abort(404)
    taking = prepare(case)
    if not taking.form.checked():
        return _show(step, case, taking, status=422)
    try:
        return _act(step, case, taking)
    except StaleCase as stale:
        return _stale(step, case, taking, stale)
    except StepRefused as refused:
        return _refused(step, case, taking, refused)


def _ask(step: Step, prepare: Callable[[Case], Taking], case: Case) -> Response:
    why = steps_for(case, me(), charter())[step]
    if why is None:
        return _show(step, case, prepare(case))
    team = spoken_charter().team_name(case.team)
    return _show(step, case, None, status=409, refused=refusal_words(StepRefused(step, why, team=team)))


def _act(step: Step, case: Case, taking: Taking) -> Response:
    previewed = "preview" in request.form and taking.tells
    if not previewed:
        require_fresh(case, taking.form.seen_version)
    act = partial(taking.act, db(), case, by=me(), at=now(), charter=charter(), once=taking.form.pressing)
    if previewed:
        notice = notice_of(db(), case, act)
        letter = for_colleagues(words_of(notice, charter(), settings().base_url), notice) if notice else None
        return _show(step, case, taking, previewed=True, letter=letter, notice=notice)
    if taking.sure and request.form.get("sure") != taking.form.mark:
        return _show(step, case, taking, previewed=True, coming=consequences(db(), taking.sure, act))
    waits = translated_first(taking.form, case)
    act()
    return _back_to(case.reference, f"{taking.said} {waits}".strip())


def _stale(step: Step, case: Case, taking: Taking, stale: StaleCase) -> Response:
    """What happened since; the step is offered again only if the case, as it is now, still allows it."""
    why = steps_for(case, me(), charter())[step]
    refused = refusal_words(StepRefused(step, why, team=spoken_charter().team_name(case.team))) if why else None
    missed = timeline.since(case, stale.seen)
    return _show(step, case, taking, status=409, missed=missed, refused=refused, shut=why is not None)


def _refused(step: Step, case: Case, taking: Taking, refused: StepRefused) -> Response:
    words = refusal_words(refused)
    day = getattr(taking.form, "day", None)
    if refused.why in _ABOUT_THE_DAY and day is not None:
        day.errors = [words]
        return _show(step, case, taking, status=422)
    return _show(step, case, taking, status=409, refused=words, misfits=misfits_of(refused))


def _show(step: Step, case: Case, taking: Taking | None, *, status: int = 200, **more: object) -> Response:
    """The case with this step open on it; as a part, the step alone."""
    if taking is not None:
        # What has just been shown has been seen: pressed again, the step is taken on the case as it is now. A preview
        # shows nothing of what colleagues did, so it leaves the mark of what was seen alone.
        if status != 422 and "previewed" not in more:
            taking.form.open_on(case)
        more = {"form": taking.form, "tells": taking.tells, "typed": taking.form.typed, **taking.more, **more}
        more |= fitting_of(taking.form, case)
        more["plain"] = plainness_of(taking.form)
    return show(PAGE, PART, status=status, step=step, **page_of(case), **more)


def _back_to(reference: str, said: str) -> Response:
    """The case, or the worklist where the step has taken the case out of this person's sight."""
    flash(said, "success")
    seen = finding.case_seen_by(db(), reference, me(), charter())
    # Without a script the address keeps the mark of the form that was sent, unless it is given another.
    top = None if wants_part() else "main"
    return sent_to(
        url_for("backoffice.case", reference=reference, _anchor=top)
        if seen
        else url_for("backoffice.worklist", _anchor=top)
    )
