"""From stage to stage on the customer's own page: what follows, who looks again, by when, and who comes after us."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from shared.casework import closing, representing, stages
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Kind
from shared.charter.workflow import Outcome, Stage
from shared.models.cases import Case
from tests.builders import decide
from tests.clock import SettableClock
from tests.people import Cast
from tests.portal.conftest import Cases, dates_in
from tests.portal.councils import ENGLAND, SCOTLAND, charter, organisation, settings
from tests.portal.desk import Desk, acts
from tests.portal.spoken_for import SpokenFor
from tests.portal.visitor import Visitor

__all__ = ["charter", "organisation", "settings"]

Begun = Callable[..., Desk]
IN_ENGLAND = pytest.mark.parametrize("organisation", [ENGLAND])


@pytest.fixture
def answered(begun: Begun, charter: Charter, clock: SettableClock) -> Desk:
    """A complaint of that Monday, decided on the same day by Wilma Worker."""
    desk = begun(Kind.COMPLAINT)
    desk.do(lambda db, case, cast: decide(db, case, by=cast.worker, charter=charter, at=clock()))
    return desk


def last_word(desk: Desk, charter: Charter, clock: SettableClock) -> None:
    """The customer asks for the last stage, and it is decided too."""

    def act(db: Session, case: Case, cast: Cast) -> None:
        stages.ask_next_stage(db, case, words="", at=clock(), charter=charter)
        decide(db, case, by=cast.colleague, charter=charter, at=clock(), approver=cast.relations)

    desk.do(act)


@pytest.mark.clause("RP-6")
def test_a_page_tells_in_which_stage_a_complaint_is_and_what_follows(visitor: Visitor, begun: Begun) -> None:
    visitor.open(begun(Kind.COMPLAINT).link)
    for words in (
        "How we deal with your complaint Our complaints procedure",
        "Your complaint is at stage 1 of 2. You are here: Frontline response. The people nearest to it try",
        "Investigation. Somebody who had no part in the first answer looks into it in depth.",
        "After our last answer you can go to somebody outside: Scottish Public Services Ombudsman.",
    ):
        assert words in visitor.words


@pytest.mark.clause("RP-6")
def test_whoever_is_not_happy_asks_for_the_next_stage_without_saying_why(
    visitor: Visitor, answered: Desk, cases: Cases
) -> None:
    visitor.open(answered.link)
    assert "If you are not happy with our answer" in visitor.words
    # Two months after the answer of 21 December; nobody knows when it happened.
    advice = "You would normally ask by Sunday 21 February 2027. Ask later too if you have a good reason."
    assert advice in visitor.words
    visitor.open(visitor.link("/next-stage"))
    assert visitor.heading == "Ask for: Investigation"
    assert advice in visitor.words
    # The day of asking is day 1. 3: 21 22 23 December. 20: and 24 29 30 31, 5 to 8, 11 to 15, 18 to 21 January.
    assert dates_in(visitor.words)[1:] == ["Wednesday 23 December 2026", "Thursday 21 January 2027"]
    assert "This stage began on Monday 21 December 2026. We count 20 working days." in visitor.words
    visitor.press(words="")
    assert "We will look at your complaint again. The new date is at the top." in visitor.words
    assert dates_in(visitor.words)[0] == "Wednesday 23 December 2026"
    assert "You are here: Investigation." in visitor.words
    assert (cases.only.stage_number, cases.only.stage) == (2, Stage.OFFERED)


@IN_ENGLAND
def test_in_england_the_second_answer_is_counted_from_its_own_acknowledgement(
    visitor: Visitor, answered: Desk, organisation: str
) -> None:
    visitor.open(answered.link)
    assert "You would normally ask by" not in visitor.words
    visitor.open(visitor.link("/next-stage"))
    # 5: 22 23 24 29 30 December. 20 more: 31 December, 4 to 8, 11 to 15, 18 to 22, 25 to 28 January.
    assert "By Wednesday 30 December 2026." in visitor.words
    assert "By Thursday 28 January 2027, at the latest." in visitor.words
    visitor.press(words="You did not ask my neighbour.")
    assert "By Thursday 28 January 2027, at the latest." in visitor.words
    assert "You did not ask my neighbour." in visitor.words


@pytest.mark.clause("RP-6")
def test_a_last_stage_that_we_close_without_an_answer_leads_to_the_ombudsman_too(
    visitor: Visitor, answered: Desk, charter: Charter, clock: SettableClock
) -> None:
    visitor.open(f"{answered.link}/next-stage").press(words="")
    answered.do(
        lambda db, case, cast: closing.close(
            db,
            case,
            outcome=Outcome.NOTHING_TO_ANSWER,
            reason="We have looked at all of it.",
            **{**acts(charter, clock), "by": cast.relations},
        )
    )
    assert "You can now also go to somebody outside who looks at what we did" in visitor.open(answered.link).words


@pytest.mark.clause("RP-6")
def test_pressed_twice_or_on_an_old_page_it_is_asked_once(visitor: Visitor, answered: Desk, cases: Cases) -> None:
    still_open = visitor.open(f"{answered.link}/next-stage").page
    visitor.press(words="").press(as_it_was=still_open, words="")
    assert "We have not changed anything." in visitor.words
    assert cases.only.stage_number == 2
    visitor.open(f"{answered.link}/next-stage")
    assert visitor.path == answered.link


@pytest.mark.parametrize(
    ("words", "status", "because"),
    [
        ("a" * 20_001, 422, "too much is said, and nothing is lost"),
        ("\0\u202e", 200, "nothing but unseen signs is nothing"),
        ("<script>alert(1)</script> '; DROP TABLE cases; --", 200, "words are words"),
    ],
)
def test_whatever_somebody_writes_is_kept_as_words(
    visitor: Visitor, answered: Desk, words: str, status: int, because: str
) -> None:
    visitor.open(f"{answered.link}/next-stage").press(words=words)
    assert visitor.status == status, because
    if status == 422:
        assert (visitor.errors, visitor.value("words")) == (
            ["Write no more than 20,000 letters. You can add more afterwards"],
            words,
        )


def test_a_page_that_was_open_too_long_keeps_the_words(visitor: Visitor, answered: Desk, cases: Cases) -> None:
    visitor.open(f"{answered.link}/next-stage").client.delete_cookie("bywhen")
    visitor.press(words="You forgot the gate.")
    assert (visitor.status, visitor.value("words"), cases.only.stage_number) == (422, "You forgot the gate.", 1)
    visitor.press(words="You forgot the gate.")
    assert (visitor.path, cases.only.stage_number) == (answered.link, 2)


@pytest.mark.parametrize("named", ["a" * 41, "\n", "é" * 40, ""])
def test_no_made_up_mark_of_a_button_breaks_the_page(visitor: Visitor, answered: Desk, named: str) -> None:
    visitor.open(f"{answered.link}/next-stage").press(once=named, seen="1", words="")
    assert visitor.status in (200, 422)


def test_in_scotland_somebody_may_go_straight_to_an_investigation(visitor: Visitor, begun: Begun, cases: Cases) -> None:
    visitor.open(begun(Kind.COMPLAINT).link)
    assert "You need not wait for our first answer" in visitor.words
    assert "If you are not happy with our answer" not in visitor.words
    visitor.open(visitor.link("/next-stage")).press(words="")
    assert cases.only.stage_number == 2


@IN_ENGLAND
def test_in_england_the_first_answer_comes_first(
    visitor: Visitor, begun: Begun, cases: Cases, organisation: str
) -> None:
    link = begun(Kind.COMPLAINT).link
    assert "/next-stage" not in visitor.client.get(link).text
    assert visitor.open(f"{link}/next-stage").path == link
    token = {"words": "", "once": "x", "seen": "1"}
    assert visitor.client.post(f"{link}/next-stage", data=token).status_code == 303
    assert cases.only.stage_number == 1


@IN_ENGLAND
def test_whoever_wrote_back_to_an_answer_can_still_ask_for_the_next_stage(
    visitor: Visitor, answered: Desk, cases: Cases, organisation: str
) -> None:
    visitor.open(f"{answered.link}/add")
    assert "If you want somebody else to look at your complaint, you need not write to us here" in visitor.words
    visitor.press(words="I am not happy with this.")
    assert cases.only.stage is Stage.IN_HAND
    visitor.open(visitor.link("/next-stage")).press(words="")
    assert cases.only.stage_number == 2


@pytest.mark.clause("RP-6", "CC-6")
@pytest.mark.parametrize(
    ("organisation", "name", "limit"),
    [
        (SCOTLAND, "Scottish Public Services Ombudsman", "within 12 months of the day on which you first knew of it."),
        (ENGLAND, "Local Government and Social Care Ombudsman", "within 12 months of the day on which you first knew"),
    ],
)
def test_after_our_last_answer_the_page_leads_to_the_ombudsman(
    visitor: Visitor,
    answered: Desk,
    charter: Charter,
    clock: SettableClock,
    organisation: str,
    name: str,
    limit: str,
) -> None:
    last_word(answered, charter, clock)
    visitor.open(answered.link)
    assert (
        "This was our last answer. If you know something new, write to us. "
        f"You can now also go to somebody outside who looks at what we did: {name}." in visitor.words
    )
    assert limit in visitor.words
    assert "We have given our last answer on your complaint. If you know something new" in visitor.words
    assert "we will open it again" not in visitor.words
    assert "you can still write to us here" not in visitor.words, "the outside comes next, and no day of ours"
    assert visitor.link("lgo.org.uk" if organisation == ENGLAND else "spso.org.uk")
    assert "/next-stage" not in visitor.client.get(answered.link).text


@pytest.mark.parametrize("organisation", [ENGLAND])
def test_somebody_who_told_us_when_it_happened_reads_the_last_day_for_the_ombudsman(
    visitor: Visitor, answered: Desk, charter: Charter, clock: SettableClock, organisation: str
) -> None:
    answered.do(lambda db, case, cast: setattr(case, "happened_on", date(2026, 2, 28)))
    last_word(answered, charter, clock)
    assert "That is until Sunday 28 February 2027." in visitor.open(answered.link).words


@pytest.mark.clause("FP-10")
def test_whoever_speaks_for_a_customer_asks_in_their_own_name(
    visitor: Visitor, spoken_for: Callable[..., SpokenFor], charter: Charter, cases: Cases
) -> None:
    case = spoken_for(kind=Kind.COMPLAINT)
    case.decide(representing.settle)
    case.do(lambda db, one, cast: decide(db, one, by=cast.worker, charter=charter, at=case.clock()))
    visitor.open(case.page)
    assert "Our answer" in visitor.words
    visitor.open(visitor.link("/next-stage")).press(words="She waited in the rain.")
    assert (visitor.path, cases.only.stage_number) == (case.page, 2)
    with case.records() as session:
        line = session.get_one(Case, case.number).happenings[-1]
        assert (line.facts["name"], line.facts["words"]) == ("Ann Advocate", "She waited in the rain.")


def test_before_it_is_settled_nobody_asks_for_another(visitor: Visitor, spoken_for: Callable[..., SpokenFor]) -> None:
    case = spoken_for(kind=Kind.COMPLAINT)
    for way in ("next-stage", "points", "complain"):
        assert visitor.open(f"{case.page}/{way}").path == case.page
        assert visitor.client.post(f"{case.page}/{way}", data={"words": "x", "once": "x"}).status_code == 303


@IN_ENGLAND
def test_a_chain_of_dates_is_told_on_the_page_with_its_last_day(
    visitor: Visitor, begun: Begun, charter: Charter, clock: SettableClock, organisation: str
) -> None:
    desk = begun(Kind.COMPLAINT)

    def as_under_the_children_act(db: Session, case: Case, cast: Cast) -> None:
        decide(db, case, by=cast.worker, charter=charter, at=clock())
        case.procedure = case.decisions[0].procedure = "childrens-act"
        stages.ask_next_stage(db, case, words="", at=clock(), charter=charter)

    desk.do(as_under_the_children_act)
    visitor.open(desk.link)
    assert "will agree with you what your complaint is." in visitor.words
    assert "By Thursday 4 February 2027, at the latest." in visitor.words
    assert "We count 25 working days from the day on which we agree with you what your complaint is." in visitor.words
    assert "Complaints under the Children Act" in visitor.words
    assert "You are here: Stage 2: investigation." in visitor.words
    assert clock() == datetime(2026, 12, 21, 10, tzinfo=UTC)
