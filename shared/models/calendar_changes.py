"""What a change of the calendar moves: the calendar that dates were counted by, each change, each date it moves."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shared.models.base import Base, Word
from shared.models.staff import Staff


class Progress(StrEnum):
    """How far a change of the calendar is."""

    LOOKING = "looking"
    READY = "ready"
    NOTHING = "nothing"
    APPLYING = "applying"
    APPLIED = "applied"
    LEFT = "left"
    UNDOING = "undoing"
    UNDONE = "undone"
    OUTDATED = "outdated"


class Moved(StrEnum):
    """What became of one date: `PASSED_OVER` had changed before it could be moved, `STAYED` before it could go back."""

    WAITING = "waiting"
    MOVED = "moved"
    PASSED_OVER = "passed-over"
    PUT_BACK = "put-back"
    STAYED = "stayed"


class CalendarChange(Base):
    """One change of the calendar, and the open promises that it would move: looked at first, decided by a person.

    `fingerprint`, `days` and `until` are the calendar that was looked at; `off` and `back` the days by which it differs
    from the one before (`known` is False where nobody kept that). `looked_on` and `looked_id` say how far the looking
    is, `looked` of `to_look` promises; `later` and `sooner` count those that move, `beyond` those that nobody can count
    because they would end past the days we know, and `past` those whose new day has passed.
    """

    __tablename__ = "calendar_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    progress: Mapped[Progress] = mapped_column(Word(Progress))
    fingerprint: Mapped[str] = mapped_column(sa.String(64))
    days: Mapped[dict[str, Any]]
    until: Mapped[date]
    off: Mapped[dict[str, Any]]
    back: Mapped[dict[str, Any]]
    known: Mapped[bool]
    begun_at: Mapped[datetime]
    begun_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"))
    looked_on: Mapped[date | None]
    looked_id: Mapped[int] = mapped_column(default=0)
    looked: Mapped[int] = mapped_column(default=0)
    to_look: Mapped[int] = mapped_column(default=0)
    later: Mapped[int] = mapped_column(default=0)
    sooner: Mapped[int] = mapped_column(default=0)
    beyond: Mapped[int] = mapped_column(default=0)
    past: Mapped[int] = mapped_column(default=0)
    moved: Mapped[int] = mapped_column(default=0)
    passed_over: Mapped[int] = mapped_column(default=0)
    put_back: Mapped[int] = mapped_column(default=0)
    stayed: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str] = mapped_column(sa.String(1000), default="")
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"))
    undo_reason: Mapped[str] = mapped_column(sa.String(1000), default="")
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"))

    begun_by: Mapped[Staff | None] = relationship(foreign_keys=[begun_by_id])
    decided_by: Mapped[Staff | None] = relationship(foreign_keys=[decided_by_id])
    undone_by: Mapped[Staff | None] = relationship(foreign_keys=[undone_by_id])

    __table_args__ = (
        sa.CheckConstraint("undone_at IS NULL OR decided_at IS NOT NULL", name="decided_before_undone"),
        sa.Index("ix_calendar_changes_progress", "progress", "id"),
    )

    @property
    def moves(self) -> int:
        """How many promises move, later or sooner."""
        return self.later + self.sooner

    @property
    def settled(self) -> int:
        """How many of them have been moved or passed over."""
        return self.moved + self.passed_over


class CalendarMove(Base):
    """One promise that a change moves: from which day to which, later or sooner, and what became of it."""

    __tablename__ = "calendar_moves"

    id: Mapped[int] = mapped_column(primary_key=True)
    change_id: Mapped[int] = mapped_column(sa.ForeignKey("calendar_changes.id", ondelete="CASCADE"))
    clock_id: Mapped[int] = mapped_column(sa.ForeignKey("clocks.id", ondelete="CASCADE"))
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("cases.id", ondelete="CASCADE"))
    before: Mapped[date]
    after: Mapped[date]
    first_before: Mapped[date]
    first_after: Mapped[date]
    later: Mapped[bool]
    became: Mapped[Moved] = mapped_column(Word(Moved), default=Moved.WAITING)

    __table_args__ = (
        sa.UniqueConstraint("clock_id", "change_id"),
        sa.CheckConstraint("before <> after", name="to_another_day"),
        sa.Index(None, "case_id"),
        sa.Index("ix_calendar_moves_listed", "change_id", "id"),
        sa.Index("ix_calendar_moves_later", "change_id", "later", "id"),
        sa.Index("ix_calendar_moves_became", "change_id", "became", "case_id"),
    )


class CalendarPrint(Base):
    """A calendar that stored dates agree with, or were left by on purpose. The newest is in force.

    `change_id` is the decision that it comes from; None where nobody had to decide, because no date moved.
    """

    __tablename__ = "calendar_prints"
    __table_args__ = (sa.Index(None, "change_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kept_at: Mapped[datetime]
    fingerprint: Mapped[str] = mapped_column(sa.String(64))
    days: Mapped[dict[str, Any]]
    until: Mapped[date]
    change_id: Mapped[int | None] = mapped_column(sa.ForeignKey("calendar_changes.id"))
