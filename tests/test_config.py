"""The settings of one installation."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from shared.config import RESOURCES, SettingRefused, Settings, read_settings


def test_whoever_sets_nothing_gets_what_is_safe(tmp_path: Path) -> None:
    found = read_settings({}, data=tmp_path)
    assert found == Settings(data=tmp_path.resolve(), secret_key=found.secret_key)
    assert (found.organisation, found.parts) == ("highland", ("portal", "backoffice"))
    assert found.database_url == f"sqlite:///{tmp_path / 'bywhen.db'}"
    assert found.outbox == tmp_path / "outbox"
    assert (found.files, found.clamav) == (tmp_path / "files", "")
    assert (found.smtp, found.proxies, found.hosts, found.secure) == ("", 0, (), False)
    assert found.base_url.startswith("http://127.0.0.1"), "reached by nobody else"


# variable, what is written, setting, what is read, reason
READ = [
    ("ORGANISATION", " template ", "organisation", "template", "spaces do no harm"),
    ("DATABASE", "postgresql://db/cases", "database_url", "postgresql://db/cases", "another database"),
    ("SECRET_KEY", "of our own", "secret_key", "of our own", "a secret of their own"),
    ("BASE_URL", "https://council.example/", "base_url", "https://council.example", "no stroke at the end"),
    ("BASE_URL", "https://council.example", "secure", True, "reached by https"),
    ("BASE_URL", "http://https.example", "secure", False, "not by its name"),
    ("PARTS", "portal", "parts", ("portal",), "one site"),
    ("PARTS", " backoffice , portal ,", "parts", ("backoffice", "portal"), "both, written carelessly"),
    ("PROXIES", "2", "proxies", 2, "two proxies"),
    (
        "HOSTS",
        "council.example, www.council.example,",
        "hosts",
        ("council.example", "www.council.example"),
        "two names",
    ),
    ("SMTP", "smtps://post:secret@mail.example:465", "smtp", "smtps://post:secret@mail.example:465", "a post office"),
    ("CLAMAV", "tcp://clamav:3310", "clamav", "tcp://clamav:3310", "a scanner elsewhere"),
    ("CLAMAV", "tcp://[::1]:3310", "clamav", "tcp://[::1]:3310", "a scanner at a newer address"),
    ("CLAMAV", "unix:/run/clamav/clamd.ctl", "clamav", "unix:/run/clamav/clamd.ctl", "a scanner in the same house"),
    ("MAILBOX", "imaps://x:y@mail.example/INBOX", "mailbox", "imaps://x:y@mail.example/INBOX", "a mail server"),
    ("MAILBOX", "mail/in", "mailbox", "mail/in", "a folder"),
    ("REPLY_ADDRESS", "hello@council.example", "reply_address", "hello@council.example", "where answers go"),
    ("CHARTERS", "", "charters", None, "none of their own"),
]


@pytest.mark.parametrize(("name", "written", "setting", "expected", "reason"), READ)
def test_a_setting_is_read_from_its_variable(
    tmp_path: Path, name: str, written: str, setting: str, expected: object, reason: str
) -> None:
    assert getattr(read_settings({f"BYWHEN_{name}": written}, data=tmp_path), setting) == expected, reason


def test_folders_are_known_wherever_somebody_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = read_settings({"BYWHEN_DATA": "ours", "BYWHEN_CHARTERS": "charters"})
    assert (found.data, found.charters) == (tmp_path / "ours", tmp_path / "charters")


@pytest.mark.parametrize(
    ("name", "written", "said", "reason"),
    [
        ("PROXIES", "one", "how many proxies", "a word"),
        ("PROXIES", "-1", "how many proxies", "less than none"),
        ("PROXIES", "1.5", "how many proxies", "half a proxy"),
        ("PROXIES", "²", "how many proxies", "a sign that only looks like a number"),
        ("PARTS", "portal,shop", "portal, backoffice", "a site that is not there"),
        ("PARTS", ",", "portal, backoffice", "no site at all"),
        ("SMTP", "mail.example", "smtp://", "no address of a post office"),
        ("SMTP", "http://mail.example", "smtp://", "another kind of address"),
        ("MAILBOX", "pop3://x:y@mail.example", "imaps://", "another kind of mailbox"),
        ("REPLY_ADDRESS", "hello", "such as hello@council.example", "no address"),
        ("REPLY_ADDRESS", f"{'x' * 31}@council.example", "30 letters", "no room for a reference"),
        ("REPLY_ADDRESS", "a+b@council.example", "such as", "a tag of its own"),
        ("CLAMAV", "clamav", "tcp://127.0.0.1:3310", "no address of a scanner"),
        ("CLAMAV", "tcp://clamav", "tcp://127.0.0.1:3310", "no port"),
        ("CLAMAV", "tcp://clamav:port", "tcp://127.0.0.1:3310", "a port in words"),
        ("CLAMAV", "unix:clamd.ctl", "tcp://127.0.0.1:3310", "a path that begins nowhere"),
    ],
)
def test_a_setting_that_cannot_be_used_says_what_to_write_instead(
    tmp_path: Path, name: str, written: str, said: str, reason: str
) -> None:
    with pytest.raises(SettingRefused, match=said) as refused:
        read_settings({f"BYWHEN_{name}": written}, data=tmp_path)
    assert f"BYWHEN_{name}" in str(refused.value), reason


def test_a_refusal_does_not_tell_a_password(tmp_path: Path) -> None:
    with pytest.raises(SettingRefused) as refused:
        read_settings({"BYWHEN_SMTP": "stmp://post:geheim@mail.example"}, data=tmp_path)
    assert "geheim" not in str(refused.value)


def test_an_installation_keeps_its_own_secret(tmp_path: Path) -> None:
    first, again = (read_settings({}, data=tmp_path / "ours").secret_key for _ in range(2))
    other = read_settings({}, data=tmp_path / "theirs").secret_key
    assert first == again != other
    assert len(first) > 40
    file = tmp_path / "ours" / "secret.key"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600, "its owner alone may read it"
    assert [one.name for one in file.parent.iterdir()] == ["secret.key"], "and nothing else is left lying about"


def test_eight_processes_that_start_at_once_share_one_secret(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as processes:
        found = processes.map(lambda _: read_settings({}, data=tmp_path).secret_key, range(8))
    assert len(set(found)) == 1


def test_a_secret_that_was_given_is_not_written_down(tmp_path: Path) -> None:
    read_settings({"BYWHEN_SECRET_KEY": "of our own"}, data=tmp_path)
    assert not list(tmp_path.iterdir())


def test_what_is_not_python_is_where_the_program_looks() -> None:
    for folder in ("templates", "static", "migrations"):
        assert (RESOURCES / folder).is_dir(), folder
