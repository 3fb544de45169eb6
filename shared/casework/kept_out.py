"""Who is to have no contact with a customer: asked wherever somebody could be given to them (clause RP-22)."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.models.protections import Protection, Wish
from shared.models.staff import Staff


def protected_from(session: Session, customer: int) -> list[Staff]:
    """The members of staff who are to have no contact with this customer (clause RP-22)."""
    rows = (
        sa.select(Staff)
        .join(Protection, Protection.staff_id == Staff.id)
        .where(
            Protection.customer_id == customer,
            Protection.what == Wish.NO_CONTACT,
            Protection.granted.is_(True),
            Protection.ended_at.is_(None),
        )
        .order_by(Staff.id)
    )
    return list(session.scalars(rows).unique())
