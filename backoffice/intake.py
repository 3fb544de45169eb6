"""Writing down a contact that came by phone, by letter, in person, by e-mail or by social media."""

from flask import Response, abort, flash, url_for
from flask_babel import gettext as _

from backoffice.blueprint import blueprint
from backoffice.case_page import PAGE, page_of
from backoffice.forms.intake import RecordForm
from backoffice.guard import may, me
from shared.casework import clocks, finding, first_contact
from shared.charter.access import Right
from shared.charter.next_step import next_step
from shared.models.cases import Case
from shared.web.council import charter
from shared.web.language import spoken_charter
from shared.web.now import now, today
from shared.web.pages import sent_to, show
from shared.web.unit_of_work import db


@blueprint.route("/record", methods=["GET", "POST"])
@may(Right.RECORD_CONTACTS)
def record() -> Response:
    """One screen for whoever is on the phone, with "sorted out now" (clauses CH-1, CH-4)."""
    form = RecordForm()
    form.open_at(spoken_charter(), now())
    if not form.checked():
        return show("backoffice/intake/record.html", form=form, status=422 if form.errors else 200)
    case = _write_down(form)
    flash(_("It is written down."), "success")
    return sent_to(url_for("backoffice.recorded", reference=case.reference))


def _write_down(form: RecordForm) -> Case:
    """The case, opened once however often the button was pressed."""
    submission, received_at = form.submission(), form.received_at
    if form.resolved.data:
        done = form.done.data or ""
        return first_contact.resolve(
            db(), submission, done=done, received_at=received_at, by=me(), at=now(), charter=charter()
        )
    return first_contact.record(db(), submission, received_at=received_at, by=me(), at=now(), charter=charter())


@blueprint.get("/recorded/<reference>")
@may(Right.RECORD_CONTACTS)
def recorded(reference: str) -> Response:
    """What to say to the caller: on the case, or alone where the case is another team's to see."""
    seen = finding.case_seen_by(db(), reference, me(), charter())
    if seen is not None:
        return show(PAGE, **page_of(seen), step=None, read_out=True)
    case = first_contact.recorded_by(db(), reference, me(), charter())
    if case is None:
        abort(404)
    spoken = spoken_charter()
    following = next_step(clocks.story(case, spoken), spoken, today())
    return show("backoffice/intake/recorded.html", case=case, next=following)
