"""Answers kept between the pages of a journey, until they are sent or 28 days have passed."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.models.drafts import Draft

KEPT_FOR = timedelta(days=28)


def new_key() -> str:
    """A key that nobody guesses; whoever holds it may go on with the answers."""
    return secrets.token_urlsafe(24)


def answers(session: Session, key: str | None) -> dict[str, Any]:
    """What was answered so far; nothing for an unknown key."""
    draft = session.get(Draft, key) if key else None
    return dict(draft.answers) if draft else {}


def keep(session: Session, key: str, given: Mapping[str, Any], *, at: datetime) -> None:
    """Keep these answers with the ones before."""
    draft = session.get(Draft, key)
    if draft is None:
        session.add(Draft(key=key, answers=dict(given), updated_at=at))
        return
    draft.answers = {**draft.answers, **given}
    draft.updated_at = at


def forget(session: Session, key: str) -> None:
    """They have become a case, or were thrown away."""
    session.execute(sa.delete(Draft).where(Draft.key == key))


def forget_old(session: Session, *, at: datetime) -> int:
    """Delete what nobody came back for; how many there were."""
    gone = session.execute(sa.delete(Draft).where(Draft.updated_at < at - KEPT_FOR).returning(Draft.key))
    return len(gone.all())
