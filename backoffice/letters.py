"""What somebody prints and posts, or takes elsewhere to be made: a letter as PDF, and its words as plain text."""

from io import BytesIO

from flask import Response, abort, send_file

from backoffice.blueprint import blueprint
from backoffice.guard import NUMBER, may, me
from backoffice.outbox import letter_of
from shared.casework import tasks
from shared.charter.access import Right
from shared.charter.vocabulary import Reach
from shared.files.store import Store
from shared.models.notices import Notice
from shared.web.council import charter, settings
from shared.web.unit_of_work import db


@blueprint.get(f"/messages/<{NUMBER}:number>/letter.pdf")
@may(Right.READ_NOTICES)
def letter_to_post(number: int) -> Response:
    """The PDF that the worker has made. It holds the customer's own link: once it is posted, nobody needs it here."""
    notice = _notice_or_404(number)
    if notice.reach is not Reach.LETTER or notice.sent_at is not None:
        abort(404)
    try:
        opened = Store(settings().letters).open(notice.made)
    except FileNotFoundError:
        abort(404)
    with opened:
        return saved(opened.read(), "application/pdf", f"{notice.facts['reference']}.pdf")


@blueprint.get(f"/messages/<{NUMBER}:number>/words.txt")
@may(Right.READ_NOTICES)
def words_to_make(number: int) -> Response:
    """The words without any setting: for whoever makes Braille, Easy Read or a film of them."""
    notice = _notice_or_404(number)
    return saved(letter_of(notice).text.encode(), "text/plain", f"{notice.facts['reference']}.txt")


def _notice_or_404(number: int) -> Notice:
    notice = tasks.notice_seen_by(db(), number, me(), charter())
    if notice is None:
        abort(404)
    return notice


def saved(data: bytes, kind: str, name: str) -> Response:
    """Always to be saved, never shown by the browser, and never kept on the way."""
    answer = send_file(BytesIO(data), mimetype=kind, as_attachment=True, download_name=name, etag=False)
    answer.headers["Cache-Control"] = "no-store"
    return answer
