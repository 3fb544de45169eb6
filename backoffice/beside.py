"""What stands on the page of a case besides its own story: what is new, appointments, worries about safety."""

from typing import Any

from backoffice.alike import alike
from backoffice.guard import me
from shared.casework import concerns, diary, news, procedures, surveys
from shared.casework.steps import meanings_of, to_explain
from shared.charter.access import Right
from shared.charter.procedure import ProcedureStage
from shared.models.appointments import Appointment, Arranged
from shared.models.cases import Case
from shared.models.decisions import Decision
from shared.web.council import charter
from shared.web.language import spoken_charter
from shared.web.now import now
from shared.web.unit_of_work import db


def beside(case: Case) -> dict[str, Any]:
    """What those parts of the page are given. Of a worry they show that there is one, and never what it is."""
    return {
        "unread": news.unread(db(), case),
        "meanings": meanings_of(case),
        "to_explain": to_explain(case),
        "appointments": diary.of(db(), case),
        "unmarked": _unmarked,
        "place_named": lambda one: diary.place_named(one.place, one.how, charter()),
        "concerns": concerns.of(db(), case),
        "sees_concerns": me().may(Right.SEE_CONCERNS),
        **alike(case),
        "stages_written": stages_written(case),
        "may_say_how": surveys.may_still_say(case, at=now()),
    }


def _unmarked(appointment: Appointment) -> bool:
    """Its time has passed, and nobody has written down whether it took place."""
    passed = appointment.starts_at <= now() and not diary.choices(appointment, now())
    return passed and appointment.state in (Arranged.OFFERED, Arranged.CONFIRMED)


def stages_written(case: Case) -> list[tuple[ProcedureStage, Decision]]:
    """What each stage of a complaint has decided, or is about to, as far as anything is written."""
    procedure = procedures.of_case(case, spoken_charter())
    if procedure is None:
        return []
    made = [(stage, procedures.decision_of(case, stage.number)) for stage in procedure.stages]
    return [(stage, one) for stage, one in made if one and (one.issued_at or one.points or one.outcome)]
