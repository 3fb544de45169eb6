"""Worries about somebody's safety (clause SC-8): sealed, and seen only by those who look after safety."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shared.models.base import Base, Word
from shared.models.cases import Case
from shared.models.staff import Staff


class RaisedBy(StrEnum):
    """Who is worried."""

    CUSTOMER = "customer"
    REPRESENTATIVE = "representative"
    STAFF = "staff"


class RaisedFrom(StrEnum):
    """Where they said so: the whole case is about it, on the page of a case, or at a desk of ours."""

    JOURNEY = "journey"
    PAGE = "page"
    DESK = "desk"


class Concern(Base):
    """One worry that somebody may not be safe.

    `about` and `words` are sealed: no list, preview, search, message or history shows them. Both are empty where the
    whole case is the worry, which is then sealed itself. `told_at` is when the message to the safeguarding contact
    left. `look_by` is the day by which somebody looks, `told_late_on` the one on which they were told that nobody had.
    `outcome` and `passed_to` say what came of it.
    """

    __tablename__ = "concerns"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int | None] = mapped_column(sa.ForeignKey("cases.id", ondelete="SET NULL"))
    raised_at: Mapped[datetime]
    raised_by: Mapped[RaisedBy] = mapped_column(Word(RaisedBy))
    raised_from: Mapped[RaisedFrom] = mapped_column(Word(RaisedFrom))
    staff_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"))
    about: Mapped[str] = mapped_column(sa.String(200), default="")
    words: Mapped[str] = mapped_column(sa.Text, default="")
    told_at: Mapped[datetime | None]
    look_by: Mapped[date]
    told_late_on: Mapped[date | None]
    looked_at: Mapped[datetime | None]
    looked_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"))
    settled_at: Mapped[datetime | None]
    settled_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"))
    outcome: Mapped[str] = mapped_column(sa.Text, default="")
    passed_to: Mapped[str] = mapped_column(sa.String(500), default="")

    case: Mapped[Case | None] = relationship()
    staff: Mapped[Staff | None] = relationship(foreign_keys=staff_id)
    looked_by: Mapped[Staff | None] = relationship(foreign_keys=looked_by_id)
    settled_by: Mapped[Staff | None] = relationship(foreign_keys=settled_by_id)

    __table_args__ = (
        sa.CheckConstraint("(raised_by = 'staff') = (staff_id IS NOT NULL)", name="staff_if_raised_by_staff"),
        sa.CheckConstraint("(looked_at IS NULL) = (looked_by_id IS NULL)", name="looked_by_if_looked_at"),
        sa.CheckConstraint("settled_at IS NULL OR looked_at IS NOT NULL", name="looked_at_before_settled"),
        sa.CheckConstraint("(settled_at IS NULL) = (settled_by_id IS NULL)", name="settled_by_if_settled"),
        sa.CheckConstraint("(settled_at IS NULL) = (outcome = '')", name="outcome_if_settled"),
        sa.Index(None, "case_id"),
        sa.Index("ix_concerns_urgent", "look_by", "id"),
        sa.Index(
            "ix_concerns_open",
            "look_by",
            "id",
            sqlite_where=sa.text("settled_at IS NULL"),
            postgresql_where=sa.text("settled_at IS NULL"),
        ),
    )
