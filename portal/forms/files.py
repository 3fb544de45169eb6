"""The form that brings files; what is in them is looked into elsewhere."""

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, MultipleFileField

from portal.forms.patient import PatientForm
from shared.web.forms import AtMost, one_line


class FilesForm(PatientForm):
    """Photos and documents, or none. `once` names one pressing, where that matters."""

    files = MultipleFileField()
    once = HiddenField(filters=[one_line], validators=[AtMost(40, _("Open this page again"))])

    def refuse(self, sentences: list[str]) -> None:
        """These could not be taken: the page says so first of all, and again beside the choice."""
        self.files.errors = sentences
