"""Which channel takes a message out; and that one more channel is one more file, with nothing else changed."""

from collections.abc import Mapping
from pathlib import Path

import pytest
import sqlalchemy as sa

from shared import delivery
from shared.casework.customers import Person
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Reach
from shared.config import Settings
from shared.models.database import writing
from shared.models.notices import Notice, Task, TaskKind
from shared.worker.channels import channels_of
from shared.worker.installation import Installation
from shared.worker.working import Worker
from tests.builders import TUESDAY, a_case
from tests.clock import SettableClock

#: As the README shows it: a machine that rings people up and reads to them.
VOICE = '''"""The channel for telephone calls: a folder that a speaking machine watches."""

from pathlib import Path

from shared.charter.vocabulary import Reach

REACH = Reach.PHONE


def place_of(settings, environment):
    """The folder that BYWHEN_VOICE names."""
    return environment.get("BYWHEN_VOICE")


def described(place):
    """The channel in words."""
    return f"calls by the folder {place}"


def deliver(letter, envelope, place):
    """One script to be read out."""
    Path(place, f"{envelope.once_name}.txt").write_text(f"{envelope.to_address}\\n{letter.text}")
'''
FLORA = Person(name="Flora Fraser", phone="01632 960555", reach=Reach.PHONE)
TEXTED = Person(name="Tormod Text", phone="07700 900123", reach=Reach.TEXT)


def a_worker(
    engine: sa.Engine, charter: Charter, data: Path, environment: Mapping[str, str] | None = None, smtp: str = ""
) -> Worker:
    settings = Settings(data=data, secret_key="x", base_url="https://tell.highland.example", smtp=smtp)
    installation = Installation(settings, charter, engine)
    return Worker(installation, channels_of(settings, environment or {}), SettableClock(TUESDAY))


def owe(engine: sa.Engine, charter: Charter, person: Person) -> str:
    with writing(engine) as session:
        case = a_case(session, charter, person=person)
        session.commit()
        return case.reference


def the_notice(engine: sa.Engine) -> tuple[Notice, list[Task]]:
    with writing(engine) as session:
        (notice,) = session.scalars(sa.select(Notice))
        tasks = session.scalars(sa.select(Task).where(Task.what == TaskKind.REACH)).all()
        return notice, list(tasks)


@pytest.mark.clause("CC-4")
def test_a_sixth_channel_is_one_file(
    databases: sa.Engine, charter: Charter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "calls"
    folder.mkdir()
    (tmp_path / "sixth").mkdir()
    (tmp_path / "sixth" / "voice_calls.py").write_text(VOICE)
    reference = owe(databases, charter, FLORA)
    assert len(the_notice(databases)[1]) == 1, "until then somebody has to ring her"
    monkeypatch.setattr(delivery, "__path__", [*delivery.__path__, str(tmp_path / "sixth")])
    worker = a_worker(databases, charter, tmp_path, {"BYWHEN_VOICE": str(folder)})
    assert "calls by the folder" in str(worker.channels)
    assert worker.round() and worker.sent == 1
    (script,) = folder.iterdir()
    first, _, words = script.read_text().partition("\n")
    assert first == "01632 960555" and "Dear Flora Fraser," in words
    assert ", ".join(" ".join(group) for group in reference.split("-")) in words, "spelt, as a telephone needs it"
    notice, tasks = the_notice(databases)
    assert notice.sent_at and tasks == [], "nobody rings her a second time"


def test_without_such_a_channel_somebody_rings_and_nothing_leaves(
    databases: sa.Engine, charter: Charter, tmp_path: Path
) -> None:
    owe(databases, charter, FLORA)
    worker = a_worker(databases, charter, tmp_path)
    worker.round()
    notice, tasks = the_notice(databases)
    assert worker.sent == 0 and notice.sent_at is None
    assert [(task.reach, task.done_at) for task in tasks] == [(Reach.PHONE, None)]


def test_in_a_trial_a_text_is_a_file_in_the_outbox(databases: sa.Engine, charter: Charter, tmp_path: Path) -> None:
    reference = owe(databases, charter, TEXTED)
    worker = a_worker(databases, charter, tmp_path)
    worker.round()
    (file,) = (tmp_path / "outbox").glob("*.txt")
    assert file.read_text().startswith("07700 900123\n\nHighland Council: We have your request: " + reference)
    notice, tasks = the_notice(databases)
    assert notice.sent_at and tasks == []


def test_where_no_channel_takes_texts_somebody_is_asked_to_tell_them_once(
    databases: sa.Engine, charter: Charter, tmp_path: Path
) -> None:
    owe(databases, charter, TEXTED)
    worker = a_worker(databases, charter, tmp_path, smtp="smtp://127.0.0.1:9")
    clock = worker.clock
    assert isinstance(clock, SettableClock)
    for _ in range(3):
        worker.round()
        clock.forward(minutes=2)
    notice, tasks = the_notice(databases)
    assert notice.sent_at is None and not (tmp_path / "outbox").exists()
    assert [(task.reach, task.failed) for task in tasks] == [(Reach.TEXT, False)]
