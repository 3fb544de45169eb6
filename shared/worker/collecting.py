"""What the worker does for mail that comes in: hands each message to casework, and puts away what is safe."""

import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import click
from sqlalchemy.orm import Session

from shared.arrivals.drop_folder import DropFolder
from shared.arrivals.imap import ImapMailbox
from shared.arrivals.mailbox import Mailbox, MailboxTrouble, Message, Opened
from shared.casework import arrivals, sorting
from shared.casework.parcels import letterbox_of, parcel_of
from shared.files.store import Store
from shared.models.arrivals import Arrival
from shared.models.database import writing
from shared.worker.installation import Installation
from shared.worker.now import now

COLLECT_EVERY = timedelta(minutes=1)
#: Messages of one turn: letters that are to leave wait for no more.
MOST_AT_ONCE = 20
#: A message on which we fail so often is kept as it came, and somebody has to look at it.
TRIES = 3


def collector_of(installation: Installation) -> "Collector | None":
    """Who collects the mail here; None where no mailbox is set. Raises ValueError for one that cannot be one."""
    place = installation.settings.mailbox
    if not place:
        return None
    return Collector(installation, ImapMailbox.at(place) if "://" in place else DropFolder(Path(place).resolve()))


@dataclass
class Collector:
    """Collects the mail of one mailbox. Nothing that goes wrong here keeps a letter from leaving."""

    installation: Installation
    mailbox: Mailbox
    clock: Callable[[], datetime] = now
    _tries: dict[str, int] = field(default_factory=dict)

    def collect(self) -> int:
        """One turn: how many messages are safe now. Trouble with the mailbox is said, and tried again next time."""
        collected = 0
        broken = [key for key, tries in self._tries.items() if tries > TRIES]
        try:
            with self.mailbox.opened() as box:
                for message in box.messages(MOST_AT_ONCE, broken):
                    collected += self._collect_one(box, message)
        except MailboxTrouble as trouble:
            click.echo(str(trouble), err=True)
            if trouble.key:
                self._failed(trouble.key)
        return collected

    def _collect_one(self, box: Opened, message: Message) -> bool:
        readable = True
        if not self._took(message, self._take_in):
            if self._failed(message.key) < TRIES:
                return False
            readable = False
            if not self._took(message, self._keep):
                return False
        box.settle(message.key, readable=readable)
        self._tries.pop(message.key, None)
        return True

    def _took(self, message: Message, way: Callable[[Session, Message], object]) -> bool:
        """One message, one transaction: is it safe now?"""
        try:
            with writing(self.installation.engine) as session:
                way(session, message)
                session.commit()
        except Exception:  # one message must not keep the others waiting
            traceback.print_exc()
            click.echo(f"Message {message.key} of {self.mailbox} could not be taken in.", err=True)
            return False
        return True

    def _take_in(self, session: Session, message: Message) -> Arrival:
        parcel = parcel_of(message.raw, self.installation.settings.clamav)  # before the first question is asked
        at = self.clock()
        return arrivals.take_in(
            session,
            parcel,
            received_at=message.received_at or at,
            at=at,
            charter=self.installation.charter,
            box=letterbox_of(self.installation.settings),
        )

    def _keep(self, session: Session, message: Message) -> Arrival:
        at, box = self.clock(), letterbox_of(self.installation.settings)
        return arrivals.keep_unread(session, message.raw, received_at=message.received_at or at, at=at, box=box)

    def _failed(self, key: str) -> int:
        self._tries[key] = self._tries.get(key, 0) + 1
        return self._tries[key]


def forget(installation: Installation, at: datetime) -> None:
    """Messages as they came that nobody needs any more."""
    with writing(installation.engine) as session:
        sorting.forget_old(session, at=at)
        session.commit()
        sorting.forget_orphans(session, Store(installation.settings.arrivals), at=at)
