"""Walking a long list by key: the last row of a page names the place where the next page begins."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import defer, joinedload

from shared.models.cases import Case

PAGE = 25
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Page:
    """Some cases, and the keys of the pages before and after."""

    cases: Sequence[Case]
    after: str | None = None
    before: str | None = None


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


def write_moment(at: datetime, number: int) -> str:
    """The place of one row among rows that are walked by moment: microseconds since 1970 in UTC, and its number."""
    return f"{(at - _EPOCH) // timedelta(microseconds=1)}.{number}"


def read_moment(key: str | None) -> tuple[datetime, int] | None:
    """The place that such a key names; None for no key, or for one that names none."""
    match = re.fullmatch(r"(\d{1,17})\.(\d{1,18})", key or "", re.ASCII)
    return (_EPOCH + timedelta(microseconds=int(match[1])), int(match[2])) if match else None


def first_lines(numbers: sa.Select[int]) -> sa.Select[Case]:
    """The first cases of these numbers with what one line of a list shows. The numbers come from an index alone."""
    chosen = numbers.limit(PAGE + 1).subquery()
    long_texts = (defer(Case.words), defer(Case.wanted), defer(Case.norm))
    return (
        sa.select(Case)
        .join(chosen, chosen.c.id == Case.id)
        .options(joinedload(Case.customer), joinedload(Case.owner), *long_texts)
    )


def page_of(found: Sequence[Case], key: Callable[[Case], str], forwards: bool, moved: bool) -> Page:
    """One page of what was found, which is one more than fits where there are more."""
    more, shown = len(found) > PAGE, found[:PAGE] if forwards else found[:PAGE][::-1]
    if not shown:
        return Page(())
    return Page(
        shown,
        after=key(shown[-1]) if more or not forwards else None,
        before=key(shown[0]) if (moved if forwards else more) else None,
    )
