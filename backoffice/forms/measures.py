"""Which measures somebody chooses, and what each of them needs: a part of every form about a restriction."""

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField, StringField

from backoffice.forms.choices import Listed
from backoffice.forms.days import DayField
from backoffice.forms.steps import StepForm
from backoffice.wording import channel_name, reach_name
from shared.casework.restrictions import MeasureWritten
from shared.charter.measures import Engagement, Measure
from shared.charter.vocabulary import Channel, Reach
from shared.models.cases import Case
from shared.models.representatives import Representative
from shared.models.restrictions import Limit
from shared.models.staff import Staff
from shared.web.forms import one_line

#: How we write where a way of theirs is closed.
_INSTEAD = (Reach.EMAIL, Reach.LETTER, Reach.TEXT, Reach.PHONE)
_MOST_A_WEEK = 20


@dataclass(frozen=True)
class Offered:
    """Who and what a measure may name for this customer."""

    engagement: Engagement
    colleagues: Sequence[Staff]
    speakers: Sequence[Representative]
    cases: Sequence[Case]


class ActForm(StepForm):
    """What every act about a restriction carries unseen, with the version that this person saw."""

    def open_at(self, version: int) -> None:
        """Begin a new pressing on the restriction as it is now; what was typed stays."""
        self.once.data = self.pressing or secrets.token_urlsafe(12)
        self.seen.data = str(version)


class MeasuresForm(ActForm):
    """The measures of the charter, each with what it needs, and until when they run."""

    measures = SelectMultipleField(_l("What do you propose?"))
    channels = SelectMultipleField(_l("Which ways are closed?"))
    instead = Listed(
        _l("How do we write to them instead?"), needed=_l("Choose how we write instead."), may_be_empty=True
    )
    named = Listed(_l("Who deals with everything?"), needed=_l("Choose somebody from the list."), may_be_empty=True)
    speaker = Listed(_l("Who speaks for them?"), needed=_l("Choose somebody from the list."), may_be_empty=True)
    matter = Listed(
        _l("On which case do we answer no more?"), needed=_l("Choose one of their cases."), may_be_empty=True
    )
    days = SelectMultipleField(_l("On which days do we read what they send?"))
    most = StringField(
        _l("At most how often a week?"),
        filters=[one_line],
        render_kw={"inputmode": "numeric"},
        description=_l("A number."),
    )
    ends_on = DayField(_l("What is the last day?"), needed=_l("Enter the last day."))
    review_on = DayField(_l("When do we look at it again?"))

    def offer(self, offered: Offered, weekdays: Sequence[str]) -> None:
        """Fill the lists; `weekdays` are what the days of the week are called, Monday first."""
        rules = offered.engagement.measures
        self.measures.choices = [(one.value, one.value) for one in rules]
        rule = rules.get(Measure.CHANNEL)
        self.channels.choices = [(one.value, channel_name(one)) for one in (rule.channels if rule else ())]
        self.instead.choices = [("", _("Choose one")), *((one.value, reach_name(one)) for one in _INSTEAD)]
        self.named.choices = [("", _("Choose one")), *((str(one.id), one.name) for one in offered.colleagues)]
        self.speaker.choices = [("", _("Choose one")), *((str(one.id), one.name) for one in offered.speakers)]
        self.matter.choices = [
            ("", _("Choose one")),
            *((str(one.id), f"{one.reference} {one.subject}".strip()) for one in offered.cases),
        ]
        self.days.choices = [(str(number), name) for number, name in enumerate(weekdays)]
        self._offered = offered

    def open_with(self, limits: Sequence[Limit]) -> None:
        """What stands now, to be changed."""
        self.measures.data = list(dict.fromkeys(one.measure.value for one in limits))
        self.channels.data = [one.channel.value for one in limits if one.channel]
        self.days.data = [str(day) for one in limits for day in one.weekdays]
        for one in limits:
            self.instead.data = one.instead.value if one.instead else self.instead.data
            self.named.data = str(one.staff_id) if one.staff_id else self.named.data
            self.speaker.data = str(one.representative_id) if one.representative_id else self.speaker.data
            self.matter.data = str(one.case_id) if one.case_id else self.matter.data
            self.most.data = str(one.most) if one.most else self.most.data

    def validate(self, extra_validators: Any = None) -> bool:
        """Each measure that was chosen has what it needs; the sentence stands where it is missing."""
        good = bool(super().validate(extra_validators))
        lacking = {
            Measure.CHANNEL: (self.channels, _("Choose at least one way of contact.")),
            Measure.NAMED_PERSON: (self.named, _("Choose who deals with everything.")),
            Measure.THIRD_PARTY: (self.speaker, _("Choose who speaks for them.")),
            Measure.CLOSED_MATTER: (self.matter, _("Choose the case.")),
        }
        for measure, (field, sentence) in lacking.items():
            if measure.value in (self.measures.data or ()) and not field.data and not field.errors:
                field.errors, good = [sentence], False
        if not self.measures.data and not self.measures.errors:
            self.measures.errors, good = [_("Choose at least one measure.")], False
        return self._limits_fit() and good

    def _limits_fit(self) -> bool:
        typed = self.most.data or ""
        fits = not typed or (re.fullmatch(r"[0-9]{1,2}", typed) and 1 <= int(typed) <= _MOST_A_WEEK)
        if not fits:
            self.most.errors = [_("Enter a number from 1 to 20, or leave it empty.")]
        elif Measure.LIMITS.value in (self.measures.data or ()) and not (self.days.data or typed):
            self.most.errors = [_("Choose days, or enter how often.")]
        else:
            return True
        return False

    def written(self) -> tuple[MeasureWritten, ...]:
        """The measures that were chosen, each closed way by itself."""
        chosen = [Measure(one) for one in self.measures.data or ()]
        return tuple(written for measure in chosen for written in self._each(measure))

    def _each(self, measure: Measure) -> list[MeasureWritten]:
        offered = self._offered
        match measure:
            case Measure.CHANNEL:
                instead = Reach(self.instead.data) if self.instead.data else None
                return [MeasureWritten(measure, Channel(one), instead) for one in self.channels.data or ()]
            case Measure.NAMED_PERSON:
                return [MeasureWritten(measure, staff=_of(offered.colleagues, self.named.data))]
            case Measure.THIRD_PARTY:
                return [MeasureWritten(measure, representative=_of(offered.speakers, self.speaker.data))]
            case Measure.CLOSED_MATTER:
                return [MeasureWritten(measure, case=_of(offered.cases, self.matter.data))]
            case Measure.LIMITS:
                days = tuple(int(one) for one in self.days.data or ())
                return [MeasureWritten(measure, days=days, most=int(self.most.data or 0))]
        return [MeasureWritten(measure)]


def _of(offered: Sequence[Any], number: str | None) -> Any:
    return next((one for one in offered if str(one.id) == number), None)
