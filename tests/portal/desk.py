"""What staff do to a case while its customer watches: fixtures for the page of a case."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, NamedTuple

import pytest
from sqlalchemy.orm import Session

from shared.casework import routing
from shared.casework.customers import Person
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Kind
from shared.models.cases import Case
from tests.builders import a_case
from tests.clock import SettableClock
from tests.conftest import Records
from tests.people import Cast, a_cast

#: Monday before Christmas: the days until New Year are full of holidays.
MONDAY = datetime(2026, 12, 21, 10, 0, tzinfo=UTC)


class Desk(NamedTuple):
    """What staff do to the one case of a test, each act committed."""

    do: Callable[[Callable[..., object]], None]
    link: str


@pytest.fixture
def begun(records: Records, charter: Charter, clock: SettableClock) -> Callable[..., Desk]:
    """A case that arrived on that Monday: `begun(Kind.COMPLAINT).do(lambda db, case, cast: ...)`."""

    def begin(kind: Kind = Kind.REQUEST, person: Person | None = None) -> Desk:
        clock.set(MONDAY)
        with records() as session:
            more = {"person": person} if person else {}
            case = a_case(session, charter, kind, at=MONDAY, **more)
            cast = a_cast(session, charter)
            number, link = case.id, link_of(case)
            names = {role: who.id for role, who in vars(cast).items()}

        def do(act: Callable[..., object]) -> None:
            with records() as session:
                here = Cast(**{role: session.get_one(type(cast.worker), who) for role, who in names.items()})
                act(session, session.get_one(Case, number), here)

        return Desk(do, link)

    return begin


def acts(charter: Charter, clock: SettableClock) -> dict[str, Any]:
    """What every act wants to know: when, and by which charter."""
    return {"at": clock(), "charter": charter}


@pytest.fixture
def in_hand(charter: Charter, clock: SettableClock) -> Callable[..., None]:
    """Routed, accepted and owned by Wilma Worker."""

    def done(db: Session, case: Case, cast: Cast) -> None:
        routing.route(
            db, case, team=cast.team, service=None, reason="They mend roads.", by=cast.triage, **acts(charter, clock)
        )
        routing.accept(db, case, by=cast.worker, **acts(charter, clock))

    return done


def link_of(case: Case) -> str:
    """The secret address of its page."""
    return f"/track/{case.reference}/{case.tracking_key}"
