"""The one door: looked into apart from everything else, then scanned."""

import io
import subprocess
import zlib

import pytest
from PIL import Image

from shared.files import apart
from shared.files.apart import inspect_apart
from shared.files.checked import FileKind, FileRefused, Why
from shared.files.door import let_in
from tests.files.clamav import MARK, listening, saying
from tests.files.things import a_pdf, a_photo_from_inverness, a_picture, with_nested_script


def test_a_photo_goes_through_the_door_and_leaves_its_place_behind() -> None:
    found = let_in(a_photo_from_inverness(), "../home.jpg", "")
    assert (found.kind, found.name, found.waiting) == (FileKind.PICTURE, "home.jpg", False)
    assert b"Morag" not in found.data


def test_a_refusal_comes_back_with_its_reason_and_a_harmless_name() -> None:
    with pytest.raises(FileRefused) as refused:
        inspect_apart(a_pdf(with_nested_script), "letter\u202e.pdf")
    assert (refused.value.why, refused.value.name) == (Why.ACTIVE, "letter .pdf")


def a_pdf_that_unfolds(megabytes: int) -> bytes:
    """A small file with one packed part that holds so much: reading its catalogue unfolds it all."""
    packing = zlib.compressobj(1)
    inside = packing.compress(b"4 0 << /Type /Catalog /Pages 2 0 R >>")
    inside += b"".join(packing.compress(b" " * 1_000_000) for _ in range(megabytes)) + packing.flush()
    parts = {
        2: b"<< /Type /Pages /Kids [] /Count 0 >>",
        3: b"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream"
        % (len(inside), inside),
    }
    data, places = b"%PDF-1.7\n", {}
    for number, part in parts.items():
        places[number] = len(data)
        data += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    rows = ((0, 0), (0, 0), (1, places[2]), (1, places[3]), (2, 3), (1, len(data)))
    table = b"".join(bytes([kind]) + place.to_bytes(4, "big") + b"\0" for kind, place in rows)
    head = b"<< /Type /XRef /Size 6 /W [1 4 1] /Root 4 0 R /Length %d >>" % len(table)
    return data + b"5 0 obj\n%s\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % (head, table, len(data))


def test_a_pdf_that_unfolds_without_end_harms_nobody() -> None:
    small = a_pdf_that_unfolds(100)
    assert len(small) < 1_000_000
    with pytest.raises(FileRefused) as refused:
        inspect_apart(small, "bomb.pdf")
    assert refused.value.why is Why.BROKEN
    with pytest.raises(FileRefused) as refused:
        inspect_apart(a_pdf_that_unfolds(1), "no-bomb.pdf")
    assert refused.value.why is Why.EMPTY, "it was opened, and has no page"


def test_the_largest_photo_that_we_take_fits_into_its_bounds() -> None:
    to = io.BytesIO()
    Image.new("LA", (10_000, 6_000), (200, 100)).save(to, "PNG", compress_level=1)
    assert inspect_apart(to.getvalue(), "wall.png").kind is FileKind.PICTURE


@pytest.mark.parametrize(
    ("end", "reason"),
    [
        (subprocess.TimeoutExpired("python", 60), "it takes longer than anybody waits"),
        (subprocess.CompletedProcess("python", -9, b"", b""), "it was stopped at its bounds"),
        (subprocess.CompletedProcess("python", -11, b"", b""), "its reader fell over"),
    ],
)
def test_a_file_that_breaks_its_reader_is_broken(
    monkeypatch: pytest.MonkeyPatch, end: Exception | subprocess.CompletedProcess[bytes], reason: str
) -> None:
    def run(*_: object, **__: object) -> subprocess.CompletedProcess[bytes]:
        if isinstance(end, Exception):
            raise end
        return end

    monkeypatch.setattr(apart.subprocess, "run", run)
    with pytest.raises(FileRefused) as refused:
        inspect_apart(a_picture(), "photo.jpg")
    assert (refused.value.why, refused.value.name) == (Why.BROKEN, "photo.jpg"), reason


def test_nobody_is_told_that_their_file_is_broken_when_we_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart.sys, "executable", "/bin/false")
    with pytest.raises(RuntimeError):
        inspect_apart(a_picture(), "photo.jpg")


def test_the_process_that_looks_into_files_knows_no_secret_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, object] = {}

    def run(*_: object, **how: object) -> subprocess.CompletedProcess[bytes]:
        given.update(how)
        return subprocess.CompletedProcess("python", -9, b"", b"")

    monkeypatch.setenv("BYWHEN_SECRET_KEY", "ours")
    monkeypatch.setattr(apart.subprocess, "run", run)
    with pytest.raises(FileRefused):
        inspect_apart(a_picture(), "photo.jpg")
    assert given["env"] == {}


def test_what_the_scanner_finds_is_refused_and_what_it_cannot_say_waits() -> None:
    with listening() as scanner:
        assert not let_in(b"good words", "note.txt", scanner.address).waiting
        with pytest.raises(FileRefused) as refused:
            let_in(b"words and " + MARK, "note.txt", scanner.address)
        assert (refused.value.why, refused.value.name) == (Why.VIRUS, "note.txt")
        scanner.answer = saying(b"INSTREAM size limit exceeded. ERROR\0")
        assert let_in(b"good words", "note.txt", scanner.address).waiting
    assert let_in(b"good words", "note.txt", scanner.address).waiting, "nobody is there any more"


def test_the_scanner_is_shown_what_we_keep_and_only_what_was_found_harmless_otherwise() -> None:
    with listening() as scanner:
        kept = let_in(a_photo_from_inverness(), "home.jpg", scanner.address)
        with pytest.raises(FileRefused):
            let_in(a_pdf(with_nested_script), "letter.pdf", scanner.address)
        assert scanner.asked == [kept.data]
