"""Where files lie: whole or not at all, under names that lead nowhere else."""

import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from shared.files.store import Store

NOW = datetime(2027, 3, 2, 10, 0, tzinfo=UTC)


def aged(folder: Path, name: str, age: timedelta) -> Path:
    """The file of that name, as if it had been written so long ago."""
    (file,) = folder.rglob(name)
    moment = (NOW - age).timestamp()
    os.utime(file, (moment, moment))
    return file


def test_what_was_kept_is_there_until_it_is_deleted(tmp_path: Path) -> None:
    store = Store(tmp_path / "files")
    name = store.put(b"a photo")
    with store.open(name) as opened:
        assert opened.read() == b"a photo"
    store.delete(name)
    store.delete(name)
    with pytest.raises(FileNotFoundError):
        store.open(name)


def test_names_say_nothing_and_are_never_the_same(tmp_path: Path) -> None:
    store = Store(tmp_path)
    names = {store.put(b"the same") for _ in range(50)}
    assert len(names) == 50 and all(len(name) == 32 for name in names)


def test_only_the_server_itself_may_read_them(tmp_path: Path) -> None:
    store = Store(tmp_path / "files")
    name = store.put(b"a photo")
    file = tmp_path / "files" / name[:2] / name
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert [one.name for one in file.parent.iterdir()] == [name], "nothing is left lying about"


@pytest.mark.parametrize(
    "name", ["../secret.key", "..", "", "/etc/passwd", "a" * 31, "A" * 32, "../" + "a" * 32, "a" * 32 + "\n"]
)
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret.key").write_text("ours")
    store = Store(tmp_path / "files")
    store.put(b"a photo")
    with pytest.raises(FileNotFoundError):
        store.open(name)
    with pytest.raises(FileNotFoundError):
        store.delete(name)
    assert (tmp_path / "secret.key").exists()


def test_a_full_disk_leaves_nothing_that_looks_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    store = Store(tmp_path)
    with pytest.raises(OSError, match="No space"):
        store.put(b"a photo")
    assert [file.suffix for file in tmp_path.rglob("*") if file.is_file()] == [".part"]


def test_what_is_old_is_found_and_what_was_never_finished_is_deleted(tmp_path: Path) -> None:
    store = Store(tmp_path)
    old, new = store.put(b"old"), store.put(b"new")
    aged(tmp_path, old, timedelta(days=2))
    aged(tmp_path, new, timedelta(hours=1))
    for name, age in (("half.part", timedelta(days=2)), ("half-now.part", timedelta(hours=1))):
        (tmp_path / old[:2] / name).write_bytes(b"half")
        aged(tmp_path, name, age)
    (tmp_path / "notes.txt").write_text("not ours")
    found = [name for names in store.older_than(NOW - timedelta(days=1)) for name in names]
    assert found == [old]
    assert [file.name for file in tmp_path.rglob("*.part")] == ["half-now.part"]
    assert (tmp_path / "notes.txt").exists()


def test_a_store_that_was_never_used_holds_nothing(tmp_path: Path) -> None:
    assert list(Store(tmp_path / "files").older_than(NOW)) == []
