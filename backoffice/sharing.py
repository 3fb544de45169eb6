"""Who is told of a restriction: teams and colleagues by one press, another authority with reason and basis (RP-27)."""

from flask import Response, flash, url_for
from flask_babel import gettext as _

from backoffice.blueprint import blueprint
from backoffice.forms.sharing import AuthorityForm, ToldForm
from backoffice.guard import may, me
from backoffice.restrictions import PAGE, restriction_or_404
from backoffice.what_to_do import lines_of
from shared.casework import sharing
from shared.casework.hearing import decider
from shared.charter.access import Right
from shared.charter.fairness import NotAllowed, may_decide
from shared.models.restrictions import Restriction
from shared.web.council import charter
from shared.web.now import now
from shared.web.pages import sent_to, show
from shared.web.unit_of_work import db


def readers_of(restriction: Restriction) -> list[tuple[sharing.Reader, object]]:
    """Who should know, each with when they were told of the measures as they are now; nobody where it is not live."""
    try:
        found = sharing.readers(db(), restriction, charter())
    except NotAllowed:
        return []
    return [(one, sharing.told(restriction, one)) for one in found]


def told_form() -> ToldForm:
    """A form for one press; each on a page is another."""
    form = ToldForm(formdata=None)
    form.begin()
    return form


@blueprint.context_processor
def _for_templates() -> dict[str, object]:
    return {"readers_of": readers_of, "told_form": told_form}


@blueprint.get(f"{PAGE}/sharing")
@may(Right.PROPOSE_RESTRICTIONS)
def share(number: int) -> Response:
    """Who was told, when and why; who should be; and whoever outside is told."""
    found = restriction_or_404(number)
    form = AuthorityForm(formdata=None)
    form.begin()
    return _page(found, form)


@blueprint.post(f"{PAGE}/sharing")
@may(Right.PROPOSE_RESTRICTIONS)
def share_with(number: int) -> Response:
    """One team or colleague is told what to do, by mail."""
    found = restriction_or_404(number)
    form = ToldForm()
    if not form.checked():
        return _page(found, _empty(), 422)
    key = form.whom.data or ""
    reader = next((one for one, _told in readers_of(found) if one.key == key), None)
    lines = lines_of(reader.limits, charter()) if reader else ()
    try:
        sharing.tell(db(), found, key, lines=lines, by=me(), at=now(), charter=charter(), once=form.pressing)
    except NotAllowed as refused:
        return _page(found, _empty(), 409, refused=refused)
    flash(_("They are told what to do, and it is written down."), "success")
    return sent_to(url_for("backoffice.restriction", number=found.id, _anchor="sharing"))


@blueprint.post(f"{PAGE}/sharing/outside")
@may(Right.DECIDE_RESTRICTIONS)
def share_outside(number: int) -> Response:
    """It is kept that another authority was told: what, why, on which lawful basis."""
    found = restriction_or_404(number)
    form = AuthorityForm()
    if not form.checked():
        return _page(found, form, 422)
    said = {name: form[name].data or "" for name in ("whom", "why", "basis", "words")}
    try:
        sharing.tell_authority(db(), found, **said, by=me(), at=now(), charter=charter(), once=form.pressing)
    except NotAllowed as refused:
        return _page(found, form, 409, refused=refused)
    flash(_("It is written down."), "success")
    return sent_to(url_for("backoffice.restriction", number=found.id, _anchor="sharing"))


def _empty() -> AuthorityForm:
    form = AuthorityForm(formdata=None)
    form.begin()
    return form


def _page(found: Restriction, form: AuthorityForm, status: int = 200, refused: NotAllowed | None = None) -> Response:
    engagement = charter().engagement
    why_not = may_decide(engagement, found.categories, decider(found, me())) if engagement else None
    return show(
        "backoffice/sharing/sharing.html",
        status=status,
        restriction=found,
        form=form,
        refused=refused,
        stands=sharing.stands(found),
        may_tell_outside=engagement is not None and (why_not is None or why_not == "proposed-yourself"),
    )
