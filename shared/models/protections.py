"""What keeps a member of staff out of harm's way: off a case, without their name, apart from one person."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shared.models.base import Base, Word
from shared.models.cases import Case
from shared.models.customers import Customer
from shared.models.incidents import Incident
from shared.models.staff import Staff


class Wish(StrEnum):
    """What somebody asks for (clauses RP-22, RP-29)."""

    OFF_CASE = "off-case"
    MANAGERS_NAME = "managers-name"
    NO_CONTACT = "no-contact"


class Protection(Base):
    """One request of a member of staff, and what a manager decided: granted, or not with the reason.

    `OFF_CASE` and `MANAGERS_NAME` are about one case, `NO_CONTACT` about everything of one customer, cases to come
    among them. The customer never reads why.
    """

    __tablename__ = "protections"

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))
    what: Mapped[Wish] = mapped_column(Word(Wish))
    case_id: Mapped[int | None] = mapped_column(sa.ForeignKey("cases.id", ondelete="CASCADE"))
    customer_id: Mapped[int | None] = mapped_column(sa.ForeignKey("customers.id", ondelete="CASCADE"))
    incident_id: Mapped[int | None] = mapped_column(sa.ForeignKey("incidents.id", ondelete="SET NULL"))
    team: Mapped[str] = mapped_column(sa.String(60))
    why: Mapped[str] = mapped_column(sa.Text)
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))
    granted: Mapped[bool | None]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"))
    reasons: Mapped[str] = mapped_column(sa.Text, default="")
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"))
    ended_why: Mapped[str] = mapped_column(sa.Text, default="")
    once_key: Mapped[str | None] = mapped_column(sa.String(60), unique=True)

    staff: Mapped[Staff] = relationship(foreign_keys=[staff_id])
    asked_by: Mapped[Staff] = relationship(foreign_keys=[asked_by_id])
    decided_by: Mapped[Staff | None] = relationship(foreign_keys=[decided_by_id])
    case: Mapped[Case | None] = relationship()
    customer: Mapped[Customer | None] = relationship()
    incident: Mapped[Incident | None] = relationship()

    __table_args__ = (
        sa.CheckConstraint("(what = 'no-contact') = (case_id IS NULL)", name="of_a_case_or_a_customer"),
        sa.CheckConstraint("(what = 'no-contact') = (customer_id IS NOT NULL)", name="customer_if_no_contact"),
        sa.CheckConstraint("(decided_at IS NULL) = (granted IS NULL)", name="granted_or_not_if_decided"),
        sa.CheckConstraint("(decided_at IS NULL) = (decided_by_id IS NULL)", name="protection_decided_by_if_decided"),
        sa.Index(None, "customer_id"),
        sa.Index(None, "case_id"),
        sa.Index(None, "staff_id"),
        sa.Index("ix_protections_asked_by", "asked_by_id", "id"),
        sa.Index("ix_protections_team", "team", "id"),
        sa.Index(
            "ix_protections_waiting",
            "id",
            sqlite_where=sa.text("granted IS NULL"),
            postgresql_where=sa.text("granted IS NULL"),
        ),
    )
