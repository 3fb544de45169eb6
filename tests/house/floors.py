"""The law of the house: an import goes down, or stays on its floor inside its own room."""

import sys
from collections.abc import Iterator
from pathlib import Path

from tests.house.sources import ROOMS, Source, python

FLOOR = {
    "portal": 5,
    "backoffice": 5,
    "shared.app": 5,
    "shared.web": 4,
    "shared.worker": 4,
    "shared.casework": 3,
    "shared.models": 2,
    "shared.delivery": 2,
    "shared.files": 2,
    "shared.arrivals": 2,
    "shared.charter": 1,
    "shared.config": 1,
}

WEB = {"flask", "flask_login", "flask_babel", "flask_wtf", "wtforms", "werkzeug", "markupsafe", "itsdangerous"}

# What each room may know of what others wrote; the standard library may be known everywhere.
OUTSIDE = {
    "portal": WEB,
    "backoffice": WEB,
    "shared.app": {"flask", "htmx_flask", "werkzeug", "whitenoise", "brotli"},
    "shared.web": WEB | {"htmx_flask", "bleach", "babel", "whitenoise", "brotli", "sqlalchemy"},
    "shared.worker": {"babel", "click", "gunicorn", "sqlalchemy"},
    "shared.casework": {"sqlalchemy", "argon2"},
    "shared.models": {"sqlalchemy", "alembic"},
    "shared.delivery": {"jinja2", "babel", "markupsafe", "typst", "pikepdf"},
    "shared.files": {"PIL", "pikepdf"},
    "shared.arrivals": set(),
    "shared.charter": {"holidays"},
    "shared.config": set(),
}

# Within what is allowed above: only these files need it.
ONLY = {
    ("shared.web", "sqlalchemy"): {"shared.web.unit_of_work", "shared.web.errors"},
    ("shared.casework", "argon2"): {"shared.casework.accounts"},
    ("shared.delivery", "typst"): {"shared.delivery.printing"},
    ("shared.delivery", "pikepdf"): {"shared.delivery.printing"},
    ("shared.models", "alembic"): {"shared.models.migrate"},
    ("shared.files", "PIL"): {"shared.files.pictures"},
    ("shared.files", "pikepdf"): {"shared.files.pdfs"},
}


def room_of(module: str) -> str | None:
    """The room that a module of ours is in; None for one that is not ours or in no room."""
    parts = module.split(".")
    name = ".".join(parts[:2]) if parts[0] == "shared" else parts[0]
    return name if name in FLOOR else None


def wrong_imports(root: Path) -> list[str]:
    """One sentence for each import that the house does not allow."""
    return list(dict.fromkeys(fault for source in python(root, *ROOMS) for fault in _faults(source)))


def _faults(source: Source) -> Iterator[str]:
    if source.module in ROOMS and source.module not in FLOOR:
        return  # the empty package that holds the rooms
    room = room_of(source.module)
    if room is None:
        yield f"{source.module} is in no room of the house."
        return
    for line, name in source.imports():
        if name.split(".")[0] in ROOMS:
            wrong = _wrong_inside(room, name)
        else:
            wrong = _wrong_outside(room, source.module, name.split(".")[0])
        if wrong:
            yield f"{source.module} may not know {wrong} (line {line})."


def _wrong_inside(room: str, name: str) -> str:
    if name == "shared":
        return ""  # the empty package that holds the rooms
    target = room_of(name)
    allowed = target == room or (target is not None and FLOOR[target] < FLOOR[room])
    return "" if allowed and target != "shared.app" else name


def _wrong_outside(room: str, module: str, package: str) -> str:
    if package in sys.stdlib_module_names:
        return ""
    needed_by = ONLY.get((room, package))
    return "" if package in OUTSIDE[room] and (needed_by is None or module in needed_by) else package
