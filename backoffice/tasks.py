"""Reaching somebody another way: what no e-mail could tell them, a person tells them."""

from datetime import date

from flask import Response, abort, flash, request, url_for
from flask_babel import gettext as _

from backoffice.blueprint import blueprint
from backoffice.forms.tasks import DoneForm
from backoffice.guard import NUMBER, may, me
from backoffice.outbox import letter_of
from shared.casework import tasks as reaching
from shared.charter.access import Right
from shared.models.notices import Task
from shared.web.council import charter
from shared.web.now import now
from shared.web.pages import sent_to, show
from shared.web.unit_of_work import db


@blueprint.get("/tasks")
@may(Right.READ_NOTICES)
def tasks() -> Response:
    """Whom somebody has to ring or write to, the most urgent first."""
    page = reaching.open_tasks(db(), me(), charter(), after=request.args.get("after"))
    return show("backoffice/tasks/tasks.html", page=page)


@blueprint.route(f"/tasks/<{NUMBER}:number>", methods=["GET", "POST"])
@may(Right.READ_NOTICES)
def task(number: int) -> Response:
    """What to tell them, by when; and that it is done, and how."""
    found, form = _task_or_404(number), DoneForm()
    if not form.checked():
        return _page(found, form)
    # Only where an e-mail has failed may nobody be left to reach: whoever asked for a call or a letter is told.
    reached = not (found.failed and "not_reached" in request.form)
    reaching.done(db(), found, how=form.how.data or "", by=me(), at=now(), reached=reached)
    flash(_("Saved. It is in the history of the case."), "success")
    return sent_to(url_for("backoffice.tasks"))


def _task_or_404(number: int) -> Task:
    found = reaching.task_seen_by(db(), number, me(), charter())
    if found is None:
        abort(404)
    return found


def _page(found: Task, form: DoneForm) -> Response:
    letter = letter_of(found.notice) if found.notice else None
    return show(
        "backoffice/tasks/task.html",
        task=found,
        letter=letter,
        say_by=date.fromisoformat(found.notice.facts["next"]["by"]) if found.notice else None,
        form=form,
        status=422 if form.errors else 200,
    )
