"""Answers about equality: kept apart, counted together, and shown only where nobody can be known by them."""

import secrets
from collections import Counter
from collections.abc import Mapping
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.charter.equality import NOT_SAID, About, choices
from shared.models.equality import EqualityAnswer

#: A smaller number of people than this is never shown.
FEWEST = 5


def keep(session: Session, answers: Mapping[About, str], *, nation: str, today: date) -> bool:
    """Keep what somebody said, unless they said nothing. Raises ValueError on what that nation's lists do not have."""
    offered = choices(nation)
    said = {about: answers.get(about) or NOT_SAID for about in About}
    for about, answer in said.items():
        if answer not in offered[about]:
            raise ValueError(f"{answer!r} is no answer about {about}")
    if set(said.values()) == {NOT_SAID}:
        return False
    session.add(
        EqualityAnswer(
            key=secrets.token_hex(16),
            month=today.replace(day=1),
            age=said[About.AGE],
            disability=said[About.DISABILITY],
            sex=said[About.SEX],
            ethnic_group=said[About.ETHNIC_GROUP],
            religion=said[About.RELIGION],
        )
    )
    return True


def counted(session: Session, *, since: date, until: date) -> Mapping[About, Mapping[str, int | None]]:
    """How many gave each answer in those months; None where they are too few to be shown.

    Where one number alone would be left out, the next smallest is left out too: else it could be worked out from the
    total.
    """
    return {about: _suppressed(_of(session, about, since, until)) for about in About}


def total(session: Session, *, since: date, until: date) -> int:
    """How many answered at all in those months."""
    rows = sa.select(sa.func.count()).select_from(EqualityAnswer)
    return session.scalar(rows.where(EqualityAnswer.month >= since, EqualityAnswer.month <= until)) or 0


def _of(session: Session, about: About, since: date, until: date) -> Counter[str]:
    column = EqualityAnswer.__table__.c[about.name.lower()]
    month = EqualityAnswer.__table__.c.month
    rows = sa.select(column, sa.func.count()).where(month >= since, month <= until).group_by(column)
    return Counter({str(answer): int(number) for answer, number in session.execute(rows)})


def _suppressed(found: Counter[str]) -> Mapping[str, int | None]:
    hidden = {answer for answer, number in found.items() if number < FEWEST}
    if len(hidden) == 1:
        others = sorted((number, answer) for answer, number in found.items() if answer not in hidden)
        hidden |= {answer for _, answer in others[:1]}
    return {answer: None if answer in hidden else number for answer, number in found.items()}
