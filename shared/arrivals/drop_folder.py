"""A mailbox that is a folder: a mail server, or a person, puts one file in it for each message."""

from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from shared.arrivals.mailbox import DONE, TROUBLE, MailboxTrouble, Message
from shared.arrivals.parts import LARGEST

#: Names of files that somebody is still writing.
_UNFINISHED = (".part", ".tmp", ".crdownload")


@dataclass(frozen=True)
class DropFolder:
    """The folder; what is done with lies in `Done` inside it, what nobody could read in `Trouble`."""

    folder: Path

    def opened(self) -> AbstractContextManager["DropFolder"]:
        """Ready for use. Raises `MailboxTrouble` where the folder is not there."""
        if not self.folder.is_dir():
            raise MailboxTrouble(f"The mailbox {self} is not there.")
        return nullcontext(self)

    def messages(self, most: int, passing_over: Collection[str] = ()) -> Iterator[Message]:
        """Each file of the folder, the oldest first. A name that begins with a dot is not finished yet."""
        for file in self._files(passing_over)[:most]:
            try:
                with file.open("rb") as opened:
                    raw = opened.read(LARGEST + 1)
                received_at = datetime.fromtimestamp(file.stat().st_mtime, UTC)
            except FileNotFoundError:  # another worker was quicker
                continue
            except OSError as why:
                raise MailboxTrouble(f"{file.name} in the mailbox {self} cannot be read: {why}", file.name) from why
            yield Message(file.name, raw, received_at)

    def settle(self, key: str, *, readable: bool = True) -> None:
        """Move the file into one of the two folders; under another name where one of its name lies there."""
        target = self.folder / (DONE if readable else TROUBLE)
        try:
            target.mkdir(exist_ok=True)
            (self.folder / key).rename(_free(target, key))
        except FileNotFoundError:
            return  # another worker was quicker
        except OSError as why:
            raise MailboxTrouble(f"{key} cannot be moved within the mailbox {self}: {why}", key) from why

    def _files(self, passing_over: Collection[str]) -> list[Path]:
        try:
            files = [one for one in self.folder.iterdir() if one.is_file() and one.name not in passing_over]
            ready = [one for one in files if not one.name.startswith(".") and not one.name.endswith(_UNFINISHED)]
            return sorted(ready, key=lambda one: (one.stat().st_mtime, one.name))
        except OSError as why:
            raise MailboxTrouble(f"The mailbox {self} cannot be read: {why}") from why

    def __str__(self) -> str:
        return f"the folder {self.folder}"


def _free(folder: Path, name: str) -> Path:
    """A place in the folder that nothing has taken."""
    place, number = folder / name, 1
    while place.exists():
        number += 1
        place = folder / f"{number}-{name}"
    return place
