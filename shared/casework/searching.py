"""Search: any case that its reader may see, by reference, name or words; the same cases on both databases."""

import re
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework.customers import phone_key
from shared.casework.finding import seen_by, teams_seen_by
from shared.casework.folding import words_in
from shared.casework.paging import Page, first_lines, page_of, read_number
from shared.charter.access import Right
from shared.charter.organisation import Charter
from shared.charter.reference import read_reference
from shared.models.cases import Case
from shared.models.staff import Staff

MOST_WORDS = 12
_NUMBER = re.compile(r"\+?[\d\s()\-]{7,20}")
#: A word of fewer letters is taken as it stands: half the cases hold a word that begins with an s.
SHORTEST_BEGINNING = 3
FEW = 2000


def search(
    session: Session,
    staff: Staff,
    charter: Charter,
    *,
    words: str,
    after: str | None = None,
    before: str | None = None,
) -> Page:
    """Cases with these words, this name, address, number or reference, newest first, open or closed."""
    back = read_number(before)
    place, forwards = read_number(after) if back is None else back, back is None
    numbers = _matching(session, words, staff, charter)
    if numbers is None:
        return Page(())
    number = numbers.selected_columns.id
    if place is not None:
        numbers = numbers.where(number < place if forwards else number > place)
    order = sa.desc if forwards else sa.asc
    found = session.scalars(first_lines(numbers.order_by(order(number))).order_by(order(Case.id))).all()
    return page_of(found, lambda case: str(case.id), forwards, place is not None)


def _matching(session: Session, words: str, staff: Staff, charter: Charter) -> sa.Select[int] | None:
    """The numbers of the cases with this reference or all these words; None where nothing can be looked for.

    The last word may be unfinished once it has three letters. Both databases find the same cases.
    """
    mine = seen_by(staff, charter)
    reference = read_reference(words, charter.organisation.prefix)
    if reference is not None:
        return sa.select(Case.id).where(Case.reference == reference, mine)
    # A telephone number is kept in one spelling, however it is typed.
    whole = words_in(phone_key(words) if _NUMBER.fullmatch(words.strip()) else words)[:MOST_WORDS]
    if not whole:
        return None
    # Not for secrecy, which is `mine`: so that a word that other teams use often is not read through in vain.
    teams = () if staff.may(Right.SEE_EVERY_CASE) else sorted(teams_seen_by(staff, charter))
    unfinished = len(whole[-1]) >= SHORTEST_BEGINNING
    if session.get_bind().dialect.name == "sqlite":
        return _matching_sqlite(whole, teams, unfinished).where(mine)
    return _matching_postgresql(session, whole, teams, unfinished, mine)


def _matching_sqlite(whole: Sequence[str], teams: Sequence[str], unfinished: bool) -> sa.Select[int]:
    query = "norm : (" + " ".join(f'"{word}"' for word in whole) + ("*)" if unfinished else ")")
    if teams:
        query += " AND team : (" + " OR ".join(f'"{team}"' for team in teams) + ")"
    hits = sa.table("case_search", sa.column("rowid", sa.Integer))
    # The plus keeps SQLite from looking up each case's words in turn: it reads the list of hits, newest first.
    same = Case.id == sa.literal_column("+case_search.rowid", sa.Integer)
    matched = sa.text("case_search MATCH :words").bindparams(words=query)
    return sa.select(hits.c.rowid.label("id")).join_from(hits, Case, same).where(matched)


def _matching_postgresql(
    session: Session, whole: Sequence[str], teams: Sequence[str], unfinished: bool, mine: sa.ColumnElement[bool]
) -> sa.Select[int]:
    query = " & ".join(f"'{word}'" for word in whole) + (":*" if unfinished else "")
    if teams:
        query += " & (" + " | ".join(f"'@{team}'" for team in teams) + ")"
    matched = sa.text("cases.case_search @@ CAST(:words AS tsquery)").bindparams(words=query)
    numbers = sa.select(Case.id).where(matched, mine)
    # PostgreSQL expects every word to be frequent and would walk back through all cases for the newest with a rare one.
    few = sa.select(sa.func.count()).select_from(numbers.limit(FEW + 1).subquery())
    if (session.scalar(few) or 0) > FEW:
        return numbers
    return sa.select((Case.id + 0).label("id")).where(matched, mine)
