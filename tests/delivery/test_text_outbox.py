"""The folder into which text messages are written in a trial."""

from pathlib import Path

import pytest

from shared.config import Settings
from shared.delivery import text_outbox
from shared.delivery.envelope import Undelivered
from shared.delivery.rendering import Letter
from tests.delivery.letters import an_envelope

TEXT = Letter("", "Highland Council: We have your request: HC-7Q4K-2M9P.")


def test_each_message_is_one_file_with_its_number_first_and_is_written_once(tmp_path: Path) -> None:
    for text in (TEXT, Letter("", "Another time")):
        text_outbox.deliver(text, an_envelope(to_address="07700 900123"), str(tmp_path))
    (file,) = tmp_path.iterdir()
    assert file.name == "20270302T100000-HC-7Q4K-2M9P-1-received.txt"
    assert file.read_text() == f"07700 900123\n\n{TEXT.text}\n"


def test_a_folder_that_cannot_be_written_is_trouble_for_now(tmp_path: Path) -> None:
    (tmp_path / "outbox").write_text("a file stands where the folder should be")
    with pytest.raises(Undelivered) as trouble:
        text_outbox.deliver(TEXT, an_envelope(), str(tmp_path / "outbox"))
    assert not trouble.value.for_good


def test_where_mail_really_leaves_no_text_waits_in_a_folder_that_nobody_looks_into(tmp_path: Path) -> None:
    assert text_outbox.place_of(Settings(tmp_path), {}) == str(tmp_path / "outbox")
    assert text_outbox.place_of(Settings(tmp_path, smtp="smtp://mail.example"), {}) is None
