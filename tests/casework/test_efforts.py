"""What was tried before anybody is restricted, and what we owe them ourselves."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from shared.casework import efforts
from shared.charter.access import Role
from shared.charter.fairness import NotAllowed, WhyNot
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Seal
from shared.models.customers import Customer
from shared.models.links import Apart, KeptApart
from shared.models.restrictions import EffortKind
from tests.builders import TUESDAY, a_case, a_member_of_staff
from tests.engaged import TEAM, an_incident, days_later


def customer_of(session: Session, charter: Charter, **more: Any) -> Customer:
    """Somebody who has told us something."""
    customer = a_case(session, charter, **more).customer
    assert customer is not None
    return customer


@pytest.mark.clause("RP-7", "RP-14")
def test_a_step_and_a_warning_are_kept_with_their_words(session: Session, charter: Charter) -> None:
    person, worker = customer_of(session, charter), a_member_of_staff(session, Role.CASE_WORKER, TEAM)
    for what, words in ((EffortKind.RESTORATIVE, "A talk with the manager."), (EffortKind.WARNING, "Please stop.")):
        for _ in range(2):
            efforts.add(session, person, what, words=words, by=worker, at=TUESDAY, once=f"press-{what}")
            session.flush()
    ladder = efforts.ladder_of(session, person)
    assert [one.words for one in ladder.efforts] == ["A talk with the manager.", "Please stop."]
    assert ladder.restored and ladder.warned and ladder.complete


@pytest.mark.clause("RP-7")
def test_one_step_alone_is_not_the_whole_ladder(session: Session, charter: Charter) -> None:
    person, worker = customer_of(session, charter), a_member_of_staff(session, Role.CASE_WORKER, TEAM)
    assert not efforts.ladder_of(session, person).complete
    efforts.add(session, person, EffortKind.RESTORATIVE, words="A break.", by=worker, at=TUESDAY)
    session.flush()
    assert not efforts.ladder_of(session, person).complete


@pytest.mark.clause("RP-14")
def test_what_was_said_in_an_incident_is_shown_to_those_who_see_the_incident(
    session: Session, charter: Charter
) -> None:
    case = a_case(session, charter)
    incident = an_incident(session, charter, case=case)
    assert case.customer is not None
    blind, seeing = (efforts.ladder_of(session, case.customer, seen) for seen in ((), (incident,)))
    assert blind.warned and seeing.warned
    assert (blind.warned_in, seeing.warned_in) == ([], [incident])


@pytest.mark.clause("RP-7")
@pytest.mark.parametrize(("role", "words", "why"), [
    (Role.ANALYST, "A talk.", WhyNot.NOT_YOUR_ROLE),
    (Role.CASE_WORKER, " ", WhyNot.WORDS_MISSING),
])  # fmt: skip
def test_a_step_needs_words_and_somebody_who_works_here(
    session: Session, charter: Charter, role: Role, words: str, why: WhyNot
) -> None:
    somebody = a_member_of_staff(session, role, TEAM)
    person = customer_of(session, charter)
    with pytest.raises(NotAllowed) as refused:
        efforts.add(session, person, EffortKind.WARNING, words=words, by=somebody, at=TUESDAY)
    assert refused.value.why is why


@pytest.mark.clause("RP-20")
def test_whoever_proposes_sees_that_we_are_late_ourselves(session: Session, charter: Charter) -> None:
    case = a_case(session, charter)
    case.team = TEAM
    session.flush()
    assert case.customer is not None
    leader = a_member_of_staff(session, Role.TEAM_LEADER, TEAM)
    stranger = a_member_of_staff(session, Role.CHIEF_EXECUTIVE, "customer-relations")
    # days later, late cases that the leader sees, how many others a chief is told of
    for days, late, others in ((0, 0, 0), (60, 1, 1)):
        day = days_later(days).date()
        mine = efforts.our_part(session, case.customer, leader, charter, today=day)
        theirs = efforts.our_part(session, case.customer, stranger, charter, today=day)
        assert (len(mine.cases), len(mine.late), mine.others_late) == (1, late, 0)
        assert (len(theirs.cases), theirs.others_late) == (0, others)


@pytest.mark.clause("RP-26", "FP-16")
def test_not_even_a_number_tells_of_what_is_sealed_or_about_oneself(session: Session, charter: Charter) -> None:
    sealed, about = a_case(session, charter), a_case(session, charter)
    sealed.seal = Seal.HATE
    leader = a_member_of_staff(session, Role.TEAM_LEADER, TEAM)
    session.add(KeptApart(case=about, staff=leader, what=Apart.COMPLAINED_OF, at=TUESDAY, reason="It is about her."))
    session.flush()
    person = sealed.customer
    assert person is not None and about.customer is person
    ours = efforts.our_part(session, person, leader, charter, today=days_later(60).date())
    assert (list(ours.cases), ours.others_late) == ([], 0)
