"""A decision as the facts of its letter, one word to vary: what casework keeps of it, without a database."""

from typing import Any

OMBUDSMAN = {
    "name": "Scottish Public Services Ombudsman",
    "what_for": "Looks at complaints about councils.",
    "link": "https://www.spso.example/",
    "phone": "01632 960990",
    "months": 12,
    "from": "knowing",
}
LETTER: dict[str, Any] = {
    "procedure": "Our complaints procedure",
    "stage": "Frontline response",
    "number": 1,
    "stages": 2,
    "definition": "You told us that the light outside your house was out for a week.",
    "points": [
        {"words": "The light was out.", "finding": "upheld", "reasons": "Our records show it."},
        {"words": "Nobody rang you back.", "finding": "not-upheld", "reasons": "We rang on Monday."},
    ],
    "outcome": "partly-upheld",
    "reasons": "We were too slow, but we did ring.",
    "sought": "Mend the light, and say sorry.",
    "met": "fully",
    "met_how": "The light is mended.",
    "remedies": [
        {"kind": "apology", "words": "We are sorry.", "pence": None, "by": "2027-01-05", "done": True},
        {"kind": "money", "words": "For your torch.", "pence": 1250, "by": "2027-01-05", "done": False},
    ],
    "no_remedy": "",
    "lessons": ["We look at our list of lights each Monday."],
    "contact": "Iain Fraser",
    "next_stage": "Investigation",
    "next_plain": "Somebody who had no part in the first answer looks into it in depth.",
    "ask_by": "2027-01-05",
    "ombudsmen": [OMBUDSMAN],
}


def a_letter(outcome: str = "partly-upheld", **varied: Any) -> dict[str, Any]:
    """What was decided, with nothing to put right where nothing went wrong."""
    wrong = outcome != "not-upheld"
    right: dict[str, Any] = {} if wrong else {"remedies": [], "lessons": []}
    return {**LETTER, "outcome": outcome, **right, **varied}


LAST = {"number": 2, "stage": "Investigation", "next_stage": None, "next_plain": None, "ask_by": None}
