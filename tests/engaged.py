"""Incidents and restrictions to test with: one word to vary, and everybody in their own role."""

import itertools
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from shared.casework import clocks, incidents, replies, restricting
from shared.casework import restrictions as proposing
from shared.casework.restrictions import MeasureWritten, Proposal
from shared.charter.access import Role
from shared.charter.fairness import Question
from shared.charter.measures import Measure, Warned
from shared.charter.organisation import Charter
from shared.charter.spans import months_after
from shared.charter.vocabulary import Channel, Reach
from shared.models.cases import Case
from shared.models.customers import Customer
from shared.models.incidents import Incident
from shared.models.restrictions import Restriction
from shared.models.staff import Staff
from tests.builders import TUESDAY, a_case, a_member_of_staff, held

TEAM = "roads-maintenance"
_number = itertools.count(1)
#: Each question of the policy, answered.
FAIR = {
    Question.PROPORTIONATE: "The phone line alone; everything else stays open.",
    Question.NORMAL_SERVICE: "We could not manage it on a quiet day either.",
    Question.OVERDUE: "None of our answers is late.",
    Question.OUR_PART: "We told her a wrong date once, and have said sorry.",
    Question.ADJUSTMENTS: "She has asked for none.",
}
NO_PHONE = MeasureWritten(Measure.CHANNEL, channel=Channel.PHONE, instead=Reach.EMAIL)


def an_incident(
    session: Session,
    charter: Charter,
    *,
    case: Case | None = None,
    by: Staff | None = None,
    words: str = "He said: I know where you park.",
    categories: tuple[str, ...] = ("threat",),
    at: datetime = TUESDAY,
    **more: Any,
) -> Incident:
    """What somebody of the roads team met with on the phone, written down by whoever it happened to."""
    worker = by or a_member_of_staff(session, Role.CASE_WORKER, TEAM)
    told: dict[str, Any] = {"channel": Channel.PHONE, "happened_at": at, "affected": worker, "ended": True}
    told |= {"warned": Warned.GIVEN, "warning": "I will end this call if you go on."}
    happened = incidents.Happening(words=words, categories=categories, case=case, **{**told, **more})
    found = incidents.record(session, happened, by=worker, at=at, charter=charter, once=f"incident-{next(_number)}")
    session.flush()
    return found


def a_proposal(
    session: Session,
    charter: Charter,
    *,
    customer: Customer | None = None,
    case: Case | None = None,
    measures: tuple[MeasureWritten, ...] = (NO_PHONE,),
    at: datetime = TUESDAY,
    **more: Any,
) -> Proposal:
    """A restriction that may be put forward as it is: three months, looked at again after two."""
    about = case or a_case(session, charter, at=at)
    whose = customer or about.customer
    assert whose is not None
    day = clocks.today_of(charter, at)
    said: dict[str, Any] = {
        "customer": whose,
        "grounds": ("threat",),
        "measures": measures,
        "why": "On 1 March one of us was afraid on the phone.",
        "ends_on": months_after(day, 3),
        "review_on": months_after(day, 2),
        "fairness": FAIR,
        "skipped": "A threat is acted on at once.",
    }
    if "incidents" not in more:
        said["incidents"] = (an_incident(session, charter, case=about, customer=whose, at=at),)
    return Proposal(**{**said, **more})


def a_restriction(
    session: Session,
    charter: Charter,
    *,
    by: Staff | None = None,
    leader: Staff | None = None,
    told: bool = True,
    starts_on: date | None = None,
    at: datetime = TUESDAY,
    **proposal: Any,
) -> Restriction:
    """A restriction in force: put forward by one of the team, decided by their leader, and told."""
    worker = by or a_member_of_staff(session, Role.CASE_WORKER, TEAM)
    decides = leader or a_member_of_staff(session, Role.TEAM_LEADER, TEAM)
    put = a_proposal(session, charter, at=at, **proposal)
    made = proposing.propose(session, put, by=worker, at=at, charter=charter, once=f"proposal-{next(_number)}")
    session.flush()
    act: dict[str, Any] = {"by": decides, "at": at, "charter": charter}
    restricting.approve(session, made, reasons="It is the least that helps.", **act)
    if told:
        restricting.tell(session, made, starts_on=starts_on or clocks.today_of(charter, at), **act)
    session.flush()
    return made


def an_answered_case(session: Session, charter: Charter, *, at: datetime = TUESDAY, **more: Any) -> Case:
    """A request that was answered in full: on its matter we may have given our last answer."""
    worker = a_member_of_staff(session, Role.CASE_WORKER, TEAM)
    case = held(session, a_case(session, charter, at=at, **more), by=worker, charter=charter, at=at)
    replies.reply(session, case, words="We have mended it.", by=worker, at=at, charter=charter)
    session.flush()
    return case


def days_later(days: int) -> datetime:
    """So many days after the Tuesday on which everything begins."""
    return TUESDAY + timedelta(days=days)
