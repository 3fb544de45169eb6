"""Mail that has arrived: what can never be true of it."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from shared.models.arrivals import Arrival, Became
from shared.models.database import writer, writing
from tests.builders import TUESDAY


@pytest.mark.parametrize(
    ("rule", "values", "because"),
    [
        ("case_if_it_became_one", {"became": Became.CASE}, "a case, and nobody knows which"),
        ("case_if_it_became_one", {"became": Became.JOINED}, "joined to nothing"),
        ("settled_by_if_settled", {"settled_at": TUESDAY}, "sorted by nobody"),
    ],
)
def test_the_database_refuses_an_arrival_that_cannot_be(
    databases: sa.Engine, rule: str, values: dict[str, object], because: str
) -> None:
    with writing(databases) as session:
        session.add(Arrival(once="one", received_at=TUESDAY, taken_at=TUESDAY, became=Became.UNREAD))
        session.commit()
    with pytest.raises(IntegrityError, match=rule), writer(databases).begin() as connection:
        connection.execute(sa.update(Arrival).values(**values))
    assert because
