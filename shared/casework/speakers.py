"""Those who speak for others: found again by what they gave us, and by the secret links that are theirs."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from shared.casework.customers import Person, email_key, phone_key
from shared.casework.proving import same
from shared.charter.vocabulary import GROUNDS, Evidence, Format, MessagesTo, OnBehalf, Reach, Scope
from shared.models.cases import Case
from shared.models.representatives import Authority, Representative, Speaks

PAGE = 25


@dataclass(frozen=True)
class Speaker:
    """Who speaks for the customer of a submission, and how consent is shown.

    `person` is the representative; `organisation` is that of a professional advocate; `relation` is how they know the
    customer. `list_key` is that of the list which they came from, and proves who they are. `agreed` is how
    whoever writes this down knows that the customer agrees; empty where that has yet to be settled.
    """

    person: Person = field(default_factory=Person)
    organisation: str = ""
    relation: str = ""
    evidence: Evidence = Evidence.STAFF
    messages_to: MessagesTo = MessagesTo.REPRESENTATIVE
    scope: Scope = Scope.THIS_CASE
    list_key: str = ""
    agreed: str = ""


def apart(person: Person, speaker: Speaker, *, known: bool = False) -> Person:
    """The customer without whatever is the representative's own: there it would not be the customer who answers.

    `known`: staff have looked at what is recorded of them; else it is only what somebody else says.
    """
    own = speaker.person
    email = "" if email_key(person.email) == email_key(own.email) else person.email
    phone = "" if phone_key(person.phone) == phone_key(own.phone) else person.phone
    left = {Reach.EMAIL: email, Reach.LETTER: person.address, Reach.PHONE: phone, Reach.TEXT: phone}
    reach = person.reach
    if reach in left and not left[reach]:
        reach = next((way for way, address in left.items() if address), Reach.NONE)
    return replace(person, email=email, phone=phone, reach=reach, by_another=not known)


def find_or_add(session: Session, speaker: Speaker, *, at: datetime) -> Representative:
    """The representative of that name and e-mail address, or a new one: an organisation is given once.

    Anybody can give a name and an address, so what is recorded of them stays as it is.
    """
    person = speaker.person
    own = _by_list(session, speaker)
    if own is not None:
        return own
    if person.email:
        rows = session.scalars(
            sa.select(Representative)
            .where(Representative.email_key == email_key(person.email))
            .order_by(Representative.id)
            .limit(50)
        )
        found = next((row for row in rows if row.name.casefold() == person.name.casefold()), None)
        if found is not None:
            found.organisation = found.organisation or speaker.organisation
            found.phone = found.phone or person.phone
            return found
    representative = Representative(
        name=person.name,
        organisation=speaker.organisation,
        email=person.email,
        phone=person.phone,
        address=person.address,
        reach=person.reach,
        language=person.language if person.language is not None else person.reads,
        format=person.format or Format.STANDARD,
        email_key=email_key(person.email),
        list_key=secrets.token_urlsafe(24),
        created_at=at,
    )
    session.add(representative)
    return representative


def _by_list(session: Session, speaker: Speaker) -> Representative | None:
    """Whoever came from their own list, and still says that they are the same."""
    if not speaker.list_key:
        return None
    own = session.scalars(sa.select(Representative).where(Representative.list_key == speaker.list_key)).first()
    said = speaker.person
    if own is None or own.name.casefold() != said.name.casefold():
        return None
    fits = [(said.email, own.email), (said.phone, own.phone), (said.address, own.address)]
    return own if all(given in ("", known) for given, known in fits) else None


def given_before(session: Session, case: Case, representative: Representative, today: date) -> Authority | None:
    """An authority of before that reaches every case of this customer."""
    if case.customer_id is None:
        return None
    rows = session.scalars(
        sa.select(Authority)
        .where(
            Authority.customer_id == case.customer_id,
            Authority.representative_id == representative.id,
            Authority.scope == Scope.EVERYTHING,
            Authority.case_id != case.id,
        )
        .order_by(Authority.id.desc())
        .limit(20)
    )
    return next((one for one in rows if one.in_force(today)), None)


def speaking(case: Case, day: date) -> Authority | None:
    """Whoever speaks for the customer of a case on that day, or waits to; None where nobody does."""
    either = (Speaks.IN_FORCE, Speaks.WAITING)
    return next((one for one in reversed(case.authorities) if one.stands(day) in either), None)


def told_us(authority: Authority) -> bool:
    """Was it this representative who told us what the case is about? Then its first words are theirs."""
    return authority.case.on_behalf in GROUNDS and authority.case.authorities[0] is authority


def known_before(authority: Authority, list_key: str = "") -> bool:
    """Was this representative known to us, and has whoever told us not shown that they are the same?

    Then the way to their page goes only to the address that we knew.
    """
    representative = authority.representative
    return representative.created_at < authority.asked_at and not same(list_key, representative.list_key)


def receipt_of(authority: Authority) -> str:
    """What opens the page that says what we have and what is waiting, and never more, whatever is settled."""
    return hashlib.sha256(f"receipt {authority.track_key}".encode()).hexdigest()[:40]


def asked_themselves(authority: Authority) -> bool:
    """Is it the customer whom we ask? Where their own yes settles it, and something reaches them."""
    customer = authority.case.customer
    return may_decide(authority) and customer is not None and customer.reach is not Reach.NONE


def may_decide(authority: Authority) -> bool:
    """Can the customer's own yes settle it? Only of somebody who can speak, at an address that is theirs alone."""
    customer, other = authority.case.customer, authority.representative
    if authority.ground is not OnBehalf.ASKED or customer is None:
        return False
    shared = {
        Reach.EMAIL: customer.email_key == other.email_key,
        Reach.TEXT: customer.phone_key == phone_key(other.phone),
        Reach.PHONE: customer.phone_key == phone_key(other.phone),
    }
    return not shared.get(customer.reach, False)


def to_confirm(session: Session, key: str, *, to_change: bool = False) -> Authority | None:
    """The authority whose customer holds this link; None where their link cannot settle it."""
    rows = sa.select(Authority).where(Authority.confirm_key == key)
    found = session.scalars(_with_case(rows, session, to_change)).first()
    return found if found is not None and may_decide(found) else None


def tracked(session: Session, reference: str, key: str, *, to_change: bool = False) -> Authority | None:
    """The authority whose representative holds this key, or its receipt, to the page of that case.

    What the page may show is for `stands` to say, and for which of the two it is.
    """
    rows = sa.select(Authority).join(Authority.case).where(Case.reference == reference).order_by(Authority.id)
    found = session.scalars(_with_case(rows, session, to_change)).all()
    return next((one for one in found if same(key, one.track_key) or same(key, receipt_of(one))), None)


def _with_case(rows: sa.Select[Authority], session: Session, to_change: bool) -> sa.Select[Authority]:
    """With the case that it is about; `to_change` holds both until the transaction ends, where the database can."""
    if to_change:
        session.scalars(rows.with_for_update(of=Authority)).first()
    return rows.options(joinedload(Authority.case).joinedload(Case.customer))


def advocate(session: Session, list_key: str) -> Representative | None:
    """The representative of an organisation whose own list this link opens."""
    rows = sa.select(Representative).where(Representative.list_key == list_key, Representative.organisation != "")
    return session.scalars(rows).first()


def cases_of(
    session: Session, representative: Representative, *, before: int | None = None
) -> tuple[Sequence[Authority], int | None]:
    """Their authorities, newest first, a page at a time; and the place where the next page of older ones begins."""
    rows = (
        sa.select(Authority)
        .where(Authority.representative_id == representative.id)
        .options(
            joinedload(Authority.case).joinedload(Case.customer),
            joinedload(Authority.case).joinedload(Case.owner),
            joinedload(Authority.case).selectinload(Case.clocks),
            joinedload(Authority.case).selectinload(Case.authorities),
        )
        .order_by(Authority.id.desc())
        .limit(PAGE + 1)
    )
    if before is not None:
        rows = rows.where(Authority.id < before)
    found = session.scalars(rows).unique().all()
    return found[:PAGE], found[PAGE - 1].id if len(found) > PAGE else None
