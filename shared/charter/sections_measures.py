"""How a council manages engagement, made from the records of measures.toml."""

from collections.abc import Mapping, Sequence
from typing import Any

from shared.charter.access import Role
from shared.charter.measures import Category, DuringAppeal, Engagement, Measure, MeasureRule, Rung, Special, Told
from shared.charter.promises import Document, Origin
from shared.charter.records import Record
from shared.charter.sections_promises import Documents, clause
from shared.charter.vocabulary import Channel


def category(record: Record, documents: Documents, known: set[str]) -> Category:
    """One kind of engagement that has to be managed."""
    return Category(
        id=record.text("id"),
        name=record.text("name"),
        definition=record.text("definition"),
        clause=clause(record, documents, known),
        zero_tolerance=record.flag("zero_tolerance", default=False),
        special=record.choices("special", Special),
        decided_by=record.choices("decided_by", Role),
    )


def measure(record: Record, documents: Documents, known: set[str]) -> MeasureRule:
    """One way of limiting contact."""
    return MeasureRule(
        measure=record.choice("measure", Measure),
        name=record.text("name"),
        plain=record.text("plain"),
        staff=record.text("staff"),
        clause=clause(record, documents, known),
        channels=record.choices("channels", Channel),
    )


def rung(record: Record) -> tuple[Rung, str]:
    """What one step of the ladder is here, in a sentence."""
    return record.choice("rung", Rung), record.text("plain")


def blame(record: Record) -> tuple[str, str]:
    """A word that blames, and what to write in its place."""
    return record.text("word").casefold(), record.text("instead")


def engagement(record: Record, parts: Mapping[str, Sequence[Any]], documents: Documents) -> Engagement:
    """All of it. A number that is not there is 0: then nobody can be restricted until the council has decided."""
    cited = record.text("document")
    return Engagement(
        document=documents.get(cited, Document(cited, cited, "", Origin.COUNCIL)),
        about=record.text("about"),
        decide=record.choices("decide", Role),
        except_by=record.choices("except_by", Role),
        appeals_to=record.choices("appeals_to", Role),
        review_months=record.number("review_months", default=0, least=0),
        longest_months=record.number("longest_months", default=0, least=0),
        appeal_days=record.number("appeal_days", default=0, least=0),
        look_days=record.number("look_days", default=1),
        debrief_days=record.number("debrief_days", default=5),
        during_appeal=record.choice("during_appeal", DuringAppeal, DuringAppeal.HOLDS),
        assistance=record.text("assistance"),
        phone_team=record.text("phone_team"),
        online_team=record.text("online_team"),
        people=_told(record, "people"),
        communications=_told(record, "communications"),
        categories={one.id: one for one in parts["category"]},
        measures={one.measure: one for one in parts["measure"]},
        rungs=dict(parts["rung"]),
        blame=dict(parts["blame"]),
    )


def _told(record: Record, key: str) -> Told:
    return Told(record.text(key), record.text(f"{key}_email"))
