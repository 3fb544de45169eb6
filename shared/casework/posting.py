"""Letters with which a form is handed over: somebody prints and posts each by a day, and says so (clause FP-11)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from shared.casework import clocks, sending
from shared.casework.paging import read_number
from shared.charter.access import Right
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Reach
from shared.models.cases import Case
from shared.models.drafts import HandOver
from shared.models.notices import Notice
from shared.models.staff import Staff

PAGE = 25


@dataclass(frozen=True)
class ToPost:
    """One letter that waits for the post, and the day by which it is to be there."""

    over: HandOver
    letter: Notice
    by: date


@dataclass(frozen=True)
class Letters:
    """Some letters, and the place where the next page begins."""

    letters: Sequence[ToPost]
    after: str | None


def to_post(session: Session, staff: Staff, charter: Charter, *, after: str | None = None) -> Letters:
    """What this person's team has yet to post, the oldest first, a page at a time."""
    rows = (
        sa.select(HandOver, Notice)
        .join(Notice, Notice.draft_key == HandOver.draft_key)
        .where(waits(staff))
        .options(joinedload(HandOver.staff))
        .order_by(Notice.id)
        .limit(PAGE + 1)
    )
    place = read_number(after)
    if place is not None:
        rows = rows.where(Notice.id > place)
    found = [ToPost(over, letter, post_by(letter, charter)) for over, letter in session.execute(rows)]
    shown = found[:PAGE]
    return Letters(shown, str(shown[-1].letter.id) if len(found) > PAGE else None)


def waits(staff: Staff) -> sa.ColumnElement[bool]:
    """Which letters wait for the post and are this person's to post: those of their team, whoever began the form.

    Asked of `HandOver` joined to the notice of its draft. What the person has sent meanwhile need not be posted.
    """
    team = sa.true() if staff.may(Right.SEE_EVERY_CASE) else HandOver.staff.has(Staff.team == staff.team)
    return sa.and_(
        Notice.draft_key.is_not(None),
        Notice.reach == Reach.LETTER,
        Notice.sent_at.is_(None),
        Notice.parked_at.is_(None),
        HandOver.ended_at.is_(None),
        ~sa.exists().where(Case.submission_key == HandOver.draft_key),
        team,
    )


def may_post(session: Session, number: int, staff: Staff) -> bool:
    """Is the letter of that form waiting, and for this person or their team to post?"""
    rows = sa.select(HandOver.id).join(Notice, Notice.draft_key == HandOver.draft_key)
    return session.scalars(rows.where(HandOver.id == number, waits(staff))).first() is not None


def post_by(letter: Notice, charter: Charter) -> date:
    """The next working day after it was owed."""
    return charter.calendar.add(clocks.today_of(charter, letter.owed_at), 1)


def posted(session: Session, letter: Notice, *, by: Staff, at: datetime) -> None:
    """It is in the post: who said so is kept, and what opens the form is not. Pressed twice, it is posted once."""
    if letter.sent_at is not None or letter.parked_at is not None:
        return
    sending.sent(session, letter, at=at)
    letter.facts = {**letter.facts, "posted_by": by.name}
