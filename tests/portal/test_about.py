"""What the council says about itself: promises, places, privacy, cookies, accessibility; all from its charter."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask import Flask

from shared.charter.organisation import Charter
from shared.charter.reading import load_charter
from shared.config import Settings
from tests.client import CheckingClient
from tests.clock import SettableClock
from tests.portal.visitor import Visitor

COUNCILS = ("highland", "north-east-lincolnshire", "feedback-authority", "template")


@pytest.fixture(params=COUNCILS)
def council(request: pytest.FixtureRequest, settings: Settings) -> Charter:
    """Each of the four in turn."""
    return load_charter(request.param)


@pytest.fixture
def there(make_app: Callable[[Settings], Flask], settings: Settings, council: Charter) -> Visitor:
    """Somebody at that council's site."""
    app = make_app(replace(settings, organisation=council.organisation.id, parts=("portal",)))
    client = app.test_client()
    assert isinstance(client, CheckingClient)
    return Visitor(client)


@pytest.mark.clause("CH-2")
def test_every_promise_and_standard_can_be_read_with_its_clause_and_words(
    there: Visitor, council: Charter, clock: SettableClock
) -> None:
    there.open("/promises")
    promised = [p for p in council.promises if p.in_force(clock().date())]
    assert promised
    for one in (*promised, *council.standards):
        for words in (one.plain, one.clause.number, one.clause.words, one.reading, one.clause.document.title):
            assert " ".join(words.split()) in there.words, (one.id, words)


def headings(visitor: Visitor, level: str) -> list[str]:
    """The headings of that level on the page."""
    return [" ".join((one.text or "").split()) for one in visitor.page.all(level)]


@pytest.mark.clause("CH-2", "CC-6")
def test_every_procedure_is_shown_with_its_stages_and_who_looks_at_it_after_us(
    there: Visitor, council: Charter
) -> None:
    there.open("/promises")
    for procedure in council.procedures.values():
        assert procedure.name in headings(there, "h3"), procedure.id
        assert " ".join(procedure.plain.split()) in there.words, procedure.id
        for stage in procedure.stages:
            assert stage.name in there.words, (procedure.id, stage.number)
        if procedure.ombudsman:
            (after,) = council.ombudsmen(procedure)
            assert f"After our last answer you can go to: {after.name}." in there.words


# council, words of one promise's span, reason
SPANS = [
    ("highland", "5 working days; the day we get it is the first. If we need longer: 10 working", "day 10 in all"),
    ("highland", "3 working days; the day on which this stage begins is the first.", "stage 2 begins when asked for"),
    ("highland", "30 days of the calendar after we get it.", "the law on our information counts every day"),
    ("highland", "2 months after we get it.", "and the council promises months"),
    ("template", "10 working days after we tell you that we have it. If we need longer: 20 working days", "English"),
    ("template", "6 months; the day we get it is the first.", "the law on care for adults"),
    (
        "template",
        "25 working days after we agree with you what your complaint is. If we need longer: 65",
        "Children Act",
    ),
    ("template", "5 working days after the talk, or the panel.", "the panel's report"),
    ("template", "15 working days after the panel says what it thinks.", "our answer to it"),
    ("template", "30 working days after this stage begins.", "the panel meets"),
    ("aled-vale", "10 working days after we tell you that we have it.", "Wales counts the talk from there"),
]


@pytest.mark.clause("CH-2")
@pytest.mark.parametrize(("name", "words", "reason"), SPANS)
def test_each_span_says_from_when_it_is_counted_and_in_what(
    make_app: Callable[[Settings], Flask], settings: Settings, name: str, words: str, reason: str
) -> None:
    visitor = Visitor(make_app(replace(settings, organisation=name, parts=("portal",))).test_client())
    visitor.open("/promises?language=en")
    assert words in visitor.words, reason


@pytest.mark.clause("CC-6", "FP-15")
def test_how_we_deal_with_complaints_is_told_in_plain_words(there: Visitor, council: Charter) -> None:
    there.open("/promises")
    there.open(there.link("/complaints"))
    assert there.heading == "How we deal with complaints"
    assert "Nobody here may treat you worse because you complained." in there.words
    for procedure in council.procedures.values():
        assert procedure.name in headings(there, "h2"), procedure.id
        for service in procedure.services:
            assert council.services[service].name in there.words
        for stage in procedure.stages:
            assert f"{stage.name}. {stage.plain}" in there.words
        months = procedure.accept_months
        assert not months or f"Tell us within {months} months of the day on which you came to know" in there.words
        if procedure.ombudsman:
            (after,) = council.ombudsmen(procedure)
            assert f"you can go to: {after.name}. {after.what_for}" in " ".join(there.words.split())
    assert there.link(f"#procedure-{next(iter(council.procedures))}")


@pytest.mark.clause("CC-6")
def test_whoever_reads_how_we_deal_with_complaints_can_complain_at_once(visitor: Visitor) -> None:
    visitor.open("/complaints")
    visitor.open(visitor.link("kind=complaint"))
    assert visitor.question


def test_each_promise_says_who_promised_it(visitor: Visitor) -> None:
    visitor.open("/promises")
    assert "Decided by the council: Requests" in visitor.words
    assert "From a national procedure: Model complaints handling procedure" in visitor.words
    assert "From one of our documents: Customer charter" in visitor.words


@pytest.mark.clause("CC-9")
@pytest.mark.parametrize(
    ("day", "said", "because"),
    [
        (datetime(2026, 12, 21, 9, tzinfo=UTC), "Open today, 09:00 to 17:00", "an ordinary Monday"),
        (datetime(2026, 12, 23, 9, tzinfo=UTC), "Open today, 10:00 to 17:00", "on Wednesdays it opens later"),
        (datetime(2026, 12, 25, 9, tzinfo=UTC), "Closed today: Christmas Day", "a holiday says its name"),
        (datetime(2026, 12, 28, 9, tzinfo=UTC), "Closed today: Boxing Day (observed)", "the Monday for a Saturday"),
        (datetime(2027, 1, 4, 9, tzinfo=UTC), "closed today", "2 January falls on a Saturday; Scotland keeps Monday"),
        (
            datetime(2026, 12, 26, 9, tzinfo=UTC),
            "Closed today: Boxing Day",
            "a holiday on a Saturday shuts every place",
        ),
        (datetime(2026, 12, 20, 9, tzinfo=UTC), "Closed today", "a Sunday needs no reason"),
        (datetime(2026, 6, 30, 23, 30, tzinfo=UTC), "Today is Wednesday 1 July 2026", "the council's day, not UTC's"),
    ],
)
def test_the_contact_page_says_today_first(
    visitor: Visitor, clock: SettableClock, day: datetime, said: str, because: str
) -> None:
    clock.set(day)
    visitor.open("/contact")
    assert said in visitor.words, because


def test_every_place_of_every_council_is_there_with_its_week(there: Visitor, council: Charter) -> None:
    there.open("/contact")
    for place in council.places:
        for words in (place.name, *place.address, place.note, place.phone):
            assert words in there.words
    assert there.words.count("Sunday") >= len(council.places)
    assert council.organisation.phone in there.words


def test_the_cookie_page_names_exactly_the_cookies_that_are_set(visitor: Visitor) -> None:
    visitor.tells("request")
    names = {cookie.key for cookie in visitor.client._cookies.values()}
    visitor.open("/cookies")
    cells = {(one.text or "").strip() for one in visitor.page.all("td")}
    assert names == {"bywhen"}
    assert names <= cells


def test_the_privacy_page_says_how_long_and_whom_to_ask(there: Visitor, council: Charter) -> None:
    there.open("/privacy")
    assert council.organisation.retention in there.words
    assert council.organisation.privacy_contact in there.words
    assert "submit" not in there.words.lower()


def test_the_accessibility_statement_has_every_part_that_the_law_asks_for(there: Visitor, council: Charter) -> None:
    us, facts = council.organisation, council.organisation.accessibility
    there.open("/accessibility")
    for part in (
        "This accessibility statement applies to",
        "Compliance status",
        "Content that is not accessible",
        "Reporting accessibility problems with this website",
        "Enforcement procedure",
        us.enforcement["body"],
        us.enforcement["advice"],
        us.email,
        str(facts["alternatives"]),
        str(facts["tested"]),
        *facts["not_accessible"],
    ):
        assert part in there.words, part
    assert (
        sum(
            f"website is {how} with" in there.words
            for how in ("fully compliant", "partially compliant", "not compliant")
        )
        == 1
    )
    assert there.link("kind=adjustment")
    assert there.link("kind=complaint")


@pytest.mark.parametrize("page", ["promises", "contact", "privacy", "cookies", "accessibility"])
def test_what_the_council_says_about_itself_asks_nothing_of_the_database(
    visitor: Visitor, statements: list[str], page: str
) -> None:
    visitor.open(f"/{page}")
    assert statements == []


@pytest.mark.clause("RP-7", "RP-10", "RP-11", "RP-18")
def test_anybody_can_read_how_contact_is_managed_and_how_to_go_against_it(there: Visitor, council: Charter) -> None:
    managed = council.engagement
    if managed is None:
        assert "How we stay in contact" not in there.open("/promises").words
        assert there.client.get("/staying-in-contact").status_code == 404
        return
    said = there.open("/staying-in-contact").words
    written = [(one.name, one.definition) for one in managed.categories.values()]
    written += [(rule.name, rule.plain) for rule in managed.measures.values()]
    assert all(name in said and words in said for name, words in written)
    assert (f"within {managed.appeal_days} working days" in said) is managed.live
    assert ("never the person who decided" in said) is managed.live
