"""The worklist: most urgent promise first; and the search that finds any case that its reader may see."""

from collections.abc import Mapping, Sequence
from zlib import crc32

from flask import Response, make_response, request, url_for

from backoffice.blueprint import blueprint
from backoffice.forms.worklist import Asked, Due, read_asked
from backoffice.guard import any_staff, may, me
from shared.casework import accounts, finding, searching, waiting
from shared.casework.finding import Tab
from shared.casework.paging import Page
from shared.charter.access import Right, Role
from shared.charter.vocabulary import Channel, Kind
from shared.models.staff import Staff
from shared.web.council import charter
from shared.web.now import today
from shared.web.pages import sent_to, show, wants_part
from shared.web.safe_text import tidy
from shared.web.unit_of_work import db

#: Where each role begins; a case worker with nothing of their own begins with the team's.
FIRST_TAB = {
    Role.TRIAGE_OFFICER: Tab.UNROUTED,
    Role.CASE_WORKER: Tab.MINE,
    Role.TEAM_LEADER: Tab.MY_TEAM,
    Role.HEAD_OF_SERVICE: Tab.OVERDUE,
    Role.CUSTOMER_RELATIONS: Tab.UNROUTED,
}
LONGEST_SEARCH = 200


@blueprint.get("/")
@any_staff
def worklist() -> Response:
    """Everybody's first page: the worklist, or for roles without one the page that they came for."""
    if not me().may(Right.OPEN_WORKLIST):
        return sent_to(_instead())
    asked, day = read_asked(request.args, charter()), today()
    filters = asked.filters(day)
    counts = finding.counts(db(), me(), charter(), today=day, filters=filters)
    tab = asked.tab or _first_tab(me(), counts)
    page = finding.worklist(
        db(), me(), charter(), tab=tab, today=day, filters=filters, after=asked.after, before=asked.before
    )
    if not page.cases and (asked.after or asked.before):  # what was here has been dealt with meanwhile
        return sent_to(url_for("backoffice.worklist", **{**asked.kept, "tab": str(tab)}))
    return _list(asked, tab, page, counts)


@blueprint.get("/search")
@may(Right.OPEN_WORKLIST)
def search() -> Response:
    """Cases with this reference, this name or these words, open or closed."""
    words = tidy(request.args.get("q", "")[:LONGEST_SEARCH], one_line=True)
    page = searching.search(
        db(),
        me(),
        charter(),
        words=words,
        after=request.args.get("after"),
        before=request.args.get("before"),
    )
    return show("backoffice/worklist/search.html", "backoffice/worklist/_found.html", q=words, page=page, asked={})


def _list(asked: Asked, tab: Tab, page: Page, counts: Mapping[Tab, int]) -> Response:
    """The page, or its list alone; nothing at all for a list that looks again and has not changed."""
    stamp = _stamp(page, counts)
    looking_again = "stamp" in request.args
    if looking_again and wants_part() and request.args["stamp"] == stamp:
        return make_response("", 204)
    return show(
        "backoffice/worklist/worklist.html",
        "backoffice/worklist/_cases.html",
        asked=asked,
        tab=tab,
        tabs=list(Tab),
        page=page,
        counts=counts,
        most=finding.COUNT_TO,
        stamp=stamp,
        quiet=looking_again,
        kinds=list(Kind),
        channels=list(Channel),
        dues=list(Due),
        owners=() if wants_part() else _owners(me()),
        waiting={} if wants_part() else waiting.counts(db(), me(), charter()),
    )


def _stamp(page: Page, counts: Mapping[Tab, int]) -> str:
    """What the list shows, in a word: it differs when a case, a count or the day does."""
    shown = [(case.id, case.version) for case in page.cases]
    return f"{crc32(repr((shown, sorted(counts.items()), today())).encode()):08x}"


def _owners(staff: Staff) -> Sequence[Staff]:
    """Whose cases this person can filter by: the colleagues whose cases they may see."""
    return accounts.colleagues(db(), finding.teams_seen_by(staff, charter()))


def _first_tab(staff: Staff, counts: Mapping[Tab, int]) -> Tab:
    tab = FIRST_TAB.get(staff.role, Tab.ALL)
    return Tab.MY_TEAM if tab is Tab.MINE and not counts[Tab.MINE] else tab


def _instead() -> str:
    return url_for("backoffice.staff" if me().may(Right.MANAGE_STAFF) else "backoffice.figures")
