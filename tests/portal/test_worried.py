"""Worried about somebody's safety, from any page of a case and from the start: who knows, by when, and what stays."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from shared.casework import concerns, representing
from shared.charter.organisation import Charter
from shared.models.concerns import Concern, RaisedBy
from shared.models.staff import Staff
from tests.casework.worries import SECRET, about_a_neighbour
from tests.clock import SettableClock
from tests.conftest import Records
from tests.page import words_of
from tests.portal.desk import Desk, link_of
from tests.portal.spoken_for import SpokenFor
from tests.portal.visitor import Visitor


def kept(records: Records) -> list[Concern]:
    """Every worry that we know of."""
    with records() as session:
        found = list(session.scalars(sa.select(Concern).order_by(Concern.id)))
        session.expunge_all()
        return found


@pytest.mark.clause("SC-8")
@pytest.mark.parametrize("page", ["", "/add"])
def test_from_a_page_of_a_case_the_right_team_knows_at_once_and_nothing_stays_on_the_page(
    visitor: Visitor, begun: Callable[..., Desk], records: Records, page: str
) -> None:
    desk = begun()
    visitor.open(desk.link + page)
    visitor.open(visitor.link("/worried"))
    assert "call 999" in visitor.words
    visitor.press(about="Mrs Ross", words=SECRET)
    said = words_of(visitor.page.root)
    assert "Our safeguarding team knows now, and looks at it by Tuesday 22 December 2026." in said
    assert "If somebody is in danger now, call 999." in said
    (concern,) = kept(records)
    assert (concern.words, concern.about, concern.raised_by) == (SECRET, "Mrs Ross", RaisedBy.CUSTOMER)
    again = words_of(visitor.open(desk.link).page.root)
    assert "safeguarding" not in again.casefold() and "Ross" not in again


def test_pressed_twice_it_is_told_once(visitor: Visitor, begun: Callable[..., Desk], records: Records) -> None:
    page = visitor.open(f"{begun().link}/worried").page
    for _ in range(2):
        visitor.press(as_it_was=page, about="", words=SECRET)
    assert len(kept(records)) == 1


def test_without_words_it_comes_back_with_what_to_do(visitor: Visitor, begun: Callable[..., Desk]) -> None:
    visitor.open(f"{begun().link}/worried").press(about="Mrs Ross", words=" ")
    assert (visitor.status, visitor.errors) == (422, ["Write what worries you"])
    assert visitor.value("about") == "Mrs Ross"


@pytest.mark.clause("SC-8")
def test_whoever_speaks_for_a_customer_can_be_worried_too(
    visitor: Visitor, spoken_for: Callable[..., SpokenFor], records: Records
) -> None:
    case = spoken_for()
    case.decide(representing.settle)
    visitor.open(case.page)
    visitor.open(visitor.link("/worried")).press(about="", words=SECRET)
    assert kept(records)[0].raised_by is RaisedBy.REPRESENTATIVE
    assert "safeguarding" not in visitor.open(case.track).words.casefold(), "the customer does not read of it"


@pytest.mark.clause("SC-8", "CC-3")
def test_whoever_told_us_about_a_neighbour_reads_who_knows_by_when_somebody_looks_and_never_what_was_found(
    visitor: Visitor, records: Records, charter: Charter, clock: SettableClock
) -> None:
    with records() as session:
        case = about_a_neighbour(session, charter)
        link = link_of(case)
    for page in (link, f"{link}/sent"):
        visitor.open(page)
        assert "Our safeguarding team was told at once, and looks at it by Wednesday 3 March 2027." in visitor.words
        assert "call 999" in visitor.words
    clock.forward(days=2)
    assert "We are late, and we are sorry." in visitor.open(link).words
    with records() as session:
        concern = session.scalars(sa.select(Concern)).one()
        by = Staff(**_SOMEBODY, created_at=clock())
        session.add(by)
        concerns.settle(session, concern, outcome="She is in hospital.", passed_to="Police", by=by, at=clock())
    visitor.open(link)
    assert "Our safeguarding team was told at once, and has looked at it." in visitor.words
    for found in ("hospital", "Police", "Somebody Here"):
        assert found not in visitor.words


_SOMEBODY = {
    "email": "somebody@council.example",
    "name": "Somebody Here",
    "role": "safeguarding-officer",
    "team": "customer-relations",
    "password_hash": "nobody's",
    "session_key": "nobody's",
}
