"""Whoever tries one secret after another is slowed down; whoever has the right link is not."""

import pytest
import sqlalchemy as sa

from portal.slowing import MOST_FROM_ONE_ADDRESS
from shared.casework.attempts import MOST
from shared.charter.organisation import Charter
from shared.charter.reference import new_reference
from shared.models.drafts import Attempt
from tests.builders import a_case
from tests.clock import SettableClock
from tests.conftest import Records
from tests.portal.desk import link_of
from tests.portal.visitor import Visitor

pytestmark = pytest.mark.clause("SC-7")
NONE_SUCH = "HC-2222-2222"


def _guess(visitor: Visitor, reference: str, number: int) -> Visitor:
    return visitor.open("/look-up").press(reference=reference, secret=f"guess{number}@customer.example")


def test_after_many_guesses_at_one_reference_even_the_right_answer_has_to_wait(
    visitor: Visitor, records: Records, charter: Charter, clock: SettableClock
) -> None:
    with records() as session:
        case = a_case(session, charter)
    for number in range(MOST):
        assert _guess(visitor, case.reference, number).status == 422
    visitor.open("/look-up").press(reference=case.reference, secret="morag@customer.example")
    assert visitor.status == 429
    assert "Try again in 15 minutes." in visitor.words
    clock.forward(minutes=16)
    visitor.open("/look-up").press(reference=case.reference, secret="morag@customer.example")
    assert visitor.path == link_of(case)


def test_a_reference_that_nobody_has_is_slowed_down_just_the_same(visitor: Visitor) -> None:
    reference = new_reference("HC")
    asked = [_guess(visitor, reference, number).status for number in range(MOST + 1)]
    assert asked == [422] * MOST + [429]


def test_whoever_tries_many_references_is_slowed_down_too(visitor: Visitor) -> None:
    asked = [_guess(visitor, new_reference("HC"), number).status for number in range(MOST_FROM_ONE_ADDRESS + 1)]
    assert asked == [422] * MOST_FROM_ONE_ADDRESS + [429]


def test_wrong_links_are_counted_and_slowed_down_but_the_right_one_always_opens(
    visitor: Visitor, records: Records, charter: Charter
) -> None:
    with records() as session:
        case = a_case(session, charter)
    for number in range(MOST_FROM_ONE_ADDRESS):
        visitor.open(f"/track/{case.reference}/guess-{number}")
        assert (visitor.status, visitor.heading) == (404, "We cannot open this page")
    assert visitor.open(f"/track/{case.reference}/one-more").status == 429
    assert visitor.open(f"/track/{NONE_SUCH}/one-more").status == 429
    assert visitor.open(link_of(case)).status == 200


def test_the_address_of_a_visitor_is_never_kept_as_it_is(visitor: Visitor, records: Records) -> None:
    _guess(visitor, NONE_SUCH, 1)
    with records() as session:
        places = session.scalars(sa.select(Attempt.place)).all()
    assert places
    assert not [place for place in places if "127.0.0.1" in place]


def test_the_neighbours_in_one_long_address_are_one_and_others_are_not(visitor: Visitor) -> None:
    def guesses(address: str) -> int:
        answer = visitor.client.get("/track/HC-2222-2222/guess", environ_overrides={"REMOTE_ADDR": address})
        return answer.status_code

    for number in range(MOST_FROM_ONE_ADDRESS):
        assert guesses(f"2001:db8:1:1::{number:x}") == 404
    assert guesses("2001:db8:1:1:ffff::1") == 429
    assert guesses("2001:db8:1:2::1") == 404
    assert guesses("not an address") == 404
