"""What joining, parting and splitting cases ask of whoever does it."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField, ValidationError

from backoffice.forms.choices import Listed, Radios
from backoffice.forms.steps import ReasonForm, StepForm, words_field
from backoffice.forms.telling import TellingFields
from shared.models.cases import Case
from shared.web.forms import AtMost, one_line

#: None of those that were offered: the reference is typed.
ANOTHER = "another"


def reference_field(label: Any, hint: Any = "") -> StringField:
    """A field for the reference of a case, as it is read out or copied."""
    seen = {"spellcheck": "false", "autocapitalize": "characters", "class": "govuk-input--width-10"}
    checks = [AtMost(40, _l("A reference is shorter."))]
    return StringField(label, checks, filters=[one_line], description=hint, render_kw=seen)


def require_found(found: Case | None) -> None:
    """Raises ValidationError for a reference that leads to no case that this person may see."""
    if found is None:
        raise ValidationError(_("You can see no case with this reference. Check it."))


class JoinForm(StepForm, TellingFields):
    """In which case this one goes on, and why. `found` is the case that is meant, if this person may see it."""

    to = Radios(_l("Which case does it go on in?"), needed=_l("Choose the case that it goes on in."))
    reference = reference_field(_l("Its reference, if another case"), _l("For example, one that an e-mail names."))
    reason = words_field(
        _l("Why do they belong together?"), _l("Say why they belong together."), _l("The customer reads this."), rows=3
    )
    found: Case | None = None

    def offer_cases(self, cases: Iterable[tuple[str, str]], likely: str) -> None:
        """Offer these to choose from, by reference and words; the likely one is chosen at first."""
        self.to.choices = [*cases, (ANOTHER, _("Another case"))]
        if likely and not self.is_submitted():
            known = likely in [choice[0] for choice in self.to.choices]
            self.to.data, self.reference.data = (likely, "") if known else (ANOTHER, likely)

    @property
    def meant(self) -> str:
        """The reference that was chosen or typed."""
        return (self.reference.data if self.to.data == ANOTHER else self.to.data) or ""

    def validate_reference(self, field: StringField) -> None:
        """Raises ValidationError where the reference was to be typed and leads nowhere."""
        if self.to.data == ANOTHER:
            require_found(self.found)


class PartForm(ReasonForm, TellingFields):
    """Why two that were joined are two after all; the customer is told."""


class SplitForm(StepForm, TellingFields):
    """Which of the customer's words become a case of its own, of what kind, and for which service."""

    words = words_field(
        _l("What the new case is about, in the customer’s words"),
        _l("Leave the words that are about the second matter."),
        _l("Take away what is not about it. The first case keeps all of its words."),
        rows=10,
    )
    kind = Radios(_l("What is it?"), needed=_l("Choose what it is."))
    service = Listed(_l("Which service is it about?"), needed=_l("Choose a service."), may_be_empty=True)
