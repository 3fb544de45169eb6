"""Mail that has arrived, and what became of each: nothing that a person sent is lost."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shared.models.base import Base, Word
from shared.models.cases import Case
from shared.models.staff import Staff


class Became(StrEnum):
    """What became of a message; the last three wait for somebody."""

    CASE = "case"
    JOINED = "joined"
    AUTOMATIC = "automatic"
    BOUNCE = "bounce"
    NOTHING = "nothing"
    UNREAD = "unread"
    SUSPECTED = "suspected"
    TOO_MANY = "too-many"


#: Nobody has answered these, and no case holds them: a person has to look.
WAITING = frozenset({Became.UNREAD, Became.SUSPECTED, Became.TOO_MANY})
#: The same as written in an index, and to be written so in a question.
WAITS = "arrivals.became IN ('unread', 'suspected', 'too-many')"
WAITS = WAITS.removeprefix("arrivals.")


class Arrival(Base):
    """One message, however often it came (`times`).

    `once` is the same for one message by whatever way it comes. `why` says more of what became of it: what machine
    sent it, or what was wrong with it. `quoted` is what was cut off below the words that a case now holds. `raw_name`
    is where the message itself lies until it is forgotten; then it is empty. It dies with its case.
    """

    __tablename__ = "arrivals"

    id: Mapped[int] = mapped_column(primary_key=True)
    once: Mapped[str] = mapped_column(sa.String(64), unique=True)
    message_id: Mapped[str] = mapped_column(sa.String(300), default="")
    received_at: Mapped[datetime]
    taken_at: Mapped[datetime]
    from_name: Mapped[str] = mapped_column(sa.String(120), default="")
    from_address: Mapped[str] = mapped_column(sa.String(254), default="")
    from_key: Mapped[str] = mapped_column(sa.String(254), default="")
    subject: Mapped[str] = mapped_column(sa.String(300), default="")
    became: Mapped[Became] = mapped_column(Word(Became))
    why: Mapped[str] = mapped_column(sa.String(40), default="")
    quoted: Mapped[str] = mapped_column(sa.Text, default="")
    raw_name: Mapped[str] = mapped_column(sa.String(40), default="")
    times: Mapped[int] = mapped_column(default=1)
    case_id: Mapped[int | None] = mapped_column(sa.ForeignKey("cases.id", ondelete="CASCADE"))
    settled_at: Mapped[datetime | None]
    settled_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"))
    reason: Mapped[str] = mapped_column(sa.String(1000), default="")

    case: Mapped[Case | None] = relationship()
    settled_by: Mapped[Staff | None] = relationship()

    __table_args__ = (
        sa.CheckConstraint("(settled_at IS NULL) = (settled_by_id IS NULL)", name="settled_by_if_settled"),
        sa.CheckConstraint("became NOT IN ('case', 'joined') OR case_id IS NOT NULL", name="case_if_it_became_one"),
        sa.Index(None, "case_id"),
        sa.Index("ix_arrivals_sender", "from_key", "received_at"),
        sa.Index("ix_arrivals_taken_at", "taken_at"),
        sa.Index("ix_arrivals_waiting", "id", sqlite_where=sa.text(WAITS), postgresql_where=sa.text(WAITS)),
    )

    @property
    def waits(self) -> bool:
        """Does somebody still have to look at it?"""
        return self.became in WAITING
