"""How each council manages engagement: its own categories, measures and numbers, and nothing guessed where none is."""

from pathlib import Path

import pytest

from shared.charter.checks_measures import not_live
from shared.charter.measures import Measure, Rung, Special
from shared.charter.reading import load_charter, published
from shared.charter.vocabulary import Channel
from tests.charter.spoiling import spoil, told_of

MEASURES = "measures.toml"
LIVE = ("highland", "north-east-lincolnshire", "aled-vale")


@pytest.mark.clause("RP-18", "SC-5")
@pytest.mark.parametrize("name", LIVE)
def test_every_category_and_measure_says_what_it_is_and_where_it_is_written(name: str) -> None:
    engagement = load_charter(name).engagement
    assert engagement is not None and engagement.live and set(engagement.rungs) == set(Rung)
    for category in engagement.categories.values():
        assert category.definition.endswith(".") and category.clause.words, category.id
    for rule in engagement.measures.values():
        assert rule.plain.endswith(".") and rule.staff.endswith(".") and rule.clause.words, rule.measure
        assert (rule.measure is Measure.CHANNEL) == bool(rule.channels)
        assert Channel.WEB not in rule.channels and Channel.LETTER not in rule.channels


@pytest.mark.clause("RP-17", "RP-19", "RP-21", "RP-28")
@pytest.mark.parametrize("name", LIVE)
def test_what_needs_more_than_a_look_is_marked(name: str) -> None:
    engagement = load_charter(name).engagement
    assert engagement is not None
    asked = {special for one in engagement.categories.values() for special in one.special}
    assert asked == set(Special)
    complaints = [one for one in engagement.categories.values() if Special.COMPLAINTS in one.special]
    assert all(one.decided_by and set(one.decided_by).isdisjoint(engagement.decide) for one in complaints)


@pytest.mark.clause("SC-5")
def test_north_east_lincolnshire_has_its_own_words_on_the_same_machinery() -> None:
    own, other = load_charter("north-east-lincolnshire").engagement, load_charter("highland").engagement
    assert own is not None and other is not None
    only_here = set(own.categories) - set(other.categories)
    assert {"timeframe", "many-officers", "inflammatory", "private-media"} <= only_here
    assert set(own.measures) == {Measure.CHANNEL, Measure.THIRD_PARTY, Measure.CLOSED_MATTER}


@pytest.mark.parametrize("name", published())
def test_a_council_that_has_not_decided_restricts_nobody_and_is_told_why(name: str) -> None:
    said = not_live(load_charter(name).engagement)
    assert bool(said) is (name not in LIVE)
    if name == "template":
        for key in ("decide", "appeals_to", "review_months", "longest_months", "appeal_days"):
            assert key in said


# reason, what stands there, what is put in its place, the record named, words of the advice
FAULTS = [
    ("somebody who may not decides", 'decide = ["team-leader"', 'decide = ["case-worker"', "[engagement]", "use one"),
    ("somebody too low hears appeals", 'appeals_to = ["executive', 'appeals_to = ["team-leader", "executive',
     "[engagement]", "use one of"),
    ("an exception by anybody", 'except_by = ["head-of-service"', 'except_by = ["team-leader"', "[engagement]",
     "use one of"),
    ("complaints decided by a worker", 'decided_by = ["chief-executive"', 'decided_by = ["case-worker"',
     'category "repeated-complaints"', "use one of"),
    ("a team that is none", 'phone_team = "customer-contact"', 'phone_team = "customer-contacts"', "[engagement]",
     'write "customer-contact"'),
    ("the website is closed", 'channels = ["phone"', 'channels = ["web", "phone"', 'measure "channel"',
     "everybody can always tell the council something"),
    ("a list that is no list", 'channels = ["phone", "email", "in-person", "social-media"]', "channels = 5",
     'measure "channel"', "a list of words"),
    ("a measure that is none", 'measure = "limits"', 'measure = "silence"', 'measure "silence"', "use one of"),
    ("a word in a number's place", "appeal_days = 20", 'appeal_days = "twenty"', "[engagement]", "whole number"),
    ("nobody is told who the people are", 'people_email = "head', 'people_mail = "head', "[engagement]",
     'add a line that begins "people_email ="'),
]  # fmt: skip


@pytest.mark.clause("RP-9", "RP-10")
@pytest.mark.parametrize(("reason", "old", "new", "record", "advice"), FAULTS)
def test_a_fault_is_told_with_its_record_and_what_to_do(
    highland: Path, reason: str, old: str, new: str, record: str, advice: str
) -> None:
    spoil(highland, MEASURES, old, new)
    told_of(highland, MEASURES, record, advice, reason)


def test_restrictions_without_a_way_to_appeal_are_refused(highland: Path) -> None:
    spoil(highland, "procedures.toml", 'id = "appeal"', 'id = "appeals"')
    told_of(highland, MEASURES, "[engagement]", 'id = "appeal"', "nobody could go against it")
