"""The steps that are words: acknowledge, reply, explain, ask, carry on, hear, write, note."""

from functools import partial

from flask_babel import gettext as _

from backoffice.forms.steps import AskForm, ExplainForm, HearForm, NoteForm, ReplyForm, StepForm, WordsForm
from backoffice.guard import me
from backoffice.ready_words import acknowledgement
from backoffice.steps import Taking, step_route
from backoffice.telling import asked_how, read_by, ready_in
from backoffice.wording import channel_name
from shared.casework import clocks, diary, heard, replies, signing
from shared.charter.access import Right
from shared.charter.vocabulary import Act, Channel
from shared.charter.workflow import Step
from shared.models.cases import Case
from shared.web.council import charter
from shared.web.now import now, today
from shared.web.unit_of_work import db


@step_route(Step.ACKNOWLEDGE)
def acknowledge(case: Case) -> Taking:
    """We have it, and who deals with it (clause FP-1)."""
    form = WordsForm(words=acknowledgement(case, read_by(case)))
    act = partial(replies.acknowledge, words=form.words.data or "", telling=asked_how(form, ready_in(case)))
    return Taking(form, act, _("The customer is told that we have it."), tells=True)


@step_route(Step.REPLY)
def reply(case: Case) -> Taking:
    """The full answer, with a named contact (clause CC-2)."""
    form = ReplyForm()
    form.meet(diary.coming(db(), case, at=now()))
    act = partial(replies.reply, words=form.words.data or "", telling=asked_how(form), call_off=form.calls_off)
    more = {"contact": signing.contact_of(case, charter(), today())}
    return Taking(form, act, _("Your reply is on its way, and the case is closed."), tells=True, more=more)


@step_route(Step.EXPLAIN)
def explain(case: Case) -> Taking:
    """Why it takes longer, and when the answer comes (clauses FP-2, CC-1)."""
    form = ExplainForm()
    telling, reason = asked_how(form), form.reason.data or ""
    act = partial(replies.explain, day=form.day.data or today(), reason=reason, telling=telling)
    clock = clocks.open_clock(case, Act.REPLY)
    more = {
        "due": clock.due_on if clock else None,
        "latest": clocks.latest_new_date(case, charter()),
        "horizon": clocks.last_known(charter()),
        "beyond": me().may(Right.EXTEND_BEYOND),
    }
    return Taking(form, act, _("The customer is told why, and the new date."), tells=True, more=more)


@step_route(Step.ASK)
def ask(case: Case) -> Taking:
    """We need to know something before we can go on."""
    form = AskForm()
    act = partial(replies.ask, words=form.words.data or "", telling=asked_how(form))
    until = clocks.answer_by(case, on=today(), charter=charter())
    stops = any(c.open and charter().promise_by_id[c.promise].stops_while_waiting for c in case.clocks)
    said = _("Your question is on its way.")
    return Taking(form, act, said, tells=True, more={"until": until, "stops": stops})


@step_route(Step.CARRY_ON)
def carry_on(case: Case) -> Taking:
    """Go on without the answer."""
    return Taking(StepForm(), replies.carry_on, _("We go on without an answer. The clocks run again."))


@step_route(Step.HEAR)
def hear(case: Case) -> Taking:
    """The customer told us more by phone, by letter or in another way."""
    form = HearForm()
    told = [channel for channel in Channel if channel is not Channel.WEB]
    form.channel.choices = [(channel.value, channel_name(channel)) for channel in told]
    channel = next((one for one in told if one.value == form.channel.data), Channel.PHONE)
    act = partial(heard.hear, words=form.words.data or "", channel=channel)
    return Taking(form, act, _("What they told us is written down."))


@step_route(Step.WRITE)
def write(case: Case) -> Taking:
    """A message that settles no promise."""
    form = WordsForm()
    act = partial(replies.write, words=form.words.data or "", telling=asked_how(form))
    return Taking(form, act, _("Your message is on its way."), tells=True)


@step_route(Step.NOTE)
def note(case: Case) -> Taking:
    """A note for colleagues."""
    form = NoteForm()
    return Taking(form, partial(replies.note, words=form.words.data or ""), _("Your note is kept."))
