"""What an administrator says about a member of staff."""

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, PasswordField, StringField

from backoffice.forms.choices import Listed, Radios
from backoffice.forms.signin import GoodPassword
from shared.charter.access import Role
from shared.charter.organisation import Charter
from shared.web.forms import AtMost, Form, Needed, PlainEmail, one_line


class StaffForm(Form):
    """Who somebody is here: the name that the public sees, their role, their team."""

    name = StringField(
        _l("Name"),
        [
            Needed(_l("Enter the name that the public will see.")),
            AtMost(120, _l("Enter a name of at most 120 characters.")),
        ],
        filters=[one_line],
        description=_l("The public sees this name on the cases that this person deals with."),
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )
    role = Radios(_l("Role"), needed=_l("Choose a role."))
    team = Listed(_l("Team"), needed=_l("Choose a team."))

    def offer(self, charter: Charter) -> None:
        """Put the roles, and the teams of this council, into the lists; the template words the roles."""
        teams = sorted(charter.teams.values(), key=lambda team: team.name)
        self.role.choices = [(role.value, role.value) for role in Role]
        self.team.choices = [("", _l("Choose a team")), *((team.id, team.name) for team in teams)]


class NewStaffForm(StaffForm):
    """A new account."""

    email = EmailField(
        _l("E-mail address"),
        [
            Needed(_l("Enter their e-mail address.")),
            PlainEmail(_l("Enter an e-mail address such as name@example.com.")),
        ],
        filters=[one_line],
        description=_l("They sign in with this."),
        render_kw={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"},
    )
    password = PasswordField(
        _l("First password"),
        [Needed(_l("Enter a first password.")), GoodPassword()],
        description=_l("At least 12 characters. Tell it to them yourself, and ask them to change it."),
        render_kw={"autocomplete": "new-password"},
    )

    def taken(self) -> None:
        """Somebody has this address already."""
        self.email.errors = [_l("There is an account with this e-mail address already. Change that one.")]


class NewPasswordForm(Form):
    """A password that an administrator sets for somebody."""

    password = PasswordField(
        _l("New password"),
        [Needed(_l("Enter a new password.")), GoodPassword()],
        description=_l("At least 12 characters. Tell it to them yourself, and ask them to change it."),
        render_kw={"autocomplete": "new-password"},
    )


class ConfirmForm(Form):
    """Are you sure? The button is the answer."""
