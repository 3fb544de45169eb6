"""Beginning a form for somebody who checks it and sends it themselves, and what has become of it (clause FP-11)."""

from flask import Response, abort, flash, url_for
from flask_babel import gettext as _

from backoffice.blueprint import blueprint
from backoffice.forms.start import StartForm
from backoffice.guard import NUMBER, may, me
from backoffice.letters import saved
from shared.casework import handing_over
from shared.casework.handing_over import Handed, State
from shared.charter.access import Right
from shared.charter.vocabulary import Reach
from shared.delivery.making import words_of
from shared.files.store import Store
from shared.web.council import charter, settings
from shared.web.language import spoken_charter
from shared.web.now import now
from shared.web.pages import sent_to, show
from shared.web.unit_of_work import db


@blueprint.route("/start", methods=["GET", "POST"])
@may(Right.RECORD_CONTACTS)
def start_for() -> Response:
    """Write down what is known, and hand it over."""
    form = StartForm()
    form.open_in(spoken_charter())
    if not form.checked():
        return show("backoffice/handing_over/start.html", form=form, status=422 if form.errors else 200)
    secret, key = settings().secret_key, form.draft_key
    over = handing_over.begin(db(), form.begun(), key=key, by=me(), secret=secret, at=now(), charter=charter())
    flash(_("It is begun. They check it and send it themselves."), "success")
    return sent_to(url_for("backoffice.handed", number=over.id))


@blueprint.get("/started")
@may(Right.RECORD_CONTACTS)
def handed_over() -> Response:
    """What I have handed over, and how each of it stands."""
    return show("backoffice/handing_over/list.html", handed=handing_over.mine(db(), me(), charter()))


@blueprint.get(f"/started/<{NUMBER}:number>")
@may(Right.RECORD_CONTACTS)
def handed(number: int) -> Response:
    """One of them: where it is, the letter to post, and how to send it again or take it back."""
    one = _handed_or_404(number)
    page = show("backoffice/handing_over/handed.html", one=one, letter=_letter_of(one))
    page.headers["Cache-Control"] = "no-store"
    return page


@blueprint.post(f"/started/<{NUMBER}:number>/again")
@may(Right.RECORD_CONTACTS)
def send_link_again(number: int) -> Response:
    """The same link once more."""
    one, secret = _handed_or_404(number), settings().secret_key
    if handing_over.send_again(db(), one.over, secret=secret, at=now(), charter=charter()):
        flash(_("The link is on its way."), "success")
    else:
        flash(_("No more links are sent for this. Ring them, or take it back and begin again."), "error")
    return sent_to(url_for("backoffice.handed", number=number))


@blueprint.post(f"/started/<{NUMBER}:number>/take-back")
@may(Right.RECORD_CONTACTS)
def take_back(number: int) -> Response:
    """Throw it away, unless they have sent it already."""
    if handing_over.take_back(db(), _handed_or_404(number).over, at=now()):
        flash(_("It is taken back. The link opens nothing any more."), "success")
    else:
        flash(_("They have sent it already."), "error")
    return sent_to(url_for("backoffice.handed", number=number))


@blueprint.get(f"/started/<{NUMBER}:number>/letter.pdf")
@may(Right.RECORD_CONTACTS)
def start_letter(number: int) -> Response:
    """The letter with the code, as the worker has made it."""
    link = _handed_or_404(number).link
    if link is None or not link.made:
        abort(404)
    try:
        opened = Store(settings().letters).open(link.made)
    except FileNotFoundError:
        abort(404)
    with opened:
        return saved(opened.read(), "application/pdf", f"letter-{number}.pdf")


def _handed_or_404(number: int) -> Handed:
    found = handing_over.one_of(db(), number, me(), charter())
    if found is None:
        abort(404)
    return found


def _letter_of(one: Handed) -> str:
    """What the letter says that somebody has to post; empty for what leaves by itself, or has gone."""
    if one.state is not State.WAITING or one.link is None or one.link.reach is not Reach.LETTER:
        return ""
    return words_of(one.link, charter(), settings().base_url).text
