"""What was promised, made from its records: promises with their clauses, standards, help to be heard."""

from collections.abc import Mapping
from datetime import date

from shared.charter.procedure import ORDINARY
from shared.charter.promises import Clause, Document, Origin, Promise, Standard, SupportPromise
from shared.charter.records import Record, nearest
from shared.charter.vocabulary import Act, Counted, Counting, Kind, Support

Documents = Mapping[str, Document]


def clause(record: Record, documents: Documents, known: set[str]) -> Clause:
    """Where a record is written. A record that cites no document, or one that is not listed, is at fault."""
    cited = record.text("document")
    if cited and known and cited not in known:
        record.fault(
            f'it cites the document "{cited}", which is not in documents.toml',
            nearest(cited, sorted(known)),
        )
    nowhere = Document(cited, cited, "", Origin.COUNCIL)
    return Clause(documents.get(cited, nowhere), record.text("clause"), record.text("words"))


def promise(record: Record, documents: Documents, known: set[str]) -> Promise:
    """One commitment that can be counted."""
    made = Promise(
        id=record.text("id"),
        kind=record.choice("kind", Kind),
        act=record.choice("act", Act),
        days=record.number("days"),
        clause=clause(record, documents, known),
        counted_from=record.choice("from", Counted),
        counting=record.choice("counting", Counting),
        otherwise=record.choice("otherwise", Act) if record.has("otherwise") else None,
        at_most=record.number("at_most") if record.has("at_most") else None,
        stops_while_waiting=record.flag("stops_while_waiting", default=False),
        plain=record.text("plain"),
        reading=record.text("reading", default=""),
        since=record.day("since"),
        until=record.day("until", default=date.max),
        procedure=record.text("procedure", default=_usual(record)),
        stage=record.number("stage", default=1),
    )
    _look_over(record, made)
    return made


def _usual(record: Record) -> str:
    """A complaint's promise that names no procedure is one of the ordinary one."""
    return ORDINARY if record.values.get("kind") == Kind.COMPLAINT else ""


def _look_over(record: Record, made: Promise) -> None:
    """What a promise may not say, although each of its keys alone is sound."""
    if made.until < made.since:
        record.fault(f"it ends on {made.until}, before it begins on {made.since}", "put the two days right")
    if made.otherwise and (made.act is not Act.REPLY or made.otherwise is not Act.EXPLAIN):
        record.fault(
            f'"otherwise" is "{made.otherwise}" for the act "{made.act}"',
            'write otherwise = "explain", and only for the act "reply"',
        )
    if made.at_most is not None and made.at_most < made.days:
        record.fault(
            f'"at_most" is {made.at_most}, less than the {made.days} days promised',
            "write the longest that an explained date may take, in working days from the same start",
        )
    if made.at_most is not None and made.otherwise is None:
        record.fault('"at_most" limits an explained date, but none is allowed', 'add otherwise = "explain"')
    if made.act is Act.ACKNOWLEDGE and made.counted_from is Counted.ACKNOWLEDGED:
        record.fault("an acknowledgement cannot be counted from itself", 'write from = "received"')


def standard(record: Record, documents: Documents, known: set[str]) -> Standard:
    """One commitment that cannot be counted."""
    return Standard(
        id=record.text("id"),
        plain=record.text("plain"),
        clause=clause(record, documents, known),
        reading=record.text("reading", default=""),
    )


def support(record: Record, documents: Documents, known: set[str]) -> SupportPromise:
    """One kind of help with its number of working days."""
    return SupportPromise(
        support=record.choice("help", Support),
        days=record.number("days", least=0),
        plain=record.text("plain"),
        clause=clause(record, documents, known),
        reading=record.text("reading", default=""),
    )
