"""What the council says about itself: its promises, where to find it, and what it does with what it is told."""

from collections.abc import Mapping, Sequence

from flask import Response

from portal.blueprint import blueprint
from shared.charter.promises import Promise
from shared.charter.vocabulary import Kind
from shared.web.council import charter
from shared.web.language import spoken_charter
from shared.web.now import today
from shared.web.pages import show


@blueprint.get("/promises")
def promises() -> Response:
    """Everything promised: in plain words, by when, and where it is written."""
    return show("portal/about/promises.html", by_kind=_in_force(), section="promises")


def _in_force() -> Mapping[Kind, Sequence[Promise]]:
    return {kind: spoken_charter().promises_for(kind, today()) for kind in Kind}


@blueprint.get("/contact")
def contact() -> Response:
    """Where to find us, today's hours first."""
    day = today()
    hours = {place.id: place.open_on(day, charter().calendar) for place in charter().places}
    return show(
        "portal/about/contact.html",
        day=day,
        hours=hours,
        off=charter().calendar.why_not(day),
        section="contact",
    )


@blueprint.get("/privacy")
def privacy() -> Response:
    """What we do with what we are told."""
    return show("portal/about/privacy.html")


@blueprint.get("/cookies")
def cookies() -> Response:
    """The one cookie that this site needs."""
    return show("portal/about/cookies.html")


@blueprint.get("/accessibility")
def accessibility() -> Response:
    """The accessibility statement, with all the parts that the law asks for."""
    return show("portal/about/accessibility.html")
