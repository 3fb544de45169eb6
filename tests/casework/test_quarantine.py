"""Files that no scanner has seen yet: nobody opens them, and nobody forgets them."""

from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import drafts, files, quarantine
from shared.charter.organisation import Charter
from shared.files.checked import Checked, FileKind
from shared.files.scanning import Verdict
from shared.files.store import Store
from shared.models.cases import Case, Happening
from shared.models.database import writing
from shared.models.files import AttachedFile, FileState
from shared.models.happened import Happened
from tests.builders import TUESDAY, a_case

LATER = TUESDAY + timedelta(minutes=5)


def one_that_waits(session: Session, charter: Charter, folder: Path, name: str = "note.txt") -> tuple[Case, int]:
    case = a_case(session, charter)
    given = [Checked(FileKind.TEXT, "text/plain", name, b"words", waiting=True)]
    (row,) = files.add(session, given, store=Store(folder), at=TUESDAY, case=case)
    session.flush()
    return case, row.id


# what the scanner says, how the file stands, what the history says, reason
VERDICTS = [
    (Verdict.CLEAN, FileState.SOUND, 0, "it may be opened now"),
    (Verdict.VIRUS, FileState.REFUSED, 1, "its sender reads that it is gone"),
    (Verdict.UNKNOWN, FileState.QUARANTINED, 0, "it goes on waiting"),
]


@pytest.mark.parametrize(("verdict", "state", "told", "reason"), VERDICTS)
def test_what_the_scanner_says_is_written_down_once(
    databases: sa.Engine,
    charter: Charter,
    tmp_path: Path,
    verdict: Verdict,
    state: FileState,
    told: int,
    reason: str,
) -> None:
    with writing(databases) as session:
        case, number = one_that_waits(session, charter, tmp_path)
        for _ in range(2):
            quarantine.settle(session, number, verdict, at=LATER)
            session.commit()
        assert session.get_one(AttachedFile, number).state is state, reason
        removed = sa.select(Happening.facts).where(
            Happening.case_id == case.id, Happening.what == Happened.FILE_REMOVED
        )
        assert session.scalars(removed).all() == [{"name": "note.txt"}] * told


def test_those_that_were_never_looked_at_come_first_and_none_is_asked_about_twice_in_a_row(
    databases: sa.Engine, charter: Charter, tmp_path: Path
) -> None:
    with writing(databases) as session:
        numbers = [one_that_waits(session, charter, tmp_path)[1] for _ in range(3)]
        order = []
        for _ in range(3):
            (first,) = quarantine.waiting(session, before=LATER)
            order.append(first.id)
            quarantine.settle(session, first.id, Verdict.UNKNOWN, at=LATER)
        assert order == numbers
        assert quarantine.waiting(session, before=LATER) == []
        assert quarantine.waiting(session, before=LATER + timedelta(minutes=5))[0].id == numbers[0]


def test_a_file_of_answers_that_are_not_sent_is_looked_at_too(session: Session, tmp_path: Path) -> None:
    drafts.keep(session, "hers", {}, at=TUESDAY)
    given = [Checked(FileKind.TEXT, "text/plain", "note.txt", b"words", waiting=True)]
    (row,) = files.add(session, given, store=Store(tmp_path), at=TUESDAY, draft="hers")
    session.flush()
    quarantine.settle(session, row.id, Verdict.VIRUS, at=LATER)
    assert files.of_draft(session, "hers")[0].state is FileState.REFUSED


def test_a_file_that_is_gone_meanwhile_is_no_trouble(session: Session) -> None:
    assert quarantine.settle(session, 4711, Verdict.CLEAN, at=LATER) is None
