"""The house keeps its own law, and each rule of it is shown to notice a fault that is planted for it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from tests.house import doors, floors, habits, templates
from tests.house.planted import FAULTS, SOUND, Rule

TOP = Path(__file__).parent.parent

RULES: list[Rule] = [
    floors.wrong_imports,
    habits.too_large,
    habits.drawers,
    habits.words_of_other_trades,
    habits.without_opening_line,
    habits.wall_clocks,
    habits.commits_in_casework,
    habits.promises_outside_the_charter,
    habits.machine_paths,
    templates.unreadable,
    templates.unused,
    templates.inline,
    templates.untranslated,
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_house_keeps_its_law(rule: Rule) -> None:
    faults = rule(TOP)
    assert not faults, "\n" + "\n".join(faults)


@pytest.mark.parametrize(("rule", "place", "text", "sentence"), FAULTS)
def test_a_planted_fault_is_noticed(rule: Rule, place: str, text: str, sentence: str, tmp_path: Path) -> None:
    _plant(tmp_path, place, text)
    assert rule(tmp_path) == [sentence]


@pytest.mark.parametrize(("rule", "place", "text"), SOUND)
def test_what_is_right_is_left_in_peace(rule: Rule, place: str, text: str, tmp_path: Path) -> None:
    _plant(tmp_path, place, text)
    assert rule(tmp_path) == []


def test_every_rule_has_a_fault_planted_for_it() -> None:
    assert {rule.__name__ for rule, *_ in FAULTS} == {rule.__name__ for rule in RULES}


def test_nobody_enters_the_back_office_by_an_unguarded_door(app: Flask) -> None:
    assert doors.unguarded_views(app) == []


def test_an_unguarded_door_is_noticed() -> None:
    house = Flask("a house with two doors too many")
    for name, right in (("forgotten", None), ("wide", "anybody"), ("signin", "anybody"), ("cases", ("a right",))):
        house.add_url_rule(f"/{name}", f"backoffice.{name}", _view(right))
    assert doors.unguarded_views(house) == [
        "backoffice.forgotten does not say who may enter.",
        "backoffice.wide is open to the street.",
    ]


def _view(right: object) -> Callable[[], str]:
    def view() -> str:
        return ""

    if right is not None:
        view.__right__ = right
    return view


def _plant(root: Path, place: str, text: str) -> None:
    (root / place).parent.mkdir(parents=True, exist_ok=True)
    (root / place).write_text(text)
