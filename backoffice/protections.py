"""Keeping staff out of harm's way: somebody asks, a manager decides, and it may end (clauses RP-22, RP-29)."""

from typing import Any

from flask import Response, abort, flash, request, url_for
from flask_babel import gettext as _

from backoffice.blueprint import blueprint
from backoffice.forms.protections import AskForm, DecideForm, EndForm
from backoffice.guard import NUMBER, case_or_404, may, me
from backoffice.incidents import incident_or_404, sealed
from shared.casework import protecting, protections_seen
from shared.casework.paging import read_number
from shared.charter.access import Right
from shared.charter.fairness import NotAllowed
from shared.models.cases import Case
from shared.models.customers import Customer
from shared.models.incidents import Incident
from shared.models.protections import Protection, Wish
from shared.models.staff import Staff
from shared.web.council import charter
from shared.web.now import now
from shared.web.pages import sent_to, show
from shared.web.unit_of_work import db


@blueprint.get("/protections")
@may(Right.RECORD_INCIDENTS)
def protections() -> Response:
    """What I have asked for, and, as a manager, what others have."""
    found, before = protections_seen.listed(db(), me(), charter(), before=read_number(request.args.get("before")))
    return sealed(show("backoffice/protections/protections.html", protections=found, before=before))


@blueprint.route("/cases/<reference>/protect", methods=["GET", "POST"])
@may(Right.OPEN_WORKLIST)
def protect_on_case(reference: str) -> Response:
    """Ask not to deal with a case, or with its customer, or not to be named in it."""
    case = case_or_404(reference)
    return _asked(me(), case, case.customer, None)


@blueprint.route(f"/incidents/<{NUMBER}:number>/protect", methods=["GET", "POST"])
@may(Right.RECORD_INCIDENTS)
def protect_after_incident(number: int) -> Response:
    """The same after an incident; a manager asks for whoever was affected."""
    found = incident_or_404(number)
    whom = found.affected if me().may(Right.JUDGE_INCIDENTS) else me()
    return _asked(whom, found.case, found.customer, found)


def _asked(staff: Staff, case: Case | None, customer: Customer | None, incident: Incident | None) -> Response:
    wishes = [Wish.OFF_CASE, Wish.MANAGERS_NAME] if case else []
    wishes += [Wish.NO_CONTACT] if customer else []
    form = AskForm()
    form.offer(wishes)
    about: dict[str, Any] = {"case": case, "customer": customer, "incident": incident}
    if not form.checked():
        status = 422 if form.errors else 200
        return sealed(show("backoffice/protections/ask.html", status=status, form=form, staff=staff, **about))
    why, wish = form.why.data or "", Wish(form.what.data)
    act: dict[str, Any] = {"by": me(), "at": now(), "charter": charter(), "once": form.pressing}
    made = protecting.ask(db(), wish, staff=staff, why=why, **act, **about)
    flash(_("It is asked. A manager decides."), "success")
    return sent_to(url_for("backoffice.protection", number=made.id))


@blueprint.route(f"/protections/<{NUMBER}:number>", methods=["GET", "POST"])
@may(Right.RECORD_INCIDENTS)
def protection(number: int) -> Response:
    """What was asked for, and what a manager decides; never their own."""
    found, form = _protection_or_404(number), DecideForm()
    form.offer()
    form.meet(protecting.meetings(db(), found, at=now()), found.staff.name)
    if "meetings" in form and request.form.get("granted") == "no":
        form.meet(())  # nothing changes for them
    if not form.checked():
        return _page(found, form)
    try:
        protecting.decide(
            db(),
            found,
            granted=form.granted.data == "yes",
            reasons=form.reasons.data or "",
            signed_name=form.name.data or "",
            instead=form.given_to,
            by=me(),
            at=now(),
            charter=charter(),
        )
    except NotAllowed as refused:
        return _page(found, form, refused)
    flash(_("Your decision is written down, and holds from now on."), "success")
    return sent_to(url_for("backoffice.protection", number=number))


@blueprint.route(f"/protections/<{NUMBER}:number>/end", methods=["GET", "POST"])
@may(Right.JUDGE_INCIDENTS)
def end_protection(number: int) -> Response:
    """It is needed no longer."""
    found, form = _protection_or_404(number), EndForm()
    form.begin()
    page, refused = "backoffice/protections/end.html", None
    if form.checked():
        try:
            protecting.end(db(), found, why=form.why.data or "", by=me(), at=now(), charter=charter())
        except NotAllowed as why:
            refused = why
        else:
            flash(_("It has ended."), "success")
            return sent_to(url_for("backoffice.protection", number=number))
    status = 409 if refused else 422 if form.errors else 200
    return sealed(show(page, status=status, protection=found, form=form, refused=refused))


def _protection_or_404(number: int) -> Protection:
    changes = request.method == "POST"
    return protections_seen.protection_seen_by(db(), number, me(), charter(), to_change=changes) or abort(404)


def _page(found: Protection, form: DecideForm, refused: NotAllowed | None = None) -> Response:
    status = 409 if refused else 422 if form.errors else 200
    may_decide = protecting.refusal(found, me()) is None
    page = "backoffice/protections/protection.html"
    return sealed(show(page, status=status, protection=found, form=form, refused=refused, may_decide=may_decide))
