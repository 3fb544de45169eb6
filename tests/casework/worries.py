"""Somebody who is worried about a neighbour, for tests of what nobody else may see."""

from typing import Any

from sqlalchemy.orm import Session

from shared.casework.intake import Submission, open_case
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Kind, OnBehalf
from shared.models.cases import Case
from tests.builders import MORAG, TUESDAY

#: Words that must be found nowhere else.
SECRET = "Mrs Ross next door has been shouted at every night since Christmas."


def about_a_neighbour(session: Session, charter: Charter, kind: Kind = Kind.REQUEST, **more: Any) -> Case:
    """The case of somebody who told us about another person."""
    usual = {"key": f"worry-{id(object())}", "words": SECRET, "person": MORAG, "on_behalf": OnBehalf.ABOUT_ANOTHER}
    case = open_case(session, Submission(kind=kind, **{**usual, **more}), at=TUESDAY, charter=charter)
    session.flush()
    return case
