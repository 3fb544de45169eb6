"""Made-up cases look as if people had sent them and casework had dealt with them."""

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

import pytest
import sqlalchemy as sa
from click.testing import CliRunner
from sqlalchemy.orm import Session

from shared.casework import clocks, heard, intake, lateness, replies, searching, sending
from shared.casework.accounts import sign_in
from shared.charter.access import Right, Role
from shared.charter.calendar import WorkingCalendar
from shared.charter.next_step import next_step
from shared.charter.organisation import Charter
from shared.charter.reading import load_charter, published
from shared.charter.vocabulary import Act, Channel, Kind, Reach
from shared.charter.workflow import Outcome, Stage
from shared.models.cases import Case, Clock, Contact
from shared.models.customers import Customer
from shared.models.database import make_engine, writing
from shared.models.happened import Happened
from shared.models.notices import Notice, Task
from shared.models.staff import Staff
from shared.worker.sampling import sample, sample_command
from shared.worker.sampling.desk import RememberingCalendar, arrivals, first_day
from tests.builders import a_submission
from tests.worker.played_again import played_again, told

TUESDAY = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def council(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[sa.Engine]:
    """Highland with 1,200 made-up cases; what a test does to them is undone."""
    file = shutil.copy(migrated_file, tmp_path_factory.mktemp("sample") / "highland.db")
    engine = make_engine(f"sqlite:///{file}")
    sample(engine, load_charter("highland"), cases=1200, seed=1, at=TUESDAY)
    yield engine
    engine.dispose()


@pytest.fixture
def records(council: sa.Engine) -> Iterator[Session]:
    """The made-up cases; nothing is kept."""
    with writing(council) as session:
        yield session
        session.rollback()


def an_open_case(session: Session, *rules: sa.ColumnElement[bool]) -> Case:
    """The first open case of which all that is true."""
    return session.scalars(
        sa.select(Case).where(Case.closed_at.is_(None), *rules).order_by(Case.id)
    ).first() or pytest.fail("The sample has no such case.")


@pytest.mark.parametrize("name", published())
def test_a_sampled_case_is_what_casework_makes_of_the_same_acts(name: str, migrated_file: Path, tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{shutil.copy(migrated_file, tmp_path / 'cases.db')}")
    charter = load_charter(name)
    sample(engine, charter, cases=160, seed=7, at=TUESDAY)
    with writing(engine) as session:
        cases = session.scalars(sa.select(Case).order_by(Case.id)).all()
        assert len(cases) == 160
        for case in cases:
            again = played_again(session, case, charter)
            assert told(again) == told(case)
        session.rollback()
    engine.dispose()


def test_a_sample_has_every_stage_kind_channel_and_ending(records: Session) -> None:
    def found(column: sa.orm.InstrumentedAttribute[object]) -> set[object]:
        return set(records.scalars(sa.select(column).distinct())) - {None}

    assert found(Case.stage) == set(Stage)
    assert found(Case.kind) == set(Kind)
    assert found(Case.channel) == set(Channel)
    assert found(Case.outcome) == set(Outcome) - {Outcome.NOT_ACCEPTED}, "a rare one, which nobody counts on"
    assert found(Customer.reach) == set(Reach)
    assert set(records.scalars(sa.select(Staff.role))) == set(Role)


def test_a_sample_has_cases_that_a_screen_full_of_plain_ones_would_hide(records: Session) -> None:
    for what, rule in {
        "due today": sa.and_(Case.next_on == TODAY, Case.closed_at.is_(None)),
        "overdue": sa.and_(Case.next_on < TODAY, Case.closed_at.is_(None)),
        "sent back by a team": Case.bounces > 0,
        "with no name": Case.customer_id.is_(None),
        "about we know not what": Case.service.is_(None),
        "explained, with a given date": Case.id.in_(sa.select(Clock.case_id).where(Clock.given)),
        "opened again": Case.closed_at.is_(None) & (Case.happenings.any(what=Happened.REOPENED)),
        "with a need": Case.customer.has(Customer.needs != ""),
        "for somebody without e-mail": Case.customer.has(Customer.email == ""),
    }.items():
        assert records.scalar(sa.select(sa.func.count()).where(rule)), f"no case {what}"


def test_only_a_realistic_few_open_cases_are_overdue(records: Session) -> None:
    still_open = records.scalar(sa.select(sa.func.count()).where(Case.closed_at.is_(None))) or 0
    late = records.scalar(sa.select(sa.func.count()).where(Case.closed_at.is_(None), Case.next_on < TODAY)) or 0
    assert 0 < late < still_open * 0.08


def test_people_write_many_different_things_and_some_write_again(records: Session) -> None:
    words = records.scalars(sa.select(Case.words)).all()
    assert len(set(words)) > 900
    assert not [text for text in words if "{" in text or "}" in text]
    writers = records.scalars(sa.select(Case.customer_id).where(Case.customer_id.isnot(None))).all()
    assert len(set(writers)) < len(writers) * 0.85


def test_every_date_and_next_step_follows_from_the_charter(records: Session, charter: Charter) -> None:
    for case in records.scalars(sa.select(Case)):
        kept = case.next_on
        step = next_step(clocks.story(case, charter), charter, TODAY)
        assert step.by >= TODAY or case.stage is Stage.CLOSED, case.reference
        clocks.set_next_on(case, charter=charter, today=TODAY)
        assert case.next_on == kept, case.reference
        assert case.received_on >= first_day(charter)
        assert all(clock.due_on is None or charter.calendar.counts(clock.due_on) for clock in case.clocks)


def test_a_history_is_in_order_and_as_long_as_its_version_says(records: Session) -> None:
    for case in records.scalars(sa.select(Case)):
        moments = [line.at for line in case.happenings]
        assert moments == sorted(moments), case.reference
        assert moments[0] == case.received_at and moments[-1] <= TUESDAY
        assert len(moments) == case.version
        assert [said.at for said in case.contacts] == sorted(said.at for said in case.contacts)


@pytest.mark.clause("CH-2")
def test_nobody_has_to_be_told_that_a_sampled_promise_was_missed(records: Session, charter: Charter) -> None:
    assert lateness.tell_late(records, at=TUESDAY, charter=charter) == 0


def test_the_worker_finds_no_flood_of_messages_and_staff_find_some_to_read(records: Session) -> None:
    assert not sending.claim(records, at=TUESDAY)
    sent = records.scalars(sa.select(Notice).where(Notice.sent_at.isnot(None))).all()
    assert len(sent) > 50 and all(notice.owed_at <= (notice.sent_at or TUESDAY) <= TUESDAY for notice in sent)
    assert records.scalar(sa.select(sa.func.count()).where(Task.done_at.is_(None)))
    assert records.scalar(sa.select(sa.func.count()).where(Task.done_at.isnot(None)))


def test_what_could_not_be_delivered_is_parked_with_a_task(council: sa.Engine, records: Session) -> None:
    parked = records.scalars(sa.select(Notice).where(Notice.parked_at.isnot(None))).all()
    assert parked
    for notice in parked:
        task = records.scalars(sa.select(Task).where(Task.notice_id == notice.id)).one()
        assert task.failed and task.done_at is None
        assert Happened.NOT_DELIVERED in [line.what for line in notice.case.happenings]


def test_staff_can_go_on_with_sampled_cases(records: Session, charter: Charter) -> None:
    by = records.scalars(sa.select(Staff).where(Staff.role == Role.CUSTOMER_RELATIONS)).first()
    assert by is not None
    owed = an_open_case(records, Case.acknowledged_at.is_(None), Case.stage == Stage.OFFERED)
    replies.acknowledge(records, owed, words="We have it.", by=by, at=TUESDAY, charter=charter)
    in_hand = an_open_case(records, Case.stage == Stage.IN_HAND, Case.kind == Kind.REQUEST)
    replies.reply(records, in_hand, words="It is done.", by=by, at=TUESDAY, charter=charter)
    waiting = an_open_case(records, Case.stage == Stage.WAITING)
    heard.hear(records, waiting, words="It is number 7.", channel=Channel.WEB, at=TUESDAY, charter=charter)
    records.flush()
    assert (in_hand.stage, waiting.stage) == (Stage.CLOSED, Stage.IN_HAND)
    assert clocks.open_clock(owed, Act.ACKNOWLEDGE) is None


def test_search_finds_sampled_cases(records: Session, charter: Charter) -> None:
    by = records.scalars(sa.select(Staff).where(Staff.role == Role.TRIAGE_OFFICER)).first()
    assert by is not None
    case = an_open_case(records, Case.customer_id.isnot(None))
    assert case.customer is not None
    assert searching.search(records, by, charter, words=case.reference).cases == [case]
    assert searching.search(records, by, charter, words=case.customer.name).cases


@pytest.mark.clause("CC-2")
def test_whoever_owns_a_sampled_case_works_in_its_team(records: Session) -> None:
    for case in records.scalars(sa.select(Case).where(Case.owner_id.isnot(None))):
        assert case.owner is not None
        assert case.owner.team == case.team or case.owner.may(Right.WORK_ANY_TEAM)


def test_nobody_signs_in_as_a_sampled_member_of_staff(records: Session) -> None:
    made_up = records.scalars(sa.select(Staff)).first()
    assert made_up is not None
    assert sign_in(records, email=made_up.email, password=made_up.password_hash) is None


@pytest.mark.parametrize("name", published())
def test_the_case_to_show_is_open_acknowledged_handed_over_and_talked_about(
    name: str, migrated_file: Path, tmp_path: Path
) -> None:
    engine = make_engine(f"sqlite:///{shutil.copy(migrated_file, tmp_path / 'cases.db')}")
    shown = sample(engine, load_charter(name), cases=3, seed=1, at=TUESDAY)
    with writing(engine) as session:
        case = session.scalars(sa.select(Case).where(Case.reference == shown)).one()
        assert case.kind is Kind.REQUEST and case.stage is Stage.IN_HAND and case.acknowledged_at
        assert clocks.open_clock(case, Act.REPLY) is not None
        assert [line.what for line in case.happenings].count(Happened.ROUTED) == 2
        assert [said.ours for said in case.contacts] == [False, True, True, False]
    engine.dispose()


def test_the_same_seed_gives_the_same_cases_and_another_gives_others(
    migrated_file: Path, tmp_path: Path, charter: Charter
) -> None:
    found = []
    for file, seed in (("a", 4), ("b", 4), ("c", 5)):
        engine = make_engine(f"sqlite:///{shutil.copy(migrated_file, tmp_path / file)}")
        sample(engine, charter, cases=40, seed=seed, at=TUESDAY)
        with engine.connect() as connection:
            rows = connection.execute(
                sa.select(Case.reference, Case.tracking_key, Case.norm, Case.next_on, Case.version)
            )
            found.append(rows.all())
        engine.dispose()
    assert found[0] == found[1] != found[2]


def test_a_second_sample_adds_to_the_first_and_the_council_goes_on_from_there(
    databases: sa.Engine, charter: Charter
) -> None:
    for _ in range(2):
        heard: list[int] = []
        sample(databases, charter, cases=30, seed=2, at=TUESDAY, progress=heard.append)
        assert sum(heard) == 30
    with writing(databases) as session:
        assert session.scalar(sa.select(sa.func.count(Case.id))) == 60
        case = intake.open_case(session, a_submission(), at=TUESDAY, charter=charter)
        session.commit()
        assert case.id == 61
        assert session.scalar(sa.select(sa.func.count(Contact.id)).where(Contact.case_id == case.id)) == 1


@pytest.mark.parametrize(
    ("at", "why"),
    [
        (datetime(2026, 11, 24, 0, 5, tzinfo=UTC), "just after midnight, when nothing has come in yet"),
        (datetime(2026, 11, 22, 11, 0, tzinfo=UTC), "a Sunday"),
        (datetime(2026, 12, 25, 9, 0, tzinfo=UTC), "Christmas Day"),
        (datetime(2024, 6, 5, 9, 0, tzinfo=UTC), "four working days after the first promise was made"),
    ],
)
def test_contacts_arrive_before_now_and_never_before_the_first_promise(
    at: datetime, why: str, charter: Charter
) -> None:
    moments = arrivals(charter, 500, at, Random(1))
    assert len(moments) == 500, why
    assert moments == sorted(moments)
    assert moments[-1] <= at and moments[0].date() >= first_day(charter)


def test_the_quicker_calendar_gives_the_charter_s_own_answers(charter: Charter) -> None:
    own = charter.calendar
    quick = RememberingCalendar(own.division, own.closures, own.worked, own.horizon)
    for day in (date(2026, 12, 23), date(2026, 12, 23), date(2027, 3, 25)):
        assert quick.add(day, 7) == WorkingCalendar.add(own, day, 7)
        assert quick.between(day, date(2027, 4, 9)) == own.between(day, date(2027, 4, 9))


def test_the_command_makes_a_database_where_there_was_none(tmp_path: Path) -> None:
    words = ["--cases", "12", "--data", str(tmp_path / "new"), "--organisation", "template"]
    ran = CliRunner().invoke(sample_command, words, catch_exceptions=False)
    assert ran.exit_code == 0
    prefix = load_charter("template").organisation.prefix
    assert f"12 cases added. A good one to look at: {prefix}-" in ran.output
