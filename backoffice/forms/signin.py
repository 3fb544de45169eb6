"""What somebody is asked at the door, and what they may set for themselves."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, EmailField, Field, PasswordField, ValidationError

from shared.casework.accounts import SHORTEST_PASSWORD
from shared.casework.guessing import guessed_first
from shared.web.forms import AtMost, Form, Needed, one_line

LONGEST_PASSWORD = 200


class GoodPassword:
    """Long, and not what everybody guesses first; no rule about signs, because such rules make worse passwords."""

    def __call__(self, form: Form, field: Field) -> None:
        """Raises ValidationError on one that is too short, too long or easily guessed."""
        if len(field.data or "") < SHORTEST_PASSWORD:
            raise ValidationError(_l("Choose a password of at least 12 characters."))
        if len(field.data) > LONGEST_PASSWORD:
            raise ValidationError(_l("Choose a password of at most 200 characters."))
        if guessed_first(field.data):
            raise ValidationError(_l("This password is easy to guess. Put three words together that only you would."))


class SignInForm(Form):
    """Who are you?"""

    email = EmailField(
        _l("E-mail address"),
        [
            Needed(_l("Enter your e-mail address.")),
            AtMost(254, _l("Enter an e-mail address of at most 254 characters.")),
        ],
        filters=[one_line],
        render_kw={"autocomplete": "username", "spellcheck": "false", "autocapitalize": "none"},
    )
    password = PasswordField(
        _l("Password"),
        [
            Needed(_l("Enter your password.")),
            AtMost(LONGEST_PASSWORD, _l("Enter a password of at most 200 characters.")),
        ],
        render_kw={"autocomplete": "current-password"},
    )

    def refuse(self) -> None:
        """The same words whether the account exists or not."""
        self.email.errors = [_l("The e-mail address or the password is not right. Check both.")]


class OwnPasswordForm(Form):
    """A new password of one's own; the old one proves whose hand is on the keyboard."""

    old = PasswordField(
        _l("Your password now"),
        [
            Needed(_l("Enter the password that you use now.")),
            AtMost(LONGEST_PASSWORD, _l("Enter a password of at most 200 characters.")),
        ],
        render_kw={"autocomplete": "current-password"},
    )
    new = PasswordField(
        _l("New password"),
        [Needed(_l("Enter a new password.")), GoodPassword()],
        description=_l("At least 12 characters. Three words that you can remember are a good one."),
        render_kw={"autocomplete": "new-password"},
    )

    def refuse(self) -> None:
        """The old one was wrong."""
        self.old.errors = [_l("This is not your password. Enter the one that you use now.")]


class ShortcutsForm(Form):
    """Single keys help some hands and trip others (WCAG 2.1.4)."""

    shortcuts = BooleanField(_l("Use single keys, such as j and k, to move about"))
