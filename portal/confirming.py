"""The customer's own link: may somebody speak for them; and later, who gets our messages, and until when."""

from flask import Response, flash, request, url_for
from flask_babel import gettext

from portal import slowing
from portal.blueprint import blueprint
from portal.forms.patient import PatientForm
from portal.forms.representing import ChooseForm, ConfirmForm, EndForm
from shared.casework import representing, speakers
from shared.casework.unsettled import unsettled
from shared.charter.vocabulary import MessagesTo, Scope
from shared.models.representatives import Authority, Speaks
from shared.web.council import charter
from shared.web.extensions import csrf
from shared.web.language import spoken_charter
from shared.web.now import now, today
from shared.web.pages import sent_to, show
from shared.web.unit_of_work import db

_PAGE = "/confirm/<key>"


@blueprint.get(_PAGE)
def confirm(key: str) -> Response:
    """Who has told us what on their behalf, and the question; once it is answered, what was chosen."""
    authority = _opened(key)
    if authority.waiting:
        return _page("confirm", authority, _confirm_form(authority))
    return _page("confirmed", authority, ChooseForm(messages_to=authority.messages_to.value))


@blueprint.post(_PAGE)
@csrf.exempt  # the form looks at its token itself, so that nothing chosen is lost when it has run out
def confirmed(key: str) -> Response:
    """Yes or no, once; pressed twice, the page says what was chosen."""
    authority = _opened(key)
    if not authority.waiting:
        return _back(authority)
    form = _confirm_form(authority)
    if not form.checked():
        return _page("confirm", authority, form, 422)
    if form.yes:
        representing.settle(
            db(),
            authority,
            at=now(),
            charter=charter(),
            scope=Scope(form.scope.data),
            messages_to=MessagesTo(form.messages_to.data),
            ends_on=form.ends_on.data,
        )
    else:
        representing.refuse(db(), authority, at=now(), charter=charter())
    return _back(authority)


@blueprint.route(f"{_PAGE}/messages", methods=["GET", "POST"])
@csrf.exempt
def choose_messages(key: str) -> Response:
    """Who gets our messages from now on; whoever comes back to this address is shown what was chosen."""
    authority, form = _opened(key), ChooseForm()
    if request.method == "GET" or authority.stands(today()) is not Speaks.IN_FORCE:
        return _back(authority)
    if not form.checked():
        return _page("confirmed", authority, form, 422)
    representing.choose(db(), authority, MessagesTo(form.messages_to.data), at=now(), charter=charter())
    flash(gettext("Saved. This holds from now on."), "success")
    return _back(authority)


@blueprint.get(f"{_PAGE}/end")
def end_speaking(key: str) -> Response:
    """Are you sure?"""
    authority = _opened(key)
    if authority.stands(today()) is not Speaks.IN_FORCE:
        return _back(authority)
    return _page("end", authority, EndForm())


@blueprint.post(f"{_PAGE}/end")
@csrf.exempt
def ended_speaking(key: str) -> Response:
    """They speak no longer; pressed twice, it is ended once."""
    authority, form = _opened(key), EndForm()
    if authority.stands(today()) is not Speaks.IN_FORCE:
        return _back(authority)
    if not form.checked():
        return _page("end", authority, form, 422)
    representing.end(db(), authority, at=now(), charter=charter())
    return _back(authority)


def _opened(key: str) -> Authority:
    """The authority behind the customer's link. A wrong one is counted, and tells nothing."""
    return speakers.to_confirm(db(), key, to_change=request.method == "POST") or slowing.wrong_key()


def _confirm_form(authority: Authority) -> ConfirmForm:
    form = ConfirmForm()
    form.know(today(), authority.messages_to, authority.scope)
    return form


def _back(authority: Authority) -> Response:
    return sent_to(url_for("portal.confirm", key=authority.confirm_key))


def _page(name: str, authority: Authority, form: PatientForm, status: int = 200) -> Response:
    page = show(
        f"portal/representing/{name}.html",
        status=status,
        authority=authority,
        case=authority.case,
        standing=authority.stands(today()),
        told=speakers.told_us(authority),
        settled=unsettled(authority, spoken_charter(), today()),
        form=form,
        here=url_for("portal.confirm", key=authority.confirm_key),
        section="look_up",
    )
    page.headers["Cache-Control"] = "no-store"
    page.headers["X-Robots-Tag"] = "noindex, nofollow"
    return page
