"""What happens next, who does it, and by when, for every way in which a case can stand."""

from dataclasses import replace
from datetime import date

import pytest

from shared.charter.next_step import ClockFacts, NextStep, Story, What, Who, latest_reply, most_urgent, next_step
from shared.charter.organisation import Charter
from shared.charter.reading import load_charter
from shared.charter.vocabulary import Act, Counted, Counting, Kind
from shared.charter.workflow import Outcome, Stage

#: A Tuesday. In 2027 Good Friday is 26 March; Easter Monday, 29 March, counts in Scotland and not in England.
RECEIVED = date(2027, 3, 2)
HIGHLAND = load_charter("highland")
ENGLISH = load_charter("template")


def day(text: str | None) -> date | None:
    """03-09 is 9 March 2027."""
    return date.fromisoformat(f"2027-{text}") if text else None


def a_clock(
    act: Act, due: str | None, charter: Charter = HIGHLAND, kind: Kind = Kind.REQUEST, **facts: object
) -> ClockFacts:
    """A promise of that act, due then, and still owed unless the facts say otherwise."""
    promise = charter.promise(kind, act, RECEIVED)
    assert promise is not None
    return ClockFacts(promise, act, day(due), **facts)


def a_story(*clocks: ClockFacts, stage: Stage = Stage.IN_HAND, **different: object) -> Story:
    """A request that the street lighting team has, and nobody in particular yet."""
    plain = Story(Kind.REQUEST, stage, clocks, RECEIVED, "Street lighting")
    return replace(plain, **different)


ACK, REPLY = a_clock(Act.ACKNOWLEDGE, "03-09"), a_clock(Act.REPLY, "03-16")
KEPT, DROPPED = replace(ACK, kept_on=date(2027, 3, 3)), replace(REPLY, dropped=True)
STOPPED, GIVEN = replace(REPLY, due_on=None), replace(REPLY, due_on=date(2027, 3, 30), given=True)
FIRST = a_story(ACK, REPLY, stage=Stage.RECEIVED)
ANSWERING = a_story(KEPT, REPLY)
ASKED = a_story(KEPT, STOPPED, stage=Stage.WAITING, waiting_until=date(2027, 3, 16))
ASKED_RUNNING = replace(ASKED, clocks=(KEPT, REPLY), waiting_until=date(2027, 3, 15))
CLOSED = a_story(KEPT, stage=Stage.CLOSED, closed_on=RECEIVED, outcome=Outcome.ANSWERED)


def a_complaint(act: Act, due: str, procedure: str, stage: int) -> Story:
    """An English complaint in one stage of a procedure, in which that act is owed by then."""
    promise = ENGLISH.promise(Kind.COMPLAINT, act, RECEIVED, procedure, stage)
    assert promise is not None
    clock = ClockFacts(promise, act, day(due))
    return a_story(clock, kind=Kind.COMPLAINT, procedure=procedure, stage_number=stage)


FORMAL = a_complaint(Act.AGREE, "03-09", "childrens-act", 2)
PANEL = a_complaint(Act.MEET, "04-16", "childrens-act", 3)
REPORTED = a_complaint(Act.REPORT, "03-09", "childrens-act", 3)
NAMELESS = a_complaint(Act.DECIDE, "03-16", "anonymous", 1)
RESTED = a_story(KEPT, STOPPED, stage=Stage.RESTING, rest_until=date(2027, 3, 15))

COUNCIL, CUSTOMER = Who.COUNCIL, Who.CUSTOMER
TEAM, WILMA = "Street lighting", "Wilma Worker"

# story, today, what, who, name, by, missed on, reason
SENTENCES = [
    (FIRST, "03-02", What.ACKNOWLEDGE, COUNCIL, TEAM, "03-09", None, "first we say that we have it"),
    (replace(FIRST, owner=WILMA), "03-02", What.ACKNOWLEDGE, COUNCIL, TEAM, "03-09", None, "a team acknowledges"),
    (FIRST, "03-09", What.ACKNOWLEDGE, COUNCIL, TEAM, "03-09", None, "due today is not yet late"),
    (FIRST, "03-10", What.TELL_NEW_DATE, COUNCIL, TEAM, "03-11", "03-09", "two working days after the missed one"),
    (FIRST, "03-11", What.TELL_NEW_DATE, COUNCIL, TEAM, "03-11", "03-09", "today is the day for it"),
    (FIRST, "03-12", What.TELL_NEW_DATE, COUNCIL, TEAM, "03-15", "03-09", "that was missed too: two days more"),
    (FIRST, "03-31", What.TELL_NEW_DATE, COUNCIL, TEAM, "04-01", "03-09", "and so on, never a day that has passed"),
    (ANSWERING, "03-03", What.REPLY, COUNCIL, TEAM, "03-16", None, "then we answer"),
    (replace(ANSWERING, owner=WILMA), "03-03", What.REPLY, COUNCIL, WILMA, "03-16", None, "by name where one is known"),
    (a_story(KEPT, GIVEN), "03-17", What.REPLY, COUNCIL, TEAM, "03-30", None, "by the date given in person"),
    (a_story(KEPT, GIVEN), "03-31", What.TELL_NEW_DATE, COUNCIL, TEAM, "04-01", "03-30", "a given date can be missed"),
    (a_story(ACK, GIVEN), "03-05", What.ACKNOWLEDGE, COUNCIL, TEAM, "03-09", None, "explaining does not acknowledge"),
    (ASKED, "03-05", What.ANSWER_QUESTION, CUSTOMER, "", "03-16", None, "it is the customer's turn"),
    (ASKED, "03-16", What.ANSWER_QUESTION, CUSTOMER, "", "03-16", None, "all of the last day is theirs"),
    (ASKED, "03-17", What.TELL_NEW_DATE, COUNCIL, TEAM, "03-18", None, "then we look at it, and nothing was missed"),
    (
        ASKED_RUNNING,
        "03-15",
        What.ANSWER_QUESTION,
        CUSTOMER,
        "",
        "03-15",
        None,
        "the clock runs, and they still may answer",
    ),
    (ASKED_RUNNING, "03-16", What.REPLY, COUNCIL, TEAM, "03-16", None, "no answer came; ours is due all the same"),
    (ASKED_RUNNING, "03-17", What.TELL_NEW_DATE, COUNCIL, TEAM, "03-18", "03-16", "we are late: asking hides nothing"),
    (
        replace(ASKED, clocks=(ACK, STOPPED)),
        "03-10",
        What.TELL_NEW_DATE,
        COUNCIL,
        TEAM,
        "03-11",
        "03-09",
        "a question is out, and we never said that we have it",
    ),
    (CLOSED, "03-02", What.WRITE_BACK, CUSTOMER, "", "04-28", None, "forty working days, Good Friday left out"),
    (
        replace(FORMAL, stage=Stage.RECEIVED),
        "03-02",
        What.AGREE,
        COUNCIL,
        TEAM,
        "03-09",
        None,
        "what is complained of is agreed first (Children Act)",
    ),
    (PANEL, "03-02", What.MEET, COUNCIL, TEAM, "04-16", None, "then three people meet"),
    (REPORTED, "03-02", What.REPORT, COUNCIL, TEAM, "03-09", None, "and write down what they think"),
    (
        replace(NAMELESS, owner=WILMA),
        "03-02",
        What.DECIDE,
        COUNCIL,
        TEAM,
        "03-16",
        None,
        "a manager decides, whoever is named",
    ),
    (NAMELESS, "03-17", What.TELL_NEW_DATE, COUNCIL, TEAM, "03-18", "03-16", "and can be late with it"),
    (RESTED, "03-15", What.LOOK_AGAIN, COUNCIL, TEAM, "03-15", None, "while people talk, we look at it again by a day"),
    (RESTED, "03-16", What.TELL_NEW_DATE, COUNCIL, TEAM, "03-17", None, "after that day somebody writes"),
    (a_story(KEPT, DROPPED), "03-05", What.TELL_NEW_DATE, COUNCIL, TEAM, "03-09", None, "owed nothing, still a date"),
]


@pytest.mark.clause("CH-1", "SC-1")
@pytest.mark.parametrize(("story", "today", "what", "who", "name", "by", "missed", "reason"), SENTENCES)
def test_the_customer_reads_what_happens_next_who_does_it_and_by_when(
    story: Story, today: str, what: What, who: Who, name: str, by: str, missed: str | None, reason: str
) -> None:
    step = next_step(story, HIGHLAND, date.fromisoformat(f"2027-{today}"))
    assert (step.what, step.who, step.name, step.by, step.late_since) == (what, who, name, day(by), day(missed)), reason


def test_every_sentence_there_is_has_been_tried() -> None:
    assert {what for _, _, what, *_ in SENTENCES} == set(What)
    assert {story.stage for story, *_ in SENTENCES} == set(Stage) - {Stage.OFFERED}, "which is like one received"


@pytest.mark.clause("FP-3")
@pytest.mark.parametrize(
    ("charter", "by", "reason"),
    [
        (HIGHLAND, "03-30", "Easter Monday counts in Scotland: Monday, Tuesday"),
        (ENGLISH, "03-31", "Easter Monday is out in England: Tuesday, Wednesday"),
    ],
)
def test_a_promise_missed_before_easter_is_explained_after_it(charter: Charter, by: str, reason: str) -> None:
    missed = a_story(a_clock(Act.ACKNOWLEDGE, "03-25", charter))
    assert next_step(missed, charter, date(2027, 3, 26)).by == day(by), reason


@pytest.mark.clause("CH-1", "SC-1")
@pytest.mark.parametrize(
    ("story", "today", "chase", "reason"),
    [
        (FIRST, "03-03", "03-09", "no need to ask before the promised day"),
        (FIRST, "03-10", "03-09", "a missed day is reason enough"),
        (ASKED, "03-05", None, "it is their turn"),
        (ASKED, "03-17", "03-18", "once we have looked at it"),
        (CLOSED, "03-03", None, "nothing is awaited"),
    ],
)
def test_from_when_asking_again_is_fair(story: Story, today: str, chase: str | None, reason: str) -> None:
    step = next_step(story, HIGHLAND, date.fromisoformat(f"2027-{today}"))
    assert step.chase_after == day(chase), reason


@pytest.mark.clause("CC-1")
def test_a_date_says_whether_a_person_gave_it_and_which_clause_it_keeps() -> None:
    promised, given = (next_step(story, HIGHLAND, date(2027, 3, 8)) for story in (ANSWERING, a_story(KEPT, GIVEN)))
    assert (promised.given, given.given) == (False, True)
    assert promised.promise is REPLY.promise
    late = next_step(ANSWERING, HIGHLAND, date(2027, 3, 17))
    assert late.promise is REPLY.promise, "a missed promise still says which"


def test_a_date_that_the_council_decided_itself_cites_no_clause() -> None:
    for story in (ASKED, CLOSED):
        assert next_step(story, HIGHLAND, date(2027, 3, 17)).promise is None


@pytest.mark.parametrize(
    ("clocks", "urgent", "reason"),
    [
        ((REPLY, ACK), ACK, "the earlier day"),
        ((replace(REPLY, due_on=ACK.due_on), ACK), ACK, "on one day, saying that we have it comes first"),
        ((ACK, replace(REPLY, due_on=ACK.due_on)), ACK, "in whatever order they were started"),
        ((KEPT, REPLY), REPLY, "what is kept is owed no longer"),
        ((ACK, DROPPED), ACK, "what is dropped is owed no longer"),
        ((ACK, STOPPED), ACK, "a stopped clock has no day"),
        ((KEPT, STOPPED), None, "no day at all"),
        ((), None, "no promise at all"),
    ],
)
def test_the_most_urgent_promise_is_the_first_that_falls_due(
    clocks: tuple[ClockFacts, ...], urgent: ClockFacts | None, reason: str
) -> None:
    assert most_urgent(clocks) is urgent, reason


def english(due: str | None, *more: ClockFacts, kind: Kind = Kind.COMPLAINT, **facts: object) -> Story:
    """A contact in England that was to be acknowledged by then, and what else was promised."""
    return a_story(a_clock(Act.ACKNOWLEDGE, due, ENGLISH, kind, **facts), *more, kind=kind)


ANSWER = a_clock(Act.REPLY, "03-17", ENGLISH, Kind.COMPLAINT)

# charter, story, the day and whether it is only the latest one, reason
ANSWERS = [
    (HIGHLAND, FIRST, ("03-16", False), "counted from receipt, the day is known at once"),
    (HIGHLAND, ASKED, None, "while the clock stands still nobody knows"),
    (HIGHLAND, a_story(KEPT, GIVEN), ("03-30", False), "the date given in person"),
    (HIGHLAND, a_story(KEPT, replace(REPLY, kept_on=RECEIVED)), None, "it has been answered"),
    (HIGHLAND, replace(FIRST, clocks=(replace(ACK, dropped=True), DROPPED)), None, "it was withdrawn"),
    (ENGLISH, english("03-09"), ("03-23", True), "ten working days after the last day for saying that we have it"),
    (ENGLISH, english("03-25"), ("04-12", True), "over Good Friday and Easter Monday"),
    (
        ENGLISH,
        english("03-09", ANSWER, kept_on=date(2027, 3, 3)),
        ("03-17", False),
        "acknowledged: now the day is known",
    ),
    (ENGLISH, FORMAL, ("04-15", True), "25 working days after the last day for agreeing: over Easter"),
    (
        ENGLISH,
        PANEL,
        ("05-17", True),
        "5 after the panel for its report, 15 after that for us: each step at its latest, May Day left out",
    ),
    (ENGLISH, NAMELESS, None, "nobody without a name was promised an answer"),
    (ENGLISH, english("03-09", dropped=True), None, "it was withdrawn before we had acknowledged it"),
    (ENGLISH, english("03-09", kind=Kind.COMPLIMENT), None, "nobody owes an answer to praise"),
]


@pytest.mark.clause("CC-1", "RP-6")
@pytest.mark.parametrize(("charter", "story", "expected", "reason"), ANSWERS)
def test_the_customer_reads_by_when_the_answer_comes(
    charter: Charter, story: Story, expected: tuple[str, bool] | None, reason: str
) -> None:
    assert latest_reply(story, charter) == (expected and (day(expected[0]), expected[1])), reason


@pytest.mark.parametrize(
    ("counting", "latest", "reason"),
    [
        (Counting.AFTER_RECEIPT, "03-23", "the day of the acknowledgement is day nought"),
        (Counting.INCLUSIVE, "03-22", "the day of the acknowledgement is day one"),
    ],
)
def test_the_latest_day_is_counted_as_the_promise_says(counting: Counting, latest: str, reason: str) -> None:
    promises = tuple(
        replace(one, counting=counting) if one.counted_from is Counted.ACKNOWLEDGED else one for one in ENGLISH.promises
    )
    assert latest_reply(english("03-09"), replace(ENGLISH, promises=promises)) == (day(latest), True), reason


@pytest.mark.clause("CH-1")
def test_no_next_step_can_be_made_without_a_day() -> None:
    assert "by" not in {name for name, field in NextStep.__dataclass_fields__.items() if field.default is None}
