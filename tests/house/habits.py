"""Habits of the Python: sizes, names, opening lines, time by the door, one commit at the edge."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.sources import ROOMS, Source, files, python

FILE, FUNCTION, TEMPLATE = 300, 40, 120
DRAWERS = {"util", "utils", "helper", "helpers", "common", "misc", "stuff", "tools", "lib", "managers"}
OTHER_WORDS = {"ticket", "tickets", "sla", "deadline", "deadlines", "sanction", "assignee", "citizen", "timer"}
WALL_CLOCK = {("datetime", "now"), ("datetime", "today"), ("datetime", "utcnow"), ("date", "today")}
WALL_CLOCK |= {("time", "time"), ("time", "time_ns"), ("time", "localtime"), ("time", "gmtime")}
WALL_CLOCK |= {("func", "now"), ("func", "current_timestamp"), ("func", "localtimestamp")}
MAY_READ_IT = ("shared/web/now.py", "shared/worker/")
NUMBERS = "one|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|fifteen|twenty"
PROMISE = re.compile(rf"\b(\d+|{NUMBERS})\s+working[\s-]days?\b", re.IGNORECASE)
# Written in pieces, so that this file does not hold what it looks for.
MACHINE = re.compile(
    r"(?<![\w.}])/(" + "|".join(("wo" + "rk", "fa" + "rm", "t" + "mp", "ho" + "me", "Us" + "ers", "ro" + "ot")) + r")/"
)


def too_large(root: Path) -> list[str]:
    """Files, functions and templates over their size."""
    return [*_long_files(root), *_long_functions(root)]


def _long_files(root: Path) -> Iterator[str]:
    for most, paths in (
        (FILE, files(root, ".py")),
        (TEMPLATE, files(root, ".html", ".txt", under=("templates",))),
    ):
        for path in paths:
            if path.is_relative_to(root / "migrations"):
                continue  # read once, from top to bottom
            if (lines := len(path.read_text(encoding="utf-8").splitlines())) > most:
                yield f"{path.relative_to(root)} has {lines} lines; {most} is the most."


def _long_functions(root: Path) -> Iterator[str]:
    for source in python(root):
        if source.place.startswith("migrations/"):
            continue
        for node in ast.walk(source.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > FUNCTION:
                    yield f"{source.module}.{node.name} has {lines} lines; {FUNCTION} is the most."


def drawers(root: Path) -> list[str]:
    """Files and folders whose name would take anything."""
    return [
        f"{path.relative_to(root)} is a drawer: name it after the thing it is about."
        for path in files(root, ".py", ".html", ".js", ".scss")
        if DRAWERS & {part.strip("_").lower() for part in path.relative_to(root).with_suffix("").parts}
    ]


def words_of_other_trades(root: Path) -> list[str]:
    """Names of ours that use a word for which the field has another."""
    found = []
    for source in python(root, *ROOMS):
        for node in ast.walk(source.tree):
            name = _named(node)
            if wrong := OTHER_WORDS & set(re.sub(r"([a-z])([A-Z])", r"\1_\2", name).lower().split("_")):
                found.append(f"{source.place}: {name} says {', '.join(wrong)}; the house has another word.")
    return found


def _named(node: ast.AST) -> str:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return node.name
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        return node.id
    return node.arg if isinstance(node, ast.arg) else ""


def without_opening_line(root: Path) -> list[str]:
    """Python files that do not begin by saying what they are for."""
    return [
        f"{source.place} does not open with a line that says what it is for."
        for source in python(root)
        if source.tree.body and not ast.get_docstring(source.tree)
    ]


def wall_clocks(root: Path) -> list[str]:
    """Places, other than the door, that read the time of day."""
    return [
        f"{source.place} reads the wall clock (line {node.lineno}): take `at` from the caller."
        for source in python(root, *ROOMS)
        if not source.place.startswith(MAY_READ_IT)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Attribute) and (_last_name(node.value), node.attr) in WALL_CLOCK
    ]


def _last_name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def commits_in_casework(root: Path) -> list[str]:
    """Casework leaves the commit to the edge."""
    return [
        f"{source.place} commits (line {node.lineno}): only the edge does."
        for source in python(root, "shared/casework")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "commit"
    ]


def promises_outside_the_charter(root: Path) -> list[str]:
    """Numbers of working days that stand in code or templates, where only the charter may say them."""
    found = []
    for source in python(root, *ROOMS):
        for line, words in _strings(source):
            if promise := PROMISE.search(words):
                found.append(f'{source.place} promises "{promise[0]}" (line {line}): only the charter may.')
    for path in files(root, ".html", ".txt", ".po", ".pot", under=("templates", "translations")):
        if path.stem == "charters":  # the charter's own promises, in other languages
            continue
        for promise in PROMISE.finditer(re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)):
            found.append(f'{path.relative_to(root)} promises "{promise[0]}": only the charter may.')
    return found


def _strings(source: Source) -> Iterator[tuple[int, str]]:
    """What the program may say: every text in it but the docstrings."""
    said = {
        id(node.body[0].value)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.lineno, node.value


def machine_paths(root: Path) -> list[str]:
    """Folders of somebody's own machine."""
    found = []
    for path in files(root):
        if path.name == "package-lock.json" or "govuk" in path.parts:
            continue
        words = path.read_text(encoding="utf-8", errors="ignore")
        found += [
            f'{path.relative_to(root)} names a folder of one machine: "{one[0]}".' for one in MACHINE.finditer(words)
        ]
    return found
