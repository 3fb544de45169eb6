"""What we owe people in writing: owed in the act's own transaction, each person's in the way that reaches them."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import clocks, limited, signing, tasks
from shared.casework.leaving import how_it_leaves
from shared.casework.reaching import (
    FITTING,
    Audience,
    Telling,
    address,
    audience,
    authority_with,
    for_person,
    way_of,
)
from shared.charter.next_step import NextStep, What, latest_reply, next_step
from shared.charter.organisation import Charter
from shared.charter.reaching import ABOUT_WHO_SPEAKS, AND, SPOKEN
from shared.charter.vocabulary import Reach, Support
from shared.models.cases import Case
from shared.models.notices import Held, Notice, Task, TaskKind
from shared.models.representatives import Representative

#: What leaves by itself; for every other way somebody has to act.
CARRIED = frozenset({Reach.EMAIL, Reach.TEXT})
#: Messages that somebody here writes, or that end the case: whoever got one has heard from us.
_HEARD_FROM_US = frozenset(
    {"acknowledged", "explained", "asked", "wrote", "explanation", "points", "agreed", "meet", "report", "rested"}
    | {
        "goes_on",
        "decided",
        "closed",
        "withdrawn",
        "joined",
        "put_elsewhere",
        "remedy_done",
        "remedy_cannot",
        "kind_changed",
    }
)


def owe(
    session: Session,
    case: Case,
    template: str,
    *,
    at: datetime,
    charter: Charter,
    telling: Telling = FITTING,
    **facts: object,
) -> Notice | None:
    """Owe everybody who is to hear of it one notice about the act that was just written into the history.

    The first of them, the customer's where there is one; None where there is nobody to write to. Each is made in the
    format and language of whoever it is for. What does not leave by itself becomes a task for a person at once.
    """
    if template in _HEARD_FROM_US:
        tasks.settled(session, case, TaskKind.UPDATE, by=None, at=at)
    told = [
        owe_one(session, case, template, one, at=at, charter=charter, telling=telling, facts=facts)
        for one in audience(case, charter, clocks.today_of(charter, at))
    ]
    return told[0] if told else None


def owe_representative(
    session: Session,
    case: Case,
    template: str,
    representative: Representative,
    *,
    at: datetime,
    charter: Charter,
    **facts: object,
) -> Notice | None:
    """Owe somebody who speaks for the customer a notice that says nothing personal about the customer."""
    one = for_person(representative, charter, clocks.today_of(charter, at))
    if one is None:
        return None
    return owe_one(session, case, template, one, at=at, charter=charter, telling=FITTING, facts=facts)


def owe_customer(
    session: Session, case: Case, template: str, *, at: datetime, charter: Charter, **facts: object
) -> Notice | None:
    """Owe the customer alone a notice, whoever else hears of the case: for what only they can decide."""
    day = clocks.today_of(charter, at)
    one = for_person(case.customer, charter, day) if case.customer else None
    if one is None:
        return None
    return owe_one(session, case, template, one, at=at, charter=charter, telling=FITTING, facts=facts)


def owe_one(
    session: Session,
    case: Case,
    template: str,
    one: Audience,
    *,
    at: datetime,
    charter: Charter,
    telling: Telling,
    facts: dict[str, Any],
    once: str = "",
) -> Notice:
    """Owe one person one notice; `once` names it where the act that it is about lies further back."""
    known = {**snapshot(case, charter, at), **facts}
    if one.representative:
        known |= _as_told_to(one.representative, case, personal=template not in ABOUT_WHO_SPEAKS)
    once = once or f"{case.reference}/{case.version}/{template}{'/representative' if one.representative else ''}"
    person = one.representative or case.customer
    assert person is not None
    reach = way_of(one, telling)
    notice = Notice(
        case=case,
        representative=one.representative,
        template=template,
        reach=reach,
        to_name=one.name,
        to_address=address(person, reach),
        language=AND.join(one.needs.languages),
        interpreter=one.needs.interpreter if reach in SPOKEN else "",
        words_in=telling.words_in,
        **how_it_leaves(one, telling),
        facts=known,
        once_key=once,
        owed_at=at,
        send_after=at,
        made="",
    )
    session.add(notice)
    open_tasks_of(session, notice, at=at, charter=charter)
    return notice


def _as_told_to(representative: Representative, case: Case, *, personal: bool) -> dict[str, Any]:
    """What is different in a notice to somebody who speaks for the customer: their own page, and for whom it is."""
    authority = authority_with(representative, case)
    assert authority is not None
    return {
        "track": f"/for/{case.reference}/{authority.track_key}",
        "other": "",
        "told_by": "",
        "no_phone": False,  # it is the customer's calls that are not taken
        "speaks_for": case.customer.name if case.customer and personal else "",
        "list": f"/advocate/{representative.list_key}" if representative.organisation else "",
    }


def open_tasks_of(session: Session, notice: Notice, *, at: datetime, charter: Charter) -> None:
    """What a person has to do before, or instead of, sending this notice."""
    today = clocks.today_of(charter, at)
    match notice.held_for:
        case Held.TRANSLATION:
            by = charter.supported_by(Support.TRANSLATION, today)
            _open(session, notice, TaskKind.TRANSLATE, by, at=at, charter=charter, detail=notice.language)
        case Held.FORMAT:
            by = charter.supported_by(Support.FORMAT, today)
            _open(session, notice, TaskKind.MAKE_FORMAT, by, at=at, charter=charter, detail=notice.format.value)
        case _ if notice.reach not in CARRIED:
            open_task(session, notice, at=at, charter=charter)


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
            made="",
            facts={**snapshot(case, charter, at), **facts},
            once_key=f"{case.reference}/{case.version}/{template}/team",
            owed_at=at,
            send_after=at,
        )
    )


def snapshot(case: Case, charter: Charter, at: datetime) -> dict[str, Any]:
    """What was true of the case when the notice was owed: a message that leaves later must still say it."""
    today = clocks.today_of(charter, at)
    story = signing.story_told(case, charter, today)
    step, then = next_step(story, charter, today), latest_reply(story, charter)
    if step.what is What.WRITE_BACK and step.by < today:  # whoever hears from us again may write back again
        step = replace(step, by=charter.calendar.add(today, charter.organisation.write_back_days))
    return {
        # Nobody is asked to phone us while their calls are not taken (clause RP-8).
        **({"no_phone": True} if limited.told(case.customer, today, charter).shuts(Reach.PHONE) else {}),
        "reference": case.reference,
        "kind": case.kind.value,
        "service": case.service,
        "procedure": case.procedure,
        "received_on": case.received_on.isoformat(),
        "track": f"/track/{case.reference}/{case.tracking_key}",
        "team": story.team,
        "owner": story.owner,
        "next": _plain(step),
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


def open_task(session: Session, notice: Notice, *, at: datetime, charter: Charter, failed: bool = False) -> Task | None:
    """Somebody must reach this person themselves, by the next working day: ring, post, or find another way."""
    by = charter.calendar.add(clocks.today_of(charter, at), 1)
    return _open(session, notice, TaskKind.REACH, by, at=at, charter=charter, detail=notice.interpreter, failed=failed)


def _open(
    session: Session,
    notice: Notice,
    what: TaskKind,
    due_on: date,
    *,
    at: datetime,
    charter: Charter,
    detail: str,
    failed: bool = False,
) -> Task | None:
    """None for a notice that is about no case: there is no team whose task it could be.

    A notice that was made anew may need once more what had been done for it: then that task is open again.
    """
    case = notice.case
    if case is None:
        return None
    before = task_of(session, notice, what)
    if before is None:
        return task_on(session, case, what, due_on, at=at, charter=charter, detail=detail, failed=failed, notice=notice)
    before.reach, before.detail, before.failed = notice.reach, detail, failed
    before.opened_at, before.due_on = at, due_on
    before.done_at, before.done_by_id, before.how = None, None, ""
    return before


def task_of(session: Session, notice: Notice, what: TaskKind) -> Task | None:
    """The task of that kind which this notice has opened, if it has."""
    if notice in session.new:  # nothing hangs on it yet
        return None
    return session.scalars(sa.select(Task).where(Task.notice_id == notice.id, Task.what == what)).first()


def task_on(
    session: Session,
    case: Case,
    what: TaskKind,
    due_on: date,
    *,
    at: datetime,
    charter: Charter,
    detail: str = "",
    about_id: int | None = None,
    failed: bool = False,
    notice: Notice | None = None,
) -> Task:
    """Something that the team of this case has to do by that day."""
    task = Task(
        case=case,
        notice=notice,
        what=what,
        reach=notice.reach if notice else Reach.NONE,
        detail=detail,
        about_id=about_id,
        failed=failed,
        team=case.team or charter.organisation.triage_team,
        opened_at=at,
        due_on=due_on,
    )
    session.add(task)
    return task
