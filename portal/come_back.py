"""Going on later: a link by e-mail or a code on paper, and the way back with either (clause CH-5)."""

from flask import Response, abort, flash, request, url_for
from flask_babel import gettext

from portal import journey, slowing
from portal.blueprint import blueprint
from portal.forms.coming_back import CodeForm, LinkForm
from portal.kept import Kept, mark_of, remember, remembers
from portal.signs import rules
from shared.casework import coming_back
from shared.casework.handing_over import BEGUN_BY
from shared.charter.reference import in_groups
from shared.models.drafts import Draft
from shared.web.council import charter, settings
from shared.web.extensions import csrf
from shared.web.language import choose
from shared.web.now import now
from shared.web.pages import sent_to, show
from shared.web.unit_of_work import db


@blueprint.get("/tell-us/later")
def later() -> Response:
    """It is kept. How do you want to come back?"""
    kept, draft = _begun()
    return _offer(kept, draft, LinkForm(email=kept.answers.get("email", "")))


@blueprint.post("/tell-us/later")
@csrf.exempt  # the form looks at its token itself, so that nothing typed is lost when it has run out
def send_link() -> Response:
    """Send the link, or make the code."""
    kept, draft = _begun()
    form, on_paper = LinkForm(), "paper" in request.form
    fine = form.checked()
    if form.too_old or not (fine or on_paper):
        return _offer(kept, draft, form, status=422)
    coming_back.promise(db(), kept.key, settings().secret_key)
    if on_paper:
        return sent_to(url_for("portal.code", draft=kept.mark))
    if not _owe_link(draft, form.email.data or ""):
        form.enough()
        return _offer(kept, draft, form, status=422)
    return sent_to(url_for("portal.later", draft=kept.mark))


@blueprint.get("/tell-us/later/code")
def code() -> Response:
    """The code, large, to be written down or printed."""
    kept, draft = _begun()
    if draft.code_hash is None:
        return sent_to(url_for("portal.later", draft=kept.mark))
    page = show(
        "portal/come_back/code.html",
        code=in_groups(coming_back.code_of(draft.key, settings().secret_key)),
        address=settings().base_url + url_for("portal.come_back"),
        goes=coming_back.deleted_on(draft, charter()),
        back=url_for("portal.later", draft=kept.mark),
        on=_place(draft),
        section="tell_us",
    )
    page.headers["Cache-Control"] = "no-store"
    return page


@blueprint.get("/come-back")
def come_back() -> Response:
    """Ask for the code."""
    return _ask(CodeForm())


@blueprint.post("/come-back")
@csrf.exempt
def with_code() -> Response:
    """Open what the code opens; a wrong one is counted."""
    form = CodeForm()
    if not form.checked():
        return _ask(form, 422)
    slowing.refuse_if_too_many()
    draft = coming_back.opened(db(), form.code.data or "", at=now())
    if draft is None:
        slowing.count_wrong()
        form.not_found()
        return _ask(form, 422)
    return _on_with(draft)


@blueprint.get("/come-back/<typed>")
def with_link(typed: str) -> Response:
    """The same by a link of ours."""
    slowing.refuse_if_too_many()
    draft = coming_back.opened(db(), typed, at=now())
    if draft is None:
        slowing.count_wrong()
        abort(show("portal/come_back/not_opened.html", status=404))
    return _on_with(draft)


def _begun() -> tuple[Kept, Draft]:
    """What this session has begun and not sent; whoever has begun nothing is asked the first question."""
    kept = Kept()
    draft = coming_back.kept(db(), kept.key)
    if kept.sent or draft is None:
        abort(sent_to(kept.sent or url_for("portal.question", name="kind")))
    return kept, draft


def _owe_link(draft: Draft, address: str) -> bool:
    if not slowing.may_send_link(address):
        return False
    secret = settings().secret_key
    return bool(coming_back.send_link(db(), draft, secret=secret, to_address=address, at=now(), charter=charter()))


def _offer(kept: Kept, draft: Draft, form: LinkForm, status: int = 200) -> Response:
    links = coming_back.links_of(db(), draft.key)
    return show(
        "portal/come_back/later.html",
        status=status,
        form=form,
        kept=kept,
        last_sent=links[0].to_address if links else "",
        goes=coming_back.deleted_on(draft, charter()),
        on=_place(draft),
        section="tell_us",
    )


def _ask(form: CodeForm, status: int = 200) -> Response:
    return show("portal/come_back/come_back.html", status=status, form=form, section="tell_us")


def _on_with(draft: Draft) -> Response:
    """To the first open question, in the language in which it was left. What was sent opens only where it was begun."""
    sent = draft.answers.get("sent")
    if sent:
        return show("portal/tell_us/sent_already.html", sent=sent if remembers(draft.key) else "", section="tell_us")
    remember(draft.key)
    choose(draft.language)
    if draft.answers.get(BEGUN_BY):
        flash(gettext("We began this for you. Check what we wrote, change what is not right, and send it."), "success")
    else:
        flash(gettext("What you wrote is here. Go on where you stopped."), "success")
    return sent_to(_place(draft))


def _place(draft: Draft) -> str:
    """The first open question, or everything to check."""
    name = journey.first_open(draft.answers, rules())
    if name is None:
        return url_for("portal.check", draft=mark_of(draft.key))
    return url_for("portal.question", name=name, draft=mark_of(draft.key))
