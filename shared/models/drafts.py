"""Answers that wait between the pages of a journey, and the count of wrong secrets."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from shared.models.base import Base


class Draft(Base):
    """What somebody has told us so far; nothing is in the cases yet. Gone when sent, or after 28 days."""

    __tablename__ = "drafts"
    __table_args__ = (sa.Index(None, "updated_at"),)

    key: Mapped[str] = mapped_column(sa.String(60), primary_key=True)
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    updated_at: Mapped[datetime]


class Attempt(Base):
    """How often a wrong secret came from one place within one span of time: what slows guessing down."""

    __tablename__ = "attempts"

    place: Mapped[str] = mapped_column(sa.String(80), primary_key=True)
    since: Mapped[datetime] = mapped_column(primary_key=True)
    times: Mapped[int] = mapped_column(default=0)
