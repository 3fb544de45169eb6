"""The history of a case: each line written once, and counted."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from shared.casework import timeline
from shared.charter.organisation import Charter
from shared.models.happened import Happened
from tests.builders import TUESDAY, a_case
from tests.people import Cast


def test_a_line_says_what_when_and_who_did_it(session: Session, charter: Charter, cast: Cast) -> None:
    case = a_case(session, charter)
    timeline.write(session, case, Happened.NOTED, at=TUESDAY, by=cast.worker, public=False, words="Rang twice.")
    session.commit()
    session.expire_all()
    line = case.happenings[-1]
    assert (line.what, line.at, line.staff_id, line.by_name, line.public, line.facts) == (
        Happened.NOTED,
        TUESDAY,
        cast.worker.id,
        "Wilma Worker",
        False,
        {"words": "Rang twice."},
    )


def test_what_the_customer_or_the_system_did_has_no_name_of_staff(session: Session, charter: Charter) -> None:
    line = a_case(session, charter).happenings[0]
    assert (line.what, line.staff_id, line.by_name, line.public) == (Happened.RECEIVED, None, "", True)


def test_the_version_of_a_case_is_the_number_of_its_lines(session: Session, charter: Charter) -> None:
    case = a_case(session, charter)
    for _ in range(3):
        timeline.write(session, case, Happened.NOTED, at=TUESDAY, words="Rang.")
    session.commit()
    assert case.version == len(case.happenings) == 4


def test_a_button_pressed_twice_is_known_to_have_been_pressed(session: Session, charter: Charter) -> None:
    case = a_case(session, charter)
    assert not timeline.done_already(session, "press-1")
    timeline.write(session, case, Happened.NOTED, at=TUESDAY, once="press-1")
    session.commit()
    assert timeline.done_already(session, "press-1")
    assert not timeline.done_already(session, "press-2")


@pytest.mark.parametrize("once", [None, ""])
def test_what_came_without_a_key_was_never_done_before(session: Session, charter: Charter, once: str | None) -> None:
    case = a_case(session, charter)
    timeline.write(session, case, Happened.NOTED, at=TUESDAY, once=None)
    timeline.write(session, case, Happened.NOTED, at=TUESDAY, once=None)
    session.commit()
    assert not timeline.done_already(session, once)


def test_the_database_itself_refuses_one_pressing_twice(session: Session, charter: Charter) -> None:
    case = a_case(session, charter)
    for _ in range(2):
        timeline.write(session, case, Happened.NOTED, at=TUESDAY, once="press-1")
    with pytest.raises(IntegrityError, match="once_key"):
        session.flush()


@pytest.mark.parametrize(
    ("seen", "missed", "reason"),
    [
        (1, ["taken", "wrote"], "she opened it when it came in"),
        (2, ["wrote"], "one line came after"),
        (3, [], "she has seen everything"),
        (9, [], "a version from nowhere has missed nothing"),
        (0, ["received", "taken", "wrote"], "she has seen nothing"),
        (-5, ["received", "taken", "wrote"], "nor has this one"),
    ],
)
def test_whoever_comes_late_reads_what_she_missed(
    session: Session, charter: Charter, cast: Cast, seen: int, missed: list[str], reason: str
) -> None:
    case = a_case(session, charter)
    for what in (Happened.TAKEN, Happened.WROTE):
        timeline.write(session, case, what, at=TUESDAY, by=cast.worker)
    session.commit()
    assert [line.what.value for line in timeline.since(case, seen)] == missed, reason


def test_the_lines_come_in_the_order_in_which_they_happened(session: Session, charter: Charter) -> None:
    case = a_case(session, charter)
    for what in (Happened.ASKED, Happened.ADDED, Happened.REPLIED):
        timeline.write(session, case, what, at=TUESDAY)
    session.commit()
    session.expire_all()
    assert [line.what.value for line in case.happenings] == ["received", "asked", "added", "replied"]
    assert session.scalar(sa.text("SELECT count(*) FROM happenings")) == 4
