"""What a manager decides about an incident, and what is done for whoever was affected (clauses RP-12, RP-17, RP-22)."""

from typing import Any

from flask import Response, abort, flash, request, url_for
from flask_babel import gettext as _

from backoffice.blueprint import blueprint
from backoffice.forms.incidents import PressedForm
from backoffice.forms.judging import AccountForm, CareDoneForm, CareForm, JudgeForm, PoliceForm
from backoffice.guard import NUMBER, may, me
from backoffice.incidents import incident_or_404, page_of, sealed
from shared.casework import caring, judging
from shared.casework.judging import Verdict
from shared.charter.access import Right
from shared.charter.fairness import NotAllowed
from shared.models.incidents import CareKind, Incident, Judged
from shared.web.council import charter
from shared.web.now import now, today
from shared.web.pages import sent_to, show
from shared.web.unit_of_work import db


@blueprint.route(f"/incidents/<{NUMBER}:number>/decide/<what>", methods=["GET", "POST"])
@may(Right.RECORD_INCIDENTS)
def judge_incident(number: int, what: str) -> Response:
    """One decision: the register, the police, whether it is kept, whether it was acceptable."""
    asked = next((one for one in Judged if one == what), None) or abort(404)
    found = _held(number)
    form = PoliceForm() if asked is Judged.POLICE else JudgeForm()
    form.offer()
    open_to_me = {yes: judging.may_answer(found, asked, yes=yes, by=me(), charter=charter()) for yes in (True, False)}
    if request.method == "GET" and not any(open_to_me.values()):
        abort(403)
    if not form.checked():
        return _page("judge", found, form, what=asked, may_say_no=open_to_me[False])
    try:
        judging.decide(db(), found, _verdict(asked, form), by=me(), at=now(), charter=charter(), once=form.pressing)
    except NotAllowed as refused:
        return _page("judge", found, form, refused, what=asked, may_say_no=open_to_me[False])
    return _done(found, _("Your decision is written down."))


def _held(number: int) -> Incident:
    return incident_or_404(number, to_change=request.method == "POST")


def _verdict(what: Judged, form: JudgeForm) -> Verdict:
    more: dict[str, Any] = {}
    if isinstance(form, PoliceForm):
        more = {
            "staff_views": form.staff_views.data or "",
            "others_views": form.others_views.data or "",
            "without_manager": bool(form.without_manager.data),
            "facts": {"number": form.number.data or ""},
        }
    return Verdict(what, form.yes.data == "yes", form.reasons.data or "", **more)


@blueprint.post(f"/incidents/<{NUMBER}:number>/looked")
@may(Right.JUDGE_INCIDENTS)
def looked_at_incident(number: int) -> Response:
    """I have looked, and there is nothing more to decide."""
    found = _held(number)
    try:
        judging.looked(found, by=me(), at=now(), charter=charter())
    except NotAllowed as refused:
        return _page("not_yet", found, PressedForm(), refused)
    return _done(found, _("It is written down that you have looked."))


@blueprint.route(f"/incidents/<{NUMBER}:number>/account", methods=["GET", "POST"])
@may(Right.RECORD_INCIDENTS)
def account_of_incident(number: int) -> Response:
    """What somebody who was there has seen or heard."""
    found, form = _held(number), AccountForm()
    form.begin()
    if not form.checked():
        return _page("account", found, form)
    who, words = form.who.data or "", form.words.data or ""
    judging.account(db(), found, who=who, words=words, by=me(), at=now(), once=form.pressing)
    return _done(found, _("It is written down."))


@blueprint.route(f"/incidents/<{NUMBER}:number>/care", methods=["GET", "POST"])
@may(Right.JUDGE_INCIDENTS)
def care_after_incident(number: int) -> Response:
    """An action that is agreed with whoever was affected."""
    found, form = _held(number), CareForm()
    form.offer(today())
    if not form.checked() or form.day.data is None:
        return _page("care", found, form)
    what, words = CareKind(form.what.data), form.words.data or ""
    try:
        caring.agree(found, what, words=words, due_on=form.day.data, by=me(), today=today())
    except NotAllowed as refused:
        return _page("care", found, form, refused)
    return _done(found, _("It is written down."))


@blueprint.route(f"/incidents/<{NUMBER}:number>/care/<{NUMBER}:care>", methods=["GET", "POST"])
@may(Right.JUDGE_INCIDENTS)
def care_done(number: int, care: int) -> Response:
    """It is done, and how."""
    found, form = _held(number), CareDoneForm()
    one = caring.care_of(found, care) or abort(404)
    form.begin()
    if not form.checked():
        return _page("care_done", found, form, care=one)
    try:
        caring.done(one, how=form.how.data or "", by=me(), at=now())
    except NotAllowed as refused:
        return _page("care_done", found, form, refused, care=one)
    return _done(found, _("It is written down."))


def _page(name: str, found: Incident, form: PressedForm, refused: NotAllowed | None = None, **more: Any) -> Response:
    status = 409 if refused else 422 if form.errors else 200
    page = f"backoffice/incidents/{name}.html"
    return sealed(show(page, status=status, form=form, refused=refused, **page_of(found), **more))


def _done(found: Incident, words: str) -> Response:
    flash(words, "success")
    return sent_to(url_for("backoffice.incident", number=found.id))
