"""The page about limits on contact: for one customer alone, with an appeal, and with everything that stays open."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from shared.casework import appeals, restriction_letters, reviewing
from shared.casework.customers import Person
from shared.casework.restrictions import MeasureWritten
from shared.charter.access import Role
from shared.charter.measures import Measure
from shared.charter.organisation import Charter
from shared.charter.procedure import Finding
from shared.charter.signs import Sign
from shared.charter.vocabulary import Channel, Kind, Reach, Seal
from shared.models.cases import Case
from shared.models.restrictions import Restriction, State
from tests.builders import TUESDAY, a_case, a_case_spoken_for, a_member_of_staff, decide
from tests.clock import SettableClock
from tests.conftest import Records
from tests.engaged import NO_PHONE, a_restriction, an_answered_case
from tests.portal.conftest import Cases
from tests.portal.visitor import Visitor

Page = Callable[..., str]
MORAG = Person("Morag MacLeod", "morag@customer.example", "01632 960001", "4 Glen Road\nInverness", Reach.EMAIL)


@pytest.fixture
def limited(records: Records, charter: Charter) -> Page:
    """A restriction of Morag's: the address of her page."""

    def limit(measures: tuple[MeasureWritten, ...] = (NO_PHONE,), **how: Any) -> str:
        with records() as session:
            case = a_case(session, charter, person=MORAG)
            return f"/contact/{a_restriction(session, charter, case=case, measures=measures, **how).key}"

    return limit


@pytest.mark.clause("RP-7", "RP-8", "RP-10", "RP-11")
def test_somebody_reads_what_is_limited_what_is_open_why_how_long_and_what_they_can_do(
    visitor: Visitor, limited: Page
) -> None:
    visitor.open(limited())
    assert visitor.heading == "How we are in contact with you"
    for words in (
        "We look at this again, and write to you about it. by Sunday 2 May 2027",
        "This is closed for now: by phone.",
        "You can reach us: on this website, by e-mail, by letter, in person, on social media.",
        "On 1 March one of us was afraid on the phone.",
        "It starts on Tuesday 2 March 2027. It ends on Wednesday 2 June 2027, or sooner",
        "Tell us by Wednesday 31 March 2027 if you can. If it is later than that, tell us all the same.",
        "Scottish Public Services Ombudsman",
        "Tell us something new",
        "Ask us to do something differently for you",
        "how we use what we know about you",
    ):
        assert words in visitor.words, words


def test_the_page_is_kept_by_nobody_and_found_by_no_search(visitor: Visitor, limited: Page) -> None:
    page = visitor.client.get(limited())
    assert page.headers["Cache-Control"] == "no-store" and "noindex" in page.headers["X-Robots-Tag"]
    assert 'content="noindex, nofollow"' in page.text


@pytest.mark.clause("RP-7")
def test_whoever_was_not_told_has_no_page(visitor: Visitor, limited: Page) -> None:
    assert visitor.open(limited(told=False)).status == 404


def test_a_wrong_key_tells_nothing_and_whoever_goes_on_guessing_waits(visitor: Visitor, limited: Page) -> None:
    limited()
    assert visitor.open("/contact/nobodys-key").status == 404
    for number in range(20):
        visitor.open(f"/contact/guess-{number}")
    assert visitor.status == 429


@pytest.mark.clause("CC-4")
def test_the_page_can_be_read_in_another_language(visitor: Visitor, limited: Page) -> None:
    link = limited()
    visitor.open(link).open(visitor.link("language"))
    assert visitor.page.all("html")[0].get("lang") != "en"


@pytest.mark.clause("RP-10")
@pytest.mark.parametrize("words", ["It was not me.", ""], ids=["with a reason", "without a word"])
def test_an_appeal_opens_a_case_of_its_own_that_few_may_read(
    visitor: Visitor, limited: Page, cases: Cases, words: str
) -> None:
    visitor.open(limited()).open(visitor.link("/appeal"))
    assert visitor.heading == "Appeal"
    assert "By " in visitor.words
    visitor.press(words=words, wanted="Let me phone.")
    case = cases.all[-1]
    assert (case.kind, case.procedure, case.seal) == (Kind.COMPLAINT, "appeal", Seal.APPEAL)
    assert (case.words, case.wanted) == (words or "I do not agree, and I appeal.", "Let me phone.")
    assert visitor.path == f"/track/{case.reference}/{case.tracking_key}/sent"
    assert visitor.heading == "We have your appeal"
    assert "fixed days" not in visitor.open(f"/track/{case.reference}/{case.tracking_key}").words


@pytest.mark.clause("RP-10")
def test_after_an_appeal_the_page_says_what_happens_next_and_by_when(visitor: Visitor, limited: Page) -> None:
    link = limited()
    visitor.open(f"{link}/appeal").press(words="It was not me.")
    visitor.open(link)
    assert "You have appealed. Somebody senior who had no part in this looks at it again." in visitor.words
    assert "Until we answer, things stay as they stand here." in visitor.words
    assert "What happens next" in visitor.words and "2027" in visitor.words
    assert "/appeal" not in visitor.client.get(link).text
    assert visitor.open(visitor.link("/track/")).heading == "Your complaint"


def test_pressed_twice_it_is_one_appeal(visitor: Visitor, limited: Page, cases: Cases) -> None:
    still_open = visitor.open(f"{limited()}/appeal").page
    visitor.press(words="It was not me.").press(as_it_was=still_open, words="It was not me.")
    assert visitor.path.endswith("/sent") and len(cases.all) == 2


@pytest.mark.clause("RP-10")
def test_a_second_appeal_is_refused_while_one_is_open(visitor: Visitor, limited: Page, cases: Cases) -> None:
    link = limited()
    still_open = visitor.open(f"{link}/appeal").page
    other = visitor.open(f"{link}/appeal").page
    visitor.press(as_it_was=still_open, words="It was not me.").press(as_it_was=other, words="Again.")
    assert visitor.status == 409
    assert "You have appealed already, and we are looking at it." in visitor.words
    assert len(cases.all) == 2


@pytest.mark.clause("RP-10")
def test_a_late_appeal_is_heard(visitor: Visitor, limited: Page, cases: Cases, clock: SettableClock) -> None:
    link = limited()
    clock.forward(days=80)
    visitor.open(f"{link}/appeal").press(words="I was ill.")
    assert cases.all[-1].procedure == "appeal"


def _the_restriction(session: Any) -> Restriction:
    return session.query(Restriction).one()  # type: ignore[no-any-return]


@pytest.mark.clause("RP-11")
def test_when_it_is_over_the_page_says_so_and_nothing_can_be_appealed(
    visitor: Visitor, limited: Page, records: Records, charter: Charter, cases: Cases
) -> None:
    link = limited()
    still_open = visitor.open(f"{link}/appeal").page
    with records() as session:
        made = _the_restriction(session)
        reviewing.end(session, made, reasons="It is quiet again.", by=made.decided_by, at=TUESDAY, charter=charter)
    visitor.open(link)
    assert "This ended on Tuesday 2 March 2027. You can reach us again in every way" in visitor.words
    assert "This is closed for now" not in visitor.words and "It is quiet again." in visitor.words
    visitor.press(as_it_was=still_open, words="It was not me.")
    assert (visitor.status, len(cases.all)) == (409, 1)
    assert "This has ended, so there is nothing to appeal against." in visitor.words


@pytest.mark.clause("RP-10")
@pytest.mark.parametrize(
    ("outcome", "says", "stands"),
    [
        (Finding.UPHELD, "You can reach us again in every way", False),
        (Finding.PARTLY_UPHELD, "We agree with part of your appeal. We change what is different", True),
        (Finding.NOT_UPHELD, "If something has changed since then, you can appeal again.", True),
    ],
)
def test_somebody_reads_what_came_of_their_appeal(
    visitor: Visitor, limited: Page, records: Records, charter: Charter, outcome: Finding, says: str, stands: bool
) -> None:
    link = limited(service="roads")
    visitor.open(f"{link}/appeal").press(words="It was not me.")
    with records() as session:
        made = _the_restriction(session)
        case = made.appeals[0].case
        head = a_member_of_staff(session, Role.HEAD_OF_SERVICE, case.team or "")
        decide(session, case, by=head, charter=charter, outcome=outcome)
    assert says in visitor.open(link).words
    assert "Read our answer to your appeal" in visitor.words
    with records() as session:
        assert (_the_restriction(session).state is State.IN_FORCE) is stands


@pytest.mark.parametrize("field", ["words", "wanted"])
def test_too_much_is_said_and_nothing_is_lost(visitor: Visitor, limited: Page, cases: Cases, field: str) -> None:
    typed: dict[str, Any] = {"words": "It was not me.", "wanted": "Let me phone.", field: "a" * 200_000}
    visitor.open(f"{limited()}/appeal").press(**typed)
    assert visitor.status == 422 and visitor.errors and len(cases.all) == 1


@pytest.mark.clause("RP-8")
def test_nobody_who_only_types_the_same_name_reads_anything_of_it(
    visitor: Visitor, limited: Page, cases: Cases
) -> None:
    limited()
    visitor.tells("request", words="A new matter.")
    said = visitor.client.get(visitor.path.removesuffix("/sent")).text
    for words in ("/contact/limit", "closed for now", "fixed days", "appeal", _key_of(cases)):
        assert words not in said


def _key_of(cases: Cases) -> str:
    with cases.records() as session:
        return _the_restriction(session).key


def _every_measure(session: Any, charter: Charter, case: Case) -> dict[Measure, MeasureWritten]:

    spoken_for = a_case_spoken_for(session, charter, person=MORAG)
    staff = a_member_of_staff(session, Role.TEAM_LEADER, "roads-maintenance")
    return {
        Measure.CHANNEL: MeasureWritten(Measure.CHANNEL, channel=Channel.EMAIL, instead=Reach.LETTER),
        Measure.NAMED_PERSON: MeasureWritten(Measure.NAMED_PERSON, staff=staff),
        Measure.NO_NAMES: MeasureWritten(Measure.NO_NAMES),
        Measure.THIRD_PARTY: MeasureWritten(
            Measure.THIRD_PARTY, representative=spoken_for.authorities[0].representative
        ),
        Measure.RECORDED_LINE: MeasureWritten(Measure.RECORDED_LINE),
        Measure.LIMITS: MeasureWritten(Measure.LIMITS, days=(0, 3), most=1),
        Measure.CLOSED_MATTER: MeasureWritten(Measure.CLOSED_MATTER, case=case),
    }


#: What gets in whatever the measures, by the site: (how, what it becomes).
ALWAYS_IN = {
    "a new request": ("request", {}, Kind.REQUEST),
    "a complaint": ("complaint", {}, Kind.COMPLAINT),
    "an adjustment request": ("adjustment", {}, Kind.ADJUSTMENT),
    "a data protection complaint": ("complaint", {"signs": "data-protection"}, Kind.COMPLAINT),
}


@pytest.mark.clause("RP-8")
@pytest.mark.parametrize("measure", Measure)
def test_whatever_is_limited_everything_that_always_gets_in_gets_in(
    visitor: Visitor, records: Records, charter: Charter, cases: Cases, measure: Measure
) -> None:
    with records() as session:
        case = an_answered_case(session, charter, person=MORAG)
        written = _every_measure(session, charter, case)[measure]
        made = a_restriction(session, charter, case=case, measures=(written,))
        key, customer = made.key, made.customer_id
    who = {"name": MORAG.name, "email": MORAG.email}
    for what, (kind, more, becomes) in ALWAYS_IN.items():
        visitor.tells(kind, words=f"This is {what}.", **who, **more)
        found = cases.all[-1]
        assert (found.words, found.kind, found.closed_at) == (f"This is {what}.", becomes, None), what
        assert found.customer_id == customer, what
        assert (Sign.DATA_PROTECTION in found.signs) is (what == "a data protection complaint")
        visitor.client.delete_cookie("bywhen")
    visitor.open(f"/contact/{key}/appeal").press(words="It was not me.")
    assert cases.all[-1].procedure == "appeal"


@pytest.mark.clause("RP-10", "RP-23")
def test_the_letter_leads_to_the_page_and_says_the_same_days(
    visitor: Visitor, limited: Page, records: Records, charter: Charter
) -> None:
    link = limited()
    with records() as session:
        made = _the_restriction(session)
        (letter,) = restriction_letters.letters_of(session, made)
        assert letter.facts["track"] == link
        assert date.fromisoformat(letter.facts["appeal_by"]) == date(2027, 3, 31)
        assert not appeals.to_change(made)
    assert "Wednesday 31 March 2027" in visitor.open(link).words


@pytest.mark.clause("RP-7", "SC-7")
def test_the_page_of_a_case_leads_to_what_is_different_where_it_is_sure_who_opened_it(
    visitor: Visitor, records: Records, charter: Charter
) -> None:
    with records() as session:
        evidence, other = (a_case(session, charter, person=MORAG) for _ in range(2))
        key = a_restriction(session, charter, case=evidence).key
        pages = [f"/track/{one.reference}/{one.tracking_key}" for one in (evidence, other)]
    said = [visitor.client.get(page).text for page in pages]
    assert all("What stands in that letter counts here too." in one for one in said)
    assert f"/contact/{key}" in said[0] and key not in said[1], "anybody can type her name into a form"


@pytest.mark.clause("RP-7")
def test_the_page_of_a_case_says_nothing_of_limits_that_were_not_told(
    visitor: Visitor, records: Records, charter: Charter
) -> None:
    with records() as session:
        case = a_case(session, charter, person=MORAG)
        a_restriction(session, charter, case=case, told=False)
        page = f"/track/{case.reference}/{case.tracking_key}"
    assert "how we are in contact with you" not in visitor.client.get(page).text
