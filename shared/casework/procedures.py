"""Which procedure a complaint takes, how far it is, and what each of its stages has decided."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from shared.casework.timeline import tells_of
from shared.charter.organisation import Charter
from shared.charter.procedure import ORDINARY, Procedure, ProcedureStage, choose_procedure, last_day_to_complain
from shared.charter.signs import Sign
from shared.charter.vocabulary import Kind
from shared.models.cases import Case
from shared.models.decisions import Decision, Point
from shared.models.happened import Happened

#: Where the history tells of none of these, no stage of the case has anything to decide yet.
_TELL_OF_DECISIONS = (
    Happened.ESCALATED,
    Happened.POINTS_CHANGED,
    Happened.POINTS_SENT,
    Happened.POINTS_AGREED,
    Happened.DECISION_CHANGED,
    Happened.TAKEN_UP,
    Happened.ACCEPTED_LATE,
    Happened.REMEDY_CHANGED,
    Happened.LESSON_CHANGED,
    Happened.DECIDED,
)
#: Writing a decision, reading it before it leaves, and issuing it.
_OF_DECIDING = frozenset({Happened.DECISION_CHANGED, Happened.APPROVED, Happened.RETURNED, Happened.DECIDED})


def of_case(case: Case, charter: Charter) -> Procedure | None:
    """The procedure by which a complaint is dealt with; None for every other kind."""
    if case.kind is not Kind.COMPLAINT:
        return None
    return charter.procedures.get(case.procedure) or charter.procedures[ORDINARY]


def stage_of(case: Case, charter: Charter) -> ProcedureStage | None:
    """The stage of its procedure that a complaint is in; None for every other kind."""
    procedure = of_case(case, charter)
    return procedure.stage(case.stage_number) if procedure else None


def named(charter: Charter, kind: Kind, service: str | None, signs: Collection[Sign], *, nameless: bool) -> str:
    """The id of the procedure that a contact takes; empty where it is no complaint."""
    if kind is not Kind.COMPLAINT:
        return ""
    asked = [charter.signs[one].procedure for one in signs if one in charter.signs]
    chosen = choose_procedure(charter.procedures, service=service, asked=asked, nameless=nameless)
    return chosen.id


def is_nameless(case: Case) -> bool:
    """Does nobody know who complains, nor how to reach them (clause FP-5)?"""
    return case.customer is None and not tells_of(case, Happened.AUTHORITY_ASKED, Happened.AUTHORITY_SETTLED)


def began_on(case: Case) -> date:
    """The day on which the stage that the case is in began: that of receipt, or of asking for the next stage."""
    decision = decision_of(case) if case.stage_number > 1 else None
    return decision.began_on if decision else case.received_on


def last_day(case: Case, charter: Charter) -> date | None:
    """The last day on which this complaint would have been in time: advice to staff, never a refusal (E-06, Sc-11).

    None where no limit was set, or nobody knows when it happened.
    """
    procedure = of_case(case, charter)
    return last_day_to_complain(procedure, case.happened_on) if procedure and case.happened_on else None


def came_late(case: Case, charter: Charter) -> bool:
    """Did a complaint come after the day to which such a matter may be complained about?"""
    last = last_day(case, charter)
    return last is not None and case.received_on > last


def decision_of(case: Case, stage: int | None = None) -> Decision | None:
    """What a stage has to decide: the one that the case is in, unless another is named; None before its first word."""
    if not tells_of(case, *_TELL_OF_DECISIONS):
        return None
    wanted = stage or case.stage_number
    return next((one for one in case.decisions if one.stage == wanted and one.procedure == case.procedure), None)


def answered_on(case: Case, charter: Charter) -> date | None:
    """The day of the latest answer of the stage that a complaint is in; it may have been opened again since."""
    decided = [one for one in case.happenings if one.what is Happened.DECIDED]
    here = [one.at for one in decided if one.facts["stage"] == case.stage_number]
    return here[-1].astimezone(charter.organisation.time_zone).date() if here else None


def decision_to_write(case: Case) -> Decision:
    """The same, begun if nobody has: whoever calls writes into the history what they did."""
    found = decision_of(case)
    if found is None:
        number = case.stage_number
        case.decisions[:] = [one for one in case.decisions if one.stage != number]
        found = begun(case.procedure, number, case.received_on, sought=case.wanted)
        case.decisions.append(found)
    return found


def decided_by(case: Case, *, before: int) -> frozenset[int]:
    """Those who decided an earlier stage, wrote its decision or read it first: none of them decides the next (E-21)."""
    earlier = [one for one in case.decisions if one.stage < before] if before > 1 else []
    people = ((one.issued_by_id, one.approval_asked_by_id, one.approved_by_id) for one in earlier)
    named = {who for three in people for who in three if who is not None}
    return frozenset(named | (_had_a_part(case, before) if earlier else set()) | _of_those_joined(case, before))


def _of_those_joined(case: Case, before: int) -> set[int]:
    """Those who decided an earlier stage of a case that goes on in this one: what they decided is now read here."""
    people: dict[str, list[int]] = {}
    for line in case.happenings if before > 1 else ():
        if line.what is Happened.JOINED and "joined" in line.facts:
            people[line.facts["joined"]] = line.facts.get("decided_by", [])
        elif line.what is Happened.PARTED:
            people.pop(line.facts.get("parted", ""), None)
    return {one for those in people.values() for one in those}


def _had_a_part(case: Case, before: int) -> set[int]:
    """Whoever the history names as having written or read a decision that left, also where others finished it.

    A draft that never left is no decision: where a complaint went on as too serious, its writer may go on with it.
    """
    people: set[int] = set()
    here: set[int] = set()
    for line in case.happenings:
        if line.what is Happened.ESCALATED:
            here = set()
            if line.facts["number"] >= before:
                break
        elif line.what in _OF_DECIDING and line.staff_id is not None:
            here.add(line.staff_id)
            if line.what is Happened.DECIDED:
                people |= here
    return people


def writers(case: Case) -> frozenset[int]:
    """Whoever wrote any part of the decision of the stage that a complaint is in: none of them reads it for us."""
    people: set[int] = set()
    for line in case.happenings:
        if line.what is Happened.ESCALATED:
            people.clear()
        elif line.what is Happened.DECISION_CHANGED and line.staff_id is not None:
            people.add(line.staff_id)
    return frozenset(people)


def begun(
    procedure: str,
    stage: int,
    on: date,
    *,
    sought: str,
    definition: str = "",
    asked: str = "",
    points: Sequence[str] = (),
) -> Decision:
    """A decision at the beginning of its stage: what is known of the complaint by then, and nothing decided."""
    unsaid = ("agreed_how", "late_reason", "reasons", "met_how", "no_remedy", "returned")
    empty: dict[str, Any] = dict.fromkeys(unsaid, "")
    known = [Point(number=number, words=one, reasons="") for number, one in enumerate(points, 1)]
    return Decision(
        procedure=procedure,
        stage=stage,
        began_on=on,
        sought=sought,
        definition=definition,
        asked=asked,
        points=known,
        **empty,
    )
