"""What does not come in with a file: where it was made, what hides in it, what would fill the memory."""

import io
import struct
import zipfile
import zlib

import pytest
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image

from shared.files import pictures
from shared.files.checked import FileKind, FileRefused, Why
from shared.files.inspection import inspect
from tests.files.things import a_docx, a_pdf, a_photo_from_inverness, a_picture, a_wav, a_zip, an_mp3, an_mp4, an_odt


@pytest.mark.parametrize("turned", [1, 3, 6, 8])
def test_a_photo_comes_the_right_way_up_and_does_not_say_where_it_was_taken(turned: int) -> None:
    sent = a_photo_from_inverness(turned)
    assert b"Morag" in sent and b"At home" in sent
    with Image.open(io.BytesIO(sent)) as before:
        assert before.getexif().get_ifd(0x8825), "the place is in it"
    kept = inspect(sent, "home.jpg").data
    with Image.open(io.BytesIO(kept)) as after:
        assert not after.getexif() and "comment" not in after.info
        assert after.size == ((60, 40) if turned in (1, 3) else (40, 60))
        corner = {1: (2, 2), 3: (57, 37), 6: (37, 2), 8: (2, 57)}[turned]
        red, _, blue = after.convert("RGB").getpixel(corner)
    assert red > 200 > 50 > blue, "what was above is where the telephone says"
    assert b"Morag" not in kept and b"2027:03:02" not in kept and b"Exif" not in kept


def test_what_hides_behind_a_photo_is_left_behind() -> None:
    polyglot = a_picture() + a_zip({"run.exe": b"MZ"})
    assert zipfile.is_zipfile(io.BytesIO(polyglot))
    assert not zipfile.is_zipfile(io.BytesIO(inspect(polyglot, "both.jpg").data))


def test_what_hides_around_a_pdf_is_left_behind() -> None:
    polyglot = a_pdf() + a_zip({"run.exe": b"MZ"})
    kept = inspect(polyglot, "both.pdf").data
    assert not zipfile.is_zipfile(io.BytesIO(kept))
    assert b"run.exe" not in kept


def test_what_hides_in_front_of_a_document_is_no_document() -> None:
    with pytest.raises(FileRefused) as refused:
        inspect(b"<html><script>alert(1)</script>" + a_docx(), "both.docx")
    assert refused.value.why is Why.WRONG_TYPE


def test_labels_of_a_recording_are_left_behind() -> None:
    for sent in (
        an_mp3(label=b"Morag's phone"),
        an_mp4(place=b"Morag's phone"),
        a_wav() + b"LIST\x0d\0\0\0Morag's phone",
    ):
        assert b"Morag" in sent
        assert b"Morag" not in inspect(sent, "memo").data
    assert len(inspect(an_mp4(place=b"home"), "memo").data) == len(an_mp4(place=b"home")), "nothing has moved"


def test_a_picture_that_unfolds_to_more_than_memory_holds_is_too_big() -> None:
    """Nine hundred million points in a file of a few lines; nothing of it is decoded."""
    small = bytearray(a_picture("PNG"))
    small[16:24] = struct.pack(">II", 30_000, 30_000)
    small[29:33] = struct.pack(">I", zlib.crc32(small[12:29]))
    with pytest.raises(FileRefused) as refused:
        inspect(bytes(small), "bomb.png")
    assert refused.value.why is Why.TOO_BIG


def test_a_folder_that_unfolds_to_more_than_a_disk_holds_is_too_big() -> None:
    bomb = a_docx({f"word/media/{number}.bin": bytes(26_000_000) for number in range(4)})
    assert len(bomb) < 200_000
    with pytest.raises(FileRefused) as refused:
        inspect(bomb, "bomb.docx")
    assert refused.value.why is Why.TOO_BIG


def test_a_pdf_that_goes_round_in_circles_is_walked_once() -> None:
    def round_and_round(pdf: Pdf) -> None:
        pdf.Root.Foo = pdf.make_indirect(Dictionary())
        pdf.Root.Foo.Bar = Array([pdf.Root.Foo, pdf.Root])

    assert inspect(a_pdf(round_and_round), "circle.pdf").kind is FileKind.PDF


def test_a_pdf_that_only_says_which_page_comes_first_is_kept() -> None:
    def first_page(pdf: Pdf) -> None:
        pdf.Root.OpenAction = Array([pdf.pages[0].obj, Name.Fit])

    assert inspect(a_pdf(first_page), "letter.pdf").kind is FileKind.PDF


def test_a_photo_that_is_still_too_big_is_made_smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "LARGEST", 2_000)
    monkeypatch.setattr(pictures, "_SMALLER", (400, 30))
    noise = Image.effect_noise((300, 200), 90)
    sent = io.BytesIO()
    noise.save(sent, "JPEG")
    with Image.open(io.BytesIO(inspect(sent.getvalue(), "noise.jpg").data)) as kept:
        assert max(kept.size) == 30


def test_the_same_photo_sent_twice_is_kept_as_the_same_bytes() -> None:
    for sent in (a_photo_from_inverness(), a_pdf(), a_docx(), an_odt()):
        assert inspect(sent, "one").sha256 == inspect(sent, "two").sha256
