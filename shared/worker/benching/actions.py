"""What is measured: each action is one function, which yields a visit for each time that it was done."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from shared.charter.access import Role
from shared.charter.vocabulary import Act
from shared.models.cases import Case, Clock
from shared.models.restrictions import Restriction
from shared.worker.benching import rounds
from shared.worker.benching.council import Council
from shared.worker.benching.visitor import Visit, Visitor
from shared.worker.sampling import show

WORDS = "The street light outside number 4 has been out for a week, and my mother is afraid to go out."
TABS = ("all", "unrouted", "overdue", "due-today", "waiting", "my-team")
COMMON_WORD = "road"
#: Two words that stand together in one case only: the one that every sample has to show.
RARE_WORDS = show.RARE
#: Whoever answers a question of the journey, in the order of the questions.
ANSWERS = (
    ("kind", {"kind": "request"}),
    ("whom", {"whom": "myself"}),
    ("service", {"service": "not-sure"}),
    ("words", {"words": WORDS}),
    ("reach", {"reach": "email"}),
    ("who", {"reach": "email", "name": "Morag MacLeod", "email": "morag@customer.example"}),
    ("needs", {"different": "no"}),
)

Doing = Callable[[Council, int], Iterator[Visit]]


@dataclass(frozen=True)
class Action:
    """One line of the table.

    `page` is where to look at its page as a whole, empty where there is none; `status` what a good answer is, 0 for a
    round of the worker, which gives none. `slowest` is the aim in milliseconds, `statements` the most that a page may
    ask of the database; `grows` marks what must hardly be slower among many cases.
    """

    name: str
    do: Doing
    page: str = ""
    status: int = 200
    grows: bool = False
    slowest: float | None = None
    statements: int = 8


def start_page(council: Council, times: int) -> Iterator[Visit]:
    """The first thing that anybody sees."""
    for _ in range(times):
        yield council.visitor().get("/")


def question(council: Council, times: int) -> Iterator[Visit]:
    """A step of the journey, asked."""
    visitor = _on_the_way(council, until="words")
    for _ in range(times):
        yield visitor.get("/tell-us/words")


def answer(council: Council, times: int) -> Iterator[Visit]:
    """A step of the journey, answered."""
    visitor = _on_the_way(council, until="words")
    token = visitor.hidden("/tell-us/words")
    for _ in range(times):
        yield visitor.post("/tell-us/words", **{**token, "words": WORDS})


def send(council: Council, times: int) -> Iterator[Visit]:
    """The answers become a case."""
    for _ in range(times):
        visitor = _on_the_way(council)
        yield visitor.post("/tell-us/check", **visitor.hidden("/tell-us/check"))


def tracking(council: Council, times: int) -> Iterator[Visit]:
    """The page of one case, for whoever holds its link."""
    visitor = council.visitor()
    for reference, key in council.cases(sa.true(), most=times):
        yield visitor.get(f"/track/{reference}/{key}")


def worklist(council: Council, times: int) -> Iterator[Visit]:
    """The worklist, one view after another."""
    staff = council.staff()
    for turn in range(times):
        yield staff.get(f"/office/?tab={TABS[turn % len(TABS)]}")


def heads_worklist(council: Council, times: int) -> Iterator[Visit]:
    """What a head of service finds first: the cases of an area, and in the menu how much of everything waits."""
    yield from _same(council, "/office/", times, Role.HEAD_OF_SERVICE)


def search_common(council: Council, times: int) -> Iterator[Visit]:
    """A word that stands in one case of every few."""
    yield from _search(council, COMMON_WORD, times)


def search_rare(council: Council, times: int) -> Iterator[Visit]:
    """Words that stand together in one case."""
    yield from _search(council, RARE_WORDS, times)


def case_page(council: Council, times: int) -> Iterator[Visit]:
    """A case, as staff see it."""
    staff = council.staff()
    for reference, _ in council.cases(Case.closed_at.is_(None), most=times):
        yield staff.get(f"/office/cases/{reference}")


def acknowledge(council: Council, times: int) -> Iterator[Visit]:
    """Telling a customer that we have it."""
    staff = council.staff()
    owed = Case.id.in_(sa.select(Clock.case_id).where(Clock.act == Act.ACKNOWLEDGE, *_OPEN))
    for reference, _ in council.cases(Case.closed_at.is_(None), Case.team.isnot(None), owed, most=times):
        page = f"/office/cases/{reference}/acknowledge"
        yield staff.post(page, **{**staff.hidden(page), "words": "Thank you. We are looking into it."})


def incidents(council: Council, times: int) -> Iterator[Visit]:
    """What managers have to look at."""
    yield from _same(council, "/office/incidents", times)


def restrictions(council: Council, times: int) -> Iterator[Visit]:
    """All restrictions, the newest first."""
    yield from _same(council, "/office/restrictions?tab=all", times)


def heads_restrictions(council: Council, times: int) -> Iterator[Visit]:
    """The same, as far as a head of service may see them."""
    yield from _same(council, "/office/restrictions?tab=all", times, Role.HEAD_OF_SERVICE)


def contact_page(council: Council, times: int) -> Iterator[Visit]:
    """How we are in contact with somebody who has a restriction: incidents, what was tried, how often they wrote."""
    staff = council.staff()
    for (number,) in council.drawn(sa.select(Restriction.customer_id).distinct(), most=times):
        yield staff.get(f"/office/customers/{number}/contact")


def volumes(council: Council, times: int) -> Iterator[Visit]:
    """How often somebody was in contact, drawn and as a table."""
    staff = council.staff()
    for (number,) in council.drawn(sa.select(Restriction.customer_id).distinct(), most=times):
        yield staff.get(f"/office/customers/{number}/volumes")


def read_record(council: Council, times: int) -> Iterator[Visit]:
    """Who has opened a case."""
    staff = council.staff()
    for reference, _ in council.cases(Case.owner_id.is_not(None), most=times):
        yield staff.get(f"/office/cases/{reference}/read")


def putting_right(council: Council, times: int) -> Iterator[Visit]:
    """What was promised to put complaints right."""
    yield from _same(council, "/office/putting-right", times)


def messages(council: Council, times: int) -> Iterator[Visit]:
    """The newest messages about the cases of an area."""
    yield from _same(council, "/office/messages", times, Role.HEAD_OF_SERVICE)


def since_complaining(council: Council, times: int) -> Iterator[Visit]:
    """What was refused to people who had complained before."""
    yield from _same(council, "/office/since-complaining", times)


_OPEN = (Clock.kept_on.is_(None), Clock.dropped_on.is_(None))

#: In the order of the table.
ACTIONS = (
    Action("Start page", start_page, page="/", slowest=10),
    Action("Journey, a question", question, page="/tell-us/kind", slowest=10),
    Action("Journey, an answer", answer, status=303, slowest=10),
    Action("Send", send, status=303, slowest=30),
    Action("Tracking page", tracking, page="track", slowest=10),
    Action("Worklist", worklist, grows=True),
    Action("Worklist, head of service", heads_worklist, grows=True),
    Action("Search, common word", search_common, grows=True),
    Action("Search, rare words", search_rare, grows=True),
    Action("Case page", case_page),
    Action("Acknowledge", acknowledge, status=303),
    Action("Incidents", incidents, grows=True),
    Action("Restrictions", restrictions),  # a page of them is not full in a small council
    Action("Restrictions, head of service", heads_restrictions),
    Action("Contact with a customer", contact_page),
    Action("How often they wrote", volumes),
    Action("Who read a case", read_record, grows=True),
    Action("Putting right", putting_right, grows=True),
    Action("Messages, head of service", messages, grows=True),
    Action("Since they complained", since_complaining),
    Action("Round: missed promises", rounds.missed, status=0),
    Action("Round: what is near", rounds.near, status=0),
    Action("Round: how was it", rounds.how_it_was, status=0),
    Action("Round: restrictions", rounds.restrictions, status=0),
    Action("Round: next message", rounds.next_message, status=0),
    Action("Calendar, a thousand dates", rounds.calendar, status=0),
)


def _same(council: Council, page: str, times: int, role: Role = Role.CUSTOMER_RELATIONS) -> Iterator[Visit]:
    staff = council.staff(role)
    for _ in range(times):
        yield staff.get(page)


def _search(council: Council, words: str, times: int) -> Iterator[Visit]:
    staff = council.staff()
    for _ in range(times):
        yield staff.get(f"/office/search?q={words.replace(' ', '+')}")


def _on_the_way(council: Council, until: str = "") -> Visitor:
    """Somebody who has answered every question before that one, or all of them."""
    visitor = council.visitor()
    for name, given in ANSWERS:
        if name == until:
            break
        page = f"/tell-us/{name}"
        visitor.post(page, **{**visitor.hidden(page), **given})
    return visitor
