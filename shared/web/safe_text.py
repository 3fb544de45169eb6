"""Other people's words, made safe to show and to keep."""

import re
import unicodedata
from collections.abc import Iterator

import bleach
from markupsafe import Markup, escape

#: Signs that change how the text around them is read: a name must not be able to turn a page round.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\ufeff]")
#: What parts two words on paper and would join them if it were only taken away.
_GAPS = re.compile("[\t\x0b\x0c]")
#: A line break; the sign without which Persian is misspelt; the sign without which a picture of a family falls apart.
_KEPT = "\n\u200c\u200d"
#: As many marks on one letter as Unicode's stream-safe text has (UAX 15).
_MOST_MARKS = 30
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co"})

_MARKUP = re.compile("[<>&]")
#: A line of its own that ends with a colon, also as it is written in Arabic: what opens a part of a letter.
_OPENING = re.compile(r'(<p class="govuk-body bw-words" dir="auto">)([^<>\n]{1,80}:)</p>')
_PARAGRAPH = Markup('<p class="govuk-body bw-words" dir="auto">{}</p>')


def paragraphs(text: str) -> Markup:
    """Plain text as paragraphs: whatever markup it holds is shown as typed, never obeyed."""
    # Escaped first, or bleach would drop a comment and obey a typed "&lt;"; then bleach has the last word.
    # Without these three signs there is nothing to escape and nothing to obey.
    plain = not _MARKUP.search(text)
    escaped = text if plain else bleach.clean(str(escape(text)), tags=set(), attributes={}, strip=False)
    blocks = re.split(r"\n\s*\n", escaped.strip())
    lines = ("<br>".join(block.splitlines()) for block in blocks)
    return Markup("").join(_PARAGRAPH.format(Markup(line)) for line in lines)


def headed(text: str) -> Markup:
    """The same for a letter that was built: a line of its own that ends with a colon opens what follows."""
    return Markup(_OPENING.sub(r"\1<strong>\2</strong></p>", str(paragraphs(text))))


def tidy(text: str, *, one_line: bool = False) -> str:
    """What somebody typed, without signs that cannot be seen: NUL, control characters, turned directions."""
    plain = _GAPS.sub(" ", _TURNING.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
    kept = unicodedata.normalize("NFC", "".join(_seen(plain)))
    if one_line:
        return " ".join(kept.split())
    return kept.strip()


def _seen(text: str) -> Iterator[str]:
    """The signs that can be seen. Of marks heaped on one letter the first few: sorting a million takes for ever."""
    heaped = 0
    for sign in text:
        heaped = heaped + 1 if unicodedata.combining(sign) else 0
        if heaped <= _MOST_MARKS and (sign in _KEPT or unicodedata.category(sign) not in _UNSEEN):
            yield sign
