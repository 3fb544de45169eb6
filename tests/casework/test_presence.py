"""Two people at one case hear of each other."""

from datetime import timedelta

from sqlalchemy.orm import Session

from shared.casework import presence
from shared.charter.organisation import Charter
from tests.builders import TUESDAY, a_case
from tests.people import Cast


def test_i_see_who_else_has_the_case_open_and_not_myself(session: Session, charter: Charter, cast: Cast) -> None:
    case, other = a_case(session, charter), a_case(session, charter)
    for staff in (cast.worker, cast.leader, cast.colleague):
        presence.look(session, case, by=staff, at=TUESDAY)
    presence.look(session, other, by=cast.triage, at=TUESDAY)
    assert list(presence.others(session, case, by=cast.worker, at=TUESDAY)) == [cast.colleague.name, cast.leader.name]


def test_whoever_has_gone_is_forgotten_after_two_minutes(session: Session, charter: Charter, cast: Cast) -> None:
    case = a_case(session, charter)
    presence.look(session, case, by=cast.leader, at=TUESDAY)
    soon, later = TUESDAY + timedelta(seconds=119), TUESDAY + timedelta(seconds=120)
    assert presence.others(session, case, by=cast.worker, at=soon)
    assert not presence.others(session, case, by=cast.worker, at=later)


def test_looking_again_is_one_look_that_lasts_longer(session: Session, charter: Charter, cast: Cast) -> None:
    case = a_case(session, charter)
    for minutes in (0, 1, 2, 3):
        presence.look(session, case, by=cast.leader, at=TUESDAY + timedelta(minutes=minutes))
    session.flush()
    at = TUESDAY + timedelta(minutes=4)
    assert list(presence.others(session, case, by=cast.worker, at=at)) == [cast.leader.name]


def test_a_day_later_nobody_knows_who_looked(session: Session, charter: Charter, cast: Cast) -> None:
    case = a_case(session, charter)
    presence.look(session, case, by=cast.leader, at=TUESDAY)
    presence.forget_old(session, at=TUESDAY + timedelta(days=1, minutes=1))
    assert not presence.others(session, case, by=cast.worker, at=TUESDAY)
