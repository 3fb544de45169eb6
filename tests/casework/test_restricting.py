"""Who decides about a restriction, and how it is told: tried directly, role by role."""

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import restricting, restrictions, untold
from shared.casework.customers import Person
from shared.charter.access import Role
from shared.charter.fairness import NotAllowed, WhyNot
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Reach
from shared.models.appointments import Arranged, Meeting
from shared.models.notices import Notice
from shared.models.restrictions import Entered, Restriction, State
from shared.models.staff import Staff
from tests.builders import TUESDAY, a_case, a_member_of_staff, held
from tests.casework.meeting import offered, told
from tests.engaged import TEAM, a_proposal, a_restriction, an_incident, days_later

TODAY = TUESDAY.date()
USUAL = {
    Role.TEAM_LEADER,
    Role.HEAD_OF_SERVICE,
    Role.STRATEGIC_LEAD,
    Role.EXECUTIVE_CHIEF_OFFICER,
    Role.CUSTOMER_RELATIONS,
}
CHIEFS = {Role.CHIEF_EXECUTIVE, Role.DEPUTE_CHIEF_EXECUTIVE}
# grounds, who decides, reason
GROUNDS = [
    (("threat",), USUAL, "a supervisor, team leader or manager (RP-9)"),
    (("demands",), USUAL, "the same, whatever it is about"),
    (("levels-of-contact", "abuse"), USUAL, "several grounds change nothing"),
    (("repeated-complaints",), CHIEFS, "only the Chief Executive or Depute (RP-21)"),
    (("demands", "repeated-complaints"), CHIEFS, "the narrowest of several grounds counts"),
]


def proposed(session: Session, charter: Charter, *, by: Staff | None = None, **more: Any) -> Restriction:
    """A proposal by somebody of the team."""
    proposer = by or a_member_of_staff(session, Role.CASE_WORKER, TEAM)
    put = a_proposal(session, charter, **more)
    made = restrictions.propose(session, put, by=proposer, at=TUESDAY, charter=charter)
    session.flush()
    return made


def acting(by: Staff, charter: Charter) -> dict[str, Any]:
    """Who acts, and when."""
    return {"by": by, "at": TUESDAY, "charter": charter}


@pytest.mark.clause("RP-9", "RP-21")
@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize(("grounds", "deciders", "reason"), GROUNDS)
def test_nobody_below_the_role_decides(
    session: Session, charter: Charter, role: Role, grounds: tuple[str, ...], deciders: set[Role], reason: str
) -> None:
    made = proposed(session, charter, grounds=grounds)
    somebody = a_member_of_staff(session, role, TEAM)
    for act in (restricting.approve, restricting.turn_down):
        if role in deciders and act is restricting.approve:
            continue
        if role not in deciders:
            with pytest.raises(NotAllowed):
                act(session, made, reasons="It helps.", **acting(somebody, charter))
            assert made.state is State.PROPOSED, reason
    if role in deciders:
        restricting.approve(session, made, reasons="It helps.", **acting(somebody, charter))
        assert made.state is State.APPROVED and made.decided_role == role.value, reason


@pytest.mark.clause("RP-9")
def test_whoever_was_harmed_never_decides(session: Session, charter: Charter) -> None:
    leader = a_member_of_staff(session, Role.TEAM_LEADER, TEAM)
    case = a_case(session, charter)
    made = proposed(session, charter, case=case, incidents=(an_incident(session, charter, case=case, by=leader),))
    with pytest.raises(NotAllowed) as refused:
        restricting.approve(session, made, reasons="It helps.", **acting(leader, charter))
    assert refused.value.why is WhyNot.AFFECTED_YOURSELF


@pytest.mark.clause("RP-9")
def test_whoever_proposed_it_does_not_decide_it_even_when_a_colleague_wrote_it_anew(
    session: Session, charter: Charter
) -> None:
    leader = a_member_of_staff(session, Role.TEAM_LEADER, TEAM)
    case = a_case(session, charter)
    put = a_proposal(session, charter, case=case)
    made = restrictions.propose(session, put, by=leader, at=TUESDAY, charter=charter)
    colleague = a_member_of_staff(session, Role.CASE_WORKER, TEAM)
    restrictions.correct(session, made, put, by=colleague, at=TUESDAY, charter=charter)
    session.flush()
    session.refresh(made)
    with pytest.raises(NotAllowed) as refused:
        restricting.approve(session, made, reasons="It helps.", **acting(leader, charter))
    assert refused.value.why is WhyNot.PROPOSED_YOURSELF


@pytest.mark.clause("RP-11")
def test_no_review_is_decided_by_a_higher_role_alone(session: Session, charter: Charter) -> None:
    made = proposed(session, charter, review_on=None, no_review="They move away in May.")
    leader = a_member_of_staff(session, Role.TEAM_LEADER, TEAM)
    with pytest.raises(NotAllowed) as refused:
        restricting.approve(session, made, reasons="It helps.", **acting(leader, charter))
    assert refused.value.why is WhyNot.NEEDS_HIGHER_ROLE
    head = a_member_of_staff(session, Role.HEAD_OF_SERVICE, TEAM)
    restricting.approve(session, made, reasons="It helps.", **acting(head, charter))
    assert made.excepted_by is head


@pytest.mark.clause("RP-9")
def test_a_decision_needs_its_reason_and_is_made_once(session: Session, charter: Charter) -> None:
    made = proposed(session, charter)
    leader = a_member_of_staff(session, Role.TEAM_LEADER, TEAM)
    with pytest.raises(NotAllowed) as refused:
        restricting.approve(session, made, reasons=" ", **acting(leader, charter))
    assert refused.value.why is WhyNot.WORDS_MISSING
    for _ in range(2):
        restricting.approve(session, made, reasons="It helps.", once="one", **acting(leader, charter))
        session.flush()
    assert [one.what for one in made.entries].count(Entered.APPROVED) == 1
    with pytest.raises(NotAllowed) as refused:
        restricting.turn_down(session, made, reasons="It does not.", **acting(leader, charter))
    assert refused.value.why is WhyNot.NOT_NOW


@pytest.mark.clause("RP-7", "RP-11")
def test_the_letter_says_all_that_it_must_and_it_begins_on_its_day(session: Session, charter: Charter) -> None:
    made = a_restriction(session, charter, starts_on=TODAY + timedelta(days=3))
    letter = session.scalars(sa.select(Notice).where(Notice.restriction_id == made.id)).one()
    assert made.state is State.TOLD and made.customer.managed
    for fact in ("measures", "why", "starts_on", "ends_on", "review_on", "appeal_by", "track"):
        assert letter.facts[fact], fact
    assert letter.case_id is None


@pytest.mark.clause("RP-23")
def test_words_of_blame_keep_the_letter_from_leaving(session: Session, charter: Charter) -> None:
    made = a_restriction(session, charter, told=False, why="You are a vexatious and difficult person.")
    leader = made.decided_by
    assert leader is not None
    with pytest.raises(NotAllowed) as refused:
        restricting.tell(session, made, starts_on=TODAY, **acting(leader, charter))
    assert refused.value.why is WhyNot.BLAMES and "vexatious" in str(refused.value.facts["words"])
    restricting.reword(session, made, why="On 1 March one of us was afraid.", **acting(leader, charter))
    restricting.tell(session, made, starts_on=TODAY, **acting(leader, charter))
    assert made.state is State.IN_FORCE


@pytest.mark.clause("RP-9", "RP-23")
def test_once_it_is_decided_the_proposer_changes_no_word_of_it(session: Session, charter: Charter) -> None:
    made = a_restriction(session, charter, told=False)
    with pytest.raises(NotAllowed) as refused:
        restricting.reword(session, made, why="Something else.", **acting(made.proposed_by, charter))
    assert refused.value.why is WhyNot.NOT_YOUR_ROLE
    restricting.tell(session, made, starts_on=TODAY, **acting(made.proposed_by, charter))
    assert made.told_at == TUESDAY


@pytest.mark.clause("RP-7")
def test_nobody_is_told_into_the_past_or_after_the_last_day(session: Session, charter: Charter) -> None:
    made = a_restriction(session, charter, told=False)
    leader = made.decided_by
    assert leader is not None
    for day in (TODAY - timedelta(days=1), made.ends_on, made.ends_on + timedelta(days=1)):
        with pytest.raises(NotAllowed) as refused:
            restricting.tell(session, made, starts_on=day, **acting(leader, charter))
        assert refused.value.why is WhyNot.STARTS_WHEN
        assert refused.value.facts == {"day": made.ends_on.isoformat()}


@pytest.mark.clause("RP-7")
def test_whom_no_letter_can_reach_is_never_called_told(session: Session, charter: Charter) -> None:
    nobody = Person(name="Nora Nowhere", reach=Reach.NONE)
    made = a_restriction(session, charter, told=False, case=a_case(session, charter, person=nobody))
    leader = made.decided_by
    assert leader is not None
    with pytest.raises(NotAllowed) as refused:
        restricting.tell(session, made, starts_on=TODAY, **acting(leader, charter))
    assert refused.value.why is WhyNot.NO_WAY_LEFT and made.state is State.APPROVED


def begun_untold(session: Session, charter: Charter) -> tuple[Restriction, Staff]:
    """In force without a word to the customer, by a head of service."""
    made = a_restriction(session, charter, told=False)
    head = a_member_of_staff(session, Role.HEAD_OF_SERVICE, TEAM)
    again = TODAY + timedelta(days=14)
    restricting.begin_untold(session, made, reason="She is ill.", reconsider_on=again, **acting(head, charter))
    return made, head


@pytest.mark.clause("RP-7")
def test_not_telling_needs_a_reason_a_higher_role_and_a_day(session: Session, charter: Charter) -> None:
    made = a_restriction(session, charter, told=False)
    leader, head = made.decided_by, a_member_of_staff(session, Role.HEAD_OF_SERVICE, TEAM)
    assert leader is not None
    again = TODAY + timedelta(days=14)
    # who, reason, day, why not
    rows: list[tuple[Staff, str, date, WhyNot]] = [
        (leader, "She is ill.", again, WhyNot.NEEDS_HIGHER_ROLE),
        (head, " ", again, WhyNot.WORDS_MISSING),
        (head, "She is ill.", TODAY, WhyNot.DAY_IN_THE_PAST),
        (head, "She is ill.", made.ends_on + timedelta(days=1), WhyNot.DAY_IN_THE_PAST),
    ]
    for who, reason, day, why in rows:
        with pytest.raises(NotAllowed) as refused:
            restricting.begin_untold(session, made, reason=reason, reconsider_on=day, **acting(who, charter))
        assert refused.value.why is why
    restricting.begin_untold(session, made, reason="She is ill.", reconsider_on=again, **acting(head, charter))
    assert made.state is State.IN_FORCE and made.told_at is None and made.excepted_by is head
    assert session.scalars(sa.select(Notice).where(Notice.restriction_id == made.id)).all() == []


@pytest.mark.clause("RP-7")
def test_not_telling_is_thought_over_and_ends_in_a_letter(session: Session, charter: Charter) -> None:
    made, head = begun_untold(session, charter)
    later = {"by": head, "at": days_later(14), "charter": charter}
    untold.still(session, made, reason="Still ill.", reconsider_on=TODAY + timedelta(days=28), **later)
    assert made.reconsider_on == TODAY + timedelta(days=28)
    leader = made.decided_by
    assert leader is not None
    with pytest.raises(NotAllowed):
        untold.still(
            session, made, reason="Still ill.", reconsider_on=TODAY + timedelta(days=40), **acting(leader, charter)
        )
    for _ in range(2):
        untold.tell_after_all(session, made, once="told", **later)
        session.flush()
    assert made.told_at == days_later(14) and made.reconsider_on is None
    letter = session.scalars(sa.select(Notice).where(Notice.restriction_id == made.id)).one()
    assert letter.facts["starts_on"] == TODAY.isoformat()
    with pytest.raises(NotAllowed) as refused:
        untold.tell_after_all(session, made, **later)
    assert refused.value.why is WhyNot.NOT_NOW


@pytest.mark.clause("RP-8", "CH-8")
def test_an_appointment_in_a_way_that_closes_is_called_off_and_told(session: Session, charter: Charter) -> None:
    case = a_case(session, charter)
    worker = a_member_of_staff(session, Role.CASE_WORKER, TEAM)
    held(session, case, by=worker, charter=charter)
    ring = offered(session, case, worker, charter)
    meet = offered(session, case, worker, charter, how=Meeting.VIDEO, link="https://video.example/1")
    a_restriction(session, charter, case=case, by=worker)
    assert (ring.state, meet.state) == (Arranged.CANCELLED, Arranged.OFFERED)
    assert told(session)[-1].template == "appointment_cancelled"
