"""The optional questions about equality: a form of their own, which knows nothing of what was told us."""

from collections.abc import Mapping

from flask_babel import gettext
from wtforms import RadioField

from portal.forms.patient import PatientForm
from shared.charter.equality import About, choices


class EqualityForm(PatientForm):
    """Each may be left open."""

    age = RadioField(choices=[], validate_choice=False)
    disability = RadioField(choices=[], validate_choice=False)
    sex = RadioField(choices=[], validate_choice=False)
    ethnic_group = RadioField(choices=[], validate_choice=False)
    religion = RadioField(choices=[], validate_choice=False)

    def know(self, nation: str) -> None:
        """What can be answered here."""
        self.offered = choices(nation)

    def said(self) -> Mapping[About, str]:
        """What was answered."""
        return {about: self._of(about).data or "" for about in About}

    def checked(self) -> bool:
        """Was it sent, and is every answer one of those offered?"""
        fine = super().checked()
        for about in About:
            field = self._of(about)
            if field.data and field.data not in self.offered[about]:
                field.errors = [gettext("Choose one of these, or leave it open")]
                fine = False
        return fine

    def _of(self, about: About) -> RadioField:
        field: RadioField = self[about.name.lower()]
        return field
