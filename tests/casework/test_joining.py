"""Two cases of one person become one, and part again: no promise gets later, and nothing is lost."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import closing, conflicts, heard, joining, replies, ties, timeline
from shared.casework.customers import Person
from shared.casework.intake import open_case
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Act, Channel, Kind, Reach, Seal
from shared.charter.workflow import Outcome, Stage, StepRefused, Why
from shared.models.cases import Case
from shared.models.database import writing
from shared.models.happened import Happened
from shared.models.links import Apart, Link, Tie
from shared.models.notices import Notice
from tests.builders import MORAG, TUESDAY, a_case, a_case_spoken_for, a_submission
from tests.casework.test_routing import in_hand
from tests.people import Cast, a_cast

LATER = TUESDAY + timedelta(days=2)
WHY = "Both are about the lamp outside number 4."


def join(session: Session, case: Case, lead: Case, cast: Cast, charter: Charter, **more: Any) -> None:
    said = {"reason": WHY, "by": cast.triage, "at": LATER, "charter": charter, **more}
    joining.join(session, case, lead=lead, **said)
    session.flush()


def part(session: Session, case: Case, cast: Cast, charter: Charter, **more: Any) -> None:
    said = {"reason": "They are two lamps.", "by": cast.triage, "at": LATER, "charter": charter, **more}
    joining.part(session, case, **said)
    session.flush()


def due(case: Case, act: Act) -> Any:
    return next(clock.due_on for clock in case.clocks if clock.open and clock.act is act)


@pytest.mark.clause("SC-1")
def test_a_joined_case_ends_in_the_other_and_both_tell_it(session: Session, charter: Charter, cast: Cast) -> None:
    lead, case = a_case(session, charter), a_case(session, charter, at=LATER)
    join(session, case, lead, cast, charter, once="p1")
    assert (case.stage, case.outcome) == (Stage.CLOSED, Outcome.SAME_AS_ANOTHER)
    assert ties.lead_of(session, case) is lead
    assert [line.what for line in (case.happenings[-1], lead.happenings[-1])] == [Happened.JOINED, Happened.JOINED]
    assert case.happenings[-1].facts["other"] == lead.reference
    assert timeline.done_already(session, "p1")
    notice = session.scalars(sa.select(Notice).order_by(Notice.id.desc()).limit(1)).one()
    assert (notice.template, notice.case_id, notice.facts["joined"]) == ("joined", lead.id, case.reference)
    assert notice.facts["reason"] == WHY


@pytest.mark.parametrize(
    ("lead_came", "case_came", "reason"),
    [
        (TUESDAY, TUESDAY - timedelta(days=3), "the one that ends came first: its sooner date stands"),
        (TUESDAY - timedelta(days=3), TUESDAY, "the one that goes on came first: nothing changes"),
        (TUESDAY, TUESDAY, "both came on one day"),
    ],
)
def test_the_earlier_of_the_two_promised_dates_stands(
    session: Session, charter: Charter, cast: Cast, lead_came: Any, case_came: Any, reason: str
) -> None:
    lead, case = a_case(session, charter, at=lead_came), a_case(session, charter, at=case_came)
    acts = [clock.act for clock in lead.clocks if clock.open]
    wanted = {act: min(due(lead, act), due(case, act)) for act in acts}
    join(session, case, lead, cast, charter, at=TUESDAY)
    assert {act: due(lead, act) for act in acts} == wanted, reason
    assert lead.next_on == min(wanted.values()), reason


def test_whoever_was_told_that_we_have_it_is_answered_no_later_for_a_join(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = in_hand(session, charter, cast)
    replies.acknowledge(session, case, words="We have it.", by=cast.worker, at=TUESDAY, charter=charter)
    before = due(case, Act.REPLY)
    lead = a_case(session, charter, at=LATER)
    join(session, case, lead, cast, charter, by=cast.relations)
    assert lead.acknowledged_at == LATER and not any(c.open and c.act is Act.ACKNOWLEDGE for c in lead.clocks)
    assert due(lead, Act.REPLY) <= before


def test_what_is_added_to_the_one_that_ended_goes_to_the_one_that_goes_on(
    session: Session, charter: Charter, cast: Cast
) -> None:
    lead, case = a_case(session, charter), a_case(session, charter)
    join(session, case, lead, cast, charter)
    heard.hear(session, case, words="It is dark.", channel=Channel.WEB, at=LATER, charter=charter, once="add1")
    assert lead.contacts[-1].words == "It is dark." and case.stage is Stage.CLOSED
    assert case.happenings[-1].facts["went_to"] == lead.reference
    assert timeline.done_already(session, "add1")
    assert [contact.words for contact in case.contacts] == [case.words], "what was said on it stays there"


def test_what_is_added_opens_the_one_that_went_on_and_was_answered(
    session: Session, charter: Charter, cast: Cast
) -> None:
    lead, case = in_hand(session, charter, cast), a_case(session, charter)
    join(session, case, lead, cast, charter, by=cast.relations)
    replies.reply(session, lead, words="Mended.", by=cast.worker, at=LATER, charter=charter)
    heard.hear(session, case, words="It is dark again.", channel=Channel.WEB, at=LATER, charter=charter)
    assert lead.stage is Stage.IN_HAND and case.stage is Stage.CLOSED


def test_a_row_of_joins_leads_to_its_end(session: Session, charter: Charter, cast: Cast) -> None:
    first, second, third = (a_case(session, charter) for _ in range(3))
    join(session, first, second, cast, charter)
    join(session, second, third, cast, charter)
    assert ties.lead_of(session, first) is third


def test_parted_again_it_is_promised_what_it_was_promised(session: Session, charter: Charter, cast: Cast) -> None:
    lead, case = a_case(session, charter), a_case(session, charter)
    before = {clock.act: due(case, clock.act) for clock in case.clocks if clock.open}
    join(session, case, lead, cast, charter)
    part(session, case, cast, charter, at=LATER + timedelta(days=1))
    assert {clock.act: clock.due_on for clock in case.clocks if clock.open} == before
    assert (case.stage, case.outcome, case.next_on) == (Stage.RECEIVED, None, min(before.values()))
    assert session.scalars(sa.select(Link)).all() == [] and ties.lead_of(session, case) is None
    assert [line.what for line in (case.happenings[-1], lead.happenings[-1])] == [Happened.PARTED, Happened.PARTED]


def test_a_later_date_that_was_given_stands_when_they_part(session: Session, charter: Charter, cast: Cast) -> None:
    case, lead = in_hand(session, charter, cast), a_case(session, charter)
    day = charter.calendar.add(due(case, Act.REPLY), 2)
    replies.explain(session, case, day=day, reason="A part is missing.", by=cast.worker, at=TUESDAY, charter=charter)
    join(session, case, lead, cast, charter, by=cast.relations)
    part(session, case, cast, charter, by=cast.relations)
    clock = next(clock for clock in case.clocks if clock.open and clock.act is Act.REPLY)
    assert (clock.due_on, clock.given, clock.why) == (day, True, "A part is missing.")
    assert case.stage is Stage.IN_HAND


def refused(session: Session, case: Case, lead: Case, cast: Cast, charter: Charter, **more: Any) -> Why:
    with pytest.raises(StepRefused) as found:
        join(session, case, lead, cast, charter, **more)
    return found.value.why


def test_only_what_one_person_told_us_about_one_matter_is_joined(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = a_case(session, charter)
    another = a_case(session, charter, person=replace(MORAG, name="Calum MacLeod"))
    nobody = a_case(session, charter, person=Person())
    complaint = a_case(session, charter, Kind.COMPLAINT)
    sealed = a_case(session, charter)
    sealed.seal = Seal.HATE
    closed = a_case(session, charter)
    closing.withdraw(session, closed, at=TUESDAY, charter=charter)
    by = {"by": cast.relations}
    assert refused(session, case, case, cast, charter) is Why.SAME_CASE
    assert refused(session, case, another, cast, charter) is Why.NOT_SAME_CUSTOMER
    assert refused(session, case, nobody, cast, charter) is Why.NOT_SAME_CUSTOMER
    assert refused(session, case, complaint, cast, charter) is Why.NOT_ALIKE
    assert refused(session, case, sealed, cast, charter, **by) is Why.SEALED_DIFFERENTLY
    assert refused(session, case, closed, cast, charter) is Why.OTHER_IS_CLOSED
    assert refused(session, closed, case, cast, charter) is Why.CLOSED_ALREADY
    assert refused(session, case, a_case(session, charter), cast, charter, reason=" ") is Why.REASON_MISSING
    assert session.scalars(sa.select(Link)).all() == []


def test_a_joined_case_is_neither_joined_again_nor_opened_by_itself(
    session: Session, charter: Charter, cast: Cast
) -> None:
    lead, case, third = (a_case(session, charter) for _ in range(3))
    join(session, case, lead, cast, charter)
    assert refused(session, case, third, cast, charter) is Why.JOINED_ALREADY
    assert refused(session, third, case, cast, charter) is Why.OTHER_IS_JOINED
    with pytest.raises(StepRefused) as found:
        closing.reopen(session, case, reason="Why not?", by=cast.triage, at=LATER, charter=charter)
    assert found.value.why is Why.JOINED_ALREADY
    with pytest.raises(StepRefused) as found:
        part(session, lead, cast, charter)
    assert found.value.why is Why.NOT_JOINED


@pytest.mark.clause("FP-10")
def test_whoever_speaks_on_one_of_them_does_not_read_the_other(session: Session, charter: Charter, cast: Cast) -> None:
    spoken_for = a_case_spoken_for(session, charter, Kind.REQUEST)
    own = a_case(session, charter)
    own.customer = spoken_for.customer
    session.flush()
    assert refused(session, spoken_for, own, cast, charter) is Why.SPEAKERS_DIFFER
    assert refused(session, own, spoken_for, cast, charter) is Why.SPEAKERS_DIFFER


def test_an_answer_that_came_as_a_new_e_mail_is_joined_by_its_address(
    session: Session, charter: Charter, cast: Cast
) -> None:
    lead = a_case(session, charter)
    sent = a_submission(person=Person(name="mm", email=MORAG.email, reach=Reach.EMAIL), channel=Channel.EMAIL)
    case = open_case(session, sent, at=TUESDAY, charter=charter)
    session.flush()
    assert case.customer is not lead.customer
    join(session, case, lead, cast, charter)
    assert ties.lead_of(session, case) is lead


def test_whoever_is_kept_apart_from_one_is_kept_apart_from_both(session: Session, charter: Charter, cast: Cast) -> None:
    lead, case = in_hand(session, charter, cast), a_case(session, charter)
    conflicts.keep_apart(
        session,
        case,
        staff=cast.worker,
        what=Apart.COMPLAINED_OF,
        reason="It is about her.",
        by=cast.relations,
        at=LATER,
        charter=charter,
    )
    join(session, case, lead, cast, charter, by=cast.relations)
    assert [one.staff_id for one in conflicts.apart_from(lead)] == [cast.worker.id]
    assert lead.owner is None


def test_a_clock_that_stands_still_takes_no_promise_in(session: Session, charter: Charter, cast: Cast) -> None:
    lead, case = in_hand(session, charter, cast, Kind.ADJUSTMENT), a_case(session, charter, Kind.ADJUSTMENT)
    lead.clocks[0].due_on = None
    assert refused(session, case, lead, cast, charter, by=cast.relations) is Why.CLOCK_IS_STOPPED


def test_a_tie_is_made_once_and_looked_for_only_where_the_history_tells_of_one(
    session: Session, charter: Charter
) -> None:
    case, other = a_case(session, charter), a_case(session, charter)
    first = ties.tie(session, case, other, Tie.COMPLAINT_ABOUT, at=TUESDAY)
    session.flush()
    assert ties.tie(session, case, other, Tie.COMPLAINT_ABOUT, at=TUESDAY) is first
    assert list(ties.ties_of(session, other)) == [first]
    assert ties.ties_of(session, a_case(session, charter)) == ()


def test_cases_are_joined_and_parted_in_both_databases(databases: sa.Engine, charter: Charter) -> None:
    with writing(databases) as session:
        cast = a_cast(session, charter)
        lead, case = a_case(session, charter), a_case(session, charter, at=LATER)
        join(session, case, lead, cast, charter)
        assert ties.lead_of(session, case) is lead
        part(session, case, cast, charter)
        join(session, case, lead, cast, charter)
        assert list(ties.ties_of(session, lead)) == list(session.scalars(sa.select(Link)))
        session.rollback()
