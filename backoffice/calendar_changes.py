"""The calendar: which days do not count, and what a change of them does to dates that were promised already."""

from enum import StrEnum

from flask import Response, abort, flash, request, url_for
from flask_babel import gettext as _

from backoffice.blueprint import blueprint
from backoffice.forms.calendar_changes import ReasonForm
from backoffice.guard import NUMBER, may, me
from shared.casework import calendar_changes, calendar_moves
from shared.casework.calendar_changes import ChangeRefused, Unsettled
from shared.casework.calendar_moves import Which
from shared.charter.access import Right
from shared.charter.days_off import Standing, ends_soon, named_days
from shared.models.calendar_changes import CalendarChange
from shared.web.council import charter
from shared.web.now import now, today
from shared.web.pages import sent_to, show
from shared.web.unit_of_work import db


class Decision(StrEnum):
    """What somebody can decide about a change, and how its page is called."""

    APPLY = "apply"
    LEAVE = "leave"
    UNDO = "undo"


@blueprint.context_processor
def _warning() -> dict[str, object]:
    """For whoever can decide it, on each of their pages: that the calendar changed and nobody has decided yet."""
    return {"calendar_unsettled": unsettled}


def unsettled() -> Unsettled | None:
    """Whether a change of the calendar waits for this person."""
    return calendar_changes.unsettled(db(), charter()) if me().may(Right.CHANGE_CALENDAR) else None


@blueprint.get("/calendar")
@may(Right.CHANGE_CALENDAR)
def calendar() -> Response:
    """The days that do not count, what has changed, and what was decided before."""
    return _calendar()


@blueprint.post("/calendar")
@may(Right.CHANGE_CALENDAR)
def look_at_promises() -> Response:
    """Have every open promise counted anew; the worker does it."""
    try:
        change = calendar_changes.look_now(db(), by=me(), at=now(), charter=charter())
    except ChangeRefused as refused:
        return _calendar(refused.why, 409)
    return sent_to(url_for("backoffice.calendar_change", number=change.id))


def _calendar(refused: object = None, status: int = 200) -> Response:
    ours = charter().calendar
    days = named_days(ours, since=today())
    return show(
        "backoffice/calendar/calendar.html",
        status=status,
        days=[one for one in days if one.standing is not Standing.WORKED],
        worked=[one for one in days if one.standing is Standing.WORKED],
        horizon=ours.horizon,
        ends_soon=ends_soon(ours, today()),
        waiting=unsettled(),
        changes=calendar_changes.history(db()),
        refused=refused,
    )


@blueprint.get(f"/calendar/<{NUMBER}:number>")
@may(Right.CHANGE_CALENDAR)
def calendar_change(number: int) -> Response:
    """One change: how far it is, the days, and which promises move, on cases that this person may see."""
    change = _change_or_404(number)
    which = next((one for one in Which if one == request.args.get("which")), Which.ALL)
    page = calendar_moves.moves_of(
        db(), change, staff=me(), charter=charter(), which=which, after=request.args.get("after")
    )
    return show(
        "backoffice/calendar/change.html",
        part="backoffice/calendar/_progress.html",
        change=change,
        page=page,
        which=which,
        can_undo=calendar_changes.can_undo(db(), change),
    )


@blueprint.route(f"/calendar/<{NUMBER}:number>/<any(apply, leave, undo):decision>", methods=["GET", "POST"])
@may(Right.CHANGE_CALENDAR)
def decide_calendar(number: int, decision: str) -> Response:
    """Move the dates, leave them as they are, or put them back: with a reason, and asked once more."""
    change = _change_or_404(number, to_change=request.method == "POST")
    what, form = Decision(decision), ReasonForm()
    if not form.checked():
        return _decide_page(change, what, form, 422 if form.errors else 200)
    try:
        _decide(change, what, form.reason.data or "")
    except ChangeRefused as refused:
        return _decide_page(change, what, form, 409, refused.why)
    said = {
        Decision.APPLY: _("The dates are being moved. This page shows how far that is."),
        Decision.LEAVE: _("Every date stays as it was promised."),
        Decision.UNDO: _("The dates are being put back. This page shows how far that is."),
    }
    flash(said[what], "success")
    return sent_to(url_for("backoffice.calendar_change", number=change.id))


def _decide(change: CalendarChange, what: Decision, reason: str) -> None:
    """Raises `ChangeRefused`."""
    match what:
        case Decision.APPLY:
            calendar_changes.apply(db(), change, reason=reason, by=me(), at=now(), charter=charter())
        case Decision.LEAVE:
            calendar_changes.leave(db(), change, reason=reason, by=me(), at=now(), charter=charter())
        case Decision.UNDO:
            calendar_changes.undo(db(), change, reason=reason, by=me(), at=now())


def _decide_page(
    change: CalendarChange, what: Decision, form: ReasonForm, status: int, refused: object = None
) -> Response:
    page = "backoffice/calendar/decide.html"
    return show(page, status=status, change=change, what=what, form=form, refused=refused)


def _change_or_404(number: int, *, to_change: bool = False) -> CalendarChange:
    change = calendar_changes.by_number(db(), number, to_change=to_change)
    if change is None:
        abort(404)
    return change
