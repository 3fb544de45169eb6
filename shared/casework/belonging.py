"""Which case a message belongs to: proved by a sign that only we can make, or guessed at for staff and no further."""

import re
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.arrivals.arrived import Arrived
from shared.casework.customers import email_key
from shared.casework.finding import tracked
from shared.charter.organisation import Charter
from shared.charter.reference import LETTERS, read_reference
from shared.charter.signed_reference import SignedFor, answered_reference, read_signed
from shared.delivery.envelope import once_name
from shared.models.cases import Case
from shared.models.notices import Notice

_TEAM = "-team"


@dataclass(frozen=True)
class Perhaps:
    """A case that the subject names. An address can be forged, so nothing follows from it until somebody has looked."""

    reference: str
    own_address: bool


def proved(session: Session, arrived: Arrived, *, charter: Charter, secret: str) -> Case | None:
    """The case that the message answers: it came to the case's own address, or names a letter of ours by its sign."""
    references = [answered_reference(address, secret) for address in arrived.to]
    references += [_of_letter(name, charter) for name in letters_of_ours(arrived.answers, secret)]
    for reference in dict.fromkeys(one for one in references if one):
        case = tracked(session, reference, to_change=True)
        if case is not None:
            return case
    return None


def letters_of_ours(ids: tuple[str, ...], secret: str) -> list[str]:
    """The names of our letters among these Message-IDs; without those whose sign is not ours."""
    names = (read_signed(one.rpartition("@")[0], secret, SignedFor.LETTER) for one in ids)
    return [name for name in names if name]


def _of_letter(name: str, charter: Charter) -> str | None:
    """The reference in a letter's name; None for a letter to a team, whose answer is no customer's."""
    return None if name.lower().endswith(_TEAM) else _reference_in(name, charter)


def _reference_in(name: str, charter: Charter) -> str | None:
    found = re.match(rf"{charter.organisation.prefix}-[{LETTERS}]{{4}}-[{LETTERS}]{{4}}(?=-)", name.upper())
    return found[0] if found else None


def notices_about(session: Session, ids: tuple[str, ...], *, charter: Charter, secret: str) -> list[Notice]:
    """The notices that left as letters of these names: for what a mail server says became of them."""
    found = []
    for name in letters_of_ours(ids, secret):
        rows = sa.select(Notice).join(Notice.case).where(Case.reference == _reference_in(name, charter))
        found += [one for one in session.scalars(rows) if once_name(one.once_key).lower() == name.lower()]
    return found


def perhaps(session: Session, arrived: Arrived, *, charter: Charter) -> Perhaps | None:
    """The case whose reference stands in the subject, where there is one."""
    prefix = charter.organisation.prefix
    pattern = rf"\b(?:{prefix}[-\s]?)?[{LETTERS}]{{4}}[-\s]?[{LETTERS}]{{4}}\b"
    for typed in re.findall(pattern, arrived.subject.upper())[:5]:
        reference = read_reference(typed, prefix)
        case = tracked(session, reference) if reference else None
        if case is not None:
            return Perhaps(case.reference, _customers_own(case, arrived.from_address))
    return None


def _customers_own(case: Case, address: str) -> bool:
    """Is it the customer's own address that the message says it comes from? Whether that is true nobody can tell."""
    known = case.customer.email_key if case.customer else ""
    return bool(known) and known == email_key(address)


def whose_words(case: Case, address: str, name: str) -> str:
    """Empty for the customer's own; else who wrote them: the name of whoever speaks for them, or a bare address.

    `address` and `name` are those that the message says it comes from.
    """
    if _customers_own(case, address):
        return ""
    key = email_key(address)
    for authority in case.authorities:
        person = authority.representative
        if key and email_key(person.email) == key:
            return person.name
    return address[:120] or name
