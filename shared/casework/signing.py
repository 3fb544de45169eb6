"""Whose name the customer reads under our messages (clauses CC-2, RP-8, RP-13, RP-29; trap T-19)."""

from dataclasses import replace
from datetime import date
from typing import Any

from shared.casework import clocks
from shared.casework.engaging import effects_of, named_person
from shared.casework.explaining import Explanation, answer_explained
from shared.charter.next_step import Story
from shared.charter.organisation import Charter
from shared.charter.vocabulary import SignedBy
from shared.models.cases import Case, Happening
from shared.models.staff import Staff


def signed(case: Case, name: str, charter: Charter, day: date | None) -> str:
    """The name that the customer reads in place of this one: the team's, a senior manager's, or it itself."""
    if not name:
        return name
    if signed_by(case, charter, day) is SignedBy.TEAM:
        return charter.team_name(case.team)
    if case.signed_by is SignedBy.MANAGER and case.signed_name:
        return case.signed_name
    return name


def signed_by(case: Case, charter: Charter, day: date | None) -> SignedBy:
    """Whose name it is: a measure that gives no names counts before what was chosen for this one case."""
    return SignedBy.TEAM if effects_of(case, day, charter).no_names else case.signed_by


def unnamed(facts: dict[str, Any], case: Case, charter: Charter, day: date | None) -> dict[str, Any]:
    """The facts of a message with another name in the place of ours, where that is what is given on that day.

    Only what is a name and nothing else: what somebody wrote themselves is theirs to sign.
    """
    ours = {line.by_name for line in case.happenings if line.staff_id is not None and line.by_name}
    ours |= {case.owner.name} if case.owner else set()
    other = {name: signed(case, name, charter, day) for name in ours}
    if all(name == said for name, said in other.items()):
        return facts

    def told(fact: Any) -> Any:
        if isinstance(fact, dict):
            return {key: told(one) for key, one in fact.items()}
        if isinstance(fact, list):
            return [told(one) for one in fact]
        return other.get(fact, fact) if isinstance(fact, str) else fact

    known: dict[str, Any] = told(facts)
    return {**known, "owner": ""} if known.get("owner") and signed_by(case, charter, day) is SignedBy.TEAM else known


def contact_of(case: Case, charter: Charter, day: date | None, *, by: Staff | None = None) -> str | None:
    """The named contact of a case as the customer reads it: its owner, or else `by`; None while nobody has it.

    Where one person deals with everything of the customer it is they, whoever works on it behind them (RP-8).
    """
    who = named_person(case, day, charter) or case.owner or by
    return signed(case, who.name, charter, day) if who else None


def line_signed(line: Happening, name: str, charter: Charter, day: date | None) -> str:
    """The same for a name in one line of the history: written without a name, it stays so when the measure has ended.

    What was written while no name was given names the team for good: nobody is told later who it was.
    """
    shown = signed(line.case, name, charter, day)
    return charter.team_name(line.case.team) if shown == name and name and line.facts.get("unnamed") else shown


def story_told(case: Case, charter: Charter, day: date | None) -> Story:
    """Where a case stands, as whoever is not one of us may read it: without a name that is not to be given."""
    story = clocks.story(case, charter)
    if signed_by(case, charter, day) is SignedBy.TEAM:
        return replace(story, owner="")
    named = named_person(case, day, charter) if story.owner else None
    return replace(story, owner=signed(case, named.name if named else story.owner, charter, day))


def answer_told(case: Case, charter: Charter, day: date | None) -> Explanation | None:
    """By when the answer comes, why, and from whom, as whoever is not one of us may read it."""
    answer = answer_explained(case, charter)
    if answer is None or case.owner is None or answer.who != case.owner.name:
        return answer
    return replace(answer, who=signed(case, answer.who, charter, day))
