"""What was refused to people within six months of a complaint of theirs: a manager's list (clause FP-16)."""

from flask import Response, request

from backoffice.blueprint import blueprint
from backoffice.guard import may, me
from shared.casework.since_complaining import listed
from shared.charter.access import Right
from shared.web.council import charter
from shared.web.pages import show
from shared.web.unit_of_work import db


@blueprint.get("/since-complaining")
@may(Right.SEE_SINCE_COMPLAINING)
def since_complaining() -> Response:
    """Who was refused what, when, by whom, and how soon after they had complained."""
    page = listed(db(), me(), charter(), after=request.args.get("after"))
    return show("backoffice/since_complaining/list.html", page=page)
