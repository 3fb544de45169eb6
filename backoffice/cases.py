"""The page of one case: what happens next, who it is for, what was said, and every step that can be taken."""

from flask import Response

from backoffice.blueprint import blueprint
from backoffice.case_page import PAGE, looked_at, page_of
from backoffice.guard import case_or_404, may
from shared.charter.access import Right
from shared.web.pages import show


@blueprint.get("/cases/<reference>")
@may(Right.OPEN_WORKLIST)
def case(reference: str) -> Response:
    """Everything about a case on one screen; as a part, who else has it open and what is new."""
    found = case_or_404(reference)
    looked_at(found)
    return show(PAGE, "backoffice/cases/_presence.html", **page_of(found), step=None)
