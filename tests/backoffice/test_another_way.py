"""One message goes in another way, or in another format, than its reader needs: never without a reason (FP-11b)."""

import re
from dataclasses import replace

import pytest
import sqlalchemy as sa

from shared.casework import representing
from shared.casework.customers import Person
from shared.charter.vocabulary import Format, MessagesTo, Reach
from shared.models.happened import Happened
from shared.models.notices import Held, Notice, Task, TaskKind
from tests.backoffice.desk import Desk, Office
from tests.backoffice.speaking import spoken_for
from tests.backoffice.test_telling import last
from tests.builders import MORAG, TUESDAY

WORDS, WHY = "We come on Monday.", "She rang: her computer is broken this week."
EVERYWHERE = replace(MORAG, phone="01632 960 555", address="4 High Street", language="en")


def _worker(office: Office) -> Desk:
    return office.desk(office.cast.worker)


def _offered(page: str, name: str = "this_way") -> list[str]:
    found = re.search(rf'<select[^>]*name="{name}".*?</select>', page, re.DOTALL)
    assert found
    return re.findall(r'<option value="([^"]*)"', found[0])


@pytest.mark.parametrize(
    ("person", "ways"),
    [
        (EVERYWHERE, ["", "email", "text", "phone", "letter", "in-person"]),
        (MORAG, ["", "email", "in-person"]),
        (Person(name="Nan", reach=Reach.LETTER, address="4 High Street"), ["", "letter", "in-person"]),
    ],
)
def test_only_ways_that_find_them_are_offered(office: Office, person: Person, ways: list[str]) -> None:
    case = office.case(held_by=office.cast.worker, person=person)
    page = _worker(office).opens("write", case).text
    assert _offered(page) == ways
    assert _offered(page, "this_form") == ["", *Format]


@pytest.mark.clause("FP-11b")
@pytest.mark.parametrize("way", [Reach.TEXT, Reach.PHONE, Reach.LETTER, Reach.IN_PERSON])
def test_another_way_is_refused_with_the_fitting_one_and_goes_with_a_reason_that_the_history_keeps(
    office: Office, way: Reach
) -> None:
    case, desk = office.case(held_by=office.cast.worker, person=EVERYWHERE), _worker(office)
    refused = desk.takes("write", case, words=WORDS, this_way=way.value)
    assert refused.status_code == 409
    assert "Morag MacLeod is reached in another way: By e-mail." in refused.text
    assert WORDS in refused.text and " open>" in refused.text
    assert desk.takes("write", case, words=WORDS, this_way=way.value, anyway=WHY).status_code == 303
    notice = last(office, case)
    address = {Reach.LETTER: "4 High Street", Reach.IN_PERSON: ""}.get(way, "01632 960 555")
    assert (notice.reach, notice.to_address, notice.anyway, notice.format) == (way, address, WHY, Format.STANDARD)
    page = desk.sees(case).text
    assert "The message went although it does not fit this person (the way)." in page and WHY in page
    with office.records() as session:
        open_tasks = session.scalars(sa.select(Task).where(Task.notice_id == notice.id)).all()
        assert [one.what for one in open_tasks] == ([] if way is Reach.TEXT else [TaskKind.REACH])
    assert desk.takes("write", case, words="And one more.").status_code == 303
    assert last(office, case).reach is Reach.EMAIL, "only that one message went in another way"


@pytest.mark.clause("FP-11b", "CH-9")
@pytest.mark.parametrize("form", [Format.LARGE_PRINT, Format.PLAIN_TEXT, Format.AUDIO_SCRIPT, Format.BRAILLE])
def test_another_format_for_one_message_asks_for_a_reason_too(office: Office, form: Format) -> None:
    case, desk = office.case(held_by=office.cast.worker, person=EVERYWHERE), _worker(office)
    refused = desk.takes("write", case, words=WORDS, this_form=form.value)
    assert refused.status_code == 409 and "Morag MacLeod needs another format: As usual." in refused.text
    assert desk.takes("write", case, words=WORDS, this_form=form.value, anyway=WHY).status_code == 303
    notice = last(office, case)
    made_by_hand = Held.FORMAT if form is Format.BRAILLE else None
    assert (notice.format, notice.reach, notice.held_for) == (form, Reach.EMAIL, made_by_hand)


def test_a_format_or_way_that_is_theirs_needs_no_reason(office: Office) -> None:
    person = replace(EVERYWHERE, format=Format.LARGE_PRINT)
    case, desk = office.case(held_by=office.cast.worker, person=person), _worker(office)
    answer = desk.takes("write", case, words=WORDS, this_form="large-print", this_way="email")
    assert answer.status_code == 303 and last(office, case).anyway == ""
    lines = office.now(case.reference).happenings
    assert not [line for line in lines if line.what is Happened.SENT_ANYWAY]


@pytest.mark.clause("FP-11b")
def test_it_is_translated_first_although_it_goes_in_another_way(office: Office) -> None:
    person = replace(EVERYWHERE, language="pl")
    case, desk = office.case(held_by=office.cast.worker, person=person), _worker(office)
    answers = {"words": WORDS, "words_in": "en", "translate": "y", "this_way": "letter"}
    assert desk.takes("write", case, **answers).status_code == 409
    assert desk.takes("write", case, **answers, anyway=WHY).status_code == 303
    notice = last(office, case)
    assert (notice.reach, notice.held_for, notice.anyway) == (Reach.LETTER, Held.TRANSLATION, WHY)
    with office.records() as session:
        number = session.scalars(sa.select(Task.id).where(Task.what == TaskKind.TRANSLATE)).one()
    done = desk.client.post(f"/office/tasks/{number}", data={"words": "Przyjdziemy.", "seen": "pl"})
    assert done.status_code == 303, done.text
    notice = last(office, case)
    assert (notice.held_for, notice.reach, notice.words_in) == (None, Reach.LETTER, "pl")


@pytest.mark.clause("FP-11b", "RP-2")
def test_with_two_readers_each_goes_by_the_chosen_way_only_where_it_finds_them(office: Office) -> None:
    case = spoken_for(office, person=EVERYWHERE)
    with office.records() as session:
        (one,) = session.get_one(type(case), case.id).authorities
        representing.settle(session, one, at=TUESDAY, charter=office.charter, messages_to=MessagesTo.BOTH)
    triage = office.desk(office.cast.triage)
    assert triage.takes("write", case, words=WORDS, this_way="letter", anyway=WHY).status_code == 303
    with office.records() as session:
        rows = sa.select(Notice.to_name, Notice.reach, Notice.anyway).where(Notice.template == "wrote")
        told = {name: (reach, why) for name, reach, why in session.execute(rows)}
    assert told == {"Morag MacLeod": (Reach.LETTER, WHY), "Ann Advocate": (Reach.EMAIL, "")}


@pytest.mark.clause("FP-11b")
def test_a_way_for_which_we_have_no_address_is_refused_whatever_the_reason(office: Office) -> None:
    case, desk = office.case(held_by=office.cast.worker, person=MORAG), _worker(office)
    answer = desk.takes("write", case, words=WORDS, this_way="letter", anyway=WHY)
    assert answer.status_code == 409 and "Morag MacLeod is reached in another way: By e-mail." in answer.text
    assert office.now(case.reference).version == case.version


@pytest.mark.parametrize("wrong", [{"this_way": "pigeon"}, {"this_way": "none"}, {"this_form": "papyrus"}])
def test_what_was_never_offered_is_named_and_nothing_leaves(office: Office, wrong: dict[str, str]) -> None:
    case = office.case(held_by=office.cast.worker, person=EVERYWHERE)
    assert _worker(office).takes("write", case, words=WORDS, anyway=WHY, **wrong).status_code == 422
    assert office.now(case.reference).version == case.version


def test_a_preview_shows_where_it_would_go(office: Office) -> None:
    case = office.case(held_by=office.cast.worker, person=EVERYWHERE)
    page = _worker(office).takes("write", case, words=WORDS, this_way="text", anyway=WHY, preview="yes").text
    assert "We send it as a text message to" in page
    page = _worker(office).takes("write", case, words=WORDS, this_way="letter", anyway=WHY, preview="yes").text
    assert "They want letters" not in page and "By post: <bdi>4 High Street</bdi>" in page


def test_whoever_has_the_task_reads_why_it_goes_so(office: Office) -> None:
    case, desk = office.case(held_by=office.cast.worker, person=EVERYWHERE), _worker(office)
    desk.takes("write", case, words=WORDS, this_way="letter", anyway=WHY)
    page = desk.client.get("/office/tasks").text
    assert WHY in page and "They asked for a letter" not in page
