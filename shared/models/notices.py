"""What we owe somebody in writing, and the tasks that open when writing did not reach them."""

from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shared.charter.vocabulary import Format, Reach
from shared.models.base import Base, Word
from shared.models.cases import Case
from shared.models.representatives import Representative
from shared.models.staff import Staff

if TYPE_CHECKING:
    from shared.models.restrictions import Restriction


class Held(StrEnum):
    """What a notice waits for before it may leave."""

    TRANSLATION = "translation"
    FORMAT = "format"


class TaskKind(StrEnum):
    """What a person has to do because the system cannot."""

    REACH = "reach"
    TRANSLATE = "translate"
    MAKE_FORMAT = "make-format"
    INTERPRETER = "interpreter"
    AUTHORITY = "authority"
    ADJUSTMENT = "adjustment"
    ADJUSTMENT_REVIEW = "adjustment-review"
    EXPLAIN = "explain"
    CIRCUMSTANCES = "circumstances"
    APPOINTMENT = "appointment"
    SAFEGUARDING = "safeguarding"
    APPROVE = "approve"
    DECIDE_NAMELESS = "decide-nameless"
    UPDATE = "update"
    POINTS = "points"
    COVERED = "covered"


class Notice(Base):
    """One message owed to one person about one act: written in the act's own transaction, delivered by the worker.

    `once_key` names the act, so that no act is ever told twice. A claim is a lease: when `locked_until` has passed,
    another worker may try. A notice is sent, or parked after its last try; never lost. `language` may name two, with a
    plus between. `words_in` is the language that staff wrote their own words in, empty where there are none. `held_for`
    keeps it back until somebody has translated it or made its format. `anyway` is the reason for which it may leave
    although it does not fit the person. `made` names the letter that the worker has made of it. `turn` is 0 for what
    goes before everything else, because somebody may not be safe; else 1. Without a case it is
    about something that is not one yet, a draft (`draft_key`) with which it goes; or about a restriction, which no list
    of messages shows.
    """

    __tablename__ = "notices"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int | None] = mapped_column(sa.ForeignKey("cases.id", ondelete="CASCADE"))
    representative_id: Mapped[int | None] = mapped_column(sa.ForeignKey("representatives.id"))
    draft_key: Mapped[str | None] = mapped_column(sa.ForeignKey("drafts.key", ondelete="CASCADE"))
    restriction_id: Mapped[int | None] = mapped_column(sa.ForeignKey("restrictions.id", ondelete="CASCADE"))
    template: Mapped[str] = mapped_column(sa.String(40))
    reach: Mapped[Reach] = mapped_column(Word(Reach))
    to_name: Mapped[str] = mapped_column(sa.String(120))
    to_address: Mapped[str] = mapped_column(sa.String(500))
    language: Mapped[str] = mapped_column(sa.String(20))
    format: Mapped[Format] = mapped_column(Word(Format), default=Format.STANDARD, server_default="standard")
    interpreter: Mapped[str] = mapped_column(sa.String(40), default="", server_default=sa.text("''"))
    words_in: Mapped[str] = mapped_column(sa.String(8), default="", server_default=sa.text("''"))
    held_for: Mapped[Held | None] = mapped_column(Word(Held))
    anyway: Mapped[str] = mapped_column(sa.String(500), default="", server_default=sa.text("''"))
    made: Mapped[str] = mapped_column(sa.String(80), default="", server_default=sa.text("''"))
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    once_key: Mapped[str] = mapped_column(sa.String(120), unique=True)
    owed_at: Mapped[datetime]
    send_after: Mapped[datetime]
    turn: Mapped[int] = mapped_column(default=1, server_default=sa.text("1"))
    locked_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]
    parked_at: Mapped[datetime | None]
    trouble: Mapped[str] = mapped_column(sa.String(500), default="")

    case: Mapped[Case | None] = relationship()
    representative: Mapped[Representative | None] = relationship()
    restriction: Mapped["Restriction | None"] = relationship()

    __table_args__ = (
        sa.CheckConstraint("sent_at IS NULL OR parked_at IS NULL", name="sent_or_parked_not_both"),
        sa.Index(
            "ix_notices_owed",
            "turn",
            "send_after",
            "id",
            sqlite_where=sa.text("sent_at IS NULL AND parked_at IS NULL"),
            postgresql_where=sa.text("sent_at IS NULL AND parked_at IS NULL"),
        ),
        sa.Index(None, "case_id"),
        sa.Index(
            "ix_notices_draft_key",
            "draft_key",
            sqlite_where=sa.text("draft_key IS NOT NULL"),
            postgresql_where=sa.text("draft_key IS NOT NULL"),
        ),
        sa.Index(
            "ix_notices_restriction_id",
            "restriction_id",
            sqlite_where=sa.text("restriction_id IS NOT NULL"),
            postgresql_where=sa.text("restriction_id IS NOT NULL"),
        ),
        sa.Index(
            "ix_notices_restriction_unsent",
            "restriction_id",
            sqlite_where=sa.text("restriction_id IS NOT NULL AND sent_at IS NULL"),
            postgresql_where=sa.text("restriction_id IS NOT NULL AND sent_at IS NULL"),
        ),
        sa.Index("ix_notices_newest", "owed_at", "id"),
    )


class Task(Base):
    """Something a person must do because the system cannot: ring, post, translate, decide; with a team and a day.

    `detail` is the language or format that is wanted; `about_id` the adjustment or authority that is to be decided.
    """

    __tablename__ = "tasks"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("cases.id", ondelete="CASCADE"))
    notice_id: Mapped[int | None] = mapped_column(sa.ForeignKey("notices.id", ondelete="CASCADE"))
    what: Mapped[TaskKind] = mapped_column(Word(TaskKind), default=TaskKind.REACH, server_default="reach")
    detail: Mapped[str] = mapped_column(sa.String(80), default="", server_default=sa.text("''"))
    about_id: Mapped[int | None]
    reach: Mapped[Reach] = mapped_column(Word(Reach))
    failed: Mapped[bool] = mapped_column(default=False)
    team: Mapped[str] = mapped_column(sa.String(60))
    opened_at: Mapped[datetime]
    due_on: Mapped[date]
    done_at: Mapped[datetime | None]
    done_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"))
    how: Mapped[str] = mapped_column(sa.String(1000), default="")

    case: Mapped[Case] = relationship()
    notice: Mapped[Notice | None] = relationship()
    done_by: Mapped[Staff | None] = relationship()

    __table_args__ = (
        sa.CheckConstraint("(done_at IS NULL) = (done_by_id IS NULL)", name="done_by_if_done"),
        sa.Index(
            "ix_tasks_open",
            "due_on",
            "id",
            sqlite_where=sa.text("done_at IS NULL"),
            postgresql_where=sa.text("done_at IS NULL"),
        ),
        sa.Index(None, "case_id"),
        sa.UniqueConstraint("notice_id", "what"),
        sa.Index(
            "ix_tasks_about_id",
            "about_id",
            sqlite_where=sa.text("about_id IS NOT NULL"),
            postgresql_where=sa.text("about_id IS NOT NULL"),
        ),
    )
