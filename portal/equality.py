"""Questions about equality, after everything is sent: optional, explained, and joined to nothing (clause FP-12)."""

from flask import Response

from portal.blueprint import blueprint
from portal.forms.equality import EqualityForm
from shared.casework import equality
from shared.web.council import charter
from shared.web.extensions import csrf
from shared.web.now import today
from shared.web.pages import sent_to, show
from shared.web.unit_of_work import db


@blueprint.get("/equality")
def equality_questions() -> Response:
    """Why we ask, and the questions; the address names no case."""
    return _page(_form())


@blueprint.post("/equality")
@csrf.exempt  # the form looks at its token itself
def answer_equality() -> Response:
    """Keep the answers by themselves."""
    form = _form()
    if not form.checked():
        return _page(form, 422)
    equality.keep(db(), form.said(), nation=charter().organisation.nation, today=today())
    return sent_to("/equality/thanks")


@blueprint.get("/equality/thanks")
def equality_thanks() -> Response:
    """That was all."""
    return show("portal/equality/thanks.html", section="tell_us")


def _form() -> EqualityForm:
    form = EqualityForm()
    form.know(charter().organisation.nation)
    return form


def _page(form: EqualityForm, status: int = 200) -> Response:
    return show("portal/equality/questions.html", status=status, form=form, offered=form.offered, section="tell_us")
