"""The forms that the system makes of every message (clause CH-9): what is different in each."""

import re
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from jinja2 import Environment

from shared.charter.vocabulary import PRINT_SIZE, Format
from shared.delivery.aloud import LINK, PAUSE, day_in_words, heard
from shared.delivery.languages import Speech

#: Signs in a line: what any mail programme shows without turning it, and what fits beside an enlarged screen.
WIDTH, SHORT = 72, 56
_ALONE = re.compile(rf"({LINK.pattern})(?:[.,;:!?](?=\s|$))?")


@dataclass(frozen=True)
class Manner:
    """How one form is set.

    `layout` is the template of its text; `between` stands between two languages. `width` is signs in a line. `html` is
    False where the words go as text alone. `size` is that of the print in points; 0 leaves it to the mail programme.
    """

    layout: str = "_layout.txt"
    between: str = f"\n{'=' * WIDTH}\n\n"
    width: int = WIDTH
    html: bool = True
    size: int = 0


#: Also the text that somebody works from who makes Braille, Easy Read or a film in sign language by hand.
_PLAIN = Manner(between="\n\n", width=SHORT, html=False)
_LARGE = {form: Manner(size=size) for form, size in PRINT_SIZE.items()}
MANNERS: Mapping[Format, Manner] = {
    **dict.fromkeys(Format, _PLAIN),
    **_LARGE,
    Format.STANDARD: Manner(),
    Format.AUDIO_SCRIPT: Manner("_layout_audio.txt", between=f"\n{PAUSE}\n\n", html=False),
}


def accustomed(environment: Environment, form: Format, spoken: Speech) -> Environment:
    """The environment, with the habits of this form."""
    manner = MANNERS[form]
    environment.filters["wrapped"] = partial(wrapped, width=manner.width, links_alone=manner is _PLAIN)
    if form is Format.AUDIO_SCRIPT:
        environment.filters["day"] = partial(day_in_words, environment, spoken)
        environment.filters["whole"] = str  # how a number is said is worked out in the end, for all words at once
        environment.globals["heard"] = partial(heard, isolated=spoken.locale.text_direction == "rtl")
    return environment


def wrapped(text: str, width: int = WIDTH, links_alone: bool = False) -> str:
    """Lines of at most so many signs; line breaks that somebody wrote are kept.

    With `links_alone` each web address has a line of its own, without the stop behind it.
    """
    lines = text.strip().splitlines()
    if links_alone:
        lines = [piece for line in lines for piece in _apart(line)]
    return "\n".join(textwrap.fill(line, width, break_long_words=False, break_on_hyphens=False) for line in lines)


def _apart(line: str) -> list[str]:
    return [piece for piece in map(str.strip, _ALONE.split(line)) if piece] or [""]
