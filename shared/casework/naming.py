"""Whom a measure may name: who could deal with everything, and who speaks for the customer (clauses RP-2, RP-8)."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import accounts
from shared.casework.steps import teams_of_area
from shared.charter.access import Right
from shared.charter.organisation import Charter
from shared.models.cases import Case
from shared.models.customers import Customer
from shared.models.representatives import Authority, Representative
from shared.models.staff import Staff


def colleagues_for(session: Session, customer: Customer, by: Staff, charter: Charter) -> Sequence[Staff]:
    """Who could deal with everything of this customer: those who work cases where theirs lie, near whoever asks."""
    rows = sa.select(Case.team).where(Case.customer_id == customer.id, Case.team.is_not(None)).distinct()
    near = {charter.organisation.customer_relations_team, *teams_of_area(by.team, charter)}
    for team in session.scalars(rows):
        near |= teams_of_area(team or "", charter)
    found = accounts.colleagues(session, near)
    return [one for one in found if one.may(Right.WORK_OWN_TEAM) or one.may(Right.WORK_ANY_TEAM)]


def speakers_of(session: Session, customer: Customer, today: date) -> Sequence[Representative]:
    """Who may speak for this customer on that day, by name."""
    theirs = sa.or_(
        Authority.customer_id == customer.id,
        Authority.case_id.in_(sa.select(Case.id).where(Case.customer_id == customer.id)),
    )
    found = {one.representative for one in session.scalars(sa.select(Authority).where(theirs)) if one.in_force(today)}
    return sorted(found, key=lambda one: (one.name, one.id))
