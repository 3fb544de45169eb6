"""What shows an incident: kept once, with its checksum and who added it, and found by no other door (RP-24, RP-25)."""

import hashlib
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from shared.casework import evidence, files
from shared.charter.organisation import Charter
from shared.files.checked import Checked, FileKind
from shared.files.store import Store
from shared.models.files import FileState
from tests.builders import TUESDAY, a_case
from tests.casework.test_incidents import recorded
from tests.people import Cast


def a_photo(data: bytes = b"a photo", *, waiting: bool = False) -> Checked:
    return Checked(FileKind.PICTURE, "image/jpeg", "wall.jpg", data, waiting)


@pytest.mark.clause("RP-24", "RP-25")
def test_each_file_says_what_it_shows_who_added_it_and_what_proves_it(
    session: Session, charter: Charter, cast: Cast, tmp_path: Path
) -> None:
    case = a_case(session, charter)
    incident = recorded(session, charter, cast.worker, case=case)
    how = {"store": Store(tmp_path), "label": "A wall", "by": cast.colleague, "at": TUESDAY}
    given = [a_photo(), a_photo(b"another", waiting=True), a_photo()]
    rows = evidence.add(session, incident, given, **how)  # type: ignore[arg-type]
    assert [one.name for one in rows] == ["wall.jpg", "wall (2).jpg"]
    assert rows[0].sha256 == hashlib.sha256(b"a photo").hexdigest()
    assert all(one.distressing and one.label == "A wall" and one.by_name == "Colin Colleague" for one in rows)
    assert [one.state for one in rows] == [FileState.SOUND, FileState.QUARANTINED]
    assert not evidence.add(session, incident, given, **how)  # type: ignore[arg-type]
    assert list(evidence.of(session, incident)) == list(rows)
    assert not files.of_case(session, case), "the case knows nothing of it"
    for staff in (cast.worker, cast.relations):
        assert files.file_seen_by(session, rows[0].id, staff, charter) is None


def test_one_incident_opens_no_file_of_another(session: Session, charter: Charter, cast: Cast, tmp_path: Path) -> None:
    first, second = (recorded(session, charter, cast.worker, once=f"p{number}") for number in range(2))
    how = {"store": Store(tmp_path), "label": "A wall", "by": cast.worker, "at": TUESDAY}
    (row,) = evidence.add(session, first, [a_photo()], **how)  # type: ignore[arg-type]
    assert evidence.one_of(session, first, row.id) is row
    assert evidence.one_of(session, second, row.id) is None


def test_the_bytes_stay_as_long_as_the_incident_holds_them(
    session: Session, charter: Charter, cast: Cast, tmp_path: Path
) -> None:
    store, incident = Store(tmp_path), recorded(session, charter, cast.worker)
    (row,) = evidence.add(session, incident, [a_photo()], store=store, label="A wall", by=cast.worker, at=TUESDAY)
    assert files.forget_orphans(session, store, at=TUESDAY.replace(year=2037)) == 0
    with store.open(row.store_name) as opened:
        assert opened.read() == b"a photo"
