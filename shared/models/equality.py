"""Answers about equality: apart from everything else, with nothing that leads back to a case or a person."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from shared.models.base import Base


class EqualityAnswer(Base):
    """What somebody said about themselves, if they wanted to (clause FP-12).

    The key is drawn by chance and of the time only the month is kept, so that neither the order nor the moment of
    writing joins an answer to a case (rule D-01).
    """

    __tablename__ = "equality_answers"
    __table_args__ = (sa.Index(None, "month"), {"sqlite_with_rowid": False})

    key: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    month: Mapped[date]
    age: Mapped[str] = mapped_column(sa.String(30))
    disability: Mapped[str] = mapped_column(sa.String(30))
    sex: Mapped[str] = mapped_column(sa.String(30))
    ethnic_group: Mapped[str] = mapped_column(sa.String(30))
    religion: Mapped[str] = mapped_column(sa.String(30))
