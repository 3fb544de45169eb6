"""What every kept thing shares: one registry, readable constraint names, and times that keep their zone."""

import pkgutil
from datetime import UTC, datetime
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator


class Moment(TypeDecorator[datetime]):
    """A moment in UTC: stored without a zone, given back with one, and refused when it comes without one."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Into the database. Raises ValueError on a moment without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment without its zone could be any of 24.")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Out of the database."""
        return value.replace(tzinfo=UTC) if value is not None else None


class Word(TypeDecorator[Any]):
    """One word of a vocabulary, kept as it is spelt: new words need no change of schema."""

    impl = sa.String(40)
    cache_ok = True

    def __init__(self, vocabulary: type[StrEnum]) -> None:
        self.vocabulary = vocabulary
        super().__init__()

    def process_bind_param(self, value: StrEnum | None, dialect: sa.Dialect) -> str | None:
        """Into the database. Raises ValueError on a word that the vocabulary lacks."""
        return None if value is None else str(self.vocabulary(value))

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> StrEnum | None:
        """Out of the database."""
        return None if value is None else self.vocabulary(value)


class Words(TypeDecorator[Any]):
    """Some words of a vocabulary in their order, kept in one text with commas between. Put a new list to change it."""

    impl = sa.String(300)
    cache_ok = True

    def __init__(self, vocabulary: type[StrEnum]) -> None:
        self.vocabulary = vocabulary
        super().__init__()

    def process_bind_param(self, value: list[Any] | None, dialect: sa.Dialect) -> str:
        """Into the database. Raises ValueError on a word that the vocabulary lacks."""
        return ",".join(str(self.vocabulary(one)) for one in value or ())

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> list[Any]:
        """Out of the database."""
        return [self.vocabulary(one) for one in (value or "").split(",") if one]


class Base(DeclarativeBase):
    """The registry of all tables."""

    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: Moment, dict[str, Any]: sa.JSON}


def every_table() -> sa.MetaData:
    """All tables, whether or not somebody has asked for them yet: each file of this room registers its own."""
    for module in pkgutil.iter_modules([str(Path(__file__).parent)]):
        import_module(f"shared.models.{module.name}")
    return Base.metadata
