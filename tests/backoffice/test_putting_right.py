"""What was promised to customers, at the desks of those who see to it: lists, words, and who may do what."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from shared.casework import conflicts, following, reminders
from shared.charter.vocabulary import Seal
from shared.models.cases import Case
from shared.models.decisions import Remedy, RemedyState
from shared.models.links import Apart
from shared.models.notices import Notice
from shared.models.staff import Staff
from tests.backoffice.desk import Office
from tests.builders import MORAG, TUESDAY
from tests.casework.promised import a_promise
from tests.clock import SettableClock

LIST = "/office/putting-right"
DONE = {"how": "We wrote to you and said sorry.", "words_in": "en"}
CANNOT = {"why": "The lamp is not made any more.", "instead": "We put up another.", "words_in": "en"}


def promised(office: Office, **more: object) -> tuple[str, str]:
    """The reference of a decided complaint, and the page of what was promised."""
    with office.records() as session:
        case = a_promise(session, office.charter, by=office.cast.worker, **more)
        session.flush()
        number = session.scalars(sa.select(Remedy.id).where(Remedy.case_id == case.id)).one()
        return case.reference, f"{LIST}/{number}"


def now(office: Office, page: str) -> Remedy:
    """The remedy as it is kept now."""
    with office.records() as session:
        found = session.get(Remedy, int(page.rsplit("/", 1)[1]))
        assert found is not None
        _ = found.owner
        session.expunge_all()
        return found


def sent(office: Office, template: str) -> list[str]:
    """To whom messages of that kind are owed."""
    with office.records() as session:
        return list(session.scalars(sa.select(Notice.to_address).where(Notice.template == template)))


@pytest.mark.clause("FP-15")
def test_a_promise_is_seen_to_from_the_list_to_the_letter(office: Office, clock: SettableClock) -> None:
    reference, page = promised(office)
    client = office.desk(office.cast.worker).client
    listed = client.get(LIST).text
    for words in (reference, "An apology", "We are sorry that you waited.", "Wilma Worker", "Promised", "Tue 16 Mar"):
        assert words in listed, words
    assert page in listed and 'href="/office/putting-right"' in client.get("/office/").text
    for _ in range(2):
        assert client.post(f"{page}/begin").status_code == 303
    assert "Begun" in client.get(page).text
    assert client.get(f"{page}/done").status_code == 200
    assert client.post(f"{page}/done", data={**DONE, "how": " "}).status_code == 422
    shown = client.post(f"{page}/done", data={**DONE, "preview": "yes"})
    assert shown.status_code == 200 and "Nothing is sent yet." in shown.text
    assert now(office, page).state is RemedyState.IN_PROGRESS and sent(office, "remedy_done") == []
    clock.forward(days=1)
    for _ in range(2):
        assert client.post(f"{page}/done", data=DONE).status_code == 303
    assert sent(office, "remedy_done") == ["morag@customer.example"]
    assert reference not in client.get(LIST).text
    assert "We wrote to you and said sorry." in client.get(page).text
    assert "Did what was promised: An apology." in office.desk(office.cast.worker).sees(reference).text


@pytest.mark.clause("FP-15")
def test_what_cannot_be_done_is_told_with_the_ombudsman(office: Office) -> None:
    _, page = promised(office)
    client = office.desk(office.cast.worker).client
    refused = client.post(f"{page}/cannot", data={**CANNOT, "why": ""})
    assert refused.status_code == 422 and "Say why it cannot be done." in refused.text
    assert "We put up another." in refused.text, "what was typed is kept"
    shown = client.post(f"{page}/cannot", data={**CANNOT, "preview": "yes"}).text
    ombudsman = office.charter.ombudsmen(office.charter.procedures["complaint"])[0].name
    assert ombudsman in shown and "The lamp is not made any more." in shown
    for _ in range(2):
        assert client.post(f"{page}/cannot", data=CANNOT).status_code == 303
    assert sent(office, "remedy_cannot") == ["morag@customer.example"]
    seen = client.get(page).text
    assert "Cannot be done" in seen and "We put up another." in seen
    assert client.get(f"{page}/done").status_code == 303, "nothing more comes of it"


@pytest.mark.clause("FP-15")
def test_a_colleague_who_was_quicker_is_not_written_over_and_nothing_typed_is_lost(office: Office) -> None:
    _, page = promised(office)
    office.desk(office.cast.worker).client.post(f"{page}/cannot", data=CANNOT)
    client = office.desk(office.cast.colleague).client
    late = client.post(f"{page}/done", data=DONE)
    assert late.status_code == 409 and "We wrote to you and said sorry." in late.text
    late = client.post(f"{page}/cannot", data={**CANNOT, "why": "Other words."})
    assert late.status_code == 409 and "Other words." in late.text
    assert now(office, page).how == CANNOT["why"] and sent(office, "remedy_done") == []


@pytest.mark.clause("FP-11b")
def test_words_that_the_customer_does_not_read_are_translated_first(office: Office) -> None:
    _, page = promised(office, person=replace(MORAG, reads="pl"))
    client = office.desk(office.cast.worker).client
    assert "reads Polish" in client.get(f"{page}/done").text
    refused = client.post(f"{page}/done", data=DONE)
    assert refused.status_code == 409 and "Nothing was sent." in refused.text
    assert now(office, page).state is RemedyState.AGREED
    sent_on = client.post(f"{page}/done", data={**DONE, "translate": "y"}, follow_redirects=True)
    assert "Your words are translated first: Polish." in sent_on.text
    assert now(office, page).state is RemedyState.DONE


@pytest.mark.clause("FP-15")
def test_it_is_given_to_a_colleague_or_to_the_whole_team(office: Office) -> None:
    reference, page = promised(office)
    client = office.desk(office.cast.leader).client
    offered = client.get(f"{page}/give").text
    assert "Colin Colleague" in offered and "Stuart Stranger" not in offered and "Ana Analyst" not in offered
    for wrong in ({}, {"to": "0"}, {"to": str(office.cast.stranger.id)}, {"to": "9" * 30}, {"to": "x"}):
        assert client.post(f"{page}/give", data=wrong).status_code == 422, wrong
    assert client.post(f"{page}/give", data={"to": str(office.cast.colleague.id)}).status_code == 303
    assert now(office, page).owner_id == office.cast.colleague.id
    assert page in office.desk(office.cast.colleague).client.get(f"{LIST}?show=mine").text
    assert page not in office.desk(office.cast.worker).client.get(f"{LIST}?show=mine").text
    assert "Gave this to Colin Colleague to see to" in office.desk(office.cast.leader).sees(reference).text
    assert client.post(f"{page}/give", data={"to": "team"}).status_code == 303
    assert now(office, page).owner_id is None and "The whole team" in client.get(LIST).text


#: Who sees the list, who sees this case in it, who may act.
WHO = [
    ("worker", 200, True, True),
    ("colleague", 200, True, True),
    ("leader", 200, True, True),
    ("head", 200, True, True),
    ("relations", 200, True, True),
    ("triage", 200, True, False),
    ("safeguarding", 200, False, False),
    ("stranger", 200, False, False),
    ("councillor", 403, False, False),
    ("analyst", 403, False, False),
    ("administrator", 403, False, False),
]


@pytest.mark.clause("RP-26")
@pytest.mark.parametrize(("name", "opens", "sees", "acts"), WHO)
def test_only_those_who_see_a_case_see_what_it_promises_and_only_its_people_act(
    office: Office, name: str, opens: int, sees: bool, acts: bool
) -> None:
    reference, page = promised(office)
    client = office.desk(getattr(office.cast, name)).client
    listed = client.get(LIST)
    assert listed.status_code == opens
    assert (reference in listed.text) is sees
    seen = client.get(page)
    assert seen.status_code == (403 if opens == 403 else 200 if sees else 404)
    assert ("It is done" in seen.text) is acts
    status = 403 if opens == 403 else 404 if not sees else 409
    for act, data in (("begin", {}), ("done", DONE), ("cannot", CANNOT), ("give", {"to": "team"})):
        assert client.post(f"{page}/{act}", data=data).status_code == (303 if acts else status), act
        if acts:
            break
    assert now(office, page).state is (RemedyState.IN_PROGRESS if acts else RemedyState.AGREED)


@pytest.mark.clause("FP-7", "FP-16")
def test_sealed_and_own_cases_promise_nothing_to_others(office: Office) -> None:
    sealed, sealed_page = promised(office)
    own, own_page = promised(office)
    with office.records() as session:
        session.query(Case).filter_by(reference=sealed).one().seal = Seal.HATE
        case = session.query(Case).filter_by(reference=own).one()
        about_her = session.get_one(Staff, office.cast.worker.id)
        by = session.get_one(Staff, office.cast.relations.id)
        how = {"what": Apart.COMPLAINED_OF, "reason": "It is about her.", "by": by, "at": TUESDAY}
        conflicts.keep_apart(session, case, staff=about_her, **how, charter=office.charter)
    client = office.desk(office.cast.worker).client
    listed = client.get(LIST).text
    assert sealed not in listed and own not in listed
    for page in (sealed_page, own_page):
        assert client.get(page).status_code == 404
        assert client.post(f"{page}/done", data=DONE).status_code == 404
    colleague = office.desk(office.cast.colleague).client
    assert own in colleague.get(LIST).text
    assert "Wilma Worker</option>" not in colleague.get(f"{own_page}/give").text
    assert sealed in office.desk(office.cast.relations).client.get(LIST).text


def test_the_list_is_narrowed_and_read_a_page_at_a_time(
    office: Office, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "PAGE", 2)
    pages = [promised(office)[1] for _ in range(3)]
    client = office.desk(office.cast.worker).client
    first = client.get(LIST).text
    assert [page for page in pages if f'{page}"' in first] == pages[:2]
    (after,) = re.findall(r'href="([^"]*after=[^"]*)"', first)
    second = client.get(after.replace("&amp;", "&")).text
    assert [page for page in pages if f'{page}"' in second] == pages[2:] and "First page" in second
    assert "Nothing here." in client.get(f"{LIST}?show=overdue").text
    clock.set(datetime(2027, 3, 17, 9, 0, tzinfo=UTC))
    overdue = client.get(f"{LIST}?show=overdue").text
    assert pages[0] in overdue and "Late" in overdue
    assert "Nothing here." in office.desk(office.cast.colleague).client.get(f"{LIST}?show=mine").text
    assert pages[0] in office.desk(office.cast.colleague).client.get(f"{LIST}?show=my-team").text


@pytest.mark.clause("CC-1")
def test_when_it_is_late_the_team_finds_a_task_that_leads_to_writing(office: Office, clock: SettableClock) -> None:
    reference, _ = promised(office)
    clock.set(datetime(2027, 3, 17, 9, 0, tzinfo=UTC))
    with office.records() as session:
        reminders.tell_late(session, at=clock(), charter=office.charter)
    desk = office.desk(office.cast.worker)
    listed = desk.client.get("/office/tasks").text
    assert "Tell Morag MacLeod when we put it right" in listed and "Fri 19 Mar" in listed
    assert f"/office/cases/{reference}/write" in listed
    assert "Reminder to a colleague" in desk.client.get("/office/messages").text
    assert desk.takes("write", reference, words="We do it on Monday.", words_in="en").status_code == 303
    assert reference not in desk.client.get("/office/tasks").text


@pytest.mark.parametrize("number", ["0", "99", "2147483647", "2147483648", "nonsense", "-1"])
def test_what_is_not_there_is_not_found(office: Office, number: str) -> None:
    client = office.desk(office.cast.worker).client
    assert client.get(f"{LIST}/{number}").status_code == 404
    assert client.post(f"{LIST}/{number}/done", data=DONE).status_code == 404
    assert client.get(f"{LIST}?show={number}&after={number}").status_code == 200
