"""What people do because no message could: reach, translate, make a form, book an interpreter, decide."""

from datetime import date
from typing import Any

from flask import Response, abort, flash, request, url_for
from flask_babel import gettext as _

from backoffice.blueprint import blueprint
from backoffice.forms.tasks import BookedForm, DoneForm, MadeForm, TranslateForm
from backoffice.guard import NUMBER, may, me
from backoffice.outbox import letter_of
from backoffice.telling import misfits_of
from backoffice.who import panel_of
from shared.casework import concerns, finding, fitting, reaching, waiting
from shared.casework import tasks as to_do
from shared.charter.access import Right
from shared.charter.workflow import StepRefused
from shared.models.appointments import Arranged
from shared.models.notices import Task, TaskKind
from shared.web.council import charter
from shared.web.forms import Form
from shared.web.now import now, today
from shared.web.pages import sent_to, show
from shared.web.unit_of_work import db

_FORMS: dict[TaskKind, type[Form]] = {
    TaskKind.SAFEGUARDING: DoneForm,
    TaskKind.REACH: DoneForm,
    TaskKind.TRANSLATE: TranslateForm,
    TaskKind.MAKE_FORMAT: MadeForm,
    TaskKind.INTERPRETER: BookedForm,
}
_DECIDED_ABOUT_A_PERSON = frozenset({TaskKind.ADJUSTMENT, TaskKind.ADJUSTMENT_REVIEW})
#: What is done on the page of its case, and where there.
_ELSEWHERE = {
    TaskKind.AUTHORITY: "backoffice.authority",
    TaskKind.EXPLAIN: "backoffice.clear_up",
    TaskKind.APPROVE: "backoffice.approve",
    TaskKind.DECIDE_NAMELESS: "backoffice.take_up",
    TaskKind.UPDATE: "backoffice.write",
    TaskKind.POINTS: "backoffice.decision_disputed",
}


@blueprint.get("/tasks")
@may(Right.READ_NOTICES)
def tasks() -> Response:
    """What somebody has to do for people, the most urgent first; or only the letters to post, or the calls to make."""
    chosen = next((one for one in waiting.BY_WAY if one == request.args.get("only")), None)
    way = waiting.BY_WAY[chosen] if chosen else None
    page = to_do.open_tasks(db(), me(), charter(), after=request.args.get("after"), way=way)
    kept = {"only": chosen.value} if chosen else {}
    return show(
        "backoffice/tasks/tasks.html", page=page, place_of=place_of, kept=kept, tabs=task_tabs(chosen or "tasks")
    )


def task_tabs(here: str) -> dict[str, Any]:
    """What `tasks/_tabs.html` is given: what waits of each kind, and which of them this page shows."""
    return {"counts": waiting.counts(db(), me(), charter()), "here": here, "most": finding.COUNT_TO}


@blueprint.route(f"/tasks/<{NUMBER}:number>", methods=["GET", "POST"])
@may(Right.READ_NOTICES)
def task(number: int) -> Response:
    """What to do, by when, and what for; and that it is done, and how."""
    found = _task_or_404(number)
    if found.what not in _FORMS:
        return sent_to(place_of(found))
    form = _FORMS[found.what]()
    if request.method == "POST" and "again" in request.form:
        return _again(found)
    if not form.checked():
        return _page(found, form, 422 if form.errors else 200)
    if found.done_at is not None and not _same(found, form):
        return _page(found, form, 409)
    try:
        _do(found, form)
    except StepRefused as refused:
        return _page(found, form, 409, misfits_of(refused))
    flash(_("Saved. It is in the history of the case."), "success")
    return sent_to(url_for("backoffice.tasks"))


def place_of(one: Task) -> str:
    """Where a task is done: on its own page, or where it is decided."""
    if one.what in _FORMS:
        return url_for("backoffice.task", number=one.id)
    reference, person = one.case.reference, one.case.customer_id
    if one.what in _DECIDED_ABOUT_A_PERSON and person is not None:
        return url_for("backoffice.customer", number=person, case=reference, _anchor=f"adjustment-{one.about_id}")
    if one.what is TaskKind.COVERED:
        return url_for("backoffice.covered", number=one.about_id)
    if one.what is TaskKind.APPOINTMENT and one.detail == Arranged.ANOTHER_TIME:
        return url_for("backoffice.appoint", reference=reference, instead=one.about_id)
    return url_for(_ELSEWHERE.get(one.what, "backoffice.case"), reference=reference)


def _do(found: Task, form: Form) -> None:
    moment, council = now(), charter()
    match form:
        case TranslateForm():
            words, seen = form.words.data or "", form.seen.data or ""
            fitting.translated(db(), found, words=words, seen=seen, by=me(), at=moment, charter=council)
        case MadeForm():
            how, seen = form.how.data or "", form.seen.data or ""
            fitting.made(db(), found, how=how, seen=seen, by=me(), at=moment, charter=council)
        case BookedForm():
            fitting.booked(db(), found, whom=form.whom.data or "", when=form.when.data or "", by=me(), at=moment)
        case DoneForm() if found.what is TaskKind.SAFEGUARDING:
            concerns.rung(found, how=form.how.data or "", by=me(), at=moment)
        case DoneForm():
            # Only where an e-mail has failed may nobody be left to reach: whoever asked for a call is told.
            reached = not (found.failed and "not_reached" in request.form)
            how = form.how.data or ""
            fitting.told(db(), found, how=how, by=me(), at=moment, charter=council, reached=reached)


def _again(found: Task) -> Response:
    """Its message is made anew as the person needs it now, or never leaves: the task goes with it."""
    fitting.again(db(), found, at=now(), charter=charter())
    flash(_("It is brought up to date. What is still to be done stands here."), "success")
    return sent_to(url_for("backoffice.tasks"))


def _same(found: Task, form: Form) -> bool:
    """Was this pressed twice, or has somebody else done it with other words, which must not be lost?"""
    if found.done_by_id != me().id:
        return False
    typed = [str(one.data).strip() for one in form if one.name in ("how", "words", "whom", "when")]
    done = fitting.words_of(found.notice) if found.notice and found.what is TaskKind.TRANSLATE else found.how
    return all(one in done for one in typed)


def _task_or_404(number: int) -> Task:
    found = to_do.task_seen_by(db(), number, me(), charter(), to_change=request.method == "POST")
    if found is None:
        abort(404)
    return found


def _page(found: Task, form: Form, status: int, refused: list[str] | None = None) -> Response:
    notice = found.notice
    if isinstance(form, TranslateForm | MadeForm) and status != 422:
        form.seen.data = found.detail
    whose = (notice.representative if notice else None) or found.case.customer
    if found.what is TaskKind.SAFEGUARDING:
        whose = None  # nobody may ring the customer about it
    return show(
        "backoffice/tasks/task.html",
        status=status,
        task=found,
        form=form,
        whose=whose,
        needs=reaching.needs_of(whose, charter(), today()) if whose else None,
        letter=letter_of(notice) if notice else None,
        words=fitting.words_of(notice) if notice else "",
        into=fitting.wanted_in(notice) if notice else "",
        say_by=date.fromisoformat(notice.facts["next"]["by"]) if notice else None,
        misfits=refused or [one.value for one in fitting.unfit_now(found, at=now(), charter=charter())],
        done_meanwhile=status == 409 and found.done_at is not None,
        **panel_of(found.case),
    )
