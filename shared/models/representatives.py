"""Who speaks for a customer, on what ground, and whether that is settled."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shared.charter.vocabulary import Evidence, Format, MessagesTo, OnBehalf, Reach, Scope
from shared.models.base import Base, Word
from shared.models.cases import Case
from shared.models.staff import Staff


class Representative(Base):
    """Somebody who speaks for others: a friend, a parent, or an advocate of an organisation.

    `list_key` is the secret of the link to their own list of cases.
    """

    __tablename__ = "representatives"
    __table_args__ = (sa.Index(None, "email_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(120))
    organisation: Mapped[str] = mapped_column(sa.String(120), default="")
    email: Mapped[str] = mapped_column(sa.String(254), default="")
    phone: Mapped[str] = mapped_column(sa.String(40), default="")
    address: Mapped[str] = mapped_column(sa.String(500), default="")
    reach: Mapped[Reach] = mapped_column(Word(Reach))
    language: Mapped[str] = mapped_column(sa.String(8), default="en")
    format: Mapped[Format] = mapped_column(Word(Format), default=Format.STANDARD)
    email_key: Mapped[str] = mapped_column(sa.String(254), default="")
    list_key: Mapped[str] = mapped_column(sa.String(40), unique=True)
    created_at: Mapped[datetime]


class Speaks(StrEnum):
    """How an authority stands on a day: nobody has said yes or no, it holds, it was refused, or it holds no more."""

    WAITING = "waiting"
    IN_FORCE = "in-force"
    REFUSED = "refused"
    ENDED = "ended"


class Authority(Base):
    """That one representative may speak for the customer of one case (clause FP-10): asked, settled, refused or ended.

    `ground` says why somebody else speaks; `evidence` how consent is shown; `how` is what staff wrote down about it.
    `confirm_key` is the secret of the link with which the customer says yes or no; `track_key` that of the
    representative's own page. `settle_by` is the day by which it is settled either way. It holds from `starts_on` to
    `ends_on`, without an end where none was given.
    """

    __tablename__ = "authorities"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("cases.id", ondelete="CASCADE"))
    customer_id: Mapped[int | None] = mapped_column(sa.ForeignKey("customers.id"))
    representative_id: Mapped[int] = mapped_column(sa.ForeignKey("representatives.id"))
    relation: Mapped[str] = mapped_column(sa.String(120), default="")
    ground: Mapped[OnBehalf] = mapped_column(Word(OnBehalf))
    scope: Mapped[Scope] = mapped_column(Word(Scope), default=Scope.THIS_CASE)
    evidence: Mapped[Evidence] = mapped_column(Word(Evidence))
    messages_to: Mapped[MessagesTo] = mapped_column(Word(MessagesTo))
    confirm_key: Mapped[str] = mapped_column(sa.String(40), unique=True)
    track_key: Mapped[str] = mapped_column(sa.String(40), unique=True)
    asked_at: Mapped[datetime]
    settle_by: Mapped[date]
    settled_at: Mapped[datetime | None]
    settled_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"))
    how: Mapped[str] = mapped_column(sa.String(1000), default="")
    refused_at: Mapped[datetime | None]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    ended_at: Mapped[datetime | None]

    case: Mapped[Case] = relationship(back_populates="authorities")
    representative: Mapped[Representative] = relationship(lazy="joined")
    settled_by: Mapped[Staff | None] = relationship()

    __table_args__ = (
        sa.CheckConstraint("settled_at IS NULL OR refused_at IS NULL", name="settled_or_refused_not_both"),
        sa.CheckConstraint("(settled_at IS NULL) = (starts_on IS NULL)", name="starts_if_settled"),
        sa.CheckConstraint("ends_on IS NULL OR starts_on IS NULL OR ends_on >= starts_on", name="ends_after_start"),
        sa.Index(None, "case_id"),
        sa.Index("ix_authorities_representative_id", "representative_id", "id"),
        sa.Index(None, "customer_id"),
        sa.Index(
            "ix_authorities_running_out",
            "ends_on",
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        ),
    )

    def in_force(self, day: date) -> bool:
        """May the representative be told about the customer on that day?"""
        if self.settled_at is None or self.ended_at is not None or self.starts_on is None:
            return False
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    @property
    def waiting(self) -> bool:
        """Nobody has said yes or no yet."""
        return self.settled_at is None and self.refused_at is None and self.ended_at is None

    def stands(self, day: date) -> Speaks:
        """How it stands on that day."""
        if self.waiting:
            return Speaks.WAITING
        if self.refused_at is not None:
            return Speaks.REFUSED
        return Speaks.IN_FORCE if self.in_force(day) else Speaks.ENDED
