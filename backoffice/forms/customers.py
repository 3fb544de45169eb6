"""What staff are asked about one person: how to reach them, and what is done differently for them."""

import secrets
from collections.abc import Callable
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField, TextAreaField

from backoffice.forms.addresses import AddressFields
from backoffice.forms.choices import Listed
from backoffice.forms.days import DayField
from backoffice.forms.steps import pressing
from backoffice.forms.telling import TellingFields
from shared.casework.records import Record
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Format, Reach
from shared.models.customers import Customer
from shared.web.forms import AtMost, Form, Needed, many_lines, one_line

_AT_MOST_1000 = _l("Use at most 1,000 characters.")


class ReachForm(AddressFields, Form):
    """How to reach one person well. `seen` is the version of their record that the page showed."""

    seen = HiddenField()
    format = Listed(_l("What should our messages look like?"), needed=_l("Choose what our messages should look like."))
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

    def offer(
        self,
        charter: Charter,
        person: Customer,
        *,
        reach: Callable[[Any], str],
        form: Callable[[Any], str],
        language: Callable[[str], str],
    ) -> None:
        """Offer what this council can do, and what is recorded already; each choice is said by one of the three."""
        self.reach.choices = [(one.value, reach(one)) for one in Reach]
        self.format.choices = [(one.value, form(one)) for one in Format]
        spoken = charter.organisation.languages
        others = [person.language] if person.language and person.language not in spoken else []
        named = [(code, language(code)) for code in (*spoken, *others)]
        self.language.choices = [("", _("Nobody has asked yet")), *named]

    def open_on(self, customer: Customer) -> None:
        """It has been seen as it is now; what was typed stays."""
        self.seen.data = str(customer.version)

    @property
    def seen_version(self) -> int:
        """The version that this person saw; nought, which no record has, where the form does not say."""
        given = self.seen.data or ""
        return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0

    def record(self) -> Record:
        """What is to be recorded: complete once the form is checked."""
        return Record(
            reach=Reach(self.reach.data),
            email=self.email.data or "",
            phone=self.phone.data or "",
            address=self.address.data or "",
            format=Format(self.format.data),
            language=self.language.data or "",
            interpreter=self.interpreter.data or "",
            times=self.times.data or "",
        )


class OnceForm(Form):
    """`once` names one pressing of one button; `seen` is how the adjustment stood on the page."""

    once = HiddenField()
    seen = HiddenField()

    @property
    def pressing(self) -> str | None:
        """The name of this pressing, as far as it can be one of ours."""
        return pressing(self.once.data)

    def open_on(self, standing: str) -> None:
        """Begin a new pressing, unless one is under way; it has been seen as it is now."""
        self.once.data = self.pressing or secrets.token_urlsafe(12)
        self.seen.data = standing


class NeedForm(Form):
    """Something that we should do differently for somebody."""

    what = TextAreaField(
        _l("What should we do differently?"),
        [Needed(_l("Write what we should do differently.")), AtMost(1000, _AT_MOST_1000)],
        filters=[many_lines],
        description=_l("Write what we do, such as “Ring before we come”, and not why they need it."),
        render_kw={"rows": 3},
    )


class AgreeForm(OnceForm, TellingFields):
    """We do it; and when somebody looks again whether it still helps."""

    what = TextAreaField(
        _l("What do we do?"),
        [Needed(_l("Write what we do.")), AtMost(1000, _AT_MOST_1000)],
        filters=[many_lines],
        description=_l("The customer reads this, and colleagues do it. Put it so that it can be done; leave out why."),
        render_kw={"rows": 3},
    )
    day = DayField(
        _l("When do we look again whether it still helps?"), needed=_l("Enter the day on which we look again.")
    )

    def suggest(self, what: str, day: date) -> None:
        """In their own words, and in a year, until somebody says otherwise."""
        if not self.filled_in:
            self.what.data, self.day.data = what, day


class RefuseForm(OnceForm, TellingFields):
    """We do not do it, and why."""

    reason = TextAreaField(
        _l("Why can we not do it?"),
        [Needed(_l("Say why we cannot do it.")), AtMost(1000, _AT_MOST_1000)],
        filters=[many_lines],
        description=_l("The customer reads this. Say what we can do instead, if there is something."),
        render_kw={"rows": 4},
    )


class EndForm(OnceForm):
    """It is not needed any more, and why."""

    reason = TextAreaField(
        _l("Why do we no longer do it?"),
        [Needed(_l("Say why we no longer do it.")), AtMost(1000, _AT_MOST_1000)],
        filters=[many_lines],
        description=_l("The customer can read this on their page."),
        render_kw={"rows": 3},
    )


class ReviewForm(OnceForm):
    """Somebody else is to look again. The button is the answer."""
