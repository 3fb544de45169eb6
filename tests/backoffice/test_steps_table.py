"""Who finds which steps open on a case, stage by stage, and why the others are not."""

import re

import pytest

from shared.charter.vocabulary import Kind
from tests.backoffice.desk import Office

ALWAYS = {"hear", "write", "note", "join", "keep-apart"}
TRIAGE = ALWAYS | {"acknowledge", "route", "ask", "change-kind", "split", "signs", "close", "appointments"}
OFFERED = TRIAGE | {"accept", "send-back"}
HELD = TRIAGE | {"reply", "explain"}
WAITING = (HELD | {"carry-on"}) - {"ask", "explain"}
AFTER = ALWAYS | {"reopen"}
NOT_FOUND, NOT_ALLOWED = 404, 403

TABLE = [
    # stage, who, what they find, why
    ("received", "triage", TRIAGE, "triage routes, and may do all that needs no team"),
    ("received", "relations", TRIAGE, "customer relations stand in for triage"),
    ("received", "worker", NOT_FOUND, "no team has it, so no team sees it"),
    ("received", "leader", NOT_FOUND, "a leader sees the team's cases, and it is nobody's"),
    ("received", "head", NOT_FOUND, "a head sees the area's cases, and it is nobody's"),
    ("received", "councillor", NOT_FOUND, "councillors see views about their own policies only"),
    ("received", "analyst", NOT_ALLOWED, "analysts see figures, never cases"),
    ("received", "administrator", NOT_ALLOWED, "administrators see accounts, never cases"),
    ("offered", "triage", TRIAGE, "triage can route again, and cannot accept for a team"),
    ("offered", "worker", OFFERED, "the team says yes or no"),
    ("offered", "leader", OFFERED, "a leader is one of the team; there is nobody to give it to yet"),
    ("offered", "head", OFFERED, "a head may act for a team of the area"),
    ("offered", "relations", OFFERED, "customer relations may act for any team"),
    ("offered", "stranger", NOT_FOUND, "another team's case"),
    ("in-hand", "triage", TRIAGE, "triage no longer answers what a team has taken"),
    ("in-hand", "worker", HELD, "the owner has it already, so there is nothing to take"),
    ("in-hand", "colleague", HELD | {"take"}, "a colleague may step in"),
    ("in-hand", "leader", HELD | {"take", "give"}, "a leader shares out the work"),
    ("in-hand", "head", HELD | {"take", "give"}, "so does a head of service"),
    ("in-hand", "relations", HELD | {"take", "give"}, "customer relations may work any team's case"),
    ("in-hand", "stranger", NOT_FOUND, "another team's case"),
    ("waiting", "triage", (TRIAGE | {"carry-on"}) - {"ask"}, "asked once, not twice; the wait can be ended"),
    ("waiting", "worker", WAITING, "the clock stands still, so there is no date to move"),
    ("closed", "triage", AFTER, "closed is not shut: it opens again with a reason"),
    ("closed", "worker", AFTER, "so it does for the team"),
    ("closed", "stranger", NOT_FOUND, "another team's case, closed or not"),
]


def _at(stage: str, office: Office) -> str:
    if stage == "received":
        return office.case().reference
    if stage == "offered":
        case = office.case()
        office.desk(office.cast.triage).takes("route", case, to=f"team:{office.cast.team}", reason="Theirs.")
        return case.reference
    case = office.case(held_by=office.cast.worker)
    desk = office.desk(office.cast.worker)
    if stage == "waiting":
        desk.takes("ask", case, words="Which lamp post is it?")
    if stage == "closed":
        desk.takes("reply", case, words="We mended it.")
    return case.reference


def _toolbar(html: str) -> set[str]:
    found = re.search(r'<nav class="bw-toolbar".*?</nav>', html, re.DOTALL)
    return set(re.findall(r'href="/office/cases/[^/"]+/([a-z-]+)#step"', found[0])) if found else set()


@pytest.mark.clause("FP-13", "CC-5")
def test_each_role_finds_the_steps_that_the_table_gives_it_at_each_stage(office: Office) -> None:
    references = {stage: _at(stage, office) for stage in ("received", "offered", "in-hand", "waiting", "closed")}
    for stage, who, expected, why in TABLE:
        answer = office.desk(getattr(office.cast, who)).sees(references[stage])
        found = _toolbar(answer.text) if answer.status_code == 200 else answer.status_code
        assert found == expected, f"{stage}, {who}: {why}"


def test_a_case_of_another_team_is_not_there_as_page_step_part_or_post(office: Office) -> None:
    case = office.case(held_by=office.cast.worker)
    stranger = office.desk(office.cast.stranger)
    assert stranger.sees(case).status_code == 404
    for step in ("reply", "note", "route", "accept"):
        assert stranger.opens(step, case).status_code == 404, step
        assert stranger.opens(step, case, part=True).status_code == 404, step
        assert stranger.takes(step, case, seen=1, words="Mine now", reason="Mine now").status_code == 404, step
    assert stranger.client.get(f"/office/cases/{case.reference}", headers={"HX-Request": "true"}).status_code == 404
    assert office.now(case.reference).version == case.version


def test_a_reference_that_nobody_has_looks_the_same_as_one_that_is_not_mine(office: Office) -> None:
    case = office.case(held_by=office.cast.worker)
    stranger = office.desk(office.cast.stranger)
    assert stranger.sees(case).status_code == 404
    for unknown in ("HC-0000-0000", "HC-7Q4K-2M9P", "nonsense", "%00", "HC-' OR 1=1", "x" * 500):
        assert stranger.sees(unknown).status_code == 404, unknown
        assert stranger.opens("note", unknown).status_code == 404, unknown
        assert stranger.takes("note", unknown, seen=1, words="Hello").status_code == 404, unknown
        assert stranger.client.get(f"/office/recorded/{unknown}").status_code == 404, unknown


def test_a_reference_typed_in_small_letters_finds_its_case(office: Office) -> None:
    case = office.case()
    assert office.desk(office.cast.triage).sees(case.reference.lower()).status_code == 200


def test_a_step_that_is_not_open_says_why_and_does_nothing(office: Office) -> None:
    case = office.case()
    triage = office.desk(office.cast.triage)
    asked = triage.opens("reply", case)
    assert asked.status_code == 409
    assert "No team has accepted this case yet." in asked.text
    tried = triage.takes("reply", case, words="Our whole answer")
    assert tried.status_code == 409
    assert "No team has accepted this case yet." in tried.text
    assert "Our whole answer" in tried.text
    assert office.now(case.reference).version == case.version


def test_the_page_says_why_the_other_steps_are_not_open(office: Office) -> None:
    triage = office.desk(office.cast.triage)
    cases = {kind: office.case(kind) for kind in (Kind.COMPLIMENT, Kind.REQUEST)}
    for kind, step, sentence in (
        (Kind.COMPLIMENT, "acknowledge", "We do not know yet whom this compliment praises."),
        (Kind.COMPLIMENT, "explain", "No team has accepted this case yet."),
        (Kind.REQUEST, "accept", "This case is not waiting for a team to say yes or no."),
        (Kind.REQUEST, "carry-on", "We are not waiting for the customer."),
        (Kind.REQUEST, "reopen", "This case is open already."),
        (Kind.REQUEST, "give", "No team has accepted this case yet."),
    ):
        assert sentence in triage.sees(cases[kind]).text, (kind, step)
        assert sentence in triage.opens(step, cases[kind]).text, (kind, step)


def test_somebody_in_another_role_is_told_so(office: Office) -> None:
    case = office.case(held_by=office.cast.worker)
    answer = office.desk(office.cast.triage).opens("reply", case, part=True)
    assert answer.status_code == 409
    assert "Your role does not take this step." in answer.text


@pytest.mark.clause("FP-6")
def test_a_councillor_reads_a_view_about_her_policy_and_answers_it(office: Office) -> None:
    service = next(iter(office.charter.services))
    case = office.case(Kind.REPRESENTATION, service=service)
    office.desk(office.cast.triage).takes("route", case, to=service, reason="You made the policy.")
    desk = office.desk(office.cast.councillor)
    assert "accept" in _toolbar(desk.sees(case).text)
    assert desk.takes("accept", case).status_code == 303
    assert desk.takes("reply", case, words="We thought about your view.").status_code == 303
    complaint = office.case(Kind.COMPLAINT, service=service)
    assert desk.sees(complaint).status_code == 404
