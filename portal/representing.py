"""The page of whoever speaks for a customer: while it is not settled, what is waiting; then, what the customer sees."""

import secrets
from collections.abc import Sequence
from typing import Any

from flask import Response, flash, render_template, request, url_for

from portal import slowing
from portal.adding import thanks_for
from portal.alongside import alongside
from portal.blueprint import blueprint
from portal.dealing import beside
from portal.forms.tracking import AddForm
from shared.casework import explaining, files, finding, signing, speakers, timeline
from shared.casework.heard import hear
from shared.casework.proving import same
from shared.casework.steps import is_closed
from shared.casework.ties import goes_on_in
from shared.casework.unsettled import ours_next, unsettled
from shared.charter.next_step import next_step
from shared.charter.organisation import Signpost
from shared.charter.reference import read_reference
from shared.charter.vocabulary import Channel, OnBehalf, Topic
from shared.models.cases import Case
from shared.models.representatives import Authority, Speaks
from shared.web.council import charter
from shared.web.extensions import csrf
from shared.web.language import spoken_charter
from shared.web.now import now, today
from shared.web.pages import sent_to, show
from shared.web.unit_of_work import db

PAGE = "/for/<reference>/<key>"


def page_after_sending(case: Case, list_key: str) -> str | None:
    """Where somebody goes who has told us something for another; None where nobody speaks for the customer.

    Of somebody known before, only the address that we knew gets the way to the page: anybody can give a name.
    """
    if not case.authorities:
        return None
    authority = case.authorities[-1]
    known = speakers.known_before(authority, list_key)
    key = speakers.receipt_of(authority) if known else authority.track_key
    return url_for("portal.told_for", reference=case.reference, key=key)


@blueprint.get(f"{PAGE}/sent")
def told_for(reference: str, key: str) -> Response:
    """We have it: what to keep, what was promised when it came, and what is waiting; once that is past, their page."""
    authority = opened(reference, key)
    stands = authority.stands(today()) in (Speaks.IN_FORCE, Speaks.WAITING) and not is_closed(authority.case)
    if is_own(authority, key) and not stands:
        return back(authority, key)
    promised = explaining.before_sending(authority.case.kind, authority.case.received_on, spoken_charter())
    return private(_shown("sent", authority, promised=promised, own=is_own(authority, key)))


@blueprint.get(PAGE)
def speaking(reference: str, key: str) -> Response:
    """How it stands, as far as they may be told today."""
    authority = opened(reference, key)
    if not is_own(authority, key):
        return sent_to(url_for("portal.told_for", reference=reference, key=key))
    match authority.stands(today()):
        case Speaks.IN_FORCE:
            return _case_page("in_force", authority)
        case Speaks.WAITING:
            following = ours_next(authority.case, spoken_charter(), today())
            return private(_shown("waiting", authority, following=following))
    return private(show("portal/representing/over.html", authority=authority, section="look_up"))


@blueprint.get(f"{PAGE}/add")
def add_for(reference: str, key: str) -> Response:
    """Room for something more."""
    authority = opened(reference, key)
    if not may_speak(authority, key):
        return back(authority, key)
    return _case_page("add", authority, AddForm(once=secrets.token_urlsafe(12)))


@blueprint.post(f"{PAGE}/add")
@csrf.exempt  # the form looks at its token itself, so that nothing typed is lost when it has run out
def tell_more_for(reference: str, key: str) -> Response:
    """Put it with the rest, in their name; pressed twice, it is there once."""
    authority, form = opened(reference, key), AddForm()
    if not may_speak(authority, key):
        return back(authority, key)
    if not form.checked():
        return _case_page("add", authority, form, 422)
    case, name = authority.case, authority.representative.name
    once = f"{case.reference}/{form.once.data}"
    again, words = is_closed(goes_on_in(db(), case)), form.words.data or ""
    if not timeline.done_already(db(), once):
        hear(db(), case, words=words, channel=Channel.WEB, at=now(), charter=charter(), once=once, name=name)
    flash(thanks_for(case, was_closed=again), "success")
    return back(authority, key)


@blueprint.get(f"{PAGE}/answers")
def answers_for(reference: str, key: str) -> Response:
    """Everything that we wrote, as one file to keep."""
    authority = opened(reference, key)
    if not may_speak(authority, key):
        return back(authority, key)
    words = render_template("portal/representing/answers.txt", case=authority.case)
    page = Response(words.strip() + "\n", mimetype="text/plain")
    page.headers["Content-Disposition"] = f'attachment; filename="{authority.case.reference}.txt"'
    return private(page)


def opened(reference: str, key: str) -> Authority:
    """The authority behind a representative's secret link. A wrong one is counted, and tells nothing."""
    known = read_reference(reference, charter().organisation.prefix)
    to_change = request.method == "POST"
    if known and to_change:
        finding.tracked(db(), known, to_change=True)
    found = speakers.tracked(db(), known, key, to_change=to_change) if known else None
    return found or slowing.wrong_key()


def is_own(authority: Authority, key: str) -> bool:
    """Is this the key to their page, and not only the receipt?"""
    return same(key, authority.track_key)


def may_speak(authority: Authority, key: str) -> bool:
    """May whoever holds this key be told, and tell us, what the customer may?"""
    return is_own(authority, key) and authority.stands(today()) is Speaks.IN_FORCE


def back(authority: Authority, key: str) -> Response:
    """To the page that says how it stands."""
    return sent_to(url_for("portal.speaking", reference=authority.case.reference, key=key))


def private(page: Response) -> Response:
    """Kept by nobody on the way, and found by no search."""
    page.headers["Cache-Control"] = "no-store"
    page.headers["X-Robots-Tag"] = "noindex, nofollow"
    return page


def _shown(name: str, authority: Authority, **more: Any) -> Response:
    """A page without anything about the customer."""
    return show(
        f"portal/representing/{name}.html",
        authority=authority,
        standing=authority.stands(today()),
        told=speakers.told_us(authority),
        asked=speakers.asked_themselves(authority),
        settled=unsettled(authority, spoken_charter(), today()),
        schools=_schools(authority),
        here=url_for("portal.speaking", reference=authority.case.reference, key=authority.track_key),
        section="look_up",
        **more,
    )


def _case_page(name: str, authority: Authority, form: AddForm | None = None, status: int = 200) -> Response:
    spoken, case = spoken_charter(), authority.case
    step = next_step(signing.story_told(case, spoken, today()), spoken, today())
    folder = "track" if name == "add" else "representing"
    return private(
        show(
            f"portal/{folder}/{name}.html",
            status=status,
            authority=authority,
            case=case,
            form=form,
            step=step,
            explanation=explaining.explained(case, step, spoken),
            answer=signing.answer_told(case, spoken, today()),
            files=files.shown_to_customer(db(), case),
            schools=_schools(authority),
            here=url_for("portal.speaking", reference=case.reference, key=authority.track_key),
            section="look_up",
            **alongside(case, authority.representative),
            **beside(case),
        )
    )


def _schools(authority: Authority) -> Sequence[Signpost]:
    """Whoever speaks for a child or a young person is shown the way for schools (clause RP-1)."""
    return spoken_charter().help_with(Topic.EDUCATION) if authority.ground is OnBehalf.UNDER_18 else ()
