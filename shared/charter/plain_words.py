"""How plain a text is: the age at which somebody reads it with ease, and the words that nobody says (clause CH-10)."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

#: What a text for everybody should not go far beyond, in years.
WANTED_AGE = 9
#: Shorter texts say too little about how hard they are.
ENOUGH_WORDS = 8
_JARGON = Path(__file__).parent / "jargon.toml"
_SENTENCES = re.compile(r"[.!?:;]+[\s”’\")]+|\n+")
_WORDS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_VOWELS = re.compile(r"[aeiouy]+")


@dataclass(frozen=True)
class Jargon:
    """One hard word as it stands in a text, and what to write in its place; nothing where it can be left out."""

    word: str
    plainer: str


def reading_age(text: str) -> int | None:
    """The age in years at which English of this kind is read with ease; None for a text too short to say.

    The Flesch-Kincaid grade, in which a child of five begins with grade nought. It counts long words and long
    sentences, and knows nothing else.
    """
    words = _WORDS.findall(text)
    if len(words) < ENOUGH_WORDS:
        return None
    sentences = [one for one in _SENTENCES.split(text) if _WORDS.search(one)]
    syllables = sum(map(_syllables, words))
    grade = 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59
    return max(round(grade + 5), 5)


def _syllables(word: str) -> int:
    letters = re.sub(r"[^a-z]", "", word.lower())
    found = len(_VOWELS.findall(letters))
    silent = letters.endswith("e") and not letters.endswith("le") and found > 1
    return max(found - silent, 1)


@lru_cache(maxsize=1)
def common_jargon() -> Mapping[str, str]:
    """The hard words that every council should leave, with what to write in their place."""
    return dict(tomllib.loads(_JARGON.read_text(encoding="utf-8"))["plainer"])


def flagged(text: str, own: Mapping[str, str] | None = None) -> list[Jargon]:
    """The hard words of an English text, in the order in which they come, each once; `own` are the council's."""
    plainer = {**common_jargon(), **{word.casefold(): instead for word, instead in (own or {}).items()}}
    bases, pattern = _looked_for(tuple(sorted(plainer)))
    found = {" ".join(match[0].casefold().split()): match[0] for match in pattern.finditer(text)}
    return [Jargon(word, plainer[bases[low]]) for low, word in found.items()]


@lru_cache(maxsize=16)
def _looked_for(words: tuple[str, ...]) -> tuple[Mapping[str, str], re.Pattern[str]]:
    """Each word with the endings that it takes: which word each form belongs to, and where they stand in a text."""
    bases = {form: word for word in words for form in _forms(word)} | {word: word for word in words}
    longest = sorted(bases, key=len, reverse=True)
    each = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in longest)
    return bases, re.compile(rf"(?<![\w-])(?:{each})(?![\w-])", re.IGNORECASE)


def _forms(word: str) -> list[str]:
    """As the word stands in sentences: `commence` also as `commencing`, `submit` also as `submitted`."""
    doubled = word + word[-1]
    stem = word[:-1] if word.endswith("e") else word
    return [word, f"{word}s", f"{stem}ed", f"{stem}ing", f"{doubled}ed", f"{doubled}ing"]
