"""A policy officer who spoils a procedure or a sign is told which record is wrong, and what to do."""

from datetime import date
from pathlib import Path

import pytest

from shared.charter.reading import CharterError, load_charter, published
from shared.charter.vocabulary import Kind
from tests.charter.spoiling import spoil, told_of

TODAY = date(2027, 3, 2)
PROCEDURES, PROMISES, ROUTES = "procedures.toml", "promises.toml", "routes.toml"
ORDINARY = 'id = "complaint"\nname = "Our complaints procedure"'
SECOND = 'procedure = "complaint"\nnumber = 2\nname = "Investigation"'
DECIDED = 'id = "anonymous-decided"\nkind = "complaint"\nprocedure = "anonymous"\nstage = 1\nact = "decide"'
INVESTIGATED = 'id = "complaint-investigation-replied"\nkind = "complaint"\nprocedure = "complaint"\nstage = 2'
HATE = 'sign = "hate"'

# reason, file, what stands there, what is put in its place, the record named, words of the advice
FAULTS = [
    ("nothing says how a complaint is dealt with", PROCEDURES, ORDINARY, ORDINARY.replace('"complaint"', '"other"'),
     'procedure "complaint"', 'add a [[procedure]] with id = "complaint"'),
    ("two procedures with one id", PROCEDURES, 'id = "social-work"', 'id = "anonymous"',
     'procedure "anonymous"', "give each procedure its own id"),
    ("a stage of no procedure", PROCEDURES, SECOND, SECOND.replace('"complaint"', '"complaints"'),
     'stage "Investigation"', 'write "complaint"'),
    ("a stage is left out", PROCEDURES, SECOND, SECOND.replace("number = 2", "number = 3"),
     'procedure "complaint"', 'write each [[stage]] of "complaint" with its number'),
    ("one stage twice", PROCEDURES, SECOND, SECOND.replace("number = 2", "number = 1"),
     'procedure "complaint"', 'write each [[stage]] of "complaint" with its number'),
    ("a stage that is none", PROCEDURES, SECOND, SECOND.replace("number = 2", "number = 0"),
     'stage "Investigation"', "from 1 to 365"),
    ("a stage without a name", PROCEDURES, SECOND, SECOND.replace('"Investigation"', '""'),
     'stage ""', 'write something for "name"'),
    ("a stage that nobody can understand", PROCEDURES, 'plain = "The people nearest to it', 'plane = "The people',
     'stage "Frontline response"', 'add a line that begins "plain ="'),
    ("a promise of a stage that is none", PROMISES, INVESTIGATED, INVESTIGATED.replace("stage = 2", "stage = 3"),
     'promise "complaint-investigation-replied"', "use one of: 1, 2"),
    ("a promise of a procedure that is none", PROMISES, DECIDED, DECIDED.replace('"anonymous"', '"anonymus"'),
     'promise "anonymous-decided"', 'write "anonymous"'),
    ("a request in a procedure for complaints", PROMISES, DECIDED, DECIDED.replace('"complaint"', '"request"'),
     'promise "anonymous-decided"', 'take "procedure" away'),
    ("an ombudsman whom nobody knows", PROCEDURES, 'ombudsman = "spso"', 'ombudsman = "sppo"',
     'procedure "complaint"', 'write "spso"'),
    ("an ombudsman who counts from nowhere", PROCEDURES, '"knowing"', '"knowledge"',
     'procedure "complaint"', 'write "knowing"'),
    ("a service that nobody runs", PROCEDURES, '"children-and-families", "justice"', '"children-and-family"',
     'procedure "social-work"', 'write "children-and-families"'),
    ("a finding that nobody makes", PROCEDURES, '["resolved", "upheld"', '["resolved", "upholded"',
     'procedure "complaint"', 'write "upheld"'),
    ("nothing can be found", PROCEDURES, 'findings = ["resolved", "upheld", "partly-upheld", "not-upheld"]\n', "",
     'procedure "complaint"', 'add a line that begins "findings ="'),
    ("a list of findings that is empty", PROCEDURES,
     'findings = ["resolved", "upheld", "partly-upheld", "not-upheld"]', "findings = []",
     'procedure "complaint"', 'write at least one thing for "findings"'),
    ("months in quotation marks", PROCEDURES, "accept_months = 6", 'accept_months = "six"',
     'procedure "complaint"', "whole number without quotation marks"),
    ("a procedure that is written nowhere", PROCEDURES, 'document = "model-complaints-procedure"\n', "",
     'procedure "complaint"', 'add a line that begins "document ="'),
    ("a procedure from a document that is not listed", PROCEDURES, 'document = "data-protection-act"',
     'document = "data-protection-acts"', 'procedure "data-protection"', 'write "data-protection-act"'),
    ("a misspelt key of a procedure", PROCEDURES, "ask_months = 6", "asks_months = 6",
     'procedure "complaint"', 'write "ask_months"'),
    ("a misspelt key of a stage", PROCEDURES, "at_once = true", "atonce = true",
     'stage "Investigation"', 'write "at_once"'),
    ("neither yes nor no", PROCEDURES, "at_once = true", 'at_once = "yes"',
     'stage "Investigation"', "true or false"),
    ("a sign that nobody knows", ROUTES, HATE, 'sign = "hat"', 'sign "hat"', 'write "hate"'),
    ("one sign twice", ROUTES, HATE, 'sign = "treated-worse"', 'sign "treated-worse"', "give each sign its own sign"),
    ("a sign that goes to nobody", ROUTES, 'to = "customer-relations"\nseal = "hate"',
     'to = "customer-relation"\nseal = "hate"', 'sign "hate"', 'write "customer-relations"'),
    ("a seal that nobody opens", ROUTES, 'seal = "hate"', 'seal = "hat"', 'sign "hate"', 'write "hate"'),
    ("help that is not there", ROUTES, '["police-scotland"]', '["police-ireland"]', 'sign "hate"', "police-scotland"),
    ("a sign asked in a kind that is none", ROUTES, 'kinds = ["complaint", "request", "comment"]',
     'kinds = ["complain", "request"]', 'sign "hate"', 'write "complaint"'),
    ("a sign that takes a procedure that is none", ROUTES, 'procedure = "data-protection"', 'procedure = "privacy"',
     'sign "data-protection"', "data-protection"),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "file", "old", "new", "record", "advice"), FAULTS, ids=[row[0] for row in FAULTS])
def test_a_policy_officer_is_told_what_is_wrong_with_a_procedure(
    highland: Path, reason: str, file: str, old: str, new: str, record: str, advice: str
) -> None:
    spoil(highland, file, old, new)
    told_of(highland, file, record, advice, reason)


def test_a_stage_that_no_promise_ends_is_named(highland: Path) -> None:
    spoil(highland, PROMISES, INVESTIGATED, INVESTIGATED.replace("stage = 2", "stage = 1"))
    with pytest.raises(CharterError) as refused:
        load_charter(str(highland))
    (told,) = [fault for fault in refused.value.faults if fault.file == PROCEDURES]
    assert told.record == 'procedure "complaint"'
    assert told.advice == 'add a [[promise]] with procedure = "complaint", stage = 2 and act = "reply"'


def test_one_slip_in_a_procedure_is_told_once(highland: Path) -> None:
    spoil(highland, PROCEDURES, 'ombudsman = "spso"', 'ombudsman = "sppo"')
    with pytest.raises(CharterError) as refused:
        load_charter(str(highland))
    assert [(fault.file, fault.record) for fault in refused.value.faults] == [(PROCEDURES, 'procedure "complaint"')]


@pytest.mark.clause("RP-6", "CC-6")
@pytest.mark.parametrize("name", published())
def test_every_stage_of_every_council_ends_by_a_day_and_can_be_understood(name: str) -> None:
    charter = load_charter(name)
    for procedure in charter.procedures.values():
        assert procedure.clause.number and procedure.clause.words and procedure.plain.endswith("."), procedure.id
        for stage in procedure.stages:
            acts = {one.act for one in charter.promises_for(Kind.COMPLAINT, TODAY, procedure.id, stage.number)}
            assert acts & {"reply", "decide"}, (procedure.id, stage.number)
            assert stage.plain.endswith("."), stage.name
