"""What a change of a restriction may do by itself: ease it. What closes more is proposed anew (clauses RP-7, RP-9)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from shared.charter.measures import Measure
from shared.charter.vocabulary import Channel

#: How hard each measure is, by what it closes: nothing; who answers and when; one way; every way to them, or an answer.
HARDNESS: Mapping[Measure, int] = {
    Measure.NO_NAMES: 1,
    Measure.RECORDED_LINE: 1,
    Measure.LIMITS: 2,
    Measure.NAMED_PERSON: 2,
    Measure.CHANNEL: 3,
    Measure.THIRD_PARTY: 4,
    Measure.CLOSED_MATTER: 4,
}
#: Up to here no way is closed: one of these may stand in the place of another that is as hard.
_CLOSES_NOTHING = 2


@dataclass(frozen=True)
class Closing:
    """One measure, as far as it says how hard it is: which way, which case, which days (all where empty), how often."""

    measure: Measure
    channel: Channel | None = None
    case: int | None = None
    days: frozenset[int] = field(default_factory=frozenset)
    most: int = 0


def is_harder(before: Sequence[Closing], after: Sequence[Closing]) -> bool:
    """Does the change close anything that was open?

    Each measure of afterwards is one of before, no stricter; or it stands in the place of a harder one that goes, or
    of another that closes no way either.
    """
    left = list(before)
    new: list[Closing] = []
    for one in after:
        same = next((old for old in left if _no_stricter(old, one)), None)
        if same is not None:
            left.remove(same)
        else:
            new.append(one)
    for one in sorted(new, key=lambda it: -HARDNESS[it.measure]):
        gone = sorted((old for old in left if _in_the_place_of(old, one)), key=lambda it: HARDNESS[it.measure])
        if not gone:
            return True
        left.remove(gone[0])
    return False


def _no_stricter(old: Closing, new: Closing) -> bool:
    """Is it the same measure, for the same way or case, with as many days and as often?"""
    if (old.measure, old.channel, old.case) != (new.measure, new.channel, new.case):
        return False
    days = not new.days or (bool(old.days) and old.days <= new.days)
    return days and (new.most == 0 or 0 < old.most <= new.most)


def _in_the_place_of(old: Closing, new: Closing) -> bool:
    hard, was = HARDNESS[new.measure], HARDNESS[old.measure]
    return was > hard or (was == hard <= _CLOSES_NOTHING and old.measure is not new.measure)
