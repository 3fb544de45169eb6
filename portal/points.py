"""What we understand a complaint to be: the customer says yes to it, or what they mean (Sc-06, E-08)."""

import secrets
from typing import Any

from flask import Response, flash
from flask_babel import gettext

from portal.blueprint import blueprint
from portal.case_link import BOTH, CaseLink, link_to, private
from portal.dealing import Agreed, Understood, understood
from portal.forms.stages import Answer, PointsForm
from shared.casework import timeline
from shared.casework.agreeing import agree, disagree
from shared.casework.heard import hear
from shared.casework.steps import is_closed
from shared.charter.vocabulary import Channel
from shared.web.council import charter
from shared.web.extensions import csrf
from shared.web.now import now
from shared.web.pages import sent_to, show
from shared.web.unit_of_work import db

_PAGE = f"{BOTH}/points"


@blueprint.get(_PAGE)
def points(door: str, reference: str, key: str) -> Response:
    """What we understand, point by point, and the question whether that is right."""
    link = link_to(door, reference, key)
    told = _asked(link)
    if told is None:
        return _back(link)
    return _page(link, told, PointsForm(once=secrets.token_urlsafe(12), seen=told.mark))


@blueprint.post(_PAGE)
@csrf.exempt  # the form looks at its token itself, so that nothing typed is lost when it has run out
def answer_points(door: str, reference: str, key: str) -> Response:
    """Agreed, or told what is meant; pressed twice, it is answered once."""
    link, form = link_to(door, reference, key), PointsForm()
    told = _asked(link)
    once = f"{link.case.reference}/{form.once.data}"
    if timeline.done_already(db(), once):
        return _back(link)
    fine = form.checked()
    if told is None:
        return _too_late(link, form, once) if fine else _page(link, understood(link.case), form, 422)
    if form.seen.data != told.mark:
        form.changed_since()
        form.seen.data = told.mark
        fine = False
    if not fine:
        return _page(link, told, form, 422)
    if form.answer.data == Answer.YES:
        agree(db(), link.case, by=None, at=now(), charter=charter(), once=once, name=link.name or "")
        flash(gettext("Thank you. We look into your complaint as it stands here."), "success")
    else:
        disagree(db(), link.case, words=form.words.data or "", **_how(link, once))
        flash(gettext("Thank you. We read what you wrote, and send you again what we understand."), "success")
    return _back(link)


def _too_late(link: CaseLink, form: PointsForm, once: str) -> Response:
    """We ask it no longer, as when it was changed while the page was open: what they wrote is kept all the same."""
    words, told, again = form.words.data or "", understood(link.case), is_closed(link.case)
    if not words:
        flash(gettext("We do not ask you this any longer. How your complaint stands is on this page."), "success")
    elif told and told.agreed in (Agreed.NO, Agreed.CHANGING):
        disagree(db(), link.case, words=words, **_how(link, once))
        flash(gettext("We have what you wrote. We read it before we send you again what we understand."), "success")
    else:
        hear(db(), link.case, words=words, channel=Channel.WEB, **_how(link, once))
        if again:
            flash(gettext("We have what you added. We have opened this again: the new date is at the top."), "success")
        else:
            flash(gettext("We have what you added. You can read it below."), "success")
    return _back(link)


def _how(link: CaseLink, once: str) -> dict[str, Any]:
    return {"at": now(), "charter": charter(), "once": once, "name": link.name or ""}


def _back(link: CaseLink) -> Response:
    """To the page of the case, where it says what we understand and what comes next."""
    return sent_to(f"{link.here}#understood" if understood(link.case) else link.here)


def _asked(link: CaseLink) -> Understood | None:
    """What there is to say yes or no to."""
    told = understood(link.case)
    return told if told and told.agreed is Agreed.ASKED else None


def _page(link: CaseLink, told: Understood | None, form: PointsForm, status: int = 200) -> Response:
    page = show(
        "portal/track/points.html",
        status=status,
        case=link.case,
        understood=told,
        form=form,
        here=link.here,
        section="look_up",
    )
    return private(page)
