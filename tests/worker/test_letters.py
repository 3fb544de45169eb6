"""Letters that somebody posts: the worker makes each as a PDF first, and sweeps up what is posted."""

import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from shared.casework import by_hand, tasks
from shared.casework.customers import Person
from shared.casework.sending import BACK_OFF
from shared.charter.access import Role
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Format, Reach
from shared.config import Settings
from shared.delivery import printing
from shared.files.store import Store
from shared.models.database import writing
from shared.models.notices import Notice, Task, TaskKind
from shared.worker import letters
from shared.worker.channels import channels_of
from shared.worker.installation import Installation
from shared.worker.working import Worker
from tests.builders import TUESDAY, a_case, a_member_of_staff
from tests.clock import SettableClock
from tests.delivery.pdfs import read

LACHLAN = Person(name="Lachlan Letter", address="4 Glen Road\nInverness\nIV3 5NX", reach=Reach.LETTER)


@pytest.fixture
def worker(databases: sa.Engine, charter: Charter, tmp_path: Path) -> Worker:
    settings = Settings(data=tmp_path, secret_key="x", base_url="https://tell.highland.example")
    return Worker(Installation(settings, charter, databases), channels_of(settings, {}), SettableClock(TUESDAY))


def owe(worker: Worker, person: Person = LACHLAN) -> None:
    with writing(worker.installation.engine) as session:
        a_case(session, worker.installation.charter, person=person)
        session.commit()


def the_notice(worker: Worker) -> Notice:
    with writing(worker.installation.engine) as session:
        return session.scalars(sa.select(Notice)).one()


def kept(worker: Worker) -> list[Path]:
    return [file for file in worker.installation.settings.letters.rglob("*") if file.is_file()]


def rounds(worker: Worker) -> None:
    while worker.round():
        pass


@pytest.mark.clause("CH-9")
@pytest.mark.parametrize(
    ("form", "size"), [(None, 12), (Format.LARGE_PRINT, 18), (Format.LARGER_PRINT, 24), (Format.PLAIN_TEXT, 12)]
)
def test_somebody_who_wants_letters_has_theirs_ready_to_post_in_their_size(
    worker: Worker, form: Format | None, size: int
) -> None:
    owe(worker, replace(LACHLAN, format=form))
    rounds(worker)
    notice = the_notice(worker)
    with Store(worker.installation.settings.letters).open(notice.made) as opened:
        paper = read(opened.read())
    assert min(paper.sizes) == size and "Lachlan Letter 4 Glen Road Inverness IV3 5NX" in paper.words
    assert notice.sent_at is None and notice.locked_until is None, "somebody has yet to post it"
    assert len(kept(worker)) == 1
    rounds(worker)
    assert len(kept(worker)) == 1, "it is made once"


@pytest.mark.parametrize("form", [Format.AUDIO_SCRIPT, Format.BRAILLE])
def test_what_is_no_letter_on_paper_is_not_made_one(worker: Worker, form: Format) -> None:
    owe(worker, replace(LACHLAN, format=form))
    rounds(worker)
    assert the_notice(worker).made == "" and kept(worker) == []


def test_a_letter_that_cannot_be_put_on_paper_stays_with_whoever_has_the_task(
    worker: Worker, capsys: pytest.CaptureFixture[str]
) -> None:
    owe(worker, replace(LACHLAN, name="王芳"))
    rounds(worker)
    notice = the_notice(worker)
    assert notice.made == "" and "no print for the sign" in notice.trouble and notice.parked_at is None
    with writing(worker.installation.engine) as session:
        assert session.scalars(sa.select(Task).where(Task.what == TaskKind.REACH)).one().done_at is None
    assert "could not be put on paper" in capsys.readouterr().err
    assert not worker.round(), "nor is it tried again"


def test_a_fault_that_may_pass_is_tried_again_and_not_for_ever(worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    owe(worker)
    clock = worker.clock
    assert isinstance(clock, SettableClock)
    (worker.installation.settings.data / "letters").write_text("a file stands where the folder should be")
    for _ in range(20):
        rounds(worker)
        clock.forward(hours=9)
    notice = the_notice(worker)
    assert notice.attempts == len(BACK_OFF) + 1 and "folder for letters cannot be written" in notice.trouble


def test_one_letter_with_a_fault_does_not_keep_the_others_waiting(
    worker: Worker, capsys: pytest.CaptureFixture[str]
) -> None:
    owe(worker)
    owe(worker, Person(name="Morag", email="m@customer.example", reach=Reach.EMAIL))
    with writing(worker.installation.engine) as session:
        session.execute(sa.update(Notice).where(Notice.reach == Reach.LETTER).values(template="nobody-wrote-this"))
        session.commit()
    rounds(worker)
    assert worker.sent == 1 and "TemplateNotFound" in capsys.readouterr().err


def test_where_typst_is_not_installed_the_task_is_there_all_the_same(
    worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def not_there(*_: object) -> bytes:
        raise printing.NotMade("The program that makes PDF letters, typst, is not installed.")

    monkeypatch.setattr(printing, "_compiled", not_there)
    owe(worker)
    rounds(worker)
    assert "typst, is not installed" in the_notice(worker).trouble


def test_no_two_workers_make_the_same_letter(worker: Worker) -> None:
    owe(worker)
    with writing(worker.installation.engine) as session:
        assert len(by_hand.claim_unmade(session, at=TUESDAY)) == 1
        session.commit()
    assert not worker.print_one(), "somebody else has it in hand"


def test_a_posted_letter_is_swept_up_and_one_that_waits_is_kept(worker: Worker) -> None:
    owe(worker)
    rounds(worker)
    (file,) = kept(worker)
    long_ago = (TUESDAY - timedelta(days=3)).timestamp()
    os.utime(file, (long_ago, long_ago))
    letters.sweep(worker.installation, TUESDAY)
    assert kept(worker) == [file], "nobody has posted it yet"
    with writing(worker.installation.engine) as session:
        staff = a_member_of_staff(session, Role.CASE_WORKER, "customer-contact")
        task = session.scalars(sa.select(Task).where(Task.what == TaskKind.REACH)).one()
        tasks.done(session, task, how="Posted.", by=staff, at=TUESDAY)
        session.commit()
    letters.sweep(worker.installation, TUESDAY)
    assert kept(worker) == [], "it holds the way into his own page"
