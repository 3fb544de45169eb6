"""What staff met with: what a manager has to look at, what is mine, and the page of one (clauses RP-12 to RP-28)."""

from enum import StrEnum
from typing import Any

from flask import Response, abort, request

from backoffice.blueprint import blueprint
from backoffice.guard import NUMBER, may, me
from shared.casework import caring, evidence, finding, incidents_seen, judging, protections_seen
from shared.casework import incidents as recorded
from shared.casework.paging import read_number
from shared.charter.access import Right
from shared.models.incidents import Incident
from shared.models.readings import Read
from shared.web.council import charter
from shared.web.language import spoken_charter
from shared.web.now import today
from shared.web.pages import show
from shared.web.read_record import opened
from shared.web.unit_of_work import db


class Tab(StrEnum):
    """The views of the list."""

    TO_LOOK = "to-look"
    MINE = "mine"
    ALL = "all"


@blueprint.get("/incidents")
@may(Right.RECORD_INCIDENTS)
def incidents() -> Response:
    """What there is to look at, the most urgent first; or what this person may see, the newest first."""
    tabs = [one for one in Tab if one is not Tab.TO_LOOK or me().may(Right.JUDGE_INCIDENTS)]
    tab = next((one for one in tabs if one == request.args.get("tab")), tabs[0])
    if tab is Tab.TO_LOOK:
        more: dict[str, Any] = {
            "page": incidents_seen.to_look_at(db(), me(), charter(), after=request.args.get("after")),
            "cares": caring.to_do(db(), me(), charter()),
            "asked": protections_seen.asked_of(db(), me(), charter()),
        }
    else:
        before = read_number(request.args.get("before"))
        mine = tab is Tab.MINE
        more = {"page": incidents_seen.incidents_for(db(), me(), charter(), before=before, mine=mine)}
    return sealed(show("backoffice/incidents/incidents.html", tab=tab, tabs=tabs, **more))


@blueprint.get(f"/incidents/<{NUMBER}:number>")
@may(Right.RECORD_INCIDENTS)
def incident(number: int) -> Response:
    """One of them, with all that was decided about it; that it was opened is written down."""
    found = incident_or_404(number)
    if found.staff_id != me().id:
        opened(Read.INCIDENT, found.id, case_id=found.case_id, customer_id=found.customer_id)
    return sealed(show("backoffice/incidents/incident.html", **page_of(found)))


def page_of(found: Incident) -> dict[str, Any]:
    """What the page of an incident shows."""
    judges = me().may(Right.JUDGE_INCIDENTS) and me().id != found.affected_id
    spoken = spoken_charter().engagement
    known = spoken.categories if spoken else {}
    return {
        "incident": found,
        "case": found.case if found.case and finding.seen_among(db(), [found.case], me(), charter()) else None,
        "categories": [known[one] for one in found.kinds if one in known],
        "engagement": spoken,
        "questions": [(one, judging.latest(found, one)) for one in judging.questions(found, charter())],
        "open_questions": judging.open_questions(found, charter()),
        "judges": judges,
        "late": recorded.late_cases(db(), found.customer_id, today()),
        "files": evidence.of(db(), found),
        "mails": recorded.mails_of(db(), found) if found.named_only else (),
    }


def incident_or_404(number: int, *, to_change: bool = False) -> Incident:
    """The incident of that number, if this person may see it."""
    found = incidents_seen.incident_seen_by(db(), number, me(), charter(), to_change=to_change)
    return found if found is not None else abort(404)


def sealed(page: Response) -> Response:
    """Kept nowhere on the way, and found by no search engine."""
    page.headers["Cache-Control"] = "no-store"
    page.headers["X-Robots-Tag"] = "noindex, nofollow"
    return page
