"""Which files the house is made of, and Python files read as trees."""

import ast
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOMS = ("portal", "backoffice", "shared")
# Not ours: made by tools, brought by others, or written while the application runs.
PASSED_BY = {"node_modules", "data", "__pycache__", "dist", "build", "_data"}
MADE = {".mo", ".pyc", ".png", ".ico", ".woff2", ".db", ".map"}


def files(root: Path, *suffixes: str, under: tuple[str, ...] = ("",)) -> Iterator[Path]:
    """Every file of ours below the root, in order; with suffixes, only those."""
    for top in under:
        for folder, folders, names in os.walk(root / top):
            folders[:] = sorted(
                one
                for one in folders
                if one not in PASSED_BY and (not one.startswith(".") or one == ".ci") and not one.endswith(".egg-info")
            )
            for name in sorted(names):
                path = Path(folder, name)
                if path.suffix not in MADE and (not suffixes or path.suffix in suffixes):
                    yield path


@dataclass(frozen=True)
class Source:
    """One Python file: where it is, and its tree."""

    root: Path
    path: Path

    @property
    def place(self) -> str:
        return self.path.relative_to(self.root).as_posix()

    @property
    def module(self) -> str:
        """Its dotted name; a package goes by its own."""
        return self.place.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    def imports(self) -> Iterator[tuple[int, str]]:
        """The line and the dotted name of everything that it imports, at the top or inside a function."""
        package = self.module if self.path.name == "__init__.py" else self.module.rpartition(".")[0]
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((node.lineno, name.name) for name in node.names)
            elif isinstance(node, ast.ImportFrom):
                start = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
                base = ".".join([*start, *([node.module] if node.module else [])])
                yield from ((node.lineno, f"{base}.{name.name}") for name in node.names)


def python(root: Path, *tops: str) -> Iterator[Source]:
    """Every Python file, or those below some folders."""
    for path in files(root, ".py", under=tops or ("",)):
        yield Source(root, path)
