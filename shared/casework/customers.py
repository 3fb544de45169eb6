"""Customers: found again by what they gave us, or added; never merged by guesswork."""

import re
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.charter.vocabulary import Format, Reach
from shared.models.customers import Agreement, Customer


@dataclass(frozen=True)
class Person:
    """Who somebody says they are and how to reach them; all empty for a contact without a name.

    `language`, `format` and `interpreter` are what they asked for; None where nobody asked. `reads` is the language of
    the page that they wrote on. `wishes` is False where `reach` is only how they happened to write, such as an e-mail
    from somebody whose record asks for letters. `by_another`: somebody else told us all this about them.
    """

    name: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    reach: Reach = Reach.NONE
    needs: str = ""
    language: str | None = None
    reads: str = ""
    format: Format | None = None
    interpreter: str | None = None
    times: str = ""
    wishes: bool = True
    by_another: bool = False

    @property
    def anonymous(self) -> bool:
        """Nothing to call them by and nowhere to write to."""
        return not (self.name or self.email or self.phone or self.address)


def email_key(email: str) -> str:
    """What two ways of typing one e-mail address have in common."""
    return email.strip().casefold()


def phone_key(phone: str) -> str:
    """The digits of a telephone number, whether it was typed with +44, with 0044 or with 0."""
    digits = re.sub(r"\D", "", phone)
    for prefix in ("0044", "44"):
        if digits.startswith(prefix) and len(digits) > 10:
            digits = "0" + digits.removeprefix(prefix).removeprefix("0")
    return digits[:20]


def known_by(name: str, email: str, phone: str) -> str:
    """What staff may look somebody up by: their name, their e-mail address, their number in one spelling."""
    return " ".join(part for part in (name, email, phone_key(phone)) if part)


def find_or_add(session: Session, person: Person, *, at: datetime) -> Customer | None:
    """The customer with this name and this address, or a new one; None for somebody without a name.

    The same address under another name is another person: families share an e-mail address. What somebody told us once
    about how to reach them holds until they say otherwise (clause RP-4).
    """
    if person.anonymous:
        return None
    found = _find(session, person)
    if found is not None:
        (_fill_gaps if person.by_another else _bring_up_to_date)(found, person)
        return found
    customer = Customer(
        name=person.name,
        email=person.email,
        phone=person.phone,
        address=person.address,
        reach=person.reach,
        needs=person.needs,
        language=person.language if person.language is not None else person.reads,
        format=person.format or Format.STANDARD,
        interpreter=person.interpreter or "",
        times=person.times,
        email_key=email_key(person.email),
        phone_key=phone_key(person.phone),
        version=1,
        created_at=at,
    )
    session.add(customer)
    return customer


def known(session: Session, person: Person) -> Customer | None:
    """The customer with this name and this address, if we know them; for whoever is about to write something down."""
    return None if person.anonymous else _find(session, person)


def managed_like(session: Session, name: str, email: str, phone: str) -> Customer | None:
    """A customer of this name with this address or number for whom a restriction may be in force.

    For whoever is on the phone, to read what to do: nothing is written into that record because of it.
    """
    ways = [Customer.email_key == email_key(email)] if email.strip() else []
    ways += [Customer.phone_key == phone_key(phone)] if phone_key(phone) else []
    if not (ways and name.strip()):
        return None
    rows = session.scalars(sa.select(Customer).where(Customer.managed, sa.or_(*ways)).order_by(Customer.id).limit(50))
    return next((row for row in rows if row.name.casefold() == name.strip().casefold()), None)


def to_be_remembered(customer: Customer, council_languages: tuple[str, ...]) -> bool:
    """Is something recorded that whoever reaches them has to know (clause RP-5)?"""
    reads_another = customer.language not in ("", *council_languages)
    agreed = any(one.status is Agreement.AGREED for one in customer.adjustments)
    told = (customer.interpreter, customer.times, customer.needs)
    return customer.format is not Format.STANDARD or reads_another or agreed or any(told)


def _bring_up_to_date(found: Customer, person: Person) -> None:
    found.phone = person.phone or found.phone
    found.phone_key = phone_key(found.phone)
    found.address = person.address or found.address
    found.reach = person.reach if person.wishes else found.reach
    found.needs = person.needs or found.needs
    found.times = person.times or found.times
    found.language = person.language if person.language is not None else found.language
    found.format = person.format or found.format
    found.interpreter = person.interpreter if person.interpreter is not None else found.interpreter


def _fill_gaps(found: Customer, person: Person) -> None:
    """What somebody else tells us about them changes nothing that we know, and no way to reach or to prove them.

    Only needs of which nothing is recorded yet are met from now on.
    """
    found.needs = found.needs or person.needs
    found.times = found.times or person.times
    found.interpreter = found.interpreter or person.interpreter or ""
    if found.format is Format.STANDARD and person.format:
        found.format = person.format


def _find(session: Session, person: Person) -> Customer | None:
    if person.email:
        same = Customer.email_key == email_key(person.email)
    elif person.phone:
        same = sa.and_(Customer.phone_key == phone_key(person.phone), Customer.email_key == "")
    else:
        return None
    rows = session.scalars(sa.select(Customer).where(same).order_by(Customer.id).limit(50))
    return next((row for row in rows if row.name.casefold() == person.name.casefold()), None)
