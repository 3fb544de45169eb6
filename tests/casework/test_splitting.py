"""One contact about two matters: the second has a case of its own, and keeps the day on which it came."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import conflicts, replies, splitting, ties
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Act, Kind, Seal
from shared.charter.workflow import Stage, StepRefused, Why
from shared.models.cases import Case
from shared.models.happened import Happened
from shared.models.links import Apart, Tie
from shared.models.notices import Notice
from tests.builders import TUESDAY, a_case, a_case_spoken_for
from tests.casework.deciding import settled
from tests.people import Cast

BOTH = "The street light is out.\n\nMy bin was not emptied on Monday. I am cross."
BIN = "My bin was not emptied on Monday."
LATER = TUESDAY + timedelta(days=2)


def split(session: Session, case: Case, cast: Cast, charter: Charter, **more: Any) -> Case:
    said = {"words": BIN, "kind": Kind.REQUEST, "service": None, "by": cast.triage, "at": LATER, "charter": charter}
    new = splitting.split(session, case, **{**said, **more})
    session.flush()
    return new


@pytest.mark.clause("SC-1")
def test_the_part_is_the_same_persons_case_received_on_the_same_day(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = a_case(session, charter, words=BOTH)
    new = split(session, case, cast, charter)
    assert (new.customer, new.received_on, new.received_at) == (case.customer, case.received_on, case.received_at)
    assert (new.words, new.stage, new.reference == case.reference) == (BIN, Stage.RECEIVED, False)
    assert {c.act: c.due_on for c in new.clocks} == {c.act: c.due_on for c in case.clocks}
    assert case.words == BOTH
    (link,) = ties.ties_of(session, new)
    assert (link.what, link.other) == (Tie.SPLIT_FROM, case)
    assert list(ties.ties_of(session, case)) == [link]
    assert [line.what for line in new.happenings] == [Happened.RECEIVED, Happened.SPLIT]
    assert case.happenings[-1].facts["other"] == new.reference
    notice = session.scalars(sa.select(Notice).order_by(Notice.id.desc()).limit(1)).one()
    assert (notice.template, notice.case, notice.facts["from_reference"]) == ("split", new, case.reference)


def test_pressed_twice_it_is_one_new_case(session: Session, charter: Charter, cast: Cast) -> None:
    case = a_case(session, charter, words=BOTH)
    assert split(session, case, cast, charter, once="p1") is split(session, case, cast, charter, once="p1")
    assert session.scalar(sa.select(sa.func.count(Case.id))) == 2


@pytest.mark.parametrize(
    ("words", "theirs"),
    [
        (BIN, True),
        ("My bin was not emptied. I am cross.", True),
        ("MY BIN was not emptied", True),
        ("Their bin was not emptied on Monday.", False),
        ("I am cross. My bin was not emptied.", False),
        ("My bin was not emptied on Monday, the second time.", False),
    ],
)
def test_staff_take_words_away_and_put_none_in(
    session: Session, charter: Charter, cast: Cast, words: str, theirs: bool
) -> None:
    case = a_case(session, charter, words=BOTH)
    if theirs:
        assert split(session, case, cast, charter, words=words).words == words
        return
    with pytest.raises(StepRefused) as refused:
        split(session, case, cast, charter, words=words)
    assert refused.value.why is Why.WORDS_NOT_THEIRS


def test_a_part_of_another_kind_has_the_promises_of_that_kind(session: Session, charter: Charter, cast: Cast) -> None:
    case = a_case(session, charter, words=BOTH)
    new = split(session, case, cast, charter, kind=Kind.COMPLAINT)
    alone = a_case(session, charter, Kind.COMPLAINT, words=BIN)
    assert new.procedure == alone.procedure == "complaint"
    assert {c.act: c.due_on for c in new.clocks} == {c.act: c.due_on for c in alone.clocks}


def test_what_the_person_was_told_already_is_not_promised_again(session: Session, charter: Charter, cast: Cast) -> None:
    case = a_case(session, charter, words=BOTH)
    replies.acknowledge(session, case, words="We have it.", by=cast.triage, at=TUESDAY, charter=charter)
    new = split(session, case, cast, charter)
    assert new.acknowledged_at == TUESDAY and Act.ACKNOWLEDGE not in {clock.act for clock in new.clocks}


def test_what_was_sealed_or_kept_from_somebody_stays_so(session: Session, charter: Charter, cast: Cast) -> None:
    case = a_case(session, charter, words=BOTH)
    case.seal = Seal.HATE
    conflicts.keep_apart(
        session,
        case,
        staff=cast.worker,
        what=Apart.CONFLICT,
        reason="Her cousin.",
        by=cast.relations,
        at=LATER,
        charter=charter,
    )
    new = split(session, case, cast, charter, by=cast.relations)
    assert new.seal is Seal.HATE
    assert [one.staff_id for one in conflicts.apart_from(new)] == [cast.worker.id]


def test_whoever_speaks_for_the_customer_speaks_in_the_part_too(session: Session, charter: Charter, cast: Cast) -> None:
    case = a_case_spoken_for(session, charter, words=BOTH)
    waiting = split(session, case, cast, charter)
    assert [one.waiting for one in waiting.authorities] == [True]
    settled(session, case, charter)
    new = split(session, case, cast, charter)
    (mine,), (theirs,) = new.authorities, case.authorities
    assert mine.in_force(LATER.date()) and mine.representative is theirs.representative
    assert mine.track_key != theirs.track_key
    told = {one.representative_id for one in session.scalars(sa.select(Notice).where(Notice.case_id == new.id))}
    assert theirs.representative_id in told


def test_a_date_in_the_past_is_not_promised(session: Session, charter: Charter, cast: Cast) -> None:
    case = a_case(session, charter, words=BOTH)
    at = TUESDAY + timedelta(days=60)
    new = split(session, case, cast, charter, at=at)
    assert all(clock.due_on and clock.due_on >= at.date() and clock.given for clock in new.clocks)
