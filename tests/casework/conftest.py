"""The cast, for every test of what people do."""

import pytest
from sqlalchemy.orm import Session

from shared.charter.organisation import Charter
from tests.people import Cast, a_cast


@pytest.fixture
def cast(session: Session, charter: Charter) -> Cast:
    """Everybody who works here."""
    return a_cast(session, charter)
