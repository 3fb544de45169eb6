"""What a day does to restrictions: those that were told begin, and those whose last day has passed end and are told."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import clocks, reviewing, sending
from shared.charter.organisation import Charter
from shared.models.restrictions import Restriction, State

#: So many in one transaction of the worker.
MOST = 50


def turn(session: Session, *, at: datetime, charter: Charter) -> int:
    """Begin and end what is to begin and end by today; gives back how many. The worker does it every few minutes."""
    today = clocks.today_of(charter, at)
    told = sa.and_(Restriction.state == State.TOLD, Restriction.starts_on <= today)
    over = sa.and_(Restriction.state.in_([State.TOLD, State.IN_FORCE]), Restriction.ends_on < today)
    rows = sa.select(Restriction).where(sa.or_(told, over)).order_by(Restriction.id).limit(MOST).with_for_update()
    found = session.scalars(rows).all()
    for restriction in found:
        if restriction.ends_on < today:
            reviewing.end(session, restriction, reasons="", by=None, at=at, charter=charter)
        else:
            restriction.state = State.IN_FORCE
            restriction.version += 1
            sending.look_again(session, restriction.customer, at=at, charter=charter)
    return len(found)
