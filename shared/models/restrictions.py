"""A restriction: measures in force for one customer, decided, evidenced, explained, reviewed, open to appeal."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shared.charter.measures import Measure, Rung
from shared.charter.vocabulary import Channel, Reach
from shared.models.base import Base, Word
from shared.models.cases import Case
from shared.models.customers import Customer
from shared.models.incidents import Incident
from shared.models.representatives import Representative
from shared.models.staff import Staff


class State(StrEnum):
    """What has been done with a restriction; where it stands today follows from it and from the day."""

    PROPOSED = "proposed"
    TURNED_DOWN = "turned-down"
    APPROVED = "approved"
    TOLD = "told"
    IN_FORCE = "in-force"
    ENDED = "ended"


#: Which incidents are the evidence of a restriction.
evidence = sa.Table(
    "restriction_evidence",
    Base.metadata,
    sa.Column("restriction_id", sa.ForeignKey("restrictions.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("incident_id", sa.ForeignKey("incidents.id"), primary_key=True),
    sa.Index("ix_restriction_evidence_incident_id", "incident_id"),
)


class Restriction(Base):
    """One restriction of one customer (clauses RP-7 to RP-11).

    `key` opens its page to the customer. `grounds` are ids of the charter's categories. `why` is what the customer
    reads. `fairness` holds the answers to the policy's own questions. `skipped` is why the milder steps were not tried.
    `ends_on` is its last day. `review_on` may be missing only with `no_review`, and `told_at` only with `not_told` and
    a day on which that is thought over (`reconsider_on`), both by a higher role. `changed_at` is when its measures were
    last changed.
    """

    __tablename__ = "restrictions"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(40), unique=True)
    customer_id: Mapped[int] = mapped_column(sa.ForeignKey("customers.id"))
    service: Mapped[str | None] = mapped_column(sa.String(60))
    team: Mapped[str] = mapped_column(sa.String(60))
    state: Mapped[State] = mapped_column(Word(State))
    rung: Mapped[Rung] = mapped_column(Word(Rung))
    grounds: Mapped[str] = mapped_column(sa.String(400))
    why: Mapped[str] = mapped_column(sa.Text)
    fairness: Mapped[dict[str, Any]] = mapped_column(default=dict)
    skipped: Mapped[str] = mapped_column(sa.Text, default="")
    starts_on: Mapped[date | None]
    ends_on: Mapped[date]
    review_on: Mapped[date | None]
    no_review: Mapped[str] = mapped_column(sa.Text, default="")
    proposed_at: Mapped[datetime]
    proposed_by_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"))
    decided_role: Mapped[str] = mapped_column(sa.String(40), default="")
    reasons: Mapped[str] = mapped_column(sa.Text, default="")
    told_at: Mapped[datetime | None]
    not_told: Mapped[str] = mapped_column(sa.Text, default="")
    reconsider_on: Mapped[date | None]
    excepted_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"))
    changed_at: Mapped[datetime | None]
    reviewed_on: Mapped[date | None]
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"))
    ended_why: Mapped[str] = mapped_column(sa.Text, default="")
    version: Mapped[int] = mapped_column(default=1)

    customer: Mapped[Customer] = relationship(back_populates="restrictions")
    proposed_by: Mapped[Staff] = relationship(foreign_keys=[proposed_by_id])
    decided_by: Mapped[Staff | None] = relationship(foreign_keys=[decided_by_id])
    excepted_by: Mapped[Staff | None] = relationship(foreign_keys=[excepted_by_id])
    ended_by: Mapped[Staff | None] = relationship(foreign_keys=[ended_by_id])
    limits: Mapped[list["Limit"]] = relationship(
        back_populates="restriction", order_by="Limit.id", cascade="all, delete-orphan"
    )
    incidents: Mapped[list[Incident]] = relationship(secondary=evidence, order_by=Incident.id)
    entries: Mapped[list["Entry"]] = relationship(back_populates="restriction", order_by="Entry.id")
    appeals: Mapped[list["Appeal"]] = relationship(back_populates="restriction", order_by="Appeal.id")
    sharings: Mapped[list["Sharing"]] = relationship(back_populates="restriction", order_by="Sharing.id")

    __mapper_args__ = {"version_id_col": version, "version_id_generator": False}
    __table_args__ = (
        sa.CheckConstraint("(ended_at IS NOT NULL) = (state = 'ended')", name="restriction_ended_at_if_ended"),
        sa.CheckConstraint("(decided_at IS NULL) = (state = 'proposed')", name="restriction_decided_at_if_decided"),
        sa.CheckConstraint(
            "decided_by_id IS NULL OR decided_by_id <> proposed_by_id OR decided_role <> ''", name="role_of_the_decider"
        ),
        sa.CheckConstraint("review_on IS NOT NULL OR no_review <> ''", name="review_or_a_reason"),
        sa.CheckConstraint(
            "state NOT IN ('told', 'in-force') OR told_at IS NOT NULL OR not_told <> ''", name="told_or_a_reason"
        ),
        sa.Index(None, "customer_id"),
        sa.Index("ix_restrictions_team", "team", "id"),
        sa.Index("ix_restrictions_service", "service", "id"),
        sa.Index("ix_restrictions_proposed_by", "proposed_by_id", "id"),
        sa.Index("ix_restrictions_decided_by", "decided_by_id", "id"),
        sa.Index("ix_restrictions_state", "state", "id"),
        sa.Index("ix_restrictions_review_on", "review_on", "id"),
        sa.Index("ix_restrictions_ends_on", "ends_on", "id"),
    )

    @property
    def categories(self) -> tuple[str, ...]:
        """The ids of the grounds."""
        return tuple(one for one in self.grounds.split(",") if one)


class Limit(Base):
    """One measure of a restriction, with what it needs to be known: which way, who, which days, which matter."""

    __tablename__ = "limits"

    id: Mapped[int] = mapped_column(primary_key=True)
    restriction_id: Mapped[int] = mapped_column(sa.ForeignKey("restrictions.id", ondelete="CASCADE"))
    measure: Mapped[Measure] = mapped_column(Word(Measure))
    channel: Mapped[Channel | None] = mapped_column(Word(Channel))
    instead: Mapped[Reach | None] = mapped_column(Word(Reach))
    staff_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"))
    representative_id: Mapped[int | None] = mapped_column(sa.ForeignKey("representatives.id"))
    case_id: Mapped[int | None] = mapped_column(sa.ForeignKey("cases.id"))
    days: Mapped[str] = mapped_column(sa.String(20), default="")
    most: Mapped[int] = mapped_column(default=0)

    restriction: Mapped[Restriction] = relationship(back_populates="limits")
    staff: Mapped[Staff | None] = relationship()
    representative: Mapped[Representative | None] = relationship()
    case: Mapped[Case | None] = relationship()

    __table_args__ = (
        sa.CheckConstraint("(measure = 'channel') = (channel IS NOT NULL)", name="way_if_a_way_is_closed"),
        sa.CheckConstraint("(measure = 'named-person') = (staff_id IS NOT NULL)", name="who_if_one_person"),
        sa.CheckConstraint("(measure = 'third-party') = (representative_id IS NOT NULL)", name="through_whom"),
        sa.CheckConstraint("(measure = 'closed-matter') = (case_id IS NOT NULL)", name="which_matter"),
        sa.Index(None, "restriction_id"),
    )

    @property
    def weekdays(self) -> tuple[int, ...]:
        """The days of the week on which we read what they send; 0 is Monday."""
        return tuple(int(one) for one in self.days.split(",") if one)


class Entered(StrEnum):
    """What a line of a restriction's history can tell."""

    PROPOSED = "proposed"
    CORRECTED = "corrected"
    APPROVED = "approved"
    TURNED_DOWN = "turned-down"
    TOLD = "told"
    NOT_TOLD = "not-told"
    SHARED = "shared"
    APPEALED = "appealed"
    APPEAL_DECIDED = "appeal-decided"
    REVIEWED = "reviewed"
    CHANGED = "changed"
    ENDED = "ended"


class Entry(Base):
    """One line of a restriction's history: written once, never changed."""

    __tablename__ = "entries"

    id: Mapped[int] = mapped_column(primary_key=True)
    restriction_id: Mapped[int] = mapped_column(sa.ForeignKey("restrictions.id"))
    at: Mapped[datetime]
    what: Mapped[Entered] = mapped_column(Word(Entered))
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"))
    by_name: Mapped[str] = mapped_column(sa.String(120), default="")
    once_key: Mapped[str | None] = mapped_column(sa.String(60), unique=True)
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)

    restriction: Mapped[Restriction] = relationship(back_populates="entries")

    __table_args__ = (sa.Index(None, "restriction_id"),)


class Appeal(Base):
    """One appeal against a restriction: a case of its own, heard by somebody who did not decide it (clause RP-10)."""

    __tablename__ = "appeals"

    id: Mapped[int] = mapped_column(primary_key=True)
    restriction_id: Mapped[int] = mapped_column(sa.ForeignKey("restrictions.id"))
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("cases.id", ondelete="CASCADE"), unique=True)
    at: Mapped[datetime]

    restriction: Mapped[Restriction] = relationship(back_populates="appeals")
    case: Mapped[Case] = relationship(back_populates="appeal_against")

    __table_args__ = (sa.Index(None, "restriction_id"),)


class SharedWith(StrEnum):
    """Who was told of a restriction."""

    TEAM = "team"
    STAFF = "staff"
    AUTHORITY = "authority"


class Sharing(Base):
    """Who was told of a restriction, when, and why; another authority only with the lawful basis (RP-27, SC-6)."""

    __tablename__ = "sharings"

    id: Mapped[int] = mapped_column(primary_key=True)
    restriction_id: Mapped[int] = mapped_column(sa.ForeignKey("restrictions.id", ondelete="CASCADE"))
    what: Mapped[SharedWith] = mapped_column(Word(SharedWith))
    whom: Mapped[str] = mapped_column(sa.String(200))
    why: Mapped[str] = mapped_column(sa.Text)
    basis: Mapped[str] = mapped_column(sa.String(300), default="")
    words: Mapped[str] = mapped_column(sa.Text, default="")
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"))

    restriction: Mapped[Restriction] = relationship(back_populates="sharings")
    by: Mapped[Staff | None] = relationship()

    __table_args__ = (
        sa.CheckConstraint("what <> 'authority' OR basis <> ''", name="basis_if_told_outside"),
        sa.Index(None, "restriction_id"),
    )


class EffortKind(StrEnum):
    """What was tried before a restriction: the lower steps of the ladder."""

    RESTORATIVE = "restorative"
    WARNING = "warning"


class Effort(Base):
    """One thing that was tried to mend how we get on with somebody: a step offered, or a warning with its words."""

    __tablename__ = "efforts"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(sa.ForeignKey("customers.id", ondelete="CASCADE"))
    incident_id: Mapped[int | None] = mapped_column(sa.ForeignKey("incidents.id", ondelete="SET NULL"))
    what: Mapped[EffortKind] = mapped_column(Word(EffortKind))
    words: Mapped[str] = mapped_column(sa.Text)
    came_of_it: Mapped[str] = mapped_column(sa.Text, default="")
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))
    team: Mapped[str] = mapped_column(sa.String(60))
    once_key: Mapped[str | None] = mapped_column(sa.String(60), unique=True)

    customer: Mapped[Customer] = relationship()
    by: Mapped[Staff] = relationship()

    __table_args__ = (sa.Index(None, "customer_id", "id"),)
