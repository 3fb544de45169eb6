"""What public pages show in place of a name that is not given, or of words that are covered (RP-8, RP-13, RP-16)."""

from typing import Any

from portal.blueprint import blueprint
from shared.casework import sealing, signing
from shared.models.cases import Case, Happening
from shared.web.language import spoken_charter
from shared.web.now import today
from shared.web.unit_of_work import db


@blueprint.context_processor
def names() -> dict[str, Any]:
    """`signed` and `line_signed`: every name of ours goes through one of them before a public page shows it.

    `covered_in` gives the covered messages of a case.
    """
    return {"signed": _signed, "line_signed": _line_signed, "covered_in": lambda case: sealing.covered_in(db(), case)}


def _signed(case: Case, name: str) -> str:
    return signing.signed(case, name, spoken_charter(), today())


def _line_signed(line: Happening, name: str) -> str:
    return signing.line_signed(line, name, spoken_charter(), today())
