"""What people attach: added, found by whoever may see it, taken away again, and forgotten when nothing holds it."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager

from shared.casework import timeline
from shared.casework.finding import seen_by
from shared.casework.heard import more_has_come
from shared.casework.steps import require
from shared.casework.ties import goes_on_in
from shared.charter.organisation import Charter
from shared.charter.workflow import Step
from shared.files.checked import MOST, Checked, FileRefused, Why
from shared.files.naming import told_apart
from shared.files.store import Store
from shared.models.cases import Case, Contact
from shared.models.files import AttachedFile, FileState, Purpose
from shared.models.happened import Happened
from shared.models.staff import Staff

#: Bytes that no row speaks of are kept so long: the transaction that writes the row may still be under way.
ORPHANS_KEPT_FOR = timedelta(days=1)


def add(
    session: Session,
    given: Sequence[Checked],
    *,
    store: Store,
    at: datetime,
    case: Case | None = None,
    draft: str | None = None,
    by: Staff | None = None,
    by_customer: bool = True,
    contact: Contact | None = None,
    purpose: Purpose = Purpose.ATTACHMENT,
    shared: bool = False,
    label: str = "",
    once: str | None = None,
) -> Sequence[AttachedFile]:
    """Keep files with a case, or with a draft (`draft` is its key): exactly one of the two. The new rows.

    With a case it is one line of its history, and with the `once` of a pressing that was carried out before it is
    nothing. A draft keeps one copy of what is sent twice. The bytes are in the store when this returns; if the
    transaction fails, `forget_orphans` finds them. Raises `FileRefused` for the first file that is one too many.
    """
    if timeline.done_already(session, once):
        return ()
    session.flush()  # whatever was begun in this act has its number now
    before = _kept_with(session, case=case, draft=draft)
    if draft is not None:
        given = _new_to(before, given)
    _refuse_too_many(given, already=len(before) if draft is not None else 0)
    names = names_for(given, before)
    rows = [row_of(one, store.put(one.data), name, at) for one, name in zip(given, names, strict=True)]
    for row in rows:
        row.case_id, row.draft_key, row.contact_id = case.id if case else None, draft, contact.id if contact else None
        row.staff_id, row.by_name = (by.id, by.name) if by else (None, "")
        row.by_customer, row.shared, row.purpose = by_customer, shared, purpose
        row.distressing, row.label = bool(label), label
    session.add_all(rows)
    if case is not None and rows:
        _tell(session, case, rows, at=at, by=by, once=once)
    return rows


def _kept_with(session: Session, *, case: Case | None, draft: str | None) -> Sequence[AttachedFile]:
    if (case is None) == (draft is None):
        raise ValueError("A file belongs to a case or to a draft.")
    return of_case(session, case) if case is not None else of_draft(session, draft)


def _refuse_too_many(given: Sequence[Checked], already: int) -> None:
    room = max(MOST - already, 0)
    if len(given) > room:
        raise FileRefused(Why.TOO_MANY, given[room].name)


def fitting(
    session: Session, draft: str | None, given: Sequence[Checked]
) -> tuple[Sequence[Checked], Sequence[Checked]]:
    """Those that a draft still has room for, and those that are too many. Copies of what it has are neither."""
    before = of_draft(session, draft)
    new, room = _new_to(before, given), max(MOST - len(before), 0)
    return new[:room], new[room:]


def _new_to(before: Sequence[AttachedFile], given: Sequence[Checked]) -> Sequence[Checked]:
    known = {file.sha256 for file in before}
    return [one for one in {one.sha256: one for one in given}.values() if one.sha256 not in known]


def names_for(given: Sequence[Checked | AttachedFile], before: Sequence[AttachedFile]) -> Sequence[str]:
    """Their names, made different from each other and from those of before."""
    taken = [file.name for file in before]
    for one in given:
        taken.append(told_apart(one.name, set(taken)))
    return taken[len(before) :]


def row_of(one: Checked, store_name: str, name: str, at: datetime) -> AttachedFile:
    """One file as it is kept; whose it is, is for the caller to say."""
    return AttachedFile(
        store_name=store_name,
        name=name,
        media_type=one.media_type,
        size=len(one.data),
        sha256=one.sha256,
        added_at=at,
        state=FileState.QUARANTINED if one.waiting else FileState.SOUND,
    )


def _tell(
    session: Session, case: Case, rows: Iterable[AttachedFile], *, at: datetime, by: Staff | None, once: str | None
) -> None:
    """One line for all that came together; the customer reads it where the files are theirs or meant for them."""
    listed = list(rows)
    theirs = listed[0].by_customer
    timeline.write(
        session,
        case,
        Happened.FILE_ADDED,
        at=at,
        by=by,
        public=theirs or listed[0].shared,
        once=once,
        names=[row.name for row in listed],
        theirs=theirs,
    )


def send_in(
    session: Session,
    case: Case,
    given: Sequence[Checked],
    *,
    store: Store,
    at: datetime,
    charter: Charter,
    once: str | None = None,
) -> Sequence[AttachedFile]:
    """The customer adds files on the page of their case: it is as if they had written. Pressed twice, it is once.

    Raises `FileRefused` and `StepRefused`.
    """
    require(Step.ADD, case, by=None, charter=charter)
    case = goes_on_in(session, case)
    rows = add(session, given, store=store, at=at, case=case, once=once)
    if rows:
        more_has_come(session, case, by=None, at=at, charter=charter)
    return rows


def go_over(session: Session, case: Case, lead: Case) -> None:
    """What was attached to one case goes to another, with the message that was put there last."""
    session.flush()
    rows = of_case(session, case)
    names = names_for(rows, of_case(session, lead))
    for row, name in zip(rows, names, strict=True):
        row.case_id, row.contact_id, row.name = lead.id, lead.contacts[-1].id, name


def of_case(session: Session, case: Case) -> Sequence[AttachedFile]:
    """Every file of a case, in the order in which they came: for staff."""
    rows = sa.select(AttachedFile).where(AttachedFile.case_id == case.id)
    return session.scalars(rows.order_by(AttachedFile.id)).all()


def shown_to_customer(session: Session, case: Case) -> Sequence[AttachedFile]:
    """The files that the customer may know of: their own, and those that staff have shared with them."""
    theirs = sa.or_(AttachedFile.by_customer, AttachedFile.shared)
    rows = sa.select(AttachedFile).where(AttachedFile.case_id == case.id, theirs)
    return session.scalars(rows.order_by(AttachedFile.id)).all()


def of_draft(session: Session, draft: str | None) -> Sequence[AttachedFile]:
    """What was attached so far to answers that are not sent yet."""
    rows = sa.select(AttachedFile).where(AttachedFile.draft_key == draft)
    return session.scalars(rows.order_by(AttachedFile.id)).all()


def file_seen_by(session: Session, number: int, staff: Staff, charter: Charter) -> AttachedFile | None:
    """One file with its case, if this person may see that case; None tells nothing more."""
    rows = (
        sa.select(AttachedFile)
        .join(AttachedFile.case)
        .where(AttachedFile.id == number, seen_by(staff, charter))
        .options(contains_eager(AttachedFile.case))
    )
    return session.scalars(rows).first()


def remove(session: Session, draft: str, number: int) -> None:
    """Take a file away from answers that are not sent yet. Its bytes go with the next sweep; twice does no harm."""
    session.execute(sa.delete(AttachedFile).where(AttachedFile.id == number, AttachedFile.draft_key == draft))


def adopt(session: Session, draft: str, case: Case, *, at: datetime) -> int:
    """A draft has become a case, and its files go with it; how many there were. A second time there are none.

    To be called while the draft's row is still there: the files would die with it.
    """
    session.flush()  # the case has its number now
    rows = of_draft(session, draft)
    first = case.contacts[0] if case.contacts else None
    for row in rows:
        row.draft_key, row.case_id, row.contact_id = None, case.id, first.id if first else None
    if rows:
        _tell(session, case, rows, at=at, by=None, once=None)
    return len(rows)


def warn(session: Session, file: AttachedFile, label: str) -> None:
    """Say what a distressing file shows, so that nobody opens it by accident (rule D-10). No label takes it back."""
    file.distressing, file.label = bool(label), label
    session.flush()


def forget_orphans(session: Session, store: Store, *, at: datetime) -> int:
    """Delete the bytes that no row speaks of any more: of drafts that are gone, of acts that failed. How many."""
    gone = 0
    for names in store.older_than(at - ORPHANS_KEPT_FOR):
        asked = sa.select(AttachedFile.store_name).where(AttachedFile.store_name.in_(names))
        known = set(session.scalars(asked)) if names else set()
        for name in set(names) - known:
            store.delete(name)
            gone += 1
    return gone
