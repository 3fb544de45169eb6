"""Each line that a complaint's procedure writes into the history, as colleagues and as the customer read it."""

from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask, render_template

from shared.web.council import charter
from tests.backoffice.desk import Office

#: what happened, its facts, what colleagues read, what the customer reads (empty: never shown to them)
LINES: list[tuple[str, dict[str, Any], str, str]] = [
    (
        "escalated",
        {"stage": "Investigation", "words": "", "asked": True},
        "The customer asked for the next stage: Investigation.",
        "It is now in its next stage: Investigation.",
    ),
    (
        "escalated",
        {"stage": "Investigation", "words": "Somebody was hurt."},
        "The customer asked for the next stage: Investigation.",
        "You asked us to look at it again.",
    ),
    (
        "escalated",
        {"stage": "Investigation", "words": "Somebody was hurt.", "asked": False},
        "too serious for the one before: Investigation.",
        "We took it to the next stage: Investigation.",
    ),
    (
        "procedure-changed",
        {"procedure": "New ways", "before": "Old ways", "reason": "By law."},
        "Procedure changed from “Old ways” to “New ways”.",
        "not “Old ways” but “New ways”",
    ),
    ("sign-set", {"signs": ["hate", "gone"], "reason": "Said so."}, "Set what makes it special: Hate incident.", ""),
    ("sign-taken-away", {"signs": ["school"], "reason": ""}, "It is not this: About a school.", ""),
    (
        "points-sent",
        {"definition": "The light.", "points": ["One.", "Two."], "sought": ""},
        "Sent the customer what we think the complaint is about.",
        "Tell us if we have got it wrong.",
    ),
    (
        "points-agreed",
        {"how": "By phone.", "day": "2027-04-09"},
        "The answer is agreed for Friday 9 April 2027.",
        "You agreed with us what your complaint is about.",
    ),
    ("points-agreed", {"how": "", "day": None}, "The customer agreed to", "You agreed with us"),
    ("met", {"words": "We talked."}, "The talk was held, or the panel met:", "This is what came of it:"),
    ("reported", {"words": "They say."}, "Report sent:", "We sent you the report:"),
    (
        "rested",
        {"rests_for": "mediation", "reason": "To talk.", "until": "2027-03-30"},
        "To be looked at again on Tuesday 30 March 2027.",
        "We look again on Tuesday 30 March 2027.",
    ),
    (
        "rest-ended",
        {"reason": "Agreed.", "day": "2027-03-30"},
        "The date is now Tuesday 30 March 2027.",
        "Your complaint goes on.",
    ),
    ("rest-ended", {"reason": "Agreed.", "day": None}, "It rests no longer.", "Your complaint goes on."),
    (
        "taken-up",
        {"taken_up": True, "reason": "True.", "day": "2027-03-31"},
        "Decided to look into it, and to write by Wednesday 31 March 2027",
        "By Wednesday 31 March 2027 you can read here what came of it.",
    ),
    (
        "taken-up",
        {"taken_up": False, "reason": "No place.", "day": None},
        "Decided to do nothing more about it.",
        "A manager decided that we do nothing more about it.",
    ),
    ("accepted-late", {"reason": "Ill.", "last": None}, "It came late,", "You told us about this late,"),
    (
        "kept-apart",
        {"name": "Wilma", "because": "conflict", "reason": "Sister.", "found": ""},
        "because of a conflict of interest.",
        "",
    ),
    (
        "kept-apart",
        {"name": "Wilma", "because": "complained-of", "reason": "", "found": "Wilma"},
        "because the customer’s words name them.",
        "",
    ),
    ("kept-apart-no-longer", {"name": "Wilma", "reason": "Another."}, "Wilma may see this case again.", ""),
    (
        "linked",
        {"tie": "complaint-about", "other": "HC-7Q4K-2M9P"},
        "This complaint is about how we dealt with: another case",
        "HC-7Q4K-2M9P",
    ),
    ("linked", {"tie": "joined-to", "from_case": "HC-7Q4K-2M9P"}, "Joined to this one:", "HC-7Q4K-2M9P"),
]


@pytest.mark.clause("CC-6")
def test_every_line_says_what_happened_to_colleagues_and_to_the_customer(app: Flask, office: Office) -> None:
    with app.test_request_context():
        for what, facts, colleagues, customer in LINES:
            for public, wanted in ((False, colleagues), (True, customer)):
                line = SimpleNamespace(what=what, facts=facts, public=public)
                known = {"line": line, "public": public, "charter": charter()}
                said = " ".join(render_template(f"happenings/{what}.html", **known).split())
                assert wanted in said, (what, facts, public)
                assert "None" not in said, (what, facts, public)
