"""A restriction is looked at again, changed and ended, and the customer is told each time."""

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import appeals, reviewing
from shared.casework.restriction_steps import Act, open_acts, why_not
from shared.casework.restrictions import MeasureWritten
from shared.charter.access import Role
from shared.charter.fairness import NotAllowed, WhyNot
from shared.charter.measures import Measure
from shared.charter.organisation import Charter
from shared.charter.spans import months_after
from shared.charter.vocabulary import Channel, Reach
from shared.models.notices import Notice
from shared.models.restrictions import Entered, Restriction, State
from shared.models.staff import Staff
from tests.builders import a_member_of_staff
from tests.engaged import NO_PHONE, TEAM, a_restriction, days_later

LATER = days_later(50)
ON = LATER.date()
NAMES = (MeasureWritten(Measure.NO_NAMES),)


def acting(by: Staff, charter: Charter) -> dict[str, Any]:
    """Who acts, fifty days later."""
    return {"by": by, "at": LATER, "charter": charter}


def letters(session: Session, made: Restriction) -> list[str]:
    """Which letters are owed about it."""
    rows = sa.select(Notice.template).where(Notice.restriction_id == made.id).order_by(Notice.id)
    return list(session.scalars(rows))


def decider(made: Restriction) -> Staff:
    """Whoever decided it."""
    assert made.decided_by is not None
    return made.decided_by


@pytest.mark.clause("RP-11")
def test_it_is_looked_at_again_and_they_read_why_it_stays(session: Session, charter: Charter) -> None:
    made = a_restriction(session, charter)
    next_on = ON + timedelta(days=20)
    for _ in range(2):
        reviewing.review(
            session, made, reasons="Two more calls came.", next_on=next_on, once="r", **acting(decider(made), charter)
        )
        session.flush()
    assert (made.review_on, made.reviewed_on) == (next_on, ON)
    assert letters(session, made) == ["restricted", "restriction_reviewed"]


@pytest.mark.clause("RP-11", "RP-23")
def test_a_review_is_refused_where_it_is_no_review(session: Session, charter: Charter) -> None:
    made = a_restriction(session, charter)
    leader, soon = decider(made), ON + timedelta(days=7)
    # who, reasons, next day, why not
    rows: list[tuple[Staff, str, date, WhyNot]] = [
        (leader, " ", soon, WhyNot.WORDS_MISSING),
        (leader, "You are vexatious.", soon, WhyNot.BLAMES),
        (leader, "Two more calls came.", ON, WhyNot.DAY_IN_THE_PAST),
        (leader, "Two more calls came.", months_after(ON, 7), WhyNot.REVIEW_TOO_LATE),
        (made.proposed_by, "Two more calls came.", soon, WhyNot.NOT_YOUR_ROLE),
        (made.incidents[0].affected, "Two more calls came.", soon, WhyNot.NOT_YOUR_ROLE),
    ]
    for who, reasons, day, why in rows:
        with pytest.raises(NotAllowed) as refused:
            reviewing.review(session, made, reasons=reasons, next_on=day, **acting(who, charter))
        assert refused.value.why is why


@pytest.mark.clause("RP-11")
def test_the_last_review_needs_no_next_one_but_a_long_time_without_any_needs_a_higher_role(
    session: Session, charter: Charter
) -> None:
    short, long = a_restriction(session, charter), a_restriction(session, charter, ends_on=months_after(ON, 8))
    reviewing.review(session, short, reasons="It ends soon.", next_on=None, **acting(decider(short), charter))
    assert short.review_on is None and short.no_review == reviewing.ENDS_BEFORE
    with pytest.raises(NotAllowed) as refused:
        reviewing.review(session, long, reasons="It stays.", next_on=None, **acting(decider(long), charter))
    assert refused.value.why is WhyNot.NEEDS_HIGHER_ROLE


@pytest.mark.clause("RP-11")
def test_whoever_proposed_it_may_end_it_but_neither_review_nor_harden_it(session: Session, charter: Charter) -> None:
    proposer = a_member_of_staff(session, Role.TEAM_LEADER, TEAM)
    made = a_restriction(session, charter, by=proposer)
    with pytest.raises(NotAllowed) as refused:
        reviewing.review(
            session, made, reasons="It stays.", next_on=ON + timedelta(days=7), **acting(proposer, charter)
        )
    assert refused.value.why is WhyNot.PROPOSED_YOURSELF
    dates = {"ends_on": made.ends_on, "review_on": made.review_on or made.ends_on}
    with pytest.raises(NotAllowed) as refused:
        reviewing.change(session, made, measures=NAMES, reasons="More.", **dates, **acting(proposer, charter))
    assert refused.value.why is WhyNot.PROPOSED_YOURSELF
    reviewing.end(session, made, reasons="It is calm now.", **acting(proposer, charter))
    assert made.state is State.ENDED


@pytest.mark.clause("RP-8", "RP-11")
def test_a_change_is_told_with_what_it_was_and_is(session: Session, charter: Charter) -> None:
    made = a_restriction(session, charter)
    dates = {"ends_on": made.ends_on, "review_on": ON + timedelta(days=7)}
    reviewing.change(
        session, made, measures=NAMES, reasons="Calls are fine now.", **dates, **acting(decider(made), charter)
    )
    session.flush()
    session.refresh(made)
    assert [one.measure for one in made.limits] == [Measure.NO_NAMES]
    line = made.entries[-1]
    assert line.what is Entered.CHANGED
    assert (line.facts["before"], line.facts["measures"]) == (["channel"], ["no-names"])
    assert letters(session, made)[-1] == "restriction_changed"


@pytest.mark.clause("RP-7", "RP-9")
def test_nobody_makes_it_harder_alone(session: Session, charter: Charter) -> None:
    made = a_restriction(session, charter)
    soon = ON + timedelta(days=7)
    harder = (
        ((NO_PHONE, *NAMES), made.ends_on),
        (NAMES, made.ends_on + timedelta(days=1)),
        ((MeasureWritten(Measure.CHANNEL, channel=Channel.IN_PERSON, instead=Reach.EMAIL),), made.ends_on),
    )
    for measures, last in harder:
        asked: dict[str, Any] = {"measures": measures, "ends_on": last, "review_on": soon, "reasons": "More."}
        with pytest.raises(NotAllowed) as refused:
            reviewing.change(session, made, **asked, **acting(decider(made), charter))
        assert refused.value.why is WhyNot.HARDER


@pytest.mark.clause("RP-8", "RP-11")
def test_a_change_that_changes_nothing_is_told_to_nobody(session: Session, charter: Charter) -> None:
    made = a_restriction(session, charter)
    same = {"measures": (NO_PHONE,), "ends_on": made.ends_on, "review_on": made.review_on}
    with pytest.raises(NotAllowed) as refused:
        reviewing.change(session, made, reasons="As it was.", **same, **acting(decider(made), charter))
    assert refused.value.why is WhyNot.NOTHING_CHANGES and letters(session, made) == ["restricted"]


@pytest.mark.clause("RP-8")
def test_no_change_leaves_somebody_without_a_way(session: Session, charter: Charter) -> None:
    made = a_restriction(session, charter)
    shut = (MeasureWritten(Measure.CHANNEL, channel=Channel.EMAIL, instead=Reach.LETTER), NO_PHONE)
    dates = {"ends_on": made.ends_on, "review_on": ON + timedelta(days=7)}
    with pytest.raises(NotAllowed) as refused:
        reviewing.change(session, made, measures=shut, reasons="More.", **dates, **acting(decider(made), charter))
    assert refused.value.why is WhyNot.NO_WAY_LEFT


@pytest.mark.clause("RP-11")
def test_it_ends_with_a_letter_and_nothing_is_in_force_any_more(session: Session, charter: Charter) -> None:
    made = a_restriction(session, charter)
    for _ in range(2):
        reviewing.end(session, made, reasons="It is calm now.", **acting(decider(made), charter))
        session.flush()
    assert made.state is State.ENDED and not made.customer.managed
    assert letters(session, made) == ["restricted", "restriction_ended"]


@pytest.mark.clause("RP-7")
def test_one_that_was_never_told_is_dropped_without_a_word(session: Session, charter: Charter) -> None:
    made = a_restriction(session, charter, told=False)
    reviewing.end(session, made, reasons="It is calm now.", **acting(decider(made), charter))
    session.flush()
    assert made.state is State.ENDED and letters(session, made) == []


@pytest.mark.clause("RP-10")
def test_while_an_appeal_is_open_it_can_end_and_be_eased_and_nobody_confirms_it(
    session: Session, charter: Charter
) -> None:
    made = a_restriction(session, charter)
    case = appeals.appeal(session, made, words="I did not shout.", key="appeal-1", at=LATER, charter=charter)
    assert why_not(made, Act.REVIEW, decider(made), charter) is WhyNot.APPEAL_OPEN
    assert why_not(made, Act.CHANGE, decider(made), charter) is None
    assert why_not(made, Act.END, decider(made), charter) is None
    reviewing.end(session, made, reasons="It is calm now.", **acting(decider(made), charter))
    assert made.state is State.ENDED and case.closed_at is None, "the appeal is heard all the same"


@pytest.mark.clause("RP-9", "RP-11")
@pytest.mark.parametrize("role", list(Role))
def test_what_is_offered_is_what_may_be_done(session: Session, charter: Charter, role: Role) -> None:
    somebody = a_member_of_staff(session, role, TEAM)
    made = a_restriction(session, charter)
    offered = open_acts(made, somebody, charter)
    acts = {
        Act.REVIEW: lambda: reviewing.review(
            session, made, reasons="It stays.", next_on=ON + timedelta(days=7), **acting(somebody, charter)
        ),
        Act.CHANGE: lambda: reviewing.change(
            session,
            made,
            measures=NAMES,
            reasons="Less.",
            ends_on=made.ends_on,
            review_on=ON + timedelta(days=7),
            **acting(somebody, charter),
        ),
        Act.END: lambda: reviewing.end(session, made, reasons="It is calm now.", **acting(somebody, charter)),
    }
    for act, do in acts.items():
        if act in offered:
            do()
        else:
            with pytest.raises(NotAllowed):
                do()
