"""Photos and documents, sent with what somebody tells us: good ones stay, bad ones are named, nobody has to."""

from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from portal import slowing
from shared.config import Settings
from shared.files import door
from shared.files.checked import LARGEST
from shared.files.inspection import inspect
from shared.models.files import AttachedFile
from shared.web import uploads
from tests.clock import SettableClock
from tests.conftest import Records
from tests.files.clamav import MARK, listening
from tests.files.things import (
    a_docx,
    a_locked_pdf,
    a_pdf,
    a_photo_from_inverness,
    a_picture,
    an_mp4,
    with_nested_script,
)
from tests.page import words_of
from tests.portal.conftest import Cases
from tests.portal.sender import Sender
from tests.portal.visitor import ANSWERS, Visitor


@pytest.fixture(autouse=True)
def looked_into_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a process of its own for each file, which tests/files/test_door.py tries: it only takes time."""
    monkeypatch.setattr(door, "inspect_apart", inspect)


@pytest.fixture
def sender(visitor: Visitor) -> Sender:
    """Somebody with photos."""
    return Sender(visitor.client)


def kept(records: Records) -> list[AttachedFile]:
    with records() as session:
        found = list(session.scalars(sa.select(AttachedFile).order_by(AttachedFile.id)))
        session.expunge_all()
        return found


def stored(settings: Settings) -> list[Path]:
    return [one for one in settings.files.rglob("*") if one.is_file()]


@pytest.mark.clause("CH-5")
def test_nobody_has_to_attach_anything(sender: Sender) -> None:
    sender.begins().sends(more=False)
    assert sender.question == "reach", sender.words


def test_photos_come_one_after_another_or_several_at_once(sender: Sender, records: Records) -> None:
    sender.begins().sends((a_picture(), "gate.jpg"))
    assert (sender.question, sender.attached) == ("files", ["gate.jpg"])
    sender.sends((a_pdf(), "letter.pdf"), (a_docx(), "list.docx"))
    assert sender.attached == ["gate.jpg", "letter.pdf", "list.docx"]
    sender.sends(more=False)
    assert sender.question == "reach"
    assert all(file.draft_key for file in kept(records)), "nothing is in the cases yet"


def test_whoever_chooses_files_and_goes_straight_on_loses_none(sender: Sender, records: Records) -> None:
    sender.begins().sends((a_picture(), "gate.jpg"), more=False)
    assert sender.question == "reach"
    assert [file.name for file in kept(records)] == ["gate.jpg"]


def test_a_photo_does_not_tell_where_somebody_lives(sender: Sender, settings: Settings) -> None:
    sender.begins().sends((a_photo_from_inverness(), "home.jpg"))
    (file,) = stored(settings)
    assert b"Morag" not in file.read_bytes()
    assert "home" not in file.name


# what is sent, what it is called, what is said, reason
BAD = [
    (b"MZ\x90\0", "run.exe", "We cannot take “run.exe”. Send a photo", "wrong type"),
    (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.svg", "We cannot take “a.svg”", "wrong type"),
    (b"x" * (LARGEST + 1), "long.txt", "“long.txt” is too big", "too big"),
    (b"", "nothing.jpg", "“nothing.jpg” is empty", "empty"),
    (a_picture()[:300], "half.jpg", "We cannot open “half.jpg”", "broken"),
    (a_locked_pdf(), "bank.pdf", "“bank.pdf” is locked with a password", "locked"),
    (a_pdf(with_nested_script), "form.pdf", "“form.pdf” has macros, scripts or other files in it", "active content"),
    (an_mp4(b"vide", b"isom"), "street.mp4", "“street.mp4” is a video", "a video"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old.doc", "“old.doc” is from an old office program", "an old document"),
    (b"\0\0\0\x18ftypheic\0\0\0\0", "IMG_1.HEIC", "“IMG_1.HEIC” is a HEIC photo", "a photo that we cannot open"),
    (b"", "<script>alert(1)<‮/script>.jpg", "“script .jpg” is empty", "a name that wants to be obeyed"),
]


@pytest.mark.parametrize(("data", "name", "said", "reason"), BAD)
def test_a_bad_file_is_named_with_what_to_do_and_the_good_ones_stay(
    sender: Sender, records: Records, data: bytes, name: str, said: str, reason: str
) -> None:
    sender.begins().sends((a_picture(), "gate.jpg"), (data, name), (a_pdf(), "letter.pdf"))
    assert sender.status == 422
    (error,) = sender.errors
    assert error.startswith(said), reason
    assert sender.words.count(error) == 2, "above, and beside the choice"
    assert sender.attached == ["gate.jpg", "letter.pdf"]
    assert len(kept(records)) == 2
    sender.sends((a_docx(), "list.docx"))
    assert sender.status == 200 and sender.attached == ["gate.jpg", "letter.pdf", "list.docx"]


def test_every_bad_file_is_named(sender: Sender) -> None:
    sender.begins().sends((b"", "one.jpg"), (b"MZ\x90\0", "two.exe"))
    assert len(sender.errors) == 2
    links = [one.get("href") for one in sender.page.all("a") if words_of(one) in sender.errors]
    assert links == ["#files", "#files"]


def test_whoever_presses_the_button_without_a_file_is_told_what_it_is_for(sender: Sender) -> None:
    sender.begins().sends()
    assert (sender.status, sender.errors) == (422, ["Choose a file first, or go on without one."])


def test_ten_files_are_enough_for_one_thing(sender: Sender, records: Records) -> None:
    eleven = [(f"words {number}".encode(), f"{number}.txt") for number in range(11)]
    sender.begins().sends(*eleven)
    assert [error.split(":")[0] for error in sender.errors] == ["We have not kept “10.txt”"]
    assert len(kept(records)) == 10
    sender.sends((b"one more", "more.txt"))
    assert sender.errors[0].startswith("We have not kept “more.txt”")
    sender.sends((b"words 3", "3.txt"))
    assert sender.status == 200 and len(kept(records)) == 10, "what is there already is not one too many"


def test_forty_megabytes_are_too_much_and_the_rest_of_the_page_stays(
    sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    sender.begins().sends((a_picture(), "gate.jpg"))
    sender.sends((bytes(40_000_000), "video.mp4"))
    assert sender.errors[0].startswith("“video.mp4” is too big")
    assert sender.attached == ["gate.jpg"]
    monkeypatch.setattr(uploads, "LARGEST_SENDING", 1_000_000)
    sender.sends((bytes(2_000_000), "video.mp4"))
    assert sender.status == 422
    assert sender.errors == ["What you chose is too big to send at once. Send fewer or smaller files at a time."]
    assert sender.attached == ["gate.jpg"], "the same journey, although its form could not be read"


def test_one_place_cannot_fill_our_disk(
    sender: Sender, records: Records, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slowing, "MOST_SENDINGS_OF_FILES", 2)
    sender.begins()
    for number in range(2):
        sender.sends((f"words {number}".encode(), "note.txt"))
        assert sender.status == 200
    sender.sends((b"more words", "more.txt"))
    assert sender.status == 422 and "Wait for 15 minutes" in sender.errors[0]
    assert len(kept(records)) == 2
    clock.forward(minutes=15)
    sender.sends((b"more words", "more.txt"))
    assert sender.status == 200 and len(kept(records)) == 3


def test_a_file_can_be_taken_away_again(sender: Sender, records: Records) -> None:
    sender.begins().sends((a_picture(), "gate.jpg"), (a_pdf(), "letter.pdf")).removes("gate.jpg")
    assert sender.attached == ["letter.pdf"]
    assert [file.name for file in kept(records)] == ["letter.pdf"]


def test_nobody_takes_away_what_another_person_attached(sender: Sender, records: Records, client: object) -> None:
    sender.begins().sends((a_picture(), "gate.jpg"))
    (hers,) = kept(records)
    app = sender.client.application
    him = Sender(app.test_client())
    him.begins().sends((a_pdf(), "his.pdf"))
    for number in (str(hers.id), "0", "-1", "9" * 30, "none"):
        him.sends(more=False, remove=number)
    assert {file.name for file in kept(records)} == {"gate.jpg", "his.pdf"}


def test_two_uploads_of_the_same_photo_are_one(sender: Sender, records: Records) -> None:
    sender.begins()
    page = sender.page
    sender.sends((a_picture(), "gate.jpg"))
    sender.page = page
    sender.sends((a_picture(), "gate.jpg"))
    assert sender.attached == ["gate.jpg"] and len(kept(records)) == 1


def test_a_virus_is_refused_and_a_scanner_that_is_away_keeps_the_file_waiting(
    make_app: object, settings: Settings, records: Records
) -> None:
    with listening() as scanner:
        app = make_app(replace(settings, clamav=scanner.address))
        sender = Sender(app.test_client())
        sender.begins().sends((b"words and " + MARK, "bad.txt"), (b"words", "good.txt"))
        assert sender.errors[0].startswith("“bad.txt” may hold a virus")
        assert sender.attached == ["good.txt"]
    sender.sends((b"other words", "later.txt"))
    assert sender.status == 200
    assert "Waiting for a virus check" in sender.words
    assert [file.state for file in kept(records)] == ["sound", "quarantined"]


def test_a_page_that_stayed_open_too_long_says_so(sender: Sender, records: Records) -> None:
    sender.begins().sends((a_picture(), "gate.jpg"), csrf_token="old")
    assert sender.status == 422 and not kept(records)


def test_proof_for_another_person_comes_through_the_same_door(sender: Sender, records: Records) -> None:
    sender.begins().open(sender.path.replace("/files", "/proof"))
    assert sender.heading.startswith("Show us that you may speak for them")
    sender.sends((a_picture(), "signed.jpg"))
    assert sender.attached == ["signed.jpg"]
    assert [file.purpose for file in kept(records)] == ["evidence"]
    sender.open(sender.path.replace("/proof", "/files"))
    assert sender.attached == [], "it is not part of what happened"


def test_whoever_opens_the_question_before_any_other_is_led_to_the_first(sender: Sender) -> None:
    sender.open("/tell-us/files")
    assert sender.question == "kind"


def test_files_that_come_after_sending_are_not_lost_silently(sender: Sender, records: Records, cases: Cases) -> None:
    sender.tells("request", until="files")
    page = sender.page
    sender.sends(more=False)
    while sender.question:
        sender.press(**ANSWERS.get(sender.question, {}))
        assert sender.status == 200, sender.words
    sender.page = page
    sender.sends((a_picture(), "gate.jpg"))
    assert "You had sent this already, so we have not kept the files." in sender.words
    assert sender.path.endswith("/files") and not kept(records)
    sender.sends((a_picture(), "gate.jpg"))
    assert [file.case_id for file in kept(records)] == [cases.only.id]


def test_the_question_can_be_answered_by_ear_and_by_keyboard(sender: Sender) -> None:
    sender.begins().sends((b"", "empty.jpg"))
    page = sender.page
    (field,) = [one for one in page.all("input") if one.get("type") == "file"]
    assert field.get("aria-describedby") == "files-hint files-error"
    assert all(one in page.ids for one in ("files-hint", "files-error"))
