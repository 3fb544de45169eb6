"""A form that staff begin for somebody and hand over: they check it and send it themselves (clause FP-11)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import clocks, coming_back, drafts, posting
from shared.casework.customers import Person
from shared.casework.drafts import KEPT_FOR
from shared.casework.finding import seen_by
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Format, Kind, OnBehalf, Reach
from shared.models.cases import Case
from shared.models.drafts import Draft, HandOver
from shared.models.notices import Notice
from shared.models.staff import Staff

#: The ways in which a form can be handed over.
WAYS = (Reach.EMAIL, Reach.TEXT, Reach.LETTER)
#: Who began it, among the answers: no question of the journey has this name.
BEGUN_BY = "begun_by"
PAGE = 50


class State(StrEnum):
    """What has become of a form that was handed over."""

    WAITING = "waiting"
    SENT = "sent"
    TAKEN_BACK = "taken-back"
    DELETED = "deleted"


@dataclass(frozen=True)
class Begun:
    """What staff have written down so far; whatever is empty, the person is asked.

    `person` is whoever checks and sends it; their `reach` is how it is handed over, and how we write back.
    """

    person: Person
    kind: Kind | None = None
    whom: OnBehalf | None = None
    service: str = ""
    words: str = ""
    wanted: str = ""


@dataclass(frozen=True)
class Handed:
    """One of them as staff see it: how it stands, the last link that was sent, the case that came of it.

    `case` is None where this person may not see it. `deleted_on` is the day on which it goes, or went.
    """

    over: HandOver
    state: State
    link: Notice | None = None
    case: Case | None = None
    deleted_on: date | None = None


def begin(
    session: Session, begun: Begun, *, key: str, by: Staff, secret: str, at: datetime, charter: Charter
) -> HandOver:
    """Keep what staff wrote as the answers of a journey, and owe the person the link to it.

    `key` names this one sending: however often it arrives, it is begun once.
    """
    before = session.scalars(sa.select(HandOver).where(HandOver.draft_key == key)).first()
    if before is not None:
        return before
    person = begun.person
    drafts.keep(session, key, _answers(begun, by), at=at, language=person.language or "")
    over = HandOver(
        draft_key=key,
        staff_id=by.id,
        to_name=person.name,
        to_address=_address(person),
        reach=person.reach,
        begun_at=at,
        taken_back=False,
    )
    session.add(over)
    session.flush()
    send_again(session, over, secret=secret, at=at, charter=charter)
    return over


def _answers(begun: Begun, by: Staff) -> dict[str, Any]:
    """As the public's own questions keep them; only what was filled in, so that the rest is asked."""
    person = begun.person
    told = {
        "kind": begun.kind,
        "whom": begun.whom,
        "service": begun.service,
        "words": begun.words,
        "wanted": begun.wanted,
        "reach": person.reach,
        "name": person.name,
        "email": person.email,
        "phone": person.phone,
        "address": person.address,
        BEGUN_BY: by.name,
    }
    needs = {
        "format": person.format,
        "language": person.language,
        "interpreter": person.interpreter,
        "times": person.times,
        "needs": person.needs,
    }
    if any(needs.values()):
        told |= {**needs, "different": "yes", "format": person.format or Format.STANDARD}
    return {name: str(value) for name, value in told.items() if value}


def _address(person: Person) -> str:
    return {Reach.EMAIL: person.email, Reach.TEXT: person.phone, Reach.LETTER: person.address}[person.reach]


def send_again(session: Session, over: HandOver, *, secret: str, at: datetime, charter: Charter) -> Notice | None:
    """Owe the link (once more); None where it was sent or is gone, or where enough links were sent."""
    draft = coming_back.promise(session, over.draft_key, secret)
    if draft is None:
        return None
    return coming_back.send_link(
        session,
        draft,
        secret=secret,
        to_name=over.to_name,
        to_address=over.to_address,
        at=at,
        charter=charter,
        template="handed_over",
        reach=over.reach,
        form=Format(draft.answers.get("format", Format.STANDARD)),
    )


def take_back(session: Session, over: HandOver, *, at: datetime) -> bool:
    """Throw it away, and the link with it; False where the person has sent it already."""
    draft = session.get(Draft, over.draft_key, with_for_update=True)
    if over.ended_at is not None:
        return True
    if draft is None or draft.answers.get("sent"):
        return False
    drafts.forget(session, over.draft_key)
    over.ended_at, over.taken_back, over.to_address = at, True, ""
    return True


def mine(session: Session, staff: Staff, charter: Charter) -> Sequence[Handed]:
    """What this person handed over, the newest first."""
    rows = sa.select(HandOver).where(HandOver.staff_id == staff.id).order_by(HandOver.id.desc()).limit(PAGE)
    return _stand(session, session.scalars(rows).all(), staff, charter)


def one_of(session: Session, number: int, staff: Staff, charter: Charter) -> Handed | None:
    """One of them; None where it is somebody else's, unless its letter waits for their team to post it."""
    rows = sa.select(HandOver).where(HandOver.id == number)
    if not posting.may_post(session, number, staff):
        rows = rows.where(HandOver.staff_id == staff.id)
    found = _stand(session, session.scalars(rows).all(), staff, charter)
    return found[0] if found else None


def _stand(session: Session, overs: Sequence[HandOver], staff: Staff, charter: Charter) -> Sequence[Handed]:
    """Three questions, however many there are."""
    keys = [over.draft_key for over in overs]
    rows = {draft.key: draft for draft in session.scalars(sa.select(Draft).where(Draft.key.in_(keys)))}
    asked = sa.select(Notice).where(Notice.draft_key.in_(keys)).order_by(Notice.id)
    links = {notice.draft_key: notice for notice in session.scalars(asked)}
    theirs = sa.select(Case).where(Case.submission_key.in_(keys), seen_by(staff, charter))
    seen = {case.submission_key: case for case in session.scalars(theirs)}
    return [_one(over, rows.get(over.draft_key), links, seen, charter) for over in overs]


def _one(
    over: HandOver, draft: Draft | None, links: dict[str | None, Notice], seen: dict[str, Case], charter: Charter
) -> Handed:
    key = over.draft_key
    if over.ended_at is not None or draft is None:
        state = State.TAKEN_BACK if over.taken_back else State.DELETED
        return Handed(over, state, deleted_on=clocks.today_of(charter, over.ended_at) if over.ended_at else None)
    if draft.answers.get("sent"):
        return Handed(over, State.SENT, case=seen.get(key))
    return Handed(over, State.WAITING, links.get(key), deleted_on=coming_back.deleted_on(draft, charter))


def forget_old(session: Session, *, at: datetime) -> None:
    """To be called when old drafts have just been deleted: note which were never sent, and forget the others.

    A form that was sent is forgotten with its draft: its case has the rest. One that was not is listed for a while.
    """
    session.execute(sa.delete(HandOver).where(HandOver.ended_at < at - KEPT_FOR))
    without = ~sa.exists().where(Draft.key == HandOver.draft_key)
    came_of_it = sa.exists().where(Case.submission_key == HandOver.draft_key)
    session.execute(sa.delete(HandOver).where(HandOver.ended_at.is_(None), without, came_of_it))
    session.execute(sa.update(HandOver).where(HandOver.ended_at.is_(None), without).values(ended_at=at, to_address=""))
