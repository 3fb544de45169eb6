"""What each step of a complaint's procedure asks of whoever takes it."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, RadioField, SelectMultipleField, StringField, TextAreaField, ValidationError

from backoffice.forms.choices import Radios
from backoffice.forms.days import DayField
from backoffice.forms.meetings import MeetingsFields
from backoffice.forms.steps import StepForm, words_field
from backoffice.forms.telling import TellingFields
from shared.web.forms import AtMost, Needed, SelectChoice, many_lines, one_line

#: The two ways of agreeing what a complaint is about.
SEND, AGREED = "send", "agreed"
#: Who wants the next stage.
ASKED, SERIOUS = "asked", "serious"
#: What a manager decides about a complaint without a name.
LOOK, NOTHING = "look", "nothing"
#: Why somebody is kept off a case, or no longer.
CONFLICT, ABOUT, BACK = "conflict", "complained-of", "back"
_AT_MOST = AtMost(1000, _l("Use at most 1,000 characters."))


def _reason(label: Any, needed: Any, hint: Any = "") -> TextAreaField:
    """A reason: shorter than a letter."""
    checks = [Needed(needed), _AT_MOST]
    return TextAreaField(label, checks, filters=[many_lines], description=hint, render_kw={"rows": 3})


def _number(given: Any) -> int:
    """Which of those that were offered was chosen; nought for none."""
    return int(given) if str(given).isascii() and str(given).isdigit() and len(str(given)) < 10 else 0


class AgreeForm(StepForm, TellingFields):
    """Send the customer what we understand the complaint to be, or write down that they agreed to it."""

    what = Radios(
        _l("What do you want to do?"),
        needed=_l("Choose what you want to do."),
        choices=[
            SelectChoice(SEND, _l("Send it to the customer, to agree to it or put it right")),
            SelectChoice(AGREED, _l("Write down that the customer has agreed to it")),
        ],
    )
    how = StringField(
        _l("How did they agree?"), [_AT_MOST], filters=[one_line], description=_l("For example, on the phone today.")
    )
    day = DayField(_l("By which day have you agreed to answer?"))

    def validate(self, extra_validators: Any = None) -> bool:
        """How they agreed is asked only where they did."""
        good = super().validate(extra_validators)
        if self.what.data == AGREED and not (self.how.data or "").strip():
            self.how.errors = [_("Say how they agreed.")]
            return False
        return bool(good)


class HappenedForm(StepForm, TellingFields):
    """What came of a talk or a panel, or what a report says."""

    words = words_field(_l("What does the customer need to know?"), _l("Write what the customer will read."), rows=8)


class RaiseForm(StepForm, TellingFields):
    """Why it goes to the next stage: the customer need not say why they ask (E-22)."""

    why = Radios(
        _l("Why does it go to the next stage?"),
        needed=_l("Choose why it goes to the next stage."),
        choices=[
            SelectChoice(ASKED, _l("The customer asked for it")),
            SelectChoice(SERIOUS, _l("It is too serious for this stage")),
        ],
    )
    words = TextAreaField(
        _l("What did they say, or why is it too serious?"),
        [_AT_MOST],
        filters=[many_lines],
        description=_l("The customer need not say why they ask."),
        render_kw={"rows": 3},
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Only whoever finds it too serious has to say why."""
        good = super().validate(extra_validators)
        if self.why.data == SERIOUS and not (self.words.data or "").strip():
            self.words.errors = [_("Say why it is too serious for this stage.")]
            return False
        return bool(good)


class RestForm(StepForm, TellingFields):
    """What it rests for, why, and when somebody looks again."""

    what = Radios(_l("What does it rest for?"), needed=_l("Choose what it rests for."))
    agreed = Radios(
        _l("Has the customer agreed that it rests?"),
        needed=_l("Choose yes or no."),
        choices=[SelectChoice("yes", _l("Yes")), SelectChoice("no", _l("No"))],
    )
    reason = _reason(_l("Why does it rest?"), _l("Say why it rests."), _l("The customer reads this."))
    day = DayField(_l("When do we look again?"), needed=_l("Enter the day on which we look again."))

    def validate_agreed(self, field: Field) -> None:
        """Raises ValidationError where the customer would wait for talks that they do not want (clause FP-4)."""
        if field.data == "no":
            raise ValidationError(_("A complaint rests only if the customer agrees. Ask them first."))


class GoOnForm(StepForm, TellingFields):
    """How the talks ended."""

    how = _reason(_l("How did it end?"), _l("Say how it ended."), _l("The customer reads this."))


class TakeUpForm(StepForm):
    """What a manager decides about a complaint without a name (clause FP-5)."""

    what = Radios(
        _l("What do you decide?"),
        needed=_l("Choose what you decide."),
        choices=[SelectChoice(LOOK, _l("We look into it")), SelectChoice(NOTHING, _l("We do nothing more about it"))],
    )
    day = DayField(_l("By which day will you write what came of it?"))
    reason = _reason(
        _l("Why?"), _l("Say why you decide so."), _l("Whoever has the reference can read this on its page.")
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Whoever looks into it says by when."""
        good = super().validate(extra_validators)
        if self.what.data == LOOK and self.day.data is None and not self.day.errors:
            self.day.errors = [_("Enter the day by which you will write what came of it.")]
            return False
        return bool(good)


class AcceptLateForm(StepForm):
    """Why a complaint that came late is looked into all the same."""

    reason = _reason(
        _l("Why do we look into it although it came late?"),
        _l("Say why we look into it."),
        _l("The customer can read this."),
    )


class WhenForm(StepForm):
    """When it happened, where that was not known or not right."""

    day = DayField(
        _l("When did it happen?"),
        needed=_l("Enter the day on which it happened."),
        past=True,
        description=_l("Or when the customer came to know of it."),
    )


class SignsForm(StepForm):
    """What makes a case special. `aside` names a sign that its words suggest and that it is not."""

    aside = HiddenField()
    signs = SelectMultipleField(_l("What makes it special?"))
    reason = _reason(
        _l("How do you know?"), _l("Say how you know."), _l("Colleagues read this. The customer does not.")
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Putting a suggestion aside needs no reason."""
        return bool(self.aside.data) or bool(super().validate(extra_validators))


class KeepApartForm(StepForm, MeetingsFields):
    """Who is kept off a case, and why; or who is let back."""

    what = Radios(_l("What is it?"), needed=_l("Choose what it is."))
    name = StringField(
        _l("Name of the member of staff"),
        filters=[one_line],
        description=_l("Only if it is about them. A part of the name is enough."),
    )
    who = RadioField(_l("Who is it?"), coerce=_number, validate_choice=False)
    back = RadioField(_l("Who comes back?"), coerce=_number, validate_choice=False)
    reason = _reason(_l("Why?"), _l("Say why."), _l("Colleagues read this. The customer does not."))

    def offer(self, found: list[tuple[int, str]], apart: list[tuple[int, str]]) -> None:
        """Those whom the name that was typed may mean, and those who could come back; each with its number.

        Behind the name of whoever works here stands their team, in brackets.
        """
        ways = [(CONFLICT, _("I have a conflict of interest")), (ABOUT, _("It is about a member of staff"))]
        self.what.choices = [*ways, *([(BACK, _("Somebody can come back"))] if apart else [])]
        self.who.choices, self.back.choices = found, apart

    @property
    def chosen(self) -> int:
        """The number of whoever is meant; nought for nobody. A name that one person alone has need not be chosen."""
        asked = self.back if self.what.data == BACK else self.who
        offered = {int(one[0]): str(one[1]) for one in asked.choices or ()}
        if asked.data in offered:
            return int(asked.data)
        typed = f"{self.name.data} (".casefold() if asked is self.who and self.name.data else "("
        whole = [number for number, said in offered.items() if said.casefold().startswith(typed)]
        return whole[0] if len(whole) == 1 and len(offered) == 1 else 0

    def validate(self, extra_validators: Any = None) -> bool:
        """It has to be clear who is meant."""
        good = bool(super().validate(extra_validators))
        if self.what.data == ABOUT and not self.name.data:
            self.name.errors = [_("Enter the name of the member of staff.")]
        elif self.what.data == ABOUT and not self.who.choices:
            self.name.errors = [_("We found nobody of that name. Check the name.")]
        elif self.what.data == ABOUT and not self.chosen:
            self.who.errors = [_("Choose who it is.")]
        elif self.what.data == BACK and self.back.choices and not self.chosen:
            self.back.errors = [_("Choose who comes back.")]
        else:
            return good
        return False
