"""Photos and documents: with what somebody is telling us, and on the page of their case."""

import secrets
from collections.abc import Iterable

from flask import Response, abort, flash, request, url_for
from flask_babel import gettext

from portal import journey, slowing
from portal.adding import thanks_for
from portal.blueprint import blueprint
from portal.forms.files import FilesForm
from portal.kept import Kept
from portal.progress import opened
from portal.signs import rules
from portal.together import page_after_adding
from shared.casework import files, limited, timeline
from shared.casework.steps import is_closed
from shared.casework.ties import goes_on_in
from shared.files.checked import FileRefused, Why
from shared.models.cases import Case
from shared.models.files import Purpose
from shared.web import uploads
from shared.web.council import charter
from shared.web.downloads import download
from shared.web.extensions import csrf
from shared.web.now import now, today
from shared.web.pages import sent_to, show
from shared.web.unit_of_work import db

#: Two questions of the journey are answered with files: these, and the proof that somebody may speak for another.
_QUESTION = "/tell-us/<any(files, proof):name>"
_PURPOSE = {"files": Purpose.ATTACHMENT, "proof": Purpose.EVIDENCE}
_CASE = "/track/<reference>/<key>/files"
_LARGEST_NUMBER = 2_147_483_647
_TOO_LARGE = FileRefused(Why.TOO_BIG_TOGETHER)


@blueprint.get(_QUESTION)
def attach(name: str) -> Response:
    """What was attached so far, and room for more; nobody has to."""
    kept = Kept()
    if kept.sent:
        return show("portal/tell_us/sent_already.html", sent=kept.sent, section="tell_us")
    if not journey.asks("files", kept.answers, rules()):
        return sent_to(_address(journey.first_open(kept.answers, rules()) or "check", kept))
    return _ask(name, kept, FilesForm())


@blueprint.post(_QUESTION)
@csrf.exempt  # the form looks at its token itself
@uploads.takes_files
def attached(name: str) -> Response:
    """Keep what can be kept, say what cannot and why; or take one away again; or go on."""
    if uploads.too_large():
        return _ask(name, Kept(), FilesForm(), [_TOO_LARGE])
    form = FilesForm()
    if not form.checked():
        return _ask(name, Kept(), form)
    came = _looked_into()  # before the answers are opened
    kept = Kept()
    if kept.sent:
        return _too_late(kept.sent)
    if "remove" in request.form:
        return _take_away(name, kept)
    if came.nothing:
        return _ask(name, kept, form, [FileRefused(Why.NOTHING_CHOSEN)]) if "more" in request.form else _on(name, kept)
    refused = [*came.refused, *_keep(name, kept, came)]
    if refused:
        db().commit()  # the good ones stay, although the answer tells of others
        return _ask(name, kept, form, refused)
    return sent_to(_here(name, kept)) if "more" in request.form else _on(name, kept)


def _looked_into() -> uploads.Received:
    """What came, as far as one place may send so much. No transaction stays open: nobody waits while we look."""
    allowed = not uploads.chosen() or slowing.may_send_files()
    db().commit()
    return uploads.received() if allowed else uploads.Received((), [FileRefused(Why.TOO_OFTEN)])


def _keep(name: str, kept: Kept, came: uploads.Received) -> Iterable[FileRefused]:
    """Those for which there was no room left."""
    kept.keep({})
    fit, over = files.fitting(db(), kept.key, came.good)
    files.add(db(), fit, store=uploads.store(), draft=kept.key, at=now(), purpose=_PURPOSE[name])
    _note(kept)
    return [FileRefused(Why.TOO_MANY, one.name) for one in over]


def _take_away(name: str, kept: Kept) -> Response:
    number = request.form.get("remove", type=int) or 0
    if 0 < number <= _LARGEST_NUMBER:
        files.remove(db(), kept.key, number)
        _note(kept)
    return sent_to(_here(name, kept))


def _note(kept: Kept) -> None:
    """The answers know which files belong to them, so that nothing is sent that the check page did not show."""
    kept.keep({"attached": [file.id for file in files.of_draft(db(), kept.key)]})


def _too_late(sent: str) -> Response:
    """Sent meanwhile, in another window: the files are not lost silently."""
    flash(gettext("You had sent this already, so we have not kept the files. Add them here."), "error")
    return sent_to(f"{sent.removesuffix('/sent')}/files")


def _on(name: str, kept: Kept) -> Response:
    if "later" in request.form:
        kept.keep({})
        return sent_to(url_for("portal.later", draft=kept.mark))
    following = None if request.args.get("change") else journey.after(name, kept.answers, rules())
    return sent_to(_address(following or "check", kept))


def _here(name: str, kept: Kept) -> str:
    change = 1 if request.args.get("change") else None
    return url_for("portal.attach", name=name, change=change, draft=kept.mark)


def _address(name: str, kept: Kept) -> str:
    if name == "check":
        return url_for("portal.check", draft=kept.mark)
    return url_for("portal.question", name=name, draft=kept.mark)


def _ask(name: str, kept: Kept, form: FilesForm, refused: Iterable[FileRefused] = ()) -> Response:
    form.refuse([*form.files.errors, *uploads.sentences(refused)])
    before = None if request.args.get("change") else journey.before(name, kept.answers, rules())
    return show(
        "portal/files/question.html",
        status=422 if form.errors else 200,
        form=form,
        kept=kept,
        kind=journey.kind_of(kept.answers),
        proof=name == "proof",
        files=[file for file in files.of_draft(db(), kept.key) if file.purpose is _PURPOSE[name]],
        back=_address(before or "check", kept),
        here=_here(name, kept),
        section="tell_us",
    )


@blueprint.get(_CASE)
def case_files(reference: str, key: str) -> Response:
    """The files of a case, and room for more."""
    return _case_page(opened(reference, key), FilesForm())


@blueprint.post(_CASE)
@csrf.exempt
@uploads.takes_files
def add_to_case(reference: str, key: str) -> Response:
    """Put files with the rest; pressed twice, they are there once."""
    if uploads.too_large():
        return _case_page(opened(reference, key), FilesForm(), [_TOO_LARGE])
    case, form = opened(reference, key), FilesForm()
    if not form.checked():
        return _case_page(case, form)
    came = _looked_into()
    case = opened(reference, key)
    once = f"{case.reference}/{form.once.data or secrets.token_urlsafe(12)}"
    done, again = timeline.done_already(db(), once), is_closed(goes_on_in(db(), case))
    if not done:
        files.send_in(db(), case, came.good, store=uploads.store(), at=now(), charter=charter(), once=once)
    if came.nothing or (came.refused and not done):
        db().commit()  # the good ones stay, although the answer tells of others
        return _case_page(case, form, came.refused or [FileRefused(Why.NOTHING_CHOSEN)])
    flash(thanks_for(case, was_closed=again and not done), "success")
    return sent_to(page_after_adding(case))


def _case_page(case: Case, form: FilesForm, refused: Iterable[FileRefused] = ()) -> Response:
    form.refuse([*form.files.errors, *uploads.sentences(refused)])
    form.once.data = secrets.token_urlsafe(12)
    return _private(
        show(
            "portal/files/case.html",
            status=422 if form.errors else 200,
            case=case,
            form=form,
            files=files.shown_to_customer(db(), case),
            kept_only=limited.kept_only(case, today(), charter()),
            read_on=limited.read_on(case, today(), charter()),
            here=url_for("portal.track", reference=case.reference, key=case.tracking_key),
            section="look_up",
        )
    )


@blueprint.get(f"{_CASE}/<int(max={_LARGEST_NUMBER}):number>")
def file(reference: str, key: str, number: int) -> Response:
    """One file, to be saved; before a distressing one a page that says what it shows (rule D-10)."""
    case = opened(reference, key)
    found = next((one for one in files.shown_to_customer(db(), case) if one.id == number), None)
    if found is None:
        abort(404)
    if found.distressing and not request.args.get("open"):
        here = url_for("portal.track", reference=case.reference, key=case.tracking_key)
        return _private(show("portal/files/distressing.html", file=found, here=here, section="look_up"))
    return download(found)


def _private(page: Response) -> Response:
    page.headers["X-Robots-Tag"] = "noindex, nofollow"
    return page
