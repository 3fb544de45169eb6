"""How often somebody was in contact with us, drawn and as a table: evidence for a person, never a verdict (RP-20)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import Response, request

from backoffice.blueprint import blueprint
from backoffice.guard import NUMBER, may, me
from backoffice.restrictions_contact import person_or_404
from shared.casework import volumes
from shared.casework.volumes import Span, Volumes
from shared.charter.access import Right
from shared.models.customers import Customer
from shared.web.council import charter
from shared.web.now import today
from shared.web.pages import show
from shared.web.unit_of_work import db

#: The drawing in its own units; how large it is on a page, the page decides.
WIDTH, HEIGHT = 720, 160


@dataclass(frozen=True)
class Bar:
    """One day, week or month in the drawing: where it stands, how high, and what it stands for."""

    day: date
    count: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Drawing:
    """A chart of bars, in units of its own; `most` is the highest."""

    bars: Sequence[Bar]
    most: int
    width: int = WIDTH
    height: int = HEIGHT


def drawn(counted: Sequence[tuple[date, int]]) -> Drawing:
    """Bars of one width from left to right, the highest as high as the drawing; nothing is left out, or cut off."""
    most = max((count for _day, count in counted), default=0)
    step = WIDTH / max(len(counted), 1)
    bars = []
    for place, (day, count) in enumerate(counted):
        height = round(HEIGHT * count / most, 2) if most else 0.0
        bars.append(Bar(day, count, round(place * step, 2), HEIGHT - height, round(step * 0.8, 2), height))
    return Drawing(bars, most)


def volumes_for(customer: Customer) -> Volumes:
    """How often this customer was in contact, as far as whoever is signed in may know which cases it was about."""
    return volumes.of_customer(db(), customer, me(), today=today(), charter=charter())


@blueprint.get(f"/customers/<{NUMBER}:number>/volumes")
@may(Right.PROPOSE_RESTRICTIONS)
def contact_volumes(number: int) -> Response:
    """Their contacts over twelve months, by day, by week or by month."""
    person = person_or_404(number)
    span = next((one for one in Span if one == request.args.get("by")), Span.MONTH)
    return show("backoffice/volumes/volumes.html", person=person, span=span)


@blueprint.context_processor
def _for_templates() -> dict[str, object]:
    return {"volumes_for": volumes_for, "drawn": drawn}
