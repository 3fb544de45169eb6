"""What people do because no message could: reach, translate, make a form, book an interpreter, decide."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
import sqlalchemy as sa

from shared.casework.customers import Person
from shared.casework.sending import failed
from shared.charter.vocabulary import Format, MessagesTo, Reach
from shared.models.cases import Case
from shared.models.customers import Customer
from shared.models.happened import Happened
from shared.models.notices import Notice, Task, TaskKind
from shared.models.representatives import Authority
from tests.backoffice.desk import Office
from tests.builders import MORAG, TUESDAY
from tests.casework.test_reaching import spoken_for
from tests.clock import SettableClock

FLORA = Person(
    name="Flora Fraser",
    phone="01632 960 555",
    address="4 High Street\nInverness",
    reach=Reach.PHONE,
    needs="Ring only after 4pm",
)


def _number(office: Office, case: Case, what: TaskKind = TaskKind.REACH) -> int:
    with office.records() as session:
        return session.query(Task).filter_by(case_id=case.id, what=what).order_by(Task.id.desc()).first().id


def test_an_empty_list_says_what_would_be_on_it(office: Office) -> None:
    assert "Nothing to do." in office.desk(office.cast.triage).client.get("/office/tasks").text


def test_the_list_says_whom_to_reach_how_and_by_when(office: Office, clock: SettableClock) -> None:
    case = office.case(person=FLORA)
    client = office.desk(office.cast.triage).client
    page = client.get("/office/tasks").text
    for words in ("Flora Fraser", "By phone", "tomorrow", "Wed 3 Mar", case.reference, "They asked for a call"):
        assert words in page, words
    clock.forward(days=3)
    assert "Late" in client.get("/office/tasks").text


def test_the_page_says_what_to_tell_them_and_how_to_reach_them_well(office: Office) -> None:
    case = office.case(person=FLORA)
    page = office.desk(office.cast.triage).client.get(f"/office/tasks/{_number(office, case)}").text
    for words in ("Reach Flora Fraser", "01632 960 555", "Ring only after 4pm", "Wednesday 3 March 2027", "Inverness"):
        assert words in page, words
    assert "Dear Flora Fraser" in page and case.reference in page


def test_it_is_done_with_how_and_the_history_says_so(office: Office) -> None:
    case = office.case(person=FLORA)
    where, client = f"/office/tasks/{_number(office, case)}", office.desk(office.cast.triage).client
    for _ in range(2):  # pressed twice
        assert client.post(where, data={"how": "Rang at ten and read it out."}).headers["Location"] == "/office/tasks"
    page = client.get("/office/tasks").text
    assert "Saved. It is in the history of the case." in page and "Reach Flora Fraser" not in page
    done = client.get(where).text
    assert "Tavish Triage reached them on Tuesday 2 March 2027 at 10:00 am." in done
    assert "Rang at ten and read it out." in done and "They know now" not in done
    assert [line.what for line in office.now(case.reference).happenings].count(Happened.REACHED) == 1


@pytest.mark.parametrize(
    ("how", "sentence"),
    [
        ("", "Say how you reached them, such as"),
        (" \n ", "Say how you reached them, such as"),
        ("x" * 1001, "Say how you reached them in at most 1,000 characters."),
    ],
)
def test_an_error_says_what_to_do_and_keeps_what_was_typed(office: Office, how: str, sentence: str) -> None:
    case = office.case(person=FLORA)
    answer = office.desk(office.cast.triage).client.post(f"/office/tasks/{_number(office, case)}", data={"how": how})
    assert answer.status_code == 422
    assert answer.text.count(sentence) == 2
    assert how.strip() in answer.text


@pytest.mark.clause("RP-26")
def test_another_teams_task_is_not_there(office: Office) -> None:
    case = office.case(held_by=office.cast.worker, person=FLORA)
    where, stranger = f"/office/tasks/{_number(office, case)}", office.desk(office.cast.stranger).client
    assert office.desk(office.cast.worker).client.get(where).status_code == 200
    assert stranger.get(where).status_code == stranger.post(where, data={"how": "x"}).status_code == 404
    assert "Flora" not in stranger.get("/office/tasks").text


def test_further_tasks_are_a_page_further(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shared.casework.tasks.PAGE", 1)
    quiet = replace(FLORA, name="Nan Fraser", needs="")
    first, second = office.case(person=quiet), office.case(person=quiet)
    client = office.desk(office.cast.triage).client
    page = client.get("/office/tasks").text
    assert first.reference in page and second.reference not in page
    after = f"2027-03-03.{_number(office, first)}"
    assert f"after={after}" in page
    assert second.reference in client.get(f"/office/tasks?after={after}").text


def test_a_failed_email_to_somebody_without_another_way_can_be_closed_as_not_reached(office: Office) -> None:
    case = office.case()
    with office.records() as session:
        notice = session.query(Notice).filter_by(case_id=case.id).one()
        failed(session, notice, at=TUESDAY, charter=office.charter, trouble="No such mailbox", for_good=True)
        notice.case.customer.phone = notice.case.customer.address = ""
    client, where = office.desk(office.cast.triage).client, f"/office/tasks/{_number(office, case)}"
    assert "We have no other way to reach them." in client.get(where).text
    client.post(where, data={"how": "Two letters came back.", "not_reached": "yes"})
    done = client.get(where).text
    assert "Tavish Triage finished this on" in done and "reached them on" not in done
    page = office.desk(office.cast.triage).sees(case).text
    assert "Somebody tried to reach the customer and could not." in page


def test_whoever_rings_has_the_short_of_it_above_the_letter(office: Office) -> None:
    case = office.case(person=FLORA)
    page = office.desk(office.cast.triage).client.get(f"/office/tasks/{_number(office, case)}").text
    short = f"Your reference is {case.reference}. You can look it up with your reference and your phone number."
    assert page.index(short) < page.index("Dear Flora Fraser")


def _written(office: Office, person: Person) -> Case:
    """A message in English to somebody who needs more than that."""
    case = office.case(person=person)
    office.desk(office.cast.relations).takes("write", case, words="We come on Monday.", translate="y")
    return office.now(case.reference)


@pytest.mark.clause("CH-9", "RP-5")
def test_words_are_translated_by_whoever_can_and_the_customer_reads_them(office: Office) -> None:
    case = _written(office, replace(MORAG, language="ar"))
    number = _number(office, case, TaskKind.TRANSLATE)
    client = office.desk(office.cast.triage).client
    listed = client.get("/office/tasks").text
    assert "Translate a message to Morag MacLeod" in listed and "Arabic" in listed and "Fri 5 Mar" in listed
    page = client.get(f"/office/tasks/{number}").text
    assert "The words to translate: English" in page and "We come on Monday." in page
    assert "The words in this language: Arabic" in page
    assert client.post(f"/office/tasks/{number}", data={"seen": "ar", "words": " "}).status_code == 422
    for _ in range(2):
        answer = client.post(f"/office/tasks/{number}", data={"seen": "ar", "words": "نأتي يوم الاثنين."})
        assert answer.headers["Location"] == "/office/tasks"
    case = office.now(case.reference)
    assert [one.words for one in case.contacts if one.language == "ar"] == ["نأتي يوم الاثنين."]
    assert "The message was translated: Arabic." in office.desk(office.cast.triage).sees(case).text
    assert "نأتي" in office.app.test_client().get(f"/track/{case.reference}/{case.tracking_key}").text
    assert "The words now: Arabic" in client.get(f"/office/tasks/{number}").text


def test_two_who_translate_at_once_do_it_once_and_the_second_loses_nothing(office: Office) -> None:
    case = _written(office, replace(MORAG, language="pl"))
    where = f"/office/tasks/{_number(office, case, TaskKind.TRANSLATE)}"
    office.desk(office.cast.triage).client.post(where, data={"seen": "pl", "words": "Przyjdziemy."})
    late = office.desk(office.cast.relations).client.post(where, data={"seen": "pl", "words": "Będziemy."})
    assert late.status_code == 409
    assert "Nothing was saved: Tavish Triage had done this meanwhile." in late.text
    assert "Będziemy." in late.text and "Przyjdziemy." in late.text
    assert [one.words for one in office.now(case.reference).contacts if one.language == "pl"] == ["Przyjdziemy."]


def test_a_task_done_in_one_instant_by_four_hands_is_done_once(office: Office) -> None:
    case = _written(office, replace(MORAG, language="pl"))
    where = f"/office/tasks/{_number(office, case, TaskKind.TRANSLATE)}"
    desks = [office.desk(office.cast.triage) for _ in range(4)]
    with ThreadPoolExecutor(4) as hands:
        answers = hands.map(lambda desk: desk.client.post(where, data={"seen": "pl", "words": "Tak."}), desks)
    assert [answer.status_code for answer in answers] == [303] * 4
    assert [line.what for line in office.now(case.reference).happenings].count(Happened.TRANSLATED) == 1


@pytest.mark.clause("CH-9")
def test_a_format_that_somebody_has_to_make_goes_when_it_is_made(office: Office) -> None:
    case = _written(office, replace(MORAG, format=Format.BRAILLE))
    number = _number(office, case, TaskKind.MAKE_FORMAT)
    client = office.desk(office.cast.triage).client
    page = client.get(f"/office/tasks/{number}").text
    for words in ("in another format", "Braille", "We come on Monday.", "words.txt", "Tuesday 9 March 2027"):
        assert words in page, words
    for _ in range(2):
        client.post(f"/office/tasks/{number}", data={"seen": "braille", "how": "Posted in Braille."})
    with office.records() as session:
        notice = session.scalars(sa.select(Notice).where(Notice.template == "wrote")).one()
        assert notice.sent_at is not None and notice.held_for is None
    page = office.desk(office.cast.triage).sees(case).text
    assert "The message was made and sent: Braille." in page and "Posted in Braille." in page


def test_an_interpreter_is_booked_and_the_customer_reads_when(office: Office) -> None:
    case = office.case(person=replace(FLORA, interpreter="Polish"))
    number = _number(office, case, TaskKind.INTERPRETER)
    client = office.desk(office.cast.triage).client
    assert "Book an interpreter for Flora Fraser" in client.get(f"/office/tasks/{number}").text
    assert "with an interpreter: Polish" in client.get(f"/office/tasks/{_number(office, case)}").text
    for answers in ({"whom": "", "when": "Tuesday"}, {"whom": "Layla", "when": "x" * 121}):
        assert client.post(f"/office/tasks/{number}", data=answers).status_code == 422
    for _ in range(2):
        client.post(f"/office/tasks/{number}", data={"whom": "Layla", "when": "Tuesday 9 March at 2pm"})
    tracked = office.app.test_client().get(f"/track/{case.reference}/{case.tracking_key}").text
    assert "We booked an interpreter for you (Polish): Tuesday 9 March at 2pm." in tracked and "Layla" not in tracked


def test_what_is_decided_elsewhere_leads_there(office: Office) -> None:
    case = office.case(person=FLORA)
    with office.records() as session:
        reference = spoken_for(session, office.charter, MessagesTo.BOTH).reference
    client = office.desk(office.cast.triage).client
    person = f"/office/customers/{case.customer_id}?case={case.reference}#adjustment-1"
    listed = client.get("/office/tasks").text.replace("&amp;", "&")
    assert "Decide what we do differently for Flora Fraser" in listed and person in listed
    assert f"/office/cases/{reference}/authority" in listed and "Settle who speaks for" in listed
    number = _number(office, case, TaskKind.ADJUSTMENT)
    for answer in (client.get(f"/office/tasks/{number}"), client.post(f"/office/tasks/{number}", data={"how": "x"})):
        assert answer.headers["Location"] == person


@pytest.mark.clause("FP-11b")
def test_a_call_that_fits_no_more_says_why_and_is_brought_up_to_date(office: Office) -> None:
    case = office.case(person=replace(FLORA, email="flora@customer.example"))
    with office.records() as session:  # past every page: by e-mail, somebody's record is changed without any of ours
        session.scalars(sa.select(Customer)).one().reach = Reach.EMAIL
    where, client = f"/office/tasks/{_number(office, case)}", office.desk(office.cast.triage).client
    page = client.get(where).text
    assert "Flora Fraser is reached in another way: By e-mail." in page and "They know now" not in page
    refused = client.post(where, data={"how": "Rang at ten."})
    assert refused.status_code == 409 and "Rang at ten." in refused.text
    assert client.post(where, data={"again": "yes"}).status_code == 303
    assert "Reach Flora Fraser" not in client.get("/office/tasks").text
    with office.records() as session:
        notice = session.scalars(sa.select(Notice)).one()
        assert (notice.reach, notice.to_address, notice.sent_at) == (Reach.EMAIL, "flora@customer.example", None)


@pytest.mark.clause("FP-10", "FP-11b")
def test_nobody_rings_whoever_may_not_be_told_any_more(office: Office) -> None:
    with office.records() as session:
        case = spoken_for(session, office.charter, MessagesTo.BOTH)
        authority = case.authorities[0]
        authority.representative.reach, authority.representative.phone = Reach.PHONE, "01632 960 777"
        authority.representative.language = "en"
        authority.settled_at, authority.starts_on = TUESDAY, TUESDAY.date()
        reference = case.reference
    office.desk(office.cast.relations).takes("write", reference, words="We come on Monday.")
    with office.records() as session:
        task = session.scalars(sa.select(Task).where(Task.what == TaskKind.REACH).order_by(Task.id.desc())).first()
        assert task is not None
        number = task.id
        session.scalars(sa.select(Authority)).one().ended_at = TUESDAY
    client = office.desk(office.cast.triage).client
    page = client.get(f"/office/tasks/{number}").text
    assert "It is not settled that Ann Advocate may be told about this customer." in page
    assert client.post(f"/office/tasks/{number}", data={"how": "Rang."}).status_code == 409
    client.post(f"/office/tasks/{number}", data={"again": "yes"})
    assert client.get(f"/office/tasks/{number}").status_code == 404
    assert "A message was stopped before it left" in office.desk(office.cast.triage).sees(reference).text


def test_whoever_begins_their_day_sees_what_waits_for_hands_and_each_count_leads_to_its_list(office: Office) -> None:
    client = office.desk(office.cast.triage).client
    assert "Waits for somebody" not in client.get("/office/").text, "nothing waits"
    office.case(person=FLORA)
    post = replace(FLORA, name="Nan Fraser", reach=Reach.LETTER)
    office.case(person=post), office.case(person=post)
    page = client.get("/office/").text
    assert "Waits for somebody" in page and "Forms to post <strong>" not in page
    for only, name, count, there, not_there in (
        ("calls", "Calls to make", 1, "Flora Fraser", "Nan Fraser"),
        ("letters", "Letters to post", 2, "Nan Fraser", "Flora Fraser"),
    ):
        assert f'href="/office/tasks?only={only}">{name} <strong>{count}</strong>' in page
        listed = client.get(f"/office/tasks?only={only}").text
        assert there in listed and not_there not in listed
    assert "Waits for somebody" not in office.desk(office.cast.stranger).client.get("/office/").text
    assert client.get("/office/tasks?only=pigeons").status_code == 200
    assert "Waits for somebody" not in client.get("/office/", headers={"HX-Request": "true"}).text


def test_the_letters_to_post_go_a_page_at_a_time_and_stay_letters(office: Office) -> None:
    for number in range(27):
        office.case(person=replace(FLORA, name=f"Person {number:02}", reach=Reach.LETTER))
    office.case(person=FLORA)
    client = office.desk(office.cast.triage).client
    page = client.get("/office/tasks?only=letters").text
    following = re.search(r'href="(/office/tasks[^"]*after=[^"]*)"', page)
    assert following and "only=letters" in following[1]
    second = client.get(following[1].replace("&amp;", "&")).text
    assert "Person 26" in second and "Person 24" not in second and "Flora Fraser" not in second
