"""Who may open a case's own page: whoever proves a secret that only the person has (clause SC-7).

Each question is one statement, whether or not the case exists, and compares in the same time: nothing can be learned
from an answer, nor from how long it took.
"""

import hmac
import secrets

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework.customers import email_key, phone_key
from shared.charter.reference import in_groups, read_code
from shared.models.cases import Case
from shared.models.customers import Customer
from shared.models.representatives import Authority

#: Compared with when there is nothing to compare with; drawn anew in each process, so that nobody can know it.
_NOBODYS = secrets.token_urlsafe(32)
_SPOKEN_FOR = sa.exists().where(Authority.case_id == Case.id)


def proved(session: Session, reference: str, secret: str) -> str | None:
    """The key of the case's page, if this is its customer's e-mail, phone number, or the key itself; else None.

    Where somebody speaks for the customer, or ever has, only the key: whoever speaks knows the address and the number.
    """
    row = session.execute(
        sa.select(Case.tracking_key, Customer.email_key, Customer.phone_key, _SPOKEN_FOR)
        .outerjoin(Customer, Case.customer_id == Customer.id)
        .where(Case.reference == reference)
    ).first()
    key, email, phone, spoken_for = row if row is not None else (None, None, None, False)
    if spoken_for:
        email = phone = None
    offered = ((secret.strip(), key), (as_printed(secret), key), (email_key(secret), email), (phone_key(secret), phone))
    fits = [same(given, kept or _NOBODYS) for given, kept in offered]
    return key if any(fits) else None


def as_printed(typed: str) -> str:
    """A code as we print it, however it was copied; what cannot be one stays as it is."""
    signs = read_code(typed)
    return in_groups(signs, "-") if signs else typed


def same(given: str, kept: str) -> bool:
    """Are these two the same secret? Takes as long for a near miss as for a wide one."""
    return hmac.compare_digest(given.encode(errors="replace"), kept.encode())
