"""Every clock that the rules give, worked out by hand: each row names its rules, and says why the day is that day.

Where a charter that ships makes the promise, it is the charter's own promise that is tried, so that what is published
and how it is reckoned cannot part. The names are those of the codes' tables: E, W, Sc, NI by nation, R for what the law
takes out of them, and one for each clock.
"""

from datetime import date
from pathlib import Path

import pytest

from shared.charter.calendar import WorkingCalendar
from shared.charter.clock import Start, Stop, after_stops, due_on
from shared.charter.information import answer_information_by
from shared.charter.organisation import Charter
from shared.charter.procedure import asking_limits, last_day_to_complain
from shared.charter.promises import Promise
from shared.charter.reading import load_charter
from shared.charter.spans import months_after
from shared.charter.vocabulary import Act, Counting, Division, Kind

ENGLAND, SCOTLAND, WALES = load_charter("template"), load_charter("highland"), load_charter("aled-vale")
WENDALE = load_charter("feedback-authority")
A, R, M, W, G = Act.ACKNOWLEDGE, Act.REPLY, Act.MEET, Act.REPORT, Act.AGREE
AFTER, INCLUSIVE, DEEMED = Counting.AFTER_RECEIPT, Counting.INCLUSIVE, Counting.DEEMED_THEN_AFTER

# rules, charter, procedure and stage, act, counted from, due on, reason
PROMISED = [
    ("E-12 LGSCO-S1-ACK", ENGLAND, "complaint 1", A, "2026-03-31", "2026-04-09", "Good Friday and Easter Monday out"),
    ("E-12 LGSCO-S1-ACK", ENGLAND, "complaint 1", A, "2026-12-23", "2027-01-04", "Christmas, Boxing Day, New Year"),
    ("E-13 LGSCO-S1-RESPOND", ENGLAND, "complaint 1", R, "2026-12-23", "2027-01-11", "from the acknowledgement"),
    ("E-13 LGSCO-S1-RESPOND", ENGLAND, "complaint 1", R, "2026-06-08", "2026-06-22", "15 June 2026 counts in England"),
    ("E-19 LGSCO-S2-ACK", ENGLAND, "complaint 2", A, "2026-08-28", "2026-09-07", "31 August is out in England"),
    ("E-19 LGSCO-S2-RESPOND", ENGLAND, "complaint 2", R, "2026-03-24", "2026-04-23", "Easter lies between"),
    ("E-29 HOS-S1-ACK", ENGLAND, "housing 1", A, "2027-01-02", "2027-01-08", "a Saturday: Monday is day one"),
    ("E-29 HOS-S1-RESPOND", ENGLAND, "housing 1", R, "2026-04-24", "2026-05-11", "May Day is out"),
    ("E-29 HOS-S2-ACK", ENGLAND, "housing 2", A, "2026-12-24", "2027-01-05", "three days this year, two next"),
    ("E-29 HOS-S2-RESPOND", ENGLAND, "housing 2", R, "2026-07-31", "2026-08-28", "3 August counts in England"),
    ("R-01 R-07 ASC-ACK", ENGLAND, "adult-social-care 1", A, "2026-12-24", "2026-12-31", "Boxing Day moved to Monday"),
    ("R-01 ASC-ACK", ENGLAND, "adult-social-care 1", A, "2026-04-03", "2026-04-09", "received on Good Friday"),
    ("R-04 ASC-LONGSTOP D8-9", ENGLAND, "adult-social-care 1", R, "2026-06-15", "2026-12-14", "the first day counts"),
    ("R-04 ASC-LONGSTOP", ENGLAND, "adult-social-care 1", R, "2026-10-01", "2027-03-31", "from the first to a last"),
    ("R-04 R-12 PH-RESPOND", ENGLAND, "adult-social-care 1", R, "2026-08-31", "2027-02-27", "clamped: the earlier"),
    ("R-08 CHILD-S1", ENGLAND, "childrens-act 1", R, "2026-04-01", "2026-04-17", "Easter is out"),
    ("R-09 CHILD-S2", ENGLAND, "childrens-act 2", R, "2026-11-30", "2027-01-07", "from the day it was agreed"),
    ("R-10 CHILD-S3-PANEL", ENGLAND, "childrens-act 3", M, "2026-03-02", "2026-04-15", "thirty days over Easter"),
    ("R-10 CHILD-S3-REPORT", ENGLAND, "childrens-act 3", W, "2026-05-20", "2026-05-28", "25 May is out"),
    ("R-10 CHILD-S3-REPLY", ENGLAND, "childrens-act 3", R, "2026-05-28", "2026-06-18", "15 June counts in England"),
    ("R-11 CHILD-S2", ENGLAND, "childrens-act 2", G, "2026-12-31", "2027-01-08", "2 January is no holiday here"),
    ("W-02 W-12 PSOW-ACK", WALES, "complaint 2", A, "2026-12-31", "2027-01-08", "England and Wales count alike"),
    ("W-02 PSOW-RESPOND", WALES, "complaint 2", R, "2026-04-27", "2026-05-27", "May Day and 25 May are out"),
    ("PSOW-INFORMAL", WALES, "complaint 1", R, "2026-06-12", "2026-06-26", "15 June counts in Wales"),
    ("R-13 WALES-SS-ACK D8-8", WALES, "social-services 1", A, "2026-04-02", "2026-04-08", "the day before Good Friday"),
    ("R-13 WALES-SS-DISCUSS", WALES, "social-services 1", M, "2026-12-16", "2027-01-04", "from the acknowledgement"),
    ("R-13 WALES-SS-TERMS", WALES, "social-services 1", R, "2026-05-01", "2026-05-11", "from the talk, over May Day"),
    ("R-14 WALES-SS-FORMAL", WALES, "social-services 2", R, "2026-08-11", "2026-09-16", "from the day it was agreed"),
    ("Sc-02 Sc-09 SPSO-S1-RESPOND", SCOTLAND, "complaint 1", R, "2026-12-21", "2026-12-29", "Monday is day one"),
    ("Sc-02 Sc-09 SPSO-S1-RESPOND", SCOTLAND, "complaint 1", R, "2026-06-12", "2026-06-19", "15 June 2026 is out"),
    ("Sc-02 Sc-09 SPSO-S1-RESPOND", SCOTLAND, "complaint 1", R, "2026-11-29", "2026-12-07", "St Andrew's Day is out"),
    ("Sc-02 D8-6 SPSO-S1-RESPOND", SCOTLAND, "complaint 1", R, "2026-04-02", "2026-04-09", "Easter Monday counts"),
    ("Sc-05 SPSO-S2-ACK", SCOTLAND, "complaint 2", A, "2026-12-30", "2027-01-05", "2 January moved to Monday the 4th"),
    ("Sc-07 SPSO-S2-RESPOND", SCOTLAND, "complaint 2", R, "2026-12-16", "2027-01-18", "counted afresh, over Christmas"),
    ("Sc-18 SPSO-S1-RESPOND", SCOTLAND, "social-work 1", R, "2026-12-31", "2027-01-08", "1 and 4 January are out"),
    ("R-16 D-08 DPCOMPLAINT-ACK", SCOTLAND, "data-protection 1", A, "2026-03-04", "2026-04-06", "off Good Friday"),
    ("R-16 D-08 DPCOMPLAINT-ACK", ENGLAND, "data-protection 1", A, "2026-03-04", "2026-04-07", "and Easter Monday"),
    ("R-16 D8-12 DPCOMPLAINT-ACK", ENGLAND, "data-protection 1", A, "2026-06-19", "2026-07-20", "off a Sunday"),
    ("R-16 D8-12 DPCOMPLAINT-ACK", SCOTLAND, "data-protection 1", A, "2026-11-25", "2026-12-29", "off Christmas"),
]  # fmt: skip

# rules, charter, procedure and stage, counted from, the furthest day that more time may reach, reason
BOUNDS = [
    ("E-14", ENGLAND, "complaint 1", "2026-12-23", "2027-01-25", "ten and ten from the acknowledgement"),
    ("E-20", ENGLAND, "complaint 2", "2026-03-24", "2026-05-22", "twenty and twenty, over Easter and May Day"),
    ("E-29", ENGLAND, "housing 1", "2026-04-24", "2026-05-26", "ten and ten: May Day and 25 May are out"),
    ("E-29", ENGLAND, "housing 2", "2026-07-31", "2026-09-28", "twenty and twenty: 31 August is out"),
    ("R-08", ENGLAND, "childrens-act 1", "2026-04-01", "2026-05-01", "twenty in all"),
    ("R-09 CHILD-S2-MAX", ENGLAND, "childrens-act 2", "2026-11-30", "2027-03-04", "sixty-five in all"),
    ("Sc-03", SCOTLAND, "complaint 1", "2026-12-21", "2027-01-07", "day 10 from receipt, not ten after the due date"),
    ("Sc-03", SCOTLAND, "complaint 1", "2026-06-12", "2026-06-26", "day 10 from receipt, 15 June out"),
    ("Sc-18", SCOTLAND, "social-work 1", "2026-03-23", "2026-04-13", "day 15; Good Friday out, Easter Monday in"),
    ("R-14", WALES, "social-services 2", "2026-08-11", "2027-02-01", "inside the regulations' six months"),
]  # fmt: skip

# rules, charter, kind, act, received, due on, reason
OTHER_KINDS = [
    ("FP-COMPLIMENT-ACK D8-1", WENDALE, Kind.COMPLIMENT, A, "2026-12-22", "2026-12-31", "Boxing Day moved to Monday"),
    ("FP-COMMENT-REPLY", WENDALE, Kind.COMMENT, R, "2026-04-02", "2026-04-13", "the day before Good Friday"),
    ("FP-REPRESENTATION", WENDALE, Kind.REPRESENTATION, R, "2026-12-18", "2027-01-20", "the council's own twenty"),
    ("CC-ENQUIRY-REPLY T-01", ENGLAND, Kind.REQUEST, R, "2025-03-03", "2025-03-21", "'two weeks' would be 17 March"),
    ("ADJUSTMENT-REPLY", ENGLAND, Kind.ADJUSTMENT, R, "2026-12-24", "2027-01-05", "the council's own five"),
]

#: No charter that ships promises these: the counting alone is tried.
NATIONS = {"E": Division.ENGLAND_AND_WALES, "Sc": Division.SCOTLAND, "NI": Division.NORTHERN_IRELAND}

# rules, nation, counting, amount, in time, counted from, due on, reason
COUNTED = [
    ("NI-01 NIPSO-S1-RESPOND", "NI", INCLUSIVE, 5, True, "2026-03-16", "2026-03-23", "St Patrick's Day is out"),
    ("NI-01 NIPSO-S1-RESPOND", "NI", INCLUSIVE, 10, True, "2026-03-16", "2026-03-30", "ten in all is the furthest"),
    ("NI-02 NIPSO-S1-RESPOND", "NI", INCLUSIVE, 5, False, "2026-07-10", "2026-07-20", "late on Friday; 13 July out"),
    ("NI-01 NIPSO-S2-ACK", "NI", INCLUSIVE, 3, True, "2026-12-24", "2026-12-30", "Christmas Eve is day one"),
    ("NI-01 NIPSO-S2-RESPOND", "NI", INCLUSIVE, 20, True, "2026-07-06", "2026-08-03", "3 August counts there"),
    ("NI-03 NIPSO-OMBUDSMAN", "NI", Counting.MONTHS, 6, True, "2026-08-31", "2027-02-28", "February is shorter"),
    ("R-03", "E", AFTER, 1, True, "2026-12-24", "2026-12-29", "what is settled by the next working day"),
    ("CHILD-S3-REQUEST", "E", AFTER, 20, True, "2026-12-11", "2027-01-13", "from the answer at stage 2"),
    ("Sc-08", "Sc", AFTER, SCOTLAND.procedures["complaint"].update_days, True, "2027-03-02", "2027-03-31",
     "the next word about a late answer, Good Friday out"),
    ("E-23 LGSCO-TOTAL", "E", Counting.CALENDAR_DAYS, 12 * 7, True, "2026-03-03", "2026-05-26", "twelve weeks"),
    ("P-08 ACCESS-FIX", "E", Counting.CALENDAR_DAYS, 12 * 7, True, "2026-03-04", "2026-05-27", "twelve weeks"),
    ("ACCESS-STATEMENT", "E", Counting.MONTHS, 12, True, "2028-02-29", "2029-02-28", "a day of every fourth year"),
    ("B-06 RESTRICT-REVIEW", "E", Counting.MONTHS, 6, True, "2026-08-31", "2027-02-28", "February is shorter"),
    ("B-08 RESTRICT-APPEAL", "Sc", AFTER, 20, True, "2026-03-10", "2026-04-08", "Good Friday out, Easter Monday in"),
    ("D-06 SAR", "E", Counting.MONTHS_ROLLED, 1, True, "2027-01-31", "2027-03-01", "28 February is a Sunday"),
    ("D-06 SAR", "E", Counting.MONTHS_ROLLED, 1, True, "2026-11-25", "2026-12-29", "off Christmas"),
    ("D-06 SAR", "Sc", Counting.MONTHS_ROLLED, 3, True, "2026-11-30", "2027-03-01", "two months more, off a Sunday"),
    ("D8-10", "E", DEEMED, 20, True, "2026-06-06", "2026-07-06", "a Saturday moves to Monday, which is nought"),
    ("D8-10", "E", AFTER, 20, True, "2026-06-06", "2026-07-03", "after-receipt Monday is day one: a day sooner"),
    ("D8-11", "E", DEEMED, 5, False, "2026-06-05", "2026-06-15", "out of hours moves to Monday, which is nought"),
    ("D8-11", "E", AFTER, 5, False, "2026-06-05", "2026-06-12", "a day runs to midnight"),
    ("D8-9", "Sc", INCLUSIVE, 5, True, "2026-06-08", "2026-06-12", "the day of receipt is day one"),
    ("D8-8", "Sc", AFTER, 5, True, "2026-06-08", "2026-06-16", "the day after is, and 15 June is out"),
]  # fmt: skip

# rules, charter, procedure, which limit, known on, answered on, last day, reason
LIMITS = [
    ("E-06 LGSCO-ACCEPT", ENGLAND, "complaint", "accept", "2026-02-28", None, "2027-02-28", "twelve months"),
    ("E-32", ENGLAND, "housing", "accept", "2028-02-29", None, "2029-02-28", "twelve months, clamped"),
    ("R-05 ASC-ACCEPT", ENGLAND, "adult-social-care", "accept", "2026-04-03", None, "2027-04-03", "twelve months"),
    ("Sc-11 SPSO-ACCEPT", SCOTLAND, "complaint", "accept", "2026-08-31", None, "2027-02-28", "six months, clamped"),
    ("W-03 PSOW-ACCEPT", WALES, "complaint", "accept", "2026-11-30", None, "2027-05-30", "six months"),
    ("LGSCO-OMBUDSMAN", ENGLAND, "complaint", "ombudsman", "2026-06-15", None, "2027-06-15", "from knowing of it"),
    ("Sc-13 SPSO-OMBUDSMAN", SCOTLAND, "complaint", "ombudsman", "2026-12-31", None, "2027-12-31", "one year"),
    ("Sc-12 SPSO-ESCALATE", SCOTLAND, "complaint", "ask", "2026-01-10", "2026-03-02", "2026-07-10", "six months win"),
    ("Sc-12 SPSO-ESCALATE", SCOTLAND, "complaint", "ask", "2026-01-10", "2026-12-31", "2027-02-28", "two months win"),
]  # fmt: skip

# rules, nation, received on a request for information, answered by, reason
INFORMATION = [
    ("R-15 D8-4 FOI-ENG", "england", "2026-06-12", "2026-07-14", "15 June is out for Scotland, 13 July for Belfast"),
    ("R-15 D8-5 FOI-SCOT", "scotland", "2026-06-12", "2026-07-13", "15 June is out, 13 July is not"),
]

# received, working days, England and Wales, Scotland, because
HOUSE = [
    ("2025-04-14", 5, "2025-04-23", "2025-04-22", "Easter Monday counts in Scotland"),
    ("2025-12-23", 5, "2026-01-02", "2026-01-05", "2 January is a Scottish holiday"),
    ("2025-06-07", 5, "2025-06-13", "2025-06-13", "nothing counts before Monday"),
    ("2025-03-03", 14, "2025-03-21", "2025-03-21", "'two weeks' would be 17 March"),
]

#: English stage 1, acknowledged on Wednesday 18 March 2026; Scottish stage 1, received on Monday 21 December 2026.
ENGLISH = (ENGLAND, "complaint 1", "2026-03-18")
SCOTTISH = (SCOTLAND, "complaint 1", "2026-12-21")

# rules, what runs since when, the new date given (or none), stops, due on (None: nobody knows), reason
STOPS = [
    ("FP-4", ENGLISH, None, [], "2026-04-01", "nothing stops it"),
    ("T-04", ENGLISH, None, [("2026-03-25", None)], None, "mediation: no date while it stands still"),
    ("FP-4", ENGLISH, None, [("2026-03-25", "2026-03-27")], "2026-04-07", "two days more, and Easter between"),
    ("FP-4", ENGLISH, None, [("2026-03-25", "2026-03-25")], "2026-04-01", "started again at once"),
    ("FP-4", ENGLISH, None, [("2026-03-20", "2026-03-22")], "2026-04-01", "over a weekend it would not have run"),
    ("FP-4", ENGLISH, None, [("2026-04-01", "2026-04-07")], "2026-04-07", "stopped on its last day: due at once"),
    ("FP-4", ENGLISH, None, [("2026-04-02", "2026-04-20")], "2026-04-01", "it was late before: it stays late"),
    ("FP-4", ENGLISH, None, [("2026-03-25", "2026-03-27"), ("2026-03-26", "2026-03-30")], "2026-04-08",
     "a question while people talk: Thursday and Friday once, and Monday"),
    ("FP-4", ENGLISH, None, [("2026-03-25", "2026-03-27"), ("2026-03-30", None)], None, "stopped a second time"),
    ("Sc-08", SCOTTISH, None, [("2026-12-23", "2027-01-05")], "2027-01-07", "five days more, four of them in December"),
    ("E-14", ENGLISH, "2026-04-20", [], "2026-04-20", "more time was given, and nothing stops"),
    ("E-14", ENGLISH, "2026-04-20", [("2026-04-15", "2026-04-17")], "2026-04-22", "stopped after more time was given"),
    ("E-14", ENGLISH, "2026-04-20", [("2026-04-15", None)], None, "then nobody knows the new date either"),
    ("E-14", ENGLISH, "2026-04-20", [("2026-04-21", "2026-04-30")], "2026-04-20", "the new date was missed before"),
    ("Sc-03", SCOTTISH, "2027-01-07", [("2027-01-06", "2027-01-08")], "2027-01-11", "day 10 gains the days it stood"),
]  # fmt: skip

#: Every clock of the codes' table that has a number, and every rule that gives a day.
RULES = Path(__file__).with_name("rules.txt").read_text(encoding="utf-8").split()


def promised(charter: Charter, where: str, act: Act, day: date) -> Promise:
    """What that charter promises at that stage of that procedure: "complaint 2"."""
    procedure, stage = where.rsplit(" ", 1)
    found = charter.promise(Kind.COMPLAINT, act, day, procedure, int(stage))
    assert found is not None, f"{charter.organisation.id} promises no {act} at {where}"
    return found


def reckoned(charter: Charter, promise: Promise, day: date, amount: int) -> str:
    """The day on which so much of that promise's counting ends."""
    return str(due_on(charter.calendar, Start(day, promise.counting), amount))


@pytest.mark.clause("CH-2", "CC-1", "CC-6", "FP-3")
@pytest.mark.parametrize(("rules", "charter", "where", "act", "since", "due", "reason"), PROMISED)
def test_a_complaint_is_promised_the_day_that_its_rule_gives(
    rules: str, charter: Charter, where: str, act: Act, since: str, due: str, reason: str
) -> None:
    day = date.fromisoformat(since)
    promise = promised(charter, where, act, day)
    assert reckoned(charter, promise, day, promise.days) == due, f"{rules}: {reason}"


@pytest.mark.clause("FP-2", "RP-6")
@pytest.mark.parametrize(("rules", "charter", "where", "since", "furthest", "reason"), BOUNDS)
def test_more_time_reaches_no_further_than_its_rule_allows(
    rules: str, charter: Charter, where: str, since: str, furthest: str, reason: str
) -> None:
    day = date.fromisoformat(since)
    promise = promised(charter, where, Act.REPLY, day)
    assert promise.at_most is not None, rules
    assert reckoned(charter, promise, day, promise.at_most) == furthest, f"{rules}: {reason}"


@pytest.mark.clause("FP-1", "FP-2", "CH-2")
@pytest.mark.parametrize(("rules", "charter", "kind", "act", "since", "due", "reason"), OTHER_KINDS)
def test_what_is_no_complaint_is_promised_its_day_too(
    rules: str, charter: Charter, kind: Kind, act: Act, since: str, due: str, reason: str
) -> None:
    day = date.fromisoformat(since)
    promise = charter.promise(kind, act, day)
    assert promise is not None
    assert reckoned(charter, promise, day, promise.days) == due, f"{rules}: {reason}"


@pytest.mark.clause("FP-3")
@pytest.mark.parametrize(("rules", "nation", "counting", "amount", "in_time", "since", "due", "reason"), COUNTED)
def test_what_no_charter_here_promises_is_counted_as_its_rule_says(
    rules: str, nation: str, counting: Counting, amount: int, in_time: bool, since: str, due: str, reason: str
) -> None:
    start = Start(date.fromisoformat(since), counting, in_time)
    assert str(due_on(WorkingCalendar(NATIONS[nation]), start, amount)) == due, f"{rules}: {reason}"


@pytest.mark.parametrize(("rules", "charter", "procedure", "limit", "known", "answered", "last", "reason"), LIMITS)
def test_until_when_somebody_may_come(
    rules: str, charter: Charter, procedure: str, limit: str, known: str, answered: str | None, last: str, reason: str
) -> None:
    ours, since = charter.procedures[procedure], date.fromisoformat(known)
    replied = date.fromisoformat(answered) if answered else None
    found = {
        "accept": lambda: last_day_to_complain(ours, since),
        "ombudsman": lambda: months_after(since, ours.ombudsman_months),
        "ask": lambda: asking_limits(ours, known_on=since, answered_on=replied).latest,
    }[limit]()
    assert str(found) == last, f"{rules}: {reason}"


@pytest.mark.clause("CH-2")
@pytest.mark.parametrize(("rules", "nation", "received", "due", "reason"), INFORMATION)
def test_a_request_for_information_that_came_the_wrong_way_keeps_its_day(
    rules: str, nation: str, received: str, due: str, reason: str
) -> None:
    assert str(answer_information_by(date.fromisoformat(received), nation)) == due, f"{rules}: {reason}"


@pytest.mark.clause("FP-3")
@pytest.mark.parametrize(("received", "days", "england", "scotland", "because"), HOUSE)
def test_two_nations_count_one_promise_by_their_own_holidays(
    received: str, days: int, england: str, scotland: str, because: str
) -> None:
    start = Start(date.fromisoformat(received))
    found = [str(due_on(WorkingCalendar(NATIONS[nation]), start, days)) for nation in ("E", "Sc")]
    assert found == [england, scotland], because


@pytest.mark.clause("FP-4")
@pytest.mark.parametrize(("rules", "runs", "given", "stops", "due", "reason"), STOPS)
def test_a_clock_that_stood_still_gains_what_it_lost(
    rules: str,
    runs: tuple[Charter, str, str],
    given: str | None,
    stops: list[tuple[str, str | None]],
    due: str | None,
    reason: str,
) -> None:
    charter, where, since = runs
    start = date.fromisoformat(since)
    promise = promised(charter, where, Act.REPLY, start)
    stood = [Stop(date.fromisoformat(a), date.fromisoformat(b) if b else None, "mediation") for a, b in stops]
    if given:
        found = after_stops(charter.calendar, date.fromisoformat(given), start, stood, promise.counting)
    else:
        found = due_on(charter.calendar, Start(start, promise.counting), promise.days, stood)
    assert found == (date.fromisoformat(due) if due else None), f"{rules}: {reason}"


def test_every_clock_and_every_rule_with_a_day_has_its_row() -> None:
    rows = [row[0] for table in (PROMISED, BOUNDS, OTHER_KINDS, COUNTED, LIMITS, INFORMATION, STOPS) for row in table]
    tried = {rule for rules in rows for rule in str(rules).split()}
    assert not set(RULES) - tried
