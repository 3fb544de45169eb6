"""One spelling for all ways of writing a word, so that search finds it in every language and database."""

import unicodedata

#: Letters that Unicode does not take apart into a letter and a mark.
_WHOLE = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})


def fold(text: str) -> str:
    """Small letters without marks: `Łódź` and `lodz` become one."""
    apart = unicodedata.normalize("NFKD", text.casefold().translate(_WHOLE))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
