"""The present moment, for commands: everything below them is told it."""

from datetime import UTC, datetime


def now() -> datetime:
    """Now, in UTC and knowing so."""
    return datetime.now(UTC)
