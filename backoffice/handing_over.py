"""Beginning a form for somebody who checks it and sends it themselves, and what has become of it (clause FP-11)."""

from flask import Response, abort, flash, request, url_for
from flask_babel import gettext as _

from backoffice.blueprint import blueprint
from backoffice.forms.start import StartForm
from backoffice.guard import NUMBER, may, me
from backoffice.letters import saved
from backoffice.outbox import carried
from backoffice.tasks import task_tabs
from shared.casework import customers, handing_over, posting
from shared.casework.handing_over import Handed, State
from shared.charter.access import Right
from shared.charter.vocabulary import Reach
from shared.delivery.making import words_of
from shared.files.store import Store
from shared.models.customers import Customer
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
    form.open_in(spoken_charter(), carried(settings()))
    if not form.checked():
        like = customers.managed_like(db(), form.name.data or "", form.email.data or "", form.phone.data or "")
        return show("backoffice/handing_over/start.html", form=form, like=like, status=422 if form.errors else 200)
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
    by = posting.post_by(one.link, charter()) if one.link else None
    page = show(
        "backoffice/handing_over/handed.html", one=one, letter=_letter_of(one), by=by, own=_own(one), like=_like(one)
    )
    page.headers["Cache-Control"] = "no-store"
    return page


def _like(one: Handed) -> Customer | None:
    """Somebody whom a measure concerns and who is known under that name and address."""
    over, calls = one.over, one.over.reach in (Reach.PHONE, Reach.TEXT)
    email = over.to_address if over.reach is Reach.EMAIL else ""
    return customers.managed_like(db(), over.to_name, email, over.to_address if calls else "")


@blueprint.get("/started/to-post")
@may(Right.RECORD_CONTACTS)
def forms_to_post() -> Response:
    """The letters with which my team hands forms over, and which nobody has posted yet."""
    page = posting.to_post(db(), me(), charter(), after=request.args.get("after"))
    return show("backoffice/handing_over/to_post.html", page=page, tabs=task_tabs("forms"))


@blueprint.post(f"/started/<{NUMBER}:number>/posted")
@may(Right.RECORD_CONTACTS)
def form_posted(number: int) -> Response:
    """I have posted it; pressed twice, it is done once."""
    one = handing_over.one_of(db(), number, me(), charter())
    if one is not None and one.link is not None and one.link.reach is Reach.LETTER:
        posting.posted(db(), one.link, by=me(), at=now())
    flash(_("Saved."), "success")
    return sent_to(url_for("backoffice.forms_to_post"))


@blueprint.post(f"/started/<{NUMBER}:number>/again")
@may(Right.RECORD_CONTACTS)
def send_link_again(number: int) -> Response:
    """The same link once more."""
    one, secret = _own_or_404(number), settings().secret_key
    if handing_over.send_again(db(), one.over, secret=secret, at=now(), charter=charter()):
        flash(_("The link is on its way."), "success")
    else:
        flash(_("No more links are sent for this. Ring them, or take it back and begin again."), "error")
    return sent_to(url_for("backoffice.handed", number=number))


@blueprint.post(f"/started/<{NUMBER}:number>/take-back")
@may(Right.RECORD_CONTACTS)
def take_back(number: int) -> Response:
    """Throw it away, unless they have sent it already."""
    if handing_over.take_back(db(), _own_or_404(number).over, at=now()):
        flash(_("It is taken back. The link opens nothing any more."), "success")
    else:
        flash(_("They have sent it already."), "error")
    return sent_to(url_for("backoffice.handed", number=number))


@blueprint.get(f"/started/<{NUMBER}:number>/letter.pdf")
@may(Right.RECORD_CONTACTS)
def start_letter(number: int) -> Response:
    """The letter with the code, as the worker has made it."""
    link = _handed_or_404(number).link
    if link is None or not link.made or link.sent_at:
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


def _own(one: Handed) -> bool:
    return one.over.staff_id == me().id


def _own_or_404(number: int) -> Handed:
    """A colleague posts the letter; only whoever began the form sends it again or takes it back."""
    found = _handed_or_404(number)
    return found if _own(found) else abort(404)


def _letter_of(one: Handed) -> str:
    """What the letter says that somebody has to post; empty for what leaves by itself, or has gone."""
    if one.state is not State.WAITING or one.link is None or one.link.reach is not Reach.LETTER or one.link.sent_at:
        return ""
    return words_of(one.link, charter(), settings().base_url).text
