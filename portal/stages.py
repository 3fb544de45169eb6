"""Not happy with our answer: the customer asks for the next stage on the page of their complaint (clause RP-6)."""

import secrets

from flask import Response, flash
from flask_babel import gettext

from portal.blueprint import blueprint
from portal.case_link import BOTH, CaseLink, link_to, private
from portal.dealing import dealing
from portal.forms.stages import NextStageForm
from shared.casework import explaining, timeline
from shared.casework.stages import ask_next_stage
from shared.web.council import charter
from shared.web.extensions import csrf
from shared.web.language import spoken_charter
from shared.web.now import now, today
from shared.web.pages import sent_to, show
from shared.web.unit_of_work import db

_PAGE = f"{BOTH}/next-stage"


@blueprint.get(_PAGE)
def next_stage(door: str, reference: str, key: str) -> Response:
    """Who looks again, and by when they hear if they ask today."""
    link = link_to(door, reference, key)
    return _page(link, NextStageForm(once=secrets.token_urlsafe(12), seen=str(link.case.stage_number)))


@blueprint.post(_PAGE)
@csrf.exempt  # the form looks at its token itself, so that nothing typed is lost when it has run out
def ask_for_next_stage(door: str, reference: str, key: str) -> Response:
    """Begin the next stage; pressed twice, or on an old page, it begins once."""
    link, form = link_to(door, reference, key), NextStageForm()
    if not form.checked():
        return _page(link, form, 422)
    case, once = link.case, f"{link.case.reference}/{form.once.data}"
    how = dealing(case)
    if timeline.done_already(db(), once) or form.seen.data != str(case.stage_number) or not (how and how.next_stage):
        flash(gettext("We have not changed anything. Where your complaint is now is at the top."), "success")
        return sent_to(link.here)
    words, name = form.words.data or "", link.name or ""
    ask_next_stage(db(), case, words=words, at=now(), charter=charter(), once=once, name=name)
    flash(gettext("We will look at your complaint again. The new date is at the top."), "success")
    return sent_to(link.here)


def _page(link: CaseLink, form: NextStageForm, status: int = 200) -> Response:
    how = dealing(link.case)
    if how is None or how.next_stage is None:
        return sent_to(link.here)
    page = show(
        "portal/track/next_stage.html",
        status=status,
        case=link.case,
        dealing=how,
        promised=explaining.before_next_stage(link.case, today(), spoken_charter()),
        form=form,
        here=link.here,
        section="look_up",
    )
    return private(page)
