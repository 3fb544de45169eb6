"""Deciding about an incident on the pages: a manager, with reasons, and never about what happened to themselves."""

import pytest
import sqlalchemy as sa

from shared.files import door
from shared.files.inspection import inspect
from shared.models.files import AttachedFile
from shared.models.incidents import Judged
from tests.backoffice.desk import Office
from tests.backoffice.test_incidents import SAID, a_threat, kept, writes
from tests.files.things import a_picture


@pytest.fixture(autouse=True)
def looked_into_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a process of its own for each file, which tests/files/test_door.py tries: it only takes time."""
    monkeypatch.setattr(door, "inspect_apart", inspect)


@pytest.mark.clause("RP-12", "RP-17", "RP-22")
def test_a_manager_decides_about_register_and_police_and_talks_with_whoever_was_threatened(office: Office) -> None:
    _, number = a_threat(office)
    here, leader = f"/office/incidents/{number}", office.desk(office.cast.leader).client
    assert "To be decided" in leader.get(here).text
    assert "Does it go into the register" in leader.get(f"{here}/decide/register").text
    assert leader.get(f"{here}/decide/no-such").status_code == 404
    assert leader.post(f"{here}/decide/register", data={"once": "d0"}).status_code == 422
    assert leader.post(f"{here}/looked").status_code == 409, "a threat is not waved through"
    register = {"once": "d1", "yes": "yes", "reasons": "She was afraid."}
    assert leader.post(f"{here}/decide/register", data=register).status_code == 303
    police = {"once": "d2", "yes": "no", "reasons": "He has said sorry."}
    refused = leader.post(f"{here}/decide/police", data=police)
    assert refused.status_code == 422, "each of the two is asked for beside its own field"
    assert refused.text.count("Write down what the person says who was affected.") == 2
    assert refused.text.count("Write down what others say who meet this customer.") == 2
    assert (
        leader.post(f"{here}/account", data={"once": "d3", "who": "Colin", "words": "I heard it."}).status_code == 303
    )
    police |= {"staff_views": "She is not afraid.", "others_views": "He is calm now.", "number": "PS-2027"}
    for _ in range(2):
        assert leader.post(f"{here}/decide/police", data=police).status_code == 303
    page = leader.get(here).text
    for words in ("I heard it.", "PS-2027", "He is calm now.", "Employee Assistance", "Leila Leader", "Team leader"):
        assert words in page, words
    assert f'/office/incidents/{number}"' not in leader.get("/office/incidents").text.split("To do for colleagues")[0]
    (made,) = kept(office)
    assert [one.what for one in made.judgements] == [Judged.REGISTER, Judged.POLICE]
    care = {"once": "d4", "what": "time-away", "words": "Friday off", "day": ["5", "3", "2027"]}
    for _ in range(2):
        assert leader.post(f"{here}/care", data=care).status_code == 303
    assert leader.post(f"{here}/care", data={**care, "day": ["1", "3", "2027"]}).status_code == 422
    assert leader.post(f"{here}/care", data={**care, "day": ["1", "1", "2099"]}).status_code == 422
    talk = kept(office)[0].cares[0].id
    assert "A talk with their manager" in leader.get("/office/incidents").text
    assert "What came of it?" in leader.get(f"{here}/care/{talk}").text
    assert leader.post(f"{here}/care/{talk}", data={"once": "d5", "how": "We spoke for an hour."}).status_code == 303
    assert "We spoke for an hour." in leader.get(here).text and len(kept(office)[0].cares) == 3


@pytest.mark.clause("RP-17")
def test_nobody_below_decides_and_the_threatened_never_alone_not_to_report(office: Office) -> None:
    _, number = a_threat(office)
    here, worker = f"/office/incidents/{number}", office.desk(office.cast.worker).client
    views = {"staff_views": "I am not afraid.", "others_views": "Nobody is."}
    for what in Judged:
        answer = worker.post(f"{here}/decide/{what.value}", data={"yes": "no", "reasons": "Leave it.", **views})
        assert answer.status_code == 409, what
        offered = worker.get(f"{here}/decide/{what.value}")
        assert offered.status_code == (200 if what is Judged.POLICE else 403), "nobody is asked what they may not say"
        assert 'value="no"' not in offered.text
    assert worker.post(f"{here}/decide/police", data={"yes": "yes", "reasons": "I am afraid."}).status_code == 409
    for path in ("looked", "care", f"care/{kept(office)[0].cares[0].id}"):
        assert worker.post(f"{here}/{path}", data={}).status_code == 403
    alone = {"once": "w1", "yes": "yes", "reasons": "I was afraid.", "without_manager": "y"}
    assert worker.post(f"{here}/decide/police", data=alone).status_code == 303, "anybody may report"
    (made,) = kept(office)
    assert [(one.what, one.yes, one.without_manager) for one in made.judgements] == [(Judged.POLICE, True, True)]
    assert office.desk(office.cast.stranger).client.post(f"{here}/decide/police", data=alone).status_code == 404


@pytest.mark.clause("RP-17")
def test_a_manager_who_was_threatened_does_not_decide_about_it(office: Office) -> None:
    _, number = a_threat(office, by=office.cast.leader)
    here, leader = f"/office/incidents/{number}", office.desk(office.cast.leader).client
    answers = {"yes": "no", "reasons": "x", "staff_views": "x", "others_views": "x"}
    for what in ("police", "register", "unacceptable"):
        assert leader.post(f"{here}/decide/{what}", data=answers).status_code == 409, what
    assert leader.post(f"{here}/looked").status_code == 409
    assert here not in leader.get("/office/incidents").text
    assert here in office.desk(office.cast.head).client.get("/office/incidents").text


@pytest.mark.clause("RP-19")
def test_contact_outside_the_office_is_kept_or_its_words_go(office: Office) -> None:
    writes(
        office.desk(office.cast.worker),
        (a_picture(), "message.jpg"),
        categories="outside-the-office",
        label="A message",
    )
    (made,) = kept(office)
    here, leader = f"/office/incidents/{made.id}", office.desk(office.cast.leader).client
    assert "are deleted now" in leader.get(f"{here}/decide/keep").text
    leader.post(f"{here}/decide/keep", data={"once": "k1", "yes": "no", "reasons": "A greeting in a shop."})
    page = leader.get(here).text
    assert SAID not in page and "its words are not kept" in page and "A greeting in a shop." in page
    with office.records() as session:
        assert not session.scalars(sa.select(AttachedFile)).all()


@pytest.mark.clause("RP-17")
def test_of_two_decisions_the_page_says_which_one_holds(office: Office) -> None:
    _, number = a_threat(office)
    here, leader = f"/office/incidents/{number}", office.desk(office.cast.leader).client
    first = {"once": "p1", "yes": "no", "reasons": "He is sorry.", "staff_views": "Fine.", "others_views": "Fine."}
    assert leader.post(f"{here}/decide/police", data=first).status_code == 303
    assert "this is what holds" not in leader.get(here).text
    second = {"once": "p2", "yes": "yes", "reasons": "He came again."}
    assert leader.post(f"{here}/decide/police", data=second).status_code == 303
    page = leader.get(here).text
    assert page.count("holds no longer: decided again on") == page.count("this is what holds") == 1
    assert page.index("holds no longer") < page.index("this is what holds")
