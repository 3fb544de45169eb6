"""What the council says about itself: its promises, where to find it, and what it does with what it is told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Response, abort, url_for

from portal import journey
from portal.blueprint import blueprint
from shared.charter.organisation import Signpost
from shared.charter.procedure import Procedure, ProcedureStage
from shared.charter.promises import Promise
from shared.charter.vocabulary import Kind
from shared.web.council import charter
from shared.web.language import spoken_charter
from shared.web.now import today
from shared.web.pages import show


@blueprint.get("/promises")
def promises() -> Response:
    """Everything promised: in plain words, by when, and where it is written."""
    return show("portal/about/promises.html", by_kind=_in_force(), dealings=_dealings(), section="promises")


def _in_force() -> Mapping[Kind, Sequence[Promise]]:
    return {kind: spoken_charter().promises_for(kind, today()) for kind in Kind}


@blueprint.get("/complaints")
def complaints() -> Response:
    """How we deal with complaints: the stages of each procedure, until when to come, and who looks at it after us."""
    first = url_for("portal.question", name=journey.ORDER[Kind.COMPLAINT][0], kind=Kind.COMPLAINT)
    return show("portal/about/complaints.html", dealings=_dealings(), first=first, section="promises")


@dataclass(frozen=True)
class Dealing:
    """One procedure as the public reads it: what is promised at each stage, for which services, and who comes after."""

    procedure: Procedure
    stages: Sequence[tuple[ProcedureStage, Sequence[Promise]]]
    services: Sequence[str]
    ombudsman: Signpost | None


def _dealings() -> Sequence[Dealing]:
    return [_dealing(one) for one in spoken_charter().procedures.values()]


def _dealing(procedure: Procedure) -> Dealing:
    spoken, day = spoken_charter(), today()
    after = spoken.ombudsmen(procedure) if procedure.ombudsman else ()
    return Dealing(
        procedure,
        [(one, spoken.promises_for(Kind.COMPLAINT, day, procedure.id, one.number)) for one in procedure.stages],
        [spoken.services[one].name for one in procedure.services],
        next(iter(after), None),
    )


@blueprint.get("/staying-in-contact")
def managing() -> Response:
    """How contact is managed: what is not accepted, what may be done, who decides, how to appeal (standards B-02)."""
    managed = spoken_charter().engagement
    if managed is None:
        abort(404)
    return show("portal/about/managing.html", managed=managed, section="promises")


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
