"""Whoever guesses is slowed down; whoever does not is left in peace."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import attempts
from shared.models.database import writing
from shared.models.drafts import Attempt

AT = datetime(2027, 3, 2, 10, 4, tzinfo=UTC)


def _wrong(session: Session, times: int, *, at: datetime = AT, place: str = "here") -> None:
    for _ in range(times):
        attempts.wrong(session, place, at=at)


@pytest.mark.clause("SC-7")
def test_ten_wrong_tries_are_borne_and_no_more(session: Session) -> None:
    _wrong(session, attempts.MOST - 1)
    assert not attempts.too_many(session, "here", at=AT)
    _wrong(session, 1)
    assert attempts.too_many(session, "here", at=AT)


def test_others_are_not_slowed_down_with_them(session: Session) -> None:
    _wrong(session, attempts.MOST)
    assert not attempts.too_many(session, "elsewhere", at=AT)


def test_some_places_bear_more_than_others(session: Session) -> None:
    _wrong(session, attempts.MOST)
    assert not attempts.too_many(session, "here", at=AT, most=attempts.MOST + 1)


@pytest.mark.parametrize(
    ("minute", "over", "reason"),
    [
        (0, 15, "a quarter of an hour begins"),
        (4, 11, "and goes on"),
        (14, 1, "its last minute"),
        (15, 15, "and the next begins"),
        (59, 1, "up to the full hour"),
    ],
)
def test_the_wait_ends_with_the_quarter_of_an_hour(session: Session, minute: int, over: int, reason: str) -> None:
    at = AT.replace(minute=minute)
    assert attempts.over_in(at) == timedelta(minutes=over), reason
    _wrong(session, attempts.MOST, at=at)
    assert attempts.too_many(session, "here", at=at)
    assert not attempts.too_many(session, "here", at=at + attempts.over_in(at))


def test_yesterdays_slips_are_forgotten(session: Session) -> None:
    _wrong(session, 1, at=AT - timedelta(days=2))
    _wrong(session, 1)
    attempts.forget_old(session, at=AT)
    assert session.scalar(sa.select(sa.func.count()).select_from(Attempt)) == 1


def test_tries_are_counted_alike_on_both_databases(databases: sa.Engine) -> None:
    for _ in range(3):
        with writing(databases) as session, session.begin():
            attempts.wrong(session, "here", at=AT)
    with writing(databases) as session:
        assert session.scalars(sa.select(Attempt.times)).all() == [3]
