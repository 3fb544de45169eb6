"""No more is wanted: by the customer, or by whoever speaks for them and may."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from shared.casework import representing
from shared.charter.vocabulary import Kind, MessagesTo
from shared.charter.workflow import Outcome
from shared.delivery.rendering import render
from shared.models.cases import Case
from shared.models.happened import Happened
from shared.models.notices import Notice
from tests.portal.conftest import Cases
from tests.portal.spoken_for import SpokenFor
from tests.portal.visitor import Visitor

Begin = Callable[..., SpokenFor]


def _letters(case: SpokenFor) -> dict[str, str]:
    """What each was told about it, by name."""
    with case.records() as session:
        told = session.scalars(sa.select(Notice).where(Notice.template == "withdrawn")).all()
        made = {one.to_name: render(one, case.charter, "https://tell.example") for one in told}
        return {name: f"{letter.subject}\n{letter.text}" for name, letter in made.items()}


@pytest.mark.clause("FP-10", "RP-2")
@pytest.mark.parametrize("messages_to", list(MessagesTo))
def test_whoever_speaks_for_a_customer_withdraws_for_them_and_each_reads_who_it_was(
    visitor: Visitor, spoken_for: Begin, messages_to: MessagesTo
) -> None:
    case = spoken_for()
    case.decide(representing.settle, messages_to=messages_to)
    visitor.open(visitor.open(case.page).link("/withdraw"))
    assert visitor.heading == "Do you want to withdraw your complaint?"
    assert "You do this for Morag MacLeod. They can read that it was you." in visitor.words
    page = visitor.page
    for _ in range(2):
        visitor.press(as_it_was=page, words="It is mended.")
        assert visitor.path == case.page and "You withdrew it, and we closed it." in visitor.words
    assert "I want to withdraw this" not in visitor.words
    assert "You are here" not in visitor.words, "it is nowhere any more"
    with case.records() as session:
        closed = session.get_one(Case, case.number)
        assert closed.outcome is Outcome.WITHDRAWN
        assert sum(line.what is Happened.WITHDRAWN for line in closed.happenings) == 1, "pressed twice, it is done once"
    assert "Ann Advocate withdrew it for you, and we closed it. It is mended." in visitor.open(case.track).words
    letters = _letters(case)
    wanted = {"customer": {"Morag MacLeod"}, "representative": {"Ann Advocate"}}
    assert set(letters) == wanted.get(messages_to, {"Morag MacLeod", "Ann Advocate"})
    if "Morag MacLeod" in letters:
        assert "We have closed your complaint" in letters["Morag MacLeod"]
        assert "Ann Advocate, who speaks for you, told us to do no more" in " ".join(letters["Morag MacLeod"].split())
    if "Ann Advocate" in letters:
        assert "You told us to do no more about your complaint" in " ".join(letters["Ann Advocate"].split())


@pytest.mark.clause("FP-10")
@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_can_be_withdrawn_for_somebody(visitor: Visitor, spoken_for: Begin, kind: Kind) -> None:
    case = spoken_for(kind=kind)
    case.decide(representing.settle, messages_to=MessagesTo.BOTH)
    visitor.open(f"{case.page}/withdraw").press(words="")
    assert "You withdrew it, and we closed it." in visitor.words
    assert all("We have closed" in words.splitlines()[0] for name, words in _letters(case).items() if "Morag" in name)


@pytest.mark.clause("FP-10")
@pytest.mark.parametrize("decided", [None, representing.refuse, representing.end])
def test_who_may_not_speak_withdraws_nothing(
    visitor: Visitor, spoken_for: Begin, cases: Cases, decided: Callable[..., object] | None
) -> None:
    case = spoken_for()
    if decided is representing.end:
        case.decide(representing.settle)
    if decided is not None:
        case.decide(decided)
    for key in (case.page, case.receipt):
        assert not visitor.open(f"{key}/withdraw").path.endswith("/withdraw")
        visitor.client.post(f"{key}/withdraw", data={"words": "Stop."}, follow_redirects=True)
    assert cases.only.closed_at is None


@pytest.mark.clause("FP-10")
def test_what_was_open_in_a_window_when_it_ended_withdraws_nothing(
    visitor: Visitor, spoken_for: Begin, cases: Cases
) -> None:
    case = spoken_for()
    case.decide(representing.settle)
    visitor.open(f"{case.page}/withdraw")
    case.decide(representing.end)
    visitor.press(words="Stop.")
    assert visitor.heading == "You do not speak for them any more"
    assert cases.only.closed_at is None


def test_one_key_withdraws_no_other_case(visitor: Visitor, spoken_for: Begin) -> None:
    mine, other = spoken_for(), spoken_for(name="Bob", email="bob@x.example")
    mine.decide(representing.settle)
    key = mine.page.rsplit("/", 1)[1]
    for door in ("for", "track"):
        answer = visitor.client.post(f"/{door}/{other.reference}/{key}/withdraw", data={"words": "Stop."})
        assert answer.status_code == 404
    with other.records() as session:
        assert session.get_one(Case, other.number).closed_at is None
