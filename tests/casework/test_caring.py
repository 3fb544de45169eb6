"""What is done for whoever was affected: agreed by a manager, done, and never forgotten (clause RP-22)."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from shared.casework import caring
from shared.charter.fairness import NotAllowed, WhyNot
from shared.charter.organisation import Charter
from shared.models.incidents import CareKind
from tests.builders import TUESDAY
from tests.casework.test_incidents import recorded
from tests.people import Cast

TODAY, FRIDAY = TUESDAY.date(), date(2027, 3, 5)


@pytest.mark.clause("RP-22")
def test_a_talk_waits_in_the_managers_queue_until_it_is_held(session: Session, charter: Charter, cast: Cast) -> None:
    incident = recorded(session, charter, cast.worker)
    assert [one.what for one in caring.to_do(session, cast.leader, charter)] == [CareKind.DEBRIEF, CareKind.ASSISTANCE]
    for staff in (cast.worker, cast.stranger, cast.analyst):
        assert not caring.to_do(session, staff, charter)
    talk = incident.cares[0]
    for how in ("We spoke.", "Something else."):
        caring.done(talk, how=how, by=cast.leader, at=TUESDAY)
    session.flush()
    assert (talk.how, talk.done_by) == ("We spoke.", cast.leader), "the first word stands"
    assert [one.what for one in caring.to_do(session, cast.leader, charter)] == [CareKind.ASSISTANCE]


@pytest.mark.clause("RP-22")
def test_what_is_agreed_is_whoevers_who_agreed_it(session: Session, charter: Charter, cast: Cast) -> None:
    incident = recorded(session, charter, cast.worker)
    for _ in range(2):
        caring.agree(incident, CareKind.TIME_AWAY, words="Friday", due_on=FRIDAY, by=cast.leader, today=TODAY)
    session.flush()
    assert len(incident.cares) == 3
    assert incident.cares[-1] in caring.to_do(session, cast.leader, charter)
    assert incident.cares[-1] not in caring.to_do(session, cast.head, charter), "it is the leader's to do"


@pytest.mark.parametrize(
    ("who", "what", "words", "day", "why"),
    [
        ("worker", CareKind.TIME_AWAY, "", FRIDAY, WhyNot.NOT_YOUR_ROLE),
        ("leader", CareKind.OTHER, " ", FRIDAY, WhyNot.WORDS_MISSING),
        ("leader", CareKind.TIME_AWAY, "", date(2027, 3, 1), WhyNot.DAY_IN_THE_PAST),
        ("leader", CareKind.TIME_AWAY, "", date(2099, 1, 1), WhyNot.DAY_TOO_FAR),
    ],
)
def test_what_cannot_be_agreed(
    session: Session, charter: Charter, cast: Cast, who: str, what: CareKind, words: str, day: date, why: WhyNot
) -> None:
    incident = recorded(session, charter, cast.worker)
    with pytest.raises(NotAllowed) as refused:
        caring.agree(incident, what, words=words, due_on=day, by=getattr(cast, who), today=TODAY)
    assert refused.value.why is why


def test_nobody_writes_down_a_talk_with_themselves(session: Session, charter: Charter, cast: Cast) -> None:
    incident = recorded(session, charter, cast.leader)
    with pytest.raises(NotAllowed) as refused:
        caring.done(incident.cares[0], how="I am fine.", by=cast.leader, at=TUESDAY)
    assert refused.value.why is WhyNot.AFFECTED_YOURSELF
    assert not caring.to_do(session, cast.leader, charter)
    with pytest.raises(NotAllowed):
        caring.done(incident.cares[0], how=" ", by=cast.head, at=TUESDAY)
    assert caring.care_of(incident, incident.cares[0].id) is incident.cares[0] and caring.care_of(incident, -1) is None
