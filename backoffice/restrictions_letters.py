"""Letters about a restriction that somebody brings, and appeals that somebody writes down for them (RP-10, B-03)."""

from collections.abc import Mapping
from datetime import datetime

from flask import Response, abort, flash, request, url_for
from flask_babel import gettext as _

from backoffice.blueprint import blueprint
from backoffice.forms.measures import ActForm
from backoffice.forms.restrictions import AppealForm, TranslateForm
from backoffice.guard import NUMBER, may, me
from backoffice.letters import saved
from backoffice.outbox import letter_of, state_of
from backoffice.restrictions import PAGE, page_of, restriction_or_404
from backoffice.restrictions_refused import answered
from shared.casework import appeals, restriction_letters
from shared.casework.rehearsal import letter_about
from shared.casework.restriction_steps import Act, why_not
from shared.charter.access import Right
from shared.charter.fairness import NotAllowed
from shared.charter.vocabulary import Channel, Reach
from shared.delivery.making import words_of
from shared.delivery.rendering import for_colleagues
from shared.files.store import Store
from shared.models.notices import Held, Notice
from shared.models.restrictions import Restriction
from shared.web.council import charter, settings
from shared.web.now import now, today
from shared.web.pages import sent_to, show
from shared.web.unit_of_work import db

_LETTER = f"{PAGE}/letters/<{NUMBER}:letter>"


def letter_as_it_would_be(found: Restriction) -> Mapping[str, object]:
    """The letter that would leave today, without its secret link; nothing is kept of it."""
    starts_on = (found.starts_on or today()).isoformat()
    notice = letter_about(db(), found, "restricted", at=now(), charter=charter(), starts_on=starts_on)
    letter = for_colleagues(words_of(notice, charter(), settings().base_url), notice) if notice else None
    return {"letter": letter, "notice": notice, "case": None}


@blueprint.get(_LETTER)
@may(Right.PROPOSE_RESTRICTIONS)
def restriction_letter(number: int, letter: int) -> Response:
    """One letter, word for word; and, while somebody has to bring it, how."""
    found, notice = _letter_or_404(number, letter)
    return _letter_page(found, notice, TranslateForm())


@blueprint.get(f"{_LETTER}/letter.pdf")
@may(Right.PROPOSE_RESTRICTIONS)
def restriction_paper(number: int, letter: int) -> Response:
    """The PDF that the worker has made, to print and post. It holds the customer's own link."""
    _found, notice = _letter_or_404(number, letter)
    if notice.reach is not Reach.LETTER or notice.sent_at is not None:
        abort(404)
    try:
        opened = Store(settings().letters).open(notice.made)
    except FileNotFoundError:
        abort(404)
    with opened:
        return saved(opened.read(), "application/pdf", f"{_('letter')}-{notice.id}.pdf")


@blueprint.post(f"{_LETTER}/brought")
@may(Right.PROPOSE_RESTRICTIONS)
def letter_brought(number: int, letter: int) -> Response:
    """I have posted it, or said it; pressed twice, it is done once."""
    found, notice = _letter_or_404(number, letter)
    restriction_letters.brought(notice, at=now())
    flash(_("It is written down that they have it."), "success")
    return sent_to(url_for("backoffice.restriction", number=found.id))


@blueprint.post(f"{_LETTER}/translated")
@may(Right.PROPOSE_RESTRICTIONS)
def letter_translated(number: int, letter: int) -> Response:
    """Our own words are there in the customer's language; next comes its form, or it leaves."""
    found, notice = _letter_or_404(number, letter)
    form = TranslateForm()
    if notice.held_for is Held.TRANSLATION:
        if not form.checked():
            return _letter_page(found, notice, form, 422)
        restriction_letters.translated(notice, found.customer, words=form.words.data or "", charter=charter(), at=now())
    flash(_("The translation is kept."), "success")
    return sent_to(url_for("backoffice.restriction_letter", number=found.id, letter=notice.id))


@blueprint.route(f"{PAGE}/appeal", methods=["GET", "POST"])
@may(Right.PROPOSE_RESTRICTIONS)
def write_down_appeal(number: int) -> Response:
    """A customer rang or wrote to appeal: it is a case of its own from then on."""
    found, form = restriction_or_404(number), AppealForm()
    form.offer()
    mine = form.pressing is not None and any(one.case.submission_key == form.pressing for one in found.appeals)
    why = why_not(found, Act.APPEAL, me(), charter()) if not mine else None
    if why is not None:
        return answered(found, why)
    if not form.checked() or form.pressing is None:
        return _appealing(found, form, 422 if form.errors else 200)
    try:
        made = _appeal(found, form, form.pressing, now())
    except NotAllowed as refused:
        return answered(found, refused.why)
    said = _("The appeal is case %(reference)s. Somebody who had no part in this decides it.", reference=made)
    flash(said, "success")
    return sent_to(url_for("backoffice.restriction", number=found.id))


def _appeal(found: Restriction, form: AppealForm, key: str, at: datetime) -> str:
    case = appeals.appeal(
        db(),
        found,
        words=form.words.data or "",
        wanted=form.wanted.data or "",
        channel=Channel(form.channel.data),
        key=key,
        at=at,
        charter=charter(),
        by=me(),
    )
    return case.reference


def _appealing(found: Restriction, form: ActForm, status: int) -> Response:
    form.open_at(found.version)
    return show("backoffice/restrictions/appeal.html", status=status, form=form, **page_of(found))


def _letter_or_404(number: int, letter: int) -> tuple[Restriction, Notice]:
    found = restriction_or_404(number)
    letters = restriction_letters.letters_of(db(), found)
    return found, next((one for one in letters if one.id == letter), None) or abort(404)


def _letter_page(found: Restriction, notice: Notice, form: TranslateForm, status: int = 200) -> Response:
    if request.method == "GET":
        form.open_at(found.version)
    context = {"notice": notice, "letter": letter_of(notice), "state": state_of(notice), "form": form}
    return show("backoffice/restrictions/letter.html", status=status, **{**page_of(found), **context})
