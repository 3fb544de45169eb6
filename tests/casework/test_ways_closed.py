"""An e-mail by a way that is closed: kept and worked as ever, and answered by the way that is open."""

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from shared.casework.customers import Person
from shared.casework.restrictions import MeasureWritten
from shared.charter.measures import Measure
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Channel, Reach
from shared.models.arrivals import Became
from shared.models.cases import Case
from tests.arrivals.shapes.shape import mail
from tests.builders import MORAG, a_case
from tests.casework.post import Post
from tests.engaged import a_restriction

KNOWN = Person(MORAG.name, MORAG.email, address="4 Glen Road\nInverness", reach=Reach.EMAIL)
NO_EMAIL = MeasureWritten(Measure.CHANNEL, channel=Channel.EMAIL, instead=Reach.LETTER)


@pytest.fixture
def post(session: Session, charter: Charter, tmp_path: Path) -> Post:
    """The council's letterbox."""
    return Post(session, charter, tmp_path)


@pytest.fixture
def known(session: Session, charter: Charter) -> Case:
    """A case of somebody to whom we do not write by e-mail for now."""
    case = a_case(session, charter, person=KNOWN)
    a_restriction(session, charter, case=case, measures=(NO_EMAIL,))
    return case


@pytest.mark.clause("RP-8")
def test_a_new_e_mail_becomes_a_case_and_everything_about_it_goes_by_post(post: Post, known: Case) -> None:
    arrival = post.arrives(mail("My bin is full."))
    case = arrival.case
    assert arrival.became is Became.CASE and case is not None
    assert case.customer is known.customer and case.clocks
    told = {one.template: (one.reach, one.to_address) for one in post.notices() if one.case is case}
    by_post = (Reach.LETTER, "4 Glen Road\nInverness")
    assert told == {"received": by_post, "way_closed": by_post}


@pytest.mark.clause("RP-8")
def test_an_answer_by_e_mail_joins_its_case_and_the_open_ways_are_said_once(post: Post, known: Case) -> None:
    for words in ("One more thing.", "And another."):
        arrival = post.arrives(mail(words, To=post.own_address(known)))
        assert (arrival.became, known.contacts[-1].words) == (Became.JOINED, words)
    assert [one.template for one in post.notices()].count("way_closed") == 1


def test_a_machine_is_told_nothing(post: Post, known: Case) -> None:
    arrival = post.arrives(mail("I am away.", **{"Auto-Submitted": "auto-replied"}))
    assert arrival.became is Became.AUTOMATIC
    assert "way_closed" not in [one.template for one in post.notices()]


def test_whoever_only_uses_the_same_name_gets_no_such_answer(post: Post, known: Case) -> None:
    case = post.arrives(mail("Full.", From="Morag MacLeod <another@customer.example>")).case
    assert case is not None and case.customer is not known.customer
    assert "way_closed" not in [one.template for one in post.notices()]
