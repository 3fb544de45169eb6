"""Who has read what, and why: of a case, of one customer (clauses FP-16, RP-25, CH-13)."""

from flask import Response, abort, request, url_for

from backoffice.blueprint import blueprint
from backoffice.guard import NUMBER, case_or_404, may, me
from shared.casework import customers, readings
from shared.charter.access import Right
from shared.models.customers import Customer
from shared.web.council import charter
from shared.web.pages import show
from shared.web.unit_of_work import db


@blueprint.get("/cases/<reference>/read")
@may(Right.SEE_READINGS)
def case_read(reference: str) -> Response:
    """Who opened a case, what is covered in it, and its files."""
    case = case_or_404(reference)
    page = readings.of_case(db(), case, me(), before=_before())
    here = {"back": url_for("backoffice.case", reference=case.reference), "address": url_for(
        "backoffice.case_read", reference=case.reference
    )}
    return show("backoffice/readings/list.html", page=page, whose=case.reference, **here)


@blueprint.get(f"/customers/<{NUMBER}:number>/read")
@may(Right.SEE_READINGS)
def customer_read(number: int) -> Response:
    """Who opened anything that is about one customer; part of the answer when they ask what we hold about them."""
    person = _customer_or_404(number)
    page = readings.of_customer_page(db(), person, me(), before=_before())
    here = {"back": url_for("backoffice.customer", number=person.id), "address": url_for(
        "backoffice.customer_read", number=person.id
    )}
    return show("backoffice/readings/list.html", page=page, whose=person.name, **here)


def _before() -> int | None:
    """Where the page of older lines begins; what is no number begins with the newest."""
    given = request.args.get("before", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else None


def _customer_or_404(number: int) -> Customer:
    return customers.customer_seen_by(db(), number, me(), charter()) or abort(404)
