"""The reply editor says how old somebody must be to read the words, and names plainer ones."""

import pytest

from shared.casework.customers import Person
from shared.charter.vocabulary import Kind, Reach
from tests.backoffice.desk import Office

HARD = "We endeavour to facilitate the provision of additional receptacles prior to the commencement of collections."
MORAG = Person(name="Morag MacLeod", email="morag@customer.example", reach=Reach.EMAIL, language="en")
ZOFIA = Person(name="Zofia Nowak", email="zofia@customer.example", reach=Reach.EMAIL, language="pl")


@pytest.mark.clause("CH-10")
def test_before_a_reply_is_sent_its_writer_reads_how_hard_it_is_and_what_to_write_instead(office: Office) -> None:
    worker = office.cast.worker
    case = office.case(Kind.REQUEST, held_by=worker, person=MORAG)
    page = office.desk(worker).takes("reply", case.reference, words=HARD, preview="yes").get_data(as_text=True)
    assert "years of age" in page
    for word, plainer in (("endeavour", "try"), ("prior to", "before"), ("commencement", "start")):
        assert f"“{word}”: write “{plainer}”" in page


@pytest.mark.clause("CH-10")
def test_plain_words_are_left_in_peace(office: Office) -> None:
    worker = office.cast.worker
    case = office.case(Kind.REQUEST, held_by=worker, person=MORAG)
    kind = "We will bring your bin on Friday. Put it out by 8."
    page = office.desk(worker).takes("write", case.reference, words=kind, preview="yes").get_data(as_text=True)
    assert "years of age" in page and "Hard words" not in page


def test_words_in_another_language_are_not_measured_as_if_they_were_english(office: Office) -> None:
    worker = office.cast.worker
    case = office.case(Kind.REQUEST, held_by=worker, person=ZOFIA)
    page = office.desk(worker).takes("write", case.reference, words=HARD, words_in="pl", preview="yes")
    words = page.get_data(as_text=True)
    assert "Hard words" not in words and "years of age" not in words


def test_anybody_at_work_can_try_their_words(office: Office) -> None:
    client = office.desk(office.cast.worker).client
    assert "Hard words" not in client.get("/office/plain-words").get_data(as_text=True)
    answer = client.post("/office/plain-words", data={"words": HARD})
    assert "“endeavour”: write “try”" in answer.get_data(as_text=True)
    part = client.post("/office/plain-words", data={"reason": HARD}, headers={"HX-Request": "true"})
    assert "<html" not in part.get_data(as_text=True) and "endeavour" in part.get_data(as_text=True)
    assert client.post("/office/plain-words", data={"words": "a" * 30_000}).status_code == 422
