"""What somebody says who puts a message where it belongs."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField

from shared.web.forms import AtMost, Form, Needed, one_line

_LONG = _l("Use at most 500 characters.")


def _reason(label: str, needed: str) -> StringField:
    return StringField(label, [Needed(needed), AtMost(500, _LONG)], filters=[one_line])


class SortForm(Form):
    """Every one of the three asks why."""

    reason: StringField


class JoinForm(SortForm):
    """To which case it belongs."""

    reference = StringField(
        _l("Reference of the case"),
        [Needed(_l("Enter the reference of the case, such as HC-7Q4K-2M9P."))],
        filters=[one_line],
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )
    reason = _reason(_l("Why does it belong there?"), _l("Say why it belongs to that case."))

    def refuse(self) -> None:
        """There is no such case to put it to."""
        self.reference.errors = [*self.reference.errors, _("Check the reference: you can see no case that has it.")]


class OpenForm(SortForm):
    """That it is a case of its own."""

    reason = _reason(_l("Why is it a new case?"), _l("Say why it is a new case."))


class AsideForm(SortForm):
    """That there is nothing to do."""

    reason = _reason(_l("Why is there nothing to do?"), _l("Say why there is nothing to do."))
