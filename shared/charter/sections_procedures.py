"""How complaints are dealt with, made from its records: procedures, their stages, signs of a special route."""

from collections.abc import Mapping, Sequence

from shared.charter.procedure import Finding, Procedure, ProcedureStage
from shared.charter.records import Record, nearest
from shared.charter.sections_promises import Documents, clause
from shared.charter.signs import Sign, SignRule
from shared.charter.vocabulary import Kind, Seal

#: From which day an ombudsman counts: from when somebody knew what went wrong, or from the council's last answer.
_COUNTED_FROM = ("knowing", "answer")


def stage(record: Record) -> ProcedureStage:
    """One stage of a procedure."""
    return ProcedureStage(
        procedure=record.text("procedure"),
        number=record.number("number"),
        name=record.text("name"),
        plain=record.text("plain"),
        approval=record.flag("approval", default=False),
        at_once=record.flag("at_once", default=False),
    )


def procedure(record: Record, stages: Sequence[ProcedureStage], documents: Documents, known: set[str]) -> Procedure:
    """One way in which complaints are dealt with; its stages stand in records of their own."""
    name = record.text("id")
    own = tuple(sorted((one for one in stages if one.procedure == name), key=lambda one: one.number))
    if [one.number for one in own] != list(range(1, len(own) + 1)) or not own:
        record.fault("its stages are not numbered 1, 2 and so on", f'write each [[stage]] of "{name}" with its number')
    counted = record.text("ombudsman_from", default="knowing")
    if counted not in _COUNTED_FROM:
        record.fault(f'"ombudsman_from" is "{counted}", which is not known', nearest(counted, _COUNTED_FROM))
    return Procedure(
        id=name,
        name=record.text("name"),
        plain=record.text("plain"),
        clause=clause(record, documents, known),
        stages=own,
        findings=record.choices("findings", Finding, needed=True),
        services=record.texts("services", default=()),
        ombudsman=record.text("ombudsman", default=""),
        ombudsman_months=record.number("ombudsman_months", default=0, least=0),
        ombudsman_from=counted,
        accept_months=record.number("accept_months", default=0, least=0),
        ask_months=record.number("ask_months", default=0, least=0),
        ask_after_answer_months=record.number("ask_after_answer_months", default=0, least=0),
        update_days=record.number("update_days", default=0, least=0),
        statutory=record.flag("statutory", default=False),
        reading=record.text("reading", default=""),
    )


def sign(record: Record, documents: Documents, known: set[str]) -> SignRule:
    """What one sign does to a contact."""
    return SignRule(
        sign=record.choice("sign", Sign),
        name=record.text("name"),
        plain=record.text("plain"),
        clause=clause(record, documents, known),
        question=record.text("question", default=""),
        words=record.texts("hints", default=()),
        to=record.text("to", default=""),
        procedure=record.text("procedure", default=""),
        seal=record.choice("seal", Seal, Seal.NONE),
        signposts=record.texts("signposts", default=()),
        kinds=record.choices("kinds", Kind),
    )


def by_sign(rules: Sequence[SignRule]) -> Mapping[Sign, SignRule]:
    """The rules by their signs, in the order in which the charter lists them."""
    return {rule.sign: rule for rule in rules}
