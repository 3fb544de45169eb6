"""What managing engagement must be to the rest of a charter."""

from collections.abc import Iterable

from shared.charter.access import RIGHTS, Right
from shared.charter.book import Book
from shared.charter.measures import APPEAL, Engagement
from shared.charter.organisation import Charter
from shared.charter.records import Record, nearest
from shared.charter.vocabulary import Channel

FILE = "measures.toml"
#: What each key that names roles asks of them: nobody below may be named (clauses RP-9, RP-10, RP-21).
_ASKS = {
    "decide": Right.DECIDE_RESTRICTIONS,
    "decided_by": Right.DECIDE_RESTRICTIONS,
    "except_by": Right.DECIDE_EXCEPTIONS,
    "appeals_to": Right.HEAR_APPEALS,
}


def check_measures(book: Book, charter: Charter) -> None:
    """Every role that decides may, every team exists, and an appeal has a procedure of its own."""
    if book.closed(FILE, "services.toml", "procedures.toml"):
        return
    for record in (*book.records(FILE, "engagement"), *book.records(FILE, "category")):
        _roles_may(record)
    for record in book.records(FILE, "engagement"):
        _teams_exist(record, charter)
    for record in book.records(FILE, "measure"):
        if Channel.WEB in _listed(record.values.get("channels")):
            record.fault(
                '"channels" closes the website', "take it away: everybody can always tell the council something"
            )
    if charter.engagement and charter.engagement.live and APPEAL not in charter.procedures:
        for record in book.records(FILE, "engagement"):
            record.fault("nothing says how an appeal is heard", f'add a [[procedure]] with id = "{APPEAL}"')


def not_live(engagement: Engagement | None) -> str:
    """Why nobody can be restricted under this charter, for `check-charter`; empty where they can.

    A missing number is no fault: the council may not want restrictions. It is said, and never guessed (trap T-13).
    """
    if engagement is None:
        return "No restrictions: there is no measures.toml."
    if engagement.lacking:
        return f"No restrictions: measures.toml does not say {', '.join(engagement.lacking)}."
    return ""


def _roles_may(record: Record) -> None:
    for key, right in _ASKS.items():
        allowed = [role for role, rights in RIGHTS.items() if right in rights]
        for role in _listed(record.values.get(key)):
            if role not in allowed:
                record.fault(f'"{key}" names "{role}", who may not decide this', nearest(role, allowed))


def _listed(value: object) -> Iterable[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else ()


def _teams_exist(record: Record, charter: Charter) -> None:
    for key in ("phone_team", "online_team"):
        team = record.values.get(key)
        if isinstance(team, str) and team not in charter.teams:
            record.fault(f'"{key}" names the team "{team}", which does not exist', nearest(team, sorted(charter.teams)))
