"""What the tests of the public site ask for."""

import re
from collections.abc import Iterator, Sequence

import pytest
import sqlalchemy as sa

from shared.models.cases import Case
from tests.client import CheckingClient
from tests.conftest import Records
from tests.portal.desk import begun, in_hand
from tests.portal.spoken_for import spoken_for
from tests.portal.visitor import Visitor

__all__ = ["begun", "in_hand", "spoken_for"]


@pytest.fixture
def visitor(client: CheckingClient) -> Visitor:
    """Somebody with something to say."""
    return Visitor(client)


@pytest.fixture
def cases(records: Records) -> "Cases":
    """What the council has received so far."""
    return Cases(records)


@pytest.fixture
def statements() -> Iterator[list[str]]:
    """What is asked of the database, in order; `BEGIN` and the like do not count."""
    heard: list[str] = []

    def hear(_: object, __: object, statement: str, *___: object) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            heard.append(statement)

    sa.event.listen(sa.Engine, "before_cursor_execute", hear)
    yield heard
    sa.event.remove(sa.Engine, "before_cursor_execute", hear)


class Cases:
    """The cases that are kept, read anew each time."""

    def __init__(self, records: Records) -> None:
        self.records = records

    @property
    def all(self) -> Sequence[Case]:
        """Every case, the oldest first, with its customer."""
        with self.records() as session:
            found = session.scalars(
                sa.select(Case).options(sa.orm.joinedload(Case.customer), sa.orm.selectinload(Case.contacts))
            ).all()
            session.expunge_all()
            return found

    @property
    def only(self) -> Case:
        """The one case that there is."""
        (case,) = self.all
        return case


def dates_in(words: str) -> list[str]:
    """Every promised date that a page says, in order."""
    return re.findall(r"[Bb]y (\w+day \d+ \w+ \d{4})", words)
