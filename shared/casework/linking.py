"""The complaint about how a request was dealt with: a case of its own, tied to the other."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from shared.casework.customers import Person
from shared.casework.intake import Submission, open_case
from shared.casework.steps import require
from shared.casework.ties import tie, ties_of
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Kind, Seal
from shared.charter.workflow import Step
from shared.models.cases import Case
from shared.models.customers import Customer
from shared.models.links import Link, Tie

__all__ = ["complain_about", "known_to_customer", "tie", "ties_of"]


def complain_about(session: Session, case: Case, submission: Submission, *, at: datetime, charter: Charter) -> Case:
    """Somebody is unhappy with how we dealt with their case: a complaint of its own, while the case goes on (E-04).

    It is the same customer's, reached as before. Sent twice, it is one complaint. Raises `StepRefused` where the case
    is a complaint itself.
    """
    require(Step.COMPLAIN, case, by=None, charter=charter)
    service, person = submission.service or case.service, _as_known(case.customer)
    told = replace(submission, kind=Kind.COMPLAINT, service=service, customer=case.customer, person=person)
    complaint = open_case(session, told, at=at, charter=charter)
    session.flush()
    tie(session, complaint, case, Tie.COMPLAINT_ABOUT, at=at)
    return complaint


def _as_known(customer: Customer | None) -> Person:
    """Whoever it is, as far as a new case needs it: nothing that was agreed with them is asked for anew."""
    if customer is None:
        return Person()
    who = customer
    return Person(who.name, who.email, who.phone, who.address, who.reach, wishes=False)


def known_to_customer(session: Session, case: Case) -> Sequence[tuple[Link, Case]]:
    """The ties of a case that its own page may tell of, each with the other case.

    Only between cases of one and the same customer, and never to one that is sealed: whoever can look at this page need
    not know of the other.
    """
    pairs = [(link, link.other if link.case_id == case.id else link.case) for link in ties_of(session, case)]
    return [(link, other) for link, other in pairs if _theirs_too(case, other)]


def _theirs_too(case: Case, other: Case) -> bool:
    return case.customer_id is not None and case.customer_id == other.customer_id and other.seal is Seal.NONE
