"""What one person told us twice: a rule that says why, offered to people who then decide."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import duplicates
from shared.casework.customers import Person
from shared.casework.duplicates import Told, likeness
from shared.casework.intake import open_case
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Channel, Kind, Reach, Seal
from shared.models.database import writing
from tests.builders import MORAG, TUESDAY, a_case, a_submission
from tests.people import Cast, a_cast

LAMP = "The street light outside number 4 has been out for a week."
AGAIN = "That street light at number 4 is still out, and nobody came."
FIRST = Told(1, date(2027, 3, 2), Kind.REQUEST, None, LAMP)

TABLE = [
    # what is different in the second, is it alike, why
    ({"words": AGAIN}, True, "the same person, days apart, three words in both"),
    ({"words": AGAIN, "received_on": date(2027, 4, 1)}, True, "thirty days apart is still soon"),
    ({"words": AGAIN, "received_on": date(2027, 4, 2)}, False, "thirty-one days apart is another time"),
    ({"words": AGAIN, "received_on": date(2027, 2, 1)}, True, "before counts as after"),
    ({"words": AGAIN, "customer_id": 2}, False, "another person’s is never the same"),
    ({"words": AGAIN, "customer_id": None}, False, "of nobody we know nothing"),
    ({"words": AGAIN, "kind": Kind.COMPLAINT}, False, "neither kind nor service is the same"),
    ({"words": "My bin was not emptied on Monday."}, False, "no word is in both"),
    ({"words": "Could you please tell me about your week?"}, False, "words that stand in every message say little"),
    ({"words": "Street light!"}, True, "a short message needs only half of its words"),
]


@pytest.mark.clause("SC-1")
@pytest.mark.parametrize(("different", "alike", "reason"), TABLE)
def test_the_rule_sees_what_was_told_twice(different: dict[str, object], alike: bool, reason: str) -> None:
    assert (likeness(FIRST, replace(FIRST, **different)) is not None) is alike, reason  # type: ignore[arg-type]


def test_the_rule_says_why() -> None:
    why = likeness(FIRST, replace(FIRST, words=AGAIN, received_on=date(2027, 3, 5)))
    assert why is not None
    assert (why.days, why.same_kind, why.same_service) == (3, True, False)
    assert why.words == ("number", "street", "light")
    service = likeness(
        replace(FIRST, service="roads"), replace(FIRST, service="roads", kind=Kind.COMPLAINT, words=AGAIN)
    )
    assert service is not None and (service.same_kind, service.same_service) == (False, True)


def test_staff_are_offered_open_cases_that_they_may_see(session: Session, charter: Charter, cast: Cast) -> None:
    first, second = a_case(session, charter, words=LAMP), a_case(session, charter, words=AGAIN)
    (found,) = duplicates.likely(session, second, cast.triage, charter)
    assert found.case is first
    assert duplicates.likely(session, second, cast.worker, charter) == [], "no team has the first, so she sees none"
    first.seal = Seal.HATE
    session.flush()
    assert duplicates.likely(session, second, cast.relations, charter) == [], "what is sealed is offered for nothing"


def test_what_somebody_looked_at_and_put_aside_is_not_offered_again(
    session: Session, charter: Charter, cast: Cast
) -> None:
    first, second = a_case(session, charter, words=LAMP), a_case(session, charter, words=AGAIN)
    for _ in range(2):
        duplicates.not_the_same(session, second, first, by=cast.triage, at=TUESDAY)
    assert duplicates.likely(session, second, cast.triage, charter) == []
    assert duplicates.likely(session, first, cast.triage, charter) == []
    assert [line.public for line in first.happenings] == [True, False]


def by_mail(session: Session, charter: Charter, words: str, person: Person = MORAG, **more: object) -> object:
    sent = a_submission(words=words, person=person, channel=Channel.EMAIL)
    case = open_case(session, sent, at=TUESDAY, charter=charter)
    session.flush()
    return case


def test_the_website_tells_nobody_what_another_of_that_name_has_told_us(session: Session, charter: Charter) -> None:
    a_case(session, charter, words=LAMP)
    typed_by_anybody = a_case(session, charter, words=AGAIN)
    assert duplicates.told_before(session, typed_by_anybody) == []
    by_message = by_mail(session, charter, AGAIN)
    assert len(duplicates.told_before(session, by_message)) == 2  # type: ignore[arg-type]


def test_a_message_tells_only_whoever_had_the_first_one(session: Session, charter: Charter) -> None:
    first = a_case(session, charter, words=LAMP)
    second = a_case(session, charter, words=AGAIN)
    assert [one.case for one in duplicates.told_before_by_message(session, second)] == [first]
    posted = replace(MORAG, name="Peigi", email="", phone="01463 555 777", address="1 High Street", reach=Reach.LETTER)
    a_case(session, charter, person=posted, words=LAMP)
    assert duplicates.told_before_by_message(session, a_case(session, charter, person=posted, words=AGAIN)) == []


def test_it_is_found_alike_in_both_databases(databases: sa.Engine, charter: Charter) -> None:
    with writing(databases) as session:
        cast = a_cast(session, charter)
        first = a_case(session, charter, words=LAMP)
        second = a_case(session, charter, words=AGAIN, at=TUESDAY + timedelta(days=30))
        a_case(session, charter, words=AGAIN, at=TUESDAY + timedelta(days=61))
        assert [one.case for one in duplicates.likely(session, second, cast.triage, charter)] == [first]
        session.rollback()
