"""Appointments on a case (clauses CH-8, SC-2): offered, confirmed, moved, called off, kept."""

from datetime import date, datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shared.models.base import Base, Word
from shared.models.cases import Case


class Meeting(StrEnum):
    """How people meet."""

    PLACE = "place"
    PHONE = "phone"
    VIDEO = "video"
    HOME = "home"


class Arranged(StrEnum):
    """Where an appointment stands; the last three are its end."""

    OFFERED = "offered"
    CONFIRMED = "confirmed"
    ANOTHER_TIME = "another-time"
    CANCELLED = "cancelled"
    KEPT = "kept"
    NOT_KEPT = "not-kept"


#: It is still to come, or to be arranged anew.
AHEAD = frozenset({Arranged.OFFERED, Arranged.CONFIRMED, Arranged.ANOTHER_TIME})


class Appointment(Base):
    """One meeting with a customer.

    `uid` names it in every calendar, for good; `sequence` counts how often the council has changed it, and refuses an
    answer to what it was before. `starts_at` is the time that was chosen; until then the first one offered. `minutes`
    is how long it takes. `place` is the id of a place of the charter, `link` where a video call is, `address` the
    customer's home: which of them counts, `how` says. `interpreter` is the language of an interpreter who is booked,
    empty where none is. `words_in` is the language that staff wrote in, empty for the customer's own. `another_by` is
    the day by which another time is offered. `remind_on` is the day of the reminder; None where that is too soon.
    """

    __tablename__ = "appointments"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("cases.id", ondelete="CASCADE"))
    uid: Mapped[str] = mapped_column(sa.String(40), unique=True)
    sequence: Mapped[int] = mapped_column(default=0)
    state: Mapped[Arranged] = mapped_column(Word(Arranged))
    starts_at: Mapped[datetime]
    minutes: Mapped[int]
    how: Mapped[Meeting] = mapped_column(Word(Meeting))
    place: Mapped[str] = mapped_column(sa.String(60), default="")
    link: Mapped[str] = mapped_column(sa.String(500), default="")
    address: Mapped[str] = mapped_column(sa.String(500), default="")
    with_whom: Mapped[str] = mapped_column(sa.String(120))
    purpose: Mapped[str] = mapped_column(sa.String(300))
    bring: Mapped[str] = mapped_column(sa.String(1000), default="")
    interpreter: Mapped[str] = mapped_column(sa.String(40), default="")
    words_in: Mapped[str] = mapped_column(sa.String(8), default="")
    changed_at: Mapped[datetime]
    another_by: Mapped[date | None]
    told_late_on: Mapped[date | None]
    remind_on: Mapped[date | None]
    reminded_at: Mapped[datetime | None]

    case: Mapped[Case] = relationship()
    times: Mapped[list["AppointmentTime"]] = relationship(
        order_by="AppointmentTime.starts_at", cascade="all, delete-orphan", lazy="selectin"
    )

    __table_args__ = (
        sa.CheckConstraint("minutes > 0", name="at_least_one_minute"),
        sa.CheckConstraint("(state = 'another-time') = (another_by IS NOT NULL)", name="another_by_if_asked_for"),
        sa.Index(None, "case_id"),
        sa.Index(
            "ix_appointments_to_remind",
            "remind_on",
            "id",
            sqlite_where=sa.text("reminded_at IS NULL"),
            postgresql_where=sa.text("reminded_at IS NULL"),
        ),
        sa.Index(
            "ix_appointments_another_by",
            "another_by",
            "id",
            sqlite_where=sa.text("another_by IS NOT NULL"),
            postgresql_where=sa.text("another_by IS NOT NULL"),
        ),
    )

    @property
    def ends_at(self) -> datetime:
        """When it is over, as far as anybody can plan."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def ahead(self) -> bool:
        """Still to come, or to be arranged anew?"""
        return self.state in AHEAD


class AppointmentTime(Base):
    """One of the times that a customer can choose between."""

    __tablename__ = "appointment_times"

    id: Mapped[int] = mapped_column(primary_key=True)
    appointment_id: Mapped[int] = mapped_column(sa.ForeignKey("appointments.id", ondelete="CASCADE"))
    starts_at: Mapped[datetime]

    __table_args__ = (sa.UniqueConstraint("appointment_id", "starts_at"),)
