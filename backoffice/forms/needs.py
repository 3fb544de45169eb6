"""How to reach somebody well, as far as they told us: whatever was not asked stays as it is recorded."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField

from backoffice.forms.choices import Listed
from backoffice.wording import format_name
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Format
from shared.delivery.languages import own_name
from shared.web.filters import language_name
from shared.web.forms import AtMost, many_lines, one_line


def _both(language: str) -> str:
    own, here = own_name(language), language_name(language)
    return own if own == here else f"{own} ({here})"


class NeedsFields:
    """Format, language, interpreter, times, and what else helps. To be mixed into a form."""

    format = Listed(
        _l("What should our messages look like?"),
        needed=_l("Choose what our messages should look like."),
        may_be_empty=True,
    )
    language = Listed(_l("Which language do they read?"), needed=_l("Choose a language."), may_be_empty=True)
    interpreter = StringField(
        _l("Is an interpreter needed when we talk?"),
        [AtMost(40, _l("Write only the language, such as Polish."))],
        filters=[one_line],
        description=_l("Write the language, such as Polish or British Sign Language; leave it empty if not"),
        render_kw={"autocomplete": "off"},
    )
    times = StringField(
        _l("When is a good time to reach them?"),
        [AtMost(200, _l("Use at most 200 characters."))],
        filters=[one_line],
        description=_l("For example, weekday mornings"),
        render_kw={"autocomplete": "off"},
    )
    needs = TextAreaField(
        _l("What else helps them to talk and write with us?"),
        [AtMost(1000, _l("Use at most 1,000 characters."))],
        filters=[many_lines],
        description=_l("For example more time, or ring only after 4pm"),
        render_kw={"rows": 2},
    )

    def offer_needs(self, charter: Charter) -> None:
        """Every form, and the languages of this council: each named in itself, and as staff know it."""
        self.format.choices = [("", _("Not asked")), *((one.value, format_name(one)) for one in Format)]
        self.language.choices = [("", _("Not asked")), *((one, _both(one)) for one in charter.organisation.languages)]

    @property
    def asked(self) -> dict[str, Any]:
        """What was filled in, as casework knows a person; None, or nothing, where nobody asked."""
        return {
            "format": Format(self.format.data) if self.format.data else None,
            "language": self.language.data or None,
            "interpreter": self.interpreter.data or None,
            "times": self.times.data or "",
            "needs": self.needs.data or "",
        }

    @property
    def says_needs(self) -> bool:
        """Was any of it filled in, or filled in wrongly?"""
        fields = (self.format, self.language, self.interpreter, self.times, self.needs)
        return any(field.data or field.errors for field in fields)
