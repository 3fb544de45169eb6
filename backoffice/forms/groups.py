"""What a group of several people's like cases asks of whoever works on it."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField

from backoffice.forms.joining import reference_field, require_found
from backoffice.forms.steps import StepForm, words_field
from shared.models.cases import Case
from shared.web.forms import AtMost, Needed, one_line


class GroupForm(StepForm):
    """What the cases of a group have in common, said among colleagues."""

    name = StringField(
        _l("What do they have in common?"),
        [Needed(_l("Say what they have in common.")), AtMost(120, _l("Use at most 120 characters."))],
        filters=[one_line],
        description=_l("In a few words, for colleagues. The customers do not see it."),
    )


class MemberForm(StepForm):
    """Which case is about the same. `found` is that case, if this person may see it."""

    reference = reference_field(_l("Reference of a case that is about the same"))
    found: Case | None = None

    def validate_reference(self, field: StringField) -> None:
        """Raises ValidationError where no case that this person may see has that reference."""
        require_found(self.found)


class EachForm(StepForm):
    """What is done to each of them: `versions` are the cases as they were when the page was shown."""

    versions = HiddenField()

    def show(self, cases: Iterable[Case]) -> None:
        """Remember the cases as they are now."""
        self.versions.data = " ".join(f"{one.reference}:{one.version}" for one in cases)

    @property
    def shown(self) -> dict[str, int]:
        """Which cases the page showed, and their versions."""
        pairs = (one.rpartition(":") for one in (self.versions.data or "").split())
        return {name: int(number) for name, _, number in pairs if number.isascii() and number.isdigit()}


class OneForm(StepForm):
    """One case of the group: the one to take out, or the one whose decision is copied."""

    reference = HiddenField()


class AnswersForm(EachForm):
    """One answer, which each of them gets."""

    words = words_field(
        _l("Your reply to each of them"),
        _l("Write your reply."),
        _l("Each gets it in their own format and language. Write nothing that is about one of them alone."),
        rows=12,
    )
