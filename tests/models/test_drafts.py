"""What staff began for somebody: what can never be true of it."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from shared.charter.organisation import Charter
from shared.charter.vocabulary import Reach
from shared.models.database import writer, writing
from shared.models.drafts import HandOver
from tests.builders import TUESDAY
from tests.people import a_cast


def test_what_was_taken_back_has_ended(databases: sa.Engine, charter: Charter) -> None:
    with writing(databases) as session:
        worker = a_cast(session, charter).worker
        session.flush()
        begun = {"draft_key": "k", "to_name": "Ina", "to_address": "4 Shore Street", "reach": Reach.LETTER}
        session.add(HandOver(staff_id=worker.id, begun_at=TUESDAY, **begun))
        session.commit()
    with pytest.raises(IntegrityError, match="ended_if_taken_back"), writer(databases).begin() as connection:
        connection.execute(sa.update(HandOver).values(taken_back=True))
