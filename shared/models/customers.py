"""Whoever is served or affected, and how to reach them."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from shared.charter.vocabulary import Reach
from shared.models.base import Base, Word


class Customer(Base):
    """One person or body. `email_key` and `phone_key` are what two ways of typing one address have in common."""

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
    email_key: Mapped[str] = mapped_column(sa.String(254), default="")
    phone_key: Mapped[str] = mapped_column(sa.String(20), default="")
    created_at: Mapped[datetime]
