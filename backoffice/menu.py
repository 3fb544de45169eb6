"""What the menu counts, asked once for a page however many places show it."""

from typing import Any, cast

from flask import g

from backoffice.blueprint import blueprint
from backoffice.guard import me
from shared.casework.menu import InMenu, in_menu
from shared.web.council import charter
from shared.web.now import today
from shared.web.unit_of_work import db


@blueprint.app_context_processor
def _for_menu() -> dict[str, Any]:
    """How many incidents and pleas, and how many restrictions, wait for whoever is signed in."""
    return {
        "incidents_waiting": lambda: _counted().incidents,
        "restrictions_waiting": lambda: _counted().restrictions,
    }


def _counted() -> InMenu:
    if "in_menu" not in g:
        g.in_menu = in_menu(db(), me(), charter(), today=today())
    return cast(InMenu, g.in_menu)
