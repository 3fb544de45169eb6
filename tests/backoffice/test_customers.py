"""The page of one person: how to reach them well, who may see it, and changing it without losing a word."""

import re
from dataclasses import replace

import pytest
import sqlalchemy as sa

from shared.casework.customers import Person
from shared.charter.vocabulary import Format, MessagesTo, Reach
from shared.models.cases import Case
from shared.models.customers import Customer
from shared.models.happened import Happened
from shared.models.notices import Notice
from tests.backoffice.desk import Desk, Office
from tests.builders import MORAG
from tests.casework.test_reaching import spoken_for

FLORA = Person(
    name="Flora Fraser",
    email="flora@customer.example",
    phone="01632 960 555",
    address="4 High Street\nInverness",
    reach=Reach.EMAIL,
    needs="Ring before you come",
    language="gd",
    format=Format.LARGE_PRINT,
    interpreter="Scottish Gaelic",
    times="weekday mornings",
)
NEW = {
    "reach": "letter",
    "email": "flora@customer.example",
    "phone": "01632 960 555",
    "address": "4 High Street\nInverness",
    "format": "braille",
    "language": "gd",
    "interpreter": "",
    "times": "",
}


def page_of(case: Case, part: str = "") -> str:
    return f"/office/customers/{case.customer_id}{part}?case={case.reference}"


def seen(desk: Desk, case: Case) -> str:
    found = re.search(r'name="seen"[^>]*value="(\d+)"', desk.client.get(page_of(case, "/reach")).text)
    assert found
    return found[1]


def kept(office: Office, case: Case) -> Customer:
    customer = office.now(case.reference).customer
    assert customer is not None
    return customer


@pytest.mark.clause("RP-4", "RP-5", "CH-9", "CC-4")
def test_everything_about_reaching_somebody_well_is_on_their_page(office: Office) -> None:
    case = office.case(held_by=office.cast.worker, person=FLORA)
    page = office.desk(office.cast.worker).client.get(page_of(case)).text
    for words in (
        "Flora Fraser",
        "By e-mail",
        "flora@customer.example",
        "01632 960 555",
        "Inverness",
        "Large print (18 point)",
        "Scottish Gaelic",
        "weekday mornings",
        "Ring before you come",
        "To be decided by Tuesday 9 March 2027.",
        case.reference,
    ):
        assert words in page, words


@pytest.mark.clause("RP-4", "RP-5")
def test_it_comes_first_on_every_case_of_theirs_before_what_happens_next(office: Office) -> None:
    office.case(person=FLORA)
    second = office.case(person=replace(FLORA, needs=""))
    page = office.desk(office.cast.triage).sees(second).text
    page = page[page.index("<main") :]
    first, then = page.index("How to reach this person well"), page.index("What happens next")
    panel = page[first:then]
    for words in ("Flora Fraser", "By e-mail", "Large print (18 point)", "Scottish Gaelic", "weekday mornings"):
        assert words in panel, words
    assert "To be decided by Tuesday 9 March 2027:" in panel and "Ring before you come" in panel
    assert "Our messages go to" in panel


@pytest.mark.clause("RP-26")
def test_a_person_is_there_for_whoever_may_see_one_of_their_cases_and_for_nobody_else(office: Office) -> None:
    theirs = office.case(held_by=office.cast.worker, person=FLORA)
    other = office.case(person=FLORA)
    stranger, worker = office.desk(office.cast.stranger).client, office.desk(office.cast.worker).client
    for part in ("", "/reach", "/adjustments/add", "/adjustments/1/agree"):
        assert stranger.get(page_of(theirs, part)).status_code == 404, part
    assert stranger.post(page_of(theirs, "/reach"), data=NEW).status_code == 404
    page = worker.get(page_of(theirs)).text
    assert theirs.reference in page and other.reference not in page
    for number in ("0", "99999", "2147483647", "2147483648", "x"):
        assert worker.get(f"/office/customers/{number}").status_code == 404, number


def test_a_councillor_reads_and_changes_nothing(office: Office) -> None:
    with office.records() as session:
        session.merge(office.cast.councillor)
    councillor = office.desk(office.cast.councillor).client
    case = office.case(person=FLORA)
    assert councillor.get(page_of(case)).status_code == 404
    assert councillor.get(page_of(case, "/reach")).status_code == 403


def test_a_case_that_one_may_not_see_or_of_somebody_else_is_passed_over(office: Office) -> None:
    case, other = office.case(held_by=office.cast.worker, person=FLORA), office.case()
    client = office.desk(office.cast.worker).client
    for reference in (other.reference, "HC-2222-2222", "<script>", ""):
        page = client.get(f"/office/customers/{case.customer_id}?case={reference}").text
        page = page[page.index("<main") :]
        assert f"/office/cases/{case.reference}" in page and other.reference not in page


@pytest.mark.clause("RP-4", "FP-11b")
def test_a_change_holds_for_every_case_and_for_what_is_still_owed_and_is_in_the_history(office: Office) -> None:
    case = office.case(person=FLORA)
    desk = office.desk(office.cast.triage)
    answer = desk.client.post(page_of(case, "/reach"), data={**NEW, "seen": seen(desk, case)})
    assert answer.headers["Location"] == f"{page_of(case)}#main"
    assert "Saved. What we still owe them follows it." in desk.client.get(page_of(case)).text
    customer = kept(office, case)
    assert (customer.reach, customer.format, customer.interpreter, customer.times) == (
        Reach.LETTER,
        Format.BRAILLE,
        "",
        "",
    )
    with office.records() as session:
        (notice,) = session.scalars(sa.select(Notice).where(Notice.case_id == case.id))
        assert (notice.reach, notice.format) == (Reach.LETTER, Format.BRAILLE)
    page = desk.sees(case).text
    assert "Changed how we reach them." in page and "A message was made anew before it left" in page


def test_pressed_twice_a_change_is_made_once(office: Office) -> None:
    case = office.case(person=FLORA)
    desk = office.desk(office.cast.triage)
    mark = seen(desk, case)
    for _ in range(2):
        assert desk.client.post(page_of(case, "/reach"), data={**NEW, "seen": mark}).status_code == 303
    lines = [line.what for line in office.now(case.reference).happenings]
    assert lines.count(Happened.REACH_CHANGED) == 1 and kept(office, case).version == 2


def test_when_two_change_it_at_once_the_second_sees_both_and_loses_nothing(office: Office) -> None:
    case = office.case(person=FLORA)
    desk = office.desk(office.cast.triage)
    mark = seen(desk, case)
    office.desk(office.cast.relations).client.post(page_of(case, "/reach"), data={**NEW, "seen": mark})
    late = desk.client.post(
        page_of(case, "/reach"), data={**NEW, "reach": "phone", "times": "evenings only", "seen": mark}
    )
    assert late.status_code == 409
    assert "somebody else changed this while you had it open" in late.text
    assert "By post" in late.text and "Braille" in late.text, "what is recorded now"
    assert 'value="evenings only"' in late.text, "what was typed"
    assert kept(office, case).reach is Reach.LETTER
    again = desk.client.post(
        page_of(case, "/reach"), data={**NEW, "reach": "phone", "times": "evenings only", "seen": "2"}
    )
    assert again.status_code == 303 and kept(office, case).times == "evenings only"


@pytest.mark.parametrize("mark", ["", "x", "-1", "0", "99999999999999999999"])
def test_a_form_that_does_not_say_what_was_seen_is_taken_for_stale(office: Office, mark: str) -> None:
    case = office.case(person=FLORA)
    client = office.desk(office.cast.triage).client
    assert client.post(page_of(case, "/reach"), data={**NEW, "seen": mark}).status_code == 409


# what was answered otherwise, which field is named, what is said
WILL_NOT_DO = [
    ({"reach": ""}, "reach-0", "Choose how they want to hear from us."),
    ({"reach": "pigeon"}, "reach-0", "Choose how they want to hear from us."),
    ({"reach": "email", "email": ""}, "email", "Enter their e-mail address, or choose another way."),
    ({"reach": "email", "email": "nobody"}, "email", "Enter an e-mail address as in name@example.com."),
    ({"reach": "phone", "phone": ""}, "phone", "Enter their phone number, or choose another way."),
    ({"reach": "text", "phone": ""}, "phone", "Enter their phone number, or choose another way."),
    ({"reach": "letter", "address": " \n"}, "address", "Enter their address, or choose another way."),
    ({"address": "x" * 501}, "address", "Use at most 500 characters for the address."),
    ({"format": "song"}, "format", "Choose what our messages should look like."),
    ({"language": "tlh"}, "language", "Choose a language."),
    ({"interpreter": "x" * 41}, "interpreter", "Write only the language, such as Polish."),
    ({"times": "x" * 201}, "times", "Use at most 200 characters."),
]


@pytest.mark.parametrize(("answers", "field", "sentence"), WILL_NOT_DO)
def test_an_answer_that_will_not_do_is_named_and_everything_is_kept(
    office: Office, answers: dict[str, str], field: str, sentence: str
) -> None:
    case = office.case(person=FLORA)
    client = office.desk(office.cast.triage).client
    page = client.post(page_of(case, "/reach"), data={**NEW, "seen": "1", **answers})
    assert page.status_code == 422
    assert f'href="#{field}"' in page.text and page.text.count(sentence) >= 2
    assert kept(office, case).version == 1


def test_hostile_words_are_words(office: Office) -> None:
    case = office.case(person=replace(MORAG, name="<b>Morag</b>", needs="<script>alert(1)</script>", times="'\"<i>"))
    page = office.desk(office.cast.triage).client.get(page_of(case)).text
    assert "<script>alert" not in page and "<b>Morag" not in page and "<i>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_somebody_who_speaks_for_them_is_named_with_whether_that_is_settled(office: Office) -> None:
    with office.records() as session:
        reference = spoken_for(session, office.charter, MessagesTo.BOTH).reference
    page = office.desk(office.cast.triage).sees(reference).text
    assert "Ann Advocate says that they speak for them. It is not settled" in page
    assert "tell Ann Advocate nothing personal" in page and f"/office/cases/{reference}/authority" in page


def test_a_person_with_many_cases_is_walked_a_page_at_a_time(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shared.casework.records.PAGE", 1)
    first, second = office.case(person=FLORA), office.case(person=FLORA)
    client = office.desk(office.cast.triage).client
    page = client.get(page_of(second)).text
    assert f"before={second.id}" in page and f"/office/cases/{first.reference}" not in page
    assert f"/office/cases/{first.reference}" in client.get(f"{page_of(second)}&before={second.id}").text
    assert client.get(f"{page_of(second)}&before=nonsense").status_code == 200
