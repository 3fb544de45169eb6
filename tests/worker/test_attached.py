"""The worker and what people attach: asked about again, and swept away."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from shared.casework import files
from shared.charter.organisation import Charter
from shared.config import Settings
from shared.files.checked import Checked, FileKind
from shared.files.store import Store
from shared.models.cases import Happening
from shared.models.database import writing
from shared.models.files import AttachedFile, FileState
from shared.models.happened import Happened
from shared.worker import attached
from shared.worker.installation import Installation
from tests.builders import TUESDAY, a_case
from tests.clock import SettableClock
from tests.files.clamav import MARK, listening, saying


@pytest.fixture
def installation(databases: sa.Engine, charter: Charter, tmp_path: Path) -> Installation:
    """A council with a case that has three files, none of which a scanner has seen; the second holds a virus."""
    settings = Settings(data=tmp_path, clamav="tcp://127.0.0.1:1")
    with writing(databases) as session:
        given = [
            Checked(FileKind.TEXT, "text/plain", f"{number}.txt", data, waiting=True)
            for number, data in enumerate((b"good", b"bad: " + MARK, b"good too"))
        ]
        files.add(session, given, store=Store(settings.files), at=TUESDAY, case=a_case(session, charter))
        session.commit()
    return Installation(settings, charter, databases)


def states(installation: Installation) -> list[FileState]:
    with writing(installation.engine) as session:
        return list(session.scalars(sa.select(AttachedFile.state).order_by(AttachedFile.id)))


def scan_again(installation: Installation, address: str, minutes: int = 0) -> None:
    there = Installation(
        Settings(data=installation.settings.data, clamav=address), installation.charter, installation.engine
    )
    attached.scan_again(there, SettableClock(TUESDAY + timedelta(minutes=minutes)))


def test_once_the_scanner_answers_good_files_can_be_opened_and_bad_ones_are_gone(
    installation: Installation, capfd: pytest.CaptureFixture[str]
) -> None:
    with listening() as scanner:
        scan_again(installation, scanner.address)
        assert len(scanner.asked) == 3
        scan_again(installation, scanner.address, minutes=5)
        assert len(scanner.asked) == 3, "nobody asks about them again"
    assert states(installation) == [FileState.SOUND, FileState.REFUSED, FileState.SOUND]
    left = [one.read_bytes() for one in installation.settings.files.rglob("*") if one.is_file()]
    assert sorted(left) == [b"good", b"good too"]
    assert "virus" in capfd.readouterr().err


def test_while_the_scanner_is_away_one_question_is_enough_to_know_it(installation: Installation) -> None:
    with listening(saying(b"ill ERROR\0")) as scanner:
        scan_again(installation, scanner.address)
        assert len(scanner.asked) == 1
        scan_again(installation, scanner.address, minutes=5)
        assert scanner.asked == [b"good", b"bad: " + MARK], "another one has its turn"
    assert set(states(installation)) == {FileState.QUARANTINED}
    with listening() as scanner:
        scan_again(installation, scanner.address, minutes=10)
    assert FileState.QUARANTINED not in states(installation)


def test_a_file_whose_bytes_are_lost_does_not_keep_the_others_waiting(installation: Installation) -> None:
    with writing(installation.engine) as session:
        first = session.scalars(sa.select(AttachedFile.store_name).order_by(AttachedFile.id)).first()
    Store(installation.settings.files).delete(first or "")
    with listening() as scanner:
        scan_again(installation, scanner.address)
    assert states(installation) == [FileState.QUARANTINED, FileState.REFUSED, FileState.SOUND]


def test_once_the_scanner_is_switched_off_what_waited_can_be_opened_and_its_case_says_so(
    installation: Installation, capfd: pytest.CaptureFixture[str]
) -> None:
    scan_again(installation, "")
    assert set(states(installation)) == {FileState.SOUND}
    with writing(installation.engine) as session:
        told = session.scalars(sa.select(Happening).where(Happening.what == Happened.FILE_UNCHECKED)).all()
        assert [(line.facts["name"], line.public) for line in told] == [(f"{number}.txt", True) for number in range(3)]
    assert "BYWHEN_CLAMAV is not set: 3" in capfd.readouterr().err
    scan_again(installation, "", minutes=5)
    assert capfd.readouterr().err == "", "there is nothing left to say"


def test_what_nothing_speaks_of_is_swept_away(installation: Installation) -> None:
    store = Store(installation.settings.files)
    store.put(b"of an act that failed")
    old = (TUESDAY - timedelta(days=2)).timestamp()
    for one in store.folder.rglob("*"):
        os.utime(one, (old, old))
    attached.sweep(installation, TUESDAY)
    left = [one.read_bytes() for one in store.folder.rglob("*") if one.is_file()]
    assert sorted(left) == [b"bad: " + MARK, b"good", b"good too"]
