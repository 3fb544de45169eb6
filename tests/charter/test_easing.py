"""A change of a restriction only eases it: a table of changes with a reason in every row."""

import pytest

from shared.charter.easing import HARDNESS, Closing, is_harder
from shared.charter.measures import Measure
from shared.charter.vocabulary import Channel

PHONE = Closing(Measure.CHANNEL, channel=Channel.PHONE)
EMAIL = Closing(Measure.CHANNEL, channel=Channel.EMAIL)
NAMES = Closing(Measure.NO_NAMES)
LINE = Closing(Measure.RECORDED_LINE)
NAMED = Closing(Measure.NAMED_PERSON)
THIRD = Closing(Measure.THIRD_PARTY)
MATTER = Closing(Measure.CLOSED_MATTER, case=7)
OTHER = Closing(Measure.CLOSED_MATTER, case=8)
WEEKLY = Closing(Measure.LIMITS, days=frozenset({0, 3}), most=2)
ONCE = Closing(Measure.LIMITS, days=frozenset({0}), most=1)
OFTEN = Closing(Measure.LIMITS, days=frozenset({0, 2, 3}), most=5)
ANY_DAY = Closing(Measure.LIMITS, most=2)


@pytest.mark.clause("RP-7", "RP-9")
@pytest.mark.parametrize(
    ("before", "after", "harder", "reason"),
    [
        ((PHONE,), (PHONE,), False, "it stays as it is"),
        ((PHONE, NAMES), (NAMES,), False, "one less"),
        ((PHONE,), (NAMES,), False, "their calls are taken again"),
        ((PHONE,), (WEEKLY,), False, "fixed days in the place of a closed way"),
        ((THIRD,), (EMAIL,), False, "we speak with them again, in all ways but one"),
        ((NAMES,), (LINE,), False, "neither closes anything"),
        ((NAMED,), (WEEKLY,), False, "neither closes a way"),
        ((WEEKLY,), (OFTEN,), False, "more days, and more often"),
        ((WEEKLY,), (ANY_DAY,), False, "every day, as often"),
        ((PHONE, EMAIL), (NAMES, LINE), False, "two milder ones in the place of two"),
        ((NAMES,), (PHONE,), True, "a way is closed that was open"),
        ((PHONE,), (EMAIL,), True, "another way is closed, which was open"),
        ((NAMED,), (MATTER,), True, "we would answer no more on a matter"),
        ((MATTER,), (OTHER,), True, "another matter is closed"),
        ((EMAIL,), (THIRD,), True, "every way to them is closed in the place of one"),
        ((WEEKLY,), (ONCE,), True, "fewer days"),
        ((OFTEN,), (WEEKLY,), True, "fewer days and less often"),
        ((ANY_DAY,), (WEEKLY,), True, "fixed days where there were none"),
        ((WEEKLY, NAMES), (PHONE,), True, "two mild ones are no hard one"),
        ((PHONE, NAMES), (LINE, WEEKLY), False, "each is in the place of one that is as hard or harder"),
        ((PHONE,), (PHONE, NAMES), True, "one more"),
        ((THIRD, NAMES), (PHONE, EMAIL), True, "only one of the two was harder"),
    ],
)
def test_a_change_only_eases(
    before: tuple[Closing, ...], after: tuple[Closing, ...], harder: bool, reason: str
) -> None:
    assert is_harder(before, after) is harder, reason


def test_every_measure_has_its_place() -> None:
    assert set(HARDNESS) == set(Measure)
