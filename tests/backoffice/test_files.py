"""Files in the back office: seen by whoever may see the case, opened by nobody by accident."""

import io

import pytest
import sqlalchemy as sa
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import TestResponse, encode_multipart

from shared.casework import files
from shared.config import Settings
from shared.files import door
from shared.files.checked import Checked, FileKind
from shared.files.inspection import inspect
from shared.files.store import Store
from shared.models.cases import Case
from shared.models.files import AttachedFile, Purpose
from shared.web import uploads
from tests.backoffice.desk import Desk, Office
from tests.clock import SettableClock
from tests.files.things import a_pdf, a_picture
from tests.page import Page


@pytest.fixture(autouse=True)
def looked_into_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a process of its own for each file, which tests/files/test_door.py tries: it only takes time."""
    monkeypatch.setattr(door, "inspect_apart", inspect)


def adds(desk: Desk, case: Case, *chosen: tuple[bytes, str], **answers: str) -> TestResponse:
    """Choose files on the page for it, and press the button."""
    where = f"/office/cases/{case.reference}/files"
    page = Page(desk.client.get(where).text, where)
    once = next(one.get("value", "") for one in page.all("input") if one.get("name") == "once")
    fields = MultiDict({"csrf_token": desk.client.token(), "once": once, "origin": "customer", **answers})
    for data, name in chosen or [(b"", "")]:
        fields.add("files", FileStorage(io.BytesIO(data), name))
    boundary, body = encode_multipart(fields)
    return desk.client.open(where, method="POST", data=body, content_type=f"multipart/form-data; boundary={boundary}")


def of_the_case(office: Office) -> list[AttachedFile]:
    with office.records() as session:
        found = list(session.scalars(sa.select(AttachedFile).order_by(AttachedFile.id)))
        session.expunge_all()
        return found


@pytest.fixture
def put(office: Office, settings: Settings, clock: SettableClock) -> "Put":
    return Put(office, settings, clock)


class Put:
    """A case of Wilma's with one file: `put(label="Blood")`."""

    def __init__(self, office: Office, settings: Settings, clock: SettableClock) -> None:
        self.office, self.store, self.clock = office, Store(settings.files), clock

    def __call__(self, *, waiting: bool = False, **how: object) -> tuple[Case, int]:
        case = self.office.case(held_by=self.office.cast.worker)
        given = [Checked(FileKind.PICTURE, "image/jpeg", "gate.jpg", b"a photo", waiting)]
        with self.office.records() as session:
            there = session.get_one(Case, case.id)
            rows = files.add(session, given, store=self.store, at=self.clock(), case=there, **how)
            session.flush()
            return case, rows[0].id


def test_a_case_worker_adds_a_letter_that_came_by_post(office: Office) -> None:
    case = office.case(held_by=office.cast.worker)
    desk = office.desk(office.cast.worker)
    assert adds(desk, case, (a_pdf(), "letter.pdf"), (a_picture(), "photo.jpg")).status_code == 303
    found = of_the_case(office)
    assert [(file.name, file.by_customer, file.by_name) for file in found] == [
        ("letter.pdf", True, "Wilma Worker"),
        ("photo.jpg", True, "Wilma Worker"),
    ]
    page = desk.sees(case).text
    assert "2 files were added:" in page
    answer = desk.client.get(f"/office/files/{found[1].id}", buffered=True)
    assert answer.data.startswith(b"\xff\xd8\xff")
    assert answer.headers["Content-Disposition"] == "attachment; filename=photo.jpg"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


# what it is, what is ticked, whether it is the customer's, purpose, whether the customer may open it, reason
ORIGINS = [
    ("customer", "", True, Purpose.ATTACHMENT, False, "a letter of hers"),
    ("proof", "", True, Purpose.EVIDENCE, False, "her daughter may speak for her"),
    ("ours", "", False, Purpose.ATTACHMENT, False, "a photo of a colleague's"),
    ("ours", "y", False, Purpose.ATTACHMENT, True, "a plan for her to look at"),
]


@pytest.mark.parametrize(("origin", "ticked", "hers", "purpose", "shared", "reason"), ORIGINS)
def test_staff_say_what_a_file_is(
    office: Office, origin: str, ticked: str, hers: bool, purpose: Purpose, shared: bool, reason: str
) -> None:
    case = office.case(held_by=office.cast.worker)
    adds(
        office.desk(office.cast.worker),
        case,
        (b"words", "note.txt"),
        origin=origin,
        **({"shared": ticked} if ticked else {}),
    )
    (file,) = of_the_case(office)
    assert (file.by_customer, file.purpose, file.shared) == (hers, purpose, shared), reason


def test_nothing_is_kept_until_somebody_says_what_it_is(office: Office) -> None:
    case = office.case(held_by=office.cast.worker)
    answer = adds(office.desk(office.cast.worker), case, (b"words", "note.txt"), origin="")
    assert answer.status_code == 422 and "Choose what it is." in answer.text
    assert not of_the_case(office)


def test_a_bad_file_is_named_and_the_good_ones_stay(office: Office) -> None:
    case, desk = office.case(held_by=office.cast.worker), office.desk(office.cast.worker)
    answer = adds(desk, case, (b"words", "note.txt"), (b"MZ\x90\0", "run.exe"))
    assert answer.status_code == 422 and "We cannot take “run.exe”." in answer.text
    assert [file.name for file in of_the_case(office)] == ["note.txt"]
    answer = adds(desk, case)
    assert answer.status_code == 422 and "Choose a file first" in answer.text


def test_a_button_pressed_twice_adds_once(office: Office) -> None:
    case, desk = office.case(held_by=office.cast.worker), office.desk(office.cast.worker)
    for _ in range(2):
        assert adds(desk, case, (b"words", "note.txt"), once="press-1").status_code == 303
    assert len(of_the_case(office)) == 1


def test_too_much_at_once_is_told_in_words(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    case = office.case(held_by=office.cast.worker)
    monkeypatch.setattr(uploads, "LARGEST_SENDING", 1_000_000)
    answer = adds(office.desk(office.cast.worker), case, (bytes(2_000_000), "video.mp4"))
    assert answer.status_code == 422 and "too big to send at once" in answer.text


def test_a_form_without_its_token_saves_nothing(office: Office) -> None:
    case = office.case(held_by=office.cast.worker)
    answer = adds(office.desk(office.cast.worker), case, (b"words", "note.txt"), csrf_token="old")
    assert answer.status_code == 400 and "This page was open for too long" in answer.text
    assert not of_the_case(office)


@pytest.mark.clause("RP-26")
def test_another_teams_staff_see_no_file_of_a_case(office: Office, put: Put) -> None:
    case, number = put()
    for who, opens in {"worker": True, "relations": True, "stranger": False, "councillor": False}.items():
        desk = office.desk(getattr(office.cast, who))
        assert (desk.client.get(f"/office/files/{number}", buffered=True).status_code == 200) is opens, who
    stranger = office.desk(office.cast.stranger)
    assert stranger.client.get(f"/office/files/{number}/warning").status_code == 404
    assert stranger.client.post(f"/office/files/{number}/warning", data={"label": "x"}).status_code == 404
    assert stranger.client.get(f"/office/cases/{case.reference}/files").status_code == 404
    assert stranger.client.post(f"/office/cases/{case.reference}/files", data={}).status_code == 404
    assert len(of_the_case(office)) == 1


def test_whoever_has_not_signed_in_is_asked_to(office: Office, put: Put) -> None:
    _, number = put()
    answer = office.app.test_client().get(f"/office/files/{number}")
    assert answer.status_code == 303 and "/office/sign" in answer.headers["Location"]


def test_a_distressing_file_is_not_opened_by_accident(office: Office, put: Put) -> None:
    case, number = put()
    desk = office.desk(office.cast.worker)
    desk.client.post(f"/office/files/{number}/warning", data={"label": "An injured child"})
    assert "An injured child" in desk.sees(case).text
    page = desk.client.get(f"/office/files/{number}", buffered=True)
    assert page.mimetype == "text/html" and "An injured child" in page.text
    answer = desk.client.post(f"/office/files/{number}", data={"why": "To see how bad it is."}, buffered=True)
    assert answer.data == b"a photo"
    assert "Distressing - gate.jpg" in answer.headers["Content-Disposition"]
    desk.client.post(f"/office/files/{number}/warning", data={"label": ""})
    assert desk.client.get(f"/office/files/{number}", buffered=True).data == b"a photo"


def test_a_page_shows_names_and_never_the_pictures_themselves(office: Office, put: Put) -> None:
    case, number = put()
    page = Page(office.desk(office.cast.worker).sees(case).text, "/")
    assert not [one for one in page.all("img") if f"files/{number}" in one.get("src", "")]


def test_a_file_that_waits_for_its_virus_check_is_opened_by_nobody(office: Office, put: Put) -> None:
    case, number = put(waiting=True)
    desk = office.desk(office.cast.worker)
    assert desk.client.get(f"/office/files/{number}", buffered=True).status_code == 404
    page = desk.sees(case).text
    assert "Waiting for a virus check" in page and f'/office/files/{number}"' not in page


def test_bytes_that_are_lost_are_no_fault_of_the_reader(office: Office, put: Put) -> None:
    _, number = put()
    (file,) = of_the_case(office)
    put.store.delete(file.store_name)
    assert office.desk(office.cast.worker).client.get(f"/office/files/{number}", buffered=True).status_code == 404
