"""Who opened what, when and why (clauses FP-16, RP-25, CH-13): written once, never changed."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shared.models.base import Base, Word
from shared.models.cases import Case
from shared.models.staff import Staff


class Read(StrEnum):
    """What was opened."""

    CASE = "case"
    WORDS = "words"
    FILE = "file"
    INCIDENT = "incident"
    RESTRICTION = "restriction"
    CONTACT = "contact"
    EXPORT = "export"


class Reading(Base):
    """One opening by one member of staff, in the role that they had. Pages count once a day, what is sealed each time.

    `row` is the number of what was opened, in its own table. `customer_id` is whose it is, `why` what they said when
    they opened something sealed. It holds nothing of what was read.
    """

    __tablename__ = "readings"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    on: Mapped[date] = mapped_column("day")
    staff_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))
    role: Mapped[str] = mapped_column(sa.String(40))
    what: Mapped[Read] = mapped_column(Word(Read))
    row: Mapped[int] = mapped_column("row_id")
    case_id: Mapped[int | None] = mapped_column(sa.ForeignKey("cases.id", ondelete="CASCADE"))
    customer_id: Mapped[int | None] = mapped_column(sa.ForeignKey("customers.id", ondelete="CASCADE"))
    why: Mapped[str] = mapped_column(sa.String(500), default="")
    once_key: Mapped[str | None] = mapped_column(sa.String(80), unique=True)

    staff: Mapped[Staff] = relationship()

    __table_args__ = (
        sa.Index(None, "case_id", "id"),
        sa.Index(None, "customer_id", "id"),
        sa.Index(None, "staff_id", "id"),
        sa.Index("ix_readings_what", "what", "row_id", "id"),
    )


class SealedWords(Base):
    """What somebody wrote that distresses whoever reads it: taken out of the case, named, opened only with a reason.

    `label` names what it holds before it is opened. `words` are as they came; the case holds `matter` in their place,
    which a second reader took out of them (clauses RP-16, RP-25, rule D-10). `wanted` is what would have put it right.
    """

    __tablename__ = "sealed_words"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("cases.id", ondelete="CASCADE"))
    contact_id: Mapped[int] = mapped_column(sa.ForeignKey("contacts.id", ondelete="CASCADE"), unique=True)
    label: Mapped[str] = mapped_column(sa.String(200))
    words: Mapped[str] = mapped_column(sa.Text)
    wanted: Mapped[str] = mapped_column(sa.Text, default="")
    sealed_at: Mapped[datetime]
    sealed_by_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))
    matter: Mapped[str] = mapped_column(sa.Text, default="")
    read_at: Mapped[datetime | None]
    read_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"))
    told_at: Mapped[datetime | None]

    case: Mapped[Case] = relationship()
    sealed_by: Mapped[Staff] = relationship(foreign_keys=[sealed_by_id])
    read_by: Mapped[Staff | None] = relationship(foreign_keys=[read_by_id])

    __table_args__ = (
        sa.CheckConstraint("(read_at IS NULL) = (read_by_id IS NULL)", name="read_by_if_read"),
        sa.Index(None, "case_id"),
        sa.Index(
            "ix_sealed_words_unread",
            "sealed_at",
            "id",
            sqlite_where=sa.text("read_at IS NULL"),
            postgresql_where=sa.text("read_at IS NULL"),
        ),
    )
