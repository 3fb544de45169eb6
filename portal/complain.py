"""Unhappy with how we deal with something: a complaint of its own, while what it is about goes on (E-04, E-30)."""

import hashlib
import secrets

from flask import Response, flash, url_for
from flask_babel import gettext

from portal.blueprint import blueprint
from portal.case_link import BOTH, CaseLink, link_to, private
from portal.forms.stages import ComplainForm
from portal.representing import page_after_sending
from shared.casework import explaining, procedures
from shared.casework.customers import Person
from shared.casework.intake import Submission
from shared.casework.linking import complain_about
from shared.casework.speakers import Speaker
from shared.charter.vocabulary import Evidence, Kind, OnBehalf
from shared.models.cases import Case
from shared.models.representatives import Authority
from shared.web.council import charter
from shared.web.extensions import csrf
from shared.web.language import language, spoken_charter
from shared.web.now import now, today
from shared.web.pages import sent_to, show
from shared.web.unit_of_work import db

_PAGE = f"{BOTH}/complain"


@blueprint.get(_PAGE)
def complain(door: str, reference: str, key: str) -> Response:
    """What are you not happy with? What happens next, and by when, stands above the button."""
    link = link_to(door, reference, key)
    return _page(link, ComplainForm(once=secrets.token_urlsafe(12)))


@blueprint.post(_PAGE)
@csrf.exempt  # the form looks at its token itself, so that nothing typed is lost when it has run out
def send_complaint(door: str, reference: str, key: str) -> Response:
    """Open the complaint; pressed twice, it is one."""
    link, form = link_to(door, reference, key), ComplainForm()
    if link.case.kind is Kind.COMPLAINT:
        return sent_to(link.here)
    if not form.checked():
        return _page(link, form, 422)
    complaint = complain_about(db(), link.case, _submission(link, form), at=now(), charter=charter())
    flash(gettext("What you complain about goes on as before, with its own dates."), "success")
    return sent_to(_page_of(complaint, link))


def _submission(link: CaseLink, form: ComplainForm) -> Submission:
    """What they said; who they are, and how to reach them, is known."""
    pressed = hashlib.sha256(f"{link.case.reference}/{form.once.data}".encode()).hexdigest()
    authority = link.authority
    return Submission(
        key=f"complaint/{pressed[:40]}",
        kind=Kind.COMPLAINT,
        words=form.words.data or "",
        wanted=form.wanted.data or "",
        on_behalf=authority.ground if authority else OnBehalf.MYSELF,
        speaker=_speaker(authority) if authority else None,
    )


def _speaker(authority: Authority) -> Speaker:
    """Whoever speaks for the customer here. What they may do beyond this case, the customer is asked."""
    who = authority.representative
    return Speaker(
        person=Person(who.name, who.email, who.phone, who.address, who.reach, reads=language()),
        organisation=who.organisation,
        relation=authority.relation,
        evidence=Evidence.LINK if authority.ground is OnBehalf.ASKED else Evidence.STAFF,
        messages_to=authority.messages_to,
        list_key=who.list_key,
    )


def _page_of(complaint: Case, link: CaseLink) -> str:
    """Where whoever complained can follow it."""
    spoken_for = page_after_sending(complaint, link.authority.representative.list_key) if link.authority else None
    return spoken_for or url_for("portal.sent", reference=complaint.reference, key=complaint.tracking_key)


def _page(link: CaseLink, form: ComplainForm, status: int = 200) -> Response:
    case, spoken = link.case, spoken_charter()
    if case.kind is Kind.COMPLAINT:
        return sent_to(link.here)
    taken = procedures.named(spoken, Kind.COMPLAINT, case.service, (), nameless=case.customer is None)
    page = show(
        "portal/track/complain.html",
        status=status,
        case=case,
        procedure=spoken.procedures[taken],
        promised=explaining.before_sending(Kind.COMPLAINT, today(), spoken, taken),
        form=form,
        authority=link.authority,
        here=link.here,
        section="look_up",
    )
    return private(page)
