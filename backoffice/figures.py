"""Figures: how much came in, and how many promises were kept; sums only, nobody is named."""

from datetime import date, timedelta

from flask import Response

from backoffice.blueprint import blueprint
from backoffice.guard import may
from shared.casework import equality
from shared.casework import figures as sums
from shared.charter.access import Right
from shared.web.council import charter
from shared.web.now import today
from shared.web.pages import show
from shared.web.unit_of_work import db


@blueprint.get("/figures")
@may(Right.SEE_FIGURES)
def figures() -> Response:
    """This year, and the last 90 days."""
    day = today()
    periods = [
        _period("year", date(day.year, 1, 1), day),
        _period("quarter", day - timedelta(days=89), day),
    ]
    year_ago = (day.replace(day=1) - timedelta(days=335)).replace(day=1)
    return show(
        "backoffice/figures/figures.html",
        periods=periods,
        unowned=sums.unowned(db()),
        who=equality.counted(db(), since=year_ago, until=day),
        fewest=equality.FEWEST,
        said=sums.said_of_us(db(), since=year_ago, until=day, zone=charter().organisation.time_zone),
        fewest_said=sums.FEWEST_SAID,
    )


def _period(name: str, since: date, until: date) -> dict[str, object]:
    kept = sums.promises_kept(db(), since=since, until=until)
    settled = sum(row.settled for row in kept)
    return {
        "name": name,
        "since": since,
        "received": sums.received(db(), since=since, until=until),
        "kept": kept,
        "settled": settled,
        "in_time": sum(row.kept + row.given for row in kept),
    }
