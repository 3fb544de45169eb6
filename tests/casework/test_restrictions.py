"""What a proposal must hold before anybody may put it forward, and who finds it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from shared.casework import appeals, efforts, restrictions, restrictions_seen
from shared.casework.customers import Person
from shared.casework.restrictions import MeasureWritten, Proposal, StaleRestriction
from shared.casework.restrictions_waiting import Tab, counts, in_menu, queue
from shared.charter.access import Role
from shared.charter.fairness import NotAllowed, Question, WhyNot
from shared.charter.measures import Measure, Rung, Warned
from shared.charter.organisation import Charter
from shared.charter.spans import months_after
from shared.charter.vocabulary import Channel, Reach
from shared.models.protections import Protection, Wish
from shared.models.restrictions import EffortKind, Entered, Restriction, State
from tests.builders import TUESDAY, a_case, a_member_of_staff
from tests.engaged import FAIR, NO_PHONE, TEAM, a_proposal, a_restriction, an_incident, days_later

TODAY = TUESDAY.date()
NO_EMAIL = MeasureWritten(Measure.CHANNEL, channel=Channel.EMAIL, instead=Reach.LETTER)
NO_WEB = MeasureWritten(Measure.CHANNEL, channel=Channel.WEB)
NO_POST = MeasureWritten(Measure.CHANNEL, channel=Channel.LETTER)
# what is different, why not, reason
FAULTS: list[tuple[dict[str, Any], WhyNot, str]] = [
    ({"incidents": ()}, WhyNot.NO_EVIDENCE, "without evidence it is not saved (RP-9)"),
    ({"grounds": ()}, WhyNot.WORDS_MISSING, "it is about something that the charter names"),
    ({"why": " "}, WhyNot.WORDS_MISSING, "the customer reads why (RP-7)"),
    ({"fairness": {**FAIR, Question.OVERDUE: " "}}, WhyNot.NOT_ANSWERED, "every question is answered (B-04)"),
    ({"skipped": ""}, WhyNot.SAY_WHY_SKIPPED, "a threat may skip the milder steps, and somebody says why (RP-7)"),
    ({"grounds": ("demands",), "rung": Rung.ZERO_TOLERANCE}, WhyNot.LADDER, "a demand is not zero tolerance"),
    ({"measures": ()}, WhyNot.NO_MEASURE, "it limits something"),
    ({"measures": (MeasureWritten(Measure.NAMED_PERSON),)}, WhyNot.NO_MEASURE, "one person is somebody"),
    ({"measures": (MeasureWritten(Measure.THIRD_PARTY),)}, WhyNot.NO_MEASURE, "somebody speaks for them"),
    ({"measures": (MeasureWritten(Measure.CLOSED_MATTER),)}, WhyNot.NO_MEASURE, "one matter is a case"),
    ({"measures": (MeasureWritten(Measure.LIMITS),)}, WhyNot.NO_MEASURE, "limits are days or a number"),
    ({"measures": (NO_WEB,)}, WhyNot.INTAKE_NEVER_CLOSES, "the website stays open (B-10)"),
    ({"measures": (NO_POST,)}, WhyNot.NOT_HERE, "this council closes no post"),
    ({"measures": (NO_PHONE, NO_EMAIL)}, WhyNot.NO_WAY_LEFT, "she has no postal address"),
    ({"ends_on": TODAY - timedelta(days=1)}, WhyNot.DAY_IN_THE_PAST, "it is over before it begins"),
    ({"ends_on": months_after(TODAY, 12) + timedelta(days=1)}, WhyNot.TOO_LONG, "twelve months at most"),
    ({"review_on": TODAY}, WhyNot.DAY_IN_THE_PAST, "a review comes later"),
    ({"ends_on": months_after(TODAY, 1)}, WhyNot.REVIEW_AFTER_END, "it is over before that"),
    ({"review_on": months_after(TODAY, 6) + timedelta(days=1)}, WhyNot.REVIEW_TOO_LATE, "six months at most"),
    ({"review_on": None}, WhyNot.REVIEW_MISSING, "a review, or the reason for none (RP-11)"),
]


def put(session: Session, charter: Charter, proposal: Proposal, **more: Any) -> Restriction:
    """Put it forward."""
    by = more.pop("by", None) or a_member_of_staff(session, Role.CASE_WORKER, TEAM)
    made = restrictions.propose(session, proposal, by=by, at=TUESDAY, charter=charter, **more)
    session.flush()
    return made


@pytest.mark.clause("RP-7", "RP-8", "RP-9", "RP-11")
@pytest.mark.parametrize(("different", "why", "reason"), FAULTS)
def test_what_a_proposal_lacks_keeps_it_back(
    session: Session, charter: Charter, different: dict[str, Any], why: WhyNot, reason: str
) -> None:
    with pytest.raises(NotAllowed) as refused:
        put(session, charter, replace(a_proposal(session, charter), **different))
    assert refused.value.why is why, reason


@pytest.mark.clause("RP-9")
def test_what_happened_with_somebody_else_is_no_evidence(session: Session, charter: Charter) -> None:
    somebody = a_case(session, charter, person=Person(name="Other Person", email="other@customer.example"))
    wrong = a_proposal(session, charter, incidents=(an_incident(session, charter, case=somebody),))
    with pytest.raises(NotAllowed) as refused:
        put(session, charter, wrong)
    assert refused.value.why is WhyNot.NO_EVIDENCE


@pytest.mark.clause("RP-7")
def test_where_the_milder_steps_were_tried_nothing_is_skipped(session: Session, charter: Charter) -> None:
    proposal = a_proposal(session, charter, skipped="", grounds=("demands",))
    worker = a_member_of_staff(session, Role.CASE_WORKER, TEAM)
    assert not efforts.ladder_of(session, proposal.customer).complete
    efforts.add(session, proposal.customer, EffortKind.RESTORATIVE, words="A talk.", by=worker, at=TUESDAY)
    session.flush()
    tried = efforts.ladder_of(session, proposal.customer).complete
    assert tried and put(session, charter, replace(proposal, tried=tried)).state is State.PROPOSED


def test_pressed_twice_it_is_one_proposal(session: Session, charter: Charter) -> None:
    proposal = a_proposal(session, charter)
    worker = a_member_of_staff(session, Role.CASE_WORKER, TEAM)
    both = [put(session, charter, proposal, by=worker, once="once") for _ in range(2)]
    assert both[0] is both[1]


@pytest.mark.clause("RP-9")
@pytest.mark.parametrize("role", [Role.MEMBER, Role.ANALYST, Role.ADMINISTRATOR, Role.SAFEGUARDING_OFFICER])
def test_whoever_works_on_no_cases_proposes_nothing(session: Session, charter: Charter, role: Role) -> None:
    somebody = a_member_of_staff(session, role, TEAM)
    with pytest.raises(NotAllowed) as refused:
        put(session, charter, a_proposal(session, charter), by=somebody)
    assert refused.value.why is WhyNot.NOT_YOUR_ROLE


@pytest.mark.clause("RP-9")
def test_what_was_decided_is_not_written_anew(session: Session, charter: Charter) -> None:
    made = a_restriction(session, charter, told=False)
    with pytest.raises(NotAllowed) as refused:
        restrictions.correct(
            session, made, a_proposal(session, charter), by=made.proposed_by, at=TUESDAY, charter=charter
        )
    assert refused.value.why is WhyNot.NOT_NOW


def test_nobody_decides_what_changed_since_they_read_it(session: Session, charter: Charter) -> None:
    made = put(session, charter, a_proposal(session, charter))
    seen = made.version
    restrictions.require_fresh(made, seen)
    restrictions.correct(session, made, a_proposal(session, charter), by=made.proposed_by, at=TUESDAY, charter=charter)
    with pytest.raises(StaleRestriction):
        restrictions.require_fresh(made, seen)


# who, of which team, sees it, reason
READERS = [
    (Role.CASE_WORKER, TEAM, False, "colleagues read only what to do (RP-26)"),
    (Role.TEAM_LEADER, TEAM, True, "the manager of the team"),
    (Role.TEAM_LEADER, "waste-collection", False, "another team's manager"),
    (Role.CUSTOMER_RELATIONS, "customer-relations", True, "Customer Relations"),
    (Role.CHIEF_EXECUTIVE, "customer-relations", True, "who may decide it"),
    (Role.ADMINISTRATOR, TEAM, False, "accounts are no reason"),
    (Role.MEMBER, TEAM, False, "a councillor has no part in it"),
]


@pytest.mark.clause("RP-26")
@pytest.mark.parametrize(("role", "team", "sees", "reason"), READERS)
def test_only_those_who_need_it_find_it(
    session: Session, charter: Charter, role: Role, team: str, sees: bool, reason: str
) -> None:
    made = a_restriction(session, charter)
    somebody = a_member_of_staff(session, role, team)
    found = restrictions_seen.restriction_seen_by(session, made.id, somebody, charter)
    listed = queue(session, somebody, charter, tab=Tab.ALL, today=TODAY).restrictions
    person = restrictions_seen.customer_seen_by(session, made.customer_id, somebody, charter)
    assert (found is made, made in listed) == (sees, sees), reason
    assert person is not None if sees else person is None, reason


@pytest.mark.clause("RP-10", "RP-26")
def test_whoever_hears_the_appeal_reads_what_it_is_against(session: Session, charter: Charter) -> None:
    made = a_restriction(session, charter)
    other = next(
        one
        for one in charter.services.values()
        if one.team != TEAM and one.area != charter.services[charter.teams[TEAM].service].area
    )
    hearer = a_member_of_staff(session, Role.STRATEGIC_LEAD, other.team)
    assert restrictions_seen.restriction_seen_by(session, made.id, hearer, charter) is None
    case = appeals.appeal(session, made, words="I did not shout.", key="an-appeal", at=TUESDAY, charter=charter)
    case.team = other.team
    session.flush()
    assert restrictions_seen.restriction_seen_by(session, made.id, hearer, charter) is made


@pytest.mark.clause("RP-9", "RP-11")
def test_the_queue_holds_what_waits_and_the_menu_counts_it(session: Session, charter: Charter) -> None:
    leader = a_member_of_staff(session, Role.TEAM_LEADER, TEAM)
    waiting = put(session, charter, a_proposal(session, charter))
    untold = a_restriction(session, charter, told=False)
    standing = a_restriction(session, charter)
    by_post = Person(name="Peter Post", address="1 Long Lane", reach=Reach.LETTER)
    letter = a_restriction(session, charter, case=a_case(session, charter, person=by_post))
    part = a_restriction(session, charter)
    restrictions.enter(session, part, Entered.APPEAL_DECIDED, at=TUESDAY, outcome="partly-upheld")
    session.flush()
    # view, day, what it holds
    rows: list[tuple[Tab, date, set[Restriction]]] = [
        (Tab.TO_DECIDE, TODAY, {waiting}),
        (Tab.TO_TELL, TODAY, {untold}),
        (Tab.TO_BRING, TODAY, {letter}),
        (Tab.TO_REVIEW, TODAY, set()),
        (Tab.TO_REVIEW, days_later(61).date(), {standing, letter, part}),
        (Tab.AFTER_APPEAL, TODAY, {part}),
        (Tab.ALL, TODAY, {waiting, untold, standing, letter, part}),
    ]
    for tab, day, held in rows:
        assert set(queue(session, leader, charter, tab=tab, today=day).restrictions) == held, tab
        assert counts(session, leader, charter, today=day)[tab] == len(held), tab
    assert in_menu(session, leader, charter, today=TODAY) == 4
    stranger = a_member_of_staff(session, Role.CASE_WORKER, TEAM)
    assert in_menu(session, stranger, charter, today=TODAY) is None
    assert in_menu(session, waiting.proposed_by, charter, today=TODAY) == 1


def test_a_long_queue_is_walked_page_by_page(session: Session, charter: Charter) -> None:
    leader = a_member_of_staff(session, Role.TEAM_LEADER, TEAM)
    proposal = a_proposal(session, charter)
    worker = a_member_of_staff(session, Role.CASE_WORKER, TEAM)
    made = [put(session, charter, proposal, by=worker).id for _ in range(28)]
    for tab, order in ((Tab.TO_DECIDE, made), (Tab.ALL, made[::-1])):
        first = queue(session, leader, charter, tab=tab, today=TODAY)
        second = queue(session, leader, charter, tab=tab, today=TODAY, after=first.after)
        assert [one.id for one in (*first.restrictions, *second.restrictions)] == order
        assert second.after is None
    assert queue(session, leader, charter, tab=Tab.ALL, today=TODAY, after="what").restrictions


@pytest.mark.clause("RP-14")
def test_a_warning_in_an_incident_counts_and_one_that_was_not_given_does_not(
    session: Session, charter: Charter
) -> None:
    case = a_case(session, charter)
    an_incident(session, charter, case=case, warned=Warned.UNSAFE, warning="")
    assert case.customer is not None
    assert not efforts.ladder_of(session, case.customer).warned
    an_incident(session, charter, case=case)
    assert efforts.ladder_of(session, case.customer).warned


@pytest.mark.clause("RP-8")
def test_on_a_matter_that_nobody_has_answered_there_is_no_last_answer(session: Session, charter: Charter) -> None:
    case = a_case(session, charter)
    no_more = (MeasureWritten(Measure.CLOSED_MATTER, case=case),)
    with pytest.raises(NotAllowed) as refused:
        put(session, charter, a_proposal(session, charter, case=case, measures=no_more))
    assert refused.value.why is WhyNot.MATTER_OPEN


@pytest.mark.clause("RP-8", "RP-22")
def test_nobody_is_handed_to_the_one_who_threatened_them(session: Session, charter: Charter) -> None:
    worker = a_member_of_staff(session, Role.CASE_WORKER, TEAM)
    apart = a_member_of_staff(session, Role.CASE_WORKER, TEAM)
    case = a_case(session, charter)
    threat = an_incident(session, charter, case=case, by=worker)
    kept = Protection(what=Wish.NO_CONTACT, customer_id=case.customer_id, team=TEAM, why="I am afraid.", granted=True)
    kept.staff_id = kept.asked_by_id = kept.decided_by_id = apart.id
    kept.asked_at = kept.decided_at = TUESDAY
    session.add(kept)
    session.flush()
    for named in (worker, apart):
        one = (MeasureWritten(Measure.NAMED_PERSON, staff=named),)
        asked = a_proposal(session, charter, case=case, measures=one, incidents=(threat,))
        with pytest.raises(NotAllowed) as refused:
            put(session, charter, asked)
        assert refused.value.why is WhyNot.NAMED_HARMED


@pytest.mark.clause("RP-7")
def test_while_we_are_late_a_bare_no_is_no_answer_to_whether_we_are(session: Session, charter: Charter) -> None:
    case = a_case(session, charter)
    at = days_later(60)
    by = a_member_of_staff(session, Role.CASE_WORKER, TEAM)
    act: dict[str, Any] = {"by": by, "at": at, "charter": charter}
    short = a_proposal(session, charter, case=case, at=at, fairness={**FAIR, Question.OVERDUE: "No."})
    with pytest.raises(NotAllowed) as refused:
        restrictions.propose(session, short, **act)
    assert refused.value.why is WhyNot.SAY_HOW_LATE
    said = {**FAIR, Question.OVERDUE: "Yes: we acknowledge her request tomorrow."}
    assert restrictions.propose(session, a_proposal(session, charter, case=case, at=at, fairness=said), **act).fairness
    fresh = a_case(session, charter, at=at, person=Person("Someone Else", "else@customer.example", reach=Reach.EMAIL))
    on_time = a_proposal(session, charter, case=fresh, at=at, fairness={**FAIR, Question.OVERDUE: "No."})
    assert restrictions.propose(session, on_time, **act).fairness, "where nothing is late, no is an answer"
