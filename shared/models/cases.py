"""A case and all that dies with it: contacts, clocks, stops, happenings."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shared.charter.signs import Sign
from shared.charter.vocabulary import Act, Channel, Counting, Kind, OnBehalf, Seal, SignedBy
from shared.charter.workflow import Outcome, Stage
from shared.models.base import Base, Word, Words
from shared.models.customers import Customer
from shared.models.happened import Happened
from shared.models.staff import Staff

if TYPE_CHECKING:
    from shared.models.decisions import Decision, Rest
    from shared.models.links import KeptApart
    from shared.models.meanings import Meaning
    from shared.models.representatives import Authority
    from shared.models.restrictions import Appeal


def _while(condition: str) -> dict[str, Any]:
    """An index of only the rows for which something holds, on both databases."""
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def _of_open_cases(name: str, *first: str) -> sa.Index:
    """An index of open cases in the order of their next step, within each of `first`.

    It holds all that a list is narrowed by (`closed_at` because SQLite looks at it once more), so that finding and
    counting never touch the cases themselves.
    """
    asked = ("next_on", "id", "stage", "team", "owner_id", "kind", "service", "channel", "seal", "closed_at")
    columns = (*first, *(column for column in asked if column not in first))
    return sa.Index(name, *columns, **_while("closed_at IS NULL"))


class Case(Base):
    """The file opened for one matter.

    `next_on` is the day of the next step (clause CH-1), kept so that a list of a million cases can be read most urgent
    first. `norm` is the folded text that search looks in. `procedure` and `stage_number` say how far a complaint is in
    which procedure; `signs` make it take a way of its own, and `seal` says who may see it. `happened_on` is when it
    happened, or when the customer came to know of it. `rest_until` is the day on which we look again at a complaint
    that rests. `signed_by` says whose name the customer reads under our messages: the owner's, the team's, or that of
    the senior manager whose name `signed_name` is (clauses RP-13, RP-29). `submission_key` makes a second sending
    of the same answers find this case instead of opening another. `version` counts the
    lines of its history, and refuses a save over somebody else's.
    """

    __tablename__ = "cases"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(sa.String(16), unique=True)
    tracking_key: Mapped[str] = mapped_column(sa.String(40))
    submission_key: Mapped[str] = mapped_column(sa.String(60), unique=True)
    kind: Mapped[Kind] = mapped_column(Word(Kind))
    stage: Mapped[Stage] = mapped_column(Word(Stage))
    channel: Mapped[Channel] = mapped_column(Word(Channel))
    service: Mapped[str | None] = mapped_column(sa.String(60))
    team: Mapped[str | None] = mapped_column(sa.String(60))
    owner_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"))
    customer_id: Mapped[int | None] = mapped_column(sa.ForeignKey("customers.id"))
    subject: Mapped[str] = mapped_column(sa.String(120))
    words: Mapped[str] = mapped_column(sa.Text)
    wanted: Mapped[str] = mapped_column(sa.Text, default="")
    received_at: Mapped[datetime]
    received_on: Mapped[date]
    accepted_at: Mapped[datetime | None]
    acknowledged_at: Mapped[datetime | None]
    waiting_until: Mapped[date | None]
    closed_at: Mapped[datetime | None]
    outcome: Mapped[Outcome | None] = mapped_column(Word(Outcome))
    next_on: Mapped[date]
    bounces: Mapped[int] = mapped_column(default=0)
    norm: Mapped[str] = mapped_column(sa.Text, default="")
    on_behalf: Mapped[OnBehalf] = mapped_column(Word(OnBehalf), default=OnBehalf.MYSELF, server_default="myself")
    procedure: Mapped[str] = mapped_column(sa.String(40), default="", server_default=sa.text("''"))
    stage_number: Mapped[int] = mapped_column(default=1, server_default=sa.text("1"))
    signs: Mapped[list[Sign]] = mapped_column(Words(Sign), default=list, server_default=sa.text("''"))
    seal: Mapped[Seal] = mapped_column(Word(Seal), default=Seal.NONE, server_default="none")
    happened_on: Mapped[date | None]
    rest_until: Mapped[date | None]
    signed_by: Mapped[SignedBy] = mapped_column(Word(SignedBy), default=SignedBy.OWNER, server_default="owner")
    signed_name: Mapped[str] = mapped_column(sa.String(120), default="", server_default=sa.text("''"))
    version: Mapped[int] = mapped_column(default=1)

    customer: Mapped[Customer | None] = relationship()
    owner: Mapped[Staff | None] = relationship()
    clocks: Mapped[list["Clock"]] = relationship(
        back_populates="case", order_by="Clock.id", cascade="all, delete-orphan"
    )
    contacts: Mapped[list["Contact"]] = relationship(
        back_populates="case", order_by="Contact.id", cascade="all, delete-orphan"
    )
    happenings: Mapped[list["Happening"]] = relationship(back_populates="case", order_by="Happening.id")
    authorities: Mapped[list["Authority"]] = relationship(
        back_populates="case", order_by="Authority.id", cascade="all, delete-orphan"
    )
    meanings: Mapped[list["Meaning"]] = relationship(
        back_populates="case", order_by="Meaning.id", cascade="all, delete-orphan"
    )
    rests: Mapped[list["Rest"]] = relationship(back_populates="case", order_by="Rest.id", cascade="all, delete-orphan")
    kept_apart: Mapped[list["KeptApart"]] = relationship(back_populates="case", cascade="all, delete-orphan")
    appeal_against: Mapped["Appeal | None"] = relationship(back_populates="case")
    decisions: Mapped[list["Decision"]] = relationship(
        back_populates="case", order_by="Decision.stage", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version, "version_id_generator": False}
    __table_args__ = (
        sa.CheckConstraint("(stage = 'closed') = (closed_at IS NOT NULL)", name="closed_at_if_closed"),
        sa.CheckConstraint("(closed_at IS NULL) = (outcome IS NULL)", name="outcome_if_closed"),
        sa.CheckConstraint("(stage = 'waiting') = (waiting_until IS NOT NULL)", name="waiting_until_if_waiting"),
        sa.CheckConstraint("(stage = 'resting') = (rest_until IS NOT NULL)", name="rest_until_if_resting"),
        sa.CheckConstraint("accepted_at IS NULL OR team IS NOT NULL", name="team_if_accepted"),
        _of_open_cases("ix_cases_open"),
        _of_open_cases("ix_cases_open_team", "team"),
        _of_open_cases("ix_cases_open_owner", "owner_id"),
        _of_open_cases("ix_cases_open_service", "service"),
        _of_open_cases("ix_cases_open_stage", "stage"),
        sa.Index("ix_cases_customer_id", "customer_id", "id"),
        sa.Index("ix_cases_received_on", "received_on"),
        sa.Index("ix_cases_closed_at", "closed_at", "id", **_while("closed_at IS NOT NULL")),
    )


#: How the key of a contact begins that is between the customer and us, and not for whoever speaks for them.
OWN_AFFAIRS = "own/"


class Contact(Base):
    """One approach by a customer through one channel, or one message of ours back; `language` where it is known."""

    __tablename__ = "contacts"
    __table_args__ = (sa.Index(None, "case_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("cases.id", ondelete="CASCADE"))
    at: Mapped[datetime]
    channel: Mapped[Channel] = mapped_column(Word(Channel))
    ours: Mapped[bool]
    by_name: Mapped[str] = mapped_column(sa.String(120))
    words: Mapped[str] = mapped_column(sa.Text)
    language: Mapped[str] = mapped_column(sa.String(8), default="", server_default=sa.text("''"))
    once_key: Mapped[str | None] = mapped_column(sa.String(80), unique=True)

    case: Mapped[Case] = relationship(back_populates="contacts")

    @property
    def own_affairs(self) -> bool:
        """Is it about the customer's own life and whereabouts, which whoever speaks for them does not read (SC-7)?"""
        return (self.once_key or "").startswith(OWN_AFFAIRS)


class Clock(Base):
    """One promise running on one case. The due date is a fact: stored when it was promised, never recomputed silently.

    `given` marks a date that somebody gave because the promised one could not be kept, with `why` in their words.
    `first_due_on` is the date before any stop, which published figures are measured against. `stage` is that of the
    complaint's procedure to which it belongs; `days` are in the unit of its counting.
    """

    __tablename__ = "clocks"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("cases.id", ondelete="CASCADE"))
    promise: Mapped[str] = mapped_column(sa.String(80))
    act: Mapped[Act] = mapped_column(Word(Act))
    started_on: Mapped[date]
    counting: Mapped[Counting] = mapped_column(Word(Counting))
    days: Mapped[int]
    due_on: Mapped[date | None]
    first_due_on: Mapped[date]
    given: Mapped[bool] = mapped_column(default=False)
    stage: Mapped[int] = mapped_column(default=1, server_default=sa.text("1"))
    why: Mapped[str] = mapped_column(sa.Text, default="")
    kept_on: Mapped[date | None]
    kept_by: Mapped[Act | None] = mapped_column(Word(Act))
    dropped_on: Mapped[date | None]
    told_late_on: Mapped[date | None]

    case: Mapped[Case] = relationship(back_populates="clocks")
    stops: Mapped[list["ClockStop"]] = relationship(
        back_populates="clock", order_by="ClockStop.id", cascade="all, delete-orphan", lazy="selectin"
    )

    __table_args__ = (
        sa.CheckConstraint("(kept_on IS NULL) = (kept_by IS NULL)", name="kept_by_if_kept"),
        sa.CheckConstraint("kept_on IS NULL OR dropped_on IS NULL", name="kept_or_dropped_not_both"),
        sa.CheckConstraint("days > 0", name="at_least_one_day"),
        sa.Index(None, "case_id"),
        sa.Index("ix_clocks_open_due", "due_on", "id", **_while("kept_on IS NULL AND dropped_on IS NULL")),
        sa.Index(
            "ix_clocks_open_given",
            "case_id",
            sqlite_where=sa.text("given = 1 AND kept_on IS NULL AND dropped_on IS NULL"),
            postgresql_where=sa.text("given AND kept_on IS NULL AND dropped_on IS NULL"),
        ),
    )

    @property
    def open(self) -> bool:
        """Still owed?"""
        return self.kept_on is None and self.dropped_on is None


class ClockStop(Base):
    """A time in which a clock stood still, why, and the day on which somebody looks at it again."""

    __tablename__ = "clock_stops"

    id: Mapped[int] = mapped_column(primary_key=True)
    clock_id: Mapped[int] = mapped_column(sa.ForeignKey("clocks.id", ondelete="CASCADE"))
    stopped_on: Mapped[date]
    restarted_on: Mapped[date | None]
    review_on: Mapped[date]
    why: Mapped[str] = mapped_column(sa.Text)

    clock: Mapped[Clock] = relationship(back_populates="stops")

    __table_args__ = (
        sa.CheckConstraint("restarted_on IS NULL OR restarted_on >= stopped_on", name="restart_after_stop"),
        sa.Index(None, "clock_id"),
    )


#: What may tell that something was refused to somebody: as written in an index, and to be written so in a question.
REFUSALS = "happenings.what IN ('adjustment-refused', 'authority-refused', 'closed')"


class Happening(Base):
    """One line of a case's history: written once, never changed (the database refuses), told to the public or not.

    `once_key` names one pressing of one button: pressed twice, it is one line.
    """

    __tablename__ = "happenings"
    __table_args__ = (
        sa.Index(None, "case_id"),
        sa.Index("ix_happenings_refusals", "at", "id", **_while(REFUSALS.removeprefix("happenings."))),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("cases.id"))
    at: Mapped[datetime]
    what: Mapped[Happened] = mapped_column(Word(Happened))
    staff_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"))
    by_name: Mapped[str] = mapped_column(sa.String(120), default="")
    public: Mapped[bool] = mapped_column(default=True)
    once_key: Mapped[str | None] = mapped_column(sa.String(60), unique=True)
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)

    case: Mapped[Case] = relationship(back_populates="happenings")


class Look(Base):
    """Somebody has this case open: who else is looking, so that two people do not answer it at once."""

    __tablename__ = "looks"

    case_id: Mapped[int] = mapped_column(sa.ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True)
    staff_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"), primary_key=True)
    seen_at: Mapped[datetime]
