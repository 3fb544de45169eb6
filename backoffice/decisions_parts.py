"""The parts of a decision, each with its own page and its own save: what it is, what was found, what puts it right."""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from backoffice.blueprint import blueprint
from backoffice.decisions_taking import Asked, take
from backoffice.forms.decisions import (
    MOST_POINTS,
    FoundForm,
    LearnForm,
    LessonForm,
    OwnedForm,
    PointsForm,
    RemedyForm,
    RightForm,
    WantedForm,
    found_form,
    points_form,
)
from backoffice.forms.steps import StepForm
from backoffice.guard import NUMBER, may, me
from backoffice.wording import finding_name, met_name, remedy_name
from shared.casework import decisions, following, lessons, procedures, remedies
from shared.casework.decisions import PointWritten
from shared.charter.access import Right
from shared.charter.procedure import Finding, Met, RemedyKind
from shared.charter.workflow import Step
from shared.models.cases import Case
from shared.models.decisions import Decision
from shared.models.staff import Staff
from shared.web.council import charter
from shared.web.now import today
from shared.web.unit_of_work import db

_Prepare = Callable[[Case], Asked]


def part(name: str) -> Callable[[_Prepare], _Prepare]:
    """Give a part of the decision its address, `/cases/<reference>/decision/<name>`."""

    def addressed(prepare: _Prepare) -> _Prepare:
        view = may(Right.OPEN_WORKLIST)(partial(take, prepare, "backoffice.decide"))
        where = f"/cases/<reference>/decision/{name}"
        blueprint.add_url_rule(where, f"decision_{name}", view, methods=["GET", "POST"])
        return prepare

    return addressed


def _asked(name: str, case: Case, form: StepForm, act: Callable[..., object], then: str, **more: Any) -> Asked:
    asked: dict[str, Any] = {"page": f"backoffice/decisions/{name}.html", "step": Step.DECIDE, "said": _("Saved.")}
    to, here = (url_for(f"backoffice.{one}", reference=case.reference) for one in (then, f"decision_{name}"))
    more["more"] = {**more.get("more", {}), "save_to": here}
    return Asked(form=form, act=act, then=to, **{**asked, **more})


@part("points")
def points(case: Case) -> Asked:
    """What the complaint is, point by point; at first in the customer's own words."""
    decision = procedures.decision_of(case)
    typed = _typed_points()
    form = _with_changed_boxes(typed) if typed is not None else _points_as_they_stand(case, decision)
    form.wanted = case.wanted
    words = [field.data or "" for field in form.points]
    about: dict[str, Any] = {"definition": form.definition.data or "", "sought": form.sought.data or ""}
    return _asked(
        "points",
        case,
        form,
        partial(decisions.define, points=words, **about),
        "decision_found",
        step=Step.AGREE,
        redrawn="more" in request.form or "out" in request.form,
        texts=[*about.values(), *words],
        more={"most": MOST_POINTS},
    )


def _typed_points() -> list[str] | None:
    if request.method != "POST":
        return None
    names = [f"point_{number}" for number in range(1, MOST_POINTS + 1)]
    return [request.form[name] for name in names if name in request.form]


def _with_changed_boxes(typed: list[str]) -> PointsForm:
    """As it was sent; or with one box more, or less, and nothing that was typed lost."""
    out = request.form.get("out", "")
    if "more" in request.form:
        typed = [*typed, ""][:MOST_POINTS]
    elif out.isascii() and out.isdigit() and 0 < int(out[:3]) <= len(typed) > 1:
        typed = [*typed[: int(out) - 1], *typed[int(out) :]]
    else:
        return points_form(len(typed))()
    data = {name: request.form.get(name, "") for name in ("definition", "sought", "once", "seen")}
    boxes = {f"point_{number}": words for number, words in enumerate(typed, 1)}
    return points_form(len(typed))(formdata=None, data={**data, **boxes})


def _points_as_they_stand(case: Case, decision: Decision | None) -> PointsForm:
    """What is written, else what the customer said."""
    written = decision.points if decision else []
    boxes = {f"point_{number}": one.words for number, one in enumerate(written, 1)}
    definition = decision.definition if decision and decision.definition else case.words
    sought = decision.sought if decision and (decision.sought or decision.definition) else case.wanted
    return points_form(len(written))(data={"definition": definition, "sought": sought, **boxes})


@part("found")
def found(case: Case) -> Asked:
    """What was found on each point, and on all of it, with the reasons."""
    decision = procedures.decision_of(case)
    standing = decision.points if decision else []
    form = found_form(max(len(standing), _typed_findings()))(data=_as_found(decision))
    form.offer([(one.value, finding_name(one)) for one in decisions.findings_for(case, charter())])
    reasons = [field.data or "" for _finding, field in form.found]
    return _asked(
        "found",
        case,
        form,
        partial(_find, form),
        "decision_wanted",
        texts=[*reasons, form.reason.data or ""],
        more={"points": standing},
    )


def _typed_findings() -> int:
    return sum(f"reasons_{number}" in request.form for number in range(1, MOST_POINTS + 1))


def _as_found(decision: Decision | None) -> dict[str, Any]:
    if decision is None:
        return {}
    data: dict[str, Any] = {"outcome": decision.outcome, "reason": decision.reasons}
    for number, one in enumerate(decision.points, 1):
        data |= {f"finding_{number}": one.finding, f"reasons_{number}": one.reasons}
    return data


def _find(form: FoundForm, session: Any, case: Case, **how: Any) -> None:
    written = [
        PointWritten("", Finding(finding.data) if finding.data else None, reasons.data or "")
        for finding, reasons in form.found
    ]
    outcome = Finding(form.outcome.data) if form.outcome.data else None
    _keep(session, case, how, points=written, outcome=outcome, reasons=form.reason.data or "")


def _keep(session: Any, case: Case, how: dict[str, Any], **changed: Any) -> None:
    """One part is changed, and the others stay as they are."""
    standing = decisions.as_found(procedures.decision_of(case))
    decisions.find(session, case, **{**standing, **changed}, **how)


@part("wanted")
def wanted(case: Case) -> Asked:
    """How far what the customer wanted is met, and how."""
    decision = procedures.decision_of(case)
    form = WantedForm(data={"met": decision.met, "reason": decision.met_how} if decision else {})
    form.met.choices = [(one.value, met_name(one)) for one in Met]

    def act(session: Any, case: Case, **how: Any) -> None:
        met = Met(form.met.data) if form.met.data else None
        _keep(session, case, how, met=met, met_how=form.reason.data or "")

    return _asked("wanted", case, form, act, "decision_right", texts=[form.reason.data or ""])


@part("right")
def right(case: Case) -> Asked:
    """What puts it right, or why nothing does."""
    decision = procedures.decision_of(case)
    form = RightForm(data={"reason": decision.no_remedy} if decision else {})

    def act(session: Any, case: Case, **how: Any) -> None:
        _keep(session, case, how, no_remedy=form.reason.data or "")

    return _asked("right", case, form, act, "decision_learn", texts=[form.reason.data or ""])


@part("remedies")
def remedy(case: Case) -> Asked:
    """One more thing that puts it right, with whoever sees to it and a day (clause FP-15)."""
    form = RemedyForm()
    form.kind.choices = [(one.value, remedy_name(one)) for one in RemedyKind]
    people = _offer_owners(form, case)

    def act(session: Any, case: Case, **how: Any) -> None:
        pence = form.pence if form.kind.data == RemedyKind.MONEY else None
        kind, owner = RemedyKind(form.kind.data), people.get(form.owner.data or 0)
        words, due_on = form.words.data or "", form.day.data or today()
        remedies.offer(session, case, kind=kind, words=words, due_on=due_on, owner=owner, pence=pence, **how)

    return _asked("remedies", case, form, act, "decision_right", texts=[form.words.data or ""])


@part("learn")
def learn(case: Case) -> Asked:
    """What the service learns; whether training was thought of."""
    decision = procedures.decision_of(case)
    said = {True: "yes", False: "no"}.get(decision.training) if decision and decision.training is not None else None
    form = LearnForm(data={"training": said})
    form.training.choices = [("yes", _("Yes")), ("no", _("No"))]

    def act(session: Any, case: Case, **how: Any) -> None:
        _keep(session, case, how, training={"yes": True, "no": False}.get(form.training.data or ""))

    return _asked("learn", case, form, act, "decide")


@part("lessons")
def lesson(case: Case) -> Asked:
    """One more thing that the service changes, with whoever sees to it and a day (clause FP-15)."""
    form = LessonForm()
    people = _offer_owners(form, case)

    def act(session: Any, case: Case, **how: Any) -> None:
        words, due_on = form.words.data or "", form.day.data or today()
        lessons.learn(session, case, words=words, due_on=due_on, owner=people.get(form.owner.data or 0), **how)

    return _asked("lessons", case, form, act, "decision_learn", texts=[form.words.data or ""])


def _offer_owners(form: OwnedForm, case: Case) -> dict[int, Staff]:
    """Who works where the case is and may see it, and whoever asks; at first nobody, for then the team sees to it."""
    near = following.able_to_see_to(db(), case, charter())
    people = {one.id: one for one in [*near, me()] if one.may(Right.WORK_OWN_TEAM)}
    form.owner.choices = [(0, _("Nobody yet: the team")), *((one.id, one.name) for one in people.values())]
    return people


@blueprint.post(f"/cases/<reference>/decision/remedies/<{NUMBER}:number>/out")
@may(Right.OPEN_WORKLIST)
def remedy_out(reference: str, number: int) -> Response:
    """It is not offered after all."""
    return take(partial(_taken_out, right, "remedies", remedies.take_out, number), "backoffice.decide", reference)


@blueprint.post(f"/cases/<reference>/decision/lessons/<{NUMBER}:number>/out")
@may(Right.OPEN_WORKLIST)
def lesson_out(reference: str, number: int) -> Response:
    """It is no lesson after all."""
    return take(partial(_taken_out, learn, "lessons", lessons.take_out, number), "backoffice.decide", reference)


def _taken_out(page: _Prepare, listed: str, take_out: Callable[..., None], number: int, case: Case) -> Asked:
    """The page that the thing stands on, with taking it out in place of saving; gone already, nothing is done."""
    asked = page(case)

    def act(session: Any, case: Case, **how: Any) -> None:
        decision = procedures.decision_of(case)
        one = next((one for one in getattr(decision, listed, []) if one.id == number), None)
        if one is not None:
            take_out(session, one, **how)

    then = url_for(f"backoffice.decision_{'right' if listed == 'remedies' else 'learn'}", reference=case.reference)
    return Asked(asked.page, Step.DECIDE, asked.form, act, _("It is taken out."), then, more=asked.more)
