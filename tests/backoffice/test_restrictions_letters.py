"""Letters about a restriction that somebody brings, and appeals that somebody writes down for a customer."""

import re
import secrets

import pytest
import sqlalchemy as sa
from werkzeug.test import TestResponse

from shared.casework.customers import Person
from shared.charter.vocabulary import Channel, Format, Reach, Seal
from shared.files.store import Store
from shared.models.cases import Case
from shared.models.notices import Held, Notice
from shared.models.restrictions import Entered
from tests.backoffice.contacts import Contacts
from tests.backoffice.desk import Office

BY_POST = Person(
    name="Peter Post", email="peter@customer.example", address="1 Long Lane\nInverness", reach=Reach.LETTER
)


def letter(contacts: Contacts) -> Notice:
    """The letter that it begins."""
    with contacts.office.records() as session:
        found = session.scalars(sa.select(Notice).where(Notice.restriction_id.is_not(None))).one()
        session.expunge_all()
        return found


def appealed(contacts: Contacts, page: str, once: str = "", **more: object) -> TestResponse:
    """Somebody rings to appeal, and the leader writes it down."""
    said = {"words": "I did not shout.", "channel": "phone", "once": once or secrets.token_hex(8), **more}
    return contacts.client(contacts.leader).post(f"{page}/appeal", data=said)


@pytest.mark.clause("RP-11", "CH-9")
def test_a_letter_by_post_is_printed_and_brought(office: Office) -> None:
    contacts = Contacts(office, BY_POST)
    page = contacts.told(instead="letter")
    waiting = f"{page}/letters/{letter(contacts).id}"
    client = contacts.client(contacts.leader)
    assert page in client.get("/office/restrictions?tab=to-bring").text
    assert "1 letter waits for somebody to bring it." in client.get(page).text
    assert client.get(f"{waiting}/letter.pdf").status_code == 404
    with office.records() as session:
        notice = session.get(Notice, letter(contacts).id)
        assert notice is not None
        key = notice.facts["track"].rsplit("/", 1)[1]
        notice.made = Store(office.app.extensions["bywhen.settings"].letters).put(b"%PDF-1.7 a letter")
    printed = client.get(f"{waiting}/letter.pdf")
    assert printed.data.startswith(b"%PDF") and printed.headers["Cache-Control"] == "no-store"
    assert "I have posted it" in client.get(waiting).text
    for _ in range(2):
        assert client.post(f"{waiting}/brought").status_code == 303
    assert letter(contacts).sent_at is not None
    assert client.get(f"{waiting}/letter.pdf").status_code == 404
    assert key not in client.get(waiting).text
    assert page not in client.get("/office/restrictions?tab=to-bring").text


@pytest.mark.clause("RP-23", "CH-9")
def test_our_words_are_translated_before_the_letter_leaves(office: Office) -> None:
    contacts = Contacts(
        office, Person(name="Piotr Polak", email="p@customer.example", reach=Reach.EMAIL, language="pl")
    )
    page = contacts.told()
    held = letter(contacts)
    assert held.held_for is Held.TRANSLATION
    client, where = contacts.client(contacts.leader), f"{page}/letters/{held.id}"
    assert "Our words in their language" in client.get(where).text
    assert client.post(f"{where}/translated", data={"words": " "}).status_code == 422
    for words in ("1 marca jedna z nas przestraszyła się rozmowy.", "Coś innego."):
        assert client.post(f"{where}/translated", data={"words": words}).status_code == 303
    after = letter(contacts)
    assert after.held_for is None and after.facts["why"] == "1 marca jedna z nas przestraszyła się rozmowy."


@pytest.mark.clause("RP-11")
def test_a_letter_that_came_back_is_brought_another_way(contacts: Contacts) -> None:
    page = contacts.told()
    with contacts.office.records() as session:
        notice = session.get(Notice, letter(contacts).id)
        assert notice is not None
        notice.parked_at = notice.owed_at
    client, where = contacts.client(contacts.leader), f"{page}/letters/{letter(contacts).id}"
    assert page in client.get("/office/restrictions?tab=to-bring").text
    assert "It could not be delivered." in client.get(where).text
    assert client.post(f"{where}/brought").status_code == 303
    assert letter(contacts).sent_at is not None and letter(contacts).parked_at is None


@pytest.mark.clause("RP-26", "SC-7")
def test_letters_are_read_only_by_those_who_see_the_restriction(contacts: Contacts) -> None:
    page = contacts.told()
    where = f"{page}/letters/{letter(contacts).id}"
    with contacts.office.records() as session:
        key = session.scalars(sa.select(Notice.facts)).all()[-1]
    assert "track" in key
    secret = letter(contacts).facts["track"].rsplit("/", 1)[1]
    shown = contacts.client(contacts.leader).get(where)
    assert shown.status_code == 200 and secret not in shown.text
    assert contacts.client(contacts.affected).get(where).status_code == 404
    assert contacts.client(contacts.affected).post(f"{where}/brought").status_code == 404
    other = contacts.proposed()
    assert contacts.client(contacts.leader).get(f"{other}/letters/{letter(contacts).id}").status_code == 404


@pytest.mark.clause("RP-10")
def test_an_appeal_by_phone_is_a_case_of_its_own(contacts: Contacts) -> None:
    page = contacts.told()
    assert contacts.client(contacts.leader).get(f"{page}/appeal").status_code == 200
    empty = appealed(contacts, page, words=" ")
    assert empty.status_code == 422 and "Write what they say." in empty.text
    for _ in range(2):
        assert appealed(contacts, page, once="appeal-once").status_code == 303
    with contacts.office.records() as session:
        case = session.scalars(sa.select(Case).where(Case.seal == Seal.APPEAL)).one()
        assert (case.channel, case.procedure) == (Channel.PHONE, "appeal")
        reference = case.reference
    assert [one.what for one in contacts.now(page).entries].count(Entered.APPEALED) == 1
    shown = contacts.client(contacts.head).get(page).text
    assert "Under appeal" in shown and reference in shown and "It holds while the appeal is open." in shown
    again = appealed(contacts, page)
    assert again.status_code == 409 and "An appeal against this is open." in again.text
    for act, status in (("review", 409), ("change", 200), ("end", 200)):
        assert contacts.client(contacts.leader).get(f"{page}/{act}").status_code == status, (
            "to ease it waits for nobody"
        )


@pytest.mark.clause("RP-10")
def test_there_is_nothing_to_appeal_against_before_it_is_told(contacts: Contacts) -> None:
    page = contacts.decided()
    assert appealed(contacts, page).status_code == 409
    assert "Write down an appeal" not in contacts.client(contacts.leader).get(page).text


@pytest.mark.clause("CH-9")
def test_large_print_is_said_on_the_page_of_the_letter(office: Office) -> None:
    large = Person(name="Lara Large", address="2 Long Lane", reach=Reach.LETTER, format=Format.LARGE_PRINT)
    contacts = Contacts(office, large)
    page = contacts.told(instead="letter")
    shown = contacts.client(contacts.leader).get(f"{page}/letters/{letter(contacts).id}").text
    assert "Large print (18 point)" in shown and re.search(r"1 Long|2 Long Lane", shown)
