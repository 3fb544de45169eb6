"""How it was to deal with us, told to staff by phone or face to face: written down once (clause CC-2)."""

from flask import Response, abort, flash, request, url_for
from flask_babel import gettext as _

from backoffice.blueprint import blueprint
from backoffice.forms.surveys import MARKS, SurveyForm
from backoffice.guard import case_or_404, may, me
from backoffice.wording import refusal_words
from shared.casework import surveys
from shared.charter.access import Right
from shared.charter.workflow import StepRefused
from shared.web.council import charter
from shared.web.now import now
from shared.web.pages import sent_to, show
from shared.web.unit_of_work import db


@blueprint.route("/cases/<reference>/how-was-it", methods=["GET", "POST"])
@may(Right.OPEN_WORKLIST)
def write_down_how_it_was(reference: str) -> Response:
    """The two questions that the customer was sent, asked aloud; answered meanwhile, the first answer stands."""
    case = case_or_404(reference, to_change=request.method == "POST")
    survey = surveys.sent_about(db(), case)
    back = url_for("backoffice.case", reference=case.reference)
    if survey is None:
        abort(404)
    if surveys.stands(survey, at=now()) is not surveys.Stands.OPEN:
        flash(_("They have answered already, or were asked too long ago. Nothing was changed."), "success")
        return sent_to(back)
    form = SurveyForm()
    if not form.checked():
        status = 422 if form.is_submitted() else 200
        return show("backoffice/surveys/write_down.html", status=status, case=case, form=form, marks=MARKS)
    try:
        words = form.words.data or ""
        surveys.write_down(db(), survey, **form.given, words=words, by=me(), at=now(), charter=charter())
    except StepRefused as refused:
        flash(refusal_words(refused), "error")
        return sent_to(back)
    flash(_("Their answers are kept."), "success")
    return sent_to(back)
