"""One person: how to reach them well, their cases as far as one may see them, and what is done differently for them."""

from typing import Any

from flask import Response, abort, flash, request, url_for
from flask_babel import gettext as _

from backoffice.blueprint import blueprint
from backoffice.forms.customers import ReachForm
from backoffice.guard import NUMBER, may, me
from backoffice.wording import format_name, reach_name
from shared.casework import adjustments, finding, reaching, records, restrictions_seen
from shared.casework.paging import read_number
from shared.casework.records import StaleRecord
from shared.charter.access import Right
from shared.models.cases import Case
from shared.models.customers import Customer
from shared.web.council import charter
from shared.web.filters import language_name
from shared.web.now import now, today
from shared.web.pages import sent_to, show
from shared.web.unit_of_work import db

#: Whoever works on cases may change what is recorded of the people in them.
CHANGES = (Right.TRIAGE, Right.WORK_OWN_TEAM, Right.WORK_ANY_TEAM)


@blueprint.get(f"/customers/<{NUMBER}:number>")
@may(Right.OPEN_WORKLIST)
def customer(number: int) -> Response:
    """Everything about reaching this person, for whoever may see one of their cases."""
    person = customer_or_404(number)
    before = read_number(request.args.get("before"))
    cases, older = records.cases_seen_by(db(), person, me(), charter(), before=before)
    return show("backoffice/customers/customer.html", cases=cases, older=older, **person_page(person))


@blueprint.route(f"/customers/<{NUMBER}:number>/reach", methods=["GET", "POST"])
@may(*CHANGES)
def change_reach(number: int) -> Response:
    """How to reach them from now on, on every case; what is still owed to them follows."""
    person = customer_or_404(number)
    form = ReachForm(obj=person)
    form.offer(charter(), person, reach=reach_name, form=format_name, language=language_name)
    if not form.filled_in:
        form.open_on(person)
    if not form.checked():
        return _asks(person, form, 422 if form.errors else 200)
    case, seen = case_of(person), form.seen_version
    try:
        records.change(db(), person, form.record(), case=case, at=now(), charter=charter(), by=me(), seen=seen)
    except StaleRecord:
        form.open_on(person)
        return _asks(person, form, 409, stale=True)
    flash(_("Saved. What we still owe them follows it."), "success")
    return back_to(person)


def _asks(person: Customer, form: ReachForm, status: int, *, stale: bool = False) -> Response:
    return show("backoffice/customers/reach.html", form=form, status=status, stale=stale, **person_page(person))


def customer_or_404(number: int) -> Customer:
    """The person of that number, if this member of staff may see one of their cases; held by whoever changes them."""
    changes = request.method == "POST"
    found = records.customer_seen_by(db(), number, me(), charter(), to_change=changes)
    if found is None:
        abort(404)
    return found


def case_of(person: Customer) -> Case:
    """Into whose history it is written: the case that somebody came from, else the newest that they may see."""
    asked = request.args.get("case", "")
    changes = request.method == "POST"
    found = finding.case_seen_by(db(), asked, me(), charter(), to_change=changes) if asked else None
    if found is not None and found.customer_id == person.id:
        return found
    cases, _older = records.cases_seen_by(db(), person, me(), charter())
    newest = finding.case_seen_by(db(), cases[0].reference, me(), charter(), to_change=changes)
    assert newest is not None, "whoever sees the person sees one of their cases"
    return newest


def person_page(person: Customer) -> dict[str, Any]:
    """What every page about one person is given."""
    case = case_of(person)
    return {
        "person": person,
        "case": case,
        "reads": reaching.needs_of(person, charter()).languages,
        "adjustments": adjustments.of(db(), person),
        "authority": reaching.authority_of(case),
        "told": [one.name for one in reaching.audience(case, charter(), today())],
        "may_change": any(me().may(right) for right in CHANGES),
        "waits": adjustments.waits,
        "may_be_reviewed": adjustments.may_be_reviewed,
        "sees_contact": restrictions_seen.customer_seen_by(db(), person.id, me(), charter()) is not None,
    }


def back_to(person: Customer) -> Response:
    """The page of the person, still on the way to the case that somebody came from."""
    return sent_to(url_for("backoffice.customer", number=person.id, case=case_of(person).reference, _anchor="main"))
