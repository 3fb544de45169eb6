"""Looking up something told before: a reference, and something that only the person knows."""

from flask import Response, url_for

from portal import slowing
from portal.blueprint import blueprint
from portal.forms.tracking import LookUpForm
from shared.casework.proving import proved
from shared.charter.reference import read_reference
from shared.web.council import charter
from shared.web.extensions import csrf
from shared.web.pages import sent_to, show
from shared.web.unit_of_work import db


@blueprint.get("/look-up")
def look_up() -> Response:
    """Ask for the reference and the secret."""
    return _ask(LookUpForm())


@blueprint.post("/look-up")
@csrf.exempt  # the form looks at its token itself, so that nothing typed is lost when it has run out
def find() -> Response:
    """Open the page; or say, in the same words for every reason, that the two do not go together."""
    form = LookUpForm()
    if not form.checked():
        return _ask(form, 422)
    reference = read_reference(form.reference.data or "", charter().organisation.prefix) or ""
    slowing.refuse_if_too_many(reference)
    key = proved(db(), reference, form.secret.data or "")
    if key is None:
        slowing.count_wrong(reference)
        form.not_found()
        return _ask(form, 422)
    return sent_to(url_for("portal.track", reference=reference, key=key))


def _ask(form: LookUpForm, status: int = 200) -> Response:
    return show("portal/look_up/look_up.html", status=status, form=form, section="look_up")
