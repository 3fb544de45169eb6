"""Learning: what services change because of complaints, open until something shows that it is done (clause FP-15)."""

from flask import Response, abort, flash, request, url_for
from flask_babel import gettext as _

from backoffice.blueprint import blueprint
from backoffice.forms.putting_right import LessonDoneForm
from backoffice.guard import NUMBER, may, me
from backoffice.promised import given, listed, shut_to_me
from shared.casework import following, lessons
from shared.casework.following import Whose
from shared.charter.access import Right
from shared.models.decisions import Lesson
from shared.web.council import charter
from shared.web.now import now
from shared.web.pages import sent_to, show
from shared.web.unit_of_work import db

_PAGE = f"/learning/<{NUMBER}:number>"


@blueprint.get("/learning")
@may(Right.READ_NOTICES)
def learning() -> Response:
    """What we have learned and not done yet, the most urgent first; and what is done."""
    return listed(following.lessons, "backoffice/learning/list.html", tuple(Whose))


@blueprint.get(_PAGE)
@may(Right.READ_NOTICES)
def lesson(number: int) -> Response:
    """What is to change, by when, who sees to it; and what shows that it is done."""
    return _page(_opened(number), LessonDoneForm())


@blueprint.post(_PAGE)
@may(Right.READ_NOTICES)
def lesson_done(number: int) -> Response:
    """It is done, and this shows it; a colleague who was quicker is not written over."""
    found, form = _opened(number), LessonDoneForm()
    if found.ended_on is not None:
        return _back(found) if found.evidence == (form.evidence.data or "").strip() else _page(found, form, 409)
    if shut_to_me(found):
        return _page(found, form, 409)
    if not form.checked():
        return _page(found, form, 422)
    lessons.done(db(), found, evidence=form.evidence.data or "", by=me(), at=now(), charter=charter())
    flash(_("Saved. It is in the history of the case."), "success")
    return _back(found)


@blueprint.route(f"{_PAGE}/give", methods=["GET", "POST"])
@may(Right.READ_NOTICES)
def give_lesson(number: int) -> Response:
    """Somebody else sees to it."""
    return given(_opened(number), lessons.give, "backoffice/putting_right/give.html", "backoffice.lesson")


def _opened(number: int) -> Lesson:
    to_change = request.method == "POST"
    return following.lesson_seen_by(db(), number, me(), charter(), to_change=to_change) or abort(404)


def _back(found: Lesson) -> Response:
    return sent_to(url_for("backoffice.lesson", number=found.id))


def _page(found: Lesson, form: LessonDoneForm, status: int = 200) -> Response:
    quicker = status == 409 and found.ended_on is not None
    context: dict[str, object] = {"lesson": found, "form": form, "shut": shut_to_me(found), "meanwhile": quicker}
    return show("backoffice/learning/lesson.html", None, status, **context)
