"""How we reach whoever speaks for a customer, chosen on their own page: the way, the format, the language."""

from flask import Response, flash
from flask_babel import gettext

from portal.blueprint import blueprint
from portal.forms.representing import OwnReachForm
from portal.representing import PAGE, back, is_own, opened, private
from shared.casework import speakers_reach
from shared.models.representatives import Authority, Speaks
from shared.web.council import charter
from shared.web.extensions import csrf
from shared.web.language import offered
from shared.web.now import now, today
from shared.web.pages import show
from shared.web.unit_of_work import db

_PAGE = f"{PAGE}/reach"


@blueprint.get(_PAGE)
def reach_for(reference: str, key: str) -> Response:
    """In which of the ways that we have, in which format and language."""
    authority = opened(reference, key)
    return _page(authority, _form(authority)) if _may(authority, key) else back(authority, key)


@blueprint.post(_PAGE)
@csrf.exempt  # the form looks at its token itself, so that nothing chosen is lost when it has run out
def reached_for(reference: str, key: str) -> Response:
    """From now on, in everything for which they speak, and for what has not left yet."""
    authority = opened(reference, key)
    if not _may(authority, key):
        return back(authority, key)
    form = _form(authority)
    if not form.checked():
        return _page(authority, form, 422)
    speakers_reach.change(db(), authority, form.record(), at=now(), charter=charter())
    flash(gettext("Saved. From now on we reach you like this, whatever it is about."), "success")
    return back(authority, key)


def _may(authority: Authority, key: str) -> bool:
    """It is about them alone: whoever waits may choose it too."""
    return is_own(authority, key) and authority.stands(today()) in (Speaks.WAITING, Speaks.IN_FORCE)


def _form(authority: Authority) -> OwnReachForm:
    form = OwnReachForm(obj=authority.representative)
    form.know(authority.representative, offered())
    return form


def _page(authority: Authority, form: OwnReachForm, status: int = 200) -> Response:
    here = f"/for/{authority.case.reference}/{authority.track_key}"
    return private(show("portal/representing/reach.html", status=status, form=form, here=here, section="look_up"))
