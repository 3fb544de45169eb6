"""Whom a case is kept away from: whoever it is about, and whoever has a conflict of interest."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice, product
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import appointments, clocks, timeline
from shared.casework.steps import require, require_words
from shared.charter.organisation import Charter
from shared.charter.signs import Sign
from shared.charter.vocabulary import Kind
from shared.charter.workflow import Step, StepRefused, Why
from shared.models.cases import Case
from shared.models.decisions import Lesson, Remedy
from shared.models.happened import Happened
from shared.models.links import Apart, KeptApart
from shared.models.staff import Staff

#: So many words beside each other may be a whole name.
_LENGTHS = (2, 3, 4)
#: So many names are looked for in one question to the database.
_MOST = 400


def by_name(session: Session, case: Case, *, at: datetime, charter: Charter) -> None:
    """A complaint that names a member of staff in full never reaches that person, from its first moment.

    Staff may say later that somebody else of that name is meant.
    """
    if case.kind is not Kind.COMPLAINT and Sign.STAFF not in case.signs:
        return
    for staff, found in _named(session, case.words):
        _keep(session, case, staff, what=Apart.COMPLAINED_OF, at=at, charter=charter, found=found)


def named(session: Session, words: str, *, most: int = 10) -> list[Staff]:
    """Whoever works here and has these words in their name; nobody for less than two letters."""
    part = " ".join(words.split())
    if len(part) < 2:
        return []
    has_it = sa.or_(
        sa.func.lower(Staff.name).contains(part.casefold(), autoescape=True),
        Staff.name.contains(part, autoescape=True),
    )
    rows = sa.select(Staff).where(has_it, Staff.disabled_at.is_(None)).order_by(Staff.name, Staff.id)
    return list(session.scalars(rows.limit(most)))


def _named(session: Session, words: str) -> list[tuple[Staff, str]]:
    """Members of staff whose whole name stands in these words."""
    found: dict[int, Staff] = {}
    for some in _in_parts(dict.fromkeys(_may_be_names(words))):
        # As it was typed as well: not every database knows small letters beyond a to z.
        whole = sa.or_(sa.func.lower(Staff.name).in_([one.casefold() for one in some]), Staff.name.in_(some))
        rows = sa.select(Staff).where(whole, Staff.disabled_at.is_(None))
        found |= {staff.id: staff for staff in session.scalars(rows)}
    return [(found[number], found[number].name) for number in sorted(found)]


def _in_parts(names: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(names)
    while some := list(islice(rest, _MOST)):
        yield some


def _may_be_names(words: str) -> Iterator[str]:
    """Each two, three or four words beside each other of which one begins with a capital letter."""
    parts = re.findall(r"[^\W\d_][\w'’-]*", words)
    for length, first in product(_LENGTHS, range(len(parts))):
        some = parts[first : first + length]
        if len(some) == length and any(one[0].isupper() for one in some):
            yield " ".join(some)


def keep_apart(
    session: Session,
    case: Case,
    *,
    staff: Staff,
    what: Apart,
    reason: str,
    by: Staff,
    at: datetime,
    charter: Charter,
    instead: str = "",
    once: str | None = None,
) -> None:
    """Take somebody off a case: it is about them, or they say that they have a conflict of interest.

    Whoever declares a conflict of their own no longer sees the case either. Where they were to meet the customer,
    `instead` does, or nobody. Raises `StepRefused`.
    """
    require(Step.KEEP_APART, case, by=by, charter=charter)
    require_words(Step.KEEP_APART, reason)
    appointments.settle_without(session, case, staff, instead=instead, by=by, at=at, charter=charter)
    _keep(session, case, staff, what=what, at=at, charter=charter, by=by, reason=reason, once=once)


def _keep(
    session: Session,
    case: Case,
    staff: Staff,
    *,
    what: Apart,
    at: datetime,
    charter: Charter,
    by: Staff | None = None,
    reason: str = "",
    found: str = "",
    once: str | None = None,
) -> None:
    before = next((one for one in _kept(case) if one.staff_id == staff.id and one.ended_at is None), None)
    if before is not None:
        if before.what is Apart.PROTECTED:  # the graver reason counts: it does not end with the protection
            before.what = what
        return
    kept = KeptApart(staff=staff, staff_id=staff.id, what=what, reason=reason, found=found, at=at, ended_why="")
    kept.by_id = by.id if by else None
    case.kept_apart.append(kept)
    if case.owner_id == staff.id:
        case.owner = None
        clocks.set_next_on(case, charter=charter, today=clocks.today_of(charter, at))
    promised: list[Remedy | Lesson] = [one for decision in case.decisions for one in decision.remedies]
    promised += [one for decision in case.decisions for one in decision.lessons]
    for one in promised:
        if one.owner_id == staff.id and one.ended_on is None:
            one.owner, one.owner_id = None, None  # the team sees to it
    facts = {"name": staff.name, "because": what.value, "reason": reason, "found": found}
    timeline.write(session, case, Happened.KEPT_APART, at=at, by=by, once=once, public=False, **facts)


def keep_out(session: Session, case: Case, staff: Staff, *, what: Apart, at: datetime, charter: Charter) -> None:
    """Whoever is to be kept from this case is, without anybody's asking on the case itself (clauses RP-22, RP-29)."""
    _keep(session, case, staff, what=what, at=at, charter=charter)


def keep_too(session: Session, case: Case, kept: KeptApart, *, by: Staff, at: datetime, charter: Charter) -> None:
    """Whoever is kept apart from a case is kept apart from another that it is now part of, or was part of."""
    found: dict[str, Any] = {"what": kept.what, "reason": kept.reason, "found": kept.found}
    _keep(session, case, kept.staff, **found, at=at, charter=charter, by=by)


def _kept(case: Case) -> list[KeptApart]:
    return case.kept_apart if timeline.tells_of(case, Happened.KEPT_APART) else []


def apart_from(case: Case) -> list[KeptApart]:
    """Those who do not see this case now."""
    return [one for one in _kept(case) if one.ended_at is None]


def let_back(
    session: Session,
    case: Case,
    kept: KeptApart,
    *,
    reason: str,
    by: Staff,
    at: datetime,
    charter: Charter,
    once: str | None = None,
) -> None:
    """Somebody else of that name was meant, or the conflict is over: with a reason. Raises `StepRefused`."""
    require(Step.KEEP_APART, case, by=by, charter=charter)
    require_words(Step.KEEP_APART, reason)
    if kept.ended_at is not None:
        return
    if kept.what is Apart.PROTECTED:  # ends where it was granted, by whoever may
        raise StepRefused(Step.KEEP_APART, Why.NOT_FROM_HERE)
    kept.ended_at, kept.ended_by_id, kept.ended_why = at, by.id, reason
    facts = {"name": kept.staff.name, "reason": reason}
    timeline.write(session, case, Happened.KEPT_APART_NO_LONGER, at=at, by=by, once=once, public=False, **facts)


def let_in(session: Session, case: Case, staff: Staff, *, by: Staff, at: datetime) -> None:
    """The protection of a member of staff is over, and nothing else keeps them from the case."""
    for kept in _kept(case):
        if kept.staff_id == staff.id and kept.what is Apart.PROTECTED and kept.ended_at is None:
            kept.ended_at, kept.ended_by_id = at, by.id
            facts = {"name": staff.name, "reason": ""}
            timeline.write(session, case, Happened.KEPT_APART_NO_LONGER, at=at, by=by, public=False, **facts)
