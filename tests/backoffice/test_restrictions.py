"""Restrictions at the desks of those who propose, decide, tell, review and end them."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from shared.charter.access import Role
from shared.models.notices import Notice
from shared.models.readings import Read, Reading
from shared.models.restrictions import State
from tests.backoffice.contacts import Contacts
from tests.builders import a_member_of_staff
from tests.clock import SettableClock

FACTS = "He said: I know where you park."


def letters(contacts: Contacts) -> list[str]:
    """Which letters about a restriction are owed."""
    with contacts.office.records() as session:
        rows = sa.select(Notice.template).where(Notice.restriction_id.is_not(None)).order_by(Notice.id)
        return list(session.scalars(rows))


@pytest.mark.clause("RP-7", "RP-8", "RP-9", "RP-11")
def test_from_the_first_milder_step_to_the_end(contacts: Contacts, clock: SettableClock) -> None:
    client = contacts.client(contacts.proposer)
    shown = client.get(contacts.page).text
    assert "A warning is on record. No step that mends things is." in shown and FACTS not in shown
    step = {"what": "restorative", "words": "A talk with the manager.", "once": "step-1"}
    for _ in range(2):
        assert client.post(f"{contacts.page}/effort", data=step).status_code == 303
    assert client.get(contacts.page).text.count("A talk with the manager.") == 1
    page = contacts.proposed(skipped="", grounds="demands", rung="restriction")
    assert "Waits for a decision" in client.get(page).text
    assert contacts.act(contacts.leader, page, "approve", reasons="It is the least that helps.").status_code == 303
    assert contacts.act(contacts.leader, page, "tell", starts_on=["2", "3", "2027"]).status_code == 303
    assert contacts.now(page).state is State.IN_FORCE and "In force" in client.get(page).text
    clock.set(datetime(2027, 5, 4, 10, 0, tzinfo=UTC))
    assert page in client.get("/office/restrictions?tab=to-review").text
    stays = {"reasons": "Two more calls came.", "day": ["20", "5", "2027"]}
    assert contacts.act(contacts.leader, page, "review", **stays).status_code == 303
    changed = {"measures": "no-names", "ends_on": ["2", "6", "2027"], "review_on": ["20", "5", "2027"]}
    assert contacts.act(contacts.leader, page, "change", reasons="Calls are fine.", **changed).status_code == 303
    assert "No names of staff" in client.get(page).text
    assert contacts.act(contacts.leader, page, "end", reasons="It is calm now.").status_code == 303
    assert contacts.now(page).state is State.ENDED
    assert letters(contacts) == ["restricted", "restriction_reviewed", "restriction_changed", "restriction_ended"]
    history = client.get(page).text
    for words in ("Two more calls came.", "Calls are fine.", "It is calm now.", "It is the least that helps."):
        assert words in history
    assert FACTS not in history


@pytest.mark.clause("RP-26")
def test_the_contact_and_the_restriction_are_found_by_those_who_need_them(contacts: Contacts) -> None:
    page = contacts.proposed()
    cast = contacts.office.cast
    # who, finds the contact, finds the restriction
    rows = [
        (contacts.proposer, 200, 200),
        (contacts.head, 200, 200),
        (contacts.chief, 200, 200),
        (cast.relations, 200, 200),
        (contacts.affected, 200, 404),
        (cast.stranger, 404, 404),
        (cast.triage, 404, 404),
        (cast.councillor, 403, 403),
        (cast.administrator, 403, 403),
    ]
    for staff, contact, restriction in rows:
        client = contacts.client(staff)
        assert (client.get(contacts.page).status_code, client.get(page).status_code) == (contact, restriction)
        posted = client.post(f"{page}/approve", data={"reasons": "Mine."}).status_code
        assert posted == restriction if restriction != 200 else posted in (303, 409, 422), staff.role


@pytest.mark.clause("RP-26")
def test_the_menu_names_restrictions_only_to_whoever_may_see_one(contacts: Contacts) -> None:
    link = 'href="/office/restrictions"'
    cast = contacts.office.cast
    contacts.proposed()
    assert 'bw-menu__count">1<' in contacts.client(contacts.leader).get("/office/").text
    for staff, named in ((contacts.leader, True), (contacts.affected, False), (cast.triage, False)):
        assert (link in contacts.client(staff).get("/office/").text) is named, staff.role


@pytest.mark.clause("RP-26")
def test_the_list_names_measures_and_nothing_of_what_happened(contacts: Contacts) -> None:
    contacts.proposed(why="She shouted about the bins on 1 March.")
    shown = contacts.client(contacts.leader).get("/office/restrictions").text
    assert "One way of contact is closed" in shown
    for words in ("She shouted", FACTS, "Threat"):
        assert words not in shown


@pytest.mark.clause("FP-16", "CH-13")
def test_it_is_kept_who_opened_a_restriction(contacts: Contacts) -> None:
    page = contacts.proposed()
    for _ in range(2):
        contacts.client(contacts.head).get(page)
    with contacts.office.records() as session:
        rows = sa.select(Reading).where(Reading.what == Read.RESTRICTION, Reading.staff_id == contacts.head.id)
        assert [one.customer_id for one in session.scalars(rows)] == [contacts.person]


@pytest.mark.clause("FP-16", "RP-26")
def test_it_is_kept_who_opened_the_contact_with_a_person(contacts: Contacts) -> None:
    for _ in range(2):
        assert contacts.client(contacts.leader).get(contacts.page).status_code == 200
    with contacts.office.records() as session:
        rows = session.scalars(sa.select(Reading).where(Reading.what == Read.CONTACT)).all()
        assert [(one.staff_id, one.customer_id) for one in rows] == [(contacts.leader.id, contacts.person)]


@pytest.mark.clause("RP-20")
def test_whoever_decides_sees_that_we_are_late_ourselves(contacts: Contacts, clock: SettableClock) -> None:
    page = contacts.proposed()
    clock.set(datetime(2027, 5, 4, 10, 0, tzinfo=UTC))
    for staff in (contacts.proposer, contacts.chief):
        assert "We are late" in contacts.client(staff).get(contacts.page).text
    assert "We are late" in contacts.client(contacts.leader).get(page).text


@pytest.mark.clause("RP-26")
def test_evidence_that_somebody_may_not_open_is_only_counted(contacts: Contacts) -> None:
    with contacts.office.records() as session:
        outsider = a_member_of_staff(session, Role.CASE_WORKER, contacts.proposer.team)
    page = contacts.proposed()
    with contacts.office.records() as session:
        from shared.models.restrictions import Restriction

        found = session.get(Restriction, contacts.now(page).id)
        assert found is not None
        found.proposed_by_id = outsider.id
    shown = contacts.client(outsider).get(page).text
    assert "An incident that you may not open." in shown and f"/office/incidents/{contacts.incident}" not in shown


def test_empty_words_of_a_milder_step_come_back_with_what_to_do(contacts: Contacts) -> None:
    answer = contacts.client(contacts.proposer).post(f"{contacts.page}/effort", data={"what": "warning", "words": " "})
    assert answer.status_code == 422 and "Write what was offered or said." in answer.text


def test_hostile_addresses_find_nothing(contacts: Contacts) -> None:
    client = contacts.client(contacts.leader)
    page = contacts.proposed()
    for where in (
        "/office/restrictions/999999",
        "/office/customers/999999/contact",
        f"{page}/letters/1",
        f"{page}/none",
    ):
        assert client.get(where).status_code == 404
    for tab in ("x", "all&after=0001-01-01.99999999999999999", "to-review&after=9999-12-31.1"):
        assert client.get(f"/office/restrictions?tab={tab}").status_code == 200


@pytest.mark.clause("RP-14", "RP-23")
def test_a_warning_is_sent_with_its_words_and_none_that_blames(contacts: Contacts) -> None:
    client = contacts.client(contacts.proposer)
    sent = {"what": "sent", "words": "Please do not shout on the phone.", "once": "warned"}
    for _ in range(2):
        assert client.post(f"{contacts.page}/effort", data=sent).status_code == 303
    with contacts.office.records() as session:
        (letter,) = session.scalars(sa.select(Notice).where(Notice.template == "warning"))
        assert letter.facts["words"] == "Please do not shout on the phone."
    blames = {"what": "sent", "words": "You are a nuisance.", "once": "other"}
    answer = client.post(f"{contacts.page}/effort", data=blames)
    assert answer.status_code == 422 and "These words blame: nuisance." in answer.text
    assert client.get(contacts.page).text.count("You are a nuisance.") == 0
