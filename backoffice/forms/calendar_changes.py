"""Why promised dates are moved, left as they are, or put back."""

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField

from shared.web.forms import AtMost, Form, Needed, many_lines


class ReasonForm(Form):
    """The reason for a decision about the calendar."""

    reason = TextAreaField(
        _l("Why?"),
        [
            Needed(_l("Say why.")),
            AtMost(1000, _l("Use at most 1,000 characters.")),
        ],
        filters=[many_lines],
        render_kw={"rows": 3},
    )
