"""Who else has a case open."""

from datetime import timedelta

from sqlalchemy.orm import Session

from shared.casework import presence
from shared.charter.organisation import Charter
from tests.builders import TUESDAY, a_case
from tests.people import Cast


def test_looking_twice_is_one_look(session: Session, charter: Charter, cast: Cast) -> None:
    case = a_case(session, charter)
    for _ in range(2):
        presence.look(session, case, by=cast.worker, at=TUESDAY)
    assert presence.others(session, case, by=cast.triage, at=TUESDAY) == ["Wilma Worker"]
    assert presence.others(session, case, by=cast.worker, at=TUESDAY) == []


def test_whoever_has_gone_is_named_no_longer(session: Session, charter: Charter, cast: Cast) -> None:
    case = a_case(session, charter)
    presence.look(session, case, by=cast.worker, at=TUESDAY)
    later = TUESDAY + presence.LOOKING_FOR
    assert presence.others(session, case, by=cast.triage, at=later - timedelta(seconds=1)) == ["Wilma Worker"]
    assert presence.others(session, case, by=cast.triage, at=later) == []
