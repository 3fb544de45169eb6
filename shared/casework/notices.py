"""What we owe people in writing: owed in the act's own transaction, claimed and settled by the worker."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import clocks, timeline
from shared.charter.next_step import NextStep, latest_reply, next_step
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Reach
from shared.models.cases import Case, Happened
from shared.models.customers import Customer
from shared.models.notices import Notice, Task

LEASE = timedelta(minutes=5)
#: How long to wait before each further try; after the last one the notice is parked and shown to staff.
BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 480))


def owe(
    session: Session, case: Case, template: str, *, at: datetime, charter: Charter, **facts: object
) -> Notice | None:
    """Owe the customer one notice about the act that was just written into the history.

    None where there is nobody to write to. What cannot be sent by e-mail becomes a task for a person at once.
    """
    if case.customer is None or case.customer.reach is Reach.NONE:
        return None
    notice = Notice(
        case=case,
        template=template,
        reach=case.customer.reach,
        to_name=case.customer.name,
        to_address=_address(case.customer),
        language=case.customer.language,
        facts={**snapshot(case, charter, at), **facts},
        once_key=f"{case.reference}/{case.version}/{template}",
        owed_at=at,
        send_after=at,
    )
    session.add(notice)
    if notice.reach is not Reach.EMAIL:
        open_task(session, notice, at=at, charter=charter)
    return notice


def owe_team(session: Session, case: Case, template: str, *, at: datetime, charter: Charter, **facts: object) -> None:
    """Tell the team that has the case, at its own address."""
    team = charter.teams[case.team or charter.organisation.triage_team]
    session.add(
        Notice(
            case=case,
            template=template,
            reach=Reach.EMAIL,
            to_name=team.name,
            to_address=team.email,
            language=charter.organisation.languages[0],
            facts={**snapshot(case, charter, at), **facts},
            once_key=f"{case.reference}/{case.version}/{template}/team",
            owed_at=at,
            send_after=at,
        )
    )


def snapshot(case: Case, charter: Charter, at: datetime) -> dict[str, Any]:
    """What was true of the case when the notice was owed: a message that leaves later must still say it."""
    today = clocks.today_of(charter, at)
    story = clocks.story(case, charter)
    then = latest_reply(story, charter)
    return {
        "reference": case.reference,
        "kind": case.kind.value,
        "received_on": case.received_on.isoformat(),
        "track": f"/track/{case.reference}/{case.tracking_key}",
        "team": story.team,
        "owner": story.owner,
        "next": _plain(next_step(story, charter, today)),
        "reply_by": then[0].isoformat() if then else None,
        "reply_at_latest": bool(then and then[1]),
    }


def _plain(step: NextStep) -> dict[str, Any]:
    return {
        "what": step.what.value,
        "who": step.who.value,
        "name": step.name,
        "by": step.by.isoformat(),
        "late_since": step.late_since.isoformat() if step.late_since else None,
        "clause": step.promise.clause.number if step.promise else None,
        "document": step.promise.clause.document.title if step.promise else None,
    }


def _address(customer: Customer) -> str:
    by_reach: Mapping[Reach, str] = {
        Reach.EMAIL: customer.email,
        Reach.PHONE: customer.phone,
        Reach.LETTER: customer.address,
    }
    return by_reach[customer.reach]


def open_task(session: Session, notice: Notice, *, at: datetime, charter: Charter, failed: bool = False) -> Task:
    """Somebody must reach this person themselves, by the next working day: ring, post, or find another way."""
    case = notice.case
    today = clocks.today_of(charter, at)
    task = Task(
        case=case,
        notice=notice,
        reach=notice.reach,
        failed=failed,
        team=case.team or charter.organisation.triage_team,
        opened_at=at,
        due_on=charter.calendar.add(today, 1),
    )
    session.add(task)
    return task


def claim(session: Session, *, at: datetime, most: int = 10) -> Sequence[Notice]:
    """Take the notices that are owed now, for as long as the lease lasts; what another worker holds is passed over."""
    pick = (
        sa.select(Notice.id)
        .where(
            Notice.sent_at.is_(None),
            Notice.parked_at.is_(None),
            Notice.reach == Reach.EMAIL,
            Notice.send_after <= at,
            sa.or_(Notice.locked_until.is_(None), Notice.locked_until < at),
        )
        .order_by(Notice.send_after, Notice.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    held = (
        sa.update(Notice)
        .where(Notice.id.in_(pick))
        .values(locked_until=at + LEASE, attempts=Notice.attempts + 1)
        .returning(Notice.id)
        .execution_options(synchronize_session=False)
    )
    numbers = session.scalars(held).all()
    rows = sa.select(Notice).where(Notice.id.in_(numbers)).order_by(Notice.id)
    return session.scalars(rows.execution_options(populate_existing=True)).all()


def sent(session: Session, notice: Notice, *, at: datetime) -> None:
    """It has left the building."""
    notice.sent_at, notice.locked_until, notice.trouble = at, None, ""


def failed(
    session: Session, notice: Notice, *, at: datetime, charter: Charter, trouble: str, for_good: bool = False
) -> None:
    """It did not leave: try again later, or after the last try park it and open a task to reach the person."""
    notice.trouble, notice.locked_until = trouble[:500], None
    if not for_good and notice.attempts <= len(BACK_OFF):
        notice.send_after = at + BACK_OFF[notice.attempts - 1]
        return
    notice.parked_at = at
    open_task(session, notice, at=at, charter=charter, failed=True)
    timeline.write(
        session,
        notice.case,
        Happened.NOT_DELIVERED,
        at=at,
        public=False,
        template=notice.template,
        trouble=trouble,
    )
