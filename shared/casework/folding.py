"""One spelling for all ways of writing a word, so that search finds it in every language and database."""

import re
import unicodedata

#: Letters that Unicode does not take apart into a letter and a mark; and the apostrophes, which join two halves of one
#: word: O'Brien, O’Brien and obrien are one name.
_WHOLE = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
_APOSTROPHES = str.maketrans(dict.fromkeys("'\u2019\u2018\u02bc\u0060\u00b4"))
_WORDS = re.compile(r"[^\W_]+")
#: Longer words tell no more apart, and a database refuses very long ones.
LONGEST_WORD = 60


def fold(text: str) -> str:
    """Small letters without marks: `Łódź` and `lodz` become one."""
    if text.isascii():
        return text.lower()
    # Apart, small, and apart again: a letter of mathematics comes apart into a capital.
    small = unicodedata.normalize("NFKD", text).casefold()
    apart = unicodedata.normalize("NFKD", small).translate(_WHOLE)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def words_in(text: str) -> list[str]:
    """The folded words of a text, letters and digits only: both databases then agree where a word ends."""
    joined = fold(text.translate(_APOSTROPHES)).translate(_APOSTROPHES)  # one letter comes apart into an apostrophe
    return [word[:LONGEST_WORD] for word in _WORDS.findall(joined)]


def searchable(text: str) -> str:
    """What search keeps of a text."""
    return " ".join(words_in(text))
