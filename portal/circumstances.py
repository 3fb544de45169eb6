"""My circumstances have changed: told on the page of a case, kept there and with the person (clause SC-2)."""

import secrets

from flask import Response, flash, url_for
from flask_babel import gettext

from portal.blueprint import blueprint
from portal.case_link import private
from portal.forms.asking import ChangedForm
from portal.progress import opened
from shared.casework import circumstances, timeline
from shared.models.cases import Case
from shared.web.council import charter
from shared.web.extensions import csrf
from shared.web.now import now
from shared.web.pages import sent_to, show
from shared.web.unit_of_work import db

_PAGE = "/track/<reference>/<key>/changed"


@blueprint.get(_PAGE)
def changed(reference: str, key: str) -> Response:
    """What has changed, and where do we reach you now?"""
    return _page(opened(reference, key), ChangedForm(once=secrets.token_urlsafe(12)))


@blueprint.post(_PAGE)
@csrf.exempt  # the form looks at its token itself, so that nothing typed is lost when it has run out
def tell_changed(reference: str, key: str) -> Response:
    """Keep it; pressed twice, it is kept once."""
    case, form = opened(reference, key), ChangedForm()
    if not form.checked():
        return _page(case, form, 422)
    once = f"{case.reference}/{form.once.data}"
    if not timeline.done_already(db(), once):
        told = {name: form.data[name] or "" for name in ("words", "email", "phone", "address")}
        circumstances.change(db(), case, at=now(), charter=charter(), once=once, labels=_labels(), **told)
    flash(gettext("Thank you for telling us. We have written it down, so you need not tell us again."), "success")
    return sent_to(url_for("portal.track", reference=case.reference, key=case.tracking_key))


def _labels() -> dict[str, str]:
    """What each new detail is, in the words of the form that it was typed into."""
    return {
        "email": gettext("New e-mail address"),
        "phone": gettext("New phone number"),
        "address": gettext("New postal address"),
    }


def _page(case: Case, form: ChangedForm, status: int = 200) -> Response:
    here = url_for("portal.track", reference=case.reference, key=case.tracking_key)
    page = show("portal/track/changed.html", status=status, case=case, form=form, here=here, section="look_up")
    return private(page)
