"""What ties cases together, and who is kept away from one."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shared.models.base import Base, Word
from shared.models.cases import Case
from shared.models.staff import Staff

_STILL: dict[str, Any] = {"sqlite_where": sa.text("ended_at IS NULL"), "postgresql_where": sa.text("ended_at IS NULL")}


class Tie(StrEnum):
    """What the first of two cases is to the other."""

    COMPLAINT_ABOUT = "complaint-about"
    SPLIT_FROM = "split-from"
    JOINED_TO = "joined-to"
    ANSWERED_IN = "answered-in"


class Link(Base):
    """One case is tied to another: a complaint about how a request was dealt with, a part of it, the same again."""

    __tablename__ = "links"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("cases.id", ondelete="CASCADE"))
    other_id: Mapped[int] = mapped_column(sa.ForeignKey("cases.id", ondelete="CASCADE"))
    what: Mapped[Tie] = mapped_column(Word(Tie))
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"))

    case: Mapped[Case] = relationship(foreign_keys=[case_id])
    other: Mapped[Case] = relationship(foreign_keys=[other_id])

    __table_args__ = (
        sa.UniqueConstraint("case_id", "other_id", "what"),
        sa.CheckConstraint("case_id <> other_id", name="not_with_itself"),
        sa.Index(None, "other_id"),
    )


class Group(Base):
    """Complaints of several people about the same thing, worked once and answered to each (never merged)."""

    __tablename__ = "alike"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(120))
    begun_at: Mapped[datetime]
    begun_by_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))

    begun_by: Mapped[Staff] = relationship()
    members: Mapped[list["Member"]] = relationship(
        back_populates="group", order_by="Member.case_id", cascade="all, delete-orphan"
    )


class Member(Base):
    """One case of a group; a case is in one group at most."""

    __tablename__ = "alike_members"
    __table_args__ = (sa.Index(None, "group_id"),)

    case_id: Mapped[int] = mapped_column(sa.ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True)
    group_id: Mapped[int] = mapped_column(sa.ForeignKey("alike.id", ondelete="CASCADE"))
    joined_at: Mapped[datetime]

    case: Mapped[Case] = relationship()
    group: Mapped[Group] = relationship(back_populates="members")


class Apart(StrEnum):
    """Why somebody is kept away from a case."""

    COMPLAINED_OF = "complained-of"
    CONFLICT = "conflict"
    PROTECTED = "protected"


class KeptApart(Base):
    """One member of staff who does not see one case, in any list, search or export, and never acts on it.

    `found` are the words of the customer that named them, where the system saw it first; `by_id` is None then.
    """

    __tablename__ = "kept_apart"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("cases.id", ondelete="CASCADE"))
    staff_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))
    what: Mapped[Apart] = mapped_column(Word(Apart))
    reason: Mapped[str] = mapped_column(sa.String(1000), default="")
    found: Mapped[str] = mapped_column(sa.String(120), default="")
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"))
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"))
    ended_why: Mapped[str] = mapped_column(sa.String(1000), default="")

    case: Mapped[Case] = relationship(back_populates="kept_apart")
    staff: Mapped[Staff] = relationship(foreign_keys=[staff_id])

    __table_args__ = (
        sa.CheckConstraint("(ended_at IS NULL) = (ended_by_id IS NULL)", name="ended_by_if_apart_no_longer"),
        sa.Index(None, "case_id"),
        sa.Index("ix_kept_apart_still", "staff_id", "case_id", unique=True, **_STILL),
    )
