"""What somebody may be told while nobody has said yes: by when it is settled, and what the council does next."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from shared.casework import closing, replies
from shared.casework.unsettled import ours_next, unsettled
from shared.charter.organisation import Charter
from shared.charter.workflow import Outcome
from tests.builders import TUESDAY, a_case_spoken_for
from tests.people import Cast


@dataclass(frozen=True)
class Row:
    """What is said on that day, and why. Asked on Tuesday 2 March 2027."""

    today: date
    by: date
    late_since: date | None
    because: str


DAYS = [
    Row(date(2027, 3, 2), date(2027, 3, 9), None, "five working days after Tuesday"),
    Row(date(2027, 3, 9), date(2027, 3, 9), None, "the day itself is not late"),
    Row(date(2027, 3, 10), date(2027, 3, 11), date(2027, 3, 9), "the council writes within two days of a missed one"),
    Row(date(2027, 3, 12), date(2027, 3, 15), date(2027, 3, 9), "missed again, and counted anew over the weekend"),
]


@pytest.mark.clause("FP-10", "CH-1")
@pytest.mark.parametrize("row", DAYS, ids=lambda row: row.because)
def test_a_representative_reads_by_when_it_is_settled_and_why_on_that_day(
    session: Session, charter: Charter, row: Row
) -> None:
    (authority,) = a_case_spoken_for(session, charter).authorities
    found = unsettled(authority, charter, row.today)
    assert (found.by, found.late_since) == (row.by, row.late_since)
    assert found.explanation.counted is not None
    assert found.explanation.counted.due_on == row.by


@pytest.mark.clause("FP-10")
def test_what_we_ask_the_customer_and_what_we_answer_is_not_told_as_the_next_step(
    session: Session, charter: Charter, cast: Cast
) -> None:
    acts = {"by": cast.triage, "at": TUESDAY, "charter": charter}
    received = a_case_spoken_for(session, charter)
    found = ours_next(received, charter, TUESDAY.date())
    assert found is not None
    assert found[0].name == charter.team_name(None)
    asked = a_case_spoken_for(session, charter)
    replies.ask(session, asked, words="Which street?", **acts)
    closed = a_case_spoken_for(session, charter)
    closing.close(session, closed, outcome=Outcome.NOT_OURS, reason="It is for the government.", **acts)
    for case in (asked, closed):
        assert ours_next(case, charter, datetime(2027, 3, 2, tzinfo=UTC).date()) is None
