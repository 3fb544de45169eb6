"""A clock that a test can set: the one thing that `create_app` asks the time of."""

from datetime import UTC, datetime, timedelta

# A Tuesday with no holiday near it, in any part of the United Kingdom.
AN_ORDINARY_TUESDAY = datetime(2027, 3, 2, 10, 0, tzinfo=UTC)


class SettableClock:
    """Stands still until it is set. Called, it says its moment in UTC."""

    def __init__(self, moment: datetime = AN_ORDINARY_TUESDAY) -> None:
        self.set(moment)

    def __call__(self) -> datetime:
        return self._moment

    def set(self, moment: datetime) -> None:
        """To a moment with its zone, or a ValueError."""
        if moment.tzinfo is None:
            raise ValueError("Say in which zone: datetime(2027, 3, 2, 10, tzinfo=UTC).")
        self._moment = moment.astimezone(UTC)

    def forward(self, **how_far: float) -> None:
        """By so much: `clock.forward(days=7)`."""
        self._moment += timedelta(**how_far)
