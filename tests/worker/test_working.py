"""The worker: every notice leaves once, whoever else is at work and whatever breaks on the way."""

import signal
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from types import SimpleNamespace

import pytest
import sqlalchemy as sa

from shared.casework import attempts, drafts, presence, sending
from shared.charter.access import Role
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Reach
from shared.config import Settings
from shared.delivery.channels import Channel, Channels
from shared.delivery.envelope import Envelope, Undelivered
from shared.delivery.rendering import Letter
from shared.models.cases import Look
from shared.models.database import writing
from shared.models.drafts import Attempt, Draft
from shared.models.notices import Notice, Task
from shared.worker.channels import channels_of
from shared.worker.installation import Installation
from shared.worker.working import Worker
from tests.builders import TUESDAY, a_case, a_member_of_staff
from tests.clock import SettableClock
from tests.worker.running import bywhen, running, said_until, stopped_by

Deliver = Callable[[Letter, Envelope, str], None]


def owe(engine: sa.Engine, charter: Charter, many: int = 1, at: datetime = TUESDAY) -> None:
    """So many people have told us something, and each is owed a letter."""
    with writing(engine) as session:
        for _ in range(many):
            a_case(session, charter, at=at)
        session.commit()


def everything(engine: sa.Engine) -> list[Notice]:
    with writing(engine) as session:
        return list(session.scalars(sa.select(Notice).order_by(Notice.id)))


def a_worker(
    engine: sa.Engine, charter: Charter, data: Path, *, clock: SettableClock | None = None, way: Deliver | None = None
) -> Worker:
    settings = Settings(data=data, secret_key="x", base_url="http://127.0.0.1:8000")
    mail = {Reach.EMAIL: Channel(SimpleNamespace(deliver=way), "")}
    channels = Channels(mail) if way else channels_of(settings, {})
    return Worker(Installation(settings, charter, engine), channels, clock or SettableClock(TUESDAY))


def letters_in(folder: Path) -> list[EmailMessage]:
    return [message_from_bytes(file.read_bytes(), policy=default) for file in sorted(folder.glob("*.eml"))]


def test_four_workers_send_three_hundred_notices_once_each(
    databases: sa.Engine, database_url: str, charter: Charter, tmp_path: Path
) -> None:
    owe(databases, charter, 300, at=datetime.now(UTC))
    settings = {"BYWHEN_DATABASE": database_url, "BYWHEN_DATA": str(tmp_path / "data")}
    with ExitStack() as at_once:
        workers = [at_once.enter_context(running("work", "--once", settings=settings)) for _ in range(4)]
        said = [worker.communicate(timeout=120)[0] for worker in workers]
    delivered = [int(words.split("Delivered: ")[1].split(".")[0]) for words in said]
    assert sum(delivered) == 300, said
    letters = letters_in(tmp_path / "data/outbox")
    assert len({letter["Message-ID"] for letter in letters}) == len(letters) == 300
    assert all(notice.sent_at and notice.attempts == 1 for notice in everything(databases))


def test_a_worker_that_dies_after_delivery_leaves_one_letter_all_the_same(
    databases: sa.Engine, charter: Charter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Died(BaseException):
        """As when the machine stops."""

    def died(*_: object, **__: object) -> None:
        raise Died

    owe(databases, charter)
    clock = SettableClock(TUESDAY)
    with monkeypatch.context() as patch:
        patch.setattr(sending, "sent", died)
        with pytest.raises(Died):
            a_worker(databases, charter, tmp_path, clock=clock).deliver_one()
    (first,) = letters_in(tmp_path / "outbox")
    another = a_worker(databases, charter, tmp_path, clock=clock)
    assert not another.deliver_one(), "the lease has not run out"
    clock.forward(minutes=6)
    assert another.deliver_one()
    (again,) = letters_in(tmp_path / "outbox")
    assert again["Message-ID"] == first["Message-ID"]
    assert [(notice.attempts, bool(notice.sent_at)) for notice in everything(databases)] == [(2, True)]


def test_a_letter_sent_twice_to_a_mail_server_has_the_same_name_both_times(
    databases: sa.Engine, charter: Charter, tmp_path: Path
) -> None:
    taken: list[str] = []

    def takes_it_and_breaks(letter: Letter, envelope: Envelope, place: str) -> None:
        taken.append(envelope.message_id)
        if len(taken) == 1:
            raise Undelivered("The line broke", for_good=False)

    owe(databases, charter)
    clock = SettableClock(TUESDAY)
    worker = a_worker(databases, charter, tmp_path, clock=clock, way=takes_it_and_breaks)
    worker.deliver_one()
    clock.forward(minutes=2)
    worker.deliver_one()
    assert len(taken) == 2 and len(set(taken)) == 1


def test_no_transaction_is_open_while_a_letter_is_on_its_way(
    databases: sa.Engine, charter: Charter, tmp_path: Path
) -> None:
    def somebody_else_writes(letter: Letter, envelope: Envelope, place: str) -> None:
        with writing(databases) as session:
            a_case(session, charter)
            session.commit()

    owe(databases, charter)
    worker = a_worker(databases, charter, tmp_path, way=somebody_else_writes)
    worker.deliver_one()
    assert worker.sent == 1 and len(everything(databases)) == 2


def test_what_cannot_be_delivered_is_parked_after_the_last_try_and_becomes_a_task(
    databases: sa.Engine, charter: Charter, tmp_path: Path
) -> None:
    def busy(letter: Letter, envelope: Envelope, place: str) -> None:
        raise Undelivered("The mail server said 451: busy", for_good=False)

    owe(databases, charter)
    clock = SettableClock(TUESDAY)
    worker = a_worker(databases, charter, tmp_path, clock=clock, way=busy)
    tries = 0
    for _ in range(20):
        tries += worker.deliver_one()
        clock.forward(hours=9)
    assert tries == worker.failed == len(sending.BACK_OFF) + 1
    (notice,) = everything(databases)
    assert notice.parked_at and notice.trouble == "The mail server said 451: busy"
    with writing(databases) as session:
        (task,) = session.scalars(sa.select(Task))
        assert task.failed and task.notice_id == notice.id


def test_what_is_refused_for_good_is_tried_once(databases: sa.Engine, charter: Charter, tmp_path: Path) -> None:
    def refused(letter: Letter, envelope: Envelope, place: str) -> None:
        raise Undelivered("The mail server said 550: no such person", for_good=True)

    owe(databases, charter)
    clock = SettableClock(TUESDAY)
    worker = a_worker(databases, charter, tmp_path, clock=clock, way=refused)
    assert worker.deliver_one()
    clock.forward(days=2)
    assert not worker.deliver_one()
    assert everything(databases)[0].parked_at


def test_one_letter_that_cannot_be_written_does_not_keep_the_others_waiting(
    databases: sa.Engine, charter: Charter, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    owe(databases, charter, 3)
    with writing(databases) as session:
        spoiled = session.scalars(sa.select(Notice).order_by(Notice.id)).first()
        assert spoiled is not None
        spoiled.template = "nobody-wrote-this"
        session.commit()
    worker = a_worker(databases, charter, tmp_path)
    while worker.deliver_one():
        pass
    assert (worker.sent, worker.failed) == (2, 1)
    first = everything(databases)[0]
    assert first.sent_at is None and first.parked_at is None and "nobody-wrote-this" in first.trouble
    assert "TemplateNotFound" in capsys.readouterr().err, "whoever runs it can see why"


def test_people_are_told_of_a_missed_promise_and_the_letter_leaves_in_the_same_round(
    databases: sa.Engine, charter: Charter, tmp_path: Path
) -> None:
    owe(databases, charter)
    clock = SettableClock(TUESDAY)
    worker = a_worker(databases, charter, tmp_path, clock=clock)
    while worker.round():
        pass
    clock.forward(days=8)
    while worker.round():
        pass
    subjects = [letter["Subject"] for letter in letters_in(tmp_path / "outbox")]
    assert [subject.split(":")[0] for subject in subjects] == ["We have your request", "We are late, and we are sorry"]


def test_missed_promises_are_looked_for_once_a_minute(
    databases: sa.Engine, charter: Charter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[datetime] = []
    clock = SettableClock(TUESDAY)
    worker = a_worker(databases, charter, tmp_path, clock=clock)
    monkeypatch.setattr(worker, "tell_late", lambda: looked.append(clock()))
    for _ in range(300):
        worker.round()
        clock.forward(seconds=1)
    assert len(looked) == 5


def test_what_is_old_is_forgotten_and_what_is_new_is_kept(
    databases: sa.Engine, charter: Charter, tmp_path: Path
) -> None:
    clock = SettableClock(TUESDAY)
    with writing(databases) as session:
        case = a_case(session, charter)
        one, other = (a_member_of_staff(session, Role.CASE_WORKER, "schools") for _ in range(2))
        drafts.keep(session, "old", {"words": "x"}, at=TUESDAY - timedelta(days=29))
        drafts.keep(session, "new", {"words": "x"}, at=TUESDAY - timedelta(days=27))
        for days in (2, 0):
            attempts.wrong(session, "192.0.2.1", at=TUESDAY - timedelta(days=days))
        presence.look(session, case, by=one, at=TUESDAY - timedelta(days=2))
        presence.look(session, case, by=other, at=TUESDAY)
        session.commit()
    a_worker(databases, charter, tmp_path, clock=clock).round()
    with writing(databases) as session:
        assert session.scalars(sa.select(Draft.key)).all() == ["new"]
        assert session.scalar(sa.select(sa.func.count()).select_from(Attempt)) == 1
        assert session.scalars(sa.select(Look.seen_at)).all() == [TUESDAY]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_that_is_asked_to_stop_stops_without_a_word(number: signal.Signals, tmp_path: Path) -> None:
    settings = {"BYWHEN_DATA": str(tmp_path)}
    assert bywhen("upgrade", settings=settings)[0] == 0
    with running("work", settings=settings) as worker:
        said_until(worker, f"Messages go to the folder {tmp_path}/outbox.")
        assert stopped_by(worker, number) == (0, "")


def test_a_worker_without_tables_says_what_to_do(tmp_path: Path) -> None:
    code, said = bywhen("work", "--once", settings={"BYWHEN_DATA": str(tmp_path)})
    assert code == 1 and "bywhen upgrade" in said and "Traceback" not in said


def test_a_mail_server_that_cannot_be_read_is_refused_at_the_start(tmp_path: Path) -> None:
    settings = {"BYWHEN_DATA": str(tmp_path), "BYWHEN_SMTP": "smtp://"}
    bywhen("upgrade", settings=settings)
    code, said = bywhen("work", "--once", settings=settings)
    assert code == 1 and "BYWHEN_SMTP names no server" in said and "Traceback" not in said
