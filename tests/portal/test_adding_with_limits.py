"""Adding to a case with limits on contact: what somebody reads before and after, on their own secret page alone."""

from collections.abc import Callable
from typing import Any

import pytest

from shared.casework import closing
from shared.casework.customers import Person
from shared.casework.restrictions import MeasureWritten
from shared.charter.measures import Measure
from shared.charter.organisation import Charter
from shared.charter.workflow import Outcome
from tests.builders import TUESDAY, a_case, held
from tests.conftest import Records
from tests.engaged import a_restriction
from tests.page import words_of
from tests.people import a_cast
from tests.portal.conftest import Cases
from tests.portal.visitor import Visitor

Link = Callable[..., str]
MONDAYS = MeasureWritten(Measure.LIMITS, days=(0, 3))


@pytest.fixture
def link(records: Records, charter: Charter) -> Link:
    """The page of a request of Morag's; `closed` where the last answer on it was given."""

    def begin(measure: Measure, *, closed: bool = False, **how: Any) -> str:
        with records() as session:
            case = a_case(session, charter)
            if closed:
                by = a_cast(session, charter).worker
                held(session, case, by=by, charter=charter)
                reason: dict[str, Any] = {"outcome": Outcome.NOT_OURS, "reason": "A private road."}
                closing.close(session, case, by=by, at=TUESDAY, charter=charter, **reason)
            about = MeasureWritten(measure, case=case) if measure is Measure.CLOSED_MATTER else MONDAYS
            a_restriction(session, charter, case=case, measures=(about,), **how)
            return f"/track/{case.reference}/{case.tracking_key}"

    return begin


@pytest.mark.clause("RP-8")
def test_on_a_closed_matter_somebody_reads_before_and_after_that_it_is_kept(
    visitor: Visitor, link: Link, cases: Cases
) -> None:
    page = link(Measure.CLOSED_MATTER, closed=True)
    for path in (page, f"{page}/add", f"{page}/files"):
        visitor.open(path)
        assert "We keep what you add here, and we do not answer again on it." in visitor.words, path
        assert "we open it again" not in visitor.words and "Write back to us" not in visitor.words, path
        assert "open this again" not in visitor.words, path
        assert "Tell us something new" in visitor.words, path
    visitor.open(f"{page}/add").press(words="And another thing.")
    assert "We have kept what you sent. We do not answer again on this matter." in words_of(visitor.page.root)
    assert "And another thing." in visitor.words
    assert cases.only.closed_at is not None


@pytest.mark.clause("RP-8")
def test_where_we_read_on_fixed_days_somebody_reads_on_which(visitor: Visitor, link: Link) -> None:
    page = link(Measure.LIMITS)
    says = "We read what you send us on fixed days, as we wrote to you. What you add today, we read on"
    assert f"{says} Thursday 4 March 2027." in visitor.open(page).words
    told = visitor.open(f"{page}/add").press(words="And another thing.").client.get(page).text
    assert "Thursday 4 March 2027" in told


@pytest.mark.clause("RP-7")
@pytest.mark.parametrize("measure", [Measure.LIMITS, Measure.CLOSED_MATTER])
def test_whoever_was_not_told_reads_of_no_limits(visitor: Visitor, link: Link, measure: Measure) -> None:
    page = link(measure, closed=measure is Measure.CLOSED_MATTER, told=False)
    visitor.open(f"{page}/add")
    assert "fixed days" not in visitor.words and "do not answer again" not in visitor.words


def test_somebody_else_reads_of_no_limits_on_a_case_of_their_own(
    visitor: Visitor, link: Link, records: Records, charter: Charter
) -> None:
    link(Measure.LIMITS)
    with records() as session:
        other = a_case(session, charter, person=Person("Morag MacLeod", "another@customer.example"))
        page = f"/track/{other.reference}/{other.tracking_key}"
    assert "fixed days" not in visitor.open(f"{page}/add").words
