"""Walking a long list by key: the day and the number of the last row name the place where the next page begins."""

import re
from datetime import date


def write_key(day: date, number: int) -> str:
    """The place of one row, such as `2026-12-01.412`."""
    return f"{day.isoformat()}.{number}"


def read_key(key: str | None) -> tuple[date, int] | None:
    """The place that a key names; None for no key, or for one that names none."""
    match = re.fullmatch(r"(\d{4}-\d{2}-\d{2})\.(\d{1,18})", key or "", re.ASCII)
    if match is None:
        return None
    try:
        return date.fromisoformat(match[1]), int(match[2])
    except ValueError:
        return None


def read_number(key: str | None) -> int | None:
    """The row that a key names, where rows are walked by number alone."""
    return int(key) if key and re.fullmatch(r"\d{1,18}", key, re.ASCII) else None
