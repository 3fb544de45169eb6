"""How was it? The page behind the link: two questions, of which one is enough, answered once and in peace."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from shared.casework import replies, surveys
from shared.charter.organisation import Charter
from shared.models.surveys import Survey
from tests.backoffice.desk import Office
from tests.builders import TUESDAY, a_case, held
from tests.clock import SettableClock
from tests.conftest import Records

SAID = {"easy": "4", "happy": "1", "words": "Nobody rang me back."}


@pytest.fixture
def office(app: Flask, records: Records, charter: Charter) -> Office:
    """Everybody who works here, with a database of their own."""
    return Office(app, records, charter)


@pytest.fixture
def page(office: Office, clock: SettableClock) -> str:
    """The address that somebody got a week after their answer."""
    clock.forward(days=7)
    with office.records() as session:
        worker, charter = office.cast.worker, office.charter
        case = held(session, a_case(session, charter), by=worker, charter=charter)
        replies.reply(session, case, words="It is mended.", by=worker, at=TUESDAY, charter=charter)
        session.flush()
        surveys.ask(session, at=clock(), charter=charter)
        session.flush()
        return f"/how-was-it/{session.scalars(sa.select(Survey.key)).one()}"


def kept(office: Office) -> Survey:
    """What is kept of it now."""
    with office.records() as session:
        survey = session.scalars(sa.select(Survey)).one()
        session.expunge_all()
        return survey


@pytest.mark.clause("CC-2")
def test_somebody_says_how_it_was_and_is_thanked_and_thanked_again(office: Office, page: str) -> None:
    client = office.app.test_client()
    asked = client.get(page)
    assert asked.headers["Cache-Control"] == "no-store" and "noindex" in asked.headers["X-Robots-Tag"]
    for words in ("Was it easy to deal with us?", "Are you happy with how we dealt with it?", "can read your answers"):
        assert words in asked.text, words
    told = client.post(page, data=SAID, follow_redirects=True)
    assert "Thank you for telling us" in told.text
    survey = kept(office)
    assert (survey.easy, survey.happy, survey.words) == (4, 1, "Nobody rang me back.")
    again = client.post(page, data={"easy": "1", "happy": "", "words": "Other words"}, follow_redirects=True)
    assert "Thank you for telling us" in again.text and kept(office).words == "Nobody rang me back."
    assert "Thank you for telling us" in client.get(page).text


@pytest.mark.clause("CC-2", "SC-7")
def test_staff_read_the_answer_on_the_case_and_the_customers_own_page_keeps_quiet(office: Office, page: str) -> None:
    office.app.test_client().post(page, data=SAID)
    survey = kept(office)
    with office.records() as session:
        case = session.get(Survey, survey.id).case  # type: ignore[union-attr]
        reference, track = case.reference, f"/track/{case.reference}/{case.tracking_key}"
    seen = office.desk(office.cast.worker).sees(reference).text
    for words in ("To deal with us: Easy.", "With how we dealt with it: Very unhappy.", "Nobody rang me back."):
        assert words in seen, words
    assert survey.key not in seen
    own = office.app.test_client().get(track).text
    assert "You told us how it was. Thank you." in own and "Very unhappy" not in own
    assert "Nobody rang me back." not in own


# answers, what is said to them, reason
WRONG = [
    ({}, "Choose an answer to one of the two questions, or to both", "nothing is answered"),
    ({"words": "Only words"}, "Choose an answer to one of the two questions, or to both", "words alone do not do"),
    ({"easy": "9"}, "Choose one of the answers", "that was not offered"),
    ({"easy": "4", "happy": "x' OR 1=1"}, "Choose one of the answers", "nor was that"),
    ({"easy": "4", "words": "x" * 5001}, "Write no more than 5,000 letters", "a book"),
]


@pytest.mark.parametrize(("answers", "words", "reason"), WRONG)
def test_what_will_not_do_is_said_and_what_was_typed_is_kept(
    office: Office, page: str, answers: dict[str, str], words: str, reason: str
) -> None:
    refused = office.app.test_client().post(page, data=answers)
    assert refused.status_code == 422 and words in refused.text, reason
    assert answers.get("words", "") in refused.text
    assert kept(office).answered_at is None


def test_one_answer_is_enough(office: Office, page: str) -> None:
    assert office.app.test_client().post(page, data={"happy": "5"}).status_code == 303
    survey = kept(office)
    assert (survey.easy, survey.happy, survey.words) == (None, 5, "")


def test_a_page_that_was_open_too_long_comes_back_with_everything_typed(office: Office, page: str) -> None:
    late = office.app.test_client().post(page, data={**SAID, "csrf_token": "old"})
    assert late.status_code == 422 and "Nobody rang me back." in late.text
    assert kept(office).answered_at is None


def test_after_sixty_days_the_page_says_so_kindly(office: Office, page: str, clock: SettableClock) -> None:
    clock.set(clock() + timedelta(days=60))
    client = office.app.test_client()
    assert "These questions are closed now" in client.get(page).text
    over = client.post(page, data=SAID, follow_redirects=True)
    assert "You have missed nothing." in over.text and kept(office).answered_at is None


@pytest.mark.clause("SC-7")
def test_a_key_that_opens_nothing_tells_nothing_and_is_slowed(office: Office, page: str) -> None:
    client = office.app.test_client()
    for key in ("x", "a" * 300, "%00", "..%2f", "' OR 1=1"):
        assert client.get(f"/how-was-it/{key}").status_code == 404, key
        assert client.post(f"/how-was-it/{key}", data=SAID).status_code == 404, key
    seen = [client.get("/how-was-it/wrong").status_code for _ in range(25)]
    assert seen[-1] == 429
    assert client.get(page).status_code == 200, "whoever has the right link is let in all the same"
