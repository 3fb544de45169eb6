"""What shows an incident: photos, screenshots, recordings, kept with their checksum and seen by whoever sees it."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import files, incidents
from shared.files.checked import Checked
from shared.files.store import Store
from shared.models.files import AttachedFile, FileState, Purpose
from shared.models.incidents import Incident
from shared.models.notices import Notice
from shared.models.staff import Staff


def add(
    session: Session, incident: Incident, given: Sequence[Checked], *, store: Store, label: str, by: Staff, at: datetime
) -> Sequence[AttachedFile]:
    """Keep files with an incident; each may distress, and `label` says what they show. The same bytes are kept once.

    Where somebody was named in public they go with the mail to those who are told, as long as it has not left
    (clause RP-28).
    """
    before = of(session, incident)
    known = {one.sha256 for one in before}
    new = [one for one in {one.sha256: one for one in given}.values() if one.sha256 not in known]
    names = files.names_for(new, before)
    rows = [files.row_of(one, store.put(one.data), name, at) for one, name in zip(new, names, strict=True)]
    for row in rows:
        row.incident_id, row.staff_id, row.by_name, row.by_customer = incident.id, by.id, by.name, False
        row.purpose, row.distressing, row.label = Purpose.EVIDENCE, True, label
    session.add_all(rows)
    session.flush()
    if incident.named_only:
        _send_along(session, incident, rows)
    return rows


def _send_along(session: Session, incident: Incident, rows: Sequence[AttachedFile]) -> None:
    sound = [[row.store_name, row.name, row.media_type, row.size] for row in rows if row.state is FileState.SOUND]
    unsent = (Notice.template == incidents.NAMED, Notice.sent_at.is_(None), Notice.parked_at.is_(None))
    key = Notice.once_key.startswith(f"incident/{incident.id}/", autoescape=True)
    for notice in session.scalars(sa.select(Notice).where(key, *unsent)):
        notice.facts = {**notice.facts, "files": [*notice.facts["files"], *sound]}


def of(session: Session, incident: Incident) -> Sequence[AttachedFile]:
    """Everything that shows it, in the order in which it came."""
    rows = sa.select(AttachedFile).where(AttachedFile.incident_id == incident.id)
    return session.scalars(rows.order_by(AttachedFile.id)).all()


def one_of(session: Session, incident: Incident, number: int) -> AttachedFile | None:
    """One of its files. Whoever asks must see the incident."""
    rows = sa.select(AttachedFile).where(AttachedFile.id == number, AttachedFile.incident_id == incident.id)
    return session.scalars(rows).first()
