"""What the restrictions of one customer do to each thing that anybody might do: allowed, refused, or another way.

Nothing here reads a record: whoever asks puts the measures that are in force into `Effects`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from shared.charter.measures import Measure
from shared.charter.vocabulary import Channel, Reach


class Approach(StrEnum):
    """What somebody is about to do: the customer in the first lines, the council in the others."""

    NEW_MATTER = "new-matter"
    ADJUSTMENT = "adjustment"
    DATA_COMPLAINT = "data-complaint"
    APPEAL = "appeal"
    NEXT_STAGE = "next-stage"
    ADD = "add"
    ADD_TO_CLOSED = "add-to-closed"
    WRITE_EMAIL = "write-email"
    CALL = "call"
    VISIT = "visit"
    POST_ONLINE = "post-online"
    SEND_EMAIL = "send-email"
    SEND_TEXT = "send-text"
    RING = "ring"
    SEND_LETTER = "send-letter"
    MEET = "meet"
    REPLY = "reply"
    SIGN = "sign"


class Ruling(StrEnum):
    """What becomes of it. What is rerouted is never lost: it is kept, and goes another way or to somebody else."""

    ALLOWED = "allowed"
    REFUSED = "refused"
    REROUTED = "rerouted"


@dataclass(frozen=True)
class Answer:
    """What becomes of one approach, and the measure that is the reason; None where nothing stands in its way."""

    ruling: Ruling
    because: Measure | None = None


ALLOWED = Answer(Ruling.ALLOWED)

#: By which channel of the customer's each of our ways would answer: a closed one is not answered by either.
_CARRIES: Mapping[Reach, Channel] = {
    Reach.EMAIL: Channel.EMAIL,
    Reach.TEXT: Channel.PHONE,
    Reach.PHONE: Channel.PHONE,
    Reach.LETTER: Channel.LETTER,
    Reach.IN_PERSON: Channel.IN_PERSON,
}
#: By which channel the customer would come, or we would go.
_BY: Mapping[Approach, Channel] = {
    Approach.WRITE_EMAIL: Channel.EMAIL,
    Approach.CALL: Channel.PHONE,
    Approach.VISIT: Channel.IN_PERSON,
    Approach.POST_ONLINE: Channel.SOCIAL_MEDIA,
    Approach.SEND_EMAIL: Channel.EMAIL,
    Approach.SEND_TEXT: Channel.PHONE,
    Approach.RING: Channel.PHONE,
    Approach.SEND_LETTER: Channel.LETTER,
    Approach.MEET: Channel.IN_PERSON,
}
#: What gets in whatever the measures: intake never closes (clause RP-8, standards B-10).
ALWAYS_IN = frozenset(
    {Approach.NEW_MATTER, Approach.ADJUSTMENT, Approach.DATA_COMPLAINT, Approach.APPEAL, Approach.NEXT_STAGE}
)
#: What the customer does: refused by nothing, at most kept and answered another way.
_THEIRS = frozenset({Approach.WRITE_EMAIL, Approach.CALL, Approach.VISIT, Approach.POST_ONLINE})
_TO_SOMEBODY = frozenset({Approach.SEND_EMAIL, Approach.SEND_TEXT, Approach.RING, Approach.SEND_LETTER, Approach.MEET})


@dataclass(frozen=True)
class Effects:
    """What is in force for one customer on one day, taken together.

    `instead` is the way in which we write where theirs is closed. `named` is the number of the member of staff who
    alone deals with them, `third` that of the representative through whom we speak. `days` are the weekdays on which we
    read what they send (0 is Monday), all where it is empty; `most` how often a week, 0 for any. `closed_matters` are
    the numbers of cases on which we answer no more.
    """

    closed: frozenset[Channel] = frozenset()
    instead: Reach = Reach.LETTER
    named: int | None = None
    no_names: bool = False
    third: int | None = None
    recorded_line: bool = False
    days: frozenset[int] = frozenset()
    most: int = 0
    closed_matters: frozenset[int] = field(default_factory=frozenset)

    def __bool__(self) -> bool:
        return self != NOTHING

    def reach(self, wanted: Reach) -> Reach:
        """The way in which we write to them: their own, unless it is closed."""
        return self.instead if _CARRIES.get(wanted) in self.closed else wanted

    def shuts(self, way: Reach) -> bool:
        """Is this way of reaching them closed?"""
        return _CARRIES.get(way) in self.closed


NOTHING = Effects()


def answer(
    effects: Effects, approach: Approach, *, case: int | None = None, by: int | None = None, third: bool = False
) -> Answer:
    """What becomes of this approach. `case` is the number of the case that it is about, `by` of the member of staff.

    `third`: it goes to, or comes from, the representative through whom we speak.
    """
    if approach in ALWAYS_IN:
        return _to_named(effects) if approach is Approach.NEW_MATTER else ALLOWED
    if approach is Approach.ADD_TO_CLOSED and case in effects.closed_matters:
        return Answer(Ruling.REROUTED, Measure.CLOSED_MATTER)
    if approach in (Approach.ADD, Approach.ADD_TO_CLOSED):
        limited = bool(effects.days or effects.most)
        return Answer(Ruling.REROUTED, Measure.LIMITS) if limited else _to_named(effects)
    if approach is Approach.SIGN:
        return Answer(Ruling.REROUTED, Measure.NO_NAMES) if effects.no_names else ALLOWED
    if approach is Approach.REPLY:
        return _reply(effects, case, by)
    return _by_channel(effects, approach, third)


def _to_named(effects: Effects) -> Answer:
    return Answer(Ruling.REROUTED, Measure.NAMED_PERSON) if effects.named is not None else ALLOWED


def _reply(effects: Effects, case: int | None, by: int | None) -> Answer:
    if case is not None and case in effects.closed_matters:
        return Answer(Ruling.REFUSED, Measure.CLOSED_MATTER)
    if effects.named is not None and by != effects.named:
        return Answer(Ruling.REFUSED, Measure.NAMED_PERSON)
    return ALLOWED


def _by_channel(effects: Effects, approach: Approach, third: bool) -> Answer:
    """Ours by a closed way is refused; theirs is kept, and answered another way."""
    theirs = approach in _THEIRS
    if not third and _BY[approach] in effects.closed:
        return Answer(Ruling.REROUTED if theirs else Ruling.REFUSED, Measure.CHANNEL)
    if approach is Approach.CALL and effects.recorded_line:
        return Answer(Ruling.REROUTED, Measure.RECORDED_LINE)
    if effects.third is not None and not third and approach in _TO_SOMEBODY:
        return Answer(Ruling.REROUTED, Measure.THIRD_PARTY)
    return ALLOWED
