"""Signing in and out: who guesses is slowed down, and learns nothing about who works here."""

from datetime import datetime
from urllib.parse import urlsplit

from flask import Response, flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_user, logout_user

from backoffice.blueprint import blueprint
from backoffice.forms.signin import SignInForm
from backoffice.guard import any_staff, anybody
from shared.casework import accounts, attempts
from shared.casework.customers import email_key
from shared.models.database import reading
from shared.models.staff import Staff
from shared.web.language import begin_anew
from shared.web.now import now
from shared.web.pages import sent_to, show
from shared.web.signin import SignedIn
from shared.web.slowing import address_mark, mark
from shared.web.unit_of_work import engine, small_write

PAGE = "backoffice/signin/signin.html"
#: A whole office may share one address, so an address bears more wrong tries than an account does.
MOST_FROM_ADDRESS = 40
#: From everywhere together: high, or anybody could keep a colleague out by guessing wrong for them.
MOST_FOR_ACCOUNT = 100


@blueprint.route("/sign-in", methods=["GET", "POST"])
@anybody
def signin() -> Response:
    """The door."""
    if request.method == "GET" and current_user.is_authenticated:
        return sent_to(_own_path(request.args.get("next")))
    form = SignInForm()
    if not form.checked():
        return show(PAGE, form=form, next=request.values.get("next"), status=422 if form.errors else 200)
    at, places = now(), _places(form.email.data or "")
    staff = None if _shut(places, at) else _whose(form)
    if staff is not None:
        enter(staff)
        return sent_to(_own_path(request.form.get("next")))
    return _refused(form, places, at)


@blueprint.post("/sign-out")
@any_staff
def signout() -> Response:
    """The way out."""
    logout_user()
    begin_anew()
    flash(_("You are signed out."), "success")
    return sent_to(url_for("backoffice.signin"))


def enter(staff: Staff) -> None:
    """Open a session for this member of staff; of the session before, only the language is carried in."""
    begin_anew()
    login_user(SignedIn(staff))


def _whose(form: SignInForm) -> Staff | None:
    # Not the request's own session: checking a password takes a while, and would make every writer wait for it.
    with reading(engine()) as asking:
        return accounts.sign_in(asking, email=form.email.data or "", password=form.password.data or "")


def _refused(form: SignInForm, places: dict[str, int], at: datetime) -> Response:
    """Wrong: counted, and said in the same words for every account; too often: how long to wait."""
    if _shut(places, at):
        wait = attempts.over_in(at)
        response = show("backoffice/signin/wait.html", until=at + wait, status=429)
        response.headers["Retry-After"] = str(int(wait.total_seconds()) + 1)
        return response
    with small_write() as counting:
        for place in places:
            attempts.wrong(counting, place, at=at)
    form.refuse()
    return show(PAGE, form=form, next=request.form.get("next"), status=422)


def _shut(places: dict[str, int], at: datetime) -> bool:
    with reading(engine()) as asking:
        return any(attempts.too_many(asking, place, at=at, most=most) for place, most in places.items())


def _places(email: str) -> dict[str, int]:
    """What wrong tries are counted by, and how many of each we bear; neither can be read back from the records."""
    here, whose = address_mark(), mark(email_key(email))
    return {
        f"office/address/{here}": MOST_FROM_ADDRESS,
        f"office/try/{mark(here + whose)}": attempts.MOST,
        f"office/account/{whose}": MOST_FOR_ACCOUNT,
    }


def _own_path(asked: str | None) -> str:
    """Where to go after signing in: a page of ours, whatever the link said."""
    home = url_for("backoffice.worklist")
    parts = urlsplit(asked or "")
    ours = not parts.scheme and not parts.netloc and parts.path.startswith(home)
    plain = asked is not None and asked.isprintable() and "\\" not in asked and "//" not in parts.path
    return asked if asked and ours and plain else home
