"""What stands on the page of a case besides its own story: what is new, appointments, worries about safety."""

from typing import Any

from backoffice.guard import me
from shared.casework import concerns, diary, news
from shared.casework.steps import meanings_of, to_explain
from shared.charter.access import Right
from shared.models.cases import Case
from shared.web.council import charter
from shared.web.unit_of_work import db


def beside(case: Case) -> dict[str, Any]:
    """What those parts of the page are given. Of a worry they show that there is one, and never what it is."""
    return {
        "unread": news.unread(db(), case),
        "meanings": meanings_of(case),
        "to_explain": to_explain(case),
        "appointments": diary.of(db(), case),
        "place_named": lambda one: diary.place_named(one.place, one.how, charter()),
        "concerns": concerns.of(db(), case),
        "sees_concerns": me().may(Right.SEE_CONCERNS),
    }
