"""Whether a text holds the words of a hint: in any case, with or without accents, and with Arabic's article or not."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

#: Letters that Unicode does not take apart, and letters that many people type one for the other. Arabic's alef with a
#: hamza or a madda comes apart by itself; a kashida only stretches the line.
_ALIKE = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ى": "ي", "ة": "ه", "ـ": ""})
_WORDS = re.compile(r"\w+\*?")
#: The article, with or without one of the short words that are written together with it.
_ARTICLE = re.compile(r"(?:[وفبك]?ال|لل)(?=\w{2})")
#: A shorter beginning of a word would find anything.
_SHORTEST_STEM = 3


def folded(text: str) -> tuple[str, ...]:
    """The words of a text, each in the one spelling that all ways of writing it share; a star at its end stays."""
    apart = unicodedata.normalize("NFKD", text.casefold()).translate(_ALIKE)
    plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return tuple(_ARTICLE.sub("", word, count=1) if _ARTICLE.match(word) else word for word in _WORDS.findall(plain))


@lru_cache(maxsize=4096)
def _hint(hint: str) -> tuple[str, ...]:
    return folded(hint)


def found_in(hint: str, said: Sequence[str]) -> str:
    """What of a text hints at it: the hint itself, or, where it has a stem such as "rasist*", the words that were said.

    `said` are the folded words of the text. Empty where the hint is not in them.
    """
    wanted = _hint(hint)
    if not wanted or any(word.endswith("*") and len(word) <= _SHORTEST_STEM for word in wanted):
        return ""
    if wanted[0] not in said and not wanted[0].endswith("*"):  # most are not there: told without a loop
        return ""
    for begin in range(len(said) - len(wanted) + 1):
        if all(map(_is, wanted, said[begin : begin + len(wanted)])):
            return " ".join(said[begin : begin + len(wanted)]) if "*" in hint else hint
    return ""


def _is(wanted: str, word: str) -> bool:
    return word.startswith(wanted[:-1]) if wanted.endswith("*") else word == wanted
