"""Which way each message goes: a channel is one file in shared/delivery, and nothing else has to know of it."""

from pathlib import Path

import pytest

from shared import delivery
from shared.charter.vocabulary import Reach
from shared.config import Settings
from shared.delivery.channels import channels_of

NOTIFY = "highland-26785a09-ab16-4eb0-8407-a37497a57506-3d844edf-8d35-48ac-975b-e847b4f122b0,"
NOTIFY += "f33517ff-2a88-4f6e-b855-c550268ce08a"
ANOTHER = '''"""One more way to send e-mail."""
from shared.charter.vocabulary import Reach
REACH = Reach.EMAIL
def place_of(settings, environment): return environment.get("BYWHEN_ANOTHER")
def described(place): return f"another way at {place}"
def deliver(letter, envelope, place): pass
'''

SET_UP = [
    ({}, "", {Reach.EMAIL: "the folder", Reach.TEXT: "the folder"}, "a trial: everything into one folder"),
    (
        {"BYWHEN_NOTIFY": NOTIFY},
        "",
        {Reach.EMAIL: "the folder", Reach.TEXT: "text messages by api.notifications.service.gov.uk"},
        "texts really leave",
    ),
    (
        {},
        "smtp://mail.example",
        {Reach.EMAIL: "the mail server mail.example:587"},
        "nobody looks into a folder: by hand",
    ),
    (
        {"BYWHEN_NOTIFY": NOTIFY},
        "smtp://mail.example",
        {Reach.EMAIL: "the mail server", Reach.TEXT: "text messages by"},
        "both really leave",
    ),
]


@pytest.mark.parametrize(("environment", "smtp", "ways", "reason"), SET_UP)
def test_each_reach_has_the_channel_that_is_set_up_for_it(
    environment: dict[str, str], smtp: str, ways: dict[Reach, str], reason: str, tmp_path: Path
) -> None:
    channels = channels_of(Settings(tmp_path, smtp=smtp), environment)
    assert channels.reaches == frozenset(ways), reason
    for reach, way in ways.items():
        assert str(channels.by_reach[reach]).startswith(way), reason


def test_two_reaches_that_go_into_one_folder_are_told_as_one(tmp_path: Path) -> None:
    assert str(channels_of(Settings(tmp_path), {})) == f"the folder {tmp_path}/outbox"


@pytest.mark.parametrize(
    ("environment", "smtp", "words"),
    [({"BYWHEN_NOTIFY": "key"}, "", "BYWHEN_NOTIFY must be"), ({}, "smtp://", "BYWHEN_SMTP names no server")],
)
def test_a_setting_that_cannot_be_read_is_told_at_the_start(
    environment: dict[str, str], smtp: str, words: str, tmp_path: Path
) -> None:
    with pytest.raises(ValueError, match=words):
        channels_of(Settings(tmp_path, smtp=smtp), environment)


@pytest.fixture
def another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "another_way.py").write_text(ANOTHER)
    monkeypatch.setattr(delivery, "__path__", [*delivery.__path__, str(tmp_path)])


@pytest.mark.usefixtures("another")
def test_a_channel_that_is_really_set_up_goes_before_the_folder_that_stands_in(tmp_path: Path) -> None:
    channels = channels_of(Settings(tmp_path), {"BYWHEN_ANOTHER": "there"})
    assert str(channels.by_reach[Reach.EMAIL]) == "another way at there"
    assert str(channels_of(Settings(tmp_path), {}).by_reach[Reach.EMAIL]).startswith("the folder")


@pytest.mark.usefixtures("another")
def test_two_ways_to_the_same_people_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="Two channels are set up for the reach email: "):
        channels_of(Settings(tmp_path, smtp="smtp://mail.example"), {"BYWHEN_ANOTHER": "there"})
