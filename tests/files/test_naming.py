"""What a file is called: as its owner called it, and never in a way that does harm."""

import pytest

from shared.files.naming import LONGEST, safe_name, shown_name, told_apart

# what it was called, what it is called here, reason
NAMES = [
    ("gate.jpg", "gate.pdf", "the ending says what it is"),
    ("Gate at Màiri's, 3 May.JPEG", "Gate at Màiri's, 3 May.pdf", "anybody's spelling"),
    ("../../etc/passwd", "passwd.pdf", "no way up"),
    ("..\\..\\windows\\system.ini", "system.ini.pdf", "no other way up"),
    ("C:\\Users\\Morag\\letter.pdf", "letter.pdf", "not where it lay"),
    ("letter\u202efdp.exe", "letter fdp.exe.pdf", "a sign that turns the text round"),
    ("letter\r\nSet-Cookie: a=b.pdf", "letter Set-Cookie a=b.pdf", "a line of its own in an answer"),
    ("a\0b.pdf", "a b.pdf", "a sign that ends names"),
    ("\u2028line.pdf", "line.pdf", "a line break of another kind"),
    ('a"b<c>d|e?f*.pdf', "a b c d e f.pdf", "signs that mean something"),
    ("$(reboot);`x`.pdf", "(reboot) x.pdf", "signs that a shell obeys"),
    ("", "file.pdf", "no name"),
    (" . . ", "file.pdf", "nothing but dots"),
    (".pdf", "pdf.pdf", "nothing but an ending"),
    ("....htaccess", "htaccess.pdf", "hidden files are not hidden"),
    ("CON.pdf", "file CON.pdf", "a device of Windows"),
    ("com1", "file com1.pdf", "another"),
    ("letter.pdf.exe", "letter.pdf.exe.pdf", "a program that pretends"),
    ("می‌خواهم.pdf", "می‌خواهم.pdf", "Persian, with the sign that it needs"),
    ("صورة.png", "صورة.pdf", "Arabic"),
    ("👨‍👩‍👧.jpg", "👨‍👩‍👧.pdf", "a family that does not fall apart"),
    ("x" * 500 + ".pdf", "x" * LONGEST + ".pdf", "a long name"),
]


@pytest.mark.parametrize(("claimed", "name", "reason"), NAMES)
def test_a_file_keeps_its_name_as_far_as_that_is_harmless(claimed: str, name: str, reason: str) -> None:
    assert safe_name(claimed, ".pdf") == name, reason
    assert safe_name(name, ".pdf") == name, "and it stays so"


def test_a_refused_file_is_called_by_a_harmless_name_too() -> None:
    assert shown_name("../<b>virus\u202e\n.exe") == "b virus .exe"


def test_five_photos_of_one_name_are_told_apart() -> None:
    taken: set[str] = set()
    for _ in range(3):
        taken.add(told_apart("image.jpg", taken))
    assert taken == {"image.jpg", "image (2).jpg", "image (3).jpg"}
    assert told_apart("IMAGE.JPG", taken) == "IMAGE (4).JPG", "some systems do not tell capitals"
