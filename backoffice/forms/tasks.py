"""What somebody says who has reached a person."""

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField

from shared.web.forms import AtMost, Form, Needed, many_lines


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
