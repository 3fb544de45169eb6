"""The messages: what each one says, where it is, and who may read it."""

import re
from datetime import timedelta

import pytest

from shared.charter.vocabulary import Reach
from shared.config import Settings
from shared.models.cases import Case
from shared.models.database import make_engine
from shared.models.notices import Notice
from shared.worker.channels import channels_of
from shared.worker.installation import Installation
from shared.worker.working import Worker
from tests.backoffice.desk import Office
from tests.builders import TUESDAY


def _number(office: Office, case: Case) -> int:
    with office.records() as session:
        return session.query(Notice).filter_by(case_id=case.id).order_by(Notice.id).first().id


def _settle(office: Office, case: Case, **values: object) -> int:
    number = _number(office, case)
    with office.records() as session:
        notice = session.get_one(Notice, number)
        for name, value in values.items():
            setattr(notice, name, value)
    return number


def test_before_anybody_has_written_there_is_nothing_to_read(office: Office) -> None:
    assert "No message is here." in office.desk(office.cast.triage).client.get("/office/messages").text


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "Going out"),
        ({"trouble": "Connection refused", "attempts": 2}, "Not sent yet: we will try again"),
        ({"sent_at": TUESDAY}, "Sent"),
        ({"parked_at": TUESDAY, "trouble": "No such mailbox", "attempts": 6}, "Could not be sent"),
        ({"reach": Reach.LETTER}, "Somebody has to tell them"),
    ],
)
def test_a_message_says_where_it_is(office: Office, values: dict[str, object], words: str) -> None:
    case = office.case()
    number = _settle(office, case, **values)
    client = office.desk(office.cast.triage).client
    assert words in client.get("/office/messages").text
    page = client.get(f"/office/messages/{number}").text
    assert words in page
    if "trouble" in values:
        assert str(values["trouble"]) in page


@pytest.mark.parametrize(
    ("template", "name"),
    [
        ("authority_asked", "Who speaks for them"),
        ("appointment_offered", "Appointments"),
        ("concern", "Concern"),
        ("explanation", "Message"),
    ],
)
def test_every_message_has_a_name_that_people_read(office: Office, template: str, name: str) -> None:
    _settle(office, office.case(), template=template)
    page = office.desk(office.cast.triage).client.get("/office/messages").text
    assert f'data-label="Message">{name}</td>' in page and f">{template}<" not in page


@pytest.mark.clause("CH-1")
def test_a_message_is_shown_word_for_word_as_it_is_delivered(office: Office) -> None:
    case = office.case()
    page = office.desk(office.cast.triage).client.get(f"/office/messages/{_number(office, case)}").text
    assert "Dear Morag MacLeod" in page
    assert case.reference in page
    assert "By Tuesday 9 March 2027." in page


def test_the_file_in_the_outbox_folder_is_named_once_it_is_there(office: Office, settings: Settings) -> None:
    number = _number(office, office.case())
    client = office.desk(office.cast.triage).client
    assert ".eml" not in client.get(f"/office/messages/{number}").text
    engine = make_engine(settings.database_url)
    worker = Worker(Installation(settings, office.charter, engine), channels_of(settings), clock=lambda: TUESDAY)
    assert worker.deliver_one()
    engine.dispose()
    (file,) = settings.outbox.iterdir()
    assert file.name in client.get(f"/office/messages/{number}").text


@pytest.mark.clause("RP-26")
def test_a_message_is_for_those_who_may_see_its_case(office: Office) -> None:
    case = office.case(held_by=office.cast.worker)
    where = f"/office/messages/{_number(office, case)}"
    assert office.desk(office.cast.worker).client.get(where).status_code == 200
    stranger = office.desk(office.cast.stranger).client
    assert stranger.get(where).status_code == stranger.get("/office/messages/999999").status_code == 404
    assert case.reference not in stranger.get("/office/messages").text


def test_older_messages_are_a_page_further(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shared.casework.tasks.PAGE", 2)
    cases = [office.case() for _ in range(3)]
    client = office.desk(office.cast.triage).client
    page = client.get("/office/messages").text
    assert cases[0].reference not in page and cases[2].reference in page
    before = re.search(r'href="(/office/messages\?before=[^"]+)"', page)
    assert before is not None
    older = client.get(before[1]).text
    assert cases[0].reference in older and "Newest messages" in older


@pytest.mark.clause("SC-7")
def test_a_colleague_reads_the_words_but_is_not_handed_the_customers_key(office: Office) -> None:
    case = office.case()
    client = office.desk(office.cast.triage).client
    assert case.tracking_key not in client.get(f"/office/messages/{_number(office, case)}").text
    assert case.tracking_key not in client.get(f"/office/cases/{case.reference}").text


@pytest.mark.clause("SC-7")
def test_a_letter_for_the_post_holds_its_whole_link_until_it_is_posted(office: Office) -> None:
    case = office.case()
    number = _settle(office, case, reach=Reach.LETTER)
    client = office.desk(office.cast.triage).client
    assert case.tracking_key in client.get(f"/office/messages/{number}").text
    _settle(office, case, sent_at=TUESDAY)
    assert case.tracking_key not in client.get(f"/office/messages/{number}").text


def test_the_message_owed_last_comes_first_and_says_which_it_is(office: Office) -> None:
    first, second = office.case(at=TUESDAY), office.case(at=TUESDAY - timedelta(days=2))
    page = office.desk(office.cast.triage).client.get("/office/messages").text
    assert page.index(first.reference) < page.index(second.reference)
    assert "We have it" in page
