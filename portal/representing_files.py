"""Files of whoever speaks for a customer: what shows that they may; and, once they may, the files of the case."""

import secrets
from collections.abc import Iterable, Sequence

from flask import Response, abort, flash, request, url_for
from flask_babel import gettext

from portal.blueprint import blueprint
from portal.forms.files import FilesForm
from portal.representing import PAGE, back, is_own, may_speak, opened, private
from shared.casework import files, timeline
from shared.files.checked import FileRefused, Why
from shared.models.files import AttachedFile, Purpose
from shared.models.representatives import Authority, Speaks
from shared.web import uploads
from shared.web.council import charter
from shared.web.downloads import download
from shared.web.extensions import csrf
from shared.web.now import now, today
from shared.web.pages import show
from shared.web.unit_of_work import db

_FILES = f"{PAGE}/files"
_LARGEST_NUMBER = 2_147_483_647


@blueprint.get(_FILES)
def files_for(reference: str, key: str) -> Response:
    """Room for what shows that they may speak; once they may, the files of the case and room for more."""
    authority = opened(reference, key)
    return _page(authority, FilesForm()) if _may_send(authority, key) else back(authority, key)


@blueprint.post(_FILES)
@csrf.exempt  # the form looks at its token itself
@uploads.takes_files
def send_files_for(reference: str, key: str) -> Response:
    """Put files with the rest; pressed twice, they are there once."""
    too_large = uploads.too_large()
    authority, form = opened(reference, key), FilesForm()
    if not _may_send(authority, key):
        return back(authority, key)
    if too_large or not form.checked():
        return _page(authority, form, [FileRefused(Why.TOO_BIG_TOGETHER)] if too_large else ())
    db().rollback()  # nobody waits for us to look at a photo
    came = uploads.received()
    authority = opened(reference, key)
    if not _may_send(authority, key):
        return back(authority, key)
    once = f"{authority.case.reference}/{form.once.data or secrets.token_urlsafe(12)}"
    done = timeline.done_already(db(), once)
    if not done:
        _keep(authority, came, once)
    if came.nothing or (came.refused and not done):
        db().commit()  # the good ones stay, although the answer tells of others
        return _page(authority, form, came.refused or [FileRefused(Why.NOTHING_CHOSEN)])
    flash(gettext("We have the files that you added."), "success")
    return back(authority, key)


@blueprint.get(f"{_FILES}/<int(max={_LARGEST_NUMBER}):number>")
def file_for(reference: str, key: str, number: int) -> Response:
    """One file of the case, to be saved; before a distressing one a page that says what it shows (rule D-10)."""
    authority = opened(reference, key)
    if not may_speak(authority, key):
        return back(authority, key)
    found = next((one for one in _seen(authority) if one.id == number), None)
    if found is None:
        abort(404)
    if found.distressing and not request.args.get("open"):
        return private(show("portal/files/distressing.html", file=found, here=_here(authority), section="look_up"))
    return download(found)


def _may_send(authority: Authority, key: str) -> bool:
    """Whoever waits may show that they may speak."""
    return is_own(authority, key) and authority.stands(today()) in (Speaks.WAITING, Speaks.IN_FORCE)


def _keep(authority: Authority, came: uploads.Received, once: str) -> None:
    case, store = authority.case, uploads.store()
    if authority.waiting:
        files.add(db(), came.good, store=store, at=now(), case=case, purpose=Purpose.EVIDENCE, once=once)
    else:
        files.send_in(db(), case, came.good, store=store, at=now(), charter=charter(), once=once)


def _seen(authority: Authority) -> Sequence[AttachedFile]:
    """The files that they may know of: while they wait, none, whoever sent them."""
    return () if authority.waiting else files.shown_to_customer(db(), authority.case)


def _here(authority: Authority) -> str:
    return url_for("portal.speaking", reference=authority.case.reference, key=authority.track_key)


def _page(authority: Authority, form: FilesForm, refused: Iterable[FileRefused] = ()) -> Response:
    form.refuse([*form.files.errors, *uploads.sentences(refused)])
    form.once.data = secrets.token_urlsafe(12)
    return private(
        show(
            "portal/representing/proof.html" if authority.waiting else "portal/files/case.html",
            status=422 if form.errors else 200,
            case=authority.case,
            form=form,
            files=_seen(authority),
            here=_here(authority),
            section="look_up",
        )
    )
