"""Contacts that staff write down, and those that are put right while somebody is still on the phone."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from shared.casework import first_contact
from shared.casework.customers import Person
from shared.casework.reaching import Telling
from shared.charter.organisation import Charter
from shared.charter.reading import load_charter
from shared.charter.vocabulary import Act, Channel, Kind, Reach
from shared.charter.workflow import Outcome, StepRefused, Why
from shared.models.cases import Case
from shared.models.happened import Happened
from shared.models.notices import Held, Notice
from tests.builders import MORAG, TUESDAY, a_submission
from tests.people import Cast, a_cast

CALLER = Person(name="Flora Fraser", phone="01632 960 555", reach=Reach.PHONE)


def _resolved(session: Session, charter: Charter, cast: Cast, kind: Kind = Kind.REQUEST, key: str = "call") -> Case:
    submission = a_submission(kind, person=CALLER, channel=Channel.PHONE, key=key)
    case = first_contact.resolve(
        session, submission, done="Told her the day.", received_at=TUESDAY, by=cast.triage, at=TUESDAY, charter=charter
    )
    session.flush()
    return case


@pytest.mark.clause("CH-1")
def test_what_is_resolved_at_first_contact_is_measured_by_its_outcome(
    session: Session, charter: Charter, cast: Cast
) -> None:
    for kind in (kind for kind in Kind if kind is not Kind.COMPLIMENT):
        case = _resolved(session, charter, cast, kind, key=f"call about {kind}")
        assert case.outcome is Outcome.RESOLVED_AT_FIRST_CONTACT
        assert all(clock.kept_on == date(2027, 3, 2) for clock in case.clocks)
        assert case.owner is cast.triage
        told = [line.what for line in case.happenings]
        decided = [Happened.POINTS_CHANGED] if kind is Kind.COMPLAINT else []
        assert told == [Happened.RECEIVED, *decided, Happened.REPLIED], "a complaint has what was agreed on its record"


def test_an_answer_that_counts_from_the_acknowledgement_is_kept_too(session: Session) -> None:
    english = load_charter("north-east-lincolnshire")
    case = _resolved(session, english, a_cast(session, english), Kind.COMPLAINT)
    assert {clock.act: clock.kept_on for clock in case.clocks} == {
        Act.ACKNOWLEDGE: date(2027, 3, 2),
        Act.REPLY: date(2027, 3, 2),
    }


def test_resolved_twice_with_one_key_it_is_one_case(session: Session, charter: Charter, cast: Cast) -> None:
    assert _resolved(session, charter, cast) is _resolved(session, charter, cast)
    assert session.query(Case).count() == 1


def test_thanks_are_not_resolved_on_the_phone(session: Session, charter: Charter, cast: Cast) -> None:
    with pytest.raises(StepRefused) as refused:
        _resolved(session, charter, cast, Kind.COMPLIMENT)
    assert refused.value.why is Why.COMPLIMENT_NEEDS_NO_REPLY
    assert session.query(Case).count() == 0


@pytest.mark.parametrize(
    ("channel", "reach", "notices", "why"),
    [
        (Channel.PHONE, Reach.PHONE, 0, "she was told on the phone"),
        (Channel.IN_PERSON, Reach.PHONE, 0, "she was told at the desk"),
        (Channel.PHONE, Reach.EMAIL, 1, "the reference in writing, with her link"),
        (Channel.LETTER, Reach.PHONE, 1, "she wrote, so nobody has spoken with her yet"),
        (Channel.LETTER, Reach.NONE, 0, "she wants no messages"),
    ],
)
def test_whoever_was_told_by_voice_is_not_told_again(
    session: Session, charter: Charter, cast: Cast, channel: Channel, reach: Reach, notices: int, why: str
) -> None:
    person = Person(name="Flora Fraser", phone="01632 960 555", email="flora@customer.example", reach=reach)
    submission = a_submission(person=person, channel=channel)
    first_contact.record(session, submission, received_at=TUESDAY, by=cast.triage, at=TUESDAY, charter=charter)
    session.flush()
    assert session.query(Notice).count() == notices, why


def test_a_letter_counts_from_the_day_it_came_and_is_confirmed_on_the_day_it_is_recorded(
    session: Session, charter: Charter, cast: Cast
) -> None:
    person = Person(name="Flora Fraser", email="flora@customer.example", reach=Reach.EMAIL)
    came = TUESDAY - timedelta(days=4)
    submission = a_submission(person=person, channel=Channel.LETTER)
    case = first_contact.record(session, submission, received_at=came, by=cast.triage, at=TUESDAY, charter=charter)
    session.flush()
    assert case.received_on == date(2027, 2, 26)
    assert session.query(Notice).one().owed_at == TUESDAY


def test_only_the_one_who_wrote_it_down_finds_it_again_by_that(session: Session, charter: Charter, cast: Cast) -> None:
    submission = a_submission(person=CALLER, channel=Channel.PHONE)
    case = first_contact.record(session, submission, received_at=TUESDAY, by=cast.worker, at=TUESDAY, charter=charter)
    session.flush()
    assert first_contact.recorded_by(session, case.reference, cast.worker, charter) is case
    assert first_contact.recorded_by(session, case.reference, cast.colleague, charter) is None


@pytest.mark.clause("FP-11b")
def test_what_was_done_is_translated_for_whoever_reads_another_language(
    session: Session, charter: Charter, cast: Cast
) -> None:
    arabic = a_submission(person=replace(MORAG, language="ar"), channel=Channel.EMAIL)
    first_contact.resolve(
        session,
        arabic,
        done="We mended it.",
        received_at=TUESDAY,
        by=cast.worker,
        at=TUESDAY,
        charter=charter,
        telling=Telling(words_in="en"),
    )
    session.flush()
    assert session.query(Notice).one().held_for is Held.TRANSLATION
