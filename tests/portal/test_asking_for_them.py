"""Whoever may speak asks for the customer that we do something differently (A-04), and is shown who else helps."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from shared.casework import representing
from shared.charter.vocabulary import OnBehalf
from shared.models.customers import Adjustment
from shared.models.notices import Task, TaskKind
from tests.portal.spoken_for import SpokenFor
from tests.portal.visitor import Visitor

Begin = Callable[..., SpokenFor]


def _asked(case: SpokenFor) -> list[str]:
    with case.records() as session:
        return list(session.scalars(sa.select(Adjustment.what)))


@pytest.mark.clause("RP-4", "FP-10")
def test_whoever_speaks_for_a_customer_asks_once_and_somebody_decides_by_a_day(
    visitor: Visitor, spoken_for: Begin
) -> None:
    case = spoken_for()
    case.decide(representing.settle)
    visitor.open(visitor.open(case.page).link("/adjustments/ask"))
    assert visitor.heading == "What should we do differently?"
    assert visitor.press(what=" ").status == 422
    page = visitor.page
    for _ in range(2):
        visitor.press(as_it_was=page, what="Ring twice before you come")
        assert visitor.path == case.page
        assert "By Tuesday 9 March 2027 we tell you whether we can do it." in visitor.words
    assert _asked(case) == ["Ring twice before you come"]
    with case.records() as session:
        assert session.scalars(sa.select(Task.what).where(Task.what == TaskKind.ADJUSTMENT)).all()
    theirs = visitor.open(case.track).words
    assert "Ann Advocate asked us for you to do something differently." in theirs
    assert "Ring twice before you come" in theirs, "it is the customer's own, so it stands on their page"


@pytest.mark.clause("FP-10")
@pytest.mark.parametrize("decided", [None, representing.refuse, representing.end])
def test_who_may_not_speak_asks_for_nothing(
    visitor: Visitor, spoken_for: Begin, decided: Callable[..., object] | None
) -> None:
    case = spoken_for()
    if decided is not None:
        case.decide(decided)
    for key in (case.page, case.receipt):
        visitor.client.post(f"{key}/adjustments/ask", data={"what": "Ring twice"}, follow_redirects=True)
        assert visitor.client.get(f"{key}/adjustments").status_code == 404
    assert _asked(case) == []


@pytest.mark.clause("RP-1", "FP-10")
def test_whoever_may_speak_for_a_child_is_still_shown_the_way_for_schools(visitor: Visitor, spoken_for: Begin) -> None:
    young, grown = spoken_for(ground=OnBehalf.UNDER_18), spoken_for(ground=OnBehalf.UNABLE, name="Bob")
    for case in (young, grown):
        case.decide(representing.settle)
        shown = "Your school, nursery or college" in visitor.open(case.page).words
        assert shown is (case is young)
