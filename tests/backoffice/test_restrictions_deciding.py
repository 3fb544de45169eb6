"""Who decides, tells, thinks over and ends a restriction at their desk; two at once; pressed twice."""

import pytest
import sqlalchemy as sa

from shared.casework import restrictions
from shared.charter.access import Role
from shared.models.notices import Notice
from shared.models.restrictions import Entered, State
from tests.backoffice.contacts import Contacts
from tests.builders import a_member_of_staff
from tests.engaged import TEAM

USUAL = {
    Role.TEAM_LEADER,
    Role.HEAD_OF_SERVICE,
    Role.STRATEGIC_LEAD,
    Role.EXECUTIVE_CHIEF_OFFICER,
    Role.CUSTOMER_RELATIONS,
}
CHIEFS = {Role.CHIEF_EXECUTIVE, Role.DEPUTE_CHIEF_EXECUTIVE}


@pytest.mark.clause("RP-9", "RP-21")
@pytest.mark.parametrize(("grounds", "deciders"), [("threat", USUAL), ("repeated-complaints", CHIEFS)])
@pytest.mark.parametrize("role", list(Role))
def test_nobody_below_the_role_decides_through_the_pages(
    contacts: Contacts, grounds: str, deciders: set[Role], role: Role
) -> None:
    page = contacts.proposed(grounds=grounds, rung="restriction")
    with contacts.office.records() as session:
        somebody = a_member_of_staff(session, role, TEAM)
    answer = contacts.act(somebody, page, "approve", reasons="It is the least that helps.", seen="1")
    assert (answer.status_code == 303) is (role in deciders), answer.status_code
    assert contacts.now(page).state is (State.APPROVED if role in deciders else State.PROPOSED)


@pytest.mark.clause("RP-9")
def test_neither_whoever_was_harmed_nor_whoever_proposed_it_decides(contacts: Contacts) -> None:
    page = contacts.proposed()
    refused = contacts.act(contacts.proposer, page, "approve", reasons="Mine.", seen="1")
    assert refused.status_code == 409 and "You proposed this" in refused.text
    with contacts.office.records() as session:
        affected = session.get(type(contacts.affected), contacts.affected.id)
        assert affected is not None
        affected.role = Role.HEAD_OF_SERVICE
    contacts.affected.role = Role.HEAD_OF_SERVICE
    harmed = contacts.act(contacts.affected, page, "approve", reasons="Mine.", seen="1")
    assert harmed.status_code == 409 and "somebody else has to decide it" in harmed.text
    assert contacts.now(page).state is State.PROPOSED


@pytest.mark.clause("RP-9")
def test_of_two_who_decide_at_once_the_second_hears_of_it(contacts: Contacts) -> None:
    page = contacts.proposed()
    assert contacts.act(contacts.leader, page, "approve", reasons="It helps.", seen="1").status_code == 303
    second = contacts.act(contacts.head, page, "turn-down", reasons="It does not.", seen="1")
    assert second.status_code == 409 and "Somebody may have been quicker" in second.text
    assert contacts.now(page).state is State.APPROVED


@pytest.mark.clause("RP-9")
def test_nobody_agrees_to_words_that_were_changed_meanwhile(contacts: Contacts) -> None:
    page = contacts.proposed()
    assert contacts.act(contacts.proposer, page, "reword", why="On 1 March somebody cried.").status_code == 303
    stale = contacts.act(contacts.leader, page, "approve", reasons="I agree with all.", seen="1")
    assert stale.status_code == 409 and "I agree with all." in stale.text and "somebody cried" in stale.text
    assert contacts.now(page).state is State.PROPOSED


def test_pressed_twice_it_is_done_once(contacts: Contacts) -> None:
    page = contacts.proposed()
    for _ in range(2):
        pressed = contacts.act(contacts.leader, page, "approve", reasons="It helps.", seen="1", once="decided")
        assert pressed.status_code == 303
    for _ in range(2):
        told = contacts.act(contacts.leader, page, "tell", starts_on=["2", "3", "2027"], seen="2", once="told")
        assert told.status_code == 303
    assert [one.what for one in contacts.now(page).entries] == [Entered.PROPOSED, Entered.APPROVED, Entered.TOLD]
    with contacts.office.records() as session:
        assert session.scalar(sa.select(sa.func.count()).where(Notice.template == "restricted")) == 1


@pytest.mark.clause("RP-7", "RP-23")
def test_whoever_decides_reads_the_letter_first(contacts: Contacts) -> None:
    page = contacts.proposed()
    shown = contacts.client(contacts.leader).get(f"{page}/approve").text
    assert "one of us was afraid on the phone" in shown and "Nothing is sent yet." in shown
    assert "Reads with ease" in shown and "We have looked at it." in shown
    with contacts.office.records() as session:
        assert session.scalar(sa.select(sa.func.count()).where(Notice.restriction_id.is_not(None))) == 0


@pytest.mark.clause("RP-23")
def test_a_letter_that_blames_stays_here_until_it_is_reworded(contacts: Contacts) -> None:
    page = contacts.decided(why="You are vexatious.")
    refused = contacts.act(contacts.leader, page, "tell", starts_on=["2", "3", "2027"])
    assert refused.status_code == 409 and "These words blame: vexatious." in refused.text
    looked = contacts.act(contacts.leader, page, "reword", why="You are vexatious.", check="yes")
    assert looked.status_code == 200 and "“vexatious”" in looked.text
    assert contacts.act(contacts.leader, page, "reword", why="On 1 March somebody cried.").status_code == 303
    assert contacts.act(contacts.leader, page, "tell", starts_on=["2", "3", "2027"]).status_code == 303


@pytest.mark.clause("RP-7")
@pytest.mark.parametrize("day", [["1", "3", "2027"], ["3", "6", "2027"], ["31", "2", "2027"], ["", "", ""]])
def test_a_first_day_that_will_not_do_is_said_beside_it(contacts: Contacts, day: list[str]) -> None:
    page = contacts.decided()
    answer = contacts.act(contacts.leader, page, "tell", starts_on=day)
    assert answer.status_code == 422 and contacts.now(page).state is State.APPROVED


@pytest.mark.clause("RP-7")
def test_not_telling_is_for_a_higher_role_and_thought_over(contacts: Contacts) -> None:
    page = contacts.decided()
    untold = {"reasons": "She is in hospital.", "day": ["16", "3", "2027"]}
    low = contacts.act(contacts.leader, page, "begin-untold", **untold)
    assert low.status_code == 409 and "Only a higher role does this." in low.text
    early = contacts.act(contacts.head, page, "begin-untold", reasons="She is ill.", day=["2", "3", "2027"])
    assert early.status_code == 422 and "still to come" in early.text
    assert contacts.act(contacts.head, page, "begin-untold", **untold).status_code == 303
    assert "The customer is not told." in contacts.client(contacts.head).get(page).text
    longer = {"reasons": "Still there.", "day": ["30", "3", "2027"]}
    assert contacts.act(contacts.head, page, "still-untold", **longer).status_code == 303
    assert contacts.act(contacts.head, page, "tell-now").status_code == 303
    now = contacts.now(page)
    assert now.told_at is not None and now.reconsider_on is None and now.state is State.IN_FORCE


@pytest.mark.clause("RP-11")
def test_no_review_waits_for_a_higher_role(contacts: Contacts) -> None:
    page = contacts.proposed(review_on=["", "", ""], no_review="They move away in May.")
    low = contacts.act(contacts.leader, page, "approve", reasons="It helps.", seen="1")
    assert low.status_code == 409 and "Only a higher role" in low.text
    assert contacts.act(contacts.head, page, "approve", reasons="It helps.").status_code == 303
    assert "They move away in May." in contacts.client(contacts.head).get(page).text


@pytest.mark.clause("RP-11")
def test_what_is_no_step_now_is_not_shown_and_not_done(contacts: Contacts) -> None:
    page = contacts.told()
    shown = contacts.client(contacts.leader).get(page).text
    for act in ("review", "change", "end", "appeal"):
        assert f'href="{page}/{act}"' in shown
    for act in ("approve", "turn-down", "tell", "reword", "begin-untold", "tell-now", "still-untold"):
        assert f'href="{page}/{act}"' not in shown
        refused = contacts.act(contacts.leader, page, act, reasons="Again.", why="Again.", day=["9", "3", "2027"])
        assert refused.status_code == 409, act


def test_a_change_that_leaves_no_way_is_said_beside_the_measures(contacts: Contacts) -> None:
    page = contacts.told()
    dates = {"ends_on": ["2", "6", "2027"], "review_on": ["2", "5", "2027"]}
    closed = {"measures": "channel", "channels": ["phone", "email"], "instead": "letter"}
    answer = contacts.act(contacts.leader, page, "change", reasons="More calls came.", **dates, **closed)
    assert answer.status_code == 422 and "could not reach the person at all" in answer.text


def test_the_database_lets_one_of_two_through(contacts: Contacts) -> None:
    from sqlalchemy.orm.exc import StaleDataError

    from shared.models.restrictions import Restriction
    from tests.builders import TUESDAY

    page = contacts.proposed()
    number = contacts.now(page).id
    with contacts.office.records() as session:
        found = session.get(Restriction, number)
        assert found is not None
        session.execute(sa.update(Restriction).values(version=7), execution_options={"synchronize_session": False})
        restrictions.enter(session, found, Entered.CORRECTED, at=TUESDAY)
        with pytest.raises(StaleDataError):
            session.flush()
        session.rollback()
