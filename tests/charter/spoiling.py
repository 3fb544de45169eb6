"""Charters with one thing wrong in them, and what whoever keeps them is told."""

from pathlib import Path

import pytest

from shared.charter.reading import CharterError, load_charter


def spoil(folder: Path, file: str, old: str, new: str) -> None:
    """Put `new` where `old` first stands in that file."""
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text, f"nothing to spoil in {file}: {old}"
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def told_of(folder: Path, file: str, record: str, advice: str, reason: str) -> None:
    """The charter is refused, and among what is told is that record of that file with that advice."""
    with pytest.raises(CharterError) as refused:
        load_charter(str(folder))
    told = [fault for fault in refused.value.faults if fault.record == record and advice in fault.advice]
    assert told, f"{reason}: {refused.value}"
    assert told[0].file == file
    assert str(told[0]) in str(refused.value)
    assert str(told[0]).startswith(f"{file}, {record}: ")
