"""Files that wait for their virus check: nobody may open them until a scanner has answered."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import timeline
from shared.files.scanning import Verdict
from shared.models.cases import Case
from shared.models.files import AttachedFile, FileState
from shared.models.happened import Happened


def waiting(session: Session, *, before: datetime, most: int = 1) -> Sequence[AttachedFile]:
    """Files that still wait, those first that were never looked at; none that was looked at after `before`."""
    looked_at = AttachedFile.looked_at
    rows = (
        sa.select(AttachedFile)
        .where(AttachedFile.state == FileState.QUARANTINED, sa.or_(looked_at.is_(None), looked_at < before))
        .order_by(looked_at.is_not(None), looked_at, AttachedFile.id)
        .limit(most)
    )
    return session.scalars(rows).all()


def settle(session: Session, number: int, verdict: Verdict, *, at: datetime) -> AttachedFile | None:
    """Write down what the scanner said. None where somebody has settled it already, or it is gone.

    What held a virus stays in the list with its name, so that nobody wonders; its bytes are for the caller to delete
    once this is committed.
    """
    asked = sa.select(AttachedFile).where(AttachedFile.id == number, AttachedFile.state == FileState.QUARANTINED)
    file = session.scalars(asked.with_for_update()).first()
    if file is None:
        return None
    file.looked_at = at
    if verdict is Verdict.CLEAN:
        file.state = FileState.SOUND
    elif verdict is Verdict.VIRUS:
        file.state = FileState.REFUSED
        _tell(session, file, Happened.FILE_REMOVED, at=at)
    return file


def let_go(session: Session, *, at: datetime, most: int = 50) -> int:
    """The council has switched its scanner off: what still waited can be opened, and each case tells it. How many.

    New files are not checked any more either; one that waited for ever would be lost to everybody.
    """
    rows = sa.select(AttachedFile).where(AttachedFile.state == FileState.QUARANTINED).order_by(AttachedFile.id)
    files = session.scalars(rows.limit(most).with_for_update(skip_locked=True)).all()
    for file in files:
        file.state = FileState.SOUND
        _tell(session, file, Happened.FILE_UNCHECKED, at=at)
    return len(files)


def _tell(session: Session, file: AttachedFile, what: Happened, *, at: datetime) -> None:
    """The history of its case says what became of it; a file of no case has nobody else who waits for it."""
    if file.case_id is not None:
        case = session.get_one(Case, file.case_id, with_for_update=True)
        timeline.write(session, case, what, at=at, public=file.by_customer or file.shared, name=file.name)
