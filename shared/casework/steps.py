"""Which steps are open to whom on a case: the charter's table, asked with the facts of one case and one person."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from shared.casework import engaging, hearing, procedures
from shared.casework.timeline import tells_of
from shared.charter.access import Right
from shared.charter.effects import Approach, answer
from shared.charter.measures import APPEAL, Measure
from shared.charter.organisation import Charter
from shared.charter.passages import PASSAGES, STAFF_STEPS, Position, refusal, resting_stage
from shared.charter.procedure import ANONYMOUS
from shared.charter.workflow import Stage, Step, StepRefused, Why
from shared.models.cases import Case
from shared.models.decisions import Decision
from shared.models.happened import Happened
from shared.models.meanings import Meaning
from shared.models.staff import Staff


class StaleCase(Exception):
    """Somebody else acted on the case after this person opened it: nothing is saved, both texts are shown."""

    def __init__(self, case: Case, seen: int) -> None:
        self.case, self.seen = case, seen
        super().__init__(f"{case.reference} is at {case.version}, seen at {seen}")


def position(case: Case, by: Staff | None, charter: Charter) -> Position:
    """Where the case stands, and where this person stands to it; `by` is None for the customer."""
    return Position(
        **_under_measures(case, by, charter),
        kind=case.kind,
        stage=case.stage,
        has_team=case.team is not None,
        has_owner=case.owner is not None,
        mine=by is not None and case.owner is not None and case.owner.id == by.id,
        my_team=by is not None and case.team is not None and in_reach(by, case.team, charter),
        open_acts=frozenset(clock.act for clock in case.clocks if clock.open),
        stopped=any(clock.open and clock.due_on is None for clock in case.clocks),
        rights=by.rights if by else frozenset(),
        asked_to_explain=bool(to_explain(case)),
        **_in_its_procedure(case, by, charter),
    )


def _under_measures(case: Case, by: Staff | None, charter: Charter) -> dict[str, Any]:
    """What restrictions of the customer, or an appeal against one, mean for this person on this case."""
    if by is None:
        return {}
    if case.procedure == APPEAL and case.appeal_against is not None:
        return hearing.of(case.appeal_against.restriction, by, charter)
    ruling = answer(engaging.effects_of(case, None, charter), Approach.REPLY, case=case.id, by=by.id)
    named = ruling.because is Measure.NAMED_PERSON and engaging.named_person(case, None, charter) is not None
    return {"named_other": named, "matter_closed": ruling.because is Measure.CLOSED_MATTER}


def _in_its_procedure(case: Case, by: Staff | None, charter: Charter) -> dict[str, Any]:
    """How far a complaint is, and what this person had to do with it before; nothing for every other kind."""
    kept_apart = by is not None and is_kept_apart(case, by)
    procedure = procedures.of_case(case, charter)
    if procedure is None:
        return {"kept_apart": kept_apart}
    current = procedures.decision_of(case)
    following = procedure.after(case.stage_number)
    return {
        "kept_apart": kept_apart,
        "procedure": procedure.id,
        "has_next_stage": following is not None,
        # Once answered, it may go on although something that the customer added has opened this stage again.
        "next_at_once": following is not None
        and (following.at_once or procedures.answered_on(case, charter) is not None),
        "stage_answered": current is not None and current.issued_at is not None,
        "decided_earlier": by is not None and by.id in procedures.decided_by(case, before=case.stage_number),
        "nameless": procedure.id == ANONYMOUS,
        "came_late": procedures.came_late(case, charter),
        "accepted_late": current is not None and bool(current.late_reason),
        "approval_asked": current is not None and current.approval_asked_at is not None and not current.approved_at,
        "wrote_decision": by is not None and current is not None and _wrote(case, current, by),
    }


def _wrote(case: Case, decision: Decision, by: Staff) -> bool:
    """Did this person ask for it to be read, or write any part of it?"""
    return decision.approval_asked_by_id == by.id or (
        decision.approval_asked_at is not None and by.id in procedures.writers(case)
    )


def is_kept_apart(case: Case, by: Staff) -> bool:
    """Does this person neither see the case nor act on it: it is about them, or they have a conflict of interest?"""
    if not tells_of(case, Happened.KEPT_APART):
        return False
    return any(one.staff_id == by.id and one.ended_at is None for one in case.kept_apart)


def to_explain(case: Case) -> list[Meaning]:
    """What somebody has asked us to explain and nobody has yet, the oldest first (clause CH-7)."""
    return [one for one in meanings_of(case) if one.explained_at is None]


def meanings_of(case: Case) -> list[Meaning]:
    """Everything that somebody has asked us to explain on a case, the oldest first."""
    return case.meanings if tells_of(case, Happened.EXPLANATION_ASKED) else []


def in_reach(by: Staff, team: str, charter: Charter) -> bool:
    """Is that team this person's own, or one of the area that they head?"""
    if by.team == team:
        return True
    return by.may(Right.SEE_OWN_AREA) and team in teams_of_area(by.team, charter)


def teams_of_area(team: str, charter: Charter) -> frozenset[str]:
    """Every team whose service lies in the same area as this team's."""
    own = charter.services.get(charter.teams[team].service) if team in charter.teams else None
    if own is None:
        return frozenset({team})
    services = {service.id for service in charter.services.values() if service.area == own.area}
    return frozenset(t.id for t in charter.teams.values() if t.service in services) | {team}


def steps_for(case: Case, by: Staff, charter: Charter) -> Mapping[Step, Why | None]:
    """Every step that staff know of, with the reason why it is not open now, or None where it is."""
    where = position(case, by, charter)
    return {step: refusal(step, where) for step in STAFF_STEPS}


def require(step: Step, case: Case, *, by: Staff | None, charter: Charter) -> None:
    """Raises `StepRefused` when the table does not allow this step now."""
    why = refusal(step, position(case, by, charter))
    if why is not None:
        raise StepRefused(step, why, team=charter.team_name(case.team))


def require_words(step: Step, words: str) -> None:
    """Raises `StepRefused` where a step needs a reason or a text and has none."""
    if not words.strip():
        raise StepRefused(step, Why.REASON_MISSING)


def require_fresh(case: Case, seen: int | None) -> None:
    """Raises `StaleCase` when the case has moved on since it was seen; None asks for no check."""
    if seen is not None and seen != case.version:
        raise StaleCase(case, seen)


def move(case: Case, step: Step) -> None:
    """Take the case to the stage in which this step ends, if it moves at all."""
    ends = PASSAGES[step].ends
    if ends is not None:
        case.stage = ends


def rest(case: Case) -> None:
    """Back to the stage where the case lies while nobody waits for the customer."""
    case.stage = resting_stage(has_team=case.team is not None, accepted=case.accepted_at is not None)
    case.waiting_until = None


def end_rest(case: Case, *, on: date, how: str = "") -> None:
    """A complaint that rests does so no longer; nothing for every other."""
    if case.stage is Stage.RESTING:
        for one in case.rests:
            if one.ended_on is None:
                one.ended_on, one.how = on, how
        case.rest_until = None
        case.stage = resting_stage(has_team=case.team is not None, accepted=case.accepted_at is not None)


def is_closed(case: Case) -> bool:
    """Has it been answered, withdrawn or closed for another reason?"""
    return case.stage is Stage.CLOSED
