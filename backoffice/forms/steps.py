"""What each step on a case asks of whoever takes it."""

import hashlib
import re
import secrets
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField, TextAreaField, ValidationError

from backoffice.forms.choices import Listed, Radios
from backoffice.forms.days import DayField
from backoffice.forms.meetings import KeptMeetings
from backoffice.forms.telling import TellingFields
from shared.charter.triage import Destination
from shared.charter.workflow import Outcome
from shared.models.cases import Case
from shared.web.forms import AtMost, Form, Needed, many_lines, one_line

LONGEST = 20_000
_TOO_LONG = _l("Use at most 20,000 characters.")


def words_field(label: Any, needed: Any, hint: Any = "", rows: int = 6) -> TextAreaField:
    """A field for what somebody writes: `needed` is the sentence for when it is empty."""
    return TextAreaField(
        label,
        [Needed(needed), AtMost(LONGEST, _TOO_LONG)],
        filters=[many_lines],
        description=hint,
        render_kw={"rows": rows},
    )


def pressing(once: str | None) -> str | None:
    """The hidden name of one pressing of one button; None for what no form of ours holds."""
    return once if once and re.fullmatch(r"[A-Za-z0-9_-]{1,60}", once) else None


class StepForm(Form):
    """What every step carries unseen: `once` names this pressing, `seen` the case as it was when the form was shown."""

    once = HiddenField()
    seen = HiddenField()

    @property
    def pressing(self) -> str | None:
        """The name of this pressing, as far as it can be one of ours."""
        return pressing(self.once.data)

    @property
    def typed(self) -> bool:
        """Did this person answer anything that would be a loss?"""
        unseen = ("words_in", "translate")
        return any(one.data for one in self if not isinstance(one, HiddenField) and one.name not in unseen)

    @property
    def mark(self) -> str:
        """Names these very answers, so that nobody agrees to what comes of others."""
        answers = sorted((one.name, str(one.data)) for one in self if not isinstance(one, HiddenField))
        return hashlib.sha256(repr(answers).encode()).hexdigest()[:20]

    def open_on(self, case: Case) -> None:
        """Begin a new pressing on the case as it is now; what was typed stays."""
        self.once.data = self.pressing or secrets.token_urlsafe(12)
        self.seen.data = str(case.version)

    @property
    def seen_version(self) -> int:
        """The version that this person saw; nought, which no case has, where the form does not say."""
        given = self.seen.data or ""
        return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0


class WordsForm(StepForm, TellingFields):
    """A message to the customer."""

    words = words_field(_l("Your message"), _l("Write what the customer will read."), rows=8)


class ReplyForm(StepForm, TellingFields, KeptMeetings):
    """The full answer."""

    words = words_field(_l("Your full reply"), _l("Write your reply."), rows=12)


class AskForm(StepForm, TellingFields):
    """A question to the customer."""

    words = words_field(_l("What do you need to know?"), _l("Write what you want to ask."))


class ClearUpForm(StepForm, TellingFields):
    """What we meant."""

    words = words_field(
        _l("What did we mean?"), _l("Write what we meant."), _l("In plain words, as you would say it."), rows=8
    )


class NoteForm(StepForm):
    """A note among colleagues."""

    words = words_field(_l("Your note"), _l("Write the note."))


class ReasonForm(StepForm):
    """A step that needs its reason and nothing else."""

    reason = words_field(_l("Why?"), _l("Say why, in your own words."), rows=3)


class ReopenForm(ReasonForm, TellingFields):
    """Why it is opened again; the customer is told."""


class RouteForm(StepForm, TellingFields):
    """Which team the case goes to, and why."""

    to = Listed(_l("Service or team"), needed=_l("Choose a service or a team."))
    _not_for = ""
    _suggested = ""
    reason = words_field(
        _l("Why does it go there?"),
        _l("Say why it goes there."),
        _l("The customer reads this."),
        rows=3,
    )

    def meant_for(self, likely: Destination | None, team: str, name: str) -> None:
        """The charter's reason speaks of the charter's team: for another team it must be said anew."""
        if likely is not None and team and team != likely.team:
            self._suggested, self._not_for = likely.reason, name

    def validate_reason(self, field: TextAreaField) -> None:
        """Raises ValidationError where the suggested reason was left standing for another team."""
        if self._not_for and " ".join((field.data or "").split()) == " ".join(self._suggested.split()):
            raise ValidationError(_("Say in your own words why it goes to %(team)s.", team=self._not_for))


class GiveForm(StepForm):
    """Which colleague deals with it from now on."""

    to = Listed(_l("Colleague"), needed=_l("Choose a colleague."), coerce=int)


class KindForm(StepForm):
    """What the contact really is."""

    kind = Radios(_l("What is it?"), needed=_l("Choose what it is."))
    reason = words_field(_l("Why?"), _l("Say why it is of another kind."), rows=3)


class ExplainForm(StepForm, TellingFields):
    """Why the answer takes longer, and when it will come."""

    reason = words_field(
        _l("Why does it take longer?"), _l("Say why the answer takes longer."), _l("The customer reads this."), rows=4
    )
    day = DayField(_l("When will you answer?"), needed=_l("Enter the day on which you will answer."))


class HearForm(StepForm):
    """What the customer told us by another way than this website."""

    channel = Radios(_l("How did they tell us?"), needed=_l("Choose how they told us."))
    words = words_field(_l("What did they tell us?"), _l("Write down what they told us."))


class CloseForm(StepForm, TellingFields):
    """How it ends without a full reply, and why."""

    outcome = Radios(_l("How does it end?"), needed=_l("Choose how it ends."))
    reason = words_field(_l("Why do we close it?"), _l("Say why we close it."), _l("The customer reads this."), rows=4)
    answered_in = StringField(
        _l("Where did we answer it?"),
        [AtMost(40, _l("A reference is shorter."))],
        filters=[one_line],
        description=_l(
            "Only if it is answered already: the reference of the same person’s earlier case. They get the way to our "
            "answer. Without one, say in your reason where the answer is."
        ),
        render_kw={"spellcheck": "false", "class": "govuk-input--width-10"},
    )
    whose = Listed(
        _l("Whose is it?"),
        needed=_l("Choose whose it is."),
        may_be_empty=True,
        description=_l("Only if it is not for this council. The customer is told who they are and how to reach them."),
    )
    found: Case | None = None

    def validate_answered_in(self, field: StringField) -> None:
        """Raises ValidationError for a reference that leads to no case that this person may see."""
        if self.outcome.data == Outcome.ALREADY_ANSWERED and field.data and self.found is None:
            raise ValidationError(_("You can see no case with this reference. Check it."))
