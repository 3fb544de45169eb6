"""Writing an incident down in a minute, from any page; and the files that show it (clauses RP-12 to RP-15, RP-24)."""

from flask import Response, abort, flash, request, url_for
from flask_babel import gettext as _

from backoffice.blueprint import blueprint
from backoffice.forms.incidents import EvidenceForm, OpenForm, RecordIncidentForm
from backoffice.guard import NUMBER, may, me
from backoffice.incidents import incident_or_404, sealed
from shared.casework import accounts, conflicts, evidence, finding, incidents
from shared.charter.access import Right
from shared.files.checked import FileRefused, Why
from shared.models.incidents import Incident
from shared.models.readings import Read
from shared.web import uploads
from shared.web.council import charter
from shared.web.downloads import download
from shared.web.errors import expired
from shared.web.extensions import csrf
from shared.web.language import spoken_charter
from shared.web.now import now, today
from shared.web.pages import sent_to, show
from shared.web.read_record import unsealed
from shared.web.unit_of_work import db


@blueprint.get("/incidents/new")
@may(Right.RECORD_INCIDENTS)
def record_incident() -> Response:
    """One form; from the page of a case it knows the case, and that the contact was ended."""
    form = _form()
    if not form.filled_in:
        form.reference.data = form.reference.data or request.args.get("case", "")[:40]
        form.ended.data = "ended" in request.args
        if form.ended.data:
            form.warned.data = None
    _look_up(form)
    return _page(form)


@blueprint.post("/incidents/new")
@csrf.exempt  # the form looks at its token itself, after room was made for what it brings
@may(Right.RECORD_INCIDENTS)
@uploads.takes_files
def keep_incident() -> Response:
    """Write it down; pressed twice, it is one. A file that cannot be taken does not keep it from being recorded."""
    too_large, form = uploads.too_large(), _form()
    if too_large:
        form.files.errors = uploads.sentences([FileRefused(Why.TOO_BIG_TOGETHER)])
        return _page(form)
    _look_up(form)
    if not form.checked():
        return expired(400) if form.csrf_token.errors else _page(form)
    db().rollback()  # nobody waits for us to look at a photo
    came = uploads.received()
    what = form.happening(me())
    made = incidents.record(db(), what, by=me(), at=now(), charter=charter(), once=form.pressing)
    evidence.add(db(), made, came.good, store=uploads.store(), label=form.label.data or "", by=me(), at=now())
    flash(_("It is written down, and your manager is told that there is something to look at."), "success")
    for sentence in uploads.sentences(came.refused):
        flash(sentence, "error")
    return sent_to(url_for("backoffice.incident", number=made.id))


def _form() -> RecordIncidentForm:
    form = RecordIncidentForm()
    form.open_at(spoken_charter(), now())
    return form


def _look_up(form: RecordIncidentForm) -> None:
    """Which case and which colleague are meant."""
    if form.reference.data:
        form.found = finding.case_seen_by(db(), form.reference.data, me(), charter())
    typed = form.affected.data or ""
    if not typed:
        return
    if "@" in typed:
        found = accounts.by_email(db(), typed)
        form.whom = found if found is not None and found.disabled_at is None else None
        return
    fitting = conflicts.named(db(), typed)
    same = [one for one in fitting if one.name.casefold() == typed.casefold()] or fitting
    form.whom, form.fits = (same[0] if len(same) == 1 else None), len(same)


def _page(form: RecordIncidentForm) -> Response:
    person = form.found.customer_id if form.found else None
    late, engagement = incidents.late_cases(db(), person, today()), spoken_charter().engagement
    status = 422 if form.errors else 200
    return sealed(show("backoffice/incidents/record.html", status=status, form=form, late=late, engagement=engagement))


@blueprint.get(f"/incidents/<{NUMBER}:number>/files")
@may(Right.RECORD_INCIDENTS)
def add_evidence(number: int) -> Response:
    """Room for files that show what happened."""
    form = EvidenceForm()
    form.begin()
    return _evidence(incident_or_404(number), form)


@blueprint.post(f"/incidents/<{NUMBER}:number>/files")
@csrf.exempt  # the form looks at its token itself, after room was made for what it brings
@may(Right.RECORD_INCIDENTS)
@uploads.takes_files
def keep_evidence(number: int) -> Response:
    """Keep them with the incident; the same file twice is kept once."""
    incident_or_404(number)
    too_large, form = uploads.too_large(), EvidenceForm()
    form.begin()
    if too_large:
        return _evidence(incident_or_404(number), form, FileRefused(Why.TOO_BIG_TOGETHER))
    if not form.checked():
        return expired(400) if form.csrf_token.errors else _evidence(incident_or_404(number), form)
    db().rollback()  # nobody waits for us to look at a photo
    came = uploads.received()
    found = incident_or_404(number, to_change=True)
    evidence.add(db(), found, came.good, store=uploads.store(), label=form.label.data or "", by=me(), at=now())
    if came.refused or came.nothing:
        db().commit()  # the good ones stay, although the answer tells of others
        return _evidence(found, form, *(came.refused or [FileRefused(Why.NOTHING_CHOSEN)]))
    flash(_("The files are kept with the incident."), "success")
    return sent_to(url_for("backoffice.incident", number=number, _anchor="files"))


def _evidence(found: Incident, form: EvidenceForm, *refused: FileRefused) -> Response:
    if refused:
        form.files.errors = uploads.sentences(refused)
    status = 422 if form.errors else 200
    return sealed(show("backoffice/incidents/evidence.html", status=status, incident=found, form=form))


@blueprint.route(f"/incidents/<{NUMBER}:number>/files/<{NUMBER}:file>", methods=["GET", "POST"])
@may(Right.RECORD_INCIDENTS)
def open_evidence(number: int, file: int) -> Response:
    """What it shows, before anybody opens it; then, with a reason that is written down, the file itself (RP-25)."""
    found = incident_or_404(number)
    wanted = evidence.one_of(db(), found, file) or abort(404)
    form = OpenForm()
    if not form.checked():
        status = 422 if form.errors else 200
        return sealed(show("backoffice/incidents/open.html", status=status, incident=found, file=wanted, form=form))
    answer = download(wanted)
    why = form.why.data or ""
    unsealed(Read.FILE, wanted.id, why=why, case_id=found.case_id, customer_id=found.customer_id)
    return answer
