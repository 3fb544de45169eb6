"""How a complaint is dealt with, as its own page tells it: the decision, what puts it right, rests, seals, no name."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from shared.casework import agreeing, deciding, decisions, lessons, nameless, remedies, resting, routing
from shared.casework.customers import Person
from shared.charter.organisation import Charter
from shared.charter.procedure import RemedyKind
from shared.charter.vocabulary import Kind, Seal
from shared.charter.workflow import Stage
from shared.models.cases import Case, Contact
from shared.models.decisions import RestFor
from tests.builders import a_written_decision, decide
from tests.clock import SettableClock
from tests.conftest import Records
from tests.people import Cast
from tests.portal.conftest import Cases, dates_in
from tests.portal.councils import WALES, charter, organisation, settings
from tests.portal.desk import Desk, acts
from tests.portal.visitor import Visitor

__all__ = ["charter", "organisation", "settings"]

Begun = Callable[..., Desk]


@pytest.fixture
def decided(begun: Begun, charter: Charter, clock: SettableClock) -> Desk:
    """A complaint of Monday 21 December, upheld on the same day with an apology by 8 January."""
    desk = begun(Kind.COMPLAINT)
    desk.do(lambda db, case, cast: decide(db, case, by=cast.worker, charter=charter, at=clock()))
    return desk


@pytest.mark.clause("CC-6")
def test_the_decision_is_read_as_it_was_sent_and_can_be_asked_about(visitor: Visitor, decided: Desk) -> None:
    visitor.open(decided.link)
    for words in (
        "Our answer Wilma Worker",
        "Stage 1 of 2: Frontline response.",
        "You told us that the light was out for a week.",
        "We looked at our records and asked the people who were there.",
    ):
        assert words in visitor.words
    assert visitor.words.index("Our answer") < visitor.words.index("If you are not happy with our answer")
    assert "What is not clear?" in visitor.open(visitor.link("/explain/")).words


@pytest.mark.clause("CH-1", "CC-6")
def test_an_answered_complaint_has_one_day_at_its_top_and_tells_its_decision_once(
    visitor: Visitor, decided: Desk
) -> None:
    visitor.open(decided.link)
    top, rest = visitor.words.split("Our answer", 1)
    assert "If something is still not right, ask us to look at it again." in top
    asked = dates_in(rest.split("normally ask")[1])[0]
    assert f"until {asked}" in top, "one day, at the top and below"
    assert "we will open it again" not in visitor.words and "Write back to us" not in visitor.words
    assert visitor.words.count("Stage 1 of 2: Frontline response.") == 1, "the messages point to it"
    assert visitor.link("#answer")


def test_a_decision_that_was_translated_is_read_in_the_customers_language(
    visitor: Visitor, decided: Desk, clock: SettableClock
) -> None:
    def translated(db: Session, case: Case, cast: Cast) -> None:
        assert case.customer is not None and case.closed_at is not None
        case.customer.language = "pl"
        once = f"{case.reference}/{case.version}/decided/pl"
        case.contacts.append(
            Contact(at=clock(), channel="web", ours=True, by_name="Wilma", words="Nasza decyzja", language="pl")
        )
        case.contacts[-1].once_key = once

    decided.do(translated)
    answer = visitor.open(decided.link).words.split("If you are not happy")[0]
    assert "Nasza decyzja" in answer
    assert "Stage 1 of 2" not in answer


def offered(db: Session, case: Case, cast: Cast, charter: Charter, clock: SettableClock) -> None:
    """An apology by 8 January, and three more remedies by 6 January."""
    how = {**acts(charter, clock), "by": cast.worker}
    a_written_decision(db, case, charter=charter, at=clock(), by=cast.worker)
    for kind, words, owner in (
        (RemedyKind.ACTION, "Mend the light", cast.worker),
        (RemedyKind.MONEY, "Pay for the torch", None),
        (RemedyKind.CHANGE, "Look at every light", cast.worker),
    ):
        pence = 1250 if kind is RemedyKind.MONEY else None
        remedies.offer(db, case, kind=kind, words=words, due_on=date(2027, 1, 6), owner=owner, pence=pence, **how)


@pytest.mark.clause("FP-15")
def test_a_customer_sees_how_far_each_remedy_is(
    visitor: Visitor, begun: Begun, charter: Charter, clock: SettableClock
) -> None:
    desk = begun(Kind.COMPLAINT)
    desk.do(lambda db, case, cast: offered(db, case, cast, charter, clock))
    assert "How we put it right" not in visitor.open(desk.link).words
    desk.do(lambda db, case, cast: decide_only(db, case, cast, charter, clock))
    visitor.open(desk.link)
    assert (
        "An apology: We are sorry that you waited. Wilma Worker sees to it by Friday 8 January 2027." in visitor.words
    )
    assert "Money: Pay for the torch That is £12.50. We do this by Wednesday 6 January 2027." in visitor.words

    def seen_to(db: Session, case: Case, cast: Cast) -> None:
        how = {**acts(charter, clock), "by": cast.worker}
        by_kind = {one.kind: one for one in remedies.promised_to(db, case)}
        remedies.begin(db, by_kind[RemedyKind.ACTION], **how)
        remedies.done(db, by_kind[RemedyKind.APOLOGY], how="We wrote to you.", **how)
        remedies.cannot(db, by_kind[RemedyKind.CHANGE], why="There are too many.", instead="We look at yours.", **how)

    desk.do(seen_to)
    visitor.open(desk.link)
    for words in (
        "We do what was late: Mend the light We are working on it. Wilma Worker sees to it by Wednesday 6 January",
        "An apology: We are sorry that you waited. Done on Monday 21 December 2026. We wrote to you.",
        "We cannot do this after all, and we are sorry. This is why: There are too many. What we do instead: We look",
    ):
        assert words in visitor.words
    clock.set(datetime(2027, 1, 7, 9, tzinfo=UTC))
    assert "We are late, and we are sorry. We said Wednesday 6 January 2027." in visitor.open(desk.link).words


def decide_only(db: Session, case: Case, cast: Cast, charter: Charter, clock: SettableClock) -> None:
    """What was written leaves."""
    deciding.issue(db, case, by=cast.worker, at=clock(), charter=charter)


def resting_until(begun: Begun, charter: Charter, clock: SettableClock, until: date = date(2027, 1, 20)) -> Desk:
    """A complaint that rests for a mediation."""
    desk = begun(Kind.COMPLAINT)
    reason = "We talk it over."
    desk.do(
        lambda db, case, cast: resting.rest(
            db,
            case,
            what=RestFor.MEDIATION,
            reason=reason,
            review_on=until,
            by=cast.triage,
            **acts(charter, clock),
        )
    )
    return desk


@pytest.mark.clause("FP-4")
def test_whoever_does_not_want_it_to_rest_any_longer_says_so_and_it_goes_on(
    visitor: Visitor, begun: Begun, charter: Charter, clock: SettableClock, cases: Cases
) -> None:
    desk = resting_until(begun, charter, clock)
    visitor.open(desk.link)
    assert "If you do not want to wait any longer, tell us. Then we go on with it at once." in visitor.words
    still_open = visitor.open(f"{desk.link}/go-on").page
    visitor.press(words="Nobody rang.").press(as_it_was=still_open, words="Nobody rang.")
    assert visitor.words.count("You told us that your complaint should go on.") == 1
    assert "It rests until" not in visitor.words
    assert cases.only.stage is not Stage.RESTING
    assert visitor.open(f"{desk.link}/go-on").path == desk.link


@pytest.mark.clause("FP-4")
def test_while_it_rests_the_page_says_until_when_and_that_the_days_stand_still(
    visitor: Visitor, begun: Begun, charter: Charter, clock: SettableClock
) -> None:
    desk = resting_until(begun, charter, clock)
    visitor.open(desk.link)
    assert "It rests until Wednesday 20 January 2027, while you talk it over" in visitor.words
    assert "The days stand still." in visitor.words
    assert dates_in(visitor.words)[0] == "Wednesday 20 January 2027"


@pytest.mark.clause("FP-5")
@pytest.mark.parametrize(
    ("day", "told"),
    [
        (
            date(2027, 1, 20),
            "A manager has decided to look into it It may be true. What comes of it stands on this page by",
        ),
        (None, "A manager has decided not to look into it It may be true."),
    ],
)
def test_somebody_without_a_name_reads_what_a_manager_decided_and_why(
    visitor: Visitor, begun: Begun, charter: Charter, clock: SettableClock, day: date | None, told: str
) -> None:
    desk = begun(Kind.COMPLAINT, person=Person())
    visitor.open(desk.link)
    assert "Complaints without a name We do not know who you are, so we cannot write to you." in visitor.words
    assert "A manager decides what to do about your complaint" in visitor.words

    def decided(db: Session, case: Case, cast: Cast) -> None:
        how = {**acts(charter, clock), "reason": "It may be true."}
        routing.route(db, case, team=cast.team, service=None, by=cast.triage, **how)
        nameless.take_up(db, case, day=day, by=cast.leader, **how)

    desk.do(decided)
    visitor.open(desk.link)
    assert told in visitor.words
    links = [one.get("href", "") for one in visitor.page.all("a")]
    assert not [one for one in links if one.endswith("/adjustments")]


@pytest.mark.clause("FP-7")
def test_the_title_of_a_page_tells_nobody_who_looks_over_a_shoulder(visitor: Visitor, begun: Begun) -> None:
    desk = begun(Kind.COMPLAINT)
    assert visitor.open(desk.link).heading == "Your complaint"
    desk.do(lambda db, case, cast: setattr(case, "seal", Seal.HATE))
    assert visitor.open(desk.link).heading == "What you told us"


@pytest.mark.parametrize("organisation", [WALES])
def test_a_procedure_that_the_law_asks_for_is_told_in_its_own_words(
    visitor: Visitor, begun: Begun, charter: Charter, organisation: str
) -> None:
    desk = begun(Kind.COMPLAINT)
    desk.do(lambda db, case, cast: setattr(case, "procedure", "social-services"))
    visitor.open(f"{desk.link}?language=en")
    own = charter.procedures["social-services"]
    for words in (own.name, own.plain, own.stages[0].plain, own.stages[1].name):
        assert words in visitor.words


def test_a_page_asks_the_database_little_however_much_there_is_to_tell(
    visitor: Visitor, begun: Begun, charter: Charter, clock: SettableClock, statements: list[str], records: Records
) -> None:
    desk = begun(Kind.COMPLAINT)
    assert asked(visitor, desk, statements) <= 8

    def much(db: Session, case: Case, cast: Cast) -> None:
        how = {**acts(charter, clock), "by": cast.triage}
        decisions.define(db, case, definition="It.", sought="", points=["One", "Two"], **how)
        agreeing.send_points(db, case, **how)
        a_written_decision(db, case, charter=charter, at=clock(), by=cast.worker)
        for number in range(5):
            own: dict[str, Any] = {**how, "by": cast.worker, "due_on": date(2027, 1, 6)}
            remedies.offer(db, case, kind=RemedyKind.ACTION, words=f"Step {number}", owner=cast.worker, **own)
            lessons.learn(db, case, words=f"Lesson {number}", owner=None, **own)
        decide_only(db, case, cast, charter, clock)

    desk.do(much)
    assert asked(visitor, desk, statements) <= 10


def asked(visitor: Visitor, desk: Desk, statements: list[str]) -> int:
    """How much one look at the page asks the database."""
    visitor.open(desk.link)
    statements.clear()
    visitor.open(desk.link)
    return len(statements)
