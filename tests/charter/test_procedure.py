"""Which procedure a complaint takes, what comes after each stage, and until when somebody may ask."""

from collections.abc import Collection
from datetime import date

import pytest

from shared.charter.organisation import Charter
from shared.charter.procedure import asking_limits, choose_procedure, last_day_to_complain
from shared.charter.reading import load_charter

HIGHLAND, ENGLISH, WELSH = load_charter("highland"), load_charter("template"), load_charter("aled-vale")

# charter, service, asked for by signs, without a name, procedure, reason
CHOSEN = [
    (ENGLISH, None, (), False, "complaint", "nothing asks for another"),
    (ENGLISH, "nowhere", (), False, "complaint", "a service that has none of its own"),
    (ENGLISH, None, (), True, "anonymous", "nobody knows who complains (FP-5)"),
    (ENGLISH, None, ("childrens-act",), False, "childrens-act", "a sign asks for it (R-08)"),
    (ENGLISH, None, ("adult-social-care",), True, "adult-social-care", "the law comes before the missing name"),
    (ENGLISH, None, ("data-protection",), False, "data-protection", "what we know about somebody (R-16)"),
    (ENGLISH, None, ("social-services",), False, "complaint", "another nation's procedure is none here"),
    (HIGHLAND, "children-and-families", (), False, "social-work", "its complaints take it by themselves (Sc-18)"),
    (HIGHLAND, "justice", (), True, "social-work", "by service, before the missing name"),
    (HIGHLAND, "roads", (), False, "complaint", "roads are no social work"),
    (HIGHLAND, "children-and-families", ("data-protection",), False, "data-protection", "a sign before the service"),
    (WELSH, "adult-social-care", (), False, "social-services", "the Welsh regulations (R-13)"),
]


@pytest.mark.clause("CC-6", "FP-5", "FP-8")
@pytest.mark.parametrize(("charter", "service", "asked", "nameless", "expected", "reason"), CHOSEN)
def test_a_complaint_takes_the_procedure_that_is_meant_for_it(
    charter: Charter, service: str | None, asked: Collection[str], nameless: bool, expected: str, reason: str
) -> None:
    found = choose_procedure(charter.procedures, service=service, asked=asked, nameless=nameless)
    assert found.id == expected, reason


@pytest.mark.parametrize(
    ("charter", "procedure", "stage", "after", "reason"),
    [
        (ENGLISH, "complaint", 1, 2, "somebody else looks again"),
        (ENGLISH, "complaint", 2, None, "that was our last word"),
        (ENGLISH, "childrens-act", 2, 3, "then the panel"),
        (ENGLISH, "adult-social-care", 1, None, "one stage by law (R-01)"),
        (HIGHLAND, "data-protection", 1, None, "one stage"),
    ],
)
def test_what_comes_after_a_stage(charter: Charter, procedure: str, stage: int, after: int | None, reason: str) -> None:
    found = charter.procedures[procedure].after(stage)
    assert (found.number if found else None) == after, reason
    assert charter.procedures[procedure].is_last(stage) is (after is None), reason


def test_nobody_comes_to_a_stage_that_is_none() -> None:
    with pytest.raises(KeyError, match="complaint has no stage 3"):
        ENGLISH.procedures["complaint"].stage(3)


def test_without_a_limit_no_day_is_named() -> None:
    ours = ENGLISH.procedures["complaint"]
    limits = asking_limits(ours, known_on=date(2026, 3, 2), answered_on=date(2026, 6, 1))
    assert (limits.from_knowing, limits.from_answer, limits.latest) == (None, None, None), "E-22: no limit for stage 2"
    assert last_day_to_complain(HIGHLAND.procedures["data-protection"], date(2026, 3, 2)) is None


def test_what_nobody_knows_limits_nothing() -> None:
    ours = HIGHLAND.procedures["complaint"]
    assert asking_limits(ours, known_on=None, answered_on=None).latest is None
    assert asking_limits(ours, known_on=date(2026, 3, 2), answered_on=None).latest == date(2026, 9, 2)
    assert asking_limits(ours, known_on=None, answered_on=date(2026, 3, 2)).latest == date(2026, 5, 2)


@pytest.mark.parametrize(
    ("charter", "procedure", "service", "expected", "reason"),
    [
        (HIGHLAND, "complaint", None, "spso", "the Scottish ombudsman (Sc-13)"),
        (HIGHLAND, "data-protection", None, "ico", "who looks after information"),
        (ENGLISH, "complaint", None, "lgsco", "for councils"),
        (ENGLISH, "complaint", "roads", "lgsco", "whatever the service"),
        (ENGLISH, "housing", "tenancies", "housing-ombudsman", "E-15: chosen by the service, which takes this one"),
        (ENGLISH, "data-protection", "tenancies", "ico", "what we know about a tenant is no matter of housing"),
        (ENGLISH, "anonymous", "tenancies", "housing-ombudsman", "a procedure that names none: the service's own"),
        (ENGLISH, "anonymous", None, "lgsco", "or whoever looks after the council"),
        (WELSH, "complaint", None, "psow", "the Welsh one"),
    ],
)
def test_one_ombudsman_is_named_after_our_last_word(
    charter: Charter, procedure: str, service: str | None, expected: str, reason: str
) -> None:
    assert [one.id for one in charter.ombudsmen(charter.procedures[procedure], service)] == [expected], reason
