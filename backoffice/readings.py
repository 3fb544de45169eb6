"""Who has read what, and why: of a case, of one customer (clauses FP-16, RP-25, CH-13)."""

from flask import Response, request, url_for

from backoffice.blueprint import blueprint
from backoffice.customers import customer_or_404
from backoffice.guard import NUMBER, case_or_404, may, me
from shared.casework import readings
from shared.casework.readings import Readings
from shared.charter.access import Right
from shared.web.council import charter
from shared.web.pages import show
from shared.web.unit_of_work import db


@blueprint.get("/cases/<reference>/read")
@may(Right.SEE_READINGS)
def case_read(reference: str) -> Response:
    """Who opened a case, what is covered in it, and its files."""
    case = case_or_404(reference)
    page = readings.of_case(db(), case, me(), charter(), before=_before())
    back = url_for("backoffice.case", reference=case.reference)
    return _list(page, case.reference, back, url_for("backoffice.case_read", reference=case.reference))


@blueprint.get(f"/customers/<{NUMBER}:number>/read")
@may(Right.SEE_READINGS)
def customer_read(number: int) -> Response:
    """Who opened anything that is about one customer; part of the answer when they ask what we hold about them."""
    person = customer_or_404(number)
    page = readings.of_person(db(), person, me(), charter(), before=_before())
    back = url_for("backoffice.customer", number=person.id)
    return _list(page, person.name, back, url_for("backoffice.customer_read", number=person.id))


def _list(page: Readings, whose: str, back: str, address: str) -> Response:
    older = f"{address}?before={page.before}" if page.before else None
    return show("backoffice/readings/list.html", page=page, whose=whose, back=back, older=older)


def _before() -> int | None:
    """Where the page of older lines begins; what is no number begins with the newest."""
    given = request.args.get("before", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else None
