"""Authorities whose last day has passed: their representative is told nothing more, and both are told so."""

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import clocks, timeline
from shared.casework.authority_notices import tell_both
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Scope
from shared.models.cases import Case
from shared.models.happened import Happened
from shared.models.representatives import Authority

#: Nobody's telephone sounds at night: the hours of the council's own day in which we tell it.
_HOURS = range(8, 20)
#: Nobody is told about what ran out longer ago than this.
_LATEST = timedelta(days=30)


def end_by_day(session: Session, *, at: datetime, charter: Charter, most: int = 50) -> int:
    """End every authority whose last day was yesterday, or earlier where no worker ran; how many in this round.

    It ends in the history of each case, and its two people are told once, however many cases it was for (clause FP-10).
    """
    if at.astimezone(charter.organisation.time_zone).hour not in _HOURS:
        return 0
    today = clocks.today_of(charter, at)
    rows = (
        sa.select(Authority)
        .join(Authority.case)
        .where(
            Authority.ends_on < today,
            Authority.ends_on >= today - _LATEST,
            Authority.settled_at.is_not(None),
            Authority.ended_at.is_(None),
        )
        .order_by(Authority.customer_id, Authority.representative_id, Authority.id)
        .limit(most)
        .with_for_update(of=[Authority, Case], skip_locked=True)
    )
    found = session.scalars(rows).all()
    told = set()
    for one in found:
        one.ended_at = at
        facts: dict[str, Any] = {
            "name": one.representative.name,
            "how": "",
            "day": one.ends_on.isoformat() if one.ends_on else "",
        }
        timeline.write(session, one.case, Happened.AUTHORITY_ENDED, at=at, **facts)
        both = (one.customer_id, one.representative_id)
        if one.scope is not Scope.EVERYTHING or both not in told:
            tell_both(session, one, "authority_ended", at=at, charter=charter, by_day=True)
        if one.scope is Scope.EVERYTHING:
            told.add(both)
    return len(found)
