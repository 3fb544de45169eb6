"""Restrictions: what waits for somebody, and each one with all that was said and done about it (RP-7 to RP-11)."""

from collections.abc import Sequence
from typing import Any

from flask import Response, abort, request

from backoffice.blueprint import blueprint
from backoffice.guard import NUMBER, may, me
from shared.casework import (
    adjustments,
    efforts,
    engaging,
    finding,
    restriction_letters,
    restriction_steps,
    restrictions_seen,
)
from shared.casework import restrictions_waiting as waiting
from shared.casework.appeals import to_change
from shared.casework.restrictions_waiting import Tab
from shared.charter.access import Right
from shared.models.customers import Agreement, Customer
from shared.models.readings import Read
from shared.models.restrictions import Restriction, State
from shared.web import read_record
from shared.web.council import charter
from shared.web.language import spoken_charter
from shared.web.now import today
from shared.web.pages import show
from shared.web.unit_of_work import db

PAGE = f"/restrictions/<{NUMBER}:number>"


@blueprint.get("/restrictions")
@may(Right.PROPOSE_RESTRICTIONS)
def restrictions() -> Response:
    """What waits for somebody, one view at a time; names of measures alone, and nothing of what happened."""
    tab = next((one for one in Tab if one == request.args.get("tab")), Tab.TO_DECIDE)
    after = request.args.get("after")
    page = waiting.queue(db(), me(), charter(), tab=tab, today=today(), after=after)
    counts = waiting.counts(db(), me(), charter(), today=today())
    standing = {one.id: engaging.standing(one, today()) for one in page.restrictions}
    engagement = spoken_charter().engagement
    context: dict[str, Any] = {
        "page": page,
        "tab": tab,
        "counts": counts,
        "standing": standing,
        "engagement": engagement,
    }
    return show("backoffice/restrictions/list.html", **context)


@blueprint.get(PAGE)
@may(Right.PROPOSE_RESTRICTIONS)
def restriction(number: int) -> Response:
    """Where one restriction stands, what can be done with it, and everything that led to it."""
    found = restriction_or_404(number)
    read_record.opened(Read.RESTRICTION, found.id, customer_id=found.customer_id)
    return show("backoffice/restrictions/restriction.html", **page_of(found))


def restriction_or_404(number: int) -> Restriction:
    """The restriction of that number, if this member of staff may see it; held by whoever changes it."""
    to_change = request.method == "POST"
    return restrictions_seen.restriction_seen_by(db(), number, me(), charter(), to_change=to_change) or abort(404)


def page_of(found: Restriction) -> dict[str, Any]:
    """What the page of a restriction shows, and what an act on it is answered with."""
    engagement = spoken_charter().engagement
    return {
        "restriction": found,
        "person": found.customer,
        "engagement": engagement,
        "standing": engaging.standing(found, today()),
        "acts": restriction_steps.open_acts(found, me(), charter()),
        "deciders": engagement.deciders(found.categories) if engagement else (),
        "refused": restriction_steps.why_not(found, restriction_steps.Act.APPROVE, me(), charter())
        if engagement and engagement.live
        else None,
        "others": live_besides(found.customer, found),
        "letters": restriction_letters.letters_of(db(), found),
        "to_bring": restriction_letters.to_bring(db(), found),
        "evidence": evidence_of(found),
        "ours": efforts.our_part(db(), found.customer, me(), charter(), today=today()),
        "agreed": [one for one in adjustments.of(db(), found.customer) if one.status is Agreement.AGREED],
        "after_appeal": to_change(found),
        "opened_cases": finding.seen_among(db(), [one.case for one in found.appeals], me(), charter()),
    }


def live_besides(person: Customer, found: Restriction | None) -> Sequence[Restriction]:
    """What else is proposed, decided or in force for this person, as far as whoever looks may see it."""
    seen = restrictions_seen.restrictions_of(db(), person, me(), charter())
    return [one for one in seen if one is not found and one.state not in (State.TURNED_DOWN, State.ENDED)]


def evidence_of(found: Restriction) -> Sequence[tuple[object, bool]]:
    """The incidents that show it, and which of them this person may open."""
    numbers = restrictions_seen.evidence_seen(db(), found, me(), charter())
    return [(one, one.id in numbers) for one in found.incidents]
