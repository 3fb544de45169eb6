"""How it was, told to staff by phone: the same two questions, written down once, with the name of whoever did."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from shared.casework import replies, surveys
from shared.models.surveys import Survey
from tests.backoffice.desk import Office
from tests.builders import TUESDAY, a_case, held
from tests.clock import SettableClock

SAID = {"easy": "4", "happy": "1", "words": "Nobody rang me back."}


@pytest.fixture
def reference(office: Office, clock: SettableClock) -> str:
    """A request that was answered a week ago; its customer has been asked how it was."""
    clock.forward(days=7)
    with office.records() as session:
        worker, charter = office.cast.worker, office.charter
        case = held(session, a_case(session, charter), by=worker, charter=charter)
        replies.reply(session, case, words="It is mended.", by=worker, at=TUESDAY, charter=charter)
        session.flush()
        surveys.ask(session, at=clock(), charter=charter)
        return case.reference


def kept(office: Office) -> tuple[int | None, int | None, str]:
    with office.records() as session:
        survey = session.scalars(sa.select(Survey)).one()
        return survey.easy, survey.happy, survey.words


@pytest.mark.clause("CC-2")
def test_what_somebody_says_on_the_phone_is_written_down_once_with_the_name_of_who_did(
    office: Office, reference: str
) -> None:
    desk = office.desk(office.cast.worker)
    where = f"/office/cases/{reference}/how-was-it"
    assert where in desk.sees(reference).text
    asked = desk.client.get(where).text
    assert "Was it easy to deal with us?" in asked and "Are you happy with how we dealt with it?" in asked
    for said in (SAID, {"easy": "1"}):
        assert desk.client.post(where, data=said).status_code == 303
    assert kept(office) == (4, 1, "Nobody rang me back.")
    page = desk.sees(reference).text
    assert "Wilma Worker wrote down how it was for the customer." in page
    assert where not in page, "it is asked once"


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({}, "Choose an answer to one of the two questions, or to both."),
        ({"easy": "9"}, "Choose one of the answers."),
        ({"easy": "5", "words": "a" * 5001}, "Use at most 5,000 characters."),
    ],
)
def test_an_answer_that_will_not_do_is_asked_for_again(
    office: Office, reference: str, said: dict[str, str], sentence: str
) -> None:
    answer = office.desk(office.cast.worker).client.post(f"/office/cases/{reference}/how-was-it", data=said)
    assert answer.status_code == 422 and sentence in answer.text
    assert kept(office)[0] is None


def test_what_nobody_was_asked_is_not_there_to_be_answered(office: Office, reference: str) -> None:
    other = office.case(held_by=office.cast.worker)
    worker = office.desk(office.cast.worker)
    assert worker.client.get(f"/office/cases/{other.reference}/how-was-it").status_code == 404
    assert "how-was-it" not in worker.sees(other).text
    stranger = office.desk(office.cast.stranger)
    assert stranger.client.post(f"/office/cases/{reference}/how-was-it", data=SAID).status_code == 404
    assert kept(office)[0] is None


def test_long_after_nobody_is_asked_any_more(office: Office, reference: str, clock: SettableClock) -> None:
    desk = office.desk(office.cast.worker)
    clock.set(clock() + timedelta(days=61))
    assert "how-was-it" not in desk.sees(reference).text
    assert desk.client.post(f"/office/cases/{reference}/how-was-it", data=SAID).status_code == 303
    assert kept(office)[0] is None
