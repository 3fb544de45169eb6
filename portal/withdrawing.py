"""No more is wanted: asked once more, then done; by the customer, or by whoever speaks for them (clause FP-10)."""

from flask import Response, flash
from flask_babel import gettext

from portal.blueprint import blueprint
from portal.case_link import BOTH, CaseLink, link_to, private
from portal.forms.tracking import WithdrawForm
from shared.casework.closing import withdraw as withdraw_case
from shared.casework.steps import is_closed
from shared.web.council import charter
from shared.web.extensions import csrf
from shared.web.now import now
from shared.web.pages import sent_to, show
from shared.web.unit_of_work import db

_PAGE = f"{BOTH}/withdraw"


@blueprint.get(_PAGE)
def withdraw(door: str, reference: str, key: str) -> Response:
    """Are you sure?"""
    link = link_to(door, reference, key)
    return sent_to(link.here) if is_closed(link.case) else _page(link, WithdrawForm())


@blueprint.post(_PAGE)
@csrf.exempt  # the form looks at its token itself, so that nothing typed is lost when it has run out
def take_back(door: str, reference: str, key: str) -> Response:
    """Nothing more is wanted: close it."""
    link, form = link_to(door, reference, key), WithdrawForm()
    if not form.checked():
        return _page(link, form, 422)
    if not is_closed(link.case):
        words = form.words.data or ""
        withdraw_case(db(), link.case, at=now(), charter=charter(), words=words, name=link.name or "")
        flash(gettext("You have withdrawn this. We will do nothing more."), "success")
    return sent_to(link.here)


def _page(link: CaseLink, form: WithdrawForm, status: int = 200) -> Response:
    page = show(
        "portal/track/withdraw.html",
        status=status,
        case=link.case,
        speaks=link.authority is not None,
        form=form,
        here=link.here,
        section="look_up",
    )
    return private(page)
