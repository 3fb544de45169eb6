"""The name that a file is shown and saved under: what the person called it, as far as that is harmless."""

import re
import unicodedata

LONGEST = 80
#: Endings that a name may lose, because the right one is put in their place.
_ENDINGS = re.compile(
    r"\.(jpe?g|jfif|png|webp|heic|heif|pdf|docx?|xlsx?|odt|ods|txt|text|csv|md|log|mp3|m4a|mp4|aac|wav|oga|ogg|opus|3gp)$",
    re.IGNORECASE,
)
#: Signs that mean something to a file system, a shell or a header.
_MEANING = re.compile(r'[<>:"/\\|?*%$`;~]')
#: Without these two, Persian is misspelt and a picture of a family falls apart.
_KEPT = "\u200c\u200d"
_UNSEEN = ("C", "Zl", "Zp")
#: Names that Windows keeps for its devices.
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
FALLBACK = "file"


def shown_name(claimed: str) -> str:
    """What somebody called their file, as one harmless line: no folders, nothing unseen, nothing that turns text."""
    last = re.split(r"[/\\]", claimed)[-1]
    seen = "".join(
        sign if sign in _KEPT or not unicodedata.category(sign).startswith(_UNSEEN) else " " for sign in last
    )
    plain = " ".join(_MEANING.sub(" ", unicodedata.normalize("NFC", seen)).split())
    return plain.strip(". \u200c\u200d")[:LONGEST].strip() or FALLBACK


def safe_name(claimed: str, ending: str) -> str:
    """The name under which it is kept: theirs, with the ending that its contents have earned."""
    stem = _ENDINGS.sub("", shown_name(claimed)).strip(". ") or FALLBACK
    if _DEVICES.fullmatch(stem):
        stem = f"{FALLBACK} {stem}"
    return stem + ending


def told_apart(name: str, taken: set[str]) -> str:
    """This name, or the first like it that nobody has yet: a telephone calls every photo image.jpg."""
    stem, dot, ending = name.rpartition(".")
    number, free = 1, name
    while free.casefold() in {one.casefold() for one in taken}:
        number += 1
        free = f"{stem} ({number}){dot}{ending}"
    return free
