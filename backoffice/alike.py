"""What stands on the page of a case about others like it: told twice by one person, or alike from several."""

import secrets
from typing import Any

from backoffice.guard import me
from shared.casework import duplicates, grouping
from shared.models.cases import Case
from shared.web.council import charter
from shared.web.unit_of_work import db


def alike(case: Case) -> dict[str, Any]:
    """What those parts of the page are given."""
    return {
        "alike": duplicates.likely(db(), case, me(), charter()),
        "alike_once": secrets.token_urlsafe(12),
        "group": grouping.group_of(db(), case),
    }
