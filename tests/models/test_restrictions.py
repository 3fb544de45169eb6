"""What can never be true of an incident, of what is decided about it, of a restriction, and of who read what."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from shared.charter.access import Role
from shared.charter.organisation import Charter
from shared.models.database import writer, writing
from shared.models.incidents import Judged, Judgement
from shared.models.protections import Protection, Wish
from shared.models.readings import Read, Reading, SealedWords
from shared.models.restrictions import SharedWith, Sharing
from tests.builders import TUESDAY, a_case, a_member_of_staff
from tests.engaged import TEAM, a_restriction, an_incident

NOW, SOMEBODY = "'2027-03-02 10:00:00'", "(SELECT min(id) FROM staff)"

# rule, what somebody writes past the program, reason
REFUSED = [
    ("incident_looked_by_if_looked_at", f"UPDATE incidents SET looked_at = {NOW}", "looked at by nobody"),
    ("warning_if_warned", "UPDATE incidents SET warning = ''", "warned, and nobody knows with which words (RP-14)"),
    ("warning_if_warned", "UPDATE incidents SET warned = 'unsafe'", "words of a warning that was not given"),
    ("judged_with_reasons", "UPDATE judgements SET reasons = ''", "decided, and nobody says why (RP-17)"),
    ("care_done_by_if_done", f"UPDATE cares SET done_at = {NOW}", "a talk that nobody held"),
    ("of_a_case_or_a_customer", "UPDATE protections SET case_id = (SELECT min(id) FROM cases)", "of both"),
    ("customer_if_no_contact", "UPDATE protections SET customer_id = NULL", "kept apart from nobody"),
    ("granted_or_not_if_decided", "UPDATE protections SET granted = true", "granted, and nobody knows when"),
    (
        "protection_decided_by_if_decided",
        f"UPDATE protections SET granted = true, decided_at = {NOW}",
        "granted by nobody",
    ),
    ("restriction_ended_at_if_ended", "UPDATE restrictions SET state = 'ended'", "over, and nobody knows since when"),
    ("restriction_decided_at_if_decided", "UPDATE restrictions SET decided_at = NULL", "in force, and never decided"),
    ("role_of_the_decider", "UPDATE restrictions SET decided_by_id = proposed_by_id, decided_role = ''", "no role"),
    ("review_or_a_reason", "UPDATE restrictions SET review_on = NULL", "never looked at again, and no reason (RP-11)"),
    ("told_or_a_reason", "UPDATE restrictions SET told_at = NULL", "in force, and the customer does not know (RP-7)"),
    ("way_if_a_way_is_closed", "UPDATE limits SET channel = NULL", "a way is closed, and nobody knows which"),
    ("who_if_one_person", f"UPDATE limits SET staff_id = {SOMEBODY}", "somebody, where no one person is named"),
    ("through_whom", "UPDATE limits SET measure = 'third-party', channel = NULL", "through somebody whom nobody knows"),
    ("which_matter", "UPDATE limits SET measure = 'closed-matter', channel = NULL", "no answer on no matter"),
    ("basis_if_told_outside", "UPDATE sharings SET what = 'authority'", "told outside, on no basis (SC-6)"),
    ("read_by_if_read", f"UPDATE sealed_words SET read_at = {NOW}", "the matter was taken out by nobody"),
    ("of_a_case_or_a_draft_or_an_incident", "UPDATE files SET incident_id = (SELECT min(id) FROM incidents)", "of two"),
]


@pytest.fixture
def one_of_each(databases: sa.Engine, charter: Charter) -> sa.Engine:
    """A database with an incident that was judged, a restriction in force, a request for protection, sealed words."""
    with writing(databases) as session:
        case = a_case(session, charter)
        leader = a_member_of_staff(session, Role.TEAM_LEADER, TEAM)
        _judged(session, charter, case.id)
        restriction = a_restriction(session, charter, case=case, leader=leader)
        told = Sharing(what=SharedWith.TEAM, whom="Service centre", why="They answer the phone.", at=TUESDAY, words="")
        restriction.sharings.append(told)
        asked = Protection(what=Wish.NO_CONTACT, customer_id=case.customer_id, team=TEAM, why="I am afraid.")
        asked.staff_id = asked.asked_by_id = leader.id
        asked.asked_at = TUESDAY
        session.add(asked)
        first = case.contacts[0]
        sealed = SealedWords(case_id=case.id, contact_id=first.id, label="threats", words="…", sealed_at=TUESDAY)
        sealed.sealed_by_id = leader.id
        session.add(sealed)
        reading = Reading(at=TUESDAY, on=TUESDAY.date(), staff_id=leader.id, role="team-leader", what=Read.CASE, row=1)
        session.add(reading)
        session.commit()
    return databases


def _judged(session: Session, charter: Charter, case: int) -> None:
    incident = an_incident(session, charter)
    decided = Judgement(what=Judged.REGISTER, yes=True, reasons="Nobody should meet him alone.", at=TUESDAY)
    decided.by_id, decided.role = incident.staff_id, "team-leader"
    incident.judgements.append(decided)
    session.execute(
        sa.text(
            "INSERT INTO files (store_name, case_id, name, media_type, size, sha256, added_at, by_customer, by_name, "
            "shared, state, purpose, distressing, label) VALUES ('a', :case, 'a.png', 'image/png', 1, 'x', "
            "'2027-03-02 10:00:00', false, '', false, 'sound', 'evidence', false, '')"
        ),
        {"case": case},
    )


def refused(engine: sa.Engine, statement: str) -> str:
    """What the database says when it refuses that; nothing if it does not."""
    try:
        with writer(engine).begin() as connection:
            connection.exec_driver_sql(statement)
    except DBAPIError as why:
        return str(why)
    return ""


@pytest.mark.clause("RP-7", "RP-11", "RP-17")
def test_the_database_refuses_what_would_be_unfair_and_names_its_rule(one_of_each: sa.Engine) -> None:
    for rule, statement, reason in REFUSED:
        assert rule in refused(one_of_each, statement), f"{statement}: {reason}"


@pytest.mark.clause("FP-16", "RP-24")
@pytest.mark.parametrize("table", ["readings", "entries"])
def test_who_read_and_what_was_decided_stays_as_it_was_written(one_of_each: sa.Engine, table: str) -> None:
    assert refused(one_of_each, f"UPDATE {table} SET at = '2020-01-01 00:00:00'"), f"{table} could be changed"
