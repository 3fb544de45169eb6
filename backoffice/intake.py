"""Writing down a contact that came by phone, by letter, in person, by e-mail or by social media."""

from flask import Response, abort, flash, request, url_for
from flask_babel import gettext as _

from backoffice.blueprint import blueprint
from backoffice.case_page import PAGE, page_of
from backoffice.forms.intake import RecordForm
from backoffice.guard import may, me
from backoffice.telling import in_our_own_language
from backoffice.what_to_do import to_do_for
from shared.casework import customers, drafts, files, finding, first_contact, intake, signing
from shared.charter.access import Right
from shared.charter.next_step import next_step
from shared.files.checked import FileRefused, Why
from shared.models.cases import Case
from shared.models.customers import Customer
from shared.models.readings import Read
from shared.web import uploads
from shared.web.council import charter
from shared.web.errors import expired
from shared.web.extensions import csrf
from shared.web.language import spoken_charter
from shared.web.now import now, today
from shared.web.pages import sent_to, show
from shared.web.read_record import opened
from shared.web.unit_of_work import db


@blueprint.get("/record")
@may(Right.RECORD_CONTACTS)
def record() -> Response:
    """One screen for whoever is on the phone, with "sorted out now" (clauses CH-1, CH-4)."""
    return _page(_form())


@blueprint.post("/record")
@csrf.exempt  # the form looks at its token itself, after room was made for what it brings
@may(Right.RECORD_CONTACTS)
@uploads.takes_files
def write_down() -> Response:
    """Open the case; before that, once, show what is already recorded of somebody whom we know."""
    too_large, form = uploads.too_large(), _form()
    if too_large:
        form.files.errors = uploads.sentences([FileRefused(Why.TOO_BIG_TOGETHER)])
        return _page(form)
    fine = form.checked()
    if form.csrf_token.errors:
        return expired(400)
    if not (_hold_files(form) and fine):
        return _page(form)
    somebody = _to_meet(form)
    if somebody is not None:
        form.meet(somebody)
        return _page(form, somebody)
    warned = _like(form)
    if warned is not None and not form.has_met(warned):
        form.met.data = str(warned.id)
        return _page(form)
    case = _write_down(form)
    files.adopt(db(), form.submission_key, case, at=now())
    drafts.forget(db(), form.submission_key)
    flash(_("It is written down."), "success")
    return sent_to(url_for("backoffice.recorded", reference=case.reference))


def _form() -> RecordForm:
    form = RecordForm()
    form.open_at(spoken_charter(), now())
    return form


def _hold_files(form: RecordForm) -> bool:
    """Keep the files until the contact is recorded, whatever else has to be mended; False where one was refused."""
    if not any(one.filename for one in request.files.getlist("files")):
        return True
    db().rollback()  # nobody waits for us to look at a photo
    came = uploads.received()
    drafts.keep(db(), form.submission_key, {}, at=now())
    fit, over = files.fitting(db(), form.submission_key, came.good)
    files.add(db(), fit, store=uploads.store(), draft=form.submission_key, at=now(), by=me())
    db().commit()
    form.files.errors = uploads.sentences([*came.refused, *(FileRefused(Why.TOO_MANY, one.name) for one in over)])
    return not form.files.errors


def _to_meet(form: RecordForm) -> Customer | None:
    """Somebody whom we know, whose record says what nobody should ask again, and has not been shown yet."""
    somebody = customers.known(db(), form.person())
    if somebody is None or form.has_met(somebody) or intake.opened_before(db(), form.submission_key):
        return None
    special = customers.to_be_remembered(somebody, charter().organisation.write_in)
    return somebody if special or somebody.reach != form.reach.data or to_do_for(somebody) else None


def _like(form: RecordForm) -> Customer | None:
    """Somebody of this name and number with whom something special is to be done for now (clauses RP-8, RP-26)."""
    like = customers.managed_like(db(), form.name.data or "", form.email.data or "", form.phone.data or "")
    return (
        like if like is not None and to_do_for(like) and not intake.opened_before(db(), form.submission_key) else None
    )


def _page(form: RecordForm, somebody: Customer | None = None) -> Response:
    return show(
        "backoffice/intake/record.html",
        status=422 if form.errors else 200,
        form=form,
        somebody=somebody,
        like=_like(form) if somebody is None else None,
        held=files.of_draft(db(), form.submission_key),
    )


def _write_down(form: RecordForm) -> Case:
    """The case, opened once however often the button was pressed."""
    submission, received_at = form.submission(), form.received_at
    if form.resolved.data:
        done = form.done.data or ""
        return first_contact.resolve(
            db(),
            submission,
            done=done,
            received_at=received_at,
            by=me(),
            at=now(),
            charter=charter(),
            telling=in_our_own_language(),
        )
    return first_contact.record(db(), submission, received_at=received_at, by=me(), at=now(), charter=charter())


@blueprint.get("/recorded/<reference>")
@may(Right.RECORD_CONTACTS)
def recorded(reference: str) -> Response:
    """What to say to the caller: on the case, or alone where the case is another team's to see."""
    seen = finding.case_seen_by(db(), reference, me(), charter())
    if seen is not None:
        opened(Read.CASE, seen.id, case_id=seen.id, customer_id=seen.customer_id)
        return show(PAGE, **page_of(seen), step=None, read_out=True)
    case = first_contact.recorded_by(db(), reference, me(), charter())
    if case is None:
        abort(404)
    spoken = spoken_charter()
    following = next_step(signing.story_told(case, spoken, today()), spoken, today())
    return show("backoffice/intake/recorded.html", case=case, next=following)
