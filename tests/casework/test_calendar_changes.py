"""A change of the calendar moves no promised date silently: somebody decides, with a reason, and can take it back."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from shared.casework import calendar_changes
from shared.casework.calendar_changes import ChangeRefused, Refusal
from shared.charter.organisation import Charter
from shared.models.calendar_changes import Progress
from tests.casework.calendars import (
    BEFORE_CHRISTMAS,
    FESTIVE,
    REASON,
    a_promise,
    applied,
    closing,
    lines,
    looked,
    settled,
    told,
    worked_out,
)


def test_twice_is_once(session: Session, charter: Charter) -> None:
    clock = a_promise(session, charter)
    settled(session, charter)
    new, at = closing(charter, *FESTIVE), BEFORE_CHRISTMAS
    change = applied(session, new)
    calendar_changes.apply(session, change, reason="Again.", by=None, at=at, charter=new)
    worked_out(session, new)
    assert change.reason == REASON and len(lines(session, clock.case)) == 1 and len(told(session)) == 1
    for _ in range(2):
        calendar_changes.undo(session, change, reason="Undone.", by=None, at=at)
        worked_out(session, new)
    assert len(lines(session, clock.case, "date-moved-back")) == 1
    assert calendar_changes.look_if_changed(session, at=at, charter=charter) is None


REFUSED = [
    ("", Refusal.NO_REASON, "a reason stands in each history"),
    ("  \n", Refusal.NO_REASON, "blanks are no reason"),
]


@pytest.mark.parametrize(("reason", "why", "because"), REFUSED)
def test_nothing_moves_without_a_reason(
    session: Session, charter: Charter, reason: str, why: Refusal, because: str
) -> None:
    a_promise(session, charter)
    settled(session, charter)
    new = closing(charter, *FESTIVE)
    change = looked(session, new)
    for act in (calendar_changes.apply, calendar_changes.leave):
        with pytest.raises(ChangeRefused) as refused:
            act(session, change, reason=reason, by=None, at=BEFORE_CHRISTMAS, charter=new)
        assert refused.value.why is why, because
    assert change.progress is Progress.READY


def test_what_was_found_by_another_calendar_is_not_applied(session: Session, charter: Charter) -> None:
    a_promise(session, charter)
    settled(session, charter)
    change = looked(session, closing(charter, *FESTIVE))
    with pytest.raises(ChangeRefused) as refused:
        calendar_changes.apply(session, change, reason=REASON, by=None, at=BEFORE_CHRISTMAS, charter=charter)
    assert refused.value.why is Refusal.CALENDAR_CHANGED
    again = looked(session, closing(charter, date(2026, 12, 30)))
    assert again.id != change.id
    session.refresh(change)
    assert change.progress is Progress.OUTDATED and again.later == 1


def test_only_the_last_decision_is_undone(session: Session, charter: Charter) -> None:
    a_promise(session, charter)
    settled(session, charter)
    first = applied(session, closing(charter, *FESTIVE))
    applied(session, closing(charter, *FESTIVE, date(2026, 12, 31)))
    with pytest.raises(ChangeRefused) as refused:
        calendar_changes.undo(session, first, reason="Undone.", by=None, at=BEFORE_CHRISTMAS)
    assert refused.value.why is Refusal.NOT_THE_LAST


def test_dates_can_be_left_as_they_are_and_stay_so_at_the_next_change(session: Session, charter: Charter) -> None:
    old = a_promise(session, charter)
    settled(session, charter)
    new = closing(charter, *FESTIVE)
    change = looked(session, new)
    assert calendar_changes.unsettled(session, new) is not None
    calendar_changes.leave(
        session, change, reason="We answer these in time.", by=None, at=BEFORE_CHRISTMAS, charter=new
    )
    session.flush()
    assert calendar_changes.unsettled(session, new) is None
    fresh = a_promise(session, new, name="Una Urquhart")
    change = applied(session, closing(charter, *FESTIVE, date(2026, 12, 24)))
    assert change.moves == 1, "who was promised the old day keeps it"
    assert (old.due_on, fresh.due_on) == (date(2026, 12, 30), date(2027, 1, 6))
