"""The optional questions about equality: what may be answered, by nation where the official lists differ (G-13)."""

from collections.abc import Mapping
from enum import StrEnum


class About(StrEnum):
    """What is asked; nobody has to answer any of it (clause FP-12)."""

    AGE = "age"
    DISABILITY = "disability"
    SEX = "sex"
    ETHNIC_GROUP = "ethnic-group"
    RELIGION = "religion"


NOT_SAID = "not-said"

_AGES = ("under-18", "18-24", "25-44", "45-64", "65-79", "80-over")
_ETHNIC: Mapping[str, tuple[str, ...]] = {
    "scotland": (
        "white-scottish",
        "white-british",
        "white-other",
        "mixed",
        "asian",
        "african",
        "caribbean-black",
        "other",
    ),
    "england": ("white-british", "white-other", "mixed", "asian", "black", "other"),
    "wales": ("white-welsh", "white-british", "white-other", "mixed", "asian", "black", "other"),
    "northern-ireland": ("white", "irish-traveller", "mixed", "asian", "black", "other"),
}
_RELIGION: Mapping[str, tuple[str, ...]] = {
    "scotland": (
        *("none", "church-of-scotland", "catholic", "other-christian"),
        *("muslim", "hindu", "sikh", "jewish", "buddhist", "other"),
    ),
    "northern-ireland": ("none", "catholic", "protestant", "other-christian", "muslim", "hindu", "other"),
}
_RELIGION_ELSEWHERE = ("none", "christian", "muslim", "hindu", "sikh", "jewish", "buddhist", "other")


def choices(nation: str) -> Mapping[About, tuple[str, ...]]:
    """What can be answered to each question in that nation; saying nothing is always the last choice."""
    offered = {
        About.AGE: _AGES,
        About.DISABILITY: ("no", "yes-a-little", "yes-a-lot"),
        About.SEX: ("female", "male", "other"),
        About.ETHNIC_GROUP: _ETHNIC[nation],
        About.RELIGION: _RELIGION.get(nation, _RELIGION_ELSEWHERE),
    }
    return {about: (*given, NOT_SAID) for about, given in offered.items()}
