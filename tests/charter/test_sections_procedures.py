"""Procedures, stages and signs are read as they are written."""

from datetime import date

import pytest

from shared.charter.organisation import Charter
from shared.charter.procedure import Finding
from shared.charter.reading import load_charter, published
from shared.charter.signs import Sign
from shared.charter.vocabulary import Act, Kind, Seal

HIGHLAND, ENGLISH, WELSH = load_charter("highland"), load_charter("template"), load_charter("aled-vale")


@pytest.mark.clause("RP-6")
def test_highland_calls_its_stages_as_the_model_procedure_does() -> None:
    ours = HIGHLAND.procedures["complaint"]
    assert [stage.name for stage in ours.stages] == ["Frontline response", "Investigation"]
    assert [stage.approval for stage in ours.stages] == [False, True]
    assert [stage.at_once for stage in ours.stages] == [False, True], "a serious matter may begin at stage 2 (Sc-04)"


@pytest.mark.clause("CC-6")
def test_an_english_complaint_has_two_stages_and_no_stage_nought() -> None:
    ours = ENGLISH.procedures["complaint"]
    assert [stage.name for stage in ours.stages] == ["Stage 1", "Stage 2"], "no further names (E-07)"


# charter, findings in their order, reason
FINDINGS = [
    (HIGHLAND, ["resolved", "upheld", "partly-upheld", "not-upheld"], "in Scotland agreement comes first (Sc-14)"),
    (ENGLISH, ["upheld", "partly-upheld", "not-upheld", "resolved"], "in England upheld comes first"),
]


@pytest.mark.clause("FP-14")
@pytest.mark.parametrize(("charter", "findings", "reason"), FINDINGS)
def test_each_nation_has_its_own_outcomes(charter: Charter, findings: list[str], reason: str) -> None:
    assert [one.value for one in charter.procedures["complaint"].findings] == findings, reason


# charter, procedure, accept, ask by, ask after the answer, ombudsman's months, from, reason
LIMITS = [
    (HIGHLAND, "complaint", 6, 6, 2, 12, "knowing", "Sc-11, Sc-12, Sc-13"),
    (HIGHLAND, "social-work", 6, 6, 2, 12, "knowing", "Sc-18: the same two stages"),
    (ENGLISH, "complaint", 12, 0, 0, 12, "knowing", "E-06; no limit may be set for stage 2 (E-22)"),
    (ENGLISH, "housing", 12, 0, 0, 12, "answer", "E-32"),
    (ENGLISH, "adult-social-care", 12, 0, 0, 12, "knowing", "R-05"),
    (ENGLISH, "childrens-act", 12, 0, 0, 12, "knowing", "SI 2006/1738"),
    (WELSH, "complaint", 6, 0, 0, 12, "knowing", "W-03"),
    (WELSH, "social-services", 12, 0, 0, 12, "knowing", "WSI 2014/1794"),
]


@pytest.mark.parametrize(("charter", "name", "accept", "ask", "after", "months", "counted", "reason"), LIMITS)
def test_the_limits_of_each_procedure_are_its_nations(
    charter: Charter, name: str, accept: int, ask: int, after: int, months: int, counted: str, reason: str
) -> None:
    one = charter.procedures[name]
    assert (one.accept_months, one.ask_months, one.ask_after_answer_months) == (accept, ask, after), reason
    assert (one.ombudsman_months, one.ombudsman_from) == (months, counted), reason


@pytest.mark.clause("FP-4")
def test_only_in_scotland_is_a_late_answer_followed_up_every_twenty_working_days() -> None:
    assert HIGHLAND.procedures["complaint"].update_days == 20, "Sc-08"
    assert ENGLISH.procedures["complaint"].update_days == 0, "no number is set: house rules apply"


@pytest.mark.clause("FP-5")
@pytest.mark.parametrize("name", published())
def test_a_complaint_without_a_name_is_a_managers_to_decide(name: str) -> None:
    charter = load_charter(name)
    acts = [one.act for one in charter.promises_for(Kind.COMPLAINT, date(2027, 3, 2), "anonymous")]
    assert acts == [Act.DECIDE], "nobody can be told that we have it, or what we answer"
    assert Finding.RESOLVED not in charter.procedures["anonymous"].findings, "there is nobody to agree with"


@pytest.mark.clause("FP-7", "FP-16")
@pytest.mark.parametrize("name", published())
def test_hate_and_being_treated_worse_are_seen_by_few_and_looked_after_by_customer_relations(name: str) -> None:
    signs = load_charter(name).signs
    assert (signs[Sign.HATE].seal, signs[Sign.HATE].to) == (Seal.HATE, "customer-relations")
    assert (signs[Sign.TREATED_WORSE].seal, signs[Sign.TREATED_WORSE].to) == (Seal.TREATED_WORSE, "customer-relations")
    assert signs[Sign.HATE].signposts, "where to report it, before anything else"
