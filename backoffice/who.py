"""How to reach the person of a case well: what whoever opens one of their cases sees first (clauses RP-4, RP-5)."""

from typing import Any

from shared.casework import adjustments, engaging, reaching
from shared.models.cases import Case
from shared.models.customers import Agreement
from shared.web.council import charter
from shared.web.now import today
from shared.web.unit_of_work import db


def panel_of(case: Case) -> dict[str, Any]:
    """What `cases/who.html` is given: what we do for them, what is to be decided, who speaks for them, who is told."""
    wanted = adjustments.of(db(), case.customer) if case.customer else ()
    authority = reaching.authority_of(case)
    return {
        "agreed": [one for one in wanted if one.status is Agreement.AGREED],
        "undecided": [one for one in wanted if adjustments.waits(one)],
        "asked_nothing": not wanted,
        "authority": authority,
        "speaks": authority is not None and authority.in_force(today()),
        "closed": engaging.effects_of(case, today(), charter()).shuts,
        "told": [one.name for one in reaching.audience(case, charter(), today())],
        "reads": reaching.needs_of(case.customer, charter()).languages if case.customer else (),
    }
