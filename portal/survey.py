"""How was it? Two questions after an answer, behind a secret link of their own (clause CC-2)."""

from flask import Response, request, url_for

from portal import slowing
from portal.blueprint import blueprint
from portal.case_link import private
from portal.forms.survey import MARKS, SurveyForm
from shared.casework import surveys
from shared.casework.surveys import Stands
from shared.models.surveys import Survey
from shared.web.extensions import csrf
from shared.web.now import now
from shared.web.pages import sent_to, show
from shared.web.unit_of_work import db

_PAGE = "/how-was-it/<key>"
_PAGES = {Stands.ANSWERED: "portal/survey/thanks.html", Stands.OVER: "portal/survey/over.html"}


@blueprint.get(_PAGE)
def how_was_it(key: str) -> Response:
    """The two questions; thanks where they are answered; where it is too late, a kind word."""
    return _page(_opened(key), SurveyForm())


@blueprint.post(_PAGE)
@csrf.exempt  # the form looks at its token itself, so that nothing typed is lost when it has run out
def tell_how_it_was(key: str) -> Response:
    """Keep the answer; pressed twice, it is kept once."""
    survey, form = _opened(key), SurveyForm()
    if surveys.stands(survey, at=now()) is Stands.OPEN:
        if not form.checked():
            return _page(survey, form, 422)
        easy, happy = form.mark("easy"), form.mark("happy")
        surveys.answer(db(), survey, easy=easy, happy=happy, words=form.words.data or "", at=now())
    return sent_to(url_for("portal.how_was_it", key=survey.key))


def _opened(key: str) -> Survey:
    """The survey behind the link. A wrong one is counted, and tells nothing."""
    return surveys.opened(db(), key, to_change=request.method == "POST") or slowing.wrong_key()


def _page(survey: Survey, form: SurveyForm, status: int = 200) -> Response:
    standing = surveys.stands(survey, at=now())
    if standing is not Stands.OPEN:
        return private(show(_PAGES[standing], section="look_up"))
    page = show("portal/survey/questions.html", status=status, survey=survey, form=form, marks=MARKS, section="look_up")
    return private(page)
