"""What each message could be about: enough facts for every one of them to be put into words."""

from collections.abc import Mapping
from typing import Any

from shared.config import RESOURCES
from shared.delivery.about_limits import ABOUT_LIMITS, KEPT_ONLY, WARNING
from shared.delivery.rendering import NAMED_IN_PUBLIC
from tests.delivery.decided import LETTER as DECISION

#: Messages about answers that nobody has sent yet; tests/delivery/test_about_no_case.py reads them.
ABOUT_NO_CASE = {"come_back", "handed_over"}
_INCIDENTS = ("incident", "incident_named", "what_to_do", "protection_asked", "one_contact")
#: Messages after which no case goes on: they are about a draft, a limit on contact, or nothing yet.
WITHOUT_A_CASE = ABOUT_NO_CASE | ABOUT_LIMITS | {WARNING, KEPT_ONLY, NAMED_IN_PUBLIC, *_INCIDENTS}
NEXT = {"what": "acknowledge", "who": "council", "name": "Customer contact", "by": "2027-01-05", "late_since": None}
FACTS = {
    "reference": "HC-7Q4K-2M9P",
    "received_on": "2026-12-24",
    "track": "/track/HC-7Q4K-2M9P/a-secret",
    "team": "Roads maintenance",
    "owner": "Iain Fraser",
    "reply_by": "2027-01-19",
    "reply_at_latest": False,
    "words": "What a person wrote.\nA second line.",
    "reason": "Because of the snow.",
    "contact": "Iain Fraser",
    "before": "comment",
    "stopped": False,
    "outcome": "not-ours",
}
#: Every message that the system sends.
EVERY = sorted(file.stem for file in (RESOURCES / "templates/notices").glob("*.txt") if not file.stem.startswith("_"))
#: To whoever speaks for somebody, and about it.
_SPEAKING = {
    "name": "Alasdair Advocate",
    "organisation": "Speak Up",
    "told": True,
    "asks": True,
    "settle_by": "2027-01-05",
    "ends_on": "2027-01-05",
    "scope": "everything",
    "messages_to": "both",
    "confirm": "/confirm/HC-7Q4K-2M9P/a-secret",
}
_APPOINTMENT = {
    "times": ["2027-01-05T10:30:00+00:00"],
    "how": "place",
    "place": "Inverness service point",
    "place_address": "Church Street",
    "place_phone": "01632 960111",
    "with_whom": "Iain Fraser",
    "minutes": 30,
    "interpreter": "Polish",
    "adjustments": ["Large print."],
    "answer": "/appointment/1",
    "another_by": "2027-01-05",
    "by_us": True,
    "confirmed": True,
}
#: One measure as a letter says it; a test varies what it needs.
MEASURE: dict[str, Any] = {"channel": None, "instead": None, "name": "", "reference": None, "days": [], "most": 0}
#: Every measure that there is, each with what it needs.
MEASURES: list[dict[str, Any]] = [
    {**MEASURE, "measure": "channel", "channel": "email", "instead": "letter"},
    {**MEASURE, "measure": "named-person", "name": "Leila Leader"},
    {**MEASURE, "measure": "no-names"},
    {**MEASURE, "measure": "third-party", "name": "Ann Advocate"},
    {**MEASURE, "measure": "recorded-line"},
    {**MEASURE, "measure": "limits", "days": [0, 3], "most": 2},
    {**MEASURE, "measure": "closed-matter", "reference": "HC-7Q4K-2M9P"},
]
_LIMITS = {
    "measures": MEASURES,
    "why": "You wrote to us 48 times in March.\nWe could not help others.",
    "reasons": "You wrote to us 12 times in May.",
    **dict.fromkeys(("starts_on", "ends_on", "review_on", "appeal_by"), "2027-01-05"),
    "during_appeal": "holds",
    "track": "/contact/a-secret",
    "procedure": "appeal",
    "service": None,
    "team": "Roads maintenance",
    "upheld": False,
    "others": False,
}
_TOLD = {"people": "Head of People", "communications": "Corporate Communications"}
_MORE: Mapping[str, Mapping[str, Any]] = {
    "adjustment": {"need": "Ring after four.", "looked_again": False, "review_on": "2027-01-05"},
    "appointment": _APPOINTMENT,
    "authority": _SPEAKING,
    "decided": {"letter": DECISION},
    "agreed": {"day": "2027-01-05"},
    "escalated": {"stage": "Investigation", "plain": "Somebody else looks into it in depth."},
    "points": {"sought": "A lamp that works."},
    "procedure": {"name": "Complaints about social work", "plain": "They have two stages.", "procedure": "social-work"},
    "rested": {"rests_for": "mediation", "until": "2027-01-05"},
    "dates": {
        "moves": [{"act": "reply", "before": "2027-01-05", "day": "2027-01-05"}],
        "days": [{"day": "2027-01-05", "name": "Festive closure", "off": True}],
        "back": False,
    },
    "way": {"open_ways": ["web", "phone", "letter"]},
    "concern": {"look_by": "2027-01-05", "page": "/office/concerns/1"},
    "one": {"look_by": "2027-01-05", "page": "/office/restrictions/1"},
    "protection": {"page": "/office/protections/1"},
    "incident": {"look_by": "2027-01-05", "page": "/office/incidents/1", **_TOLD},
    "named": {"name": "Iain Fraser", "link": "https://social.example/7", "concerns": "A post.", "files": [], **_TOLD},
    "joined": {"joined": "HC-3XYZ-9ABC", "about": "The lamp outside number 4"},
    "parted": {"apart": "HC-3XYZ-9ABC"},
    "put": {"goes_on": "HC-3XYZ-9ABC"},
    "split": {"from_reference": "HC-3XYZ-9ABC", "from_about": "The lamp", "about": "My bin"},
    "late": {"support": "explain", "day": "2027-01-05", "remedy": "action", "by": "2027-01-05"},
    "remedy": {"remedy": "apology", "day": "2027-01-05", "late": True, "lesson": False, "page": "/office/learning/1"},
    "what": {"page": "/office/customers/1", "lines": ["Write by e-mail."], "ended": False, "starts_on": "2027-01-05"},
    "survey": {"survey": "/how-was-it/a-secret"},
}
#: Messages in which nothing is promised for a day.
WITHOUT_A_DAY = {
    "authority_ended",
    "authority_refused",
    "praise",
    "kept_only",
    "restriction_ended",
    "warning",
    "named_in_public",
    "protection_asked",
}


def facts_for(template: str, kind: str) -> dict[str, Any]:
    """Of one message about a case of that kind; whatever day it speaks of is the same Tuesday."""
    if template in ABOUT_NO_CASE:
        return {"link": "/come-back/7Q4K2M9P7Q4K2M9P", "code": "7Q4K 2M9P 7Q4K 2M9P", "deleted_on": "2027-01-05"}
    if template in ABOUT_LIMITS:
        return dict(_LIMITS)
    if template == WARNING:
        return {"words": FACTS["words"], "service": None}
    return {**FACTS, "kind": kind, "next": dict(NEXT), **_MORE.get(template.partition("_")[0], {})}
