"""What one stage of a complaint has to decide and decided; what puts it right; what the service learns from it."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shared.charter.procedure import Finding, Met, RemedyKind
from shared.models.base import Base, Word
from shared.models.cases import Case
from shared.models.staff import Staff

#: Nobody has finished with it yet.
_UNDONE: dict[str, Any] = {"sqlite_where": sa.text("ended_on IS NULL"), "postgresql_where": sa.text("ended_on IS NULL")}


class RemedyState(StrEnum):
    """How far a remedy is: a draft offers it, the letter promises it."""

    OFFERED = "offered"
    AGREED = "agreed"
    IN_PROGRESS = "in-progress"
    DONE = "done"
    CANNOT_DELIVER = "cannot-deliver"


class Decision(Base):
    """One stage of one complaint: begun with the stage, issued with its letter.

    `definition` is what we understand the complaint to be, `sought` what the customer wants to happen; `agreed_on` is
    the day on which they agreed to both, `agreed_how` how. `asked` are the words, if any, with which they asked for
    this stage. `taken_up` is a manager's decision on a complaint without a name: to look into it or not.
    `late_reason` is why a complaint that came late is looked into all the same. `approved_by` has read it before
    it left; `returned` is what they wanted changed. `remedies` may be none only where `no_remedy` says why.
    """

    __tablename__ = "decisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("cases.id", ondelete="CASCADE"))
    procedure: Mapped[str] = mapped_column(sa.String(40))
    stage: Mapped[int]
    began_on: Mapped[date]
    asked: Mapped[str] = mapped_column(sa.Text, default="")
    definition: Mapped[str] = mapped_column(sa.Text, default="")
    sought: Mapped[str] = mapped_column(sa.Text, default="")
    agreed_on: Mapped[date | None]
    agreed_how: Mapped[str] = mapped_column(sa.String(1000), default="")
    late_reason: Mapped[str] = mapped_column(sa.String(1000), default="")
    taken_up: Mapped[bool | None]
    outcome: Mapped[Finding | None] = mapped_column(Word(Finding))
    reasons: Mapped[str] = mapped_column(sa.Text, default="")
    met: Mapped[Met | None] = mapped_column(Word(Met))
    met_how: Mapped[str] = mapped_column(sa.Text, default="")
    no_remedy: Mapped[str] = mapped_column(sa.String(1000), default="")
    training: Mapped[bool | None]
    approval_asked_at: Mapped[datetime | None]
    approval_asked_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"))
    approved_at: Mapped[datetime | None]
    approved_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"))
    returned: Mapped[str] = mapped_column(sa.String(1000), default="")
    issued_at: Mapped[datetime | None]
    issued_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"))

    case: Mapped[Case] = relationship(back_populates="decisions")
    points: Mapped[list["Point"]] = relationship(
        back_populates="decision", order_by="Point.number", cascade="all, delete-orphan"
    )
    remedies: Mapped[list["Remedy"]] = relationship(
        back_populates="decision", order_by="Remedy.id", cascade="all, delete-orphan"
    )
    lessons: Mapped[list["Lesson"]] = relationship(
        back_populates="decision", order_by="Lesson.id", cascade="all, delete-orphan"
    )
    approval_asked_by: Mapped[Staff | None] = relationship(foreign_keys=[approval_asked_by_id])
    approved_by: Mapped[Staff | None] = relationship(foreign_keys=[approved_by_id])
    issued_by: Mapped[Staff | None] = relationship(foreign_keys=[issued_by_id])

    __table_args__ = (
        sa.UniqueConstraint("case_id", "stage"),
        sa.CheckConstraint("stage > 0", name="stage_from_one"),
        sa.CheckConstraint("(issued_at IS NULL) = (issued_by_id IS NULL)", name="issued_by_if_issued"),
        sa.CheckConstraint("(approved_at IS NULL) = (approved_by_id IS NULL)", name="approved_by_if_approved"),
        sa.CheckConstraint(
            "approved_by_id IS NULL OR approved_by_id <> approval_asked_by_id", name="approved_by_somebody_else"
        ),
        sa.CheckConstraint(
            "issued_at IS NULL OR outcome IS NOT NULL OR taken_up IS NOT NULL", name="outcome_if_issued"
        ),
    )


class Point(Base):
    """One point of a complaint: what it says, what was found, and why."""

    __tablename__ = "points"

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int] = mapped_column(sa.ForeignKey("decisions.id", ondelete="CASCADE"))
    number: Mapped[int]
    words: Mapped[str] = mapped_column(sa.Text)
    finding: Mapped[Finding | None] = mapped_column(Word(Finding))
    reasons: Mapped[str] = mapped_column(sa.Text, default="")

    decision: Mapped[Decision] = relationship(back_populates="points")

    __table_args__ = (
        sa.Index(None, "decision_id"),
        sa.CheckConstraint("finding IS NULL OR reasons <> ''", name="reasons_if_found"),
    )


class Remedy(Base):
    """One thing that puts a complaint right, with whoever sees to it and a day; it lives on when the case is closed.

    `pence` is an amount of money. `how` tells what was done, or why it cannot be; `instead` what is offered then.
    `ended_on` is the day on which it was done, or given up.
    """

    __tablename__ = "remedies"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("cases.id", ondelete="CASCADE"))
    decision_id: Mapped[int] = mapped_column(sa.ForeignKey("decisions.id", ondelete="CASCADE"))
    kind: Mapped[RemedyKind] = mapped_column(Word(RemedyKind))
    words: Mapped[str] = mapped_column(sa.Text)
    pence: Mapped[int | None]
    owner_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"))
    team: Mapped[str] = mapped_column(sa.String(60))
    due_on: Mapped[date]
    state: Mapped[RemedyState] = mapped_column(Word(RemedyState))
    ended_on: Mapped[date | None]
    how: Mapped[str] = mapped_column(sa.Text, default="")
    instead: Mapped[str] = mapped_column(sa.Text, default="")
    reminded_on: Mapped[date | None]
    told_late_on: Mapped[date | None]

    case: Mapped[Case] = relationship()
    decision: Mapped[Decision] = relationship(back_populates="remedies")
    owner: Mapped[Staff | None] = relationship()

    __table_args__ = (
        sa.Index(None, "case_id"),
        sa.Index(None, "decision_id"),
        sa.Index("ix_remedies_open", "due_on", "id", **_UNDONE),
        sa.CheckConstraint("(state IN ('done', 'cannot-deliver')) = (ended_on IS NOT NULL)", name="ended_on_if_ended"),
        sa.CheckConstraint("state <> 'cannot-deliver' OR how <> ''", name="why_if_it_cannot_be_delivered"),
        sa.CheckConstraint("pence IS NULL OR pence > 0", name="some_money_if_any"),
    )


class Lesson(Base):
    """One thing that a service changes because of a complaint, until there is evidence that it is done."""

    __tablename__ = "lessons"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("cases.id", ondelete="CASCADE"))
    decision_id: Mapped[int] = mapped_column(sa.ForeignKey("decisions.id", ondelete="CASCADE"))
    words: Mapped[str] = mapped_column(sa.Text)
    service: Mapped[str | None] = mapped_column(sa.String(60))
    owner_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"))
    team: Mapped[str] = mapped_column(sa.String(60))
    due_on: Mapped[date]
    ended_on: Mapped[date | None]
    evidence: Mapped[str] = mapped_column(sa.Text, default="")
    reminded_on: Mapped[date | None]
    told_late_on: Mapped[date | None]

    case: Mapped[Case] = relationship()
    decision: Mapped[Decision] = relationship(back_populates="lessons")
    owner: Mapped[Staff | None] = relationship()

    __table_args__ = (
        sa.Index(None, "case_id"),
        sa.Index(None, "decision_id"),
        sa.Index("ix_lessons_open", "due_on", "id", **_UNDONE),
        sa.Index("ix_lessons_done", "ended_on", "id"),
        sa.CheckConstraint("(ended_on IS NULL) = (evidence = '')", name="evidence_if_done"),
    )


class RestFor(StrEnum):
    """Why a complaint rests for a while (clause FP-4)."""

    MEDIATION = "mediation"
    CONCILIATION = "conciliation"


class Rest(Base):
    """A time in which a complaint rests while people talk it over: why, until when at most, and how it ended."""

    __tablename__ = "rests"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("cases.id", ondelete="CASCADE"))
    what: Mapped[RestFor] = mapped_column(Word(RestFor))
    reason: Mapped[str] = mapped_column(sa.String(1000))
    began_on: Mapped[date]
    review_on: Mapped[date]
    ended_on: Mapped[date | None]
    how: Mapped[str] = mapped_column(sa.String(1000), default="")

    case: Mapped[Case] = relationship(back_populates="rests")

    __table_args__ = (
        sa.Index(None, "case_id"),
        sa.CheckConstraint("ended_on IS NULL OR ended_on >= began_on", name="rest_ends_after_it_begins"),
    )
