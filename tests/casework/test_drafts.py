"""Answers that wait until somebody has finished."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import drafts
from shared.models.database import writing
from shared.models.drafts import Draft
from tests.builders import TUESDAY


@pytest.mark.clause("CH-5")
def test_whoever_comes_back_finds_what_she_had_answered(session: Session) -> None:
    key = drafts.new_key()
    drafts.keep(session, key, {"kind": "request"}, at=TUESDAY)
    drafts.keep(session, key, {"words": "The light is out."}, at=TUESDAY)
    session.commit()
    session.expire_all()
    assert drafts.answers(session, key) == {"kind": "request", "words": "The light is out."}


@pytest.mark.clause("CH-5")
def test_a_changed_answer_takes_the_place_of_the_old_one(session: Session) -> None:
    key = drafts.new_key()
    for kind in ("request", "complaint"):
        drafts.keep(session, key, {"kind": kind}, at=TUESDAY)
        session.commit()
        session.expire_all()
    assert drafts.answers(session, key) == {"kind": "complaint"}


@pytest.mark.parametrize(
    ("key", "reason"),
    [(None, "nothing was begun"), ("", "an empty key"), ("somebody-guesses", "a key that nobody was given")],
)
def test_an_unknown_key_opens_nothing(session: Session, key: str | None, reason: str) -> None:
    drafts.keep(session, drafts.new_key(), {"words": "Mine alone."}, at=TUESDAY)
    assert drafts.answers(session, key) == {}, reason


def test_what_is_read_may_be_changed_without_changing_what_is_kept(session: Session) -> None:
    drafts.keep(session, "hers", {"words": "As typed."}, at=TUESDAY)
    drafts.answers(session, "hers")["words"] = "Changed."
    session.commit()
    session.expire_all()
    assert drafts.answers(session, "hers") == {"words": "As typed."}


def test_keys_are_long_and_never_the_same() -> None:
    keys = {drafts.new_key() for _ in range(500)}
    assert len(keys) == 500
    assert all(30 <= len(key) <= 60 for key in keys), "and fit the column that keeps them"


def test_what_was_sent_leaves_only_the_way_to_its_page(session: Session) -> None:
    drafts.keep(session, "hers", {"words": "The light is out.", "name": "Morag"}, at=TUESDAY)
    drafts.became(session, "hers", "/track/HC-7Q4K-2M9P/key", at=TUESDAY)
    session.commit()
    session.expire_all()
    assert drafts.answers(session, "hers") == {"sent": "/track/HC-7Q4K-2M9P/key"}
    drafts.became(session, "unknown", "/track/", at=TUESDAY)
    assert drafts.answers(session, "unknown") == {}, "nothing comes of a key that nobody was given"


def test_what_was_thrown_away_is_gone(session: Session) -> None:
    for key in ("hers", "his"):
        drafts.keep(session, key, {"words": "The light is out."}, at=TUESDAY)
    session.flush()
    drafts.forget(session, "hers")
    assert session.scalars(sa.select(Draft.key)).all() == ["his"]


@pytest.mark.parametrize(
    ("age", "kept", "reason"),
    [
        (timedelta(days=27, hours=23), True, "a month is not over"),
        (timedelta(days=28), True, "twenty-eight days to the minute"),
        (timedelta(days=28, seconds=1), False, "nobody came back"),
    ],
)
def test_answers_wait_for_twenty_eight_days_after_the_last_one(
    session: Session, age: timedelta, kept: bool, reason: str
) -> None:
    drafts.keep(session, "hers", {"kind": "request"}, at=TUESDAY - timedelta(days=60))
    session.flush()
    drafts.keep(session, "hers", {"words": "The light is out."}, at=TUESDAY)
    session.flush()
    assert drafts.forget_old(session, at=TUESDAY + age) == (0 if kept else 1), reason
    assert bool(drafts.answers(session, "hers")) is kept


def test_two_pressings_of_the_first_button_begin_one_draft(databases: sa.Engine) -> None:
    """Both look before either has written: the second must find the first one's row, and lose nothing."""
    together = Barrier(2)

    def press(given: dict[str, str]) -> None:
        with writing(databases) as session:
            together.wait(timeout=10)
            drafts.keep(session, "hers", given, at=TUESDAY)
            session.commit()

    with ThreadPoolExecutor(2) as hands:
        list(hands.map(press, ({"kind": "request"}, {"words": "The light is out."})))
    with writing(databases) as looking:
        assert drafts.answers(looking, "hers", to_change=True) == {"kind": "request", "words": "The light is out."}
