"""In which form a message leaves, and what somebody has to do to it first."""

from typing import Any

from shared.casework.reaching import Audience, Telling, by_hand, form_of, in_their_words, unfit
from shared.charter.reaching import Needs
from shared.charter.vocabulary import MADE_BY_HAND
from shared.models.notices import Held


def how_it_leaves(one: Audience, telling: Telling) -> dict[str, Any]:
    """In which form, and what has to be done first; sent anyway, nobody translates unless they were asked to."""
    form, anyway = form_of(one, telling), telling.anyway if unfit(one, telling) else ""
    held = Held.FORMAT if form in MADE_BY_HAND else None
    if not in_their_words(telling.words_in, one.needs) and (telling.translate or not anyway):
        held = Held.TRANSLATION
    return {"format": form, "anyway": anyway, "held_for": held}


def held_for(words_in: str, needs: Needs) -> Held | None:
    """What has to be done before words in that language may leave: first the words, then their form."""
    if not in_their_words(words_in, needs):
        return Held.TRANSLATION
    return Held.FORMAT if by_hand(needs) else None
