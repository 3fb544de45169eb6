"""The toolbar of a case: the likeliest step by itself, the others under headings, none twice and none lost."""

import re

from backoffice.toolbar import GROUPS, in_groups
from shared.charter.passages import STAFF_STEPS
from shared.charter.vocabulary import Kind
from shared.charter.workflow import Step
from tests.backoffice.desk import Office


def test_every_step_of_staff_stands_in_one_group() -> None:
    grouped = [step for steps in GROUPS.values() for step in steps]
    assert len(grouped) == len(set(grouped))
    assert set(grouped) == set(STAFF_STEPS)


def test_what_stands_by_itself_stands_in_no_group_and_a_group_of_nothing_is_left_out() -> None:
    found = in_groups([Step.REPLY, Step.NOTE, Step.WRITE], Step.REPLY)
    assert [(group.value, steps) for group, steps in found] == [("talk", [Step.WRITE, Step.NOTE])]


def test_staff_find_the_likeliest_step_first_and_the_others_under_headings(office: Office) -> None:
    case = office.case(Kind.COMPLAINT, held_by=office.cast.worker)
    page = office.desk(office.cast.worker).sees(case).text
    (bar,) = re.findall(r'<nav class="bw-toolbar".*?</nav>', page, re.DOTALL)
    assert re.findall(r'id="steps-([a-z]+)"', bar) == ["answer", "talk", "move", "procedure", "protect", "close"]
    ways = re.findall(r'href="/office/cases/[^/"]+/([a-z-]+)#step"', bar)
    assert ways[0] == "acknowledge" and len(ways) == len(set(ways)) > 10
