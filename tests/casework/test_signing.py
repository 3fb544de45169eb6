"""Where no name is given, none is read: not on a page, in a letter, in a text message or in a calendar."""

import pytest
from sqlalchemy.orm import Session

from shared.casework import replies, signing
from shared.casework.restrictions import MeasureWritten
from shared.charter.measures import Measure
from shared.charter.organisation import Charter
from shared.charter.vocabulary import SignedBy
from shared.models.cases import Case
from tests.builders import TUESDAY, a_case, held
from tests.engaged import a_restriction
from tests.people import Cast

DAY = TUESDAY.date()
NOBODY = MeasureWritten(Measure.NO_NAMES)


@pytest.fixture
def case(session: Session, charter: Charter, cast: Cast) -> Case:
    """A request in the hands of the worker."""
    return held(session, a_case(session, charter), by=cast.worker, charter=charter)


@pytest.mark.clause("CC-2", "RP-8", "RP-13", "RP-29")
@pytest.mark.parametrize(
    ("by", "measure", "read", "because"),
    [
        (SignedBy.OWNER, False, "Wilma Worker", "a named contact is what everybody is promised"),
        (SignedBy.TEAM, False, "the team", "this case is signed by the team"),
        (SignedBy.MANAGER, False, "Hamish Head", "this case is signed by a senior manager"),
        (SignedBy.OWNER, True, "the team", "the customer is given no names"),
        (SignedBy.MANAGER, True, "the team", "no names means not that of a manager either"),
    ],
)
def test_whose_name_the_customer_reads(
    session: Session, charter: Charter, cast: Cast, case: Case, by: SignedBy, measure: bool, read: str, because: str
) -> None:
    case.signed_by, case.signed_name = by, "Hamish Head" if by is SignedBy.MANAGER else ""
    if measure:
        a_restriction(session, charter, by=cast.colleague, leader=cast.leader, case=case, measures=(NOBODY,))
    expected = charter.team_name(case.team) if read == "the team" else read
    assert signing.contact_of(case, charter, DAY) == expected, because
    told = signing.story_told(case, charter, DAY).owner
    assert told == ("" if read == "the team" else read), because


@pytest.mark.clause("RP-8")
def test_whoever_wrote_while_no_name_was_given_is_not_named_when_the_measure_has_ended(
    session: Session, charter: Charter, cast: Cast, case: Case
) -> None:
    case.signed_by = SignedBy.TEAM
    replies.write(session, case, words="We come on Monday.", by=cast.worker, at=TUESDAY, charter=charter)
    case.signed_by = SignedBy.OWNER
    assert case.contacts[-1].by_name == charter.team_name(case.team)
    line = case.happenings[-1]
    assert line.by_name == "Wilma Worker"
    assert signing.line_signed(line, line.by_name, charter, DAY) == charter.team_name(case.team)
    before = next(one for one in case.happenings if one.what == "accepted")
    assert signing.line_signed(before, before.by_name, charter, DAY) == "Wilma Worker"
