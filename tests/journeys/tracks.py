"""The pages of cases as their customers have them, and how each of them is filled in wrongly."""

from collections.abc import Iterator, Mapping

from shared.casework import agreeing, decisions
from shared.models.cases import Case
from tests.backoffice.desk import Office
from tests.builders import TUESDAY

#: The page, its button, and what is typed.
Wrongly = tuple[str, str, tuple[tuple[str, str], ...]]


def link(case: Case) -> str:
    """The secret address of a case's page."""
    return f"/track/{case.reference}/{case.tracking_key}"


def ask_about(office: Office, complaint: str, words: str) -> None:
    """The customer is asked whether we understand their complaint."""
    by = {"by": office.cast.triage, "at": TUESDAY}
    office.act(decisions.define, complaint, definition=words, sought="Mend it.", points=[words], **by)
    office.act(agreeing.send_points, complaint, **by)


def pages(cases: Mapping[str, Case]) -> Iterator[str]:
    """The page of each, every page of a request, and those that only a complaint has."""
    yield from (link(case) for case in cases.values())
    for one in ("sent", "add", "withdraw", "explain", "changed", "worried", "complain"):
        yield f"{link(cases['in-hand'])}/{one}"
    for one in ("next-stage", "points"):
        yield f"{link(cases['received'])}/{one}"
    yield f"{link(cases['in-hand'])[:-3]}xyz"


def wrong(cases: Mapping[str, Case], too_long: str) -> Iterator[Wrongly]:
    """Nothing, or too much, where something is needed."""
    request, complaint = link(cases["in-hand"]), link(cases["received"])
    yield f"{request}/add", "Send", ()
    yield f"{request}/changed", "Tell us", ()
    yield f"{request}/worried", "Tell the safeguarding team", ()
    yield f"{request}/complain", "Send your complaint", ()
    yield f"{complaint}/next-stage", "Ask us to look again", (("What are you not happy with?", too_long),)
    yield f"{complaint}/points", "Tell us", ()
