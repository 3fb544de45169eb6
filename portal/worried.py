"""I am worried about somebody's safety: from any page of a case, straight to those who look after it (clause SC-8)."""

import secrets

from flask import Response, flash
from flask_babel import gettext

from portal.blueprint import blueprint
from portal.case_link import BOTH, CaseLink, link_to, private
from portal.forms.asking import WorriedForm
from shared.casework import concerns, timeline
from shared.charter.vocabulary import Support
from shared.models.concerns import RaisedFrom
from shared.web.council import charter
from shared.web.extensions import csrf
from shared.web.filters import day
from shared.web.now import now, today
from shared.web.pages import sent_to, show
from shared.web.unit_of_work import db

_PAGE = f"{BOTH}/worried"


@blueprint.get(_PAGE)
def worried(door: str, reference: str, key: str) -> Response:
    """Who is it, and what worries you? The way to help at once stands above."""
    return _page(link_to(door, reference, key), WorriedForm(once=secrets.token_urlsafe(12)))


@blueprint.post(_PAGE)
@csrf.exempt  # the form looks at its token itself, so that nothing typed is lost when it has run out
def raise_worry(door: str, reference: str, key: str) -> Response:
    """Those who look after safety are told at once; pressed twice, once. Nothing of it stays on the page."""
    link, form = link_to(door, reference, key), WorriedForm()
    if not form.checked():
        return _page(link, form, 422)
    once = f"{link.case.reference}/{form.once.data}"
    if not timeline.done_already(db(), once):
        concerns.raise_on(
            db(),
            link.case,
            raised_from=RaisedFrom.PAGE,
            at=now(),
            charter=charter(),
            words=form.words.data or "",
            about=form.about.data or "",
            representative=link.authority is not None,
            once=once,
        )
    flash(_thanks(), "success")
    return sent_to(link.here)


def _thanks() -> str:
    """We have it, who knows, by when somebody looks, and what to do in danger: read once, and kept nowhere."""
    by = charter().supported_by(Support.SAFEGUARDING, today())
    told = gettext(
        "We have what you told us. Our safeguarding team knows now, and looks at it by %(day)s.", day=day(by)
    )
    hidden = gettext("So that nobody else reads it, it does not stand on this page.")
    now_in_danger = gettext("If somebody is in danger now, call 999.")
    return f"{told} {hidden} {now_in_danger}"


def _page(link: CaseLink, form: WorriedForm, status: int = 200) -> Response:
    by = charter().supported_by(Support.SAFEGUARDING, today())
    page = show("portal/track/worried.html", status=status, form=form, by=by, here=link.here, section="look_up")
    return private(page)
