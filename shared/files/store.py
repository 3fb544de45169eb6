"""Where files lie: outside everything that is served, under names that say nothing."""

import os
import re
import secrets
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

_NAME = re.compile(r"[0-9a-f]{32}")
_UNFINISHED = ".part"


class Store:
    """A folder of files, each under a name that nobody can guess; it has 256 folders, so that none is long."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, data: bytes) -> str:
        """Keep these bytes: on the disk before this returns, and whole or not at all. The name they now have."""
        name = secrets.token_hex(16)
        place = self._place(name)
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        unfinished = place.with_name(name + _UNFINISHED)
        descriptor = os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(data)
            opened.flush()
            os.fsync(opened.fileno())
        unfinished.rename(place)
        _settle(place.parent)
        return name

    def open(self, name: str) -> BinaryIO:
        """To be read from its beginning. Raises FileNotFoundError."""
        return self._place(name).open("rb")

    def delete(self, name: str) -> None:
        """Gone for good; a second time does no harm."""
        self._place(name).unlink(missing_ok=True)

    def older_than(self, moment: datetime) -> Iterator[list[str]]:
        """The names of what was written before that, a folder at a time. What was never finished is deleted."""
        for folder in sorted(one for one in self.folder.glob("??") if one.is_dir()):
            old = [file for file in folder.iterdir() if _written_at(file) < moment]
            for file in old:
                if file.name.endswith(_UNFINISHED):
                    file.unlink(missing_ok=True)
            yield [file.name for file in old if _NAME.fullmatch(file.name)]

    def _place(self, name: str) -> Path:
        """Raises FileNotFoundError for a name that we never gave: no name leads out of the folder."""
        if not _NAME.fullmatch(name):
            raise FileNotFoundError(name)
        return self.folder / name[:2] / name


def _written_at(file: Path) -> datetime:
    with suppress(FileNotFoundError):
        return datetime.fromtimestamp(file.stat().st_mtime, UTC)
    return datetime.max.replace(tzinfo=UTC)  # somebody was quicker


def _settle(folder: Path) -> None:
    """The entry of a new file is on the disk as well."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
