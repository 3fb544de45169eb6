"""The questions that a restriction answers before it is decided, and why an act of managing engagement is refused."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from shared.charter.access import Right, Role
from shared.charter.measures import Engagement


class Question(StrEnum):
    """What the policy asks of whoever proposes a restriction (clause RP-7, standards B-04, trap T-21)."""

    PROPORTIONATE = "proportionate"
    NORMAL_SERVICE = "normal-service"
    OVERDUE = "overdue"
    OUR_PART = "our-part"
    ADJUSTMENTS = "adjustments"


class WhyNot(StrEnum):
    """Why something is refused; `templates/components/not_allowed.html` turns each into a sentence."""

    NOT_LIVE = "not-live"
    NOT_YOUR_ROLE = "not-your-role"
    NEEDS_HIGHER_ROLE = "needs-higher-role"
    AFFECTED_YOURSELF = "affected-yourself"
    NEEDS_ANOTHER_READER = "needs-another-reader"
    PROPOSED_YOURSELF = "proposed-yourself"
    DECIDED_YOURSELF = "decided-yourself"
    WORDS_MISSING = "words-missing"
    NO_EVIDENCE = "no-evidence"
    NO_MEASURE = "no-measure"
    NOT_HERE = "not-here"
    INTAKE_NEVER_CLOSES = "intake-never-closes"
    NO_WAY_LEFT = "no-way-left"
    LADDER = "ladder"
    NOT_ANSWERED = "not-answered"
    TOO_LONG = "too-long"
    REVIEW_MISSING = "review-missing"
    REVIEW_TOO_LATE = "review-too-late"
    REVIEW_AFTER_END = "review-after-end"
    HARDER = "harder"
    NOTHING_CHANGES = "nothing-changes"
    STARTS_WHEN = "starts-when"
    SAY_HOW_LATE = "say-how-late"
    NAMED_HARMED = "named-harmed"
    SAY_WHY_SKIPPED = "say-why-skipped"
    MATTER_OPEN = "matter-open"
    NOT_NOW = "not-now"
    NOT_READ = "not-read"
    DAY_IN_THE_PAST = "day-in-the-past"
    DAY_TOO_FAR = "day-too-far"
    DAY_IN_THE_FUTURE = "day-in-the-future"
    VIEWS_MISSING = "views-missing"
    MANAGER_AT_HAND = "manager-at-hand"
    BLAMES = "blames"
    APPEAL_OPEN = "appeal-open"
    TOO_LATE = "too-late"
    NO_BASIS = "no-basis"
    NOBODY_KNOWN = "nobody-known"
    CATEGORY_MISSING = "category-missing"
    ONLY_THE_CHIEF = "only-the-chief"


class NotAllowed(Exception):
    """An act of managing engagement is refused; `why` and `facts` are what the refusing sentence is made of."""

    def __init__(self, why: WhyNot, **facts: object) -> None:
        self.why, self.facts = why, facts
        super().__init__(str(why))


@dataclass(frozen=True)
class Decider:
    """Whoever is about to decide: their role, and what they had to do with it before."""

    role: Role
    rights: Collection[Right]
    affected: bool = False
    proposed: bool = False


def may_decide(engagement: Engagement, grounds: tuple[str, ...], decider: Decider) -> WhyNot | None:
    """Why this person may not place a restriction on these grounds; None when they may (clauses RP-9, RP-21).

    Never whoever was harmed by what it is about; nor whoever proposed it, so that two people have looked at it.
    """
    roles = engagement.deciders(grounds)
    if Right.DECIDE_RESTRICTIONS not in decider.rights:
        return WhyNot.NOT_YOUR_ROLE
    if decider.role not in roles:
        return WhyNot.ONLY_THE_CHIEF if roles != engagement.decide else WhyNot.NOT_YOUR_ROLE
    if decider.affected:
        return WhyNot.AFFECTED_YOURSELF
    return WhyNot.PROPOSED_YOURSELF if decider.proposed else None


def may_except(engagement: Engagement, decider: Decider) -> WhyNot | None:
    """Why this person may not leave out a review, or not tell somebody; None when they may (clauses RP-7, RP-11)."""
    may = decider.role in engagement.except_by and Right.DECIDE_EXCEPTIONS in decider.rights
    if not may:
        return WhyNot.NEEDS_HIGHER_ROLE
    return WhyNot.AFFECTED_YOURSELF if decider.affected else None


def may_hear_appeal(engagement: Engagement, decider: Decider, *, decided: bool) -> WhyNot | None:
    """Why this person may not hear an appeal; None when they may (clause RP-10).

    Never whoever decided, or was harmed by what it is about.
    """
    if decider.role not in engagement.appeals_to or Right.HEAR_APPEALS not in decider.rights:
        return WhyNot.NEEDS_HIGHER_ROLE
    if decided:
        return WhyNot.DECIDED_YOURSELF
    return WhyNot.AFFECTED_YOURSELF if decider.affected else None


def blamed(text: str, blame: Collection[str]) -> tuple[str, ...]:
    """The words of blame that stand in a text, in the order of the charter (clause RP-23).

    A word counts with any ending, and never in the middle of another: nobody familiar is a liar.
    """
    said = " ".join(text.casefold().split())
    return tuple(word for word in blame if re.search(rf"(?<!\w){re.escape(word)}", said))
