"""Every measure and everything that anybody might do, done for real: allowed, refused or another way (clause RP-8)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import (
    appeals,
    first_contact,
    heard,
    offering,
    replies,
    signing,
    stages,
)
from shared.casework.customers import Person
from shared.casework.engaging import limits_on
from shared.casework.intake import open_case
from shared.casework.reaching import Telling
from shared.casework.steps import steps_for
from shared.charter.effects import Approach, Ruling
from shared.charter.measures import Measure
from shared.charter.organisation import Charter
from shared.charter.signs import Sign
from shared.charter.vocabulary import Channel, Kind, MessagesTo, Reach
from shared.charter.workflow import Stage, Step, StepRefused, Why
from shared.models.appointments import Meeting
from shared.models.cases import Case
from shared.models.notices import Notice
from shared.models.representatives import Representative
from shared.models.restrictions import Limit, Restriction
from tests.builders import TUESDAY, a_case, a_case_spoken_for, a_decided_complaint, a_submission, held
from tests.casework.deciding import settled
from tests.casework.meeting import an_offer
from tests.charter.test_effects import OURS, rows
from tests.people import Cast
from tests.restricted import WHOLE, a_limit, closed, restricted

TODAY = TUESDAY.date()
OK, NO, ANOTHER = Ruling.ALLOWED, Ruling.REFUSED, Ruling.REROUTED
A = Approach


@dataclass
class World:
    """A customer with a case that a worker holds, and one measure that is in force for them."""

    session: Session
    charter: Charter
    cast: Cast
    case: Case
    restriction: Restriction
    measure: str

    @property
    def how(self) -> dict[str, Any]:
        return {"by": self.cast.worker, "at": TUESDAY, "charter": self.charter}

    def newest(self) -> Notice:
        self.session.flush()
        found = sa.select(Notice).where(Notice.case_id.is_not(None)).order_by(Notice.id.desc()).limit(1)
        return self.session.scalars(found).one()

    def person(self, reach: Reach = Reach.EMAIL) -> Person:
        return replace(WHOLE, reach=reach)


def the_limit(measure: str, cast: Cast, case: Case, speaker: Representative) -> Limit:
    """The measure as somebody has decided it."""
    if measure in set(Channel):
        return closed(Channel(measure))
    needs: dict[str, dict[str, Any]] = {
        "named-person": {"staff": cast.stranger, "staff_id": cast.stranger.id},
        "third-party": {"representative": speaker, "representative_id": speaker.id},
        "limits": {"days": "0,3"},
        "closed-matter": {"case": case, "case_id": case.id},
    }
    return a_limit(Measure(measure), **needs.get(measure, {}))


@pytest.fixture
def world(session: Session, charter: Charter, cast: Cast) -> Callable[[str, Approach], World]:
    """A world with one measure, fit for one approach."""

    def made(measure: str, approach: Approach) -> World:
        spoken = a_case_spoken_for(session, charter, Kind.REQUEST, messages_to=MessagesTo.CUSTOMER, person=WHOLE)
        settled(session, spoken, charter)
        speaker = spoken.authorities[0].representative
        speaker.phone, speaker.address = "01632 960 999", "1 Low Street"
        if approach is A.NEXT_STAGE:
            case = a_decided_complaint(session, charter, by=cast.worker, person=WHOLE)
        else:
            case = spoken if measure == "third-party" else a_case(session, charter, person=WHOLE)
            held(session, case, by=cast.worker, charter=charter)
        if approach is A.ADD_TO_CLOSED:
            replies.reply(session, case, words="It is mended.", by=cast.worker, at=TUESDAY, charter=charter)
        assert case.customer is not None
        limit = the_limit(measure, cast, case, speaker)
        restriction = restricted(session, case.customer, limit, proposed_by=cast.colleague, decided_by=cast.leader)
        if measure == "closed-matter" and approach in OURS:  # about that matter nothing is written: see `REPLY`
            case = held(session, a_case(session, charter, person=WHOLE), by=cast.worker, charter=charter)
        return World(session, charter, cast, case, restriction, measure)

    return made


# ------------------------------------------------------------------ what the customer does: it always gets in


def opens(world: World, kind: Kind, **more: Any) -> Ruling:
    """It is kept, it has a promise, and a message says so; rerouted where it lies with the one person's team."""
    told = replace(a_submission(kind, person=world.person()), **more)
    case = open_case(world.session, told, at=TUESDAY, charter=world.charter)
    world.session.flush()
    assert case.id and case.closed_at is None and case.clocks
    assert case.customer is world.case.customer
    named = world.measure == "named-person" and kind is not Kind.ADJUSTMENT and not more
    return ANOTHER if named and case.team == world.cast.stranger.team else OK


def appeals_against(world: World) -> Ruling:
    how = {"words": "It is not fair.", "key": "an-appeal", "at": TUESDAY, "charter": world.charter}
    case = appeals.appeal(world.session, world.restriction, **how)  # type: ignore[arg-type]
    return OK if case.closed_at is None else NO


def goes_further(world: World) -> Ruling:
    stages.ask_next_stage(world.session, world.case, words="Look again.", at=TUESDAY, charter=world.charter)
    return OK if world.case.stage_number == 2 else NO


def adds(world: World) -> Ruling:
    """What they add is kept with the case; who answers it, and when, may differ."""
    was_closed = world.case.stage is Stage.CLOSED
    before = len(world.case.contacts)
    heard.hear(world.session, world.case, words="More.", channel=Channel.WEB, at=TUESDAY, charter=world.charter)
    assert len(world.case.contacts) == before + 1, "nothing that somebody writes to us is lost"
    if was_closed and world.case.stage is Stage.CLOSED:
        return ANOTHER
    if world.newest().facts.get("read_on"):
        return ANOTHER
    return ANOTHER if steps_for(world.case, world.cast.worker, world.charter)[Step.WRITE] is Why.ONLY_THE_NAMED else OK


def comes_by(world: World, channel: Channel, reach: Reach) -> Ruling:
    """It is written down; rerouted where staff read that this very way is closed, or goes to the line."""
    told = replace(a_submission(person=world.person(reach)), channel=channel)
    how: dict[str, Any] = {"received_at": TUESDAY, "by": world.cast.triage, "at": TUESDAY, "charter": world.charter}
    case = first_contact.record(world.session, told, **how)
    assert case.id and case.closed_at is None, "a contact is never lost"
    notice = world.newest()
    if world.measure == channel.value:
        assert not (notice.case is case and notice.reach is reach and reach is not Reach.EMAIL), "not by the closed way"
    lines = limits_on(case.customer, TODAY, world.charter)
    calls = channel is Channel.PHONE and any(one.measure is Measure.RECORDED_LINE for one in lines)
    return ANOTHER if calls or any(one.channel is channel for one in lines) else OK


# ------------------------------------------------------------------ what the council does


def sends(world: World, reach: Reach) -> Ruling:
    """A message that somebody wants to leave in that very way, with a reason for it."""
    words: dict[str, Any] = {
        "words": "We come on Monday.",
        "telling": Telling(words_in="en", anyway="They asked.", reach=reach),
    }
    how = {**world.how, "by": world.cast.leader}  # who may answer is asked elsewhere
    return told_to(world, lambda: replies.write(world.session, world.case, **words, **how), reach)


def meets(world: World) -> Ruling:
    offer = an_offer(how=Meeting.HOME, address="4 High Street")
    how = {**world.how, "by": world.cast.leader}
    return told_to(world, lambda: offering.offer(world.session, world.case, offer, **how))


def told_to(world: World, act: Callable[[], object], reach: Reach | None = None) -> Ruling:
    try:
        act()
    except StepRefused as refused:
        if refused.why is not Why.WAY_CLOSED and refused.facts.get("misfits") != ["measure"]:
            raise
        return NO
    notice = world.newest()
    if notice.representative is not None:
        return ANOTHER
    assert reach is None or notice.reach is reach
    return OK


def answers(world: World) -> Ruling:
    try:
        replies.reply(world.session, world.case, words="It is mended.", **world.how)
    except StepRefused as refused:
        if refused.why not in (Why.ONLY_THE_NAMED, Why.MATTER_CLOSED):
            raise
        return NO
    return OK


def signs(world: World) -> Ruling:
    name = signing.contact_of(world.case, world.charter, TODAY)
    return ANOTHER if name == world.charter.team_name(world.case.team) else OK


ACTS: dict[Approach, Callable[[World], Ruling]] = {
    A.NEW_MATTER: lambda world: opens(world, Kind.REQUEST),
    A.ADJUSTMENT: lambda world: opens(world, Kind.ADJUSTMENT),
    A.DATA_COMPLAINT: lambda world: opens(world, Kind.COMPLAINT, signs=(Sign.DATA_PROTECTION,)),
    A.APPEAL: appeals_against,
    A.NEXT_STAGE: goes_further,
    A.ADD: adds,
    A.ADD_TO_CLOSED: adds,
    A.WRITE_EMAIL: lambda world: comes_by(world, Channel.EMAIL, Reach.EMAIL),
    A.CALL: lambda world: comes_by(world, Channel.PHONE, Reach.PHONE),
    A.VISIT: lambda world: comes_by(world, Channel.IN_PERSON, Reach.IN_PERSON),
    A.POST_ONLINE: lambda world: comes_by(world, Channel.SOCIAL_MEDIA, Reach.EMAIL),
    A.SEND_EMAIL: lambda world: sends(world, Reach.EMAIL),
    A.SEND_TEXT: lambda world: sends(world, Reach.TEXT),
    A.RING: lambda world: sends(world, Reach.PHONE),
    A.SEND_LETTER: lambda world: sends(world, Reach.LETTER),
    A.MEET: meets,
    A.REPLY: answers,
    A.SIGN: signs,
}


def test_every_approach_has_an_act() -> None:
    assert set(ACTS) == set(Approach)


@pytest.mark.clause("RP-8")
@pytest.mark.parametrize(("measure", "approach", "ruling", "why"), list(rows()))
def test_what_a_measure_does_is_what_happens(
    world: Callable[[str, Approach], World], measure: str, approach: Approach, ruling: Ruling, why: str
) -> None:
    assert ACTS[approach](world(measure, approach)) is ruling, why
