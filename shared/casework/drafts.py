"""Answers kept between the pages of a journey, until they are sent or 28 days have passed."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from shared.models.drafts import Draft

KEPT_FOR = timedelta(days=28)


def new_key() -> str:
    """A key that nobody guesses; whoever holds it may go on with the answers."""
    return secrets.token_urlsafe(24)


def answers(session: Session, key: str | None, *, to_change: bool = False) -> dict[str, Any]:
    """What was answered so far; nothing for an unknown key.

    `to_change` holds the row until the transaction ends, where the database knows how: of two sendings of the same
    answers the second one waits, and then finds what the first one became.
    """
    draft = session.get(Draft, key, with_for_update=to_change or None) if key else None
    return dict(draft.answers) if draft else {}


def keep(session: Session, key: str, given: Mapping[str, Any], *, at: datetime, language: str = "") -> None:
    """Keep these answers with the ones before; `language` is that of the page on which they were given."""
    draft = session.get(Draft, key) or _begin(session, key, at=at)
    draft.answers = {**draft.answers, **given}
    draft.updated_at, draft.language = at, language or draft.language


def _begin(session: Session, key: str, *, at: datetime) -> Draft:
    """A new draft; or the one that another pressing of the same button has just begun."""
    try:
        with session.begin_nested():
            session.add(Draft(key=key, answers={}, updated_at=at))
    except IntegrityError:
        session.expire_all()
    return session.get_one(Draft, key, with_for_update=True)


def became(session: Session, key: str, page: str, *, at: datetime) -> None:
    """The answers are a case now, and gone from here: only the address of its page stays, for whoever comes back."""
    draft = session.get(Draft, key)
    if draft is not None:
        draft.answers, draft.updated_at = {"sent": page}, at


def forget(session: Session, key: str) -> None:
    """They have become a case, or were thrown away."""
    session.execute(sa.delete(Draft).where(Draft.key == key))


def forget_old(session: Session, *, at: datetime) -> int:
    """Delete what nobody came back for, with the messages about it; how many there were."""
    gone = session.execute(sa.delete(Draft).where(Draft.updated_at < at - KEPT_FOR).returning(Draft.key))
    return len(gone.all())
