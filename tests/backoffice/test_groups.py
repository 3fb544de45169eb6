"""Groups in the back office: begun from a case, answered once for all, each by itself."""

import re
from dataclasses import replace

import sqlalchemy as sa

from shared.charter.vocabulary import Kind, Seal
from shared.charter.workflow import Stage
from shared.models.cases import Case
from shared.models.links import Group
from shared.models.notices import Notice
from tests.backoffice.desk import Desk, Office
from tests.builders import MORAG, a_written_decision


def of_each(office: Office, kind: Kind = Kind.REQUEST) -> list[Case]:
    people = [replace(MORAG, name=name, email=f"{name.lower()}@customer.example") for name in ("Ann", "Ben", "Cat")]
    return [office.case(kind, held_by=office.cast.worker, person=person) for person in people]


def begun(office: Office, cases: list[Case]) -> tuple[Desk, str]:
    """The worker's desk, with a group of these cases; and its address."""
    desk = office.desk(office.cast.worker)
    first = desk.client.post(f"/office/cases/{cases[0].reference}/group", data={"once": "b1", "name": "The lamp"})
    assert first.status_code == 303
    where = first.headers["Location"].removeprefix("http://localhost")
    for number, case in enumerate(cases[1:]):
        added = desk.client.post(f"{where}/add", data={"once": f"a{number}", "reference": case.reference.lower()})
        assert added.status_code == 303
    desk.client.get(where)  # what was said at the top is said once
    return desk, where


def versions(page: str) -> str:
    (found,) = re.findall(r'name="versions"[^>]*value="([^"]*)"', page)
    return str(found)


def test_a_group_is_begun_from_a_case_and_shows_who_is_in_it(office: Office) -> None:
    cases = of_each(office)
    desk = office.desk(office.cast.worker)
    page = desk.sees(cases[0]).text
    assert "Begin a group of like cases" in page
    assert desk.client.get(f"/office/cases/{cases[0].reference}/group").status_code == 200
    assert desk.client.post(f"/office/cases/{cases[0].reference}/group", data={"name": ""}).status_code == 422
    desk, where = begun(office, cases)
    page = desk.client.get(where).text
    assert all(case.reference in page for case in cases) and "Wilma Worker" in page
    assert "The lamp" in desk.sees(cases[2]).text
    again = desk.client.post(f"/office/cases/{cases[1].reference}/group", data={"once": "b2", "name": "Another"})
    assert again.headers["Location"].endswith(where)


def test_a_case_that_is_not_to_be_seen_is_not_to_be_added(office: Office) -> None:
    cases = of_each(office)
    unseen = office.case()
    desk, where = begun(office, cases[:1])
    for reference in (unseen.reference, "HC-7Q4K-2M9P", "", "nonsense"):
        answer = desk.client.post(f"{where}/add", data={"once": "x", "reference": reference})
        assert answer.status_code == 422 and "You can see no case with this reference." in answer.text
    complaint = office.case(Kind.COMPLAINT, held_by=office.cast.worker)
    answer = desk.client.post(f"{where}/add", data={"once": "y", "reference": complaint.reference})
    assert answer.status_code == 409 and "Change the kind first." in answer.text
    stranger = office.desk(office.cast.stranger).client
    assert stranger.get(where).status_code == 404
    for act in ("add", "take-out", "copy", "reply", "issue"):
        assert stranger.post(f"{where}/{act}", data={"once": "z"}).status_code == 404, act
    assert desk.client.get("/office/groups/99999").status_code == 404


def test_a_sealed_case_shows_itself_to_few_of_those_who_see_its_group(office: Office) -> None:
    cases = of_each(office)
    desk, where = begun(office, cases)
    with office.records() as session:
        session.get_one(Case, cases[1].id).seal = Seal.HATE
    page = desk.client.get(where).text
    assert cases[1].reference not in page and "Ben" not in page and cases[2].reference in page


def test_one_answer_goes_to_each_and_a_refused_one_stays(office: Office) -> None:
    cases = of_each(office)
    desk, where = begun(office, cases)
    with office.records() as session:
        session.get_one(Case, cases[1].id).owner_id = None
    page = desk.client.get(where).text
    assert "A reply needs a named contact." in page
    answer = {"once": "r1", "versions": versions(page), "words": "It is mended."}
    assert desk.client.post(f"{where}/reply", data={**answer, "words": " "}).status_code == 422
    for _ in range(2):
        assert desk.client.post(f"{where}/reply", data=answer).status_code == 303
    page = desk.client.get(where).text
    stages = [office.now(case.reference).stage for case in cases]
    assert stages == [Stage.CLOSED, Stage.IN_HAND, Stage.CLOSED]
    with office.records() as session:
        told = session.scalars(sa.select(Notice.to_name).where(Notice.template == "replied")).all()
    assert sorted(told) == ["Ann", "Cat"]


def test_what_was_refused_is_said_case_by_case(office: Office) -> None:
    cases = of_each(office)
    desk, where = begun(office, cases)
    page = desk.client.get(where).text
    desk.takes("note", cases[2], words="Something new.")
    answer = {"once": "r1", "versions": versions(page), "words": "It is mended."}
    after = desk.client.post(f"{where}/reply", data=answer, follow_redirects=True).text
    assert f"{cases[2].reference}: Something happened on this case" in after
    assert "2 answers are on their way." in after
    assert office.now(cases[2].reference).stage is Stage.IN_HAND


def test_a_case_is_taken_out_again(office: Office) -> None:
    cases = of_each(office)
    desk, where = begun(office, cases)
    out = {"once": "t1", "reference": cases[2].reference}
    assert desk.client.post(f"{where}/take-out", data=out).status_code == 303
    assert f"{cases[2].reference} is out of the group." in desk.client.get(where).text
    assert cases[2].reference not in desk.client.get(where).text
    assert desk.client.post(f"{where}/take-out", data={**out, "once": "t2"}).status_code == 404
    for number, case in enumerate(cases[:2]):
        desk.client.post(f"{where}/take-out", data={"once": f"u{number}", "reference": case.reference})
    assert desk.client.get(where).status_code == 404
    with office.records() as session:
        assert session.scalars(sa.select(Group)).one().members == []


def test_complaints_are_decided_and_not_replied_to(office: Office) -> None:
    cases = of_each(office, Kind.COMPLAINT)
    desk, where = begun(office, cases)
    page = desk.client.get(where).text
    assert "Send every decision that is ready" in page and "Still missing:" in page
    none = {"once": "c1", "reference": cases[0].reference}
    answer = desk.client.post(f"{where}/copy", data=none)
    assert answer.status_code == 409
    before = desk.client.get(f"{where}/issue").text
    assert "No decision is ready yet." in before and 'name="versions"' not in before
    after = desk.client.post(f"{where}/issue", data={"once": "i1", "versions": ""}, follow_redirects=True)
    assert after.status_code == 200 and after.text.count("HC-") >= 3
    assert office.now(cases[0].reference).stage is Stage.IN_HAND


def test_who_gets_a_decision_is_shown_before_any_leaves(office: Office) -> None:
    cases = of_each(office, Kind.COMPLAINT)
    desk, where = begun(office, cases)
    with office.records() as session:
        for one in cases[:2]:
            case = session.query(Case).filter_by(reference=one.reference).one()
            worker = session.merge(office.cast.worker)
            a_written_decision(session, case, by=worker, charter=office.charter)
    assert desk.client.get(where).text.count("Its decision is ready.") == 2
    before = desk.client.get(f"{where}/issue").text
    assert "2 letters leave now:" in before and "Ann" in before and "Ben" in before
    assert "Cat" not in before and f"{cases[2].reference}</bdi>:" in before, "what stays is named with its reason"
    desk.takes("note", cases[1], words="She rang.")
    sent = {"once": "i1", "versions": versions(before)}
    after = desk.client.post(f"{where}/issue", data=sent, follow_redirects=True).text
    assert "1 answer is on its way." in after, "one that has moved on since is looked at again"
    assert office.now(cases[0].reference).stage is Stage.CLOSED
    assert office.now(cases[1].reference).stage is Stage.IN_HAND
