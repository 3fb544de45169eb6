"""Several people at once, on both databases: one of them is taken, the others are told, and nothing is lost."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from threading import Barrier

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import adjustments, finding, fitting, records, replies, tasks
from shared.casework.reaching import Telling
from shared.casework.records import StaleRecord, record_of
from shared.charter.organisation import Charter
from shared.charter.workflow import StepRefused
from shared.models.cases import Case, Contact, Happening
from shared.models.customers import Adjustment, Agreement, Customer
from shared.models.database import writing
from shared.models.happened import Happened
from shared.models.notices import Notice, Task, TaskKind
from shared.models.staff import Staff
from tests.builders import MORAG, TUESDAY, a_case
from tests.people import a_cast

POLISH = replace(MORAG, language="pl", needs="Ring before you come")


@pytest.fixture
def office(databases: sa.Engine, charter: Charter) -> sa.Engine:
    """Morag reads Polish and wants us to ring; a message to her waits for its translation."""
    with writing(databases) as session:
        cast = a_cast(session, charter)
        case = a_case(session, charter, person=POLISH)
        replies.write(
            session,
            case,
            words="We come on Monday.",
            by=cast.relations,
            at=TUESDAY,
            charter=charter,
            telling=Telling(words_in="en", translate=True),
        )
        session.commit()
    return databases


Act = Callable[[Session, Staff, Case, Customer, str], None]


def by_four(engine: sa.Engine, charter: Charter, act: Act) -> list[bool]:
    """Four members of staff who see the same page and press at the same moment: whose press was taken?"""
    start = Barrier(4)

    def press(name: str) -> bool:
        start.wait()
        with writing(engine) as session:
            by = session.scalars(sa.select(Staff).where(Staff.name == name)).one()
            case = finding.case_seen_by(session, reference, by, charter, to_change=True)
            assert case is not None
            customer = records.customer_seen_by(session, case.customer_id or 0, by, charter, to_change=True)
            assert customer is not None
            try:
                act(session, by, case, customer, name)
            except (StaleRecord, StepRefused):
                session.rollback()
                return False
            session.commit()
            return True

    with writing(engine) as session:
        reference = session.scalars(sa.select(Case.reference)).one()
        for name in ("Wilma Worker", "Colin Colleague"):
            session.scalars(sa.select(Staff).where(Staff.name == name)).one().role = "customer-relations"
        session.commit()
    people = ("Tavish Triage", "Rita Relations", "Wilma Worker", "Colin Colleague")
    with ThreadPoolExecutor(4) as hands:
        return list(hands.map(press, people))


def lines(engine: sa.Engine, what: Happened) -> list[str]:
    with writing(engine) as session:
        return list(session.scalars(sa.select(Happening.by_name).where(Happening.what == what)))


def test_one_of_four_changes_the_record_and_the_others_are_told(office: sa.Engine, charter: Charter) -> None:
    def change(session: Session, by: Staff, case: Case, customer: Customer, name: str) -> None:
        new = replace(record_of(customer), times=f"as {name} heard it")
        records.change(session, customer, new, case=case, at=TUESDAY, charter=charter, by=by, seen=1)

    assert sorted(by_four(office, charter, change)) == [False, False, False, True]
    (who,) = lines(office, Happened.REACH_CHANGED)
    with writing(office) as session:
        customer = session.scalars(sa.select(Customer)).one()
        assert (customer.times, customer.version) == (f"as {who} heard it", 2)


def test_one_of_four_decides_and_the_others_undo_nothing(office: sa.Engine, charter: Charter) -> None:
    def decide(session: Session, by: Staff, case: Case, customer: Customer, name: str) -> None:
        number = session.scalars(sa.select(Adjustment.id)).one()
        one = adjustments.one_of(session, customer, number, to_change=True)
        assert one is not None
        adjustments.require_seen(one, "asked//")
        more = {"case": case, "by": by, "at": TUESDAY, "charter": charter}
        if name.startswith(("T", "R")):
            adjustments.agree(session, one, review_on=date(2028, 3, 1), **more)
        else:
            adjustments.refuse(session, one, reason="We cannot.", **more)

    assert sorted(by_four(office, charter, decide)) == [False, False, False, True]
    decided = [lines(office, what) for what in (Happened.ADJUSTMENT_AGREED, Happened.ADJUSTMENT_REFUSED)]
    assert sorted(map(len, decided)) == [0, 1]
    with writing(office) as session:
        one = session.scalars(sa.select(Adjustment)).one()
        assert one.status in (Agreement.AGREED, Agreement.NOT_AGREED)
        assert session.scalar(sa.select(sa.func.count()).where(Notice.template.like("adjustment%"))) == 1


def test_one_of_four_translates_and_it_is_said_once(office: sa.Engine, charter: Charter) -> None:
    def translate(session: Session, by: Staff, case: Case, customer: Customer, name: str) -> None:
        number = session.scalars(sa.select(Task.id).where(Task.what == TaskKind.TRANSLATE)).one()
        task = tasks.task_seen_by(session, number, by, charter, to_change=True)
        assert task is not None
        fitting.translated(session, task, words=f"Tak, {name}.", seen="pl", by=by, at=TUESDAY, charter=charter)

    assert by_four(office, charter, translate) == [True] * 4, "to press again is no fault"
    (who,) = lines(office, Happened.TRANSLATED)
    with writing(office) as session:
        assert session.scalars(sa.select(Contact.words).where(Contact.language == "pl")).all() == [f"Tak, {who}."]
        notice = session.scalars(sa.select(Notice).where(Notice.template == "wrote")).one()
        assert (notice.facts["words"], notice.held_for) == (f"Tak, {who}.", None)


def test_what_is_due_is_found_on_both_databases(office: sa.Engine, charter: Charter) -> None:
    with writing(office) as session:
        one = session.scalars(sa.select(Adjustment)).one()
        triage = session.scalars(sa.select(Staff).where(Staff.name == "Tavish Triage")).one()
        case = session.scalars(sa.select(Case)).one()
        more = {"case": case, "by": triage, "at": TUESDAY, "charter": charter}
        adjustments.agree(session, one, review_on=date(2027, 3, 9), **more)
        session.flush()
        page = adjustments.due(session, triage, charter, today=date(2027, 3, 9), after="2027-03-01.1")
        assert [found.what for found in page.adjustments] == ["Ring before you come"] and page.after is None
