"""Questions about equality stand after everything is sent, can be left out, and are joined to nothing."""

import pytest
import sqlalchemy as sa

from shared.models.equality import EqualityAnswer
from tests.conftest import Records
from tests.portal.visitor import Visitor


def kept(records: Records) -> list[EqualityAnswer]:
    """All answers there are."""
    with records() as session:
        found = list(session.scalars(sa.select(EqualityAnswer)))
        session.expunge_all()
        return found


@pytest.mark.clause("FP-12")
def test_after_sending_a_customer_may_answer_and_the_page_knows_nothing_of_the_case(
    visitor: Visitor, records: Records
) -> None:
    visitor.tells("request")
    link = visitor.link("/equality")
    assert link == "/equality", "no reference, no key"
    visitor.open(link)
    assert "You need not answer any of it" in visitor.words
    visitor.press(age="25-44", religion="hindu")
    assert visitor.heading == "Thank you"
    (one,) = kept(records)
    assert (one.age, one.religion, one.sex) == ("25-44", "hindu", "not-said")


def test_an_answer_that_is_not_offered_is_refused_in_words(visitor: Visitor, records: Records) -> None:
    visitor.open("/equality").press(age="owl", sex="female")
    assert visitor.status == 422
    assert visitor.errors == ["Choose one of these, or leave it open"]
    assert visitor.value("sex") == "female"
    assert not kept(records)


def test_leaving_everything_open_keeps_nothing(visitor: Visitor, records: Records) -> None:
    visitor.open("/equality").press()
    assert visitor.heading == "Thank you"
    assert not kept(records)
