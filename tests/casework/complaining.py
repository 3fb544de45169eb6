"""Complaints in hand, and days of March 2027, for tests of what becomes of them in their procedures."""

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import decisions, routing
from shared.casework.customers import Person
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Kind
from shared.charter.workflow import Stage
from shared.models.cases import Case
from shared.models.notices import Notice
from shared.models.staff import Staff
from tests.builders import TUESDAY, a_case
from tests.people import Cast

NOBODY = Person()


def on(day: int) -> datetime:
    """At ten in the morning of that day of March 2027; the 2nd is a Tuesday."""
    return TUESDAY + timedelta(days=day - 2)


def acting(by: Staff, charter: Charter, day: int = 2) -> dict[str, Any]:
    """Who does something, when, and by which charter."""
    return {"by": by, "at": on(day), "charter": charter}


def with_the_team(session: Session, charter: Charter, cast: Cast, **case: Any) -> Case:
    """A complaint that was offered to the worker's team."""
    found = a_case(session, charter, Kind.COMPLAINT, **case)
    how = {"service": None, "reason": "They look after it.", **acting(cast.triage, charter)}
    routing.route(session, found, team=cast.team, **how)
    session.flush()
    return found


def in_hand(session: Session, charter: Charter, cast: Cast, **case: Any) -> Case:
    """A complaint that the worker has accepted."""
    found = with_the_team(session, charter, cast, **case)
    assert found.stage is Stage.OFFERED
    routing.accept(session, found, **acting(cast.worker, charter))
    session.flush()
    return found


def defined(session: Session, case: Case, by: Staff, charter: Charter) -> Case:
    """What the complaint is, written down in two points."""
    points = ("The light was out.", "Nobody rang back.")
    how = acting(by, charter)
    decisions.define(session, case, definition="The light was not mended.", sought="Mend it.", points=points, **how)
    session.flush()
    return case


def last_notice(session: Session, case: Case) -> Notice:
    """The message that was owed last."""
    session.flush()
    rows = sa.select(Notice).where(Notice.case_id == case.id).order_by(Notice.id.desc()).limit(1)
    return session.scalars(rows).one()


def told(session: Session, case: Case) -> list[str]:
    """Every message that was owed, by its template, the first first."""
    session.flush()
    return list(session.scalars(sa.select(Notice.template).where(Notice.case_id == case.id).order_by(Notice.id)))
