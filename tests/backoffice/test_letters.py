"""What staff take away of a message: the letter that they post, and the words for whoever makes another format."""

from dataclasses import replace
from io import BytesIO

import pytest
from pikepdf import Pdf

from shared.casework.customers import Person
from shared.charter.vocabulary import Format, Reach
from shared.config import Settings
from shared.models.cases import Case
from shared.models.database import make_engine
from shared.models.notices import Notice, Task
from shared.worker.channels import channels_of
from shared.worker.installation import Installation
from shared.worker.working import Worker
from tests.backoffice.desk import Office
from tests.builders import TUESDAY

LACHLAN = Person(name="Lachlan Letter", address="4 Glen Road\nInverness", reach=Reach.LETTER, format=Format.LARGE_PRINT)


def numbers(office: Office, case: Case) -> tuple[int, int]:
    with office.records() as session:
        notice = session.query(Notice).filter_by(case_id=case.id).one()
        return notice.id, session.query(Task).filter_by(notice_id=notice.id).one().id


def work(office: Office, settings: Settings) -> None:
    engine = make_engine(settings.database_url)
    worker = Worker(Installation(settings, office.charter, engine), channels_of(settings, {}), lambda: TUESDAY)
    while worker.round():
        pass
    engine.dispose()


@pytest.mark.clause("CH-9")
def test_somebody_who_posts_a_letter_takes_it_from_the_task_or_the_message(office: Office, settings: Settings) -> None:
    notice, task = numbers(office, office.case(person=LACHLAN))
    client, link = office.desk(office.cast.triage).client, f"/office/messages/{notice}/letter.pdf"
    for page in (f"/office/tasks/{task}", f"/office/messages/{notice}"):
        assert "The letter to print is being made." in client.get(page).text
    assert client.get(link).status_code == 404
    work(office, settings)
    for page in (f"/office/tasks/{task}", f"/office/messages/{notice}"):
        assert f'href="{link}"' in client.get(page).text
        assert "Large print (18 point)" in client.get(page).text
    answer = client.get(link)
    assert answer.mimetype == "application/pdf" and answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=HC-")
    with Pdf.open(BytesIO(answer.data)) as letter:
        assert "We have your request" in str(letter.docinfo["/Title"])


@pytest.mark.clause("SC-7")
def test_once_it_is_posted_nobody_takes_it_away_again(office: Office, settings: Settings) -> None:
    notice, task = numbers(office, office.case(person=LACHLAN))
    work(office, settings)
    client = office.desk(office.cast.triage).client
    client.post(f"/office/tasks/{task}", data={"how": "Posted."})
    assert client.get(f"/office/messages/{notice}/letter.pdf").status_code == 404
    assert "letter.pdf" not in client.get(f"/office/messages/{notice}").text


def test_a_letter_that_could_not_be_made_says_why_and_what_to_do(office: Office, settings: Settings) -> None:
    _notice, task = numbers(office, office.case(person=replace(LACHLAN, name="王芳")))
    work(office, settings)
    page = office.desk(office.cast.triage).client.get(f"/office/tasks/{task}").text
    assert "We could not make a PDF of this letter: We have no print for the sign" in page
    assert "Print this page, and post that." in page and "letter.pdf" not in page


def test_the_words_are_there_as_text_for_whoever_makes_another_format(office: Office) -> None:
    case = office.case(person=replace(LACHLAN, format=Format.BRAILLE))
    notice, _task = numbers(office, case)
    client, link = office.desk(office.cast.triage).client, f"/office/messages/{notice}/words.txt"
    page = client.get(f"/office/messages/{notice}").text
    assert f'href="{link}"' in page and "Braille" in page and "letter.pdf" not in page
    answer = client.get(link)
    assert answer.mimetype == "text/plain" and "Dear Lachlan Letter," in answer.text
    assert f"/track/{case.reference}/{case.tracking_key}" in answer.text, "it is posted with the way to their page"


@pytest.mark.clause("CH-9")
def test_whoever_is_rung_and_needs_braille_gets_the_way_to_their_page_in_it(office: Office) -> None:
    case = office.case(person=replace(LACHLAN, reach=Reach.PHONE, phone="01632 960 555", format=Format.BRAILLE))
    notice, _task = numbers(office, case)
    words = office.desk(office.cast.triage).client.get(f"/office/messages/{notice}/words.txt").text
    assert f"/track/{case.reference}/{case.tracking_key}" in words


@pytest.mark.clause("RP-26")
def test_letters_are_for_those_who_may_see_their_case(office: Office, settings: Settings) -> None:
    case = office.case(person=LACHLAN, held_by=office.cast.worker)
    work(office, settings)
    with office.records() as session:
        notice = session.query(Notice).filter_by(case_id=case.id).order_by(Notice.id).first()
        assert notice is not None
        number = notice.id
    stranger = office.desk(office.cast.stranger).client
    for name in ("letter.pdf", "words.txt"):
        assert office.desk(office.cast.worker).client.get(f"/office/messages/{number}/{name}").status_code == 200
        assert stranger.get(f"/office/messages/{number}/{name}").status_code == 404
        assert stranger.get(f"/office/messages/999999/{name}").status_code == 404
