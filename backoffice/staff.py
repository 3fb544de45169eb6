"""Staff accounts, for administrators: who works here, in which role and team, and whether they may come in."""

from flask import Response, abort, flash, request, url_for
from flask_babel import gettext as _

from backoffice.blueprint import blueprint
from backoffice.forms.staff import ConfirmForm, NewPasswordForm, NewStaffForm, StaffForm
from backoffice.guard import NUMBER, may, me
from shared.casework import accounts
from shared.charter.access import Right, Role
from shared.models.staff import Staff
from shared.web.language import spoken_charter
from shared.web.now import now
from shared.web.pages import sent_to, show
from shared.web.unit_of_work import db


@blueprint.get("/staff")
@may(Right.MANAGE_STAFF)
def staff() -> Response:
    """Everybody with an account, by address."""
    page = accounts.everybody(db(), after=request.args.get("after", ""))
    return show("backoffice/staff/staff.html", people=page.people, after=page.after, me=me())


@blueprint.route("/staff/add", methods=["GET", "POST"])
@may(Right.MANAGE_STAFF)
def add_staff() -> Response:
    """A new account."""
    form = NewStaffForm()
    form.offer(spoken_charter())
    if not form.checked():
        return _page("add", form)
    if accounts.by_email(db(), form.email.data or ""):
        form.taken()
        return _page("add", form)
    accounts.add(
        db(),
        email=form.email.data or "",
        name=form.name.data or "",
        role=Role(form.role.data),
        team=form.team.data,
        password=form.password.data or "",
        at=now(),
    )
    return _done(_("%(name)s can sign in now.", name=form.name.data))


@blueprint.route(f"/staff/<{NUMBER}:number>", methods=["GET", "POST"])
@may(Right.MANAGE_STAFF)
def change_staff(number: int) -> Response:
    """Another name, role or team."""
    person = _person_or_404(number)
    form = StaffForm(obj=person)
    form.offer(spoken_charter())
    if not form.checked():
        return _page("change", form, person)
    try:
        accounts.change(person, name=form.name.data or "", role=Role(form.role.data), team=form.team.data, by=me())
    except accounts.AccountRefused:
        form.role.errors = [_("You cannot change your own role. Ask another administrator.")]
        return _page("change", form, person)
    return _done(_("The account of %(name)s is changed.", name=person.name))


@blueprint.route(f"/staff/<{NUMBER}:number>/password", methods=["GET", "POST"])
@may(Right.MANAGE_STAFF)
def staff_password(number: int) -> Response:
    """A new password for somebody who has lost theirs; they are signed out everywhere."""
    person, form = _person_or_404(number), NewPasswordForm()
    if not form.checked():
        return _page("password", form, person)
    accounts.set_password(person, form.password.data or "")
    return _done(_("%(name)s has a new password. Tell it to them yourself.", name=person.name))


@blueprint.route(f"/staff/<{NUMBER}:number>/door", methods=["GET", "POST"])
@may(Right.MANAGE_STAFF)
def staff_door(number: int) -> Response:
    """Close the account of somebody who has left, or open it again; asked once more before it is done."""
    person, form = _person_or_404(number), ConfirmForm()
    if not form.checked() or person.id == me().id:
        return _page("door", form, person, status=409 if request.method == "POST" else 200)
    if person.disabled_at:
        accounts.enable(person)
        return _done(_("%(name)s can sign in again.", name=person.name))
    accounts.disable(person, at=now())
    return _done(_("%(name)s can no longer sign in.", name=person.name))


def _person_or_404(number: int) -> Staff:
    person = accounts.by_number(db(), number)
    if person is None:
        abort(404)
    return person


def _page(name: str, form: object, person: Staff | None = None, status: int | None = None) -> Response:
    status = status or (422 if getattr(form, "errors", None) else 200)
    return show(
        f"backoffice/staff/{name}.html",
        form=form,
        person=person,
        roles=list(Role),
        own=bool(person and person.id == me().id),
        status=status,
    )


def _done(words: str) -> Response:
    flash(words, "success")
    return sent_to(url_for("backoffice.staff"))
