"""What the two English charters that ship with the product promise, and to whom they send people."""

import re
from datetime import date
from pathlib import Path

import pytest

from shared.charter.clock import Start, due_on
from shared.charter.organisation import Charter
from shared.charter.promises import Origin, Promise, Standard
from shared.charter.reading import PUBLISHED, load_charter
from shared.charter.triage import choose_route
from shared.charter.vocabulary import IN_WORKING_DAYS, Act, Counted, Kind

WENDALE, LINCOLNSHIRE = "feedback-authority", "north-east-lincolnshire"
BOTH = (WENDALE, LINCOLNSHIRE)
TODAY = date(2026, 11, 23)

#: Ofcom keeps these numbers free for stories; 18001 before one of them calls it by textphone.
FICTITIOUS = re.compile(r"(18001 )?(01632 960\d{3}|0808 157 0\d{3})")
PHONE = re.compile(r"(?<![\d.-])(?:18001 )?0\d[\d ]{7,}\d")

#: Turns of phrase of the two published documents, none of which may stand in our own sentences.
THEIR_WORDS = (
    "easy and equal access to our services",
    "with respect and dignity",
    "actively listening and using feedback",
    "efficiently and professionally",
    "clear and easy to understand",
    "privacy and confidentiality",
    "at your most vulnerable times",
    "high levels of customer satisfaction",
    "through our feedback process",
    "reasonable time to respond to your enquiries",
    "multiple correspondence to many officers",
    "within an unreasonable timeframe",
    "the minimum necessary to solve the problem",
    "circumstances we consider to be exceptional",
    "will be acknowledged within 5 working days",
    "a reply in full, where possible",
    "when they can expect a full response",
    "listened to and taken seriously",
    "harassed or victimised",
    "promptly, fairly, openly and honestly",
    "realistic and achievable",
    "the point of service delivery",
    "the course of action to be taken",
    "an expression of dissatisfaction",
    "anyone receiving or seeking a service",
    "customers will receive feedback on their representations",
)


@pytest.fixture
def wendale() -> Charter:
    return load_charter(WENDALE)


@pytest.fixture
def lincolnshire() -> Charter:
    return load_charter(LINCOLNSHIRE)


@pytest.fixture(params=BOTH)
def council(request: pytest.FixtureRequest) -> Charter:
    return load_charter(request.param)


@pytest.mark.clause("FP-1")
def test_a_compliment_in_wendale_is_acknowledged_within_five_working_days(wendale: Charter) -> None:
    promise = wendale.promise(Kind.COMPLIMENT, Act.ACKNOWLEDGE, TODAY)
    assert promise and promise.days == 5
    assert (promise.clause.document.origin, promise.clause.number) == (Origin.DOCUMENT, "6.1")
    assert wendale.promise(Kind.COMPLIMENT, Act.REPLY, TODAY) is None


@pytest.mark.clause("FP-2")
def test_a_comment_in_wendale_is_answered_in_five_working_days_or_explained(wendale: Charter) -> None:
    promise = wendale.promise(Kind.COMMENT, Act.REPLY, TODAY)
    assert promise and (promise.days, promise.otherwise) == (5, Act.EXPLAIN)
    assert promise.clause.number == "6.2"


@pytest.mark.clause("CH-2")
def test_a_complaint_is_answered_ten_working_days_after_it_is_acknowledged(council: Charter) -> None:
    promise = council.promise(Kind.COMPLAINT, Act.REPLY, TODAY)
    assert promise and (promise.days, promise.counted_from) == (10, Counted.ACKNOWLEDGED)
    assert (promise.otherwise, promise.at_most) == (Act.EXPLAIN, 20)
    assert (promise.clause.document.id, promise.clause.number) == ("lgsco-code", "6.3")
    assert not promise.stops_while_waiting, "the English Codes know no pause"


@pytest.mark.clause("CH-2")
def test_the_five_days_for_a_complaint_are_the_ombudsmans_and_not_those_for_compliments(
    council: Charter,
) -> None:
    promise = council.promise(Kind.COMPLAINT, Act.ACKNOWLEDGE, TODAY)
    assert promise and promise.days == 5
    assert promise.clause.document.origin is Origin.PROCEDURE
    assert promise.clause.number == "6.2"


@pytest.mark.clause("CH-2")
@pytest.mark.parametrize(
    ("name", "days", "counted_from"),
    [
        (WENDALE, 15, Counted.RECEIVED),
        (LINCOLNSHIRE, 10, Counted.ACKNOWLEDGED),
    ],
)
def test_a_complaint_from_before_the_code_keeps_what_was_promised_then(
    name: str, days: int, counted_from: Counted
) -> None:
    charter = load_charter(name)
    before = charter.promise(Kind.COMPLAINT, Act.REPLY, date(2026, 3, 31))
    after = charter.promise(Kind.COMPLAINT, Act.REPLY, date(2026, 4, 1))
    assert before and (before.days, before.counted_from) == (days, counted_from)
    assert before.clause.document.origin is Origin.COUNCIL
    assert after and after.clause.document.id == "lgsco-code"


@pytest.mark.clause("FP-6")
def test_a_view_about_a_policy_goes_to_whoever_made_the_policy(council: Charter) -> None:
    for service in council.services.values():
        goes = choose_route(council, Kind.REPRESENTATION, service.id)
        assert goes and goes.team == service.policy_owner
        assert goes.team != service.team, f"{service.name} would be told of a view about its own orders"
        assert council.teams[goes.team].service == ""


@pytest.mark.clause("FP-6")
def test_whoever_gives_a_view_about_a_policy_hears_back_in_twenty_working_days(council: Charter) -> None:
    promise = council.promise(Kind.REPRESENTATION, Act.REPLY, TODAY)
    assert promise and promise.days == 20
    assert promise.clause.document.origin is Origin.COUNCIL, "neither document names a number"


@pytest.mark.clause("CH-6")
@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_goes_somewhere_for_a_reason_that_can_be_read(council: Charter, kind: Kind) -> None:
    assert kind in {route.kind for route in council.routes}
    goes = choose_route(council, kind, next(iter(council.services)))
    assert goes and goes.route and goes.team in council.teams
    assert goes.reason.endswith(".") and goes.route.document in council.documents


@pytest.mark.clause("CH-1")
@pytest.mark.parametrize("kind", list(Kind))
def test_whatever_somebody_tells_us_we_say_within_five_working_days_that_we_have_it(
    council: Charter, kind: Kind
) -> None:
    promise = council.promise(kind, Act.ACKNOWLEDGE, TODAY)
    assert promise and (promise.days, promise.counted_from) == (5, Counted.RECEIVED)


@pytest.mark.clause("CC-7")
@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.COMPLIMENT])
def test_whatever_is_not_praise_is_answered(council: Charter, kind: Kind) -> None:
    assert council.promise(kind, Act.REPLY, TODAY)


def test_only_a_request_waits_for_the_customer(council: Charter) -> None:
    assert {promise.kind for promise in council.promises if promise.stops_while_waiting} == {Kind.REQUEST}


@pytest.mark.clause("RP-4")
def test_what_somebody_needs_is_in_place_before_any_other_answer_is_due(council: Charter) -> None:
    needed = council.promise(Kind.ADJUSTMENT, Act.REPLY, TODAY)
    replies = [p for p in council.promises if p.act is Act.REPLY and p.counting in IN_WORKING_DAYS]
    assert needed and needed.days == min(promise.days for promise in replies)
    goes = choose_route(council, Kind.ADJUSTMENT, None)
    assert goes and goes.team == council.organisation.customer_relations_team


A, R = Act.ACKNOWLEDGE, Act.REPLY
DATES = [
    # council, kind, act, counted from, due on, because
    (WENDALE, Kind.COMPLIMENT, A, "2026-11-07", "2026-11-13", "a Saturday: nothing counts before Monday"),
    (WENDALE, Kind.COMPLIMENT, A, "2027-03-22", "2027-03-31", "Good Friday and Easter Monday lie between"),
    (WENDALE, Kind.COMMENT, R, "2027-03-25", "2027-04-05", "day one is the Tuesday after Easter"),
    (WENDALE, Kind.COMPLAINT, A, "2027-03-26", "2027-04-05", "received on Good Friday itself"),
    (WENDALE, Kind.COMPLAINT, R, "2027-03-22", "2027-04-07", "ten days from acknowledging, over Easter"),
    (WENDALE, Kind.COMPLAINT, R, "2026-03-31", "2026-04-23", "15 from receipt: the day before the Code"),
    (WENDALE, Kind.COMPLAINT, A, "2026-04-01", "2026-04-10", "Easter 2026 is on 3 and 6 April"),
    (WENDALE, Kind.COMPLIMENT, A, "2026-12-22", "2026-12-31", "Boxing Day moves to Monday 28 December"),
    (WENDALE, Kind.COMPLAINT, A, "2026-12-23", "2027-01-04", "Christmas, Boxing Day and New Year's Day"),
    (WENDALE, Kind.COMPLIMENT, A, "2027-12-24", "2028-01-05", "27 and 28 December, 3 January: moved days"),
    (LINCOLNSHIRE, Kind.COMPLIMENT, A, "2025-12-30", "2026-01-07", "2 January counts in England"),
    (LINCOLNSHIRE, Kind.COMPLAINT, R, "2026-12-23", "2027-01-11", "received 21, acknowledged 23 December"),
    (LINCOLNSHIRE, Kind.REQUEST, R, "2026-12-24", "2027-01-12", "three working days before the New Year"),
    (LINCOLNSHIRE, Kind.ADJUSTMENT, R, "2026-12-25", "2027-01-05", "asked on Christmas Day itself"),
    (LINCOLNSHIRE, Kind.REPRESENTATION, R, "2027-03-18", "2027-04-19", "twenty days, Easter between"),
    (LINCOLNSHIRE, Kind.COMMENT, R, "2027-05-03", "2027-05-17", "May Day itself is day nought"),
]


@pytest.mark.clause("FP-3")
@pytest.mark.parametrize(("name", "kind", "act", "start", "due", "because"), DATES)
def test_a_date_is_counted_by_the_holidays_of_england_and_wales(
    name: str, kind: Kind, act: Act, start: str, due: str, because: str
) -> None:
    charter, day = load_charter(name), date.fromisoformat(start)
    promise = charter.promise(kind, act, day)
    assert promise
    counted = due_on(charter.calendar, Start(day, promise.counting), promise.days)
    assert counted == date.fromisoformat(due), because


def test_a_hard_complaint_takes_no_longer_than_twenty_working_days(council: Charter) -> None:
    promise = council.promise(Kind.COMPLAINT, Act.REPLY, TODAY)
    assert promise and promise.at_most
    start = Start(date(2026, 12, 11), promise.counting)
    # 14 to 18 and 21 to 24 December are nine days, 29 to 31 three, 4 to 8 January five, 11 to 13 three.
    assert due_on(council.calendar, start, promise.at_most) == date(2027, 1, 13)


@pytest.mark.clause("FP-16")
def test_wendale_publishes_something_from_every_section_of_its_procedure(wendale: Charter) -> None:
    cited = [one.clause for one in _published(wendale)]
    sections = {clause.number.split(".")[0] for clause in cited if clause.document.id == "feedback-procedure"}
    assert sections == set("12345678")
    assert "1.7" in {clause.number for clause in cited}


def test_lincolnshire_publishes_all_seven_points_of_its_commitment(lincolnshire: Charter) -> None:
    cited = {one.clause.number for one in lincolnshire.standards}
    assert {f"Our commitment to our customers, point {n}" for n in range(1, 8)} <= cited
    own = [one for one in lincolnshire.promises if one.clause.document.origin is Origin.DOCUMENT]
    assert not own, "the commitment names no number of days"


def test_what_we_say_is_in_our_own_words(council: Charter) -> None:
    for one in _published(council):
        ours, theirs = _words(one.plain), _words(one.clause.words)
        assert not _runs(ours, 8) & _runs(theirs, 8), f"{one.id} is pasted"
        assert not [phrase for phrase in THEIR_WORDS if phrase in one.plain.lower()], one.id


def test_every_plain_sentence_is_whole_and_short(council: Charter) -> None:
    for one in _published(council):
        assert one.plain.endswith("."), one.id
        for sentence in re.split(r"(?<=[.?]) ", one.plain):
            assert len(sentence.split()) <= 28, f"{one.id}: {sentence}"
        assert not re.search(r"please note|unfortunately|submit|invalid|\buser", one.plain, re.I), one.id


@pytest.mark.clause("RP-3")
def test_somebody_outside_can_help_with_any_matter(council: Charter) -> None:
    general = {post.id for post in council.signposts if not post.services}
    assert {"lgsco", "citizens-advice", "true-vision", "equality-advisory"} <= general
    assert any(post.link.endswith(".example") for post in council.signposts), "an advocate near home"


@pytest.mark.clause("CC-9")
def test_a_recycling_centre_opens_on_sundays_and_shuts_on_easter_monday(council: Charter) -> None:
    tip = next(place for place in council.places if "Recycling" in place.name)
    assert tip.open_on(date(2027, 3, 28), council.calendar), "Easter Sunday is an ordinary Sunday"
    assert tip.open_on(date(2027, 3, 29), council.calendar) is None
    assert all(place.hours and place.note for place in council.places)


@pytest.mark.parametrize("name", BOTH)
def test_nobody_real_is_phoned_or_written_to_by_mistake(name: str) -> None:
    charter = load_charter(name)
    text = "\n".join(file.read_text(encoding="utf-8") for file in Path(PUBLISHED / name).glob("*.toml"))
    phones = [found.group() for found in PHONE.finditer(text)]
    assert phones and [phone for phone in phones if not FICTITIOUS.fullmatch(phone)] == []
    assert {team.email.rsplit(".", 1)[1] for team in charter.teams.values()} == {"example"}


def _published(charter: Charter) -> list[Promise | Standard]:
    return [*charter.promises, *charter.standards]


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower())


def _runs(words: list[str], length: int) -> set[tuple[str, ...]]:
    return {tuple(words[n : n + length]) for n in range(len(words) - length + 1)}
