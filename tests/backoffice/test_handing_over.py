"""A form that staff begin for somebody: handed over, opened, changed and sent by the person themselves."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from werkzeug.test import TestResponse

from shared.casework import drafts, handing_over
from shared.charter.vocabulary import Channel, Format, Reach
from shared.models.cases import Case
from shared.models.drafts import Draft, HandOver
from shared.models.notices import Notice
from shared.models.staff import Staff
from tests.backoffice.desk import Office
from tests.client import CheckingClient
from tests.clock import SettableClock
from tests.page import words_of
from tests.portal.visitor import Visitor

BEGUN: dict[str, Any] = {
    "key": "one-form-begun-for-her",
    "name": "Morag MacLeod",
    "reach": "email",
    "email": "morag@customer.example",
    "kind": "complaint",
    "whom": "myself",
    "service": "roads",
    "words": "Nobody came on Tuesday.",
    "wanted": "Come on Friday.",
    "format": "large-print",
    "language": "en",
}
ONLY: dict[str, Any] = {"key": BEGUN["key"], "name": "Morag", "reach": "email", "email": "morag@customer.example"}


def _begins(office: Office, who: Staff | None = None, **changed: object) -> TestResponse:
    return office.desk(who or office.cast.worker).client.post("/office/start", data={**BEGUN, **changed})


def _link(office: Office) -> str:
    with office.records() as session:
        return str(session.scalars(sa.select(Notice).order_by(Notice.id.desc())).first().facts["link"])


def _customer(office: Office) -> Visitor:
    client = office.app.test_client()
    assert isinstance(client, CheckingClient)
    return Visitor(client)


def _count(office: Office, what: type[Case] | type[Draft] | type[Notice]) -> int:
    with office.records() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(what)) or 0


@pytest.mark.clause("FP-11")
def test_what_staff_began_is_checked_changed_and_sent_by_the_person_themselves(office: Office) -> None:
    answer = _begins(office)
    assert answer.status_code == 303
    assert _count(office, Case) == 0, "only the person makes it a case"
    morag = _customer(office).open(_link(office))
    assert morag.question == "check"
    assert "We began this for you." in words_of(morag.page.root)
    for words in (BEGUN["words"], BEGUN["wanted"], "Morag MacLeod", "Large print (18 point)"):
        assert words in morag.words
    morag.open(morag.link("/words?change=1")).press(words="Nobody came on Tuesday, nor on Wednesday.").press()
    with office.records() as session:
        (case,) = session.scalars(sa.select(Case))
        assert (case.channel, case.words) == (Channel.WEB, "Nobody came on Tuesday, nor on Wednesday.")
        assert case.customer is not None and case.customer.format is Format.LARGE_PRINT
        assert case.happenings[0].facts["started_by"] == "Wilma Worker"
        reference = case.reference
    assert "Wilma Worker began the form" in morag.open(morag.path.partition("/sent")[0]).words
    page = office.desk(office.cast.worker).client.get(answer.location)
    assert "They have sent it." in page.text
    assert reference not in page.text, "it is with another team"


@pytest.mark.clause("FP-11")
def test_whoever_may_see_the_case_reads_its_reference(office: Office) -> None:
    answer = _begins(office, office.cast.triage)
    _customer(office).open(_link(office)).press()
    assert "HC-" in office.desk(office.cast.triage).client.get(answer.location).text


@pytest.mark.clause("FP-11")
def test_a_name_and_an_address_are_enough_and_the_rest_is_asked(office: Office) -> None:
    assert office.desk(office.cast.worker).client.post("/office/start", data=ONLY).status_code == 303
    morag = _customer(office).open(_link(office))
    assert morag.question == "kind"
    morag.press(kind="request").press(whom="myself").press(service="not-sure").press()
    morag.press(words="A new bin").press()
    assert (morag.question, morag.value("reach")) == ("reach", "email")
    morag.press(reach="email")
    assert (morag.value("name"), morag.value("email")) == ("Morag", "morag@customer.example")
    morag.press(name="Morag", email="morag@customer.example").press(different="no").press()
    assert _count(office, Case) == 1


@pytest.mark.parametrize(
    ("way", "reach"),
    [
        ({"reach": "text", "phone": "01632 960 001"}, Reach.TEXT),
        ({"reach": "letter", "address": "4 Bank Street"}, Reach.LETTER),
    ],
)
def test_it_goes_the_way_that_suits_them(office: Office, way: dict[str, Any], reach: Reach) -> None:
    page = office.desk(office.cast.worker).client.get(_begins(office, **way).location)
    with office.records() as session:
        (notice,) = session.scalars(sa.select(Notice))
        assert (notice.reach, notice.format, notice.template) == (reach, Format.LARGE_PRINT, "handed_over")
        assert "Nobody came" not in str(notice.facts)
        assert (notice.facts["code"] in page.text) is (reach is Reach.LETTER), "a letter is there to be printed"


def test_no_way_is_offered_by_which_nothing_would_leave(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    page = office.desk(office.cast.worker).client.get("/office/start").text
    assert 'value="text"' in page
    monkeypatch.setattr("backoffice.handing_over.carried", lambda _ours: frozenset({Reach.EMAIL}))
    page = office.desk(office.cast.worker).client.get("/office/start").text
    assert 'value="text"' not in page and 'value="letter"' in page
    assert _begins(office, reach="text", phone="01632 960 001").status_code == 422


def test_a_letter_in_braille_is_shown_to_whoever_makes_it(office: Office) -> None:
    answer = _begins(office, reach="letter", address="4 Bank Street", format="braille")
    assert "Print this page" in office.desk(office.cast.worker).client.get(answer.location).text


def test_pressed_twice_it_is_begun_once(office: Office) -> None:
    assert _begins(office).location == _begins(office).location
    assert (_count(office, Draft), _count(office, Notice)) == (1, 1)


def test_the_link_can_be_sent_again_but_not_without_end(office: Office) -> None:
    desk, where = office.desk(office.cast.worker), _begins(office).location
    for _ in range(6):
        with office.records() as session:
            session.execute(sa.update(Notice).values(sent_at=Notice.owed_at))
        answer = desk.client.post(f"{where}/again", follow_redirects=True)
    assert "No more links are sent for this." in answer.text
    assert _count(office, Notice) == 5


@pytest.mark.clause("FP-11")
def test_what_is_taken_back_opens_nothing_any_more(office: Office) -> None:
    desk, where, link = office.desk(office.cast.worker), _begins(office).location, _link(office)
    assert "Taken back on Tuesday 2 March 2027." in desk.client.post(f"{where}/take-back", follow_redirects=True).text
    assert _customer(office).open(link).status == 404
    assert (_count(office, Draft), _count(office, Notice)) == (0, 0), "and no message leaves"
    again = desk.client.post(f"{where}/again", follow_redirects=True)
    assert "No more links are sent for this." in again.text


def test_what_they_have_sent_cannot_be_taken_back(office: Office) -> None:
    where = _begins(office).location
    _customer(office).open(_link(office)).press()
    page = office.desk(office.cast.worker).client.post(f"{where}/take-back", follow_redirects=True)
    assert "They have sent it already." in page.text
    assert _count(office, Case) == 1


@pytest.mark.clause("CH-5")
def test_after_twenty_eight_days_it_is_deleted_and_staff_see_that(office: Office, clock: SettableClock) -> None:
    desk, where = office.desk(office.cast.worker), _begins(office).location
    assert "It is deleted on Tuesday 30 March 2027." in desk.client.get("/office/started").text
    _forgets(office, clock, days=28, seconds=1)
    assert "Deleted on Tuesday 30 March 2027: they did not send it." in desk.client.get(where).text
    with office.records() as session:
        over = session.scalars(sa.select(HandOver)).one()
        assert over.to_address == ""
    _forgets(office, clock, days=28, seconds=1)
    assert desk.client.get(where).status_code == 404


def test_what_was_sent_is_no_longer_listed_when_its_draft_is_gone(office: Office, clock: SettableClock) -> None:
    where = _begins(office).location
    _customer(office).open(_link(office)).press()
    _forgets(office, clock, days=28, seconds=1)
    assert office.desk(office.cast.worker).client.get(where).status_code == 404
    assert _count(office, Case) == 1


def _forgets(office: Office, clock: SettableClock, **span: float) -> None:
    clock.set(clock() + timedelta(**span))
    with office.records() as session:
        drafts.forget_old(session, at=clock())
        handing_over.forget_old(session, at=clock())


def test_nobody_sees_what_a_colleague_handed_over(office: Office) -> None:
    where = _begins(office).location
    colleague = office.desk(office.cast.colleague).client
    assert colleague.get(where).status_code == 404
    for act in ("again", "take-back", "letter.pdf"):
        address = f"{where}/{act}"
        assert (colleague.get(address) if "." in act else colleague.post(address)).status_code == 404
    assert "Morag" not in colleague.get("/office/started").text
    assert _count(office, Draft) == 1


def test_only_those_who_take_contacts_begin_a_form(office: Office) -> None:
    for who in ("councillor", "analyst", "administrator"):
        assert _begins(office, getattr(office.cast, who)).status_code == 403
    assert _count(office, Draft) == 0


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"name": ""}, "name", "Enter their name."),
        ({"reach": ""}, "reach-0", "Choose how they want to hear from us."),
        ({"reach": "phone"}, "reach-0", "Choose how they want to hear from us."),
        ({"email": ""}, "email", "Enter their e-mail address, or choose another way."),
        ({"reach": "text"}, "phone", "Enter their phone number, or choose another way."),
        ({"reach": "letter"}, "address", "Enter their address, or choose another way."),
        ({"kind": "grumble"}, "kind", "Choose what it is."),
        ({"whom": "everybody"}, "whom", "Choose who it is for."),
        ({"service": "witchcraft"}, "service", "Choose a service from the list."),
        ({"words": "x" * 20_001}, "words", "Use at most 20,000 characters."),
        ({"wanted": "x" * 5_001}, "wanted", "Use at most 5,000 characters."),
        ({"language": "tlh"}, "language", "Choose a language."),
    ],
)
def test_what_will_not_do_is_said_and_nothing_is_lost(
    office: Office, changed: dict[str, Any], field: str, sentence: str
) -> None:
    page = _begins(office, **changed)
    assert page.status_code == 422
    assert f'href="#{field}"' in page.text and page.text.count(sentence) >= 2
    assert _count(office, Draft) == 0
    assert "Nobody came on Tuesday." in page.text or "words" in changed
