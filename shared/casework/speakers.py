"""Those who speak for others: found again by what they gave us, and by the secret links that are theirs."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from shared.casework.customers import Person, email_key
from shared.charter.vocabulary import Evidence, Format, MessagesTo, Scope
from shared.models.cases import Case
from shared.models.representatives import Authority, Representative

PAGE = 25


@dataclass(frozen=True)
class Speaker:
    """Who speaks for the customer of a submission, and how consent is shown.

    `person` is the representative; `organisation` is that of a professional advocate; `relation` is how they know the
    customer.
    """

    person: Person = field(default_factory=Person)
    organisation: str = ""
    relation: str = ""
    evidence: Evidence = Evidence.STAFF
    messages_to: MessagesTo = MessagesTo.REPRESENTATIVE
    scope: Scope = Scope.THIS_CASE


def find_or_add(session: Session, speaker: Speaker, *, at: datetime) -> Representative:
    """The representative of that name and e-mail address, or a new one: an organisation is given once."""
    person = speaker.person
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
            found.phone = person.phone or found.phone
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


def to_confirm(session: Session, key: str, *, to_change: bool = False) -> Authority | None:
    """The authority whose customer holds this link."""
    return _by(session, Authority.confirm_key == key, to_change)


def tracked(session: Session, reference: str, key: str, *, to_change: bool = False) -> Authority | None:
    """The authority whose representative holds this link to the page of that case; None where it was ended or refused.

    What the page may show is for `in_force` to say.
    """
    found = _by(session, Authority.track_key == key, to_change)
    if found is None or found.case.reference != reference:
        return None
    return found


def _by(session: Session, rule: sa.ColumnElement[bool], to_change: bool) -> Authority | None:
    rows = sa.select(Authority).where(rule)
    if to_change:
        session.scalars(rows.with_for_update(of=Authority)).first()
    return session.scalars(rows.options(joinedload(Authority.case).joinedload(Case.customer))).first()


def advocate(session: Session, list_key: str) -> Representative | None:
    """The representative whose own list this link opens."""
    return session.scalars(sa.select(Representative).where(Representative.list_key == list_key)).first()


def cases_of(
    session: Session, representative: Representative, *, before: int | None = None
) -> tuple[Sequence[Authority], int | None]:
    """Their authorities, newest first, a page at a time; and the place where the next page of older ones begins."""
    rows = (
        sa.select(Authority)
        .where(Authority.representative_id == representative.id)
        .options(
            joinedload(Authority.case).joinedload(Case.customer), joinedload(Authority.case).selectinload(Case.clocks)
        )
        .order_by(Authority.id.desc())
        .limit(PAGE + 1)
    )
    if before is not None:
        rows = rows.where(Authority.id < before)
    found = session.scalars(rows).unique().all()
    return found[:PAGE], found[PAGE - 1].id if len(found) > PAGE else None
