"""A packed folder, as office documents are: unpacked within bounds, and packed anew with only what was seen."""

import io
import zipfile
import zlib
from collections.abc import Mapping

from shared.files.checked import FileRefused, Why

#: In bytes, unpacked: a small file can unfold to more than any disk holds.
_UNPACKED = 100_000_000
_MOST_ENTRIES = 3_000
_LOCKED = 0x1
#: The two ways of packing that office programs use.
_PACKED = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})


def unpacked(data: bytes) -> Mapping[str, bytes]:
    """Every entry by its name, in order. Raises `FileRefused`: locked, damaged, too big, or built to deceive."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [one for one in archive.infolist() if not one.is_dir()]
            _refuse_deceit(entries)
            return _read(archive, entries)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as why:
        raise FileRefused(Why.BROKEN) from why


def _refuse_deceit(entries: list[zipfile.ZipInfo]) -> None:
    names = [one.filename for one in entries]
    if any(one.flag_bits & _LOCKED for one in entries):
        raise FileRefused(Why.LOCKED)
    outside = any(name.startswith("/") or "\\" in name or ".." in name.split("/") for name in names)
    # One name twice: two programs could each read another of the two.
    twice = len({name.casefold() for name in names}) < len(names)
    if outside or twice or len(names) > _MOST_ENTRIES or any(one.compress_type not in _PACKED for one in entries):
        raise FileRefused(Why.BROKEN)


def _read(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> Mapping[str, bytes]:
    """What an entry says of its own size is not believed: we count while it unfolds."""
    found: dict[str, bytes] = {}
    left = _UNPACKED
    for entry in entries:
        with archive.open(entry) as opened:
            found[entry.filename] = opened.read(left + 1)
        left -= len(found[entry.filename])
        if left < 0:
            raise FileRefused(Why.TOO_BIG)
    return found


def packed(parts: Mapping[str, bytes]) -> bytes:
    """These parts and nothing before, between or behind them. `mimetype` lies open, as OpenDocument asks."""
    to = io.BytesIO()
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            way = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name), data, compress_type=way)
    return to.getvalue()
