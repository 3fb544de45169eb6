"""Words of a translation that no dictionary knows: asked of the spelling programs that Debian has, where they are."""

import re
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

#: Where Debian keeps the dictionaries of hunspell.
DICTIONARIES = Path("/usr/share/hunspell")
#: What is no word of the language: a place for a value, a tag, an address, a number, what is all capitals.
_NO_WORD = re.compile(r"%\(\w+\)s|<[^>]*>|https?://\S+|\S+@\S+|[A-Z]{2,}\S*|\d\S*")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Spelling:
    """What a spelling program said: `by` names it and its dictionary; empty where there is none for the language."""

    by: str = ""
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Checker:
    program: str
    dictionary: str
    arguments: tuple[str, ...]
    apostrophe: str


def spelling(language: str, texts: Iterable[str], english: Iterable[str]) -> Spelling:
    """The words that the dictionary of this language does not know, each once, in order of the alphabet.

    Words that stand in the English too are left out: names of people, places and bodies.
    """
    checker = _hunspell(language) or _aspell(language)
    if checker is None:
        return Spelling()
    straight = str.maketrans({"’": checker.apostrophe, "‘": checker.apostrophe, "'": checker.apostrophe})
    words = "\n".join(_NO_WORD.sub(" ", text).translate(straight) for text in texts)
    command = [checker.program, *checker.arguments]
    said = subprocess.run(command, input=words, capture_output=True, text=True, check=False, timeout=120)
    names = {word for text in english for word in _WORD.findall(text)}
    unknown = sorted({word for word in said.stdout.split() if len(word) > 1} - names)
    return Spelling(f"{checker.program} with the dictionary {checker.dictionary}", tuple(unknown))


def _hunspell(language: str) -> _Checker | None:
    code = language.replace("-", "_")
    found = sorted(DICTIONARIES.glob(f"{code}.dic")) or sorted(DICTIONARIES.glob(f"{code}_*.dic"))
    if not found or not shutil.which("hunspell"):
        return None
    return _Checker("hunspell", found[0].stem, ("-l", "-i", "utf-8", "-d", found[0].stem), "'")


def _aspell(language: str) -> _Checker | None:
    """Its dictionaries know no word with an apostrophe in it, so that each half is asked for alone."""
    if not shutil.which("aspell"):
        return None
    code = language.replace("-", "_")
    listed = subprocess.run(["aspell", "dicts"], capture_output=True, text=True, check=False, timeout=20)
    if code not in listed.stdout.split():
        return None
    return _Checker("aspell", code, ("list", "--encoding=utf-8", f"--lang={code}"), " ")
