"""What restrictions do besides the table: what was owed before, who is met, who answers, who hears an appeal."""

from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import appeals, fitting, offering, replies, reviewing, routing, sending, signing, turning
from shared.casework.steps import steps_for
from shared.charter.measures import Measure
from shared.charter.organisation import Charter
from shared.charter.reaching import Misfit
from shared.charter.vocabulary import Channel, Reach, Seal
from shared.charter.workflow import Stage, Step, StepRefused, Why
from shared.models.appointments import Meeting
from shared.models.notices import Notice, Task
from shared.models.restrictions import State
from tests.builders import TUESDAY, a_case, held
from tests.casework.meeting import an_offer
from tests.people import Cast
from tests.restricted import WHOLE, a_limit, closed, restricted

TODAY = TUESDAY.date()


@pytest.mark.clause("RP-8", "FP-11b")
def test_what_was_owed_before_leaves_in_a_way_that_is_open(session: Session, charter: Charter, cast: Cast) -> None:
    case = a_case(session, charter, person=WHOLE)
    notice = session.scalars(sa.select(Notice)).one()
    assert case.customer is not None and notice.reach is Reach.EMAIL
    restricted(session, case.customer, closed(Channel.EMAIL), proposed_by=cast.colleague, decided_by=cast.leader)

    assert not sending.may_leave(session, notice, at=TUESDAY, charter=charter)

    session.flush()
    assert (notice.reach, notice.to_address) == (Reach.LETTER, "4 High Street\nInverness")
    assert session.scalars(sa.select(Task).where(Task.notice_id == notice.id)).one().reach is Reach.LETTER


@pytest.mark.clause("RP-8")
def test_a_restriction_that_begins_and_ends_takes_what_is_still_owed_with_it(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = a_case(session, charter, person=WHOLE)
    notice = session.scalars(sa.select(Notice)).one()
    assert case.customer is not None
    told = restricted(
        session,
        case.customer,
        closed(Channel.EMAIL),
        proposed_by=cast.colleague,
        decided_by=cast.leader,
        state=State.TOLD,
        told_at=None,
        not_told="It is not safe.",
    )
    turning.turn(session, at=TUESDAY, charter=charter)
    began = notice.reach
    reviewing.end(session, told, reasons="It is quiet now.", by=cast.leader, at=TUESDAY, charter=charter)

    assert (began, notice.reach) == (Reach.LETTER, Reach.EMAIL)


@pytest.mark.clause("RP-8", "FP-11b")
def test_nobody_rings_a_person_whose_phone_was_closed_meanwhile(session: Session, charter: Charter, cast: Cast) -> None:
    case = a_case(session, charter, person=replace(WHOLE, reach=Reach.PHONE))
    task = session.scalars(sa.select(Task)).one()
    assert case.customer is not None and task.reach is Reach.PHONE
    restricted(session, case.customer, closed(Channel.PHONE), proposed_by=cast.colleague, decided_by=cast.leader)
    how: dict[str, Any] = {"by": cast.worker, "at": TUESDAY, "charter": charter}

    with pytest.raises(StepRefused) as refused:
        fitting.told(session, task, how="I rang.", **how)
    assert Misfit.MEASURE.value in str(refused.value.facts["misfits"])

    sending.look_again(session, case.customer, at=TUESDAY, charter=charter)
    session.flush()
    assert [one.reach for one in session.scalars(sa.select(Task))] == [Reach.LETTER]


@pytest.mark.clause("RP-8")
@pytest.mark.parametrize("how", [Meeting.PHONE, Meeting.PLACE, Meeting.HOME, Meeting.VIDEO])
def test_nobody_is_met_in_a_way_that_is_closed_but_on_a_screen(
    session: Session, charter: Charter, cast: Cast, how: Meeting
) -> None:
    case = held(session, a_case(session, charter, person=WHOLE), by=cast.worker, charter=charter)
    assert case.customer is not None
    both = (closed(Channel.PHONE), closed(Channel.IN_PERSON))
    restricted(session, case.customer, *both, proposed_by=cast.colleague, decided_by=cast.leader)
    place = next(iter(charter.places)) if how is Meeting.PLACE else ""
    offer = an_offer(how=how, address="4 High Street", link="https://video.example/1", place=place)

    try:
        offering.offer(session, case, offer, by=cast.worker, at=TUESDAY, charter=charter)
        refused = None
    except StepRefused as one:
        refused = (one.why, one.facts.get("way"))

    assert refused == (None if how is Meeting.VIDEO else (Why.WAY_CLOSED, "letter"))


@pytest.mark.clause("RP-8", "CC-2")
def test_the_one_person_is_whom_the_customer_reads_of_and_who_answers_or_a_manager(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = held(session, a_case(session, charter, person=WHOLE), by=cast.worker, charter=charter)
    assert case.customer is not None
    limit = a_limit(Measure.NAMED_PERSON, staff=cast.colleague, staff_id=cast.colleague.id)
    restricted(session, case.customer, limit, proposed_by=cast.worker, decided_by=cast.leader)

    may = {one: steps_for(case, one, charter)[Step.REPLY] for one in (cast.worker, cast.colleague, cast.leader)}

    assert list(may.values()) == [Why.ONLY_THE_NAMED, None, None]
    assert signing.contact_of(case, charter, TODAY) == "Colin Colleague"
    assert steps_for(case, cast.worker, charter)[Step.NOTE] is None, "who works on it may still say what they found"


@pytest.mark.clause("RP-8", "SC-8")
def test_what_few_may_see_is_answered_by_those_few_and_not_by_the_one_person(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = held(session, a_case(session, charter, person=WHOLE), by=cast.worker, charter=charter)
    assert case.customer is not None
    limit = a_limit(Measure.NAMED_PERSON, staff=cast.stranger, staff_id=cast.stranger.id)
    restricted(session, case.customer, limit, proposed_by=cast.worker, decided_by=cast.leader)
    case.seal = Seal.HATE

    assert steps_for(case, cast.worker, charter)[Step.REPLY] is None


@pytest.mark.clause("RP-10")
def test_an_appeal_is_given_to_nobody_who_had_a_part_in_it(session: Session, charter: Charter, cast: Cast) -> None:
    person = a_case(session, charter, person=WHOLE).customer
    assert person is not None
    limit = closed(Channel.PHONE)
    against = restricted(session, person, limit, proposed_by=cast.colleague, decided_by=cast.leader)
    appeal = appeals.appeal(session, against, words="Not fair.", key="one", at=TUESDAY, charter=charter)
    appeal.stage, appeal.team, appeal.owner = Stage.IN_HAND, cast.leader.team, cast.head

    with pytest.raises(StepRefused) as refused:
        routing.give(session, appeal, to=cast.leader, by=cast.head, at=TUESDAY, charter=charter)

    assert (refused.value.why, refused.value.facts["name"]) == (Why.DECIDED_THE_RESTRICTION, "Leila Leader")


@pytest.mark.clause("RP-8")
def test_what_was_owed_before_a_measure_says_what_holds_when_it_leaves(
    session: Session, charter: Charter, cast: Cast
) -> None:
    """A worker's name and an offer to ring were true when it was owed; it leaves after the letter about limits."""
    case = held(session, a_case(session, charter, person=WHOLE), by=cast.worker, charter=charter)
    replies.reply(session, case, words="We have mended it.", by=cast.worker, at=TUESDAY, charter=charter)
    session.flush()
    owed = session.scalars(sa.select(Notice).where(Notice.template == "replied")).one()
    assert owed.facts["contact"] == "Wilma Worker" and "no_phone" not in owed.facts
    assert case.customer is not None
    limits = (a_limit(Measure.NO_NAMES), closed(Channel.PHONE))
    restricted(session, case.customer, *limits, proposed_by=cast.colleague, decided_by=cast.leader)
    sending.look_again(session, case.customer, at=TUESDAY, charter=charter)
    assert "Wilma Worker" not in str(owed.facts)
    assert owed.facts["contact"] == charter.team_name(case.team) and owed.facts["no_phone"] is True
    assert owed.facts["words"] == "We have mended it.", "what somebody wrote stands as they wrote it"
