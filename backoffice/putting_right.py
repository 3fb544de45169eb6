"""Putting right: what letters have promised, seen to after the case is closed, until it is done (clause FP-15)."""

from collections.abc import Callable
from functools import partial

from flask import Response, abort, flash, request, url_for
from flask_babel import gettext as _

from backoffice.blueprint import blueprint
from backoffice.forms.putting_right import RemedyCannotForm, RemedyDoneForm
from backoffice.guard import NUMBER, may, me
from backoffice.promised import given, listed, shut_to_me
from backoffice.telling import asked_how, misfits_of, translated_first
from backoffice.telling import page_of as fitting_of
from backoffice.wording import refusal_words
from shared.casework import following, remedies
from shared.casework.following import Whose
from shared.casework.rehearsal import notice_of
from shared.charter.access import Right
from shared.charter.workflow import StepRefused
from shared.delivery.making import words_of
from shared.delivery.rendering import for_colleagues
from shared.models.decisions import Remedy, RemedyState
from shared.web.council import charter, settings
from shared.web.now import now
from shared.web.pages import sent_to, show
from shared.web.unit_of_work import db

_VIEWS = (Whose.ALL, Whose.MINE, Whose.MY_TEAM, Whose.OVERDUE)
_PAGE = f"/putting-right/<{NUMBER}:number>"


@blueprint.get("/putting-right")
@may(Right.READ_NOTICES)
def putting_right() -> Response:
    """What we have promised to do and have not done yet, the most urgent first."""
    return listed(following.remedies, "backoffice/putting_right/list.html", _VIEWS)


@blueprint.get(_PAGE)
@may(Right.READ_NOTICES)
def remedy(number: int) -> Response:
    """What was promised to whom, by when, who sees to it, and how far it is."""
    found = _opened(number)
    return show("backoffice/putting_right/remedy.html", remedy=found, shut=shut_to_me(found))


@blueprint.post(f"{_PAGE}/begin")
@may(Right.READ_NOTICES)
def begin_remedy(number: int) -> Response:
    """Somebody is at it, and the customer sees that; pressed twice, it is begun once."""
    found = _opened(number)
    try:
        remedies.begin(db(), found, by=me(), at=now(), charter=charter())
    except StepRefused as refused:
        shut = refusal_words(refused)
        return show("backoffice/putting_right/remedy.html", status=409, remedy=found, shut=shut)
    flash(_("The customer sees on their page that you have begun."), "success")
    return _back(found)


@blueprint.route(f"{_PAGE}/done", methods=["GET", "POST"])
@may(Right.READ_NOTICES)
def remedy_done(number: int) -> Response:
    """It is done, and how; the customer is told."""
    found, form = _opened(number), RemedyDoneForm()
    act = partial(remedies.done, how=form.how.data or "", telling=asked_how(form))
    same = found.state is RemedyState.DONE and found.how == (form.how.data or "").strip()
    return _told(found, form, act, "done", same=same, said=_("The customer is told that it is done."))


@blueprint.route(f"{_PAGE}/cannot", methods=["GET", "POST"])
@may(Right.READ_NOTICES)
def remedy_cannot(number: int) -> Response:
    """It cannot be done after all: why, and what we do in its place; the customer is told (E-26)."""
    found, form = _opened(number), RemedyCannotForm()
    typed = ((form.why.data or "").strip(), (form.instead.data or "").strip())
    act = partial(remedies.cannot, why=typed[0], instead=typed[1], telling=asked_how(form))
    same = found.state is RemedyState.CANNOT_DELIVER and (found.how, found.instead) == typed
    return _told(found, form, act, "cannot", same=same, said=_("The customer is told why it cannot be done."))


@blueprint.route(f"{_PAGE}/give", methods=["GET", "POST"])
@may(Right.READ_NOTICES)
def give_remedy(number: int) -> Response:
    """Somebody else sees to it."""
    return given(_opened(number), remedies.give, "backoffice/putting_right/give.html", "backoffice.remedy")


def _told(
    found: Remedy,
    form: RemedyDoneForm | RemedyCannotForm,
    act: Callable[..., None],
    name: str,
    *,
    same: bool,
    said: str,
) -> Response:
    """Ask for the words, show what the customer will get, or end the remedy and tell them."""
    page = partial(_page, name, found, form)
    if found.ended_on is not None:
        if request.method == "POST" and not same:
            return page(409, meanwhile=True)
        return _back(found)
    shut = shut_to_me(found)
    if shut or not form.checked():
        return page(409 if shut else 422 if form.errors else 200, shut=shut)
    act = partial(act, db(), found, by=me(), at=now(), charter=charter())
    try:
        if "preview" in request.form:
            return page(200, **_previewed(found, act))
        waits = translated_first(form, found.case)
        act()
    except StepRefused as refused:
        return page(409, refused=refusal_words(refused), misfits=misfits_of(refused))
    flash(f"{said} {waits}".strip(), "success")
    return _back(found)


def _previewed(found: Remedy, act: Callable[[], None]) -> dict[str, object]:
    notice = notice_of(db(), found.case, act)
    letter = for_colleagues(words_of(notice, charter(), settings().base_url), notice) if notice else None
    return {"previewed": True, "letter": letter, "notice": notice}


def _page(
    name: str, found: Remedy, form: RemedyDoneForm | RemedyCannotForm, status: int = 200, **more: object
) -> Response:
    context = {"remedy": found, "case": found.case, "form": form, **fitting_of(form, found.case), **more}
    return show(f"backoffice/putting_right/{name}.html", status=status, **context)


def _opened(number: int) -> Remedy:
    to_change = request.method == "POST"
    return following.remedy_seen_by(db(), number, me(), charter(), to_change=to_change) or abort(404)


def _back(found: Remedy) -> Response:
    return sent_to(url_for("backoffice.remedy", number=found.id))
