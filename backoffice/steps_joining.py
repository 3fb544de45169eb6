"""The steps with which cases of one person become one, part again, or come out of one contact (clause SC-1)."""

from functools import partial
from typing import Any

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from backoffice.blueprint import blueprint
from backoffice.forms.joining import JoinForm, PartForm, SplitForm
from backoffice.forms.steps import pressing
from backoffice.guard import case_or_404, may, me
from backoffice.steps import Taking, step_route
from backoffice.telling import asked_how
from backoffice.wording import kind_name
from shared.casework import duplicates, finding, joining, misfiled, splitting, ties, timeline
from shared.charter.access import Right
from shared.charter.vocabulary import Kind
from shared.charter.workflow import Step
from shared.models.cases import Case
from shared.web.council import charter
from shared.web.filters import day
from shared.web.language import spoken_charter
from shared.web.now import now
from shared.web.pages import sent_to
from shared.web.unit_of_work import db


@step_route(Step.LINK)
def join(case: Case) -> Taking:
    """It goes on in another case of the same person; or, where it does already, the two are parted again."""
    return _join(case) if ties.joined_to(db(), case) is None else _part(case)


def _join(case: Case) -> Taking:
    form = JoinForm()
    # Held before it is read for anything else, so that it is read as it is now.
    form.found = _found(form.meant) if form.is_submitted() and form.meant else None
    others = [one for one in finding.other_cases(db(), case, me(), charter()) if one.closed_at is None]
    likely = request.args.get("with", "") or misfiled.named_in(case)
    form.offer_cases([(one.reference, _described(one)) for one in others], likely)
    telling, meant = asked_how(form), form.meant

    more = {"parting": None, "by_mail": misfiled.mail_that_opened(db(), case) is not None}

    def act(session: Any, case: Case, **how: Any) -> None:
        # Who is meant is known only once the form is known to be right.
        assert form.found is not None
        go_on = misfiled.way(session, case, form.found)
        go_on(session, case, lead=form.found, reason=form.reason.data or "", telling=telling, **how)

    said = _("It goes on in %(reference)s. The customer is told.", reference=meant)
    return Taking(form, act, said, more=more, sure=(case, form.found) if form.found else (case,))


def _part(case: Case) -> Taking:
    form = PartForm()
    act = partial(joining.part, reason=form.reason.data or "", telling=asked_how(form))
    more = {"parting": ties.joined_to(db(), case)}
    return Taking(form, act, _("They are two again, each with its own dates. The customer is told."), True, more)


def _found(reference: str) -> Case | None:
    """The case of that reference, held until this request is done, if this person may see it."""
    return finding.case_seen_by(db(), reference, me(), charter(), to_change=request.method == "POST")


def _described(case: Case) -> str:
    return f"{case.reference}: {case.subject} ({day(case.received_on)})"


@step_route(Step.SPLIT)
def split(case: Case) -> Taking:
    """A part of what they told us is another matter: it gets a case of its own."""
    form = SplitForm(words=splitting.words_of(case), kind=case.kind.value, service=case.service or "")
    form.kind.choices = [(kind.value, kind_name(kind)) for kind in Kind if kind is not Kind.ADJUSTMENT]
    services = sorted(spoken_charter().services.values(), key=lambda service: service.name)
    form.service.choices = [("", _("Not known yet")), *((one.id, one.name) for one in services)]
    kind = next((one for one in Kind if one.value == form.kind.data), case.kind)
    service = form.service.data if form.service.data in charter().services else None
    words = form.words.data or ""
    act = partial(splitting.split, words=words, kind=kind, service=service, telling=asked_how(form))
    said = _("The second matter has a case of its own. The customer is told both references.")
    return Taking(form, act, said, sure=(case,))


@blueprint.post("/cases/<reference>/not-the-same")
@may(Right.OPEN_WORKLIST)
def not_the_same(reference: str) -> Response:
    """I have looked: these are two matters. It is not offered again."""
    case = case_or_404(reference, to_change=True)
    other = case_or_404(request.form.get("other", ""), to_change=True)
    once = pressing(request.form.get("once"))
    if not timeline.done_already(db(), once):
        duplicates.not_the_same(db(), case, other, by=me(), at=now(), once=once)
    flash(_("We will not ask about these two again."), "success")
    return sent_to(url_for("backoffice.case", reference=case.reference))
