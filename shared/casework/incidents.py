"""What staff met with: written down in a minute, and put before their manager at once (clauses RP-12 to RP-15)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import clocks
from shared.casework.pressed import adding, done_once
from shared.charter.access import Right, Role
from shared.charter.fairness import NotAllowed, WhyNot
from shared.charter.measures import Recorded, Special, Warned
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Channel, Reach
from shared.models.cases import Case, Clock
from shared.models.customers import Customer
from shared.models.incidents import Care, CareKind, Incident
from shared.models.notices import Notice
from shared.models.staff import Staff

#: That somebody was named in public: to the Head of People and to Corporate Communications, and nobody else (RP-28).
NAMED = "named_in_public"
#: Who is asked first where a team has several who may judge: whoever is nearest to the work.
NEAREST = (
    Role.TEAM_LEADER,
    Role.CUSTOMER_RELATIONS,
    Role.HEAD_OF_SERVICE,
    Role.STRATEGIC_LEAD,
    Role.EXECUTIVE_CHIEF_OFFICER,
    Role.DEPUTE_CHIEF_EXECUTIVE,
    Role.CHIEF_EXECUTIVE,
)


@dataclass(frozen=True)
class Happening:
    """What somebody writes down: the facts of one incident, checked.

    `affected` is whom it happened to, whoever writes. `case` is the case that it happened on, where there is one;
    `customer` who did it, None where nobody knows.
    """

    words: str
    categories: tuple[str, ...]
    channel: Channel
    happened_at: datetime
    affected: Staff
    case: Case | None = None
    customer: Customer | None = None
    ended: bool = False
    warned: Warned = Warned.NOT_ENDED
    warning: str = ""
    recorded: Recorded = Recorded.NO_CALL
    steps: str = ""
    witnesses: str = ""
    link: str = ""


def record(
    session: Session, what: Happening, *, by: Staff, at: datetime, charter: Charter, once: str | None = None
) -> Incident:
    """Write an incident down; its line manager hears of it at once, with nothing of what happened in the mail.

    Pressed twice, it is one incident. Raises `NotAllowed`.
    """
    before = _recorded_already(session, once)
    if before is not None:
        return before
    _require_whole(what, at=at, charter=charter)
    engagement = charter.engagement
    today = clocks.today_of(charter, at)
    named = _asks(what.categories, Special.NAMED, charter)
    managers = (line_managers if named else lookers)(session, what.affected, charter)
    incident = Incident(
        customer=what.customer or (what.case.customer if what.case else None),
        case=what.case,
        staff=by,
        staff_id=by.id,
        affected=what.affected,
        affected_id=what.affected.id,
        team=managers[0].team if named and managers else what.affected.team,
        happened_at=what.happened_at,
        recorded_at=at,
        channel=what.channel,
        categories=",".join(what.categories),
        look_by=charter.calendar.add(today, engagement.look_days if engagement else 1),
        named_only=named,
        once_key=once,
        version=1,
        **_as_told(what),
    )
    kept, first = done_once(session, adding(session, incident), lambda: _recorded_already(session, once))
    if not first:
        return kept
    _care_for(incident, at=at, charter=charter)
    _tell(session, incident, managers, at=at, charter=charter)
    return incident


def _as_told(what: Happening) -> dict[str, Any]:
    return {
        "words": what.words.strip(),
        "ended": what.ended,
        "warned": what.warned,
        "warning": what.warning.strip(),
        "recorded": what.recorded,
        "steps": what.steps.strip(),
        "witnesses": what.witnesses.strip(),
        "link": what.link.strip(),
    }


def _recorded_already(session: Session, once: str | None) -> Incident | None:
    return session.scalar(sa.select(Incident).where(Incident.once_key == once)) if once else None


def _require_whole(what: Happening, *, at: datetime, charter: Charter) -> None:
    known = charter.engagement.categories if charter.engagement else {}
    if not what.words.strip():
        raise NotAllowed(WhyNot.WORDS_MISSING)
    if charter.engagement and not what.categories:
        raise NotAllowed(WhyNot.CATEGORY_MISSING)
    if any(one not in known for one in what.categories):
        raise NotAllowed(WhyNot.NOT_HERE)
    if what.happened_at > at:
        raise NotAllowed(WhyNot.DAY_IN_THE_FUTURE)
    if (what.warned is Warned.GIVEN) != bool(what.warning.strip()):
        raise NotAllowed(WhyNot.WORDS_MISSING)


def _asks(categories: Sequence[str], special: Special, charter: Charter) -> bool:
    known = charter.engagement.categories if charter.engagement else {}
    return any(special in known[one].special for one in categories if one in known)


def asks(incident: Incident, special: Special, charter: Charter) -> bool:
    """Does one of its categories ask for that?"""
    return _asks(incident.kinds, special, charter)


def _care_for(incident: Incident, *, at: datetime, charter: Charter) -> None:
    """A talk with the manager, and where to find support, are owed to whoever was affected (clause RP-22)."""
    days = charter.engagement.debrief_days if charter.engagement else 5
    today = clocks.today_of(charter, at)
    due = charter.calendar.add(today, days)
    incident.cares.append(Care(what=CareKind.DEBRIEF, words="", due_on=due, how=""))
    incident.cares.append(Care(what=CareKind.ASSISTANCE, words="", due_on=due, how=""))


def managers_of(session: Session, team: str, charter: Charter) -> list[Staff]:
    """Who may judge what happened in a team: its own managers, or Customer Relations where it has none."""
    relations = charter.organisation.customer_relations_team
    return _judges(session, team) or _judges(session, relations)


def lookers(session: Session, affected: Staff, charter: Charter) -> list[Staff]:
    """Who looks at what happened to this person: the managers of their team, and never they themselves."""
    relations = charter.organisation.customer_relations_team
    found = [one for one in _judges(session, affected.team) if one.id != affected.id]
    return found or [one for one in _judges(session, relations) if one.id != affected.id]


def line_managers(session: Session, affected: Staff, charter: Charter) -> list[Staff]:
    """The manager of this person, and nobody else: of those who look at it, whoever is nearest above them (RP-28).

    Where two in the team are as near, it is whoever has worked here longer; nobody where there is no manager at all.
    """
    found = lookers(session, affected, charter)
    below = NEAREST[: NEAREST.index(affected.role) + 1] if affected.role in NEAREST else ()
    above = [one for one in found if one.role not in below]
    if above:
        return [min(above, key=lambda one: (NEAREST.index(one.role), one.id))]
    return [min(found, key=lambda one: (-NEAREST.index(one.role), one.id))] if found else []


def _judges(session: Session, team: str) -> list[Staff]:
    rows = sa.select(Staff).where(Staff.disabled_at.is_(None), Staff.team == team).order_by(Staff.id)
    return [one for one in session.scalars(rows) if one.may(Right.JUDGE_INCIDENTS)]


def _tell(session: Session, incident: Incident, managers: Sequence[Staff], *, at: datetime, charter: Charter) -> None:
    """By e-mail, to each by name: that there is something to look at, by when and where; nothing of what it is."""
    template, told = ("incident_named" if incident.named_only else "incident"), charter.engagement
    facts: dict[str, Any] = {"look_by": incident.look_by.isoformat(), "page": f"/office/incidents/{incident.id}"}
    both = {"people": told.people.name, "communications": told.communications.name} if told else {}
    if incident.named_only:
        facts |= both
    for one in managers:
        if one.id != incident.staff_id:
            _mail(session, incident, template, one.name, one.email, at=at, charter=charter, facts=facts)
    if incident.named_only and told is not None:
        named = {"concerns": incident.words, "link": incident.link, "name": incident.affected.name, "files": [], **both}
        for other in (told.people, told.communications):
            _mail(session, incident, NAMED, other.name, other.email, at=at, charter=charter, facts=named)


def mails_of(session: Session, incident: Incident) -> Sequence[Notice]:
    """What was mailed about an incident, to whom, and how far it is."""
    key = Notice.once_key.startswith(f"incident/{incident.id}/", autoescape=True)
    return session.scalars(sa.select(Notice).where(Notice.case_id.is_(None), key).order_by(Notice.id)).all()


def said(notice: Notice) -> None:
    """A mail about somebody who was named in public has left: what it said is kept with its incident alone."""
    if notice.template == NAMED:
        notice.facts = {}


def late_cases(session: Session, customer: int | None, today: date) -> int:
    """How many promises to this person we have not kept in time ourselves, on their open cases (trap T-21)."""
    if customer is None:
        return 0
    late = (Clock.kept_on.is_(None), Clock.dropped_on.is_(None), Clock.due_on < today)
    rows = sa.select(sa.func.count(Clock.id)).join(Clock.case).where(Case.customer_id == customer, *late)
    return session.scalar(rows) or 0


def _mail(
    session: Session,
    incident: Incident,
    template: str,
    name: str,
    email: str,
    *,
    at: datetime,
    charter: Charter,
    facts: dict[str, Any],
) -> None:
    session.add(
        Notice(
            case=None,
            template=template,
            reach=Reach.EMAIL,
            to_name=name,
            to_address=email,
            language=charter.organisation.languages[0],
            facts=facts,
            once_key=f"incident/{incident.id}/{template}/{email}"[:120],
            owed_at=at,
            send_after=at,
            made="",
        )
    )
