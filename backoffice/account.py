"""My account: a member of staff's own password and keys."""

from flask import Response, flash, url_for
from flask_babel import gettext as _

from backoffice.blueprint import blueprint
from backoffice.forms.signin import OwnPasswordForm, ShortcutsForm
from backoffice.guard import any_staff, me
from backoffice.signin import enter
from shared.casework import accounts
from shared.web.pages import sent_to, show
from shared.web.unit_of_work import db


@blueprint.get("/account")
@any_staff
def account() -> Response:
    """Who the records say that I am, and what I may change about it."""
    return _page(OwnPasswordForm(), ShortcutsForm(obj=me()))


@blueprint.post("/account/password")
@any_staff
def own_password() -> Response:
    """A new password; every other session of mine ends."""
    form, staff = OwnPasswordForm(), me()
    if not form.checked():
        return _page(form, ShortcutsForm(formdata=None, obj=staff), status=422)
    if accounts.sign_in(db(), email=staff.email, password=form.old.data or "") is None:
        form.refuse()
        return _page(form, ShortcutsForm(formdata=None, obj=staff), status=422)
    accounts.set_password(staff, form.new.data or "")
    enter(staff)
    flash(_("Your password is changed. You are signed out everywhere else."), "success")
    return sent_to(url_for("backoffice.account"))


@blueprint.post("/account/keys")
@any_staff
def own_keys() -> Response:
    """Single keys on or off."""
    form = ShortcutsForm()
    if form.checked():
        me().shortcuts = form.shortcuts.data
        flash(_("Saved."), "success")
    return sent_to(url_for("backoffice.account"))


def _page(form: OwnPasswordForm, keys: ShortcutsForm, status: int = 200) -> Response:
    return show("backoffice/staff/account.html", form=form, keys=keys, staff=me(), status=status)
