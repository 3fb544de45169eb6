"""What would come of an act, shown before it is done: each case with its dates before and after, and who is told."""

from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy.orm import Session

from shared.casework import joining, splitting
from shared.casework.consequences import Told, consequences
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Act, Kind, Reach
from shared.charter.workflow import StepRefused
from shared.models.cases import Case
from shared.models.notices import Notice
from tests.builders import TUESDAY, a_case
from tests.people import Cast

HER = Told("Morag MacLeod", Reach.EMAIL)


def dues(of: Any) -> dict[Act, tuple[date | None, date | None]]:
    return {one.act: (one.before, one.after) for one in of.promised}


@pytest.mark.clause("SC-1")
def test_of_a_join_both_dates_of_both_cases_are_known_before_it_is_done(
    session: Session, charter: Charter, cast: Cast
) -> None:
    older = a_case(session, charter, at=TUESDAY)
    newer = a_case(session, charter, at=TUESDAY + timedelta(days=1))
    how: dict[str, Any] = {"by": cast.triage, "at": TUESDAY + timedelta(days=1), "charter": charter}
    act = partial(joining.join, session, older, lead=newer, reason="One lamp.", **how)
    versions = (older.version, newer.version, session.query(Notice).count())
    shown = consequences(session, (older, newer), act)
    ends, goes_on = shown.cases
    assert (ends.reference, ends.open_after, goes_on.reference, goes_on.open_after) == (
        older.reference,
        False,
        newer.reference,
        True,
    )
    assert dues(ends)[Act.ACKNOWLEDGE] == (date(2027, 3, 9), None)
    assert dues(goes_on)[Act.ACKNOWLEDGE] == (date(2027, 3, 10), date(2027, 3, 9)), "the earlier one stands"
    assert shown.told == (HER,)
    assert (older.version, newer.version, session.query(Notice).count()) == versions, "nothing was done"
    act()
    assert older.closed_at is not None


def test_of_a_split_the_new_case_is_shown_without_the_reference_that_it_does_not_have_yet(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = a_case(session, charter, words="The lamp is out. My bin was not emptied.")
    how: dict[str, Any] = {"by": cast.triage, "at": TUESDAY, "charter": charter}
    words = "My bin was not emptied."
    act = partial(splitting.split, session, case, words=words, kind=Kind.COMPLAINT, service=None, **how)
    shown = consequences(session, (case,), act)
    old, new = shown.cases
    assert all(before == after for before, after in dues(old).values()), "the first case keeps its dates"
    assert (new.reference, new.subject, new.kind, new.received_on) == ("", words, Kind.COMPLAINT, date(2027, 3, 2))
    assert dues(new)[Act.ACKNOWLEDGE] == (None, date(2027, 3, 8))
    assert shown.told == (HER,)
    assert session.query(Case).count() == 1


def test_what_would_be_refused_is_refused_when_it_is_shown(session: Session, charter: Charter, cast: Cast) -> None:
    case = a_case(session, charter)
    how: dict[str, Any] = {"by": cast.triage, "at": TUESDAY, "charter": charter}
    act = partial(joining.join, session, case, lead=case, reason="The same.", **how)
    with pytest.raises(StepRefused):
        consequences(session, (case,), act)
    assert case.closed_at is None
