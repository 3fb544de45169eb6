"""How words of staff reach whoever reads another language, or needs them in a form that is made by hand."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, TextAreaField

from backoffice.forms.choices import Listed
from shared.casework.reaching import Telling
from shared.charter.organisation import Charter
from shared.charter.reaching import AND
from shared.web.forms import AtMost, Form, many_lines


class TellingFields(Form):
    """In which language the words are; whether they are translated first; why they go as they are although unfit.

    Where nobody needs any of it, the page leaves these questions out, and the words are in the council's own language.
    """

    words_in = Listed(_l("Your words are in"), needed=_l("Choose the language of your words."))
    translate = BooleanField(_l("Have it translated first"))
    anyway = TextAreaField(
        _l("Why does it have to go as it is?"),
        [AtMost(500, _l("Use at most 500 characters."))],
        filters=[many_lines],
        description=_l("It leaves at once, and your reason stands in the history for colleagues."),
        render_kw={"rows": 2},
    )

    def offer(self, charter: Charter, named: Any, written_in: str = "") -> None:
        """Offer the council's languages, said by `named`; at first the one that the words are `written_in`."""
        council = charter.organisation
        codes = [*council.languages, *([AND.join(council.write_in)] if len(council.write_in) > 1 else [])]
        self.words_in.choices = [(code, named(code)) for code in codes]
        if self.words_in.data not in codes and not self.words_in.raw_data:
            self.words_in.data = written_in if written_in in codes else codes[0]

    @property
    def telling(self) -> Telling:
        """As casework wants it: what is translated first has no reason to go as it is."""
        anyway = "" if self.translate.data else (self.anyway.data or "").strip()
        return Telling(words_in=self.words_in.data or "", translate=bool(self.translate.data), anyway=anyway)

    def ask_why(self) -> None:
        """The reason is missing."""
        self.anyway.errors = [_("Say why it has to go as it is.")]
