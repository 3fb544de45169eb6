"""What a customer asked us to explain: a message of ours, or the whole page (clause CH-7)."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shared.models.base import Base
from shared.models.cases import Case, Contact


class Meaning(Base):
    """Something of ours that somebody did not understand: asked in the thread, owed by a day, explained in the thread.

    `message` is what it is about, None where it is about the page as a whole; `question` holds what they wrote;
    `answer` is our explanation.
    """

    __tablename__ = "meanings"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("cases.id", ondelete="CASCADE"))
    message_id: Mapped[int | None] = mapped_column(sa.ForeignKey("contacts.id", ondelete="SET NULL"))
    question_id: Mapped[int] = mapped_column(sa.ForeignKey("contacts.id", ondelete="CASCADE"))
    answer_id: Mapped[int | None] = mapped_column(sa.ForeignKey("contacts.id", ondelete="SET NULL"))
    asked_on: Mapped[date]
    explain_by: Mapped[date]
    explained_at: Mapped[datetime | None]
    told_late_on: Mapped[date | None]

    case: Mapped[Case] = relationship(back_populates="meanings")
    message: Mapped[Contact | None] = relationship(foreign_keys=message_id)
    question: Mapped[Contact] = relationship(foreign_keys=question_id)
    answer: Mapped[Contact | None] = relationship(foreign_keys=answer_id)

    __table_args__ = (
        sa.CheckConstraint("answer_id IS NULL OR explained_at IS NOT NULL", name="answer_only_if_explained"),
        sa.Index(None, "case_id"),
        sa.Index(
            "ix_meanings_owed",
            "explain_by",
            "id",
            sqlite_where=sa.text("explained_at IS NULL"),
            postgresql_where=sa.text("explained_at IS NULL"),
        ),
    )
