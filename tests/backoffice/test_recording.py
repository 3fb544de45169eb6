"""What staff write down about people besides what they said: how to reach them well, and who spoke for them."""

import re
from io import BytesIO
from typing import Any

import pytest
import sqlalchemy as sa
from werkzeug.test import TestResponse

from shared.casework.customers import Person
from shared.charter.vocabulary import Evidence, Format, MessagesTo, OnBehalf, Reach
from shared.models.cases import Case
from shared.models.customers import Customer
from shared.models.drafts import Draft
from shared.models.files import AttachedFile
from shared.models.notices import Notice, Task, TaskKind
from shared.models.representatives import Authority
from tests.backoffice.desk import Office

LETTER: dict[str, Any] = {
    "key": "one-letter-in-the-post",
    "channel": "letter",
    "day": ["1", "3", "2027"],
    "hour": "09:45",
    "kind": "request",
    "service": "roads",
    "words": "The pothole outside the school is back.",
    "name": "Morag MacLeod",
    "reach": "letter",
    "address": "4 Bank Street\nInverness",
}
ANN = {
    "on_behalf": "asked",
    "speaker_name": "Ann Advocate",
    "relation": "Her advocate",
    "organisation": "Advocacy Highland",
    "speaker_email": "ann@advocacy.example",
}
MORAG = Person(
    name="Morag MacLeod",
    email="morag@customer.example",
    address="4 Bank Street",
    reach=Reach.LETTER,
    format=Format.LARGE_PRINT,
    language="gd",
    interpreter="Scottish Gaelic",
    times="Mornings",
)


def _writes_down(office: Office, **changed: object) -> TestResponse:
    return office.desk(office.cast.triage).client.post("/office/record", data={**LETTER, **changed})


def _only_case(office: Office) -> Case:
    with office.records() as session:
        case = session.scalars(sa.select(Case).order_by(Case.id.desc())).first()
        assert case is not None
        _ = (case.customer, [(one.representative, one.settled_by) for one in case.authorities], case.happenings)
        session.expunge_all()
        return case


@pytest.mark.clause("CH-9", "CC-4", "RP-4")
def test_what_a_letter_asks_for_is_kept_with_the_person_and_met_at_once(office: Office) -> None:
    told = {"format": "larger-print", "language": "gd", "interpreter": "Scottish Gaelic", "times": "Before noon"}
    assert _writes_down(office, **told).status_code == 303
    person = _only_case(office).customer
    assert person is not None
    assert (person.format, person.language, person.interpreter) == (Format.LARGER_PRINT, "gd", "Scottish Gaelic")
    assert (person.times, person.reach) == ("Before noon", Reach.LETTER)
    with office.records() as session:
        (notice,) = session.scalars(sa.select(Notice))
        assert (notice.format, notice.language, notice.reach) == (Format.LARGER_PRINT, "gd", Reach.LETTER)
        assert {task.what for task in session.scalars(sa.select(Task))} == {TaskKind.REACH, TaskKind.INTERPRETER}


@pytest.mark.clause("CC-4")
def test_where_nobody_asked_for_the_language_it_stays_open(office: Office) -> None:
    _writes_down(office)
    person = _only_case(office).customer
    assert person is not None and person.language == ""


@pytest.mark.parametrize("reach", [Reach.TEXT, Reach.IN_PERSON])
def test_somebody_may_want_texts_or_a_meeting(office: Office, reach: Reach) -> None:
    _writes_down(office, reach=reach.value, phone="01632 960 555")
    person = _only_case(office).customer
    assert person is not None and person.reach is reach


@pytest.mark.clause("RP-4", "RP-5")
def test_somebody_whom_we_know_is_shown_as_recorded_and_asked_nothing_again(office: Office) -> None:
    before = office.case(person=MORAG)
    by_mail = {"email": "Morag@Customer.example", "channel": "email", "reach": "email"}
    page = _writes_down(office, **by_mail)
    assert page.status_code == 200
    for words in ("We know Morag MacLeod", "By post", "Large print (18 point)", "Scottish Gaelic", "Mornings"):
        assert words in page.text
    assert LETTER["words"] in page.text, "nothing typed is lost"
    assert _only_case(office).reference == before.reference, "nothing is recorded yet"
    met = re.search(r'name="met"[^>]*value="(\d+)"', page.text)
    assert met and 'name="as_recorded"' in page.text
    answer = _writes_down(office, **by_mail, met=met[1], as_recorded="y")
    assert answer.status_code == 303
    person = _only_case(office).customer
    assert person is not None
    assert (person.reach, person.format, person.language) == (Reach.LETTER, Format.LARGE_PRINT, "gd")


@pytest.mark.clause("RP-4")
def test_what_they_ask_for_now_takes_the_place_of_what_was_recorded(office: Office) -> None:
    office.case(person=MORAG)
    now = {"email": MORAG.email, "reach": "email", "format": "audio-script"}
    met = re.search(r'name="met"[^>]*value="(\d+)"', _writes_down(office, **now).text)
    assert met
    _writes_down(office, **now, met=met[1])
    person = _only_case(office).customer
    assert person is not None
    assert (person.reach, person.format, person.language) == (Reach.EMAIL, Format.AUDIO_SCRIPT, "gd")


def test_nobody_is_stopped_for_a_customer_of_whom_nothing_special_is_known(office: Office) -> None:
    office.case(person=Person(name="Iain", phone="01632 960 556", reach=Reach.PHONE, reads="en"))
    call = {"name": "Iain", "phone": "01632960556", "reach": "phone", "channel": "phone", "address": ""}
    assert _writes_down(office, **call).status_code == 303


def test_somebody_else_at_the_same_address_is_nobody_we_know(office: Office) -> None:
    office.case(person=MORAG)
    assert _writes_down(office, name="Mairi", email=MORAG.email).status_code == 303


@pytest.mark.clause("FP-10")
def test_who_spoke_for_the_customer_waits_until_it_is_settled(office: Office) -> None:
    assert _writes_down(office, **ANN).status_code == 303
    case = _only_case(office)
    (authority,) = case.authorities
    assert case.on_behalf is OnBehalf.ASKED and case.customer is not None and case.customer.name == "Morag MacLeod"
    assert (authority.representative.name, authority.relation) == ("Ann Advocate", "Her advocate")
    assert (authority.representative.organisation, authority.representative.reach) == ("Advocacy Highland", Reach.EMAIL)
    assert authority.waiting and authority.messages_to is MessagesTo.BOTH
    with office.records() as session:
        to_ann = session.scalars(sa.select(Notice.template).where(Notice.to_name == "Ann Advocate")).all()
        assert to_ann == ["authority_waiting"], "and nothing personal"


@pytest.mark.clause("FP-10", "RP-2")
def test_what_the_customer_told_us_themselves_settles_it_at_once(office: Office) -> None:
    how = "Morag rang us on Monday and said so"
    _writes_down(office, **ANN, agreed="known", how=how, messages_to="both")
    (authority,) = _only_case(office).authorities
    assert authority.settled_by is not None
    assert (authority.how, authority.evidence) == (how, Evidence.STAFF)
    with office.records() as session:
        told = session.execute(sa.select(Notice.template, Notice.to_name)).all()
        assert sorted(map(tuple, told)) == [("received", "Ann Advocate"), ("received", "Morag MacLeod")]
        assert not session.scalars(sa.select(Task).where(Task.what == TaskKind.AUTHORITY, Task.done_at.is_(None))).all()


@pytest.mark.clause("FP-10")
def test_a_link_asks_the_customer(office: Office) -> None:
    _writes_down(office, **ANN, agreed="link", email="morag@customer.example")
    (authority,) = _only_case(office).authorities
    assert authority.evidence is Evidence.LINK and authority.waiting


def test_a_mother_who_has_no_address_of_her_child_gets_the_messages(office: Office) -> None:
    child = {"name": "Ruaridh", "reach": "none", "address": "", "on_behalf": "under-18", "speaker_name": "Mairi"}
    _writes_down(office, **child, speaker_phone="01632 960 777", agreed="known", how="She is his mother")
    (authority,) = _only_case(office).authorities
    assert authority.messages_to is MessagesTo.REPRESENTATIVE
    assert authority.representative.reach is Reach.PHONE


def test_a_letter_is_kept_as_it_came_whatever_else_has_to_be_mended(office: Office) -> None:
    def letter() -> tuple[BytesIO, str]:
        return BytesIO(b"Dear Council, the pothole is back."), "letter.txt"

    page = _writes_down(office, words="", files=letter())
    assert page.status_code == 422 and "Kept so far: <bdi>letter.txt</bdi>" in page.text
    assert _writes_down(office, files=letter()).status_code == 303, "chosen again, it is one"
    case = _only_case(office)
    with office.records() as session:
        (file,) = session.scalars(sa.select(AttachedFile))
        assert (file.case_id, file.name, file.by_customer) == (case.id, "letter.txt", True)
        assert session.scalars(sa.select(Draft)).all() == []


def test_a_file_that_cannot_be_taken_is_named_and_the_rest_stays(office: Office) -> None:
    page = _writes_down(office, files=(BytesIO(b"MZ\x90\x00\x03\x00"), "run.exe"))
    assert page.status_code == 422 and "run.exe" in page.text
    assert LETTER["words"] in page.text
    with office.records() as session:
        assert session.scalars(sa.select(Case)).all() == []


def test_recorded_twice_by_a_double_press_it_has_one_representative(office: Office) -> None:
    for _ in range(2):
        assert _writes_down(office, **ANN, format="larger-print").status_code == 303
    with office.records() as session:
        assert len(session.scalars(sa.select(Authority)).all()) == 1
        assert len(session.scalars(sa.select(Customer)).all()) == 1


def test_an_expired_page_gives_back_what_was_typed(office: Office) -> None:
    page = _writes_down(office, csrf_token="")
    assert page.status_code == 400
    assert LETTER["words"] in page.text
