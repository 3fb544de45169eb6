"""Who is told of a restriction: those who have to act on it, the least there is, and it is kept who (RP-27, SC-6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import clocks, engaging
from shared.casework.hearing import decider
from shared.casework.restricting import engagement_of
from shared.casework.restrictions import enter, entered_already
from shared.charter.access import Right
from shared.charter.fairness import NotAllowed, WhyNot, may_decide
from shared.charter.measures import Measure
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Channel, Reach, Seal
from shared.models.cases import Case
from shared.models.notices import Notice
from shared.models.restrictions import Entered, Limit, Restriction, SharedWith, Sharing, State
from shared.models.staff import Staff

#: The mail to a team or a colleague: what to do and where to read it, and nothing of what was done.
TEMPLATE = "what_to_do"
#: So many owners of open cases are named on one page.
MOST = 50
_STANDS = (State.TOLD, State.IN_FORCE, State.ENDED)


class ToKnow(StrEnum):
    """Why somebody here has to know; `templates/components/what_to_do.html` says it."""

    PHONE = "phone"
    ONLINE = "online"
    NAMED = "named"
    OWNER = "owner"


@dataclass(frozen=True)
class Reader:
    """Somebody here who should know: a team or a member of staff, the measures that concern them, and why.

    `key` names them in a form.
    """

    key: str
    what: SharedWith
    name: str
    email: str
    why: ToKnow
    limits: tuple[Limit, ...]


def readers(session: Session, restriction: Restriction, charter: Charter) -> list[Reader]:
    """Who should know: the phone team of what concerns calls, the online team of mail, the one person, the owners."""
    engagement = engagement_of(charter)
    limits = restriction.limits
    calls = _concerning(limits, {Channel.PHONE, Channel.IN_PERSON}, {Measure.RECORDED_LINE})
    online = _concerning(limits, {Channel.EMAIL, Channel.SOCIAL_MEDIA}, set())
    if engagement.phone_team == engagement.online_team:  # told once, of both
        calls = online = tuple(one for one in limits if one in calls or one in online)
    found = [
        _team(engagement.phone_team, ToKnow.PHONE, calls, charter),
        _team(engagement.online_team, ToKnow.ONLINE, online, charter),
        *(_person(one.staff, ToKnow.NAMED, (one,)) for one in limits if one.measure is Measure.NAMED_PERSON),
        *(_person(one, ToKnow.OWNER, tuple(limits)) for one in _owners(session, restriction)),
    ]
    once: dict[str, Reader] = {}
    for one in found:
        if one is not None and one.limits:
            once.setdefault(one.key, one)
    return list(once.values())


def _concerning(limits: Iterable[Limit], ways: set[Channel], measures: set[Measure]) -> tuple[Limit, ...]:
    """What a team that answers in these ways has to know; who speaks with whom, and when, concerns them all."""
    everywhere = {Measure.NAMED_PERSON, Measure.THIRD_PARTY, Measure.NO_NAMES, Measure.LIMITS}
    return tuple(one for one in limits if one.channel in ways or one.measure in measures | everywhere)


def _team(number: str, why: ToKnow, limits: tuple[Limit, ...], charter: Charter) -> Reader | None:
    team = charter.teams.get(number)
    return Reader(f"team:{number}", SharedWith.TEAM, team.name, team.email, why, limits) if team else None


def _person(staff: Staff | None, why: ToKnow, limits: tuple[Limit, ...]) -> Reader | None:
    if staff is None or staff.disabled_at is not None:
        return None
    return Reader(f"staff:{staff.id}", SharedWith.STAFF, staff.name, staff.email, why, limits)


def _owners(session: Session, restriction: Restriction) -> list[Staff]:
    """Whoever has an open case of theirs, as far as few may not see it."""
    rows = (
        sa.select(Staff)
        .join(Case, Case.owner_id == Staff.id)
        .where(Case.customer_id == restriction.customer_id, Case.closed_at.is_(None), Case.seal == Seal.NONE)
        .order_by(Staff.id)
        .distinct()
        .limit(MOST)
    )
    return list(session.scalars(rows).unique())


def stands(restriction: Restriction) -> bool:
    """Has it been decided and begun, so that somebody may be told of it?"""
    return restriction.state in _STANDS


def told(restriction: Restriction, reader: Reader) -> Sharing | None:
    """When this reader was told of the measures as they are now; None where they were not."""
    since = restriction.changed_at or restriction.decided_at
    if restriction.ended_at is not None:
        since = restriction.ended_at
    mine = [one for one in restriction.sharings if one.what is reader.what and one.whom == reader.name]
    return next((one for one in reversed(mine) if since is None or one.at >= since), None)


def tell(
    session: Session,
    restriction: Restriction,
    key: str,
    *,
    lines: tuple[str, ...],
    by: Staff,
    at: datetime,
    charter: Charter,
    once: str | None = None,
) -> Sharing | None:
    """Tell one team or colleague what to do, by mail, and keep that they were told. Pressed twice, it is once.

    `lines` say what to do, as the page showed them. Raises `NotAllowed`.
    """
    if entered_already(session, once):
        return None
    if not (by.may(Right.PROPOSE_RESTRICTIONS) or by.may(Right.DECIDE_RESTRICTIONS)):
        raise NotAllowed(WhyNot.NOT_YOUR_ROLE)
    reader = next((one for one in readers(session, restriction, charter) if one.key == key), None)
    if reader is None or restriction.state not in _STANDS:
        raise NotAllowed(WhyNot.NOT_NOW)
    said = "\n".join(lines)
    sharing = _keep(restriction, reader.what, reader.name, reader.why.value, said, by=by, at=at)
    enter(session, restriction, Entered.SHARED, at=at, by=by, once=once, whom=reader.name, why=reader.why.value)
    session.add(_mail(restriction, reader, lines, at=at, charter=charter))
    return sharing


def tell_authority(
    session: Session,
    restriction: Restriction,
    *,
    whom: str,
    why: str,
    basis: str,
    words: str,
    by: Staff,
    at: datetime,
    charter: Charter,
    once: str | None = None,
) -> Sharing | None:
    """Keep that another authority was told: what, why, and on which lawful basis (clause SC-6).

    Nothing is sent from here: somebody tells them, and only whoever could decide such a restriction decides that.
    Raises `NotAllowed`.
    """
    if entered_already(session, once):
        return None
    refused = may_decide(engagement_of(charter), restriction.categories, decider(restriction, by))
    if refused is not None and refused is not WhyNot.PROPOSED_YOURSELF:
        raise NotAllowed(refused)
    if not basis.strip():
        raise NotAllowed(WhyNot.NO_BASIS)
    if not (whom.strip() and why.strip() and words.strip()):
        raise NotAllowed(WhyNot.WORDS_MISSING)
    if restriction.state not in _STANDS:
        raise NotAllowed(WhyNot.NOT_NOW)
    what, name = SharedWith.AUTHORITY, whom.strip()
    sharing = _keep(restriction, what, name, why.strip(), words.strip(), by=by, at=at, basis=basis.strip())
    enter(session, restriction, Entered.SHARED, at=at, by=by, once=once, whom=name, why=why.strip(), outside=True)
    return sharing


def _keep(
    restriction: Restriction,
    what: SharedWith,
    whom: str,
    why: str,
    words: str,
    *,
    by: Staff,
    at: datetime,
    basis: str = "",
) -> Sharing:
    sharing = Sharing(what=what, whom=whom[:200], why=why, basis=basis, words=words, at=at, by_id=by.id, by=by)
    restriction.sharings.append(sharing)
    return sharing


def _mail(
    restriction: Restriction, reader: Reader, lines: tuple[str, ...], *, at: datetime, charter: Charter
) -> Notice:
    """What to do, and the page where it stands: no name, no reference, and not what was done."""
    waits = not engaging.is_in_force(restriction, clocks.today_of(charter, at), charter)
    return Notice(
        case=None,
        template=TEMPLATE,
        reach=Reach.EMAIL,
        to_name=reader.name,
        to_address=reader.email,
        language=charter.organisation.languages[0],
        made="",
        facts={
            "page": f"/office/customers/{restriction.customer_id}",
            "lines": list(lines),
            "starts_on": restriction.starts_on.isoformat() if restriction.starts_on and waits else None,
            "ended": restriction.state is State.ENDED,
        },
        once_key=f"sharing/{restriction.id}/{restriction.version}/{reader.key}"[:120],
        owed_at=at,
        send_after=at,
    )
