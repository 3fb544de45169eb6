"""The one door through which every file comes in, whoever brings it: looked into, then scanned."""

from dataclasses import replace

from shared.files.apart import inspect_apart
from shared.files.checked import Checked, FileRefused, Why
from shared.files.scanning import Verdict, scan


def let_in(data: bytes, claimed: str, scanner: str) -> Checked:
    """A file that may be kept. Raises `FileRefused`.

    `scanner` is the address of ClamAV, or empty where a council has none. Takes seconds: not to be called while a
    transaction is open.
    """
    found = inspect_apart(data, claimed)
    if not scanner:
        return found
    verdict = scan(found.data, scanner)
    if verdict is Verdict.VIRUS:
        raise FileRefused(Why.VIRUS, found.name)
    return replace(found, waiting=verdict is Verdict.UNKNOWN)
