"""What is asked of whoever proposes, decides, tells, reviews or ends a restriction, or tries something milder first."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField, TextAreaField

from backoffice.forms.choices import Listed, Radios
from backoffice.forms.days import DayField
from backoffice.forms.measures import ActForm, MeasuresForm
from backoffice.forms.steps import LONGEST, words_field
from backoffice.wording import channel_name
from shared.charter.fairness import Question
from shared.charter.measures import Rung
from shared.charter.vocabulary import Channel
from shared.models.restrictions import EffortKind
from shared.web.forms import AtMost, SelectChoice, many_lines

_CUSTOMER_READS = _l("The customer reads this. Say what happened, and how things can get better.")
_COLLEAGUES_READ = _l("Colleagues read this. The customer does not.")


def _optional(label: Any, hint: Any = "", rows: int = 3) -> TextAreaField:
    return TextAreaField(
        label,
        [AtMost(LONGEST, _l("Use at most 20,000 characters."))],
        filters=[many_lines],
        description=hint,
        render_kw={"rows": rows},
    )


#: A warning that leaves as a letter when it is written down.
SENT = "sent"


class EffortForm(ActForm):
    """A milder step that was tried: what was offered, or the words of a warning."""

    what = Radios(
        _l("What was it?"),
        needed=_l("Choose what it was."),
        choices=[
            SelectChoice(EffortKind.RESTORATIVE.value, _l("A step that mends things")),
            SelectChoice(EffortKind.WARNING.value, _l("A warning")),
            SelectChoice(SENT, _l("A warning, which we send to them now")),
        ],
    )
    words = words_field(
        _l("What was offered, or said?"),
        _l("Write what was offered or said."),
        _l("A break, a talk, another way to meet what they need. Of a warning, its very words."),
        4,
    )
    came_of_it = _optional(_l("What came of it?"), _COLLEAGUES_READ, 2)


class ProposalForm(MeasuresForm):
    """A whole restriction as it is put before somebody who may decide it."""

    grounds = SelectMultipleField(_l("What is it about?"))
    incidents = SelectMultipleField(_l("Which incidents show it?"))
    service = Listed(_l("Which service is it about?"), needed=_l("Choose a service."), may_be_empty=True)
    rung = Radios(_l("Which step is this?"), needed=_l("Choose which step this is."))
    skipped = _optional(_l("Why are the milder steps skipped?"), _COLLEAGUES_READ)
    why = words_field(_l("Why do we do this?"), _l("Write why we do this, for the customer."), _CUSTOMER_READS, 8)
    proportionate = words_field(
        _l("Is it in proportion?"),
        _l("Say whether it is in proportion."),
        _l("What is the least that helps, and why is less not enough?"),
        3,
    )
    normal_service = words_field(
        _l("Could we manage it if we were not short of people?"),
        _l("Say whether we could manage it at our normal level of service."),
        _l("Think of a normal week with everybody here."),
        3,
    )
    overdue = words_field(
        _l("Are we late with an answer to them?"),
        _l("Say whether we are late with an answer to them."),
        _l("Asking about an answer that is late is no reason for a restriction."),
        3,
    )
    our_part = words_field(
        _l("Did we do something that led to it?"), _l("Say whether we did something that led to it."), "", 3
    )
    adjustments = words_field(
        _l("Do we do for them what we agreed to, and would something else help?"),
        _l("Say what we do differently for them, and whether something else would help."),
        "",
        3,
    )
    no_review = _optional(
        _l("If we do not look at it again: why not?"),
        _l("Leave the day of the review empty then. Only a higher role can decide that."),
        2,
    )

    def put(self, categories: Mapping[str, str], services: Mapping[str, str], rungs: Mapping[Rung, str]) -> None:
        """What it can be about, which services there are, and what the two highest steps of the ladder are called."""
        self.grounds.choices = list(categories.items())
        self.service.choices = [("", _("Choose one")), *services.items()]
        self.rung.choices = [SelectChoice(rung.value, said) for rung, said in rungs.items()]

    def answers(self) -> Mapping[Question, str]:
        """The policy's questions about fairness, answered."""
        return {one: getattr(self, one.value.replace("-", "_")).data or "" for one in Question}

    def validate(self, extra_validators: Any = None) -> bool:
        """There are grounds and evidence, and a day for the review or a reason why not."""
        good = bool(super().validate(extra_validators))
        if not self.grounds.data and not self.grounds.errors:
            self.grounds.errors, good = [_("Choose at least one.")], False
        if not self.incidents.data and not self.incidents.errors:
            self.incidents.errors, good = [_("Choose at least one incident.")], False
        if self.review_on.data is None and not (self.no_review.data or "") and not self.review_on.errors:
            self.review_on.errors, good = [_("Enter the day on which we look at it again, or say why not.")], False
        return good


class DecideForm(ActForm):
    """Why it shall be so, or not."""

    reasons = words_field(_l("Why do you decide so?"), _l("Say why you decide so."), _COLLEAGUES_READ, 4)


class TellForm(ActForm):
    """From which day on."""

    starts_on = DayField(
        _l("From which day on?"),
        needed=_l("Enter the first day."),
        description=_l("Today, or a later day. A letter by post needs some days."),
    )


class TellNowForm(ActForm):
    """They are told after all."""


class UntoldForm(ActForm):
    """Why somebody is not told, and when that is thought over."""

    reasons = words_field(_l("Why are they not told?"), _l("Say why they are not told."), _COLLEAGUES_READ, 4)
    day = DayField(_l("When do we think about it again?"), needed=_l("Enter the day on which we think about it again."))


class RewordForm(ActForm):
    """What the customer reads, written anew."""

    why = words_field(_l("Why do we do this?"), _l("Write why we do this, for the customer."), _CUSTOMER_READS, 8)


class ReviewForm(ActForm):
    """It was looked at again and stays."""

    reasons = words_field(_l("Why does it stay?"), _l("Say why it stays."), _CUSTOMER_READS, 5)
    day = DayField(
        _l("When do we look at it again?"),
        description=_l("Leave it empty if it ends before."),
    )


class ChangeForm(MeasuresForm):
    """Other measures, or another last day."""

    reasons = words_field(_l("Why does it change?"), _l("Say why it changes."), _CUSTOMER_READS, 5)


class EndForm(ActForm):
    """It is over."""

    reasons = words_field(_l("Why does it end?"), _l("Say why it ends."), _CUSTOMER_READS, 4)


class AppealForm(ActForm):
    """An appeal that somebody rang or wrote about, in their own words."""

    words = words_field(
        _l("What do they say?"), _l("Write what they say."), _l("In their own words. A late appeal is heard too."), 6
    )
    wanted = _optional(_l("What do they want us to do?"))
    channel = Radios(_l("How did they tell us?"), needed=_l("Choose how they told us."))

    def offer(self) -> None:
        """Every way but the website, where they do it themselves."""
        self.channel.choices = [SelectChoice(one.value, channel_name(one)) for one in Channel if one is not Channel.WEB]


class TranslateForm(ActForm):
    """Our words in the customer's language."""

    words = words_field(_l("Our words in their language"), _l("Write our words in their language."), _CUSTOMER_READS, 8)
