"""Recording what came by phone, letter, in person, e-mail or social media, on one screen."""

import re
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from werkzeug.test import TestResponse

from shared.charter.signs import Sign
from shared.charter.vocabulary import Channel, Kind, Seal
from shared.charter.workflow import Outcome
from shared.models.cases import Case
from shared.models.notices import Notice, Task
from tests.backoffice.desk import Desk, Office

CALL: dict[str, Any] = {
    "key": "one-telephone-call",
    "channel": "phone",
    "day": ["2", "3", "2027"],
    "hour": "09:45",
    "kind": "request",
    "service": "roads",
    "words": "The pothole outside the school is back.",
    "name": "Flora Fraser",
    "reach": "phone",
    "phone": "01632 960 555",
    "needs": "Speak slowly",
}


def _records(desk: Desk, **changed: object) -> TestResponse:
    """Pressed once more where the page first shows what is known of the caller."""
    answer = desk.client.post("/office/record", data={**CALL, **changed})
    met = re.search(r'name="met"[^>]*value="(\d+)"', answer.text)
    if answer.status_code == 200 and met:
        return desk.client.post("/office/record", data={**CALL, **changed, "met": met[1]})
    return answer


def _cases(office: Office) -> list[Case]:
    with office.records() as session:
        found = list(session.scalars(sa.select(Case).order_by(Case.id)))
        _ = [(case.customer, case.clocks, case.contacts, case.owner) for case in found]
        session.expunge_all()
        return found


def _count(office: Office, what: type[Notice] | type[Task]) -> int:
    with office.records() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(what)) or 0


@pytest.mark.clause("CH-4")
def test_whatever_the_channel_it_becomes_the_same_case_with_the_same_promises(office: Office) -> None:
    desk = office.desk(office.cast.triage)
    told = [channel for channel in Channel if channel is not Channel.WEB]
    for channel in told:
        _records(desk, channel=channel.value, key=f"by-{channel.value}-to-the-council")
    cases = _cases(office)
    assert [case.channel for case in cases] == told
    assert {tuple((clock.promise, clock.due_on) for clock in case.clocks) for case in cases} == {
        (("request-acknowledged", date(2027, 3, 9)), ("request-replied", date(2027, 3, 16)))
    }


@pytest.mark.clause("CH-1")
def test_the_caller_hears_the_reference_what_happens_next_who_does_it_and_by_when(office: Office) -> None:
    desk = office.desk(office.cast.triage)
    page = desk.client.get(_records(desk).location)
    (case,) = _cases(office)
    said = page.text.partition("Say this to them")[2].partition("</section>")[0]
    assert case.reference in said
    assert "Customer contact will tell you that we have your request" in said
    assert "by Tuesday 9 March 2027" in said
    assert "How to reach this person well" in page.text  # it is the page of the case


@pytest.mark.clause("CH-1")
def test_nobody_is_told_to_speak_to_whoever_wrote_a_letter(office: Office) -> None:
    desk = office.desk(office.cast.triage)
    page = desk.client.get(_records(desk, channel="letter", key="by-letter").location).text
    assert "Say this to them" not in page and "they read this in what we send them" in page


def test_a_worker_who_may_not_see_the_new_case_can_still_read_out_its_reference(office: Office) -> None:
    desk = office.desk(office.cast.worker)
    answer = _records(desk)
    page = desk.client.get(answer.location)
    (case,) = _cases(office)
    assert page.status_code == 200
    assert case.reference in page.text
    assert CALL["words"] not in page.text
    assert desk.sees(case).status_code == 404
    assert office.desk(office.cast.stranger).client.get(answer.location).status_code == 404


def test_recorded_twice_by_a_double_press_it_is_one_case(office: Office) -> None:
    desk = office.desk(office.cast.triage)
    assert _records(desk).location == _records(desk).location
    assert _records(desk, resolved="y", done="Filled it in.").status_code == 303
    assert len(_cases(office)) == 1


def test_resolved_now_opens_answers_and_closes_the_case_in_one_go(office: Office) -> None:
    desk = office.desk(office.cast.triage)
    answer = _records(
        desk, resolved="y", done="I looked it up: the crew comes tomorrow.", reach="email", email="f@c.example"
    )
    assert "It is sorted out now." in desk.client.get(answer.location).text
    (case,) = _cases(office)
    assert case.outcome is Outcome.RESOLVED_AT_FIRST_CONTACT
    assert case.owner is not None
    assert case.owner.name == "Tavish Triage"
    assert [clock.kept_on for clock in case.clocks] == [date(2027, 3, 2)] * 2
    assert case.contacts[-1].words == "I looked it up: the crew comes tomorrow."
    with office.records() as session:
        assert session.scalars(sa.select(Notice.template)).all() == ["replied"]


def test_nobody_is_rung_to_hear_what_they_were_told_on_the_phone(office: Office) -> None:
    _records(office.desk(office.cast.triage), needs="")
    assert (_count(office, Notice), _count(office, Task)) == (0, 0)


def test_whoever_wrote_a_letter_is_written_to(office: Office) -> None:
    letter = {"channel": "letter", "reach": "letter", "address": "4 High Street", "needs": ""}
    _records(office.desk(office.cast.triage), **letter)
    assert (_count(office, Notice), _count(office, Task)) == (1, 1)


@pytest.mark.clause("CH-2")
def test_a_letter_that_lay_four_days_keeps_the_dates_of_the_day_it_came(office: Office) -> None:
    letter = {"channel": "letter", "reach": "letter", "address": "4 High Street", "day": ["26", "2", "2027"]}
    _records(office.desk(office.cast.triage), **letter)
    (case,) = _cases(office)
    assert case.received_on == date(2027, 2, 26)
    assert case.clocks[0].due_on == date(2027, 3, 5)  # Mon 1, Tue 2, Wed 3, Thu 4, Fri 5 March


def test_a_letter_found_after_its_date_has_passed_is_late_from_the_start_and_says_so(office: Office) -> None:
    letter = {"channel": "letter", "reach": "email", "email": "f@c.example", "day": ["15", "2", "2027"]}
    desk = office.desk(office.cast.triage)
    page = desk.client.get(_records(desk, **letter).location)
    assert "We are late" in page.text
    with office.records() as session:
        notice = session.scalars(sa.select(Notice)).one()
        assert notice.facts["next"]["late_since"] == "2027-02-22"


def test_somebody_may_give_no_name(office: Office) -> None:
    answer = _records(office.desk(office.cast.triage), name="", phone="", reach="none", needs="")
    assert answer.status_code == 303
    (case,) = _cases(office)
    assert case.customer is None


#: Somebody who rings for the customer.
ANN: dict[str, object] = {"on_behalf": "asked", "speaker_name": "Ann Advocate"}
#: (what is answered, the field that is named, what is said)
WILL_NOT_DO: list[tuple[dict[str, object], str, str]] = [
    ({"channel": ""}, "channel-0", "Choose how they contacted us."),
    ({"channel": "web"}, "channel-0", "Choose how they contacted us."),
    ({"kind": "grumble"}, "kind-0", "Choose what it is."),
    ({"reach": ""}, "reach-0", "Choose how they want to hear from us."),
    ({"service": "witchcraft"}, "service", "Choose a service from the list."),
    ({"words": "  "}, "words", "Write down what they said."),
    ({"words": "a" * 20_001}, "words", "Use at most 20,000 characters."),
    ({"day": ["", "", ""]}, "day-day", "Enter the day on which it reached us."),
    ({"day": ["2", "3", ""]}, "day-day", "Enter a year as well."),
    ({"day": ["31", "11", "2026"]}, "day-day", "There is no such day."),
    ({"day": ["3", "3", "2027"]}, "day-day", "Enter today or an earlier day."),
    ({"day": ["2", "3", "2017"]}, "day-day", "Check the year"),
    ({"hour": "10:01"}, "hour", "Enter a time that has passed."),
    ({"hour": "half past nine"}, "hour", "Enter the time as in 14:30 or 2:30pm."),
    ({"hour": ""}, "hour", "Enter the time as in 14:30 or 2:30pm."),
    ({"name": ""}, "name", "Enter their name, or choose that they want no messages."),
    ({"name": "n" * 121}, "name", "Use at most 120 characters for the name."),
    ({"phone": ""}, "phone", "Enter their phone number, or choose another way."),
    ({"phone": "", "reach": "text"}, "phone", "Enter their phone number, or choose another way."),
    ({"format": "papyrus"}, "format", "Choose what our messages should look like."),
    ({"language": "tlh"}, "language", "Choose a language."),
    ({"interpreter": "n" * 41}, "interpreter", "Write only the language, such as Polish."),
    ({"on_behalf": "asked"}, "speaker_name", "Enter the name of whoever speaks for the customer."),
    ({"speaker_name": "Ann"}, "on_behalf", "Choose for whom Ann spoke."),
    ({"on_behalf": "everybody"}, "on_behalf", "Choose who contacted us."),
    ({**ANN, "name": "", "reach": "none"}, "name", "name: somebody speaks for them."),
    ({**ANN, "agreed": "known"}, "how", "Write how we know that the customer agrees."),
    ({**ANN, "agreed": "link"}, "agreed", "e-mail address as well, or choose another way."),
    (
        {**ANN, "agreed": "link", "on_behalf": "unable"},
        "agreed",
        "a link is for customers who can answer it themselves.",
    ),
    ({**ANN, "agreed": "by magic"}, "agreed", "Choose whether the customer agrees."),
    ({**ANN, "speaker_email": "ann"}, "speaker_email", "Enter an e-mail address as in name@example.com."),
    ({**ANN, "messages_to": "all"}, "messages_to", "Choose who gets our messages."),
    ({"phone": "ring me"}, "phone", "Enter a phone number as in 01632 960 001."),
    ({"reach": "email"}, "email", "Enter their e-mail address, or choose another way."),
    ({"email": "flora at home"}, "email", "Enter an e-mail address as in name@example.com."),
    ({"reach": "letter"}, "address", "Enter their address, or choose another way."),
    ({"needs": "n" * 1001}, "needs", "Use at most 1,000 characters."),
    ({"resolved": "y", "done": " "}, "done", "Say what you did."),
    ({"resolved": "y", "done": "Sang", "kind": "compliment"}, "resolved", "Take the tick away"),
]


def test_an_answer_that_will_not_do_is_named_above_and_beside_and_nothing_is_lost(office: Office) -> None:
    desk = office.desk(office.cast.triage)
    for answers, field, sentence in WILL_NOT_DO:
        page = _records(desk, **answers)
        assert page.status_code == 422, answers
        assert f'href="#{field}"' in page.text, answers
        assert page.text.count(sentence) >= 2, answers
        assert "Speak slowly" in page.text or "needs" in answers
        assert 'value="one-telephone-call"' in page.text, answers
    assert _cases(office) == []


@pytest.mark.parametrize("typed", ["9:05", "09.05", "0905", "905", "9.05am", "9:05 AM"])
def test_a_time_may_be_typed_as_people_write_it(office: Office, typed: str) -> None:
    assert _records(office.desk(office.cast.triage), hour=typed).status_code == 303
    (case,) = _cases(office)
    assert f"{case.received_at:%H:%M}" == "09:05"


def test_only_those_who_take_contacts_find_the_page(office: Office) -> None:
    for who in ("councillor", "analyst", "administrator"):
        desk = office.desk(getattr(office.cast, who))
        assert desk.client.get("/office/record").status_code == 403, who
        assert _records(desk).status_code == 403, who
    assert office.app.test_client().get("/office/record").status_code == 303
    assert _cases(office) == []


def test_every_kind_can_be_recorded_in_every_service_or_none(office: Office) -> None:
    desk = office.desk(office.cast.relations)
    for number, kind in enumerate(Kind):
        service = "" if number % 2 else "roads"
        assert (
            _records(desk, kind=kind.value, service=service, key=f"each-kind-{kind.value}-{number}").status_code == 303
        )
    assert [case.kind for case in _cases(office)] == list(Kind)


@pytest.mark.clause("FP-7", "FP-16")
def test_what_makes_a_call_special_is_asked_as_on_the_public_page_and_sends_it_by_itself(office: Office) -> None:
    desk = office.desk(office.cast.triage)
    page = desk.client.get("/office/record").text
    for words in ("Does any of this fit?", "Hate incident", "It happened because of who I am", "When did it happen?"):
        assert words in page
    _records(desk, kind="complaint", signs=["treated-worse"], happened_on=["1", "3", "2027"])
    (case,) = _cases(office)
    assert case.signs == [Sign.TREATED_WORSE]
    assert case.seal is Seal.TREATED_WORSE
    assert case.happened_on == date(2027, 3, 1)
    assert case.team == office.charter.organisation.customer_relations_team


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"happened_on": ["3", "3", "2027"]}, "Enter today or an earlier day."),
        ({"happened_on": ["31", "2", "2027"]}, "There is no such day. Enter a real date, such as 31 3 2026."),
        ({"happened_on": ["", "2", "2027"]}, "Enter a day as well."),
        ({"signs": ["dragon"]}, "We could not read this answer. Check it and enter it again."),
    ],
)
def test_a_day_that_cannot_be_and_a_sign_that_nobody_published_are_refused_in_words(
    office: Office, changed: dict[str, object], sentence: str
) -> None:
    answer = _records(office.desk(office.cast.triage), kind="complaint", **changed)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert not _cases(office)
