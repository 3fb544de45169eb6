"""The files of a case: added by staff, opened by whoever may see the case, marked where one may distress."""

from collections.abc import Iterable

from flask import Response, abort, flash, url_for
from flask_babel import gettext as _

from backoffice.blueprint import blueprint
from backoffice.forms.files import AddFilesForm, Origin, WarningForm
from backoffice.forms.sealing import WhyForm
from backoffice.guard import NUMBER, case_or_404, may, me
from shared.casework import files as attached
from shared.charter.access import Right
from shared.files.checked import FileRefused, Why
from shared.models.cases import Case
from shared.models.files import AttachedFile, Purpose
from shared.models.readings import Read
from shared.web import read_record, uploads
from shared.web.council import charter
from shared.web.downloads import download
from shared.web.errors import expired
from shared.web.extensions import csrf
from shared.web.now import now
from shared.web.pages import sent_to, show
from shared.web.unit_of_work import db


@blueprint.get("/cases/<reference>/files")
@may(Right.RECORD_CONTACTS)
def add_files(reference: str) -> Response:
    """Room for files, and what they are."""
    form = AddFilesForm()
    form.open()
    return _page(case_or_404(reference), form)


@blueprint.post("/cases/<reference>/files")
@csrf.exempt  # the form looks at its token itself, after room was made for what it brings
@may(Right.RECORD_CONTACTS)
@uploads.takes_files
def keep_files(reference: str) -> Response:
    """Put them with the case; pressed twice, they are there once."""
    case_or_404(reference)
    too_large, form = uploads.too_large(), AddFilesForm()
    form.open()
    if too_large:
        return _page(case_or_404(reference), form, [FileRefused(Why.TOO_BIG_TOGETHER)])
    if not form.checked():
        return expired(400) if form.csrf_token.errors else _page(case_or_404(reference), form)
    db().rollback()  # nobody waits for us to look at a photo
    came = uploads.received()
    case = case_or_404(reference, to_change=True)
    _add(case, form, came)
    if came.refused or came.nothing:
        db().commit()  # the good ones stay, although the answer tells of others
        return _page(case, form, came.refused or [FileRefused(Why.NOTHING_CHOSEN)])
    flash(_("Saved. It is in the history of the case."), "success")
    return sent_to(url_for("backoffice.case", reference=case.reference, _anchor="files"))


def _add(case: Case, form: AddFilesForm, came: uploads.Received) -> None:
    attached.add(
        db(),
        came.good,
        store=uploads.store(),
        at=now(),
        case=case,
        by=me(),
        by_customer=form.origin.data != Origin.OURS,
        purpose=Purpose.EVIDENCE if form.origin.data == Origin.PROOF else Purpose.ATTACHMENT,
        shared=bool(form.shared.data),
        label=form.label.data or "",
        once=form.pressing,
    )


def _page(case: Case, form: AddFilesForm, refused: Iterable[FileRefused] = ()) -> Response:
    sentences = uploads.sentences(refused)
    if sentences:
        form.refuse(sentences)
    return show(
        "backoffice/files/add.html",
        status=422 if form.errors else 200,
        case=case,
        form=form,
        files=attached.of_case(db(), case),
    )


@blueprint.get(f"/files/<{NUMBER}:number>")
@may(Right.OPEN_WORKLIST)
def file(number: int) -> Response:
    """One file, to be saved; in place of a distressing one a page that says what it shows, and asks why (RP-25)."""
    found = _file_or_404(number)
    if found.distressing:
        return show("backoffice/files/distressing.html", file=found, form=WhyForm())
    read_record.opened(Read.FILE, found.id, **_whose(found))
    return download(found)


@blueprint.post(f"/files/<{NUMBER}:number>")
@may(Right.OPEN_WORKLIST)
def open_distressing(number: int) -> Response:
    """A distressing file for whoever said why, in the answer to this very form; each opening is kept (RP-25)."""
    found, form = _file_or_404(number), WhyForm()
    if not form.checked():
        return show("backoffice/files/distressing.html", file=found, form=form, status=422)
    read_record.unsealed(Read.FILE, found.id, why=form.why.data or "", **_whose(found))
    return download(found)


def _whose(found: AttachedFile) -> dict[str, int | None]:
    return {"case_id": found.case_id, "customer_id": found.case.customer_id if found.case else None}


@blueprint.route(f"/files/<{NUMBER}:number>/warning", methods=["GET", "POST"])
@may(Right.RECORD_CONTACTS)
def warning(number: int) -> Response:
    """Say what it shows, before a colleague opens it."""
    found = _file_or_404(number)
    form = WarningForm(label=found.label)
    if not form.checked():
        return show("backoffice/files/warning.html", file=found, form=form, status=422 if form.errors else 200)
    attached.warn(db(), found, form.label.data or "")
    flash(_("Saved."), "success")
    reference = found.case.reference if found.case else ""
    return sent_to(url_for("backoffice.case", reference=reference, _anchor="files"))


def _file_or_404(number: int) -> AttachedFile:
    found = attached.file_seen_by(db(), number, me(), charter())
    if found is None:
        abort(404)
    return found
