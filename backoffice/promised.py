"""What the pages of remedies and of lessons have in common: the lists, who may act, and giving to somebody else."""

from collections.abc import Callable, Collection

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from backoffice.forms.putting_right import OwnerForm
from backoffice.guard import me
from backoffice.wording import refusal_words
from shared.casework import following, remedies
from shared.casework.following import Lessons, Remedies, Whose
from shared.charter.workflow import StepRefused
from shared.models.decisions import Lesson, Remedy
from shared.web.council import charter
from shared.web.now import now, today
from shared.web.pages import sent_to, show
from shared.web.unit_of_work import db


def listed(find: Callable[..., Remedies | Lessons], template: str, views: Collection[Whose]) -> Response:
    """One page of a list, narrowed to what was asked for; to everything open where that is nothing that is known."""
    whose = next((one for one in views if one == request.args.get("show")), Whose.ALL)
    page = find(db(), me(), charter(), whose=whose, today=today(), after=request.args.get("after"))
    found = page.remedies if isinstance(page, Remedies) else page.lessons
    return show(template, found=found, after=page.after, whose=whose, views=views)


def shut_to_me(one: Remedy | Lesson) -> str | None:
    """Why this person may look at it and no more; None where they may see to it."""
    try:
        remedies.require_seeing_to(one, me(), charter())
    except StepRefused as refused:
        return refusal_words(refused)
    return None


def given(one: Remedy | Lesson, act: Callable[..., None], page: str, back: str) -> Response:
    """Ask who sees to it from now on, and give it to them; `back` is the page of the thing itself."""
    form, here, shut = OwnerForm(), url_for(back, number=one.id), shut_to_me(one)
    people = {str(who.id): who for who in following.able_to_see_to(db(), one.case, charter())}
    form.to.choices = [(form.TEAM, _("The whole team")), *((number, who.name) for number, who in people.items())]
    if one.ended_on is not None:
        return sent_to(here)
    if shut or not form.checked():
        if request.method == "GET":
            form.to.data = str(one.owner_id) if str(one.owner_id) in people else form.TEAM
        status = 409 if shut else 422 if form.errors else 200
        return show(page, status=status, one=one, form=form, shut=shut, here=here)
    act(db(), one, to=people.get(form.to.data), by=me(), at=now(), charter=charter())
    flash(_("Saved. It is in the history of the case."), "success")
    return sent_to(here)
