"""How words of staff reach whoever they are for: language, way and format, and why where it is not the usual one."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, TextAreaField

from backoffice.forms.choices import Listed
from backoffice.wording import format_name, reach_name
from shared.casework.reaching import Telling
from shared.charter.organisation import Charter
from shared.charter.reaching import AND
from shared.charter.vocabulary import Format, Reach
from shared.web.forms import AtMost, Form, many_lines


class TellingFields(Form):
    """In which language the words are; whether they are translated first; for once, another way or another format.

    What does not fit the person asks for a reason. Where nobody needs any of it, the page leaves these questions out,
    or folded; and the words are in the council's own language. `ways` are those by which the page can offer to go.
    """

    ways: Sequence[Reach] = ()

    words_in = Listed(_l("Your words are in"), needed=_l("Choose the language of your words."))
    translate = BooleanField(_l("Have it translated first"))
    this_way = Listed(
        _l("How does this message go?"), needed=_l("Choose how they want to hear from us."), may_be_empty=True
    )
    this_form = Listed(
        _l("How does this message look?"), needed=_l("Choose what our messages should look like."), may_be_empty=True
    )
    anyway = TextAreaField(
        _l("Why does it have to go like this?"),
        [AtMost(500, _l("Use at most 500 characters."))],
        filters=[many_lines],
        description=_l("Your reason stands in the history for colleagues."),
        render_kw={"rows": 2},
    )

    def offer(self, charter: Charter, named: Any, written_in: str = "") -> None:
        """Offer the council's languages, said by `named`; at first the one that the words are `written_in`."""
        council = charter.organisation
        codes = [*council.languages, *([AND.join(council.write_in)] if len(council.write_in) > 1 else [])]
        self.words_in.choices = [(code, named(code)) for code in codes]
        if self.words_in.data not in codes and not self.words_in.raw_data:
            self.words_in.data = written_in if written_in in codes else codes[0]
        usual = ("", _("As they need it"))
        self.this_way.choices = [usual, *((one.value, reach_name(one)) for one in Reach if one is not Reach.NONE)]
        self.this_form.choices = [usual, *((one.value, format_name(one)) for one in Format)]

    @property
    def telling(self) -> Telling:
        """As casework wants it: what is only translated first has no reason to go as it is."""
        reach = next((one for one in Reach if one == self.this_way.data), None)
        form = next((one for one in Format if one == self.this_form.data), None)
        told = Telling(self.words_in.data or "", translate=bool(self.translate.data), reach=reach, form=form)
        why = (self.anyway.data or "").strip()
        return replace(told, anyway="" if told.translate and not told.unusual else why)

    def ask_why(self) -> None:
        """The reason is missing."""
        self.anyway.errors = [_("Say why it has to go like this.")]
