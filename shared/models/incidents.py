"""What staff met with, and what was decided about it (clauses RP-12 to RP-22): sealed, seen by those who need it."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shared.charter.measures import Recorded, Warned
from shared.charter.vocabulary import Channel
from shared.models.base import Base, Word
from shared.models.cases import Case
from shared.models.customers import Customer
from shared.models.staff import Staff


class Incident(Base):
    """One record of unacceptable engagement: what happened, and never a label on a person.

    `happened_at` may lie before `recorded_at`. `categories` are ids of the charter. `words` are the facts, sealed:
    shown on its own page alone. `staff_id` wrote it down; `affected_id` is whom it happened to, mostly the same.
    `ended`: the contact was ended. `team` is that of whoever was affected, whose manager looks at it by `look_by`.
    `named_only`: somebody was named in public, and only the manager and those who were told by mail may see it.
    """

    __tablename__ = "incidents"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int | None] = mapped_column(sa.ForeignKey("customers.id"))
    case_id: Mapped[int | None] = mapped_column(sa.ForeignKey("cases.id", ondelete="SET NULL"))
    staff_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))
    affected_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))
    team: Mapped[str] = mapped_column(sa.String(60))
    happened_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    channel: Mapped[Channel] = mapped_column(Word(Channel))
    categories: Mapped[str] = mapped_column(sa.String(400), default="")
    words: Mapped[str] = mapped_column(sa.Text)
    ended: Mapped[bool] = mapped_column(default=False)
    warned: Mapped[Warned] = mapped_column(Word(Warned))
    warning: Mapped[str] = mapped_column(sa.Text, default="")
    recorded: Mapped[Recorded] = mapped_column(Word(Recorded), default=Recorded.NO_CALL)
    steps: Mapped[str] = mapped_column(sa.Text, default="")
    witnesses: Mapped[str] = mapped_column(sa.String(1000), default="")
    link: Mapped[str] = mapped_column(sa.String(1000), default="")
    named_only: Mapped[bool] = mapped_column(default=False)
    look_by: Mapped[date]
    looked_at: Mapped[datetime | None]
    looked_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"))
    once_key: Mapped[str | None] = mapped_column(sa.String(60), unique=True)
    version: Mapped[int] = mapped_column(default=1)

    customer: Mapped[Customer | None] = relationship()
    case: Mapped[Case | None] = relationship()
    staff: Mapped[Staff] = relationship(foreign_keys=[staff_id])
    affected: Mapped[Staff] = relationship(foreign_keys=[affected_id])
    looked_by: Mapped[Staff | None] = relationship(foreign_keys=[looked_by_id])
    judgements: Mapped[list["Judgement"]] = relationship(
        back_populates="incident", order_by="Judgement.id", cascade="all, delete-orphan"
    )
    accounts: Mapped[list["Account"]] = relationship(
        back_populates="incident", order_by="Account.id", cascade="all, delete-orphan"
    )
    cares: Mapped[list["Care"]] = relationship(
        back_populates="incident", order_by="Care.id", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version, "version_id_generator": False}
    __table_args__ = (
        sa.CheckConstraint("(looked_at IS NULL) = (looked_by_id IS NULL)", name="incident_looked_by_if_looked_at"),
        sa.CheckConstraint("(warned = 'given') = (warning <> '')", name="warning_if_warned"),
        sa.Index(None, "customer_id", "id"),
        sa.Index(None, "case_id"),
        sa.Index(None, "staff_id", "id"),
        sa.Index(None, "affected_id", "id"),
        sa.Index("ix_incidents_team", "team", "id"),
        sa.Index(
            "ix_incidents_to_look",
            "look_by",
            "id",
            sqlite_where=sa.text("looked_at IS NULL"),
            postgresql_where=sa.text("looked_at IS NULL"),
        ),
    )

    @property
    def kinds(self) -> tuple[str, ...]:
        """The ids of its categories, in the order in which they were chosen."""
        return tuple(one for one in self.categories.split(",") if one)


class Judged(StrEnum):
    """What a manager decides about an incident."""

    REGISTER = "register"
    POLICE = "police"
    KEEP = "keep"
    UNACCEPTABLE = "unacceptable"


class Judgement(Base):
    """One decision about an incident: who, in which role, why; a later one of the same kind takes its place.

    `staff_views` are those of whoever was affected, `others_views` those of others who meet the person (clause RP-17).
    `without_manager`: nobody who could decide was at hand. `facts` hold what belongs to one kind alone, such as the
    number that the police gave.
    """

    __tablename__ = "judgements"

    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(sa.ForeignKey("incidents.id", ondelete="CASCADE"))
    what: Mapped[Judged] = mapped_column(Word(Judged))
    yes: Mapped[bool]
    reasons: Mapped[str] = mapped_column(sa.Text)
    staff_views: Mapped[str] = mapped_column(sa.Text, default="")
    others_views: Mapped[str] = mapped_column(sa.Text, default="")
    without_manager: Mapped[bool] = mapped_column(default=False)
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))
    role: Mapped[str] = mapped_column(sa.String(40))
    once_key: Mapped[str | None] = mapped_column(sa.String(60), unique=True)

    incident: Mapped[Incident] = relationship(back_populates="judgements")
    by: Mapped[Staff] = relationship()

    __table_args__ = (
        sa.CheckConstraint("reasons <> ''", name="judged_with_reasons"),
        sa.Index(None, "incident_id"),
    )


class Account(Base):
    """What somebody who was there has seen or heard: theirs alone, added and never changed (clause RP-17)."""

    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(sa.ForeignKey("incidents.id", ondelete="CASCADE"))
    who: Mapped[str] = mapped_column(sa.String(120))
    words: Mapped[str] = mapped_column(sa.Text)
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))
    once_key: Mapped[str | None] = mapped_column(sa.String(60), unique=True)

    incident: Mapped[Incident] = relationship(back_populates="accounts")
    by: Mapped[Staff] = relationship()

    __table_args__ = (sa.Index(None, "incident_id"),)


class CareKind(StrEnum):
    """What is done for whoever was affected (clause RP-22)."""

    DEBRIEF = "debrief"
    ASSISTANCE = "assistance"
    TIME_AWAY = "time-away"
    OTHER = "other"


class Care(Base):
    """One thing that is done for whoever was affected, by whom and by when; `how` tells what came of it."""

    __tablename__ = "cares"

    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(sa.ForeignKey("incidents.id", ondelete="CASCADE"))
    what: Mapped[CareKind] = mapped_column(Word(CareKind))
    words: Mapped[str] = mapped_column(sa.String(1000), default="")
    owner_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"))
    due_on: Mapped[date]
    done_at: Mapped[datetime | None]
    done_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"))
    how: Mapped[str] = mapped_column(sa.Text, default="")

    incident: Mapped[Incident] = relationship(back_populates="cares")
    owner: Mapped[Staff | None] = relationship(foreign_keys=[owner_id])
    done_by: Mapped[Staff | None] = relationship(foreign_keys=[done_by_id])

    __table_args__ = (
        sa.CheckConstraint("(done_at IS NULL) = (done_by_id IS NULL)", name="care_done_by_if_done"),
        sa.Index(None, "incident_id"),
        sa.Index(
            "ix_cares_open",
            "due_on",
            "id",
            sqlite_where=sa.text("done_at IS NULL"),
            postgresql_where=sa.text("done_at IS NULL"),
        ),
    )
