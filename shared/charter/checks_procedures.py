"""What procedures and signs must be to the rest of a charter."""

from shared.charter.book import Book
from shared.charter.checks import ROUTE_WORDS
from shared.charter.organisation import Charter
from shared.charter.procedure import ORDINARY, Procedure
from shared.charter.records import Fault, Record, nearest
from shared.charter.vocabulary import Act, Kind

#: What ends a stage: without one of them a complaint would never be decided.
_ENDS = frozenset({Act.REPLY, Act.DECIDE})


def check_procedures(book: Book, charter: Charter) -> None:
    """Complaints have an ordinary procedure, and every stage of each ends by a day."""
    if book.closed("procedures.toml", "promises.toml"):
        return
    if ORDINARY not in book.named("procedures.toml", "procedure"):
        fault = Fault(
            "procedures.toml",
            f'procedure "{ORDINARY}"',
            "nothing says how a complaint is dealt with",
            f'add a [[procedure]] with id = "{ORDINARY}", and its stages',
        )
        book.faults.append(fault)
    records = {str(record.values.get("id")): record for record in book.records("procedures.toml", "procedure")}
    for procedure in charter.procedures.values():
        _ends_by_a_day(records[procedure.id], procedure, charter)
        _knows_its_names(book, records[procedure.id], procedure, charter)
    for record in (*book.records("promises.toml", "promise"), *book.records("procedures.toml", "stage")):
        named = record.values.get("procedure")
        if named is not None and named not in records:
            record.fault(
                f'it belongs to the procedure "{named}", which does not exist', nearest(named, sorted(records))
            )
    for record in book.records("promises.toml", "promise"):
        _is_made_to_somebody(record, charter)


def _is_made_to_somebody(record: Record, charter: Charter) -> None:
    """A promise of a stage that no complaint comes to, or of a procedure that no request has, is kept for nobody."""
    procedure = charter.procedures.get(str(record.values.get("procedure")))
    kind, stage = record.values.get("kind"), record.values.get("stage", 1)
    if procedure and kind in list(Kind) and kind != Kind.COMPLAINT:
        record.fault(f'it belongs to a procedure for complaints, yet its kind is "{kind}"', 'take "procedure" away')
    if procedure and stage not in [one.number for one in procedure.stages]:
        numbers = ", ".join(str(one.number) for one in procedure.stages)
        record.fault(
            f'it belongs to stage {stage} of "{procedure.id}", which has no such stage', f"use one of: {numbers}"
        )


def _ends_by_a_day(record: Record, procedure: Procedure, charter: Charter) -> None:
    for stage in procedure.stages:
        promised = [one for one in charter.promises if one.procedure == procedure.id and one.stage == stage.number]
        if not any(one.act in _ENDS and one.kind is Kind.COMPLAINT for one in promised):
            record.fault(
                f"nothing is promised at stage {stage.number} that ends it",
                f'add a [[promise]] with procedure = "{procedure.id}", stage = {stage.number} and act = "reply"',
            )


def _knows_its_names(book: Book, record: Record, procedure: Procedure, charter: Charter) -> None:
    known = {one.id for one in charter.signposts}
    if procedure.ombudsman and procedure.ombudsman not in known and not book.closed("routes.toml"):
        record.fault(
            f'"ombudsman" names "{procedure.ombudsman}", which is no signpost',
            nearest(procedure.ombudsman, sorted(known)),
        )
    for service in procedure.services:
        if service not in charter.services and not book.closed("services.toml"):
            record.fault(
                f'"services" names "{service}", which is not in services.toml',
                nearest(service, sorted(charter.services)),
            )


def check_signs(book: Book, charter: Charter) -> None:
    """Every team, procedure and signpost that a sign names exists."""
    if book.closed("services.toml", "procedures.toml", "routes.toml"):
        return
    known = {
        "to": set(charter.teams) | set(ROUTE_WORDS),
        "procedure": set(charter.procedures),
        "signposts": {one.id for one in charter.signposts},
    }
    for record in book.records("routes.toml", "sign"):
        for key, names in known.items():
            given = record.values.get(key, ())
            for one in given if isinstance(given, list) else [given] if given else []:
                if one not in names:
                    record.fault(f'"{key}" names "{one}", which does not exist', nearest(one, sorted(names)))
