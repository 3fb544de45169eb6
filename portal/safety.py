"""Help first for somebody who was hurt because of who they are, and a quick way out of these pages (clause FP-7)."""

from collections.abc import Mapping
from typing import Any

from flask import Response, flash, make_response, redirect, session, url_for
from flask_babel import gettext

from portal.blueprint import blueprint
from portal.forms.signs import SafetyForm
from portal.journey import SEEN_BEFORE
from portal.kept import Kept, forget_all
from portal.signs import help_with, rules, says_hurt
from shared.casework import drafts
from shared.charter.signs import Sign
from shared.charter.vocabulary import Kind
from shared.web.council import charter
from shared.web.extensions import csrf
from shared.web.language import spoken_charter
from shared.web.pages import sent_to, show
from shared.web.unit_of_work import db

#: In the session while the way out stands on every page; the word says nothing to whoever reads the cookie.
_WAY_OUT = "way_out"


@blueprint.get("/help-now")
def help_now() -> Response:
    """Whom to call, whom to tell, what we do with it: before anybody has told us anything."""
    return _page(SafetyForm())


@blueprint.post("/help-now")
@csrf.exempt  # the form looks at its token itself
def tell_us_of_it() -> Response:
    """Begin to tell us: what they came for is known, and what helps was read."""
    form = SafetyForm()
    if not form.checked():
        return _page(form, 422)
    kept = Kept.begun({"kind": Kind.COMPLAINT.value, "signs": [Sign.HATE.value], "safety": SEEN_BEFORE})
    return sent_to(url_for("portal.question", name="whom", draft=kept.mark))


@blueprint.get("/leave")
def leave() -> Response:
    """Away at once, to a page that has nothing to do with us; this browser forgets what was begun in it."""
    forget_all()
    session.pop(_WAY_OUT, None)
    return make_response(redirect(away(), 303))


def away() -> str:
    """Where the quick way out leads: a page that this council has chosen, and that nobody wonders about."""
    return charter().organisation.leave_to


def keep_way_out(answers: Mapping[str, Any]) -> None:
    """From here on, the way out stands on every page; or no longer, where they took back what it was for."""
    if says_hurt(answers):
        session[_WAY_OUT] = True
    else:
        session.pop(_WAY_OUT, None)


def only_wanted_to_know(kept: Kept) -> Response:
    """They have read what helps and do not want to tell us: nothing of it is kept."""
    drafts.forget(db(), kept.key)
    forget_all()
    session.pop(_WAY_OUT, None)
    flash(gettext("We have deleted what you wrote. Nothing was sent."), "success")
    return sent_to(url_for("portal.start"))


def what_helps() -> dict[str, Any]:
    """What the page says: what the council does with it, and whom else they can tell."""
    rule = rules()[Sign.HATE]
    return {"rule": rule, "safety": help_with(rule, spoken_charter()), "leaving": True}


def _page(form: SafetyForm, status: int = 200) -> Response:
    return show("portal/safety/help_now.html", status=status, form=form, section="tell_us", **what_helps())
