"""What the worker does for files: asks again about those that wait for a virus check, and sweeps the store."""

from collections.abc import Callable
from datetime import datetime

import click

from shared.casework import files, quarantine
from shared.files.scanning import Verdict, scan
from shared.files.store import Store
from shared.models.database import reading, writing
from shared.worker.installation import Installation


def scan_again(installation: Installation, clock: Callable[[], datetime]) -> None:
    """Every file that waited when this began, one at a time, until the scanner does not answer.

    No transaction is open while it is asked: that can take half a minute. Where there is no scanner any more, nothing
    waits for one.
    """
    if not installation.settings.clamav:
        _let_go(installation, clock())
        return
    scanner, store, began = installation.settings.clamav, Store(installation.settings.files), clock()
    while True:
        with writing(installation.engine) as session:
            first = next(iter(quarantine.waiting(session, before=began)), None)
        if first is None:
            return
        data = _bytes(store, first.store_name)
        verdict = scan(data, scanner) if data is not None else Verdict.UNKNOWN
        with writing(installation.engine) as session:
            settled = quarantine.settle(session, first.id, verdict, at=clock())
            session.commit()
        if settled is not None and verdict is Verdict.VIRUS:
            store.delete(first.store_name)
            click.echo(f"File {first.id} held a virus and is deleted.", err=True)
        if data is not None and verdict is Verdict.UNKNOWN:
            return


def _let_go(installation: Installation, at: datetime) -> None:
    gone = 1
    while gone:
        with writing(installation.engine) as session:
            gone = quarantine.let_go(session, at=at)
            session.commit()
        if gone:
            click.echo(
                f"Files that can be opened without a virus check, as BYWHEN_CLAMAV is not set: {gone}.", err=True
            )


def _bytes(store: Store, name: str) -> bytes | None:
    """None where they are lost: then nobody can open them either."""
    try:
        with store.open(name) as opened:
            return opened.read()
    except FileNotFoundError:
        return None


def sweep(installation: Installation, at: datetime) -> None:
    """Bytes that belong to nothing any more."""
    with reading(installation.engine) as session:
        files.forget_orphans(session, Store(installation.settings.files), at=at)
