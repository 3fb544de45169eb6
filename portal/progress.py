"""The page of one case, for whoever holds its secret link: what happens next, the story, and what can be done."""

import secrets

from flask import Response, flash, request, url_for

from portal import slowing
from portal.adding import thanks_for
from portal.alongside import alongside
from portal.blueprint import blueprint
from portal.dealing import beside
from portal.forms.patient import PatientForm
from portal.forms.tracking import AddForm
from portal.together import page_after_adding
from shared.casework import explaining, files, finding, signing, speakers, ties, timeline
from shared.casework.heard import hear
from shared.casework.proving import as_printed, same
from shared.casework.steps import is_closed
from shared.charter.next_step import next_step
from shared.charter.reference import read_reference
from shared.charter.vocabulary import Channel
from shared.models.cases import Case
from shared.web.council import charter
from shared.web.extensions import csrf
from shared.web.language import spoken_charter
from shared.web.now import now, today
from shared.web.pages import sent_to, show
from shared.web.unit_of_work import db

_PAGE = "/track/<reference>/<key>"


@blueprint.get(f"{_PAGE}/sent")
def sent(reference: str, key: str) -> Response:
    """We have it: what to keep, and what happens next."""
    return _case_page("sent", opened(reference, key))


@blueprint.get(_PAGE)
def track(reference: str, key: str) -> Response:
    """How it stands today."""
    return _case_page("track", opened(reference, key))


@blueprint.get(f"{_PAGE}/add")
def add(reference: str, key: str) -> Response:
    """Room for something more."""
    return _case_page("add", opened(reference, key), AddForm(once=secrets.token_urlsafe(12)))


@blueprint.post(f"{_PAGE}/add")
@csrf.exempt  # the form looks at its token itself, so that nothing typed is lost when it has run out
def tell_more(reference: str, key: str) -> Response:
    """Put it with the rest; pressed twice, it is there once."""
    case, form = opened(reference, key), AddForm()
    if not form.checked():
        return _case_page("add", case, form, 422)
    once = f"{case.reference}/{form.once.data}"
    again = is_closed(ties.goes_on_in(db(), case))
    if not timeline.done_already(db(), once):
        hear(db(), case, words=form.words.data or "", channel=Channel.WEB, at=now(), charter=charter(), once=once)
    flash(thanks_for(case, was_closed=again), "success")
    return sent_to(page_after_adding(case))


def opened(reference: str, key: str) -> Case:
    """The case behind a secret link. A wrong one is counted, and tells nothing about whether there is a case."""
    known = read_reference(reference, charter().organisation.prefix)
    case = finding.tracked(db(), known, to_change=request.method == "POST") if known else None
    if case is None or not same(as_printed(key), case.tracking_key):
        slowing.wrong_key()
    return case


def _case_page(name: str, case: Case, form: PatientForm | None = None, status: int = 200) -> Response:
    spoken = spoken_charter()
    step = next_step(signing.story_told(case, spoken, today()), spoken, today())
    page = show(
        f"portal/track/{name}.html",
        status=status,
        case=case,
        form=form,
        step=step,
        explanation=explaining.explained(case, step, spoken),
        answer=signing.answer_told(case, spoken, today()),
        files=files.shown_to_customer(db(), case),
        speaking=[one for one in (speakers.speaking(case, today()),) if one],
        decides=speakers.may_decide,
        here=url_for("portal.track", reference=case.reference, key=case.tracking_key),
        section="look_up",
        **alongside(case),
        **beside(case),
    )
    page.headers["Cache-Control"] = "no-store"
    page.headers["X-Robots-Tag"] = "noindex, nofollow"
    return page
