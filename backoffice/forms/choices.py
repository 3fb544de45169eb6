"""Questions with a list of answers, and one sentence for when none of them came back."""

from typing import Any

from wtforms import RadioField, SelectField
from wtforms.validators import StopValidation

from shared.web.forms import SelectChoice


class Radios(RadioField):
    """A few answers to choose from. `needed` is the sentence for none, or for one that was never offered."""

    def __init__(self, label: Any, *, needed: Any, **more: Any) -> None:
        super().__init__(label, **more)
        self.needed = needed

    def pre_validate(self, form: Any) -> None:
        """Raises StopValidation with that sentence."""
        _must_be_offered(self)


class Listed(SelectField):
    """Many answers to choose from, in a list; `needed` as for `Radios`. An empty first line is a prompt, no answer."""

    def __init__(self, label: Any, *, needed: Any, may_be_empty: bool = False, **more: Any) -> None:
        super().__init__(label, **more)
        self.needed, self.may_be_empty = needed, may_be_empty

    def pre_validate(self, form: Any) -> None:
        """Raises StopValidation with that sentence."""
        if self.may_be_empty and not self.data:
            return
        _must_be_offered(self)


def _must_be_offered(field: Radios | Listed) -> None:
    offered = [choice.value if isinstance(choice, SelectChoice) else choice[0] for choice in field.choices or ()]
    if not field.data or field.data not in offered:
        field.errors = []
        raise StopValidation(field.needed)
