"""Ask us to explain: a question about one message of ours, or about the page as a whole (clause CH-7)."""

import secrets

from flask import Response, abort, flash
from flask_babel import gettext

from portal.blueprint import blueprint
from portal.case_link import BOTH, CaseLink, link_to, private
from portal.forms.asking import ExplainForm
from shared.casework import meanings, timeline
from shared.charter.vocabulary import Support
from shared.models.cases import Contact
from shared.web.council import charter
from shared.web.extensions import csrf
from shared.web.filters import day
from shared.web.now import now, today
from shared.web.pages import sent_to, show
from shared.web.unit_of_work import db

_PAGE = f"{BOTH}/explain"
_MESSAGE = f"{_PAGE}/<int(max=2147483647):number>"


@blueprint.get(_PAGE, defaults={"number": None})
@blueprint.get(_MESSAGE)
def explain(door: str, reference: str, key: str, number: int | None) -> Response:
    """The message once more, and room for what is not clear in it."""
    link = link_to(door, reference, key)
    return _page(link, _message(link, number), ExplainForm(once=secrets.token_urlsafe(12)))


@blueprint.post(_PAGE, defaults={"number": None})
@blueprint.post(_MESSAGE)
@csrf.exempt  # the form looks at its token itself, so that nothing typed is lost when it has run out
def ask_to_explain(door: str, reference: str, key: str, number: int | None) -> Response:
    """Put the question into the same thread; pressed twice, it is asked once."""
    link, form = link_to(door, reference, key), ExplainForm()
    message = _message(link, number)
    if not form.checked():
        return _page(link, message, form, 422)
    once, words = f"{link.case.reference}/{form.once.data}", form.words.data or ""
    if not timeline.done_already(db(), once):
        meanings.ask(db(), link.case, message, words=words, at=now(), charter=charter(), by_name=link.name, once=once)
    by = charter().supported_by(Support.EXPLANATION, today())
    flash(gettext("We have your question. We explain it by %(day)s.", day=day(by)), "success")
    return sent_to(f"{link.here}#messages")


def _message(link: CaseLink, number: int | None) -> Contact | None:
    """What the question is about; None where it is about the whole page."""
    if number is None:
        return None
    return meanings.message_of(link.case, number) or abort(404)


def _page(link: CaseLink, message: Contact | None, form: ExplainForm, status: int = 200) -> Response:
    by = charter().supported_by(Support.EXPLANATION, today())
    page = show(
        "portal/track/explain.html",
        status=status,
        case=link.case,
        message=message,
        form=form,
        by=by,
        here=link.here,
        section="look_up",
    )
    return private(page)
