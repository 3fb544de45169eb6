"""A case that somebody told us for another, with everything that the two of them hold: for tests of the public site."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy.orm import Session

from shared.casework.speakers import receipt_of
from shared.charter.organisation import Charter
from shared.models.cases import Case
from shared.models.representatives import Authority
from tests.builders import a_case_spoken_for
from tests.clock import SettableClock
from tests.conftest import Records
from tests.people import Cast, a_cast


@dataclass
class SpokenFor:
    """The secret addresses of one case: the customer's two, the representative's, and their list."""

    records: Records
    charter: Charter
    clock: SettableClock
    number: int
    reference: str
    track: str
    confirm: str
    page: str
    list: str
    receipt: str

    def do(self, act: Callable[[Session, Case, Cast], object]) -> None:
        """What staff, or the customer, do behind the pages."""
        with self.records() as session:
            act(session, session.get_one(Case, self.number), a_cast(session, self.charter))

    def decide(self, act: Callable[..., object], **how: Any) -> None:
        """Settle, refuse, end or choose."""
        self.do(lambda db, case, cast: act(db, case.authorities[-1], **how, **self.now))

    @property
    def now(self) -> dict[str, Any]:
        """What every act wants to know."""
        return {"at": self.clock(), "charter": self.charter}

    @property
    def authority(self) -> Authority:
        """As it is kept now."""
        with self.records() as session:
            found = session.get_one(Case, self.number).authorities[-1]
            session.expunge_all()
            return found


@pytest.fixture
def spoken_for(records: Records, charter: Charter, clock: SettableClock) -> Callable[..., SpokenFor]:
    """`spoken_for(ground=OnBehalf.UNDER_18, organisation="Citizens Advice")`; nobody has said yes or no yet."""

    def begin(**different: Any) -> SpokenFor:
        with records() as session:
            case = a_case_spoken_for(session, charter, **{"at": clock(), **different})
            (one,) = case.authorities
            return SpokenFor(
                records=records,
                charter=charter,
                clock=clock,
                number=case.id,
                reference=case.reference,
                track=f"/track/{case.reference}/{case.tracking_key}",
                confirm=f"/confirm/{one.confirm_key}",
                page=f"/for/{case.reference}/{one.track_key}",
                list=f"/advocate/{one.representative.list_key}",
                receipt=f"/for/{case.reference}/{receipt_of(one)}",
            )

    return begin
