"""What people decide about whoever speaks for a customer, and whom we then write to: for tests."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import representing
from shared.charter.organisation import Charter
from shared.models.cases import Case
from shared.models.notices import Notice
from shared.models.representatives import Authority
from tests.builders import TUESDAY

ANN = "ann@advice.example"
MORAGS = "morag@customer.example"
TODAY = TUESDAY.date()


def sent_to(session: Session, case: Case) -> set[tuple[str, str]]:
    """Which notice is owed to which address."""
    rows = session.scalars(sa.select(Notice).where(Notice.case_id == case.id))
    return {(one.template, one.to_address) for one in rows}


def settled(session: Session, case: Case, charter: Charter, **chosen: Any) -> Authority:
    """The customer has said yes by their own link."""
    (authority,) = case.authorities
    representing.settle(session, authority, at=TUESDAY, charter=charter, **chosen)
    session.flush()
    return authority
