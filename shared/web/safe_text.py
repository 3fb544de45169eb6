"""Other people's words, made safe to show and to keep."""

import re
import unicodedata

import bleach
from markupsafe import Markup

#: Signs that change how the text around them is read: a name must not be able to turn a page round.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\ufeff]")


_PARAGRAPH = Markup('<p class="govuk-body bw-words">{}</p>')


def paragraphs(text: str) -> Markup:
    """Plain text as paragraphs: whatever markup it holds is shown as typed, never obeyed."""
    escaped = bleach.clean(text, tags=set(), attributes={}, strip=False)
    blocks = re.split(r"\n\s*\n", escaped.strip())
    lines = ("<br>".join(block.splitlines()) for block in blocks)
    return Markup("").join(_PARAGRAPH.format(Markup(line)) for line in lines)


def tidy(text: str, *, one_line: bool = False) -> str:
    """What somebody typed, without signs that cannot be seen: NUL, control characters, turned directions."""
    plain = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    plain = _TURNING.sub("", plain)
    kept = "".join(sign for sign in plain if sign == "\n" or unicodedata.category(sign)[0] != "C")
    if one_line:
        return " ".join(kept.split())
    return kept.strip()
