"""What each part of a decision asks of whoever writes it, and what is asked of whoever reads it before it leaves."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, StringField, TextAreaField, ValidationError
from wtforms.validators import StopValidation

from backoffice.forms.choices import Listed, Radios
from backoffice.forms.days import DayField
from backoffice.forms.steps import LONGEST, StepForm, words_field
from backoffice.forms.telling import TellingFields
from shared.charter.procedure import RemedyKind
from shared.web.forms import AtMost, many_lines, one_line

#: More points than this are several complaints.
MOST_POINTS = 12
#: An amount as people type it: 50, 12.50, £1,250.
_AMOUNT = re.compile(r"£?\s*(\d{1,3}(?:,\d{3})+|\d{1,7})(?:\.(\d{2}))?")
_MOST_PENCE = 100_000_000


def _text(label: Any, hint: Any = "", *, rows: int = 4, most: int = LONGEST, sentence: Any = None) -> TextAreaField:
    """A text that a draft may still lack."""
    sentence = sentence or _l("Use at most 20,000 characters.")
    return TextAreaField(
        label, [AtMost(most, sentence)], filters=[many_lines], description=hint, render_kw={"rows": rows}
    )


class DraftRadios(Radios):
    """A few answers to choose from; a draft may still lack one, but none may be made up."""

    def pre_validate(self, form: Any) -> None:
        """Raises StopValidation on an answer that was never offered."""
        if self.data and self.data not in [choice[0] for choice in self.choices or ()]:
            self.errors = []
            raise StopValidation(self.needed)


class PointsForm(StepForm):
    """What the complaint is, what they want, and its points one by one: `points_form` gives it those."""

    definition = words_field(
        _l("What is the complaint?"),
        _l("Write what the complaint is."),
        _l("In a few sentences, as we understand it. These are the customer’s words until you change them."),
        rows=5,
    )
    sought = _text(_l("What do they want to happen?"), _l("Leave this empty if they do not say."), rows=3)
    #: What the customer wrote about it: it is not lost by emptying a box.
    wanted = ""

    def validate_sought(self, field: TextAreaField) -> None:
        """Raises ValidationError where the customer said what they want and nothing stands here."""
        if self.wanted.strip() and not (field.data or "").strip():
            raise ValidationError(_("They told us what they want. Write it here, or that they want nothing more."))

    @property
    def points(self) -> list[Field]:
        """The boxes of the points, in their order."""
        return [field for name, field in self._fields.items() if name.startswith("point_")]

    def validate(self, extra_validators: Any = None) -> bool:
        """Every answer by itself, and at least one point."""
        fine = super().validate(extra_validators)
        if any((field.data or "").strip() for field in self.points):
            return bool(fine)
        self.points[0].errors = [_("Write at least one point.")]
        return False


def points_form(many: int) -> type[PointsForm]:
    """The form with so many points, from one to twelve."""
    fields = {
        f"point_{number}": _text(
            _l("Point %(number)s", number=number), rows=2, most=2000, sentence=_l("Use at most 2,000 characters.")
        )
        for number in range(1, min(max(many, 1), MOST_POINTS) + 1)
    }
    return cast(type[PointsForm], type("PointsForm", (PointsForm,), fields))


class FoundForm(StepForm):
    """The overall outcome and why; `found_form` adds a finding with its reasons for each point."""

    outcome = DraftRadios(_l("What is the outcome of the whole complaint?"), needed=_l("Choose the outcome."))
    reason = _text(
        _l("Why is that the outcome?"), _l("The customer reads this: what you looked at, and what it shows."), rows=8
    )

    @property
    def found(self) -> list[tuple[Any, Field]]:
        """Finding and reasons of each point, in their order."""
        numbers = range(1, 1 + sum(name.startswith("finding_") for name in self._fields))
        return [(self[f"finding_{number}"], self[f"reasons_{number}"]) for number in numbers]

    def offer(self, findings: Sequence[tuple[str, str]]) -> None:
        """Offer the nation's own findings."""
        for field in (self.outcome, *(finding for finding, _reasons in self.found)):
            field.choices = list(findings)

    def validate(self, extra_validators: Any = None) -> bool:
        """Every answer by itself, and no finding without its reasons."""
        fine = bool(super().validate(extra_validators))
        for finding, reasons in self.found:
            if finding.data and not (reasons.data or "").strip():
                reasons.errors, fine = [_("Say why you found this.")], False
        return fine


def found_form(many: int) -> type[FoundForm]:
    """The form with so many points."""
    fields: dict[str, Any] = {}
    for number in range(1, many + 1):
        label = _l("What did you find on point %(number)s?", number=number)
        fields[f"finding_{number}"] = DraftRadios(label, needed=_l("Choose what you found."))
        fields[f"reasons_{number}"] = _text(_l("Why did you find that on point %(number)s?", number=number))
    return cast(type[FoundForm], type("FoundForm", (FoundForm,), fields))


class WantedForm(StepForm):
    """How far what the customer wanted is met, and how."""

    met = DraftRadios(_l("How much of it can we do?"), needed=_l("Choose how much of it we can do."))
    reason = _text(_l("How do we do it, or why can we not?"), _l("The customer reads this."))


class RightForm(StepForm):
    """Why nothing puts it right, where nothing does."""

    reason = _text(
        _l("Why does nothing put it right?"),
        _l("Only where nothing can. The customer reads this."),
        rows=3,
        most=1000,
        sentence=_l("Use at most 1,000 characters."),
    )


def _owner() -> Listed:
    return Listed(_l("Who sees to it?"), needed=_l("Choose who sees to it."), coerce=int, may_be_empty=True)


def _by_which_day() -> DayField:
    return DayField(_l("By which day?"), needed=_l("Enter the day by which it is done."))


class OwnedForm(StepForm):
    """Something that somebody sees to by a day: asked last, so that errors stand in the order of the page."""

    words = words_field("", "")
    owner, day = _owner(), _by_which_day()


class RemedyForm(OwnedForm):
    """One thing that puts it right."""

    kind = Radios(_l("What puts it right?"), needed=_l("Choose what puts it right."))
    words = words_field(
        _l("What do we do?"), _l("Write what we do."), _l("The customer reads this: what we do, and for whom."), rows=3
    )
    amount = StringField(
        _l("How much money?"), [AtMost(20, _l("Use at most 20 characters."))], filters=[one_line], description="£"
    )
    owner, day = _owner(), _by_which_day()

    @property
    def pence(self) -> int | None:
        """The amount in pence; None where none was typed that can be read."""
        found = _AMOUNT.fullmatch((self.amount.data or "").strip())
        if found is None:
            return None
        pounds, pence = found[1].replace(",", ""), found[2] or "00"
        return int(Decimal(f"{pounds}.{pence}") * 100)

    def validate_amount(self, field: StringField) -> None:
        """Raises ValidationError on money without an amount, on an amount without money, and on what is no amount."""
        if self.kind.data != RemedyKind.MONEY:
            if field.data:
                raise ValidationError(_("Leave this empty, or choose money above."))
        elif not field.data:
            raise ValidationError(_("Enter the amount in pounds."))
        elif not self.pence or self.pence > _MOST_PENCE:
            raise ValidationError(_("Enter the amount in pounds, such as 50 or 12.50."))


class LearnForm(StepForm):
    """Whether training was thought of."""

    training = DraftRadios(
        _l("Did you think about training?"),
        needed=_l("Choose yes or no."),
        description=_l("Could the people who did this have learned something first? Only colleagues read this answer."),
    )


class LessonForm(OwnedForm):
    """One thing that the service changes."""

    words = words_field(
        _l("What do we change, so that it does not happen again?"),
        _l("Write what we change."),
        _l("The customer reads this."),
        rows=3,
    )
    owner, day = _owner(), _by_which_day()


class ResolvedForm(StepForm):
    """How the customer agreed to what puts it right."""

    reason = words_field(
        _l("How did they agree to how you put it right?"),
        _l("Write how and when they agreed."),
        _l("For colleagues: when you talked, and what they said. What the complaint is about is another question."),
        rows=3,
    )


class StandForm(StepForm, TellingFields):
    """Why what the complaint is about stays as it is, although the customer says that it is not right."""

    reason = words_field(
        _l("Why do you leave it as it is?"),
        _l("Write why you leave it as it is."),
        _l("Only if you do not change it. The customer gets these words."),
        rows=5,
    )


class IssueForm(StepForm, TellingFields):
    """The letter is built; it asks only how its words reach whoever they are for."""


class ReadForm(StepForm):
    """What somebody says who has read the decision of another."""

    reason = _text(
        _l("What has to change?"),
        _l("Only if you send it back. Your colleague reads this."),
        rows=4,
        most=1000,
        sentence=_l("Use at most 1,000 characters."),
    )
    must_say_why = False

    def validate_reason(self, field: TextAreaField) -> None:
        """Raises ValidationError where it goes back and nothing says why."""
        if self.must_say_why and not (field.data or "").strip():
            raise ValidationError(_("Say what has to change."))
