"""A few incidents and restrictions, made by the very acts that staff take: a lively council has some of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from shared.casework import clocks, incidents, judging, restricting
from shared.casework import restrictions as proposing
from shared.casework.notices import CARRIED
from shared.casework.restrictions import MeasureWritten, Proposal
from shared.charter.access import Right
from shared.charter.fairness import NotAllowed, Question
from shared.charter.measures import Engagement, Measure, Recorded, Warned
from shared.charter.organisation import Charter
from shared.charter.spans import months_after
from shared.charter.vocabulary import Channel, Reach
from shared.models.cases import Case
from shared.models.incidents import Incident, Judged
from shared.models.notices import Notice
from shared.models.staff import Staff

#: One incident to so many cases, and never more than the last number.
ONE_IN, MOST = 150, 40


@dataclass(frozen=True)
class Told:
    """What happened, in words that hurt nobody who tries the product; with the first category that fits."""

    words: str
    categories: tuple[str, ...]
    channel: Channel


TOLD = (
    Told("The caller shouted that he would wait for me at the gate tonight.", ("threat",), Channel.PHONE),
    Told(
        "She called me useless and a liar, four times, and would not stop.",
        ("abuse", "offensive-language"),
        Channel.PHONE,
    ),
    Told(
        "Eleven calls today about an answer that she has had.", ("levels-of-contact", "repeated-contact"), Channel.PHONE
    ),
    Told(
        "He sent me a message on my own account at night.",
        ("outside-the-office", "private-media"),
        Channel.SOCIAL_MEDIA,
    ),
)
WHY = "On the phone one of us was frightened. We want to go on helping you, and look for a way that is safe for both."
FAIR = {
    Question.PROPORTIONATE: "The phone alone; every other way stays open.",
    Question.NORMAL_SERVICE: "It would be the same on a quiet day.",
    Question.OVERDUE: "Nothing of ours is late for this person.",
    Question.OUR_PART: "We found nothing that we did to bring it about.",
    Question.ADJUSTMENTS: "None is on record, and we asked.",
}


def add_some(session: Session, charter: Charter, *, cases: int, until: datetime, rng: Random) -> None:
    """Incidents on some cases that somebody has in hand; the first two threats or insults lead to a restriction."""
    engagement = charter.engagement
    if engagement is None:
        return
    wanted = min(cases // ONE_IN, MOST)
    rows = sa.select(Case).options(joinedload(Case.owner), joinedload(Case.customer))
    rows = rows.where(Case.owner_id.is_not(None), Case.customer_id.is_not(None), Case.closed_at.is_(None))
    found = session.scalars(rows.order_by(Case.id.desc()).limit(wanted)).all()
    for place, case in enumerate(found):
        told = TOLD[place % len(TOLD)]
        incident = _incident(session, case, told, engagement, charter, until - timedelta(days=20 - place % 19), rng)
        if incident is not None and place < 2 and engagement.live:
            _restricted(session, case, incident, engagement, charter, at=incident.recorded_at + timedelta(days=1))
    session.flush()
    long_gone = sa.and_(Notice.case_id.is_(None), Notice.sent_at.is_(None), Notice.held_for.is_(None))
    left = sa.update(Notice).where(long_gone, Notice.draft_key.is_(None), Notice.reach.in_(sorted(CARRIED)))
    session.execute(left.values(sent_at=Notice.owed_at).execution_options(synchronize_session=False))


def _incident(
    session: Session, case: Case, told: Told, engagement: Engagement, charter: Charter, at: datetime, rng: Random
) -> Incident | None:
    kinds = tuple(one for one in told.categories if one in engagement.categories)[:1]
    if not kinds or case.owner is None:
        return None
    happening = incidents.Happening(
        words=told.words,
        categories=kinds,
        channel=told.channel,
        happened_at=at - timedelta(minutes=rng.randrange(5, 90)),
        affected=case.owner,
        case=case,
        ended=True,
        warned=Warned.GIVEN,
        warning="I will end this if it goes on.",
        recorded=Recorded.NOT_RECORDED if told.channel is Channel.PHONE else Recorded.NO_CALL,
        steps="I told my manager.",
    )
    return incidents.record(session, happening, by=case.owner, at=at, charter=charter)


def _restricted(
    session: Session, case: Case, incident: Incident, engagement: Engagement, charter: Charter, *, at: datetime
) -> None:
    """Put forward by whoever has the case, judged and decided by a manager, and told where there is a way to."""
    customer, owner = case.customer, case.owner
    manager = _manager(session, incident, engagement, charter)
    if customer is None or owner is None or manager is None:
        return
    verdict = judging.Verdict(Judged.REGISTER, yes=True, reasons="Colleagues should know before they visit.")
    judging.decide(session, incident, verdict, by=manager, at=at, charter=charter)
    instead = Reach.EMAIL if customer.email else Reach.LETTER
    day = clocks.today_of(charter, at)
    proposal = Proposal(
        customer=customer,
        grounds=incident.kinds,
        measures=(MeasureWritten(Measure.CHANNEL, channel=Channel.PHONE, instead=instead),),
        incidents=(incident,),
        why=WHY,
        ends_on=months_after(day, engagement.longest_months),
        review_on=months_after(day, min(engagement.review_months, engagement.longest_months)),
        fairness=FAIR,
        skipped="Somebody was frightened: we could not wait for it to happen again.",
    )
    try:
        made = proposing.propose(session, proposal, by=owner, at=at, charter=charter)
        restricting.approve(session, made, reasons="It is the least that helps.", by=manager, at=at, charter=charter)
        restricting.tell(session, made, starts_on=day, by=manager, at=at, charter=charter)
    except NotAllowed:
        return  # nobody can be written to, for example: then there is no restriction


def _manager(session: Session, incident: Incident, engagement: Engagement, charter: Charter) -> Staff | None:
    roles = engagement.deciders(incident.kinds)
    rows = sa.select(Staff).where(Staff.role.in_(roles), Staff.disabled_at.is_(None)).order_by(Staff.id)
    theirs = [one for one in session.scalars(rows) if one.id not in (incident.staff_id, incident.affected_id)]
    own = [one for one in theirs if one.team == incident.team and one.may(Right.JUDGE_INCIDENTS)]
    relations = [one for one in theirs if one.team == charter.organisation.customer_relations_team]
    return next(iter(own or relations), None)
