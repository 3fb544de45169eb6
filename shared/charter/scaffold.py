"""A new organisation's charter, begun from the template that ships."""

import re
import unicodedata
from pathlib import Path

from shared.charter.reading import PUBLISHED, load_charter, published

#: Words that say what an organisation is, not what it is called.
_NOT_A_NAME = {"the", "of", "and", "council", "county", "borough", "city", "district", "comhairle", "cyngor"}
_UNSAFE = re.compile(r'[\[\]{}"\\\x00-\x1f\x7f]')


class CannotScaffold(ValueError):
    """Why no new charter can be made, and what to do instead, in one sentence."""


def new_organisation(name: str, into: Path) -> Path:
    """Copy the template into a new folder under `into`, with the name filled in; the folder is returned.

    What is written passes `load_charter`. Each file begins by saying what to fill in.
    Raises `CannotScaffold` where the name will not do, or where something stands there already.
    """
    if _UNSAFE.search(name):
        raise CannotScaffold("Write the name without quotation marks, brackets or backslashes.")
    name = " ".join(name.split())
    organisation = _id_for(name)
    if organisation in published():
        raise CannotScaffold(f'A charter called "{organisation}" ships already; choose another name.')
    folder = into / organisation
    if folder.exists():
        raise CannotScaffold(f'"{folder}" is there already; choose another name, or take it away first.')
    folder.mkdir(parents=True)
    for page in sorted((PUBLISHED / "template").glob("*.toml")):
        filled_in = _filled_in(page.read_text(encoding="utf-8"), name, organisation)
        (folder / page.name).write_text(filled_in, encoding="utf-8")
    load_charter(str(folder))
    return folder


def _id_for(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    if not words or not words[0][0].isalpha():
        raise CannotScaffold('Write a name that begins with a letter, such as "Barchester Council".')
    return "-".join(words)


def _filled_in(text: str, name: str, organisation: str) -> str:
    """What the template says of itself, said of the new organisation."""
    for old, new in (
        ('id = "template"', f'id = "{organisation}"'),
        ('prefix = "AT"', f'prefix = "{_prefix_for(organisation)}"'),
        ("Anytown Council", name),
        ("anytown.example", f"{organisation}.example"),
        ("Anytown", _short(name)),
    ):
        text = text.replace(old, new)
    return text


def _short(name: str) -> str:
    kept = [word for word in name.split() if word.lower() not in _NOT_A_NAME]
    return " ".join(kept) or name


def _prefix_for(organisation: str) -> str:
    """The first letters of the name: "BC" for Barchester Council."""
    words = [word for word in organisation.split("-") if word[0].isalpha()]
    letters = "".join(word[0] for word in words if word not in ("the", "of", "and"))
    whole = letters if len(letters) >= 2 else "".join(words) + "X"
    return whole[:3].upper() if len(letters) > 2 else whole[:2].upper()
