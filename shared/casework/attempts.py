"""Slowing down whoever guesses: wrong secrets are counted by the place that they come from."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from shared.models.drafts import Attempt

SPAN = timedelta(minutes=15)
MOST = 10


def _since(at: datetime) -> datetime:
    whole = at.replace(minute=0, second=0, microsecond=0)
    return whole + SPAN * ((at - whole) // SPAN)


def over_in(at: datetime) -> timedelta:
    """How long it is until the count begins anew."""
    return _since(at) + SPAN - at


def too_many(session: Session, place: str, *, at: datetime, most: int = MOST) -> bool:
    """Have as many wrong secrets come from there in this quarter of an hour as we bear?"""
    times = session.scalar(sa.select(Attempt.times).where(Attempt.place == place, Attempt.since == _since(at)))
    return (times or 0) >= most


def wrong(session: Session, place: str, *, at: datetime) -> None:
    """Count one wrong secret."""
    since = _since(at)
    once_more = (
        sa.update(Attempt)
        .where(Attempt.place == place, Attempt.since == since)
        .values(times=Attempt.times + 1)
        .returning(Attempt.times)
    )
    if session.execute(once_more).first() is not None:
        return
    try:
        with session.begin_nested():
            session.add(Attempt(place=place, since=since, times=1))
    except IntegrityError:  # two guesses came at once, and the other one was the first
        session.execute(once_more)


def forget_old(session: Session, *, at: datetime) -> None:
    """Yesterday's slips are forgotten."""
    session.execute(sa.delete(Attempt).where(Attempt.since < at - timedelta(days=1)))
