"""`bywhen work`: delivers what is owed, says so when a promise was missed, and forgets what is old."""

import signal
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from types import FrameType

import click

from shared.casework import (
    attempts,
    by_hand,
    drafts,
    handing_over,
    lateness,
    presence,
    reminders,
    reminding,
    running_out,
    sending,
    surveys,
    turning,
    updates,
)
from shared.charter.vocabulary import Reach
from shared.delivery.channels import Channels
from shared.delivery.envelope import Undelivered
from shared.models.database import writing
from shared.models.notices import Notice
from shared.worker import attached, calendar_changes, collecting, letters
from shared.worker.channels import channels_of, deliver
from shared.worker.collecting import COLLECT_EVERY, Collector, collector_of
from shared.worker.installation import Installation, data_option, opened, settings_of
from shared.worker.now import now

#: How long to rest when nothing is owed, and after something went wrong.
REST = timedelta(seconds=1)
REST_AFTER_TROUBLE = timedelta(seconds=10)
TELL_LATE_EVERY = timedelta(minutes=1)
ASK_EVERY = timedelta(minutes=20)
FORGET_EVERY = timedelta(days=1)
SCAN_EVERY = timedelta(minutes=5)
CALENDAR_EVERY = timedelta(seconds=10)


@dataclass
class Worker:
    """One worker. Any number may run beside it: what one has claimed, the others pass over."""

    installation: Installation
    channels: Channels
    clock: Callable[[], datetime] = now
    collector: Collector | None = None
    sent: int = 0
    failed: int = 0
    _next: dict[str, datetime] = field(default_factory=dict)
    _moving: bool = False

    def round(self) -> bool:
        """What is due by the calendar, then one notice; False when nothing was owed."""
        if self._is_time("turn", TELL_LATE_EVERY):
            self.turn_restrictions()
        if self._is_time("late", TELL_LATE_EVERY):
            self.tell_late()
            self.remind()
            self.hand_over()
        if self._is_time("ask", ASK_EVERY):
            self.ask_how_it_was()
        if self.collector and self._is_time("collect", COLLECT_EVERY):
            self.collector.collect()
        if self._is_time("scan", SCAN_EVERY):
            attached.scan_again(self.installation, self.clock)
        if self._is_time("forget", FORGET_EVERY):
            self.forget()
            attached.sweep(self.installation, self.clock())
            letters.sweep(self.installation, self.clock())
            collecting.forget(self.installation, self.clock())
        if self._moving or self._is_time("calendar", CALENDAR_EVERY):  # a step at a time: letters leave in between
            self._moving = calendar_changes.work_one(self.installation, self.clock)
        return self.print_one() or self.deliver_one() or self._moving

    def deliver_one(self) -> bool:
        """Claim one notice, take it out, write down how it went; False when none was owed.

        One at a time, so that no lease runs out while others are delivered; and no transaction is open
        while the letter is on its way. What no longer fits the person it is for does not leave as it is.
        """
        at, charter = self.clock(), self.installation.charter
        with writing(self.installation.engine) as session:
            claimed = sending.claim(session, at=at, reaches=self.channels.reaches, most=1)
            leaving = [notice for notice in claimed if sending.may_leave(session, notice, at=at, charter=charter)]
            session.commit()
        for notice in leaving:
            self._settle(notice, self._trouble_with(notice))
        return bool(claimed)

    def _trouble_with(self, notice: Notice) -> Undelivered | None:
        try:
            deliver(notice, self.installation.charter, self.installation.settings, self.channels, self.clock())
        except Undelivered as trouble:
            return trouble
        except Exception as fault:  # a fault in one letter must not keep the others waiting
            traceback.print_exc()
            return Undelivered(f"The letter could not be written: {fault!r}", for_good=False)
        return None

    def _settle(self, notice: Notice, trouble: Undelivered | None) -> None:
        with writing(self.installation.engine) as session:
            owed = session.get(Notice, notice.id)
            if owed is None:  # it was about a draft, which somebody has taken back meanwhile
                return
            if trouble is None:
                sending.sent(session, owed, at=self.clock())
                by_hand.no_longer(session, owed)
                self.sent += 1
            else:
                sending.failed(
                    session,
                    owed,
                    at=self.clock(),
                    charter=self.installation.charter,
                    trouble=trouble.trouble,
                    for_good=trouble.for_good,
                )
                self.failed += 1
                click.echo(f"{notice.once_key} was not delivered. {trouble.trouble}", err=True)
            session.commit()

    def print_one(self) -> bool:
        """Make one letter that somebody posts; False when none was wanted, or a channel takes letters."""
        return Reach.LETTER not in self.channels.reaches and letters.make_one(self.installation, self.clock)

    def hand_over(self) -> None:
        """What no channel here can take, a person must."""
        with writing(self.installation.engine) as session:
            by_hand.hand_over(
                session, reaches=self.channels.reaches, at=self.clock(), charter=self.installation.charter
            )
            session.commit()

    def tell_late(self) -> None:
        """Owe a word to everybody whose promise was missed, some at a time: no transaction is long."""
        told = 1
        while told:
            with writing(self.installation.engine) as session:
                told = lateness.tell_late(session, at=self.clock(), charter=self.installation.charter)
                told += lateness.tell_late_help(session, at=self.clock(), charter=self.installation.charter)
                told += reminders.tell_late(session, at=self.clock(), charter=self.installation.charter)
                told += updates.open_due(session, at=self.clock(), charter=self.installation.charter)
                session.commit()

    def turn_restrictions(self) -> None:
        """Begin restrictions on their first day and end them after their last, some at a time."""
        turned = 1
        while turned:
            with writing(self.installation.engine) as session:
                turned = turning.turn(session, at=self.clock(), charter=self.installation.charter)
                session.commit()

    def remind(self) -> None:
        """Owe a word about what is near: an appointment, what we promised to put right, an authority that is over."""
        told = 1
        while told:
            with writing(self.installation.engine) as session:
                told = reminding.remind(session, at=self.clock(), charter=self.installation.charter)
                told += reminders.remind(session, at=self.clock(), charter=self.installation.charter)
                told += running_out.end_by_day(session, at=self.clock(), charter=self.installation.charter)
                session.commit()

    def ask_how_it_was(self) -> None:
        """Ask those who were answered some days ago, some at a time."""
        asked = 1
        while asked:
            with writing(self.installation.engine) as session:
                asked = surveys.ask(session, at=self.clock(), charter=self.installation.charter)
                session.commit()

    def forget(self) -> None:
        """Drafts that nobody came back for, yesterday's wrong secrets, and who looked at what."""
        with writing(self.installation.engine) as session:
            at = self.clock()
            drafts.forget_old(session, at=at)
            handing_over.forget_old(session, at=at)
            attempts.forget_old(session, at=at)
            presence.forget_old(session, at=at)
            session.commit()

    def _is_time(self, what: str, every: timedelta) -> bool:
        at = self.clock()
        if at < self._next.get(what, at):
            return False
        self._next[what] = at + every
        return True


class Asked:
    """Whether somebody has asked us to stop: by Ctrl-C, by closing the window, or by whoever runs the service."""

    def __init__(self) -> None:
        self.stop = False
        for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            if name is not signal.SIGHUP or signal.getsignal(name) is not signal.SIG_IGN:  # as `nohup` wants it
                signal.signal(name, self._stop)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stop = True

    def rest(self, span: timedelta) -> None:
        """Wait that long, or until we are asked to stop."""
        until = time.monotonic() + span.total_seconds()
        while not self.stop and time.monotonic() < until:
            time.sleep(0.1)


def work_on(worker: Worker, asked: Asked) -> None:
    """Go on until asked to stop; the notice in hand is finished first. A lost database is waited for."""
    while not asked.stop:
        try:
            busy = worker.round()
        except Exception:
            traceback.print_exc()
            asked.rest(REST_AFTER_TROUBLE)
            continue
        if not busy:
            asked.rest(REST)


@click.command()
@click.option("--once", is_flag=True, help="Deliver what is owed now, then stop.")
@data_option
def work(once: bool, data: Path | None) -> None:
    """Deliver messages, and tell people when a promise was missed."""
    installation = opened(settings_of(data))
    calendar_changes.warn_of_calendar(installation)
    try:
        ways, collector = channels_of(installation.settings), collector_of(installation)
    except ValueError as why:
        raise click.ClickException(str(why)) from why
    worker = Worker(installation, ways, collector=collector)
    asked = Asked()
    if once:
        while worker.round() and not asked.stop:
            pass
        click.echo(f"Delivered: {worker.sent}. Not delivered: {worker.failed}.")
    else:
        click.echo(f"Messages go to {worker.channels}.")
        if collector:
            click.echo(f"Mail comes from {collector.mailbox}.")
        work_on(worker, asked)
    with suppress(Exception):
        installation.engine.dispose()
