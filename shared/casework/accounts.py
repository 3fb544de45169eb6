"""Staff accounts: added, disabled, given a password; passwords kept as argon2 hashes."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy.orm import Session

from shared.casework import procedures
from shared.casework.customers import email_key
from shared.casework.steps import in_reach, is_kept_apart, teams_of_area
from shared.charter.access import Right, Role, sealed_from
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Kind
from shared.models.cases import Case
from shared.models.staff import Staff

SHORTEST_PASSWORD = 12
_hasher = PasswordHasher()


class AccountRefused(ValueError):
    """An account cannot be made or changed so; the sentence says why."""


def hash_password(password: str) -> str:
    """The argon2 hash to keep. Raises `AccountRefused` for a short one."""
    if len(password) < SHORTEST_PASSWORD:
        raise AccountRefused(f"A password needs at least {SHORTEST_PASSWORD} characters.")
    return _hasher.hash(password)


def add(session: Session, *, email: str, name: str, role: Role, team: str, password: str, at: datetime) -> Staff:
    """A new account. Raises `AccountRefused` where the address has one already."""
    if by_email(session, email) is not None:
        raise AccountRefused(f"There is an account for {email} already.")
    staff = Staff(
        email=email_key(email),
        name=name,
        role=role,
        team=team,
        password_hash=hash_password(password),
        session_key=secrets.token_urlsafe(24),
        created_at=at,
    )
    session.add(staff)
    return staff


def by_email(session: Session, email: str) -> Staff | None:
    """The account of that address, disabled or not."""
    return session.scalar(sa.select(Staff).where(Staff.email == email_key(email)))


def by_session_key(session: Session, key: str) -> Staff | None:
    """Whose open session this is; None once the account is disabled or its password has changed."""
    return session.scalar(sa.select(Staff).where(Staff.session_key == key, Staff.disabled_at.is_(None)))


def sign_in(session: Session, *, email: str, password: str) -> Staff | None:
    """The member of staff whose address and password these are, or None, after the same time either way."""
    staff, nobodys = by_email(session, email), _nobodys_hash()
    try:
        _hasher.verify(staff.password_hash if staff else nobodys, password)
    except (VerifyMismatchError, InvalidHashError):
        return None
    return staff if staff and staff.disabled_at is None else None


@cache
def _nobodys_hash() -> str:
    """Checked when nobody has that address, so that a stranger cannot tell by the time it takes.

    Made when somebody first signs in, whoever it is: a worker, or a command, should not wait for it at its start.
    """
    return _hasher.hash(secrets.token_urlsafe(12))


def set_password(staff: Staff, password: str) -> None:
    """Change the password and end every session that was opened with the old one."""
    staff.password_hash = hash_password(password)
    staff.session_key = secrets.token_urlsafe(24)


def disable(staff: Staff, *, at: datetime) -> None:
    """Nobody signs in with this account any more; every open session ends now."""
    staff.disabled_at = at
    staff.session_key = secrets.token_urlsafe(24)


def enable(staff: Staff) -> None:
    """The account is open again."""
    staff.disabled_at = None


def change(staff: Staff, *, name: str, role: Role, team: str, by: Staff) -> None:
    """Another name, role or team. Raises `AccountRefused` for one's own role: somebody must remain who may."""
    if staff.id == by.id and role is not staff.role:
        raise AccountRefused("Nobody changes their own role.")
    staff.name, staff.role, staff.team = name, role, team


@dataclass(frozen=True)
class People:
    """Some accounts, and the address after which the next page begins."""

    people: Sequence[Staff]
    after: str | None


def everybody(session: Session, *, after: str = "", most: int = 50) -> People:
    """Accounts by address, a page at a time."""
    rows = sa.select(Staff).where(Staff.email > after).order_by(Staff.email).limit(most + 1)
    found = session.scalars(rows).all()
    return People(found[:most], found[most - 1].email if len(found) > most else None)


def by_number(session: Session, number: int) -> Staff | None:
    """The account with that number."""
    return session.get(Staff, number)


def colleagues(session: Session, teams: Iterable[str]) -> Sequence[Staff]:
    """Who works in these teams and can be given a case."""
    rows = sa.select(Staff).where(Staff.team.in_(sorted(teams)), Staff.disabled_at.is_(None)).order_by(Staff.name)
    return session.scalars(rows.limit(200)).all()


def able_to_deal_with(session: Session, case: Case, charter: Charter) -> Sequence[Staff]:
    """Whom this case can be given to: those of its team, and heads of its area, who work cases; not its owner.

    Nor whoever decided an earlier stage of it (clause RP-6).
    """
    if case.team is None:
        return ()
    near = colleagues(session, sorted(teams_of_area(case.team, charter)))
    decided_before = procedures.decided_by(case, before=case.stage_number)
    return [
        one
        for one in near
        if one.id != case.owner_id
        and one.id not in decided_before
        and (one.may(Right.WORK_OWN_TEAM) or (one.may(Right.ANSWER_VIEWS) and case.kind is Kind.REPRESENTATION))
        and in_reach(one, case.team, charter)
        and case.seal not in sealed_from(one.rights)
        and not is_kept_apart(case, one)
    ]
