"""What ties one case to another, and the complaint about how a request was dealt with."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from shared.casework import timeline
from shared.casework.intake import Submission, open_case
from shared.casework.steps import require
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Kind
from shared.charter.workflow import Step
from shared.models.cases import Case
from shared.models.happened import Happened
from shared.models.links import Link, Tie
from shared.models.staff import Staff


def tie(session: Session, case: Case, other: Case, what: Tie, *, at: datetime, by: Staff | None = None) -> Link:
    """Tie a case to another, once; the history of both tells it. Both must have been saved."""
    before = session.scalar(
        sa.select(Link).where(Link.case_id == case.id, Link.other_id == other.id, Link.what == what)
    )
    if before is not None:
        return before
    link = Link(case=case, other=other, what=what, at=at, by_id=by.id if by else None)
    session.add(link)
    timeline.write(session, case, Happened.LINKED, at=at, by=by, tie=what.value, other=other.reference)
    timeline.write(session, other, Happened.LINKED, at=at, by=by, tie=what.value, from_case=case.reference)
    return link


def ties_of(session: Session, case: Case) -> Sequence[Link]:
    """Every tie of a case, from it and to it, with the other case; asked only where its history tells of one."""
    if not timeline.tells_of(case, Happened.LINKED):
        return ()
    rows = sa.select(Link).where(sa.or_(Link.case_id == case.id, Link.other_id == case.id)).order_by(Link.id)
    return session.scalars(rows.options(joinedload(Link.case), joinedload(Link.other))).all()


def complain_about(session: Session, case: Case, submission: Submission, *, at: datetime, charter: Charter) -> Case:
    """Somebody is unhappy with how we dealt with their case: a complaint of its own, while the case goes on (E-04).

    Sent twice, it is one complaint. Raises `StepRefused` where the case is a complaint itself.
    """
    require(Step.COMPLAIN, case, by=None, charter=charter)
    told = replace(submission, kind=Kind.COMPLAINT, service=submission.service or case.service)
    complaint = open_case(session, told, at=at, charter=charter)
    session.flush()
    tie(session, complaint, case, Tie.COMPLAINT_ABOUT, at=at)
    return complaint
