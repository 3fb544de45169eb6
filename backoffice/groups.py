"""Groups of several people's like cases: who is in one, one answer prepared once, and each sent by itself."""

from collections.abc import Callable, Iterable
from typing import Any

from flask import Response, abort, flash, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from backoffice.blueprint import blueprint
from backoffice.forms.groups import AnswersForm, EachForm, GroupForm, MemberForm, OneForm
from backoffice.forms.steps import StepForm
from backoffice.guard import NUMBER, case_or_404, may, me
from backoffice.wording import refusal_words
from shared.casework import finding, group_answers, grouping, procedures, timeline
from shared.casework.group_answers import Came
from shared.casework.grouping import Seen
from shared.casework.steps import is_closed
from shared.charter.access import Right
from shared.charter.workflow import Step, StepRefused
from shared.models.cases import Case
from shared.web.council import charter
from shared.web.now import now
from shared.web.pages import sent_to, show
from shared.web.unit_of_work import db

_PAGE = f"/groups/<{NUMBER}:number>"


@blueprint.route("/cases/<reference>/group", methods=["GET", "POST"])
@may(Right.OPEN_WORKLIST)
def begin_group(reference: str) -> Response:
    """Begin a group with this case: others have told us about the same."""
    case, form = case_or_404(reference, to_change=request.method == "POST"), GroupForm()
    if not form.checked():
        return _beginning(case, form, 422 if form.errors else 200)
    try:
        group = grouping.begin(
            db(), case, name=form.name.data or "", by=me(), at=now(), charter=charter(), once=form.pressing
        )
    except StepRefused as refused:
        return _beginning(case, form, 409, refused)
    return sent_to(url_for("backoffice.group", number=group.id))


@blueprint.get(_PAGE)
@may(Right.OPEN_WORKLIST)
def group(number: int) -> Response:
    """Who is in it, how far each is, and what can be done for all of them."""
    return _page(_opened(number))


@blueprint.post(f"{_PAGE}/add")
@may(Right.OPEN_WORKLIST)
def add_to_group(number: int) -> Response:
    """One more case that is about the same."""
    seen, form = _opened(number), MemberForm()
    form.found = finding.case_seen_by(db(), form.reference.data or "", me(), charter(), to_change=True)
    if not form.checked() or form.found is None:
        return _page(seen, adding=form, status=422)
    found, said = form.found, _("%(reference)s is in the group.", reference=form.found.reference)

    def act() -> None:
        grouping.add(db(), seen.group, found, by=me(), at=now(), charter=charter(), once=form.pressing)

    return _done(seen, form, act, said)


@blueprint.post(f"{_PAGE}/take-out")
@may(Right.OPEN_WORKLIST)
def take_out_of_group(number: int) -> Response:
    """This one is not like the others after all."""
    seen, form = _opened(number), OneForm()
    case = _one_of(seen, form)

    def act() -> None:
        grouping.take_out(db(), seen.group, case, by=me(), at=now(), charter=charter(), once=form.pressing)

    # Whoever takes out the last case that they see no longer sees the group.
    home = url_for("backoffice.case", reference=case.reference) if len(seen.cases) == 1 else None
    return _done(seen, form, act, _("%(reference)s is out of the group.", reference=case.reference), home)


@blueprint.post(f"{_PAGE}/copy")
@may(Right.OPEN_WORKLIST)
def copy_decision(number: int) -> Response:
    """The decision that is written on one of them becomes a draft on the others."""
    seen, form = _opened(number), OneForm()
    case = _one_of(seen, form)

    def act() -> list[Came]:
        said: dict[str, Any] = {"by": me(), "at": now(), "charter": charter(), "once": _once(form)}
        return group_answers.copy_to_each(db(), case, seen.cases, **said)

    return _each(seen, act, _copied)


@blueprint.post(f"{_PAGE}/reply")
@may(Right.OPEN_WORKLIST)
def reply_to_group(number: int) -> Response:
    """The same answer to each of them, every one by itself."""
    seen, form = _opened(number), AnswersForm()
    if not form.checked():
        return _page(seen, answering=form, status=422)

    def act() -> list[Came]:
        said: dict[str, Any] = {"by": me(), "at": now(), "charter": charter(), "once": _once(form), "seen": form.shown}
        return group_answers.reply_to_each(db(), seen.cases, words=form.words.data or "", **said)

    return _each(seen, act, _sent)


@blueprint.route(f"{_PAGE}/issue", methods=["GET", "POST"])
@may(Right.OPEN_WORKLIST)
def issue_to_group(number: int) -> Response:
    """Every decision that is ready leaves, as a letter of its own; before that, whose those are is shown."""
    seen, form = _opened(number), EachForm()
    if request.method == "GET":
        return _before_issuing(seen, form)
    if not form.checked():
        abort(400)

    def act() -> list[Came]:
        said: dict[str, Any] = {"by": me(), "at": now(), "charter": charter(), "once": _once(form), "seen": form.shown}
        shown = [one for one in seen.cases if one.reference in form.shown]
        return group_answers.decide_each(db(), shown, **said)

    return _each(seen, act, _sent)


def _before_issuing(seen: Seen, form: EachForm) -> Response:
    """Which decisions would leave, and which would not; only those that are shown to leave are sent."""
    still = [one for one in seen.cases if not is_closed(one)]
    kept = {one.id: group_answers.kept_from(one, me(), charter()) for one in still}
    lacks = {one.id: group_answers.lacks(one, charter()) for one in still}
    ready = [one for one in still if not kept[one.id] and not lacks[one.id]]
    form.open_on(seen.cases[0])
    form.show(ready)
    return show(
        "backoffice/groups/issue.html",
        group=seen.group,
        pressing=form,
        ready=[(one, procedures.decision_of(one)) for one in ready],
        staying=[one for one in still if one not in ready],
        kept_from=kept,
        lacks=lacks,
    )


def _opened(number: int) -> Seen:
    to_change = request.method == "POST"
    return grouping.group_seen_by(db(), number, me(), charter(), to_change=to_change) or abort(404)


def _one_of(seen: Seen, form: OneForm) -> Case:
    """The case of the group that the form names, if this person may see it."""
    if not form.checked():
        abort(400)
    return next((one for one in seen.cases if one.reference == form.reference.data), None) or abort(404)


def _once(form: StepForm) -> str:
    """The name of this pressing; a form of ours always has one."""
    return form.pressing or abort(400)


def _done(seen: Seen, form: StepForm, act: Callable[[], None], said: str, home: str | None = None) -> Response:
    """Do it once; back to the group, with what came of it."""
    number = seen.group.id
    if not timeline.done_already(db(), form.pressing):
        try:
            act()
        except StepRefused as refused:
            return _page(seen, refused=[refusal_words(refused)], status=409)
    flash(said, "success")
    return sent_to(home or url_for("backoffice.group", number=number))


def _each(seen: Seen, act: Callable[[], list[Came]], said: Callable[[int], str]) -> Response:
    """Do it for each; what was refused is told case by case, and what went well is kept."""
    try:
        came = act()
    except StepRefused as refused:
        return _page(seen, refused=[refusal_words(refused)], status=409)
    well = [one for one in came if one.refused is None]
    for one in came:
        if one.refused is not None:
            flash(f"{one.case.reference}: {refusal_words(one.refused)}", "error")
    if well or not came:
        flash(said(len(well)), "success")
    return sent_to(url_for("backoffice.group", number=seen.group.id))


def _sent(number: int) -> str:
    if not number:
        return str(_("Nothing was left to send."))
    return str(ngettext("%(num)d answer is on its way.", "%(num)d answers are on their way.", number))


def _copied(number: int) -> str:
    if not number:
        return str(_("There was no other case to copy it to."))
    words = ngettext(
        "It is a draft on %(num)d other case now. Look through it, then send it.",
        "It is a draft on %(num)d other cases now. Look through each, then send them.",
        number,
    )
    return str(words)


def _beginning(case: Case, form: GroupForm, status: int, refused: StepRefused | None = None) -> Response:
    form.open_on(case)
    words = refusal_words(refused) if refused else None
    return show("backoffice/groups/begin.html", status=status, case=case, form=form, refused=words)


def _page(
    seen: Seen,
    *,
    adding: MemberForm | None = None,
    answering: AnswersForm | None = None,
    refused: Iterable[str] = (),
    status: int = 200,
) -> Response:
    first = seen.cases[0]
    add, answer, one = (
        adding or MemberForm(formdata=None),
        answering or AnswersForm(formdata=None),
        EachForm(formdata=None),
    )
    for form in (add, answer, one):
        form.open_on(first)
    answer.show(seen.cases)
    one.show(seen.cases)
    return show(
        "backoffice/groups/group.html",
        status=status,
        group=seen.group,
        cases=seen.cases,
        form=adding or answering,
        adding=add,
        answering=answer,
        pressing=one,
        refused=refused,
        deciding=group_answers.answering_step(first) is Step.DECIDE,
        kept_from={one.id: group_answers.kept_from(one, me(), charter()) for one in seen.cases},
        lacks={one.id: group_answers.lacks(one, charter()) for one in seen.cases},
        written=[one for one in seen.cases if group_answers.is_written(one)],
    )
