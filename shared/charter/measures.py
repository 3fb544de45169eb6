"""Managing engagement as this council has published it: what is not accepted, what can be done, who decides it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from shared.charter.access import Role
from shared.charter.promises import Clause, Document
from shared.charter.vocabulary import Channel

#: The procedure that an appeal against a restriction takes: a complaint of its own, heard by a named role.
APPEAL = "appeal"


class Measure(StrEnum):
    """One way of limiting contact (clause RP-8)."""

    CHANNEL = "channel"
    NAMED_PERSON = "named-person"
    NO_NAMES = "no-names"
    THIRD_PARTY = "third-party"
    RECORDED_LINE = "recorded-line"
    LIMITS = "limits"
    CLOSED_MATTER = "closed-matter"


class Rung(StrEnum):
    """The ladder, from the mildest step (clause RP-7): each is tried before the next, but for the last."""

    RESTORATIVE = "restorative"
    WARNING = "warning"
    RESTRICTION = "restriction"
    ZERO_TOLERANCE = "zero-tolerance"


class Warned(StrEnum):
    """Was somebody warned before the contact ended, and if not, why not (clause RP-14)?"""

    GIVEN = "given"
    UNSAFE = "unsafe"
    EXTREME = "extreme"
    NO_TIME = "no-time"
    NOT_ENDED = "not-ended"


class Recorded(StrEnum):
    """Was a call recorded (clause RP-31)? `RESUMED`: it was paused, and the caller was warned that it goes on."""

    NO_CALL = "no-call"
    RECORDED = "recorded"
    NOT_RECORDED = "not-recorded"
    RESUMED = "resumed"


class DuringAppeal(StrEnum):
    """What a restriction does while an appeal against it is open: the charter's choice."""

    HOLDS = "holds"
    WAITS = "waits"


class Special(StrEnum):
    """What a category asks for besides a look by the line manager."""

    POLICE = "police"
    OUTSIDE = "outside"
    NAMED = "named"
    COMPLAINTS = "complaints"


@dataclass(frozen=True)
class Category:
    """One kind of engagement that has to be managed, in the policy's own words (clause RP-18).

    `zero_tolerance`: the ladder may be skipped, with a reason. `special`: a threat asks for a decision about the
    police; contact outside the office, whether it is kept on record; naming in public is told to three people; repeated
    use of complaints is decided by two roles alone (`decided_by`, RP-21), who decide in place of the usual ones.
    """

    id: str
    name: str
    definition: str
    clause: Clause
    zero_tolerance: bool = False
    special: tuple[Special, ...] = ()
    decided_by: tuple[Role, ...] = ()


@dataclass(frozen=True)
class MeasureRule:
    """What one measure is called here. `plain` tells the customer what it means, `staff` what to do: nothing more.

    `channels` are those that the council may close to somebody; never its own website, by which everybody gets in.
    """

    measure: Measure
    name: str
    plain: str
    staff: str
    clause: Clause
    channels: tuple[Channel, ...] = ()


@dataclass(frozen=True)
class Told:
    """Somebody who is told by e-mail: the Head of People, Corporate Communications."""

    name: str
    email: str


@dataclass(frozen=True)
class Engagement:
    """How this council manages engagement; every number is its own decision, for its policy gives none (trap T-13).

    `decide` are the roles that place a restriction, `except_by` those that may decide not to tell somebody, or not to
    review (clauses RP-7, RP-11), `appeals_to` those that hear an appeal. `review_months` is the longest time until a
    review, `longest_months` the longest a restriction runs. `appeal_days` and `look_days`, `debrief_days` are working
    days: to appeal in, for the line manager to look, to talk with whoever was affected. `assistance` tells staff where
    they find support. `phone_team` and `online_team` are told of what concerns them (RP-27). `blame` are words that a
    letter leaves, with plainer ones.
    """

    document: Document
    about: str
    decide: tuple[Role, ...]
    except_by: tuple[Role, ...]
    appeals_to: tuple[Role, ...]
    review_months: int
    longest_months: int
    appeal_days: int
    look_days: int
    debrief_days: int
    during_appeal: DuringAppeal
    assistance: str
    phone_team: str
    online_team: str
    people: Told
    communications: Told
    categories: Mapping[str, Category]
    measures: Mapping[Measure, MeasureRule]
    rungs: Mapping[Rung, str]
    blame: Mapping[str, str]

    @property
    def lacking(self) -> tuple[str, ...]:
        """The numbers and roles without which nobody may be restricted: the keys that measures.toml does not give."""
        needed = {
            "decide": self.decide,
            "except_by": self.except_by,
            "appeals_to": self.appeals_to,
            "review_months": self.review_months,
            "longest_months": self.longest_months,
            "appeal_days": self.appeal_days,
            "[[measure]]": self.measures,
            "[[category]]": self.categories,
        }
        return tuple(key for key, value in needed.items() if not value)

    @property
    def live(self) -> bool:
        """May anybody be restricted here? Incidents can be recorded in any case."""
        return not self.lacking

    def deciders(self, grounds: tuple[str, ...]) -> tuple[Role, ...]:
        """Who may place a restriction on these grounds: the narrowest of them counts."""
        own = [self.categories[one].decided_by for one in grounds if one in self.categories]
        return next((roles for roles in own if roles), self.decide)
