"""Where a complaint is in its procedure, what makes a case special, what it is tied to: said on its page."""

import secrets
from contextlib import suppress
from datetime import date
from typing import Any

from backoffice.guard import me
from shared.casework import clocks, conflicts, finding, linking, procedures, routes, timeline
from shared.charter.calendar import BeyondHorizon
from shared.charter.information import answer_information_by
from shared.charter.procedure import AskingLimits, asking_limits
from shared.charter.signs import Sign
from shared.charter.workflow import Stage
from shared.models.cases import Case
from shared.models.happened import Happened
from shared.web.council import charter
from shared.web.language import spoken_charter
from shared.web.now import today
from shared.web.unit_of_work import db


def where_it_is(case: Case) -> dict[str, Any]:
    """What those parts of the page are given."""
    spoken = spoken_charter()
    procedure = procedures.of_case(case, spoken)
    suggested = routes.hints(case, charter()) if case.stage is not Stage.CLOSED else ()
    return {
        "procedure": procedure,
        "at_stage": procedure.stage(case.stage_number) if procedure else None,
        "began_on": procedures.began_on(case),
        "last_day": procedures.last_day(case, charter()),
        "came_late": procedures.came_late(case, charter()),
        "to_decide": procedures.decision_of(case),
        "asking": _asking(case),
        "rests": case.rests if timeline.tells_of(case, Happened.RESTED) else [],
        "signs": [spoken.signs[one] for one in case.signs if one in spoken.signs],
        "hints": [(spoken.signs[one.sign], one.found) for one in suggested],
        "aside_once": secrets.token_urlsafe(12),
        "kept_apart": conflicts.apart_from(case),
        "ties": _ties(case),
        "information_by": _information_by(case),
        "weeks": _weeks_open(case) if procedure else 0,
    }


def _weeks_open(case: Case) -> int:
    """How many weeks an open complaint has taken through all its stages; ombudsmen look for 12 at most (E-23)."""
    return (today() - case.received_on).days // 7 if case.closed_at is None else 0


def _information_by(case: Case) -> date | None:
    """By when the law wants an answer to a request for information, counted from the day on which it came to us."""
    if Sign.INFORMATION not in case.signs:
        return None
    with suppress(BeyondHorizon):
        return answer_information_by(case.received_on, charter().organisation.nation)
    return None


def _asking(case: Case) -> AskingLimits | None:
    """By when the next stage is to be asked for, once this one is answered; None where there is none."""
    procedure, decision = procedures.of_case(case, charter()), procedures.decision_of(case)
    if procedure is None or procedure.is_last(case.stage_number) or decision is None or decision.issued_at is None:
        return None
    answered = clocks.today_of(charter(), decision.issued_at)
    return asking_limits(procedure, known_on=case.happened_on, answered_on=answered)


def _ties(case: Case) -> list[dict[str, Any]]:
    """The cases that this one is tied to, as far as this person may see them, and which of the two comes first."""
    links = linking.ties_of(db(), case)
    others = [link.other if link.case_id == case.id else link.case for link in links]
    seen = finding.seen_among(db(), others, me(), charter())
    return [
        {"what": link.what, "first": link.case_id == case.id, "other": other}
        for link, other in zip(links, others, strict=True)
        if other.id in seen
    ]
