"""The people who work here."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from shared.charter.access import RIGHTS, Right, Role
from shared.models.base import Base, Word


class Staff(Base):
    """A member of staff: role, team, and the name that the public sees (clause CC-2).

    `session_key` changes with the password and on disabling, so that every open session ends at once.
    """

    __tablename__ = "staff"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(sa.String(254), unique=True)
    name: Mapped[str] = mapped_column(sa.String(120))
    role: Mapped[Role] = mapped_column(Word(Role))
    team: Mapped[str] = mapped_column(sa.String(60))
    password_hash: Mapped[str] = mapped_column(sa.String(200))
    session_key: Mapped[str] = mapped_column(sa.String(40), unique=True)
    shortcuts: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]

    @property
    def rights(self) -> frozenset[Right]:
        """What the table gives this role; nothing once the account is disabled."""
        return frozenset() if self.disabled_at else RIGHTS[self.role]

    def may(self, right: Right) -> bool:
        """May this person do that at all?"""
        return right in self.rights
