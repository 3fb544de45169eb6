"""Files on the page of a case: opened by whoever holds its link, and by nobody else."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import closing, files
from shared.charter.organisation import Charter
from shared.config import Settings
from shared.files.checked import Checked, FileKind
from shared.files.store import Store
from shared.models.cases import Case, Happening
from shared.models.files import AttachedFile, FileState
from shared.models.happened import Happened
from shared.web import uploads
from tests.clock import SettableClock
from tests.conftest import Records
from tests.files.things import a_pdf, a_picture
from tests.people import Cast
from tests.portal.desk import Desk, acts
from tests.portal.sender import Sender
from tests.portal.visitor import Visitor


@pytest.fixture
def sender(visitor: Visitor) -> Sender:
    """A customer with photos."""
    return Sender(visitor.client)


@pytest.fixture
def put(begun: Callable[..., Desk], settings: Settings, clock: SettableClock) -> Callable[..., tuple[str, int]]:
    """A file of a case: the page of the case, and the file's number. `put(shared=True, by_customer=False)`."""

    def do(desk: Desk | None = None, name: str = "gate.jpg", **how: object) -> tuple[str, int]:
        desk = desk or begun()
        numbers: list[int] = []

        def act(session: Session, case: Case, cast: Cast) -> None:
            state = how.pop("state", FileState.SOUND)
            given = [Checked(FileKind.PICTURE, "image/jpeg", name, b"a photo", state is FileState.QUARANTINED)]
            rows = files.add(session, given, store=Store(settings.files), at=clock(), case=case, **how)
            session.flush()
            numbers.append(rows[0].id)

        desk.do(act)
        return desk.link, numbers[0]

    return do


def of_the_case(records: Records, link: str) -> list[AttachedFile]:
    with records() as session:
        found = list(session.scalars(sa.select(AttachedFile).order_by(AttachedFile.id)))
        session.expunge_all()
        return found


def test_a_customer_adds_a_photo_and_finds_it_on_her_page(
    sender: Sender, begun: Callable[..., Desk], records: Records
) -> None:
    link = begun().link
    sender.open(link).open(sender.link("/files"))
    sender.sends((a_picture(), "gate.jpg"), (a_pdf(), "letter.pdf"))
    assert sender.path == link
    assert "We have what you added." in sender.words
    assert "You sent 2 files: gate.jpg, letter.pdf" in sender.words
    answer = sender.client.get(next(one for one in hrefs(sender) if one.startswith(f"{link}/files/")), buffered=True)
    assert answer.status_code == 200 and answer.data.startswith(b"\xff\xd8\xff")


def hrefs(visitor: Visitor) -> list[str]:
    return [one.get("href", "") for one in visitor.page.all("a")]


def test_a_file_is_always_saved_and_never_shown(sender: Sender, put: Callable[..., tuple[str, int]]) -> None:
    link, number = put(name="Màiri's gate.jpg")
    answer = sender.client.get(f"{link}/files/{number}", buffered=True)
    headers = answer.headers
    assert answer.data == b"a photo"
    assert headers["Content-Disposition"].startswith("attachment;")
    assert "filename*=UTF-8''M%C3%A0iri%27s%20gate.jpg" in headers["Content-Disposition"]
    assert (headers["Content-Type"], headers["Content-Length"]) == ("image/jpeg", "7")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Robots-Tag"] == "noindex, nofollow"


@pytest.mark.clause("SC-7")
def test_a_file_of_another_case_is_nowhere(sender: Sender, put: Callable[..., tuple[str, int]]) -> None:
    mine, number = put()
    theirs, other = put()
    assert mine != theirs
    for path in (
        f"{mine}/files/{other}",
        f"{theirs}/files/{number}",
        f"{mine}/files/0",
        f"{mine}/files/{2**31}",
        f"{mine}/files/../{number}",
        f"{mine[:-1]}x/files/{number}",
        f"{mine[:-1]}x/files",
    ):
        assert sender.client.get(path).status_code == 404, path


# how it came, whether the customer may open it, reason
WHOSE = [
    ({}, True, "her own"),
    ({"by_customer": False}, False, "a note of staff"),
    ({"by_customer": False, "shared": True}, True, "put there for her"),
    ({"state": FileState.QUARANTINED}, False, "nobody knows yet whether it is safe"),
]


@pytest.mark.parametrize(("how", "opens", "reason"), WHOSE)
def test_a_customer_opens_what_is_hers(
    sender: Sender, put: Callable[..., tuple[str, int]], how: dict[str, object], opens: bool, reason: str
) -> None:
    link, number = put(**how)
    assert (sender.client.get(f"{link}/files/{number}", buffered=True).status_code == 200) is opens, reason
    assert (f"{link}/files/{number}" in hrefs(sender.open(link))) is opens


def test_a_file_that_waits_for_its_virus_check_says_so(sender: Sender, put: Callable[..., tuple[str, int]]) -> None:
    link, _ = put(state=FileState.QUARANTINED)
    assert "Waiting for a virus check" in sender.open(link).words


def test_whoever_opens_something_distressing_is_warned_first(
    sender: Sender, put: Callable[..., tuple[str, int]]
) -> None:
    link, number = put(by_customer=False, shared=True, label="It shows an injury")
    sender.open(f"{link}/files/{number}")
    assert sender.heading == "This may upset you"
    assert "It shows an injury" in sender.words
    answer = sender.client.get(sender.link("open=yes"), buffered=True)
    assert answer.data == b"a photo"
    assert 'filename="Distressing - gate.jpg"' in answer.headers["Content-Disposition"]


def test_a_bad_file_leaves_the_good_ones_with_the_case(
    sender: Sender, begun: Callable[..., Desk], records: Records
) -> None:
    link = begun().link
    sender.open(f"{link}/files").sends((a_picture(), "gate.jpg"), (b"", "empty.txt"))
    assert (sender.status, len(sender.errors)) == (422, 1)
    assert "gate.jpg" in sender.words
    sender.sends((a_pdf(), "letter.pdf"))
    assert sender.status == 200
    assert [file.name for file in of_the_case(records, link)] == ["gate.jpg", "letter.pdf"]


def test_a_button_pressed_twice_adds_once(sender: Sender, begun: Callable[..., Desk], records: Records) -> None:
    link = begun().link
    sender.open(f"{link}/files")
    page = sender.page
    for _ in range(2):
        sender.page = page
        sender.sends((a_picture(), "gate.jpg"))
        assert sender.path == link
    assert len(of_the_case(records, link)) == 1
    with records() as session:
        added = sa.select(sa.func.count()).where(Happening.what == Happened.FILE_ADDED)
        assert session.scalar(added) == 1


def test_a_file_opens_a_closed_case_again(
    sender: Sender, begun: Callable[..., Desk], charter: Charter, clock: SettableClock
) -> None:
    desk = begun()
    desk.do(lambda session, case, cast: closing.withdraw(session, case, **acts(charter, clock)))
    sender.open(f"{desk.link}/files")
    assert "we open it again" in sender.words
    sender.sends((a_picture(), "gate.jpg"))
    assert "We have opened this again" in sender.words


def test_too_much_at_once_and_nothing_at_all_are_told_apart(
    sender: Sender, begun: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    link = begun().link
    sender.open(f"{link}/files").sends()
    assert sender.errors == ["Choose a file first, or go on without one."]
    monkeypatch.setattr(uploads, "LARGEST_SENDING", 1_000_000)
    sender.sends((bytes(2_000_000), "video.mp4"))
    assert sender.errors == ["What you chose is too big to send at once. Send fewer or smaller files at a time."]


def test_a_wrong_link_takes_no_file(sender: Sender, begun: Callable[..., Desk], records: Records) -> None:
    link = begun().link
    sender.open(f"{link}/files")
    form = next(form for form in sender.page.all("form") if form.get("enctype"))
    form.set("action", f"{link[:-1]}x/files")
    sender.sends((a_picture(), "gate.jpg"))
    assert sender.status == 404
    assert not of_the_case(records, link)


def test_a_form_for_words_still_takes_no_more_than_words(sender: Sender, begun: Callable[..., Desk]) -> None:
    answer = sender.client.post(f"{begun().link}/add", data={"words": "x" * 1_100_000})
    assert answer.status_code == 413
