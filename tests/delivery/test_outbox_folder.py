"""The folder into which letters are written in a trial."""

from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from shared.delivery import outbox_folder
from shared.delivery.envelope import Undelivered
from tests.delivery.letters import LETTER, an_envelope


def test_each_letter_is_one_file_that_a_mail_programme_opens(tmp_path: Path) -> None:
    outbox_folder.deliver(LETTER, an_envelope(), str(tmp_path / "outbox"))
    (file,) = (tmp_path / "outbox").iterdir()
    assert file.name == "20270302T100000-HC-7Q4K-2M9P-1-received.eml"
    message = message_from_bytes(file.read_bytes(), policy=default)
    assert message["Subject"] == LETTER.subject
    assert b"\r\n" in file.read_bytes(), "mail ends its lines so"


def test_a_letter_delivered_twice_is_one_file_and_the_first_one_stays(tmp_path: Path) -> None:
    outbox_folder.deliver(LETTER, an_envelope(), str(tmp_path))
    (file,) = tmp_path.iterdir()
    before = file.read_bytes()
    outbox_folder.deliver(LETTER, an_envelope(), str(tmp_path))
    assert list(tmp_path.iterdir()) == [file] and file.read_bytes() == before


def test_a_key_full_of_dots_and_slashes_stays_inside_the_folder(tmp_path: Path) -> None:
    outbox = tmp_path / "outbox"
    outbox_folder.deliver(LETTER, an_envelope(once_key="../../etc/passwd\x00"), str(outbox))
    assert [file.name for file in outbox.iterdir()] == ["20270302T100000-etc-passwd.eml"]
    assert list(tmp_path.iterdir()) == [outbox]


def test_a_folder_that_cannot_be_written_is_trouble_for_now(tmp_path: Path) -> None:
    (tmp_path / "outbox").write_text("a file stands where the folder should be")
    with pytest.raises(Undelivered) as trouble:
        outbox_folder.deliver(LETTER, an_envelope(), str(tmp_path / "outbox"))
    assert not trouble.value.for_good


def test_a_refused_letter_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(Undelivered):
        outbox_folder.deliver(LETTER, an_envelope(to_name="Mo\nBcc: x@y.example"), str(tmp_path / "outbox"))
    assert not (tmp_path / "outbox").exists()
