"""What to do with somebody whom a restriction concerns, and nothing more: one line a measure (clauses RP-8, RP-26)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import get_template_attribute

from backoffice.blueprint import blueprint
from backoffice.guard import me
from shared.casework import engaging, restrictions_seen
from shared.charter.measures import APPEAL, Measure
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Reach
from shared.models.cases import Case
from shared.models.customers import Customer
from shared.models.restrictions import Limit
from shared.web.council import charter
from shared.web.language import spoken_charter
from shared.web.now import today
from shared.web.unit_of_work import db


@dataclass(frozen=True)
class ToDo:
    """One measure as whoever works with the customer reads it.

    `words` are the charter's; `instead` is the way in which we write where theirs is closed. `mine`: it is this very
    person who deals with everything. `restriction` is its number, for whoever may see it.
    """

    limit: Limit
    words: str
    instead: Reach
    mine: bool = False
    restriction: int | None = None


def to_do_for(customer: Customer | None, case: Case | None = None) -> Sequence[ToDo]:
    """What to do today, measure by measure; for everybody who has no restriction nothing is asked of the database.

    An appeal is passed on to nobody, and read as it comes: whoever hears it had no part in it (clause RP-10).
    """
    limits = engaging.limits_on(customer, today(), charter())
    if case is not None and case.procedure == APPEAL:
        limits = [one for one in limits if one.measure not in (Measure.NAMED_PERSON, Measure.LIMITS)]
    if customer is None or not limits:
        return ()
    seen = restrictions_seen.restrictions_of(db(), customer, me(), charter())
    instead = engaging.effects_on(customer, today(), charter()).instead
    return list(_each_once(limits, instead, {one.id for one in seen}, spoken_charter()))


def _each_once(limits: Iterable[Limit], instead: Reach, seen: set[int], spoken: Charter) -> Iterable[ToDo]:
    """Two restrictions may hold the same measure: it is done once."""
    rules = spoken.engagement.measures if spoken.engagement else {}
    known = set()
    for one in limits:
        what = (one.measure, one.channel, one.staff_id, one.representative_id, one.case_id, one.days, one.most)
        if one.measure in rules and what not in known:
            known.add(what)
            number = one.restriction_id if one.restriction_id in seen else None
            yield ToDo(one, rules[one.measure].staff, instead, one.staff_id == me().id, number)


def lines_of(limits: Iterable[Limit], spoken: Charter) -> tuple[str, ...]:
    """The same as plain sentences, for whoever is told of them by mail or by another authority's form."""
    detail = get_template_attribute("components/what_to_do.html", "detail")
    rules = spoken.engagement.measures if spoken.engagement else {}
    held = [one for one in limits if one.measure in rules]
    instead = engaging.together(held).instead
    said = [(rules[one.measure].staff, str(detail(ToDo(one, "", instead))).strip()) for one in held]
    return tuple(dict.fromkeys(" ".join(part for part in (words, more) if part) for words, more in said))


@blueprint.context_processor
def _for_templates() -> dict[str, object]:
    return {"to_do_for": to_do_for}
