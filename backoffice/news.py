"""What is new on a case, and that somebody has read it."""

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from backoffice.blueprint import blueprint
from backoffice.guard import case_or_404, may, me
from shared.casework import news
from shared.charter.access import Right
from shared.web.now import now
from shared.web.pages import sent_to
from shared.web.unit_of_work import db


@blueprint.post("/cases/<reference>/read")
@may(Right.READ_NOTICES)
def have_read(reference: str) -> Response:
    """What stood there is new no longer; what has come since still is."""
    case = case_or_404(reference, to_change=True)
    news.read(db(), case, request.form.getlist("task", type=int), by=me(), at=now())
    flash(_("It is no longer marked as new."), "success")
    return sent_to(url_for("backoffice.case", reference=case.reference))
