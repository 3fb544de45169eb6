"""Incidents in the back office: written down by anybody, seen by those who need it, decided by a manager."""

import io

import pytest
import sqlalchemy as sa
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import TestResponse, encode_multipart

from shared.files import door
from shared.files.inspection import inspect
from shared.models.cases import Case
from shared.models.files import AttachedFile
from shared.models.incidents import Incident
from shared.models.notices import Notice
from shared.models.readings import Read, Reading
from shared.models.staff import Staff
from tests.backoffice.desk import Desk, Office
from tests.clock import SettableClock
from tests.files.things import a_picture

SAID = "He said: I know where you park, and I will wait for you there."
HOSTILE = '<script>alert("x")</script> \u202etxet " \' \x00'


@pytest.fixture(autouse=True)
def looked_into_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a process of its own for each file, which tests/files/test_door.py tries: it only takes time."""
    monkeypatch.setattr(door, "inspect_apart", inspect)


def told(**answers: str) -> dict[str, str]:
    """What a case worker writes down after a call; one word to vary."""
    return {
        "once": "p1",
        "words": SAID,
        "categories": "threat",
        "channel": "phone",
        "day": "2",
        "hour": "09:30",
        "ended": "y",
        "warned": "given",
        "warning": "I will end this call if you go on.",
        "recorded": "recorded",
        **answers,
    }


def writes(desk: Desk, *files: tuple[bytes, str], path: str = "/office/incidents/new", **answers: str) -> TestResponse:
    """Send the form, with files where there are any."""
    fields = MultiDict({"csrf_token": desk.client.token(), **(told(**answers) if path.endswith("new") else answers)})
    if path.endswith("new"):
        fields.setlist("day", ["2", "3", "2027"])
    for data, name in files:
        fields.add("files", FileStorage(io.BytesIO(data), name))
    boundary, body = encode_multipart(fields)
    return desk.client.open(path, method="POST", data=body, content_type=f"multipart/form-data; boundary={boundary}")


def kept(office: Office) -> list[Incident]:
    """Every incident as it is kept now."""
    with office.records() as session:
        found = list(session.scalars(sa.select(Incident).order_by(Incident.id)))
        for one in found:
            _ = (one.judgements, one.cares, one.accounts)
        session.expunge_all()
        return found


def readings(office: Office) -> list[Reading]:
    with office.records() as session:
        found = list(session.scalars(sa.select(Reading).where(Reading.what.in_([Read.INCIDENT, Read.FILE]))))
        session.expunge_all()
        return found


def a_threat(office: Office, by: Staff | None = None, **answers: str) -> tuple[Case, int]:
    """A threat by phone on a case of Wilma's, written down by her."""
    case = office.case(held_by=office.cast.worker)
    assert writes(office.desk(by or office.cast.worker), reference=case.reference, **answers).status_code == 303
    return case, kept(office)[-1].id


@pytest.mark.clause("RP-12", "RP-15")
def test_anybody_who_works_here_records_an_incident_in_two_clicks(office: Office) -> None:
    for name, staff in vars(office.cast).items():
        desk = office.desk(staff)
        assert "/office/incidents/new" in desk.client.get("/office/account").text, name
        assert "Record an incident" in desk.client.get("/office/incidents/new").text
        assert writes(desk, once=f"p-{name}").status_code == 303, name
    assert len(kept(office)) == len(vars(office.cast))


@pytest.mark.clause("RP-14", "RP-15", "RP-31")
def test_i_ended_this_contact_knows_the_case_and_asks_whether_i_warned(office: Office) -> None:
    case = office.case(held_by=office.cast.worker)
    desk = office.desk(office.cast.worker)
    page = desk.sees(case).text
    assert f"/office/incidents/new?case={case.reference}&amp;ended=yes" in page
    form = desk.client.get(f"/office/incidents/new?case={case.reference}&ended=yes").text
    assert case.reference in form
    refused = writes(desk, reference=case.reference, warned="not-ended")
    assert refused.status_code == 422 and "You ended the contact." in refused.text and SAID in refused.text
    assert writes(desk, reference=case.reference, warning="").status_code == 422
    for _ in range(2):
        assert writes(desk, reference=case.reference).status_code == 303
    (made,) = kept(office)
    assert (made.case_id, made.customer_id, made.affected_id) == (case.id, case.customer_id, office.cast.worker.id)
    assert (made.ended, made.warned, made.recorded) == (True, "given", "recorded")


@pytest.mark.clause("RP-18")
def test_the_policys_own_definition_stands_beside_each_category_and_recording_us_is_none(office: Office) -> None:
    page = office.desk(office.cast.analyst).client.get("/office/incidents/new").text
    assert office.charter.engagement is not None
    for one in office.charter.engagement.categories.values():
        assert one.name in page
    assert "or harm a building or other things of the council" in page
    assert "That is never an incident by itself." in page, "trap T-16"


@pytest.mark.clause("RP-18")
def test_the_form_shows_that_we_are_late_ourselves(office: Office, clock: SettableClock) -> None:
    case = office.case(held_by=office.cast.worker)
    desk = office.desk(office.cast.worker)
    where = f"/office/incidents/new?case={case.reference}"
    assert "We are late ourselves" not in desk.client.get(where).text
    clock.forward(days=60)
    assert "We are late ourselves" in desk.client.get(where).text, "trap T-21"


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ({"words": " "}, "Say what happened."),
        ({"categories": "no-such"}, "Choose at least one."),
        ({"reference": "HC-2222-2222"}, "You can see no case with this reference."),
        ({"affected": "Nobody Here"}, "We know no colleague of this name."),
        ({"hour": "23:59"}, "Enter a time that has passed."),
        ({"channel": "pigeon"}, "Choose how it reached us."),
        ({"link": "x" * 1001}, "Use at most 1,000 characters."),
    ],
)
def test_what_will_not_do_is_said_in_words_and_nothing_is_lost(
    office: Office, answer: dict[str, str], sentence: str
) -> None:
    page = writes(office.desk(office.cast.worker), **answer)
    assert page.status_code == 422 and sentence in page.text
    assert not kept(office)


def test_hostile_words_are_shown_as_typed_and_obeyed_nowhere(office: Office) -> None:
    desk = office.desk(office.cast.worker)
    assert writes(desk, words=HOSTILE, steps=HOSTILE, witnesses=HOSTILE, link="javascript:alert(1)").status_code == 303
    page = desk.client.get(f"/office/incidents/{kept(office)[0].id}").text
    assert "&lt;script&gt;" in page and "<script>alert" not in page and 'href="javascript' not in page
    for where in (
        "/office/incidents/99999999999",
        "/office/incidents/0",
        "/office/incidents?before=x&after=9999&tab=y",
    ):
        assert desk.client.get(where).status_code in (200, 404)
    assert desk.client.post("/office/incidents/new", data={"csrf_token": ""}).status_code == 400


@pytest.mark.clause("RP-12", "RP-26")
def test_the_line_manager_gets_a_task_at_once_and_only_those_who_need_it_see_it(office: Office) -> None:
    case, number = a_threat(office)
    cast = office.cast
    see = {"worker": 200, "leader": 200, "head": 200, "relations": 200}
    for name, staff in vars(cast).items():
        client = office.desk(staff).client
        page = client.get(f"/office/incidents/{number}")
        assert page.status_code == see.get(name, 404), name
        assert (SAID in page.text) is (name in see), name
        for path in ("/office/incidents?tab=all", "/office/incidents", f"/office/cases/{case.reference}"):
            assert "where you park" not in client.get(path).text, (name, path)
    queue = office.desk(cast.leader).client.get("/office/incidents").text
    assert f"/office/incidents/{number}" in queue and 'bw-menu__count">1<span' in queue, "a count in the menu"
    assert f"/office/incidents/{number}" in office.desk(cast.worker).client.get("/office/incidents").text


@pytest.mark.clause("RP-26", "CH-13")
def test_each_opening_by_anybody_but_the_recorder_is_in_the_read_record(office: Office) -> None:
    case, number = a_threat(office)
    office.desk(office.cast.worker).client.get(f"/office/incidents/{number}")
    assert not readings(office)
    page = office.desk(office.cast.leader).client.get(f"/office/incidents/{number}")
    assert page.headers["Cache-Control"] == "no-store" and "noindex" in page.headers["X-Robots-Tag"]
    (one,) = readings(office)
    assert (one.staff_id, one.row, one.case_id, one.customer_id) == (
        office.cast.leader.id,
        number,
        case.id,
        case.customer_id,
    )


@pytest.mark.clause("RP-24", "RP-25")
def test_a_photo_is_kept_with_its_checksum_and_opened_only_after_saying_why(office: Office) -> None:
    desk = office.desk(office.cast.worker)
    assert writes(desk, (a_picture(), "note.jpg"), (b"#!/bin/sh", "run.sh"), label="A dead bird").status_code == 303
    (made,) = kept(office)
    with office.records() as session:
        (file,) = session.scalars(sa.select(AttachedFile)).all()
        number, checksum = file.id, file.sha256
        assert (file.incident_id, file.distressing, file.label, file.by_name) == (
            made.id,
            True,
            "A dead bird",
            "Wilma Worker",
        )
    leader = office.desk(office.cast.leader).client
    page = leader.get(f"/office/incidents/{made.id}").text
    assert checksum in page.replace("<wbr>", "") and "A dead bird" in page and "Wilma Worker" in page
    assert "<img" not in page.split("</header>", 1)[1]
    where = f"/office/incidents/{made.id}/files/{number}"
    assert "This may distress you" in leader.get(where).text
    assert leader.post(where, data={"why": " "}).status_code == 422
    opened = leader.post(where, data={"why": "To show it to the police"})
    assert opened.status_code == 200 and opened.mimetype.startswith("image/")
    opened.close()
    assert [one.why for one in readings(office) if one.what is Read.FILE] == ["To show it to the police"]
    assert office.desk(office.cast.stranger).client.get(where).status_code == 404
    assert leader.get(f"/office/files/{number}").status_code == 404, "no other door leads to it"


def test_a_colleague_adds_files_later_and_the_same_one_is_kept_once(office: Office) -> None:
    _, number = a_threat(office)
    desk, path = office.desk(office.cast.leader), f"/office/incidents/{number}/files"
    assert "Add files to the incident" in desk.client.get(path).text
    picture = (a_picture(), "note.jpg")
    assert writes(desk, picture, path=path, label="").status_code == 422
    for _ in range(2):
        assert writes(desk, picture, path=path, label="A dead bird").status_code == 303
    assert writes(desk, path=path, label="A dead bird").status_code == 422
    assert writes(office.desk(office.cast.stranger), picture, path=path, label="x").status_code == 404
    with office.records() as session:
        assert session.scalar(sa.select(sa.func.count(AttachedFile.id))) == 1


def test_it_happened_to_a_colleague_whose_manager_is_told(office: Office) -> None:
    cast = office.cast
    assert writes(office.desk(cast.triage), affected="colin colleague", once="a1").status_code == 303
    assert writes(office.desk(cast.triage), affected=cast.colleague.email.upper(), once="a2").status_code == 303
    assert [one.affected_id for one in kept(office)] == [cast.colleague.id] * 2
    with office.records() as session:
        told_of = set(session.scalars(sa.select(Notice.to_address).where(Notice.template == "incident")))
        assert told_of == {cast.leader.email, cast.head.email}


@pytest.mark.clause("RP-26")
def test_whoever_may_not_see_the_case_reads_nothing_of_it_on_the_incident(office: Office) -> None:
    case, number = a_threat(office)
    with office.records() as session:
        session.get_one(Case, case.id).team = office.cast.stranger.team
    page = office.desk(office.cast.leader).client.get(f"/office/incidents/{number}").text
    assert SAID in page and case.reference not in page
    assert case.reference in office.desk(office.cast.relations).client.get(f"/office/incidents/{number}").text
