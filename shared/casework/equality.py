"""Answers about equality: kept apart, counted together, and shown only where nobody can be known by them."""

import secrets
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Counted:
    """How many people answered at all, and how many gave each answer: None where they are too few to be shown."""

    total: int
    shown: Mapping[About, Mapping[str, int | None]]


def counted(session: Session, *, since: date, until: date) -> Counted:
    """What was answered in those months, all together.

    Where one number alone would be left out, the next smallest is left out too: else it could be worked out from the
    total.
    """
    found = _found(session, since, until)
    return Counted(found[About.AGE].total(), {about: _suppressed(one) for about, one in found.items()})


def _found(session: Session, since: date, until: date) -> Mapping[About, Counter[str]]:
    """All answers of those months, counted in one question."""
    table = EqualityAnswer.__table__
    asked = (
        sa.select(sa.literal(about.value).label("about"), table.c[about.name.lower()].label("answer"), sa.func.count())
        .where(table.c.month >= since, table.c.month <= until)
        .group_by(table.c[about.name.lower()])
        for about in About
    )
    found: dict[About, Counter[str]] = {about: Counter() for about in About}
    for about, answer, number in session.execute(sa.union_all(*asked)):
        found[About(about)][str(answer)] = int(number)
    return found


def _suppressed(found: Counter[str]) -> Mapping[str, int | None]:
    hidden = {answer for answer, number in found.items() if number < FEWEST}
    if len(hidden) == 1:
        others = sorted((number, answer) for answer, number in found.items() if answer not in hidden)
        hidden |= {answer for _, answer in others[:1]}
    return {answer: None if answer in hidden else number for answer, number in found.items()}
