"""A complaint rests while people talk it over: the customer asks on its page that it goes on (clause FP-4)."""

import secrets

from flask import Response, flash
from flask_babel import gettext

from portal.blueprint import blueprint
from portal.case_link import BOTH, CaseLink, link_to, private
from portal.forms.stages import GoOnForm
from shared.casework import timeline
from shared.casework.resting import ask_to_go_on
from shared.charter.workflow import Stage
from shared.web.council import charter
from shared.web.extensions import csrf
from shared.web.now import now
from shared.web.pages import sent_to, show
from shared.web.unit_of_work import db

_PAGE = f"{BOTH}/go-on"


@blueprint.get(_PAGE)
def go_on(door: str, reference: str, key: str) -> Response:
    """What happens when it goes on, and one button."""
    return _page(link_to(door, reference, key), GoOnForm(once=secrets.token_urlsafe(12)))


@blueprint.post(_PAGE)
@csrf.exempt  # the form looks at its token itself, so that nothing typed is lost when it has run out
def ask_for_going_on(door: str, reference: str, key: str) -> Response:
    """It rests no longer; pressed twice, it goes on once."""
    link, form = link_to(door, reference, key), GoOnForm()
    if not form.checked():
        return _page(link, form, 422)
    case, once = link.case, f"{link.case.reference}/{form.once.data}"
    if case.stage is Stage.RESTING and not timeline.done_already(db(), once):
        words, name = form.words.data or "", link.name or ""
        ask_to_go_on(db(), case, words=words, at=now(), charter=charter(), once=once, name=name)
        flash(gettext("We go on with your complaint. The new date is at the top."), "success")
    return sent_to(link.here)


def _page(link: CaseLink, form: GoOnForm, status: int = 200) -> Response:
    if link.case.stage is not Stage.RESTING:
        return sent_to(link.here)
    return private(
        show("portal/track/go_on.html", status=status, case=link.case, form=form, here=link.here, section="look_up")
    )
