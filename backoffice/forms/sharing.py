"""What is asked of whoever tells somebody of a restriction."""

import secrets

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField

from backoffice.forms.steps import StepForm, words_field
from shared.web.forms import AtMost, Needed, one_line


class OneTime(StepForm):
    """A form with the name of one pressing."""

    def begin(self) -> None:
        """Begin a new pressing."""
        self.once.data = self.pressing or secrets.token_urlsafe(12)


class ToldForm(OneTime):
    """One team or colleague is told."""

    whom = HiddenField(validators=[Needed(_l("Choose who is told."))])


class AuthorityForm(OneTime):
    """Another authority is told: who, what, why, and on which lawful basis (clause SC-6)."""

    whom = StringField(
        _l("Which authority?"),
        [Needed(_l("Enter the name of the authority.")), AtMost(200, _l("Use at most 200 characters."))],
        filters=[one_line],
        description=_l("For example, the police or another council"),
    )
    words = words_field(
        _l("What are they told?"),
        _l("Write down what they are told."),
        _l("The least that they need. Say what to do, and not what somebody did."),
        rows=4,
    )
    why = words_field(_l("Why do they need to know?"), _l("Say why they need to know."), rows=3)
    basis = StringField(
        _l("On which lawful basis?"),
        [Needed(_l("Enter the lawful basis.")), AtMost(300, _l("Use at most 300 characters."))],
        filters=[one_line],
        description=_l("For example, UK GDPR article 6(1)(e). Ask the data protection officer where you are not sure."),
    )
