"""That somebody was named in public: the worker takes it to exactly three people (clause RP-28)."""

from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from sqlalchemy import Engine

from shared.casework import evidence
from shared.charter.organisation import Charter
from shared.config import Settings
from shared.files.checked import Checked, FileKind
from shared.files.store import Store
from shared.models.database import writing
from shared.worker import channels
from tests.builders import TUESDAY
from tests.casework.test_incidents import recorded
from tests.people import a_cast
from tests.worker.test_working import a_worker


@pytest.mark.clause("RP-28")
def test_it_reaches_exactly_three_with_the_screenshots_for_two(
    databases: Engine, charter: Charter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channels, "LARGEST_MAIL", 20)
    settings = Settings(data=tmp_path, secret_key="x", base_url="http://127.0.0.1:8000")
    with writing(databases) as session:
        cast = a_cast(session, charter)
        link = "https://social.example/7"
        named = {"affected": cast.worker, "categories": ("named-in-public",), "words": "They post it.", "link": link}
        made = recorded(session, charter, cast.colleague, **named)
        shots = [
            Checked(FileKind.PICTURE, "image/png", "post.png", b"fits into it"),
            Checked(FileKind.PICTURE, "image/png", "large.png", b"is more than one mail holds"),
            Checked(FileKind.PICTURE, "image/png", "waits.png", b"waits", waiting=True),
        ]
        evidence.add(session, made, shots, store=Store(settings.files), label="x", by=cast.colleague, at=TUESDAY)
        leader = cast.leader.email
        session.commit()
    worker = a_worker(databases, charter, tmp_path)
    while worker.deliver_one():
        pass
    mails = [message_from_bytes(file.read_bytes(), policy=default) for file in sorted(settings.outbox.glob("*.eml"))]
    assert charter.engagement is not None
    told = {charter.engagement.people.email, charter.engagement.communications.email}
    assert sorted(str(mail["To"]).split("<")[-1].strip(">") for mail in mails) == sorted({leader, *told})
    for mail in mails:
        files = [part.get_filename() for part in mail.iter_attachments()]
        to_them = any(address in str(mail["To"]) for address in told)
        assert files == (["post.png"] if to_them else [])
        assert ("They post it." in mail.get_body(("plain",)).get_content()) is to_them  # type: ignore[union-attr]
        assert "Cc" not in mail and "Bcc" not in mail
