"""What is recorded of a person: read by few, changed by one at a time, and followed by everything still owed."""

from dataclasses import replace

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import records, searching, sending
from shared.casework.customers import Person
from shared.casework.records import Record, StaleRecord, record_of
from shared.casework.routing import route
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Format, Reach
from shared.models.cases import Case, Happening
from shared.models.customers import Customer
from shared.models.happened import Happened
from shared.models.notices import Notice, Task, TaskKind
from tests.builders import MORAG, TUESDAY, a_case
from tests.people import Cast


@pytest.fixture
def case(session: Session, charter: Charter) -> Case:
    return a_case(session, charter, person=replace(MORAG, phone="01632 960 555"))


@pytest.fixture
def morag(case: Case) -> Customer:
    assert case.customer is not None
    return case.customer


def line_of(session: Session, case: Case) -> Happening:
    """What the history says of the change."""
    session.flush()
    changed = sa.select(Happening).where(Happening.case_id == case.id, Happening.what == Happened.REACH_CHANGED)
    return session.scalars(changed).one()


@pytest.mark.clause("RP-4", "RP-5")
def test_a_change_is_kept_counted_and_told_without_naming_an_address(
    session: Session, charter: Charter, cast: Cast, case: Case, morag: Customer
) -> None:
    new = replace(record_of(morag), reach=Reach.LETTER, address="4 High Street", format=Format.LARGE_PRINT)
    records.change(session, morag, new, case=case, at=TUESDAY, charter=charter, by=cast.worker, seen=1)
    assert record_of(morag) == new and morag.version == 2
    line = line_of(session, case)
    assert (line.what, line.by_name, line.public) == (Happened.REACH_CHANGED, "Wilma Worker", True)
    assert line.facts == {"changed": ["reach", "address", "format"], "reach": "letter", "format": "large-print"}


def test_what_is_recorded_so_already_is_no_change(
    session: Session, charter: Charter, cast: Cast, case: Case, morag: Customer
) -> None:
    version = case.version
    records.change(session, morag, record_of(morag), case=case, at=TUESDAY, charter=charter, by=cast.worker, seen=99)
    assert (case.version, morag.version) == (version, 1), "pressed twice, it is done once"


def test_whoever_saw_an_older_record_changes_nothing(
    session: Session, charter: Charter, cast: Cast, case: Case, morag: Customer
) -> None:
    first, second = replace(record_of(morag), times="mornings"), replace(record_of(morag), times="evenings")
    records.change(session, morag, first, case=case, at=TUESDAY, charter=charter, by=cast.worker, seen=1)
    with pytest.raises(StaleRecord):
        records.change(session, morag, second, case=case, at=TUESDAY, charter=charter, by=cast.colleague, seen=1)
    assert morag.times == "mornings"


@pytest.mark.parametrize("reach", [Reach.LETTER, Reach.EMAIL, Reach.PHONE, Reach.TEXT])
def test_nobody_can_be_reached_where_there_is_no_address(
    session: Session, charter: Charter, case: Case, morag: Customer, reach: Reach
) -> None:
    with pytest.raises(ValueError, match="without an address"):
        records.change(session, morag, Record(reach, times="any"), case=case, at=TUESDAY, charter=charter)


@pytest.mark.parametrize("reach", [Reach.IN_PERSON, Reach.NONE])
def test_a_meeting_and_no_messages_need_no_address(reach: Reach) -> None:
    assert Record(reach).can_be_reached


def test_a_new_address_is_where_the_person_is_found_and_what_is_owed_goes(
    session: Session, charter: Charter, cast: Cast, case: Case, morag: Customer
) -> None:
    new = replace(record_of(morag), email="New@Customer.example")
    records.change(session, morag, new, case=case, at=TUESDAY, charter=charter, by=cast.worker)
    session.flush()
    assert morag.email_key == "new@customer.example"
    (notice,) = session.scalars(sa.select(Notice).where(Notice.case_id == case.id))
    assert notice.to_address == "New@Customer.example" and notice.sent_at is None
    session.expire_all()
    found = searching.search(session, cast.triage, charter, words="new@customer.example").cases
    assert [one.reference for one in found] == [case.reference]
    again = a_case(session, charter, person=replace(MORAG, email="new@customer.example"))
    assert again.customer_id == morag.id


@pytest.mark.clause("FP-11b")
def test_changed_by_the_customer_the_old_address_hears_of_it_in_case_it_was_not_them(
    session: Session, charter: Charter, case: Case, morag: Customer
) -> None:
    new = replace(record_of(morag), reach=Reach.PHONE)
    records.change(session, morag, new, case=case, at=TUESDAY, charter=charter)
    session.flush()
    notice = session.scalars(sa.select(Notice).where(Notice.template == "reach_changed")).one()
    assert (notice.reach, notice.to_address) == (Reach.EMAIL, "morag@customer.example")
    assert sending.may_leave(session, notice, at=TUESDAY, charter=charter), "the guard does not send it to the new one"
    assert line_of(session, case).by_name == ""


def test_another_language_tells_nobody_at_the_old_address(
    session: Session, charter: Charter, case: Case, morag: Customer
) -> None:
    records.change(session, morag, replace(record_of(morag), language="gd"), case=case, at=TUESDAY, charter=charter)
    session.flush()
    assert session.scalars(sa.select(Notice.template)).all() == ["received"]


def test_an_interpreter_is_booked_once_and_for_the_language_that_is_needed_now(
    session: Session, charter: Charter, cast: Cast, case: Case, morag: Customer
) -> None:
    def booking() -> list[str]:
        session.flush()
        waiting = sa.select(Task.detail).where(Task.what == TaskKind.INTERPRETER, Task.done_at.is_(None))
        return list(session.scalars(waiting))

    for language, wanted in (("Polish", ["Polish"]), ("Ukrainian", ["Ukrainian"]), ("", [])):
        new = replace(record_of(morag), interpreter=language)
        records.change(session, morag, new, case=case, at=TUESDAY, charter=charter, by=cast.worker)
        assert booking() == wanted


@pytest.mark.clause("RP-26")
def test_a_person_is_seen_by_those_who_see_one_of_their_cases_and_each_sees_only_those(
    session: Session, charter: Charter, cast: Cast, case: Case, morag: Customer
) -> None:
    other = a_case(session, charter)
    route(session, other, team=cast.team, service=None, reason="Theirs.", by=cast.triage, at=TUESDAY, charter=charter)
    session.flush()
    assert records.customer_seen_by(session, morag.id, cast.stranger, charter) is None
    assert records.customer_seen_by(session, morag.id, cast.worker, charter) is morag
    assert records.customer_seen_by(session, 99_999, cast.triage, charter) is None
    seen = {who: records.cases_seen_by(session, morag, getattr(cast, who), charter)[0] for who in ("worker", "triage")}
    assert list(seen["worker"]) == [other] and list(seen["triage"]) == [other, case]


def test_many_cases_are_walked_a_page_at_a_time(
    session: Session, charter: Charter, cast: Cast, morag: Customer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "PAGE", 2)
    for _ in range(4):
        a_case(session, charter)
    shown: list[int] = []
    page, older = records.cases_seen_by(session, morag, cast.triage, charter)
    while True:
        shown += [one.id for one in page]
        if older is None:
            break
        page, older = records.cases_seen_by(session, morag, cast.triage, charter, before=older)
    assert shown == sorted(shown, reverse=True) and len(shown) == 5


def test_a_record_holds_everything_that_a_person_can_be_reached_by(morag: Customer) -> None:
    wishes = {"reach", "email", "phone", "address", "format", "language", "interpreter", "times"}
    assert set(vars(record_of(morag))) == wishes
    assert wishes <= set(vars(Person())), "what the journey asks for is what staff can change"
