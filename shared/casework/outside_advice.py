"""What goes to somebody outside who is asked for advice: what was said on cases, and who must not be named (RP-30)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework.finding import seen_by
from shared.casework.pseudonyms import Known
from shared.charter.calendar import local_day
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Channel, Seal
from shared.models.cases import Case
from shared.models.customers import Customer
from shared.models.readings import SealedWords
from shared.models.staff import Staff

#: The newest cases of one customer; more than that nobody outside reads, and nobody here checks.
MOST = 20


@dataclass(frozen=True)
class Said:
    """One thing that was said: by whom, on which day, in which way."""

    who: str
    on: date
    channel: Channel
    ours: bool
    words: str


@dataclass(frozen=True)
class Matter:
    """One case as it is told outside: no reference, no subject, and nothing that is sealed."""

    case: Case
    said: Sequence[Said]
    wanted: str


def matter_of(session: Session, case: Case, charter: Charter) -> Matter:
    """What was said on a case, in order. Of words that are sealed only the matter that was taken out of them."""
    sealed = _sealed_on(session, case)
    said = [
        Said(
            one.by_name,
            local_day(one.at, charter.organisation.time_zone),
            one.channel,
            one.ours,
            sealed.get(one.id, one.words),
        )
        for one in case.contacts
    ]
    first = case.contacts[0].id if case.contacts else None
    return Matter(case, [one for one in said if one.words.strip()], "" if first in sealed else case.wanted)


def _sealed_on(session: Session, case: Case) -> dict[int, str]:
    rows = sa.select(SealedWords.contact_id, SealedWords.matter).where(SealedWords.case_id == case.id)
    return dict(session.execute(rows).all())


def cases_for(session: Session, customer: Customer, staff: Staff, charter: Charter) -> Sequence[Case]:
    """The customer's cases that this person may see, the oldest first; what few may see never leaves with others."""
    rows = sa.select(Case).where(Case.customer_id == customer.id, Case.seal == Seal.NONE, seen_by(staff, charter))
    return list(reversed(session.scalars(rows.order_by(Case.id.desc()).limit(MOST)).unique().all()))


def known_of(session: Session, cases: Iterable[Case], customer: Customer | None) -> Known:
    """Everybody whom a text about these cases could name: the people in them, and all who work here."""
    persons, workers, addresses = _Names(), _Names(), _Names()
    if customer is not None:
        persons.add(customer.name)
        addresses.add(*customer.address.splitlines(), customer.address)
    for case in cases:
        for authority in case.authorities:
            persons.add(authority.representative.name)
            addresses.add(*authority.representative.address.splitlines())
        workers.add(case.owner.name if case.owner else "", case.signed_name)
        workers.add(*(line.by_name for line in case.happenings if line.staff_id is not None))
        for one in case.contacts:
            (workers if one.ours else persons).add(one.by_name)
    others = session.scalars(sa.select(Staff.name).order_by(Staff.id))
    return Known(persons.all, workers.all, tuple(others), addresses.all)


class _Names:
    """Names in the order in which they came, each once."""

    def __init__(self) -> None:
        self._kept: dict[str, None] = {}

    def add(self, *names: str) -> None:
        self._kept |= dict.fromkeys(name.strip() for name in names if name.strip())

    @property
    def all(self) -> tuple[str, ...]:
        return tuple(self._kept)
