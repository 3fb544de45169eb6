"""What somebody says who has done what a message could not do by itself."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField, TextAreaField

from backoffice.forms.steps import LONGEST
from shared.web.forms import AtMost, Form, Needed, many_lines, one_line


class DoneForm(Form):
    """How the person was told."""

    how = TextAreaField(
        _l("How did you reach them?"),
        [
            Needed(_l("Say how you reached them, such as “Rang on Tuesday and read it out”.")),
            AtMost(1000, _l("Say how you reached them in at most 1,000 characters.")),
        ],
        filters=[many_lines],
        description=_l("Such as “Rang on Tuesday and read it out” or “Posted on Tuesday”. It goes into the history."),
        render_kw={"rows": 3},
    )


class TranslateForm(Form):
    """The same words in the language that their reader reads. `seen` is the language that the page asked for."""

    seen = HiddenField()
    words = TextAreaField(
        _l("The translated words"),
        [Needed(_l("Write the translated words.")), AtMost(LONGEST, _l("Use at most 20,000 characters."))],
        filters=[many_lines],
        description=_l("Translate only these words: the rest of the message is in that language already."),
        render_kw={"rows": 10},
    )


class MadeForm(Form):
    """That its form is made and has gone to the person. `seen` is the form that the page asked for."""

    seen = HiddenField()
    how = TextAreaField(
        _l("How did it go to them?"),
        [
            Needed(_l("Say how it went to them, such as “Posted on Tuesday in Braille”.")),
            AtMost(1000, _l("Say how it went to them in at most 1,000 characters.")),
        ],
        filters=[many_lines],
        description=_l("Such as “Posted on Tuesday in Braille”. It goes into the history."),
        render_kw={"rows": 3},
    )


class BookedForm(Form):
    """Who interprets, and when."""

    whom = StringField(
        _l("Who interprets?"),
        [Needed(_l("Write who interprets.")), AtMost(120, _l("Use at most 120 characters."))],
        filters=[one_line],
        description=_l("A name, or a service"),
        render_kw={"autocomplete": "off"},
    )
    when = StringField(
        _l("When?"),
        [Needed(_l("Write when they interpret.")), AtMost(120, _l("Use at most 120 characters."))],
        filters=[one_line],
        description=_l("Such as “Tuesday 9 March at 2pm” or “whenever we ring”; the customer reads this"),
        render_kw={"autocomplete": "off"},
    )
