"""Whoever is served or affected, how to reach them well, and what we do differently for them."""

from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shared.charter.vocabulary import Format, Reach
from shared.models.base import Base, Word
from shared.models.staff import Staff

if TYPE_CHECKING:
    from shared.models.restrictions import Restriction


class Customer(Base):
    """One person or body. `email_key` and `phone_key` are what two ways of typing one address have in common.

    `language` is empty while nobody has asked. `interpreter` is the language to interpret, empty where none is needed.
    `needs` are the person's own words about what helps; what we have agreed to do is in `adjustments`. `version` counts
    what staff changed here, and refuses a save over somebody else's. `managed`: a restriction may be in force; of
    everybody else none is looked for.
    """

    __tablename__ = "customers"
    __table_args__ = (sa.Index(None, "email_key"), sa.Index(None, "phone_key"))

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(120))
    email: Mapped[str] = mapped_column(sa.String(254), default="")
    phone: Mapped[str] = mapped_column(sa.String(40), default="")
    address: Mapped[str] = mapped_column(sa.String(500), default="")
    reach: Mapped[Reach] = mapped_column(Word(Reach))
    needs: Mapped[str] = mapped_column(sa.String(1000), default="")
    language: Mapped[str] = mapped_column(sa.String(8), default="en")
    format: Mapped[Format] = mapped_column(Word(Format), default=Format.STANDARD, server_default="standard")
    interpreter: Mapped[str] = mapped_column(sa.String(40), default="", server_default=sa.text("''"))
    times: Mapped[str] = mapped_column(sa.String(200), default="", server_default=sa.text("''"))
    email_key: Mapped[str] = mapped_column(sa.String(254), default="")
    phone_key: Mapped[str] = mapped_column(sa.String(20), default="")
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    managed: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    created_at: Mapped[datetime]

    restrictions: Mapped[list["Restriction"]] = relationship(back_populates="customer", order_by="Restriction.id")
    adjustments: Mapped[list["Adjustment"]] = relationship(
        back_populates="customer", order_by="Adjustment.id", cascade="all, delete-orphan"
    )


class Agreement(StrEnum):
    """Where an adjustment stands (clause RP-4)."""

    ASKED = "asked"
    AGREED = "agreed"
    NOT_AGREED = "not-agreed"
    ENDED = "ended"


class Adjustment(Base):
    """One thing that we do differently for one person, on every case and channel: what we do, not why they need it.

    `answer_by` is the day by which it is decided. A refusal has its reason; `review_asked_at` marks that the person
    wants somebody else to look again, who then decides afresh. `review_on` is the day on which we look again at what
    was agreed.
    """

    __tablename__ = "adjustments"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(sa.ForeignKey("customers.id", ondelete="CASCADE"))
    case_id: Mapped[int | None] = mapped_column(sa.ForeignKey("cases.id", ondelete="SET NULL"))
    what: Mapped[str] = mapped_column(sa.String(1000))
    status: Mapped[Agreement] = mapped_column(Word(Agreement))
    asked_at: Mapped[datetime]
    answer_by: Mapped[date]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"))
    reason: Mapped[str] = mapped_column(sa.String(1000), default="")
    review_on: Mapped[date | None]
    review_asked_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    customer: Mapped[Customer] = relationship(back_populates="adjustments")
    decided_by: Mapped[Staff | None] = relationship()

    __table_args__ = (
        sa.CheckConstraint("(decided_at IS NULL) = (decided_by_id IS NULL)", name="decided_by_if_decided"),
        sa.CheckConstraint("status <> 'not-agreed' OR reason <> ''", name="reason_if_not_agreed"),
        sa.CheckConstraint("(status = 'ended') = (ended_at IS NOT NULL)", name="ended_at_if_ended"),
        sa.Index(None, "customer_id"),
        sa.Index(
            "ix_adjustments_to_review",
            "review_on",
            "id",
            sqlite_where=sa.text("status = 'agreed'"),
            postgresql_where=sa.text("status = 'agreed'"),
        ),
    )
