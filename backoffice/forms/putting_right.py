"""What somebody says who puts a complaint right after it was decided, or who did what a service learns from it."""

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField

from backoffice.forms.choices import Listed
from backoffice.forms.steps import LONGEST, words_field
from backoffice.forms.telling import TellingFields
from shared.web.forms import AtMost, Form, many_lines


class RemedyDoneForm(TellingFields):
    """What was done; the customer reads it."""

    how = words_field(
        _l("What have you done?"), _l("Say what you have done."), _l("In whole sentences. The customer reads this."), 5
    )


class RemedyCannotForm(TellingFields):
    """Why it cannot be done, and what we do in its place; never without words to the customer (E-26)."""

    why = words_field(
        _l("Why can it not be done?"),
        _l("Say why it cannot be done."),
        _l("In whole sentences. The customer reads this."),
        5,
    )
    instead = TextAreaField(
        _l("What do we do in its place?"),
        [AtMost(LONGEST, _l("Use at most 20,000 characters."))],
        filters=[many_lines],
        description=_l("In whole sentences. The customer reads this too; leave it empty if there is nothing."),
        render_kw={"rows": 3},
    )


class LessonDoneForm(Form):
    """What shows that a lesson is done."""

    evidence = words_field(
        _l("What shows that it is done?"),
        _l("Say what shows that it is done."),
        _l("Such as “The new list is used since Monday 1 March; I have looked at it”."),
        5,
    )


class OwnerForm(Form):
    """Who sees to it from now on: the number of one person, or `TEAM`."""

    TEAM = "team"
    to = Listed(_l("Who sees to it?"), needed=_l("Choose who sees to it."))
