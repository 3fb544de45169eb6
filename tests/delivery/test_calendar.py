"""A file that any calendar takes: one entry, whatever somebody wrote into it."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from shared.delivery.calendar import Entry, written

ENTRY = Entry(
    uid="abc@highland.example",
    sequence=1,
    changed_at=datetime(2027, 3, 2, 10, 0, tzinfo=UTC),
    starts_at=datetime(2027, 4, 6, 14, 30, tzinfo=ZoneInfo("Europe/London")),
    ends_at=datetime(2027, 4, 6, 15, 0, tzinfo=ZoneInfo("Europe/London")),
    summary="Appointment with The Highland Council",
    where="Inverness Service Point, Town House, High Street",
    details="The lamp at your door.\nBring our letter.",
)


def lines(file: bytes) -> list[str]:
    """The lines as a calendar reads them: those that were folded in one again (RFC 5545, 3.1)."""
    assert file.endswith(b"\r\n")
    return file.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]


def value(file: bytes, name: str) -> str:
    """One text as a calendar shows it (RFC 5545, 3.3.11)."""
    (found,) = [line.partition(":")[2] for line in lines(file) if line.startswith(f"{name}:")]
    said = {"n": "\n", "N": "\n"}
    return re.sub(r"\\(.)", lambda sign: said.get(sign[1], sign[1]), found)


@pytest.mark.clause("CH-8")
def test_it_says_when_in_universal_time_and_has_the_name_that_it_keeps() -> None:
    file = lines(written(ENTRY))
    assert (file[0], file[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    assert {"VERSION:2.0", "BEGIN:VEVENT", "END:VEVENT", "STATUS:CONFIRMED", "SEQUENCE:1"} <= set(file)
    assert {"DTSTAMP:20270302T100000Z", "DTSTART:20270406T133000Z", "DTEND:20270406T140000Z"} <= set(file)
    assert "UID:abc@highland.example" in file
    assert not [line for line in file if line.startswith("METHOD")], "nobody is invited by it"


# what somebody wrote, what a calendar shows, reason
WORDS = [
    ("Roof, wall; door", "Roof, wall; door", "commas and semicolons would end the value"),
    ("C:\\letters", "C:\\letters", "a backslash stays one"),
    ("One\nTwo\r\nThree\rFour", "One\nTwo\nThree\nFour", "every end of a line is one"),
    ("Bring it\nEND:VEVENT\nBEGIN:VALARM", "Bring it\nEND:VEVENT\nBEGIN:VALARM", "nobody adds lines of their own"),
    ("Tab\there\x07", "Tab here ", "signs that nobody sees are gone"),
    ("سنلتقي في المكتب", "سنلتقي في المكتب", "Arabic stays whole"),
    ("🏴󠁧󠁢󠁳󠁣󠁴󠁿" * 30, "🏴󠁧󠁢󠁳󠁣󠁴󠁿" * 30, "letters of many octets are not torn"),
    ("Llanfairpwllgwyngyll" * 20, "Llanfairpwllgwyngyll" * 20, "one word may be longer than a line"),
]


@pytest.mark.clause("CH-8")
@pytest.mark.parametrize(("typed", "shown", "reason"), WORDS)
def test_what_somebody_wrote_is_shown_as_they_wrote_it(typed: str, shown: str, reason: str) -> None:
    file = written(replace(ENTRY, details=typed, where=typed, summary=typed))
    for name in ("DESCRIPTION", "LOCATION", "SUMMARY"):
        assert value(file, name) == shown, reason
    assert len([line for line in lines(file) if line == "END:VEVENT"]) == 1
    for line in file.split(b"\r\n"):
        assert len(line) <= 75
        assert b"\n" not in line and b"\r" not in line
        line.decode()


def test_what_is_not_known_is_left_out() -> None:
    file = lines(written(replace(ENTRY, where="", details="")))
    assert not [line for line in file if line.startswith(("LOCATION", "DESCRIPTION"))]
