"""What staff write down when they begin a form for somebody: as little as they like, and where it is to go."""

import re
import secrets
from collections.abc import Collection, Iterator

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, StringField, TextAreaField

from backoffice.forms.addresses import AddressFields
from backoffice.forms.choices import Listed
from backoffice.forms.needs import NeedsFields
from backoffice.forms.steps import LONGEST
from backoffice.wording import kind_name, reach_name
from shared.casework.customers import Person
from shared.casework.handing_over import WAYS, Begun
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Kind, OnBehalf, Reach
from shared.web.forms import AtMost, Form, Needed, many_lines, one_line

_LONG = AtMost(LONGEST, _l("Use at most 20,000 characters."))
#: In this order the page asks, and says what has to be mended.
_PAGE = (
    *("name", "reach", "email", "phone", "address", "format", "language", "interpreter", "times", "needs"),
    *("kind", "whom", "service", "words", "wanted"),
)


class StartForm(AddressFields, NeedsFields, Form):
    """A form begun for somebody. `key` names this one beginning."""

    key = HiddenField()
    name = StringField(
        _l("Name"),
        [Needed(_l("Enter their name.")), AtMost(120, _l("Use at most 120 characters for the name."))],
        filters=[one_line],
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )
    kind = Listed(_l("What is it?"), needed=_l("Choose what it is."), may_be_empty=True)
    whom = Listed(_l("Who is it for?"), needed=_l("Choose who it is for."), may_be_empty=True)
    service = Listed(_l("Which service is it about?"), needed=_l("Choose a service from the list."), may_be_empty=True)
    words = TextAreaField(_l("What did they say?"), [_LONG], filters=[many_lines], render_kw={"rows": 7})
    wanted = TextAreaField(
        _l("What would put it right?"),
        [AtMost(5000, _l("Use at most 5,000 characters."))],
        filters=[many_lines],
        description=_l("For a complaint"),
        render_kw={"rows": 2},
    )

    def __iter__(self) -> Iterator[Field]:
        """In the order of the page, whichever part of it a question comes from."""
        places = {name: place for place, name in enumerate(_PAGE)}
        return iter(sorted(super().__iter__(), key=lambda field: places.get(field.name, -1)))

    def open_in(self, charter: Charter, carried: Collection[Reach]) -> None:
        """Offer the choices of this council. The template words for whom it can be.

        `carried` are the ways in which something leaves by itself here: no other link would ever go.
        """
        self.reach.choices = [(one.value, reach_name(one)) for one in WAYS if one is Reach.LETTER or one in carried]
        self.kind.choices = [("", _("Let them choose")), *((one.value, kind_name(one)) for one in Kind)]
        self.whom.choices = [("", ""), *((one.value, one.value) for one in OnBehalf)]
        services = sorted(charter.services.values(), key=lambda service: service.name)
        self.service.choices = [("", _("Let them choose")), *((one.id, one.name) for one in services)]
        self.offer_needs(charter)
        given = self.key.data or ""
        self.key.data = given if re.fullmatch(r"[A-Za-z0-9_-]{16,40}", given) else secrets.token_urlsafe(18)

    @property
    def draft_key(self) -> str:
        """What this one beginning is called, however often its button is pressed."""
        return f"begun-{self.key.data}"

    def begun(self) -> Begun:
        """What is there so far; whatever is empty, they are asked."""
        return Begun(
            kind=Kind(self.kind.data) if self.kind.data else None,
            whom=OnBehalf(self.whom.data) if self.whom.data else None,
            service=self.service.data or "",
            words=self.words.data or "",
            wanted=self.wanted.data or "",
            person=Person(
                name=self.name.data or "",
                email=self.email.data or "",
                phone=self.phone.data or "",
                address=self.address.data or "",
                reach=Reach(self.reach.data),
                **self.asked,
            ),
        )
