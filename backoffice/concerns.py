"""Worries about somebody's safety: raised by anybody here, read only by those who look after it (clause SC-8)."""

from flask import Response, abort, flash, request, url_for
from flask_babel import gettext as _

from backoffice.blueprint import blueprint
from backoffice.forms.concerns import RaiseForm, SettleForm
from backoffice.guard import NUMBER, case_or_404, may, me
from shared.casework import concerns as worries
from shared.casework import timeline
from shared.casework.concerns import Tab
from shared.charter.access import Right
from shared.charter.vocabulary import Support
from shared.models.cases import Case
from shared.models.concerns import Concern, RaisedFrom
from shared.web.council import charter
from shared.web.filters import day
from shared.web.now import now, today
from shared.web.pages import sent_to, show
from shared.web.unit_of_work import db


@blueprint.get("/concerns")
@may(Right.SEE_CONCERNS)
def concerns() -> Response:
    """Which worries there are, the most urgent first; what they say stands on their own pages."""
    tab = next((one for one in Tab if one == request.args.get("tab")), Tab.TO_LOOK_AT)
    page = worries.listed(db(), me(), tab=tab, after=request.args.get("after"))
    return show("backoffice/concerns/concerns.html", page=page, tab=tab, tabs=list(Tab))


@blueprint.get(f"/concerns/<{NUMBER}:number>")
@may(Right.SEE_CONCERNS)
def concern(number: int) -> Response:
    """What somebody is worried about, in their words."""
    return _page(_opened(number), SettleForm())


@blueprint.post(f"/concerns/<{NUMBER}:number>/look")
@may(Right.SEE_CONCERNS)
def look_at_concern(number: int) -> Response:
    """I am looking into it."""
    found = _opened(number)
    worries.look(db(), found, by=me(), at=now())
    flash(_("You are looking into it. Write here what came of it."), "success")
    return sent_to(url_for("backoffice.concern", number=found.id))


@blueprint.post(f"/concerns/<{NUMBER}:number>")
@may(Right.SEE_CONCERNS)
def settle_concern(number: int) -> Response:
    """What came of it; a colleague who was quicker is not written over."""
    found, form = _opened(number), SettleForm()
    if not form.checked():
        return _page(found, form, 422)
    if found.settled_at is not None:
        return _page(found, form, 409)
    outcome, passed_to = form.outcome.data or "", form.passed_to.data or ""
    worries.settle(db(), found, outcome=outcome, passed_to=passed_to, by=me(), at=now())
    flash(_("It is written down."), "success")
    return sent_to(url_for("backoffice.concerns"))


@blueprint.route("/cases/<reference>/concern", methods=["GET", "POST"])
@may(Right.OPEN_WORKLIST)
def raise_concern(reference: str) -> Response:
    """Anybody who sees a case may be worried about somebody in it."""
    case = case_or_404(reference, to_change=request.method == "POST")
    form = RaiseForm()
    if not form.checked():
        return _raising(case, form, 422 if form.errors else 200)
    if not timeline.done_already(db(), form.pressing):
        worries.raise_on(
            db(),
            case,
            raised_from=RaisedFrom.DESK,
            words=form.words.data or "",
            about=form.about.data or "",
            by=me(),
            at=now(),
            charter=charter(),
            once=form.pressing,
        )
    by = charter().supported_by(Support.SAFEGUARDING, today())
    flash(_("The safeguarding team knows now, and looks at it by %(day)s.", day=day(by)), "success")
    return sent_to(url_for("backoffice.case", reference=case.reference))


def _raising(case: Case, form: RaiseForm, status: int) -> Response:
    form.begin()
    by = charter().supported_by(Support.SAFEGUARDING, today())
    return show("backoffice/concerns/raise.html", status=status, case=case, form=form, by=by)


def _opened(number: int) -> Concern:
    return worries.seen_by(db(), number, me(), to_change=request.method == "POST") or abort(404)


def _page(found: Concern, form: SettleForm, status: int = 200) -> Response:
    return show("backoffice/concerns/concern.html", status=status, concern=found, form=form)
