"""What people attach, in the records: found by whoever may see it, gone with what it belonged to."""

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from shared.casework import drafts, files, replies, routing
from shared.casework.closing import withdraw
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Kind
from shared.charter.workflow import Stage
from shared.files.checked import MOST, Checked, FileKind, FileRefused, Why
from shared.files.store import Store
from shared.models.cases import Case, Happening
from shared.models.database import writing
from shared.models.files import AttachedFile, Purpose
from shared.models.happened import Happened
from shared.models.notices import Notice
from tests.builders import TUESDAY, a_case
from tests.people import Cast, a_cast


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "files")


@pytest.fixture
def cast(session: Session, charter: Charter) -> Cast:
    return a_cast(session, charter)


def a_photo(name: str = "gate.jpg", data: bytes = b"a photo", *, waiting: bool = False) -> Checked:
    return Checked(FileKind.PICTURE, "image/jpeg", name, data, waiting)


def lines(session: Session, case: Case, what: Happened) -> list[Happening]:
    session.flush()
    return list(session.scalars(sa.select(Happening).where(Happening.case_id == case.id, Happening.what == what)))


def a_draft(session: Session, key: str = "hers") -> str:
    drafts.keep(session, key, {"kind": "request"}, at=TUESDAY)
    session.flush()
    return key


def test_a_photo_of_a_case_is_kept_and_its_history_says_so(session: Session, charter: Charter, store: Store) -> None:
    case = a_case(session, charter)
    (row,) = files.add(session, [a_photo()], store=store, at=TUESDAY, case=case)
    session.commit()
    with store.open(row.store_name) as opened:
        assert opened.read() == b"a photo"
    assert (row.name, row.media_type, row.size, row.by_customer) == ("gate.jpg", "image/jpeg", 7, True)
    assert "gate" not in row.store_name
    (line,) = lines(session, case, Happened.FILE_ADDED)
    assert (line.public, line.facts) == (True, {"names": ["gate.jpg"], "theirs": True})


def test_three_photos_at_once_are_one_line_of_the_history(session: Session, charter: Charter, store: Store) -> None:
    case = a_case(session, charter)
    files.add(session, [a_photo(), a_photo(), a_photo()], store=store, at=TUESDAY, case=case)
    (line,) = lines(session, case, Happened.FILE_ADDED)
    assert line.facts["names"] == ["gate.jpg", "gate (2).jpg", "gate (3).jpg"], "a telephone calls every photo the same"


def test_a_button_pressed_twice_adds_once(session: Session, charter: Charter, store: Store) -> None:
    case = a_case(session, charter)
    for _ in range(2):
        files.add(session, [a_photo()], store=store, at=TUESDAY, case=case, once="press-1")
    assert len(files.of_case(session, case)) == 1
    assert len(lines(session, case, Happened.FILE_ADDED)) == 1


def test_a_file_belongs_to_a_case_or_to_a_draft(session: Session, charter: Charter, store: Store) -> None:
    case = a_case(session, charter)
    for whose in ({}, {"case": case, "draft": a_draft(session)}):
        with pytest.raises(ValueError, match="a case or to a draft"):
            files.add(session, [a_photo()], store=store, at=TUESDAY, **whose)


def test_one_file_too_many_is_refused_by_its_name(session: Session, charter: Charter, store: Store) -> None:
    many = [a_photo(f"{number}.jpg", bytes([number])) for number in range(MOST + 1)]
    with pytest.raises(FileRefused) as refused:
        files.add(session, many, store=store, at=TUESDAY, case=a_case(session, charter))
    assert (refused.value.why, refused.value.name) == (Why.TOO_MANY, "10.jpg")


def test_answers_have_room_for_ten_files_and_keep_one_copy_of_what_is_sent_twice(
    session: Session, store: Store
) -> None:
    draft = a_draft(session)
    nine = [a_photo(f"{number}.jpg", bytes([number])) for number in range(9)]
    files.add(session, nine, store=store, at=TUESDAY, draft=draft)
    fit, over = files.fitting(session, draft, [*nine, a_photo("a"), a_photo("again"), a_photo("b", b"another")])
    assert ([one.data for one in fit], [one.name for one in over]) == ([b"a photo"], ["b"])
    files.add(session, fit, store=store, at=TUESDAY, draft=draft)
    files.add(session, nine, store=store, at=TUESDAY, draft=draft)
    assert len(files.of_draft(session, draft)) == 10
    with pytest.raises(FileRefused):
        files.add(session, over, store=store, at=TUESDAY, draft=draft)


def test_what_was_attached_goes_with_the_case_that_the_answers_become(
    session: Session, charter: Charter, store: Store
) -> None:
    draft, other = a_draft(session), a_draft(session, "his")
    files.add(session, [a_photo()], store=store, at=TUESDAY, draft=draft)
    files.add(session, [a_photo("signed.jpg", b"x")], store=store, at=TUESDAY, draft=draft, purpose=Purpose.EVIDENCE)
    files.add(session, [a_photo("his.jpg")], store=store, at=TUESDAY, draft=other)
    case = a_case(session, charter)
    assert files.adopt(session, draft, case, at=TUESDAY) == 2
    drafts.became(session, draft, "/track/", at=TUESDAY)
    drafts.forget(session, draft)
    session.commit()
    session.expire_all()
    found = files.of_case(session, case)
    assert [(file.name, file.purpose) for file in found] == [
        ("gate.jpg", Purpose.ATTACHMENT),
        ("signed.jpg", Purpose.EVIDENCE),
    ]
    assert {file.contact_id for file in found} == {case.contacts[0].id}
    assert files.adopt(session, draft, case, at=TUESDAY) == 0
    assert len(lines(session, case, Happened.FILE_ADDED)) == 1
    assert [file.name for file in files.of_draft(session, other)] == ["his.jpg"]


def test_a_case_without_files_says_nothing_of_files(session: Session, charter: Charter) -> None:
    case = a_case(session, charter)
    assert files.adopt(session, a_draft(session), case, at=TUESDAY) == 0
    assert not lines(session, case, Happened.FILE_ADDED)


def test_nobody_takes_a_file_away_from_somebody_elses_answers(session: Session, store: Store) -> None:
    draft, other = a_draft(session), a_draft(session, "his")
    (row,) = files.add(session, [a_photo()], store=store, at=TUESDAY, draft=draft)
    session.flush()
    files.remove(session, other, row.id)
    assert files.of_draft(session, draft)
    files.remove(session, draft, row.id)
    files.remove(session, draft, row.id)
    assert not files.of_draft(session, draft)


@pytest.mark.clause("RP-26")
def test_a_file_is_seen_by_whoever_may_see_its_case(
    session: Session, charter: Charter, store: Store, cast: Cast
) -> None:
    case = a_case(session, charter, Kind.COMPLAINT)
    case.team = cast.team
    (row,) = files.add(session, [a_photo()], store=store, at=TUESDAY, case=case)
    (waits,) = files.add(session, [a_photo()], store=store, at=TUESDAY, draft=a_draft(session))
    session.flush()
    seeing = {name: files.file_seen_by(session, row.id, who, charter) is not None for name, who in vars(cast).items()}
    assert {name for name, sees in seeing.items() if sees} == {
        "triage",
        "worker",
        "colleague",
        "leader",
        "head",
        "relations",
    }
    assert files.file_seen_by(session, waits.id, cast.relations, charter) is None, "nobody reads unsent answers"
    assert files.file_seen_by(session, 10**6, cast.relations, charter) is None


def test_a_customer_sees_their_own_files_and_those_that_were_shared(
    session: Session, charter: Charter, store: Store, cast: Cast
) -> None:
    case = a_case(session, charter)
    for name, how in {
        "hers": {},
        "by letter": {"by": cast.worker},
        "ours": {"by": cast.worker, "by_customer": False},
        "for her": {"by": cast.worker, "by_customer": False, "shared": True},
    }.items():
        files.add(session, [a_photo(name)], store=store, at=TUESDAY, case=case, **how)
    assert [file.name for file in files.shown_to_customer(session, case)] == ["hers", "by letter", "for her"]
    assert len(files.of_case(session, case)) == 4
    told = [line.facts["names"] for line in lines(session, case, Happened.FILE_ADDED) if line.public]
    assert told == [["hers"], ["by letter"], ["for her"]]


def test_files_from_the_customer_end_the_waiting(session: Session, charter: Charter, store: Store, cast: Cast) -> None:
    case = a_case(session, charter)
    how = {"at": TUESDAY, "charter": charter}
    routing.route(session, case, team=cast.team, service=None, reason="Theirs.", by=cast.triage, **how)
    routing.accept(session, case, by=cast.worker, **how)
    replies.ask(session, case, words="Have you a photo?", by=cast.worker, **how)
    assert case.stage is Stage.WAITING
    files.send_in(session, case, [a_photo()], store=store, at=TUESDAY, charter=charter, once="press-1")
    assert case.stage is Stage.IN_HAND
    files.send_in(session, case, [a_photo()], store=store, at=TUESDAY, charter=charter, once="press-1")
    owed = session.scalars(sa.select(Notice.template).where(Notice.case_id == case.id)).all()
    assert owed.count("added") == 1


@pytest.mark.clause("CC-7")
def test_a_file_for_a_closed_case_is_never_left_lying(session: Session, charter: Charter, store: Store) -> None:
    case = a_case(session, charter)
    withdraw(session, case, at=TUESDAY, charter=charter)
    files.send_in(session, case, [a_photo()], store=store, at=TUESDAY, charter=charter)
    assert case.closed_at is None
    assert lines(session, case, Happened.REOPENED)


def test_a_warning_can_be_given_and_taken_back(session: Session, charter: Charter, store: Store) -> None:
    (row,) = files.add(session, [a_photo()], store=store, at=TUESDAY, case=a_case(session, charter))
    files.warn(session, row, "An injured child")
    assert (row.distressing, row.label) == (True, "An injured child")
    files.warn(session, row, "")
    assert (row.distressing, row.label) == (False, "")


def _age(folder: Path, days: int) -> None:
    moment = (TUESDAY - timedelta(days=days)).timestamp()
    for file in folder.rglob("*"):
        if file.is_file():
            os.utime(file, (moment, moment))


def test_bytes_that_nothing_speaks_of_are_swept_away_after_a_day(
    session: Session, charter: Charter, store: Store
) -> None:
    case, draft = a_case(session, charter), a_draft(session)
    (kept,) = files.add(session, [a_photo()], store=store, at=TUESDAY, case=case)
    (unsent,) = files.add(session, [a_photo()], store=store, at=TUESDAY, draft=draft)
    failed = store.put(b"of an act that failed")
    _age(store.folder, days=2)
    fresh = store.put(b"of an act that is still under way")
    _age(store.folder / fresh[:2], days=0)
    assert files.forget_orphans(session, store, at=TUESDAY) == 1
    with pytest.raises(FileNotFoundError):
        store.open(failed)
    drafts.forget_old(session, at=TUESDAY + timedelta(days=29))
    assert files.forget_orphans(session, store, at=TUESDAY) == 1
    with pytest.raises(FileNotFoundError):
        store.open(unsent.store_name)
    for name in (kept.store_name, fresh):
        store.open(name).close()


@pytest.fixture
def with_files(databases: sa.Engine, charter: Charter, store: Store) -> sa.Engine:
    """A case and a draft with one file each, on both databases."""
    with writing(databases) as session:
        files.add(session, [a_photo()], store=store, at=TUESDAY, case=a_case(session, charter))
        files.add(session, [a_photo(waiting=True)], store=store, at=TUESDAY, draft=a_draft(session))
        session.commit()
    return databases


def test_files_die_with_their_draft_on_both_databases(with_files: sa.Engine) -> None:
    with writing(with_files) as session:
        drafts.forget(session, "hers")
        session.commit()
        assert session.scalars(sa.select(AttachedFile.draft_key)).all() == [None]


def test_two_uploads_at_once_share_the_room_that_there_is(with_files: sa.Engine, store: Store) -> None:
    together = Barrier(2)

    def send(who: str) -> None:
        with writing(with_files) as session:
            together.wait(timeout=10)
            drafts.answers(session, "hers", to_change=True)
            mine = [a_photo(f"{who} {number}.jpg", f"{who} {number}".encode()) for number in range(6)]
            fit, _ = files.fitting(session, "hers", mine)
            files.add(session, fit, store=store, at=TUESDAY, draft="hers")
            session.commit()

    with ThreadPoolExecutor(2) as hands:
        list(hands.map(send, ("Morag", "Ewan")))
    with writing(with_files) as session:
        assert len(files.of_draft(session, "hers")) == MOST


@pytest.mark.parametrize(
    ("rule", "change", "reason"),
    [
        ("of_a_case_or_a_draft", {"draft_key": "hers"}, "of both"),
        ("of_a_case_or_a_draft", {"case_id": None}, "of neither"),
        ("label_if_distressing", {"label": "Blood"}, "a label that nobody would see"),
        ("at_least_one_byte", {"size": 0}, "nothing"),
    ],
)
def test_what_can_never_be_true_of_a_file(
    with_files: sa.Engine, rule: str, change: dict[str, object], reason: str
) -> None:
    with writing(with_files) as session, pytest.raises(IntegrityError, match=rule):
        session.execute(sa.update(AttachedFile).where(AttachedFile.case_id.is_not(None)).values(**change))
