"""A form is handed over by letter: somebody of the team prints and posts it, and says so (clause FP-11)."""

import pytest
import sqlalchemy as sa

from shared.models.notices import Notice
from shared.models.staff import Staff
from tests.backoffice.desk import Office
from tests.backoffice.test_handing_over import BEGUN, _customer, _link
from tests.clock import SettableClock

TO_POST = "/office/started/to-post"


def _begins(office: Office, who: Staff | None = None, **changed: str) -> str:
    """Somebody hands a form over by letter; where it stands."""
    letter = {**BEGUN, "reach": "letter", "email": "", "address": "4 Bank Street, Dingwall", **changed}
    answer = office.desk(who or office.cast.worker).client.post("/office/start", data=letter)
    assert answer.status_code == 303, answer.text
    return answer.location


def _letter(office: Office) -> Notice:
    with office.records() as session:
        found = session.scalars(sa.select(Notice)).one()
        session.expunge_all()
        return found


@pytest.mark.clause("FP-11")
def test_a_letter_stands_in_the_list_with_its_day_until_a_colleague_has_posted_it(
    office: Office, clock: SettableClock
) -> None:
    where = _begins(office)
    colleague = office.desk(office.cast.colleague).client
    for words in ("Morag MacLeod", "4 Bank Street, Dingwall", "Wilma Worker", "tomorrow", "Wed 3 Mar"):
        assert words in colleague.get(TO_POST).text, words
    clock.forward(days=3)
    assert "Late" in colleague.get(TO_POST).text
    page = colleague.get(where).text
    assert "Wednesday 3 March 2027" in page and "Take it back" not in page and _letter(office).facts["code"] in page
    for _ in range(2):
        assert colleague.post(f"{where}/posted").location == TO_POST
    assert "Morag MacLeod" not in colleague.get(TO_POST).text and "Nothing to post." in colleague.get(TO_POST).text
    mine = office.desk(office.cast.worker).client.get(where).text
    assert "Posted by Colin Colleague, Friday 5 March 2027 at 10:00 am" in mine
    assert colleague.get(where).status_code == 404, "it is nobody else's any more"


@pytest.mark.clause("SC-7")
def test_once_it_is_posted_nobody_here_can_read_what_opens_it(office: Office) -> None:
    where, link, code = _begins(office), _link(office), _letter(office).facts["code"]
    desk = office.desk(office.cast.worker).client
    desk.post(f"{where}/posted")
    assert code not in desk.get(where).text and desk.get(f"{where}/letter.pdf").status_code == 404
    assert set(_letter(office).facts) == {"deleted_on", "posted_by"}
    assert _customer(office).open(link).question == "check", "for the person it opens as before"


def test_what_was_lost_in_the_post_is_written_again(office: Office) -> None:
    where, desk = _begins(office), office.desk(office.cast.worker).client
    assert "Send the link again" not in desk.get(where).text, "the letter is still here to be printed"
    desk.post(f"{where}/posted")
    assert "Send the link again" in desk.get(where).text
    desk.post(f"{where}/again")
    assert "I have posted it" in desk.get(where).text and "Morag MacLeod" in desk.get(TO_POST).text


def test_what_the_person_has_sent_meanwhile_need_not_be_posted(office: Office) -> None:
    _begins(office)
    _customer(office).open(_link(office)).press()
    assert "Morag MacLeod" not in office.desk(office.cast.worker).client.get(TO_POST).text


def test_what_is_taken_back_need_not_be_posted(office: Office) -> None:
    desk = office.desk(office.cast.worker).client
    desk.post(f"{_begins(office)}/take-back")
    assert "Morag MacLeod" not in desk.get(TO_POST).text


@pytest.mark.clause("SC-7")
def test_a_letter_of_another_team_is_neither_listed_nor_opened_nor_ticked(office: Office) -> None:
    where, stranger = _begins(office), office.desk(office.cast.stranger).client
    assert "Morag MacLeod" not in stranger.get(TO_POST).text
    for address in (where, f"{where}/letter.pdf"):
        assert stranger.get(address).status_code == 404
    stranger.post(f"{where}/posted")
    assert _letter(office).sent_at is None
    assert "Morag MacLeod" in office.desk(office.cast.triage).client.get(TO_POST).text, "who sees every case sees it"


@pytest.mark.clause("SC-7")
def test_a_colleague_posts_the_letter_and_does_nothing_else_with_the_form(office: Office) -> None:
    where, colleague = _begins(office), office.desk(office.cast.colleague).client
    for act in ("again", "take-back"):
        assert colleague.post(f"{where}/{act}").status_code == 404
    assert _customer(office).open(_link(office)).question == "check"


def test_an_e_mail_is_no_letter_to_post(office: Office) -> None:
    where = _begins(office, reach="email", email="morag@customer.example", address="")
    desk = office.desk(office.cast.worker).client
    assert "I have posted it" not in desk.get(where).text and "Morag MacLeod" not in desk.get(TO_POST).text
    desk.post(f"{where}/posted")
    assert _letter(office).sent_at is None


def test_the_list_goes_a_page_at_a_time(office: Office) -> None:
    for number in range(27):
        _begins(office, key=f"one-form-of-many-{number}", name=f"Person {number:02}")
    client = office.desk(office.cast.worker).client
    first = client.get(TO_POST).text
    assert "Person 00" in first and "Person 24" in first and "Person 25" not in first
    with office.records() as session:
        place = session.scalars(sa.select(Notice.id).order_by(Notice.id)).all()[24]
    second = client.get(f"{TO_POST}?after={place}").text
    assert f"after={place}" in first and "Person 25" in second and "Person 24" not in second
    assert client.get(f"{TO_POST}?after=%27--").status_code == 200
