"""Answers that wait between the pages of a journey, what staff began for somebody, and the count of wrong secrets."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shared.charter.vocabulary import Reach
from shared.models.base import Base, Word
from shared.models.staff import Staff


class Draft(Base):
    """What somebody has told us so far; nothing is in the cases yet. Gone when sent, or after 28 days.

    `language` is that of the page on which the last answer was given. `code_hash` is all that is kept of the code with
    which somebody may come back, empty until they ask for one.
    """

    __tablename__ = "drafts"
    __table_args__ = (sa.Index(None, "updated_at"), sa.Index(None, "code_hash", unique=True))

    key: Mapped[str] = mapped_column(sa.String(60), primary_key=True)
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    updated_at: Mapped[datetime]
    language: Mapped[str] = mapped_column(sa.String(8), default="", server_default=sa.text("''"))
    code_hash: Mapped[str | None] = mapped_column(sa.String(64))


class HandOver(Base):
    """A form that staff began for somebody, who checks it and sends it themselves (clause FP-11).

    `draft_key` stays when the draft is gone: a case that came of it has the same key. `ended_at` is when it was taken
    back or deleted; from then on the address is gone from here too.
    """

    __tablename__ = "hand_overs"
    __table_args__ = (
        sa.CheckConstraint("NOT taken_back OR ended_at IS NOT NULL", name="ended_if_taken_back"),
        sa.Index(None, "staff_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_key: Mapped[str] = mapped_column(sa.String(60), unique=True)
    staff_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))
    to_name: Mapped[str] = mapped_column(sa.String(120))
    to_address: Mapped[str] = mapped_column(sa.String(500))
    reach: Mapped[Reach] = mapped_column(Word(Reach))
    begun_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    taken_back: Mapped[bool] = mapped_column(default=False)

    staff: Mapped[Staff] = relationship()


class Attempt(Base):
    """How often a wrong secret came from one place within one span of time: what slows guessing down."""

    __tablename__ = "attempts"

    place: Mapped[str] = mapped_column(sa.String(80), primary_key=True)
    since: Mapped[datetime] = mapped_column(primary_key=True)
    times: Mapped[int] = mapped_column(default=0)
