"""A member of staff whose name is not given: nobody outside reads it, whatever page, letter or file they open."""

import json

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from shared.casework import agreeing, appointments, offering, replies, representing, routing
from shared.casework.restrictions import MeasureWritten
from shared.charter.measures import Measure
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Kind, Reach, SignedBy
from shared.delivery.making import words_of
from shared.models.cases import Case
from shared.models.notices import Notice
from shared.models.staff import Staff
from tests.backoffice.desk import Office
from tests.builders import TUESDAY, a_case, a_case_spoken_for, a_written_decision, decide
from tests.casework.meeting import NEXT_TUESDAY, an_offer
from tests.conftest import Records
from tests.engaged import a_restriction
from tests.journeys.crawling import addresses, followed
from tests.people import Cast

NAME = "Zqxwilhelmina"


@pytest.fixture
def office(app: Flask, records: Records, charter: Charter) -> Office:
    """The staff site, with a worker whose name stands nowhere else."""
    office = Office(app, records, charter)
    with records() as session:
        for who, name in ((office.cast.worker, f"{NAME} Worker"), (office.cast.colleague, f"{NAME} Colleague")):
            session.get_one(Staff, who.id).name = name
    return office


def in_some_way(session: Session, office: Office, case: Case, way: str) -> None:
    """The customer of this case is given no names: by this case, or by a measure."""
    if way == "measure":
        measures = (MeasureWritten(Measure.NO_NAMES),)
        a_restriction(session, office.charter, leader=office.cast.leader, case=case, measures=measures)
    else:
        case.signed_by = SignedBy(way)
        case.signed_name = "Hamish Head" if way == "manager" else ""
    session.flush()


def dealt_with(session: Session, case: Case, cast: Cast, charter: Charter, story: str) -> None:
    """Everything that puts a name somewhere: routed, accepted, given, written, met, decided."""
    worker, colleague = (session.get_one(Staff, who.id) for who in (cast.worker, cast.colleague))
    act = {"at": TUESDAY, "charter": charter}
    routing.route(session, case, team=cast.team, service=None, reason="Theirs.", by=cast.triage, **act)
    routing.accept(session, case, by=colleague, **act)
    routing.give(session, case, to=worker, by=cast.leader, **act)
    replies.acknowledge(session, case, words="We are looking into it.", by=worker, **act)
    replies.write(session, case, words="We came on Monday.", by=worker, **act)
    if story == "met":
        appointment = offering.offer(session, case, an_offer(with_whom=worker.name), by=worker, **act)
        session.flush()
        appointments.confirm(session, appointment, NEXT_TUESDAY, seen=appointment.sequence, **act)
        agreeing.send_points(session, a_written_decision(session, case, by=worker, charter=charter), by=worker, **act)
    elif story == "decided":
        decide(session, case, by=worker, charter=charter)
    else:
        replies.reply(session, case, words="The light works again.", by=worker, **act)
    session.flush()


@pytest.mark.clause("RP-8", "RP-13", "RP-29")
@pytest.mark.parametrize(
    ("way", "story"), [("measure", "met"), ("team", "answered"), ("manager", "decided"), ("measure", "decided")]
)
def test_a_name_that_is_not_given_is_read_by_nobody_outside(office: Office, way: str, story: str) -> None:
    kind = Kind.REQUEST if story == "answered" else Kind.COMPLAINT
    with office.records() as session:
        case = a_case_spoken_for(session, office.charter, kind, organisation="Citizens Advice")
        (speaks,) = case.authorities
        representing.settle(
            session, speaks, how="She said so.", by=office.cast.relations, at=TUESDAY, charter=office.charter
        )
        in_some_way(session, office, case, way)
        dealt_with(session, case, office.cast, office.charter, story)
        known = {"reference": [case.reference], "key": [case.tracking_key, speaks.track_key]}
        known["key"] += [speaks.confirm_key, speaks.representative.list_key]
        told = session.query(Notice).filter(Notice.template != "praise").all()
        for notice in told:
            _nobody_named(notice, office.charter)
    read = followed(FlaskClient(office.app), addresses(office.app, known, office=False))
    assert any("We came on Monday." in page for page in read.values())
    assert any("BEGIN:VCALENDAR" in page for page in read.values()) is (story == "met")
    assert [path for path, page in read.items() if NAME in page] == []


def _nobody_named(notice: Notice, charter: Charter) -> None:
    """Neither what it is made of nor what it says: as text, as a page, as a text message, on paper."""
    assert NAME not in json.dumps(notice.facts), notice.template
    for reach in (notice.reach, Reach.TEXT, Reach.LETTER):
        notice.reach = reach
        letter = words_of(notice, charter, "http://localhost")
        assert NAME not in letter.subject + letter.text + letter.html, notice.template


@pytest.mark.clause("RP-8", "RP-13", "RP-29")
@pytest.mark.parametrize("way", ["measure", "team", "manager"])
def test_the_message_that_is_ready_to_be_sent_names_nobody_whose_name_is_not_given(office: Office, way: str) -> None:
    with office.records() as session:
        case = a_case(session, office.charter)
        in_some_way(session, office, case, way)
        worker, act = session.get_one(Staff, office.cast.worker.id), {"at": TUESDAY, "charter": office.charter}
        routing.route(session, case, team=worker.team, service=None, reason="Theirs.", by=office.cast.triage, **act)
        routing.accept(session, case, by=worker, **act)
        here = f"/office/cases/{case.reference}"
    worker_reads = office.desk(office.cast.worker).client
    page = worker_reads.get(f"{here}/acknowledge").text
    ready = page[page.index('name="words"') :].split("</textarea>")[0]
    assert "is dealing with it." in ready and NAME not in ready
    assert f"named contact is {NAME}" not in worker_reads.get(f"{here}/reply").text


@pytest.mark.clause("CC-2")
def test_everybody_else_goes_on_reading_who_deals_with_it(office: Office) -> None:
    with office.records() as session:
        case = a_case(session, office.charter)
        dealt_with(session, case, office.cast, office.charter, "answered")
        track = f"/track/{case.reference}/{case.tracking_key}"
        assert any(NAME in json.dumps(notice.facts) for notice in session.query(Notice))
    assert NAME in office.app.test_client().get(track).text
