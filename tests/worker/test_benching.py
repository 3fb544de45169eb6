"""The table of how quick and how big each page is; no test here looks at a stopwatch."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from shared.charter.reading import load_charter, published
from shared.worker.benching import bench_command
from shared.worker.benching.actions import ACTIONS, Action, start_page
from shared.worker.benching.council import Council, made_up, opened
from shared.worker.benching.figures import Figures, aims, measure, ratio
from shared.worker.installation import settings_of


def figures(median: float = 5, statements: int = 3, **more: int) -> Figures:
    """What was measured of a page that is quick enough."""
    return Figures(median=median, slow=median, working=median, statements=statements, wire=1000, **more)


@pytest.mark.parametrize("name", published())
def test_everything_that_is_measured_works_in_every_council(name: str, tmp_path: Path) -> None:
    charter, settings = load_charter(name), settings_of(tmp_path, organisation=name)
    with opened(made_up(tmp_path, charter, 60), settings) as council:
        for action in ACTIONS:
            (found,) = measure([council], action, times=1, warming=0)
            assert not found.trouble, f"{action.name}: {found.trouble}"
            assert found.times == 1
            assert (found.wire > 0) == (action.status != 0), "a page is sent; a round of the worker answers nobody"
            assert (found.page > 0) == (action.page != "")


def test_two_runs_begin_with_the_same_made_up_cases(tmp_path: Path) -> None:
    charter, settings = load_charter("highland"), settings_of(tmp_path)
    file = made_up(tmp_path, charter, 30)
    before = file.read_bytes()
    with opened(file, settings) as council:
        sent = next(action for action in ACTIONS if action.name == "Send")
        measure([council], sent, times=1, warming=0)
    assert made_up(tmp_path, charter, 30) == file
    assert file.read_bytes() == before


def test_a_page_that_asks_the_database_too_much_or_answers_wrongly_is_named(tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    missing = Action(
        "Start page", lambda council, times: (council.visitor().get("/no-such-page") for _ in range(times))
    )
    with opened(made_up(tmp_path, load_charter("highland"), 20), settings) as council:
        (found,) = measure([council], missing, times=3, warming=0)
    assert found.trouble == "3 of 3 answered 404"
    assert ("Start page works: 3 of 3 answered 404", False) in aims({"Start page": {20: found}})


def test_statements_are_counted_but_not_the_ends_of_transactions(tmp_path: Path) -> None:
    with opened(made_up(tmp_path, load_charter("highland"), 20), settings_of(tmp_path)) as council:
        assert _statements(council, "/") == 0
        ((reference, key),) = council.cases(most=1)
        assert _statements(council, f"/track/{reference}/{key}") == 5


def _statements(council: Council, address: str) -> int:
    return council.visitor().get(address).statements


@pytest.mark.parametrize(
    ("small", "large", "met", "why"),
    [
        (10.0, 12.9, True, "not a third slower among a hundred times as many"),
        (10.0, 13.5, False, "more than 1.3 times slower"),
        (10.0, 8.0, True, "quicker, by chance"),
    ],
)
def test_the_worklist_may_hardly_be_slower_among_many_cases(small: float, large: float, met: bool, why: str) -> None:
    sizes = {1000: figures(small), 100_000: figures(large)}
    verdicts = {aim: kept for aim, kept in aims({"Worklist": sizes}) if "times slower" in aim}
    assert list(verdicts.values()) == [met], why


def test_the_aims_are_those_that_the_product_set_itself() -> None:
    page = {1000: figures(median=9.9, statements=8, first_visit=39_999, page=20_000)}
    assert all(met for _, met in aims({"Start page": page}))
    page = {1000: figures(median=10, statements=9, first_visit=40_000, page=20_000)}
    assert [met for _, met in aims({"Start page": page})] == [False, False, False, True]
    assert ratio(page) is None
    assert start_page.__doc__


def test_the_command_prints_a_table_with_both_sizes_and_says_what_is_met(tmp_path: Path) -> None:
    file = tmp_path / "figures.json"
    words = ["--cases", "15,30", "--times", "1", "--data", str(tmp_path), "--json", str(file)]
    ran = CliRunner().invoke(bench_command, words, catch_exceptions=False)
    assert ran.exit_code == 0
    assert "15 cases: median ms" in ran.output and "30 cases: median ms" in ran.output
    assert all(action.name in ran.output for action in ACTIONS)
    assert "What we aim at:" in ran.output
    assert set(json.loads(file.read_text())["figures"]) == {action.name for action in ACTIONS}


def test_a_size_that_is_no_number_is_refused_in_words(tmp_path: Path) -> None:
    ran = CliRunner().invoke(bench_command, ["--cases", "many", "--data", str(tmp_path)])
    assert ran.exit_code == 2 and "write numbers with a comma between" in ran.output
