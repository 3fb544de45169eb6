"""What a letter about limits on contact is made of: each measure in the charter's own words, and its days."""

from datetime import date
from typing import Any

from shared.charter.effects import Effects
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Channel, Reach

#: Letters about a restriction: about no case, for the customer alone, with a page of their own (clause RP-23).
ABOUT_LIMITS = frozenset({"restricted", "restriction_reviewed", "restriction_changed", "restriction_ended"})
#: What somebody is told before anything is limited: it is about no case, and leads to how to reach us.
WARNING = "warning"
#: That a matter is closed, or a way: it promises nothing for a day, so it says nothing of what happens next.
KEPT_ONLY = "kept_only"
#: Letters whose parts have headings, so that somebody finds the one that they look for.
PARTED = ABOUT_LIMITS | {WARNING, KEPT_ONLY}
#: On these days something happens.
_DAYS = ("starts_on", "ends_on", "review_on", "appeal_by")


def known_of(facts: dict[str, Any], charter: Charter, site: str) -> dict[str, Any]:
    """What the templates of these letters may speak of besides; `charter` is in the language of the letter."""
    engagement = charter.engagement
    measures: list[dict[str, Any]] = facts.get("measures", [])
    closed = {one["channel"] for one in measures if one["channel"]}
    besides = {*closed, *facts.get("closed_besides", ())}
    return {
        "about_case": False,
        "shows_link": True,
        "link": site + facts.get("track", "/contact"),
        "measures": _ways_together(measures),
        "plain": {rule.measure.value: rule.plain for rule in engagement.measures.values()} if engagement else {},
        "open_ways": [one.value for one in Channel if one.value not in besides],
        "days": {name: date.fromisoformat(facts[name]) if facts.get(name) else None for name in _DAYS},
    }


def _ways_together(measures: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """All ways that are closed are told in one breath, with the one way in which we write instead."""
    ways = [one for one in measures if one["channel"]]
    if not ways:
        return measures
    shut = Effects(frozenset(Channel(one["channel"]) for one in ways))
    found = (one["instead"] for one in ways if one["instead"] and not shut.shuts(Reach(one["instead"])))
    whole = {**ways[0], "ways": [one["channel"] for one in ways], "instead": next(found, ways[0]["instead"])}
    return [whole, *(one for one in measures if not one["channel"])]
