"""Whoever is threatened does not stay the one person whom a customer is told to ask for."""

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import engaging, protecting, protections_seen, restriction_letters
from shared.casework.restrictions import MeasureWritten
from shared.charter.access import Role
from shared.charter.measures import Measure
from shared.charter.organisation import Charter
from shared.models.notices import Notice
from shared.models.protections import Protection, Wish
from shared.models.restrictions import Restriction
from shared.models.staff import Staff
from tests.builders import TUESDAY, a_case, a_member_of_staff
from tests.engaged import TEAM, a_restriction
from tests.people import Cast

WHY = "He waits for me at the gate."


def named(session: Session, charter: Charter) -> tuple[Restriction, Staff, Staff]:
    """A restriction in force in which one person deals with everything, that person, and their leader."""
    one = a_member_of_staff(session, Role.CASE_WORKER, TEAM, name="Una Only")
    leader = a_member_of_staff(session, Role.TEAM_LEADER, TEAM, name="Lorna Leader")
    made = a_restriction(session, charter, measures=(MeasureWritten(Measure.NAMED_PERSON, staff=one),))
    return made, one, leader


def granted(session: Session, made: Restriction, one: Staff, leader: Staff, charter: Charter) -> Protection:
    act: dict[str, Any] = {"at": TUESDAY, "charter": charter}
    asked = protecting.ask(session, Wish.NO_CONTACT, staff=one, why=WHY, by=one, customer=made.customer, **act)
    protecting.decide(session, asked, granted=True, reasons="She is afraid.", by=leader, **act)
    session.flush()
    return asked


@pytest.mark.clause("RP-8", "RP-22")
def test_whoever_is_threatened_is_the_one_contact_no_longer(session: Session, charter: Charter) -> None:
    made, una, lorna = named(session, charter)
    assert engaging.effects_on(made.customer, TUESDAY.date(), charter).named == una.id
    granted(session, made, una, lorna, charter)
    assert engaging.effects_on(made.customer, TUESDAY.date(), charter).named == lorna.id
    for letter in restriction_letters.letters_of(session, made):
        assert [one["name"] for one in letter.facts["measures"]] == ["Lorna Leader"], "nor in what has not left"
        assert "Una Only" not in str(letter.facts) and WHY not in str(letter.facts)
    letters = [one.template for one in restriction_letters.letters_of(session, made)]
    assert letters == ["restricted", "restriction_changed"], "they are told the new name"
    line = made.entries[-1]
    assert line.facts == {"contact": "Lorna Leader"} and line.by_name == "Lorna Leader"


@pytest.mark.clause("RP-8", "RP-11")
def test_whoever_decided_is_asked_to_look_at_it_again(session: Session, charter: Charter) -> None:
    made, una, lorna = named(session, charter)
    assert made.review_on is not None and made.review_on > date(2027, 4, 1)
    granted(session, made, una, lorna, charter)
    assert made.review_on == charter.calendar.add(TUESDAY.date(), charter.engagement.look_days)  # type: ignore[union-attr]
    mail = session.scalars(sa.select(Notice).where(Notice.template == "one_contact")).one()
    assert made.decided_by is not None and mail.to_address == made.decided_by.email
    assert "Una" not in str(mail.facts) and mail.case is None


@pytest.mark.clause("RP-8", "RP-22")
def test_nobody_who_was_harmed_takes_it_over(session: Session, charter: Charter) -> None:
    made, una, lorna = named(session, charter)
    made.incidents[0].affected, made.incidents[0].affected_id = lorna, lorna.id
    session.flush()
    granted(session, made, una, lorna, charter)
    now = made.limits[0].staff
    assert now is not None and now not in (una, lorna) and now.role is Role.TEAM_LEADER


@pytest.mark.clause("RP-22")
def test_a_plea_reaches_whoever_may_decide_at_once_and_counts(session: Session, charter: Charter, cast: Cast) -> None:
    case = a_case(session, charter)
    act: dict[str, Any] = {"staff": cast.worker, "by": cast.worker, "charter": charter, "case": case}
    before = {one.id: protections_seen.waiting(session, one, charter) for one in (cast.leader, cast.worker)}
    asked = protecting.ask(session, Wish.NO_CONTACT, why=WHY, at=TUESDAY, **act)
    assert protections_seen.waiting(session, cast.leader, charter) == before[cast.leader.id] + 1
    assert protections_seen.waiting(session, cast.worker, charter) == before[cast.worker.id] == 0
    mails = session.scalars(sa.select(Notice).where(Notice.template == "protection_asked")).all()
    assert {one.to_address for one in mails} == {cast.leader.email, cast.head.email}
    assert all(one.facts == {"page": f"/office/protections/{asked.id}"} for one in mails)
    later = TUESDAY + timedelta(days=1)
    for _ in range(2):
        again = protecting.ask(session, Wish.NO_CONTACT, why="He was there again.", at=later, **act)
        session.flush()
    assert again is asked and asked.why == f"{WHY}\n\n2027-03-03, Wilma Worker:\nHe was there again."
    mails = session.scalars(sa.select(Notice).where(Notice.template == "protection_asked")).all()
    assert len(mails) == 4, "a new reason is told as well, and the same words once"
