"""A sampled council has a few incidents and restrictions, as its staff would have made them."""

import sqlalchemy as sa

from shared.casework.engaging import Standing, standing
from shared.charter.reading import load_charter
from shared.models.database import reading
from shared.models.incidents import Incident
from shared.models.restrictions import Restriction
from shared.worker.sampling import sample
from tests.builders import TUESDAY


def test_a_sampled_council_has_incidents_and_somebody_who_is_restricted(databases: sa.Engine) -> None:
    charter = load_charter("highland")
    sample(databases, charter, cases=600, seed=7, at=TUESDAY)
    with reading(databases) as session:
        found = session.scalars(sa.select(Incident)).all()
        made = session.scalars(sa.select(Restriction)).all()
        assert len(found) == 4 and any(one.looked_at for one in found) and any(not one.looked_at for one in found)
        assert made and all(standing(one, TUESDAY.date()) is Standing.IN_FORCE for one in made)
        assert all(one.customer.managed and one.decided_by_id != one.proposed_by_id for one in made)


def test_a_council_that_manages_no_engagement_has_none(databases: sa.Engine) -> None:
    sample(databases, load_charter("feedback-authority"), cases=300, seed=7, at=TUESDAY)
    with reading(databases) as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Incident)) == 0
