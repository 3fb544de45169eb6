"""How people thought we did: asked once, after an answer, and answered or not (clause CC-2)."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shared.models.base import Base
from shared.models.cases import Case


class Survey(Base):
    """Two questions about one case, opened by a secret key of their own.

    `sent_at` is None where nobody could be asked: then it stands for that, and nobody is looked for again. `easy` and
    `happy` go from 1 (not at all) to 5 (very).
    """

    __tablename__ = "surveys"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("cases.id", ondelete="CASCADE"), unique=True)
    key: Mapped[str] = mapped_column(sa.String(40), unique=True)
    sent_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    easy: Mapped[int | None]
    happy: Mapped[int | None]
    words: Mapped[str] = mapped_column(sa.Text, default="")

    case: Mapped[Case] = relationship()

    __table_args__ = (
        sa.CheckConstraint("answered_at IS NULL OR sent_at IS NOT NULL", name="asked_if_answered"),
        sa.CheckConstraint(
            "(answered_at IS NOT NULL) = (easy IS NOT NULL OR happy IS NOT NULL)", name="something_said_if_answered"
        ),
        sa.CheckConstraint("easy IS NULL OR easy BETWEEN 1 AND 5", name="easy_from_one_to_five"),
        sa.CheckConstraint("happy IS NULL OR happy BETWEEN 1 AND 5", name="happy_from_one_to_five"),
        sa.Index("ix_surveys_answered_at", "answered_at"),
        sa.Index("ix_surveys_sent_at", "sent_at"),
    )
