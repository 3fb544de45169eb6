"""Every page of both sites with something on it, and every form filled in wrongly, for whoever looks at all of them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from playwright.sync_api import Cookie

from shared.casework import closing, replies
from shared.casework.customers import Person
from shared.charter.vocabulary import Kind, Reach
from shared.charter.workflow import Outcome
from shared.models.cases import Case
from shared.models.staff import Staff
from tests.backoffice.desk import Office
from tests.browser import Visitor
from tests.builders import TUESDAY
from tests.journeys.conftest import Town
from tests.journeys.residents import Resident
from tests.server import LiveServer

#: One word that nobody can break, and more letters than any field takes.
WIDE, LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch" * 2, "word " * 4_001
MORAG = Person(
    name="Morag MacLeod-" + WIDE[:58],
    email="morag@customer.example",
    phone="01632 960 555",
    address="4 Bank Street\nInverness",
    reach=Reach.EMAIL,
    needs="Large print\nRing only after 4pm",
)
BY_PHONE = Person(name="Iain", phone="01632 960 556", reach=Reach.PHONE)


@dataclass(frozen=True)
class Wrong:
    """A form filled in wrongly: what is written into which field, and the button that is pressed."""

    path: str
    button: str
    written: tuple[tuple[str, str], ...] = ()


PUBLIC = ("/", "/promises", "/contact", "/privacy", "/cookies", "/accessibility", "/look-up", "/nowhere")
QUESTIONS = ("service?q=road", "service?area=Roads and transport", "words", "wanted", "reach", "who", "needs", "check")
PUBLIC_WRONG = (
    Wrong("/look-up", "Continue"),
    Wrong("/look-up", "Continue", (("Your reference", "HC-1"), ("Your e-mail address, phone number or code", "x"))),
    Wrong("/tell-us/kind", "Continue"),
    Wrong("/tell-us/service?q=road", "Continue"),
    Wrong("/tell-us/words", "Continue", (("What happened?", ""),)),
    Wrong("/tell-us/words", "Continue", (("What happened?", LONG),)),
    Wrong("/tell-us/wanted", "Continue", (("What would put it right?", LONG),)),
    Wrong("/tell-us/who", "Continue", (("Your name", ""), ("Your e-mail address", WIDE))),
    Wrong("/tell-us/needs", "Continue", (("Should we do anything differently", LONG),)),
)
STEPS = {
    "received": ("route", "change-kind", "close"),
    "in-hand": ("route", "acknowledge", "reply", "explain", "ask", "give", "hear", "write", "note", "accept"),
    "waiting": ("carry-on",),
    "offered": ("accept", "send-back"),
    "closed": ("reopen",),
}
OFFICE = ("/office/", "/office/?tab=all", "/office/?tab=all&kind=comment", "/office/search?q=light", "/office/search?q=zz")
OFFICE_MORE = ("/office/record", "/office/tasks", "/office/tasks/1", "/office/messages", "/office/messages/1")
OFFICE_LAST = ("/office/figures", "/office/account", "/office/nowhere", "/office/staff")
ADMIN = ("/office/staff", "/office/staff/add", "/office/staff/1", "/office/staff/1/password", "/office/staff/1/door")


@dataclass
class Rooms:
    """The site with people and cases of every stage in it."""

    town: Town
    server: LiveServer
    office: Office = field(init=False)
    cases: dict[str, Case] = field(init=False)

    def __post_init__(self) -> None:
        self.office = Office(self.server.app, self.town.records, self.town.charter)
        cast, office = self.office.cast, self.office
        self.cases = {
            "in-hand": office.case(Kind.REQUEST, held_by=cast.worker, person=MORAG, words=f"A light is out. {WIDE}"),
            "received": office.case(Kind.COMPLAINT, person=BY_PHONE, words="Nobody came to mend the light."),
            "waiting": office.case(Kind.COMMENT, held_by=cast.worker, person=MORAG),
            "offered": office.case(Kind.COMPLIMENT, person=MORAG),
            "closed": office.case(Kind.REPRESENTATION, held_by=cast.worker, person=MORAG),
        }
        office.act(replies.write, self._of("in-hand"), words=f"We come on Monday. {WIDE}", by=cast.worker, at=TUESDAY)
        office.act(replies.ask, self._of("waiting"), words="Which bus stop?", by=cast.worker, at=TUESDAY)
        to = {"to": f"team:{cast.worker.team}", "reason": "They know."}
        office.desk(cast.triage).takes("route", self._of("offered"), **to)
        ended = {"outcome": Outcome.NOT_OURS, "reason": "It is for the government.", "by": cast.worker, "at": TUESDAY}
        office.act(closing.close, self._of("closed"), **ended)

    def _of(self, stage: str) -> str:
        return self.cases[stage].reference

    def comes_in(self, visitor: Visitor, staff: Staff | None) -> None:
        """From now on this browser is that person's, or nobody's."""
        visitor.tab.context.clear_cookies()
        if staff is not None:
            client = self.server.app.test_client()
            client.sign_in(staff)  # type: ignore[attr-defined]
            found = client.get_cookie("bywhen")
            assert found is not None
            kept: Cookie = {"name": "bywhen", "value": found.value, "url": self.server.address}
            visitor.tab.context.add_cookies([kept])  # type: ignore[list-item]

    def public(self, visitor: Visitor, *, wrong: bool = True) -> Iterator[str]:
        """Shows each page of the public site in turn, and says which it is."""
        self.comes_in(visitor, None)
        yield from self._shown(visitor, (*PUBLIC, "/tell-us/kind"))
        Resident(visitor).answers_everything(Kind.COMPLAINT)
        yield from self._shown(visitor, tuple(f"/tell-us/{one}" for one in QUESTIONS))
        if wrong:
            yield from self._filled_in(visitor, PUBLIC_WRONG)
        for case in self.cases.values():
            yield from self._shown(visitor, (f"/track/{case.reference}/{case.tracking_key}",))
        here = f"/track/{self._of('in-hand')}/{self.cases['in-hand'].tracking_key}"
        yield from self._shown(visitor, (f"{here}/sent", f"{here}/add", f"{here}/withdraw", f"{here[:-3]}xyz"))
        if wrong:
            yield from self._filled_in(visitor, (Wrong(f"{here}/add", "Send"),))

    def staff(self, visitor: Visitor, *, wrong: bool = True) -> Iterator[str]:
        """Shows each page of the back office in turn, and says which it is."""
        self.comes_in(visitor, None)
        yield from self._shown(visitor, ("/office/sign-in",))
        if wrong:
            yield from self._filled_in(visitor, (Wrong("/office/sign-in", "Sign in"),))
        self.comes_in(visitor, self.office.cast.relations)
        yield from self._shown(visitor, (*OFFICE, *OFFICE_MORE, *OFFICE_LAST))
        for stage, steps in STEPS.items():
            where = f"/office/cases/{self._of(stage)}"
            yield from self._shown(visitor, (where, *(f"{where}/{step}" for step in steps)))
        if wrong:
            yield from self._filled_in(visitor, self._office_wrong())
        self.comes_in(visitor, self.office.cast.administrator)
        yield from self._shown(visitor, ADMIN)
        if wrong:
            add, own = Wrong("/office/staff/add", "Add this person"), Wrong("/office/account", "Change password")
            yield from self._filled_in(visitor, (add, own))

    def _office_wrong(self) -> tuple[Wrong, ...]:
        received, held = (f"/office/cases/{self._of(stage)}" for stage in ("received", "in-hand"))
        day = (("Why does it take longer?", LONG), ("Day", "31"), ("Month", "2"), ("Year", "2027"))
        return (
            Wrong("/office/record", "Record it"),
            Wrong("/office/record", "Record it", (("What did they say?", LONG), ("E-mail address", WIDE))),
            Wrong("/office/tasks/1", "They know now"),
            Wrong(f"{received}/route", "Route it", (("Why does it go there?", ""),)),
            Wrong(f"{received}/close", "Close the case"),
            Wrong(f"{received}/change-kind", "Change the kind"),
            Wrong(f"{held}/explain", "Send it"),
            Wrong(f"{held}/explain", "Send it", day),
            Wrong(f"{held}/reply", "Send the reply and close the case", (("Your full reply", LONG),)),
            Wrong(f"{held}/acknowledge", "See what they will get"),
            Wrong(f"{held}/hear", "Keep it"),
        )

    def _shown(self, visitor: Visitor, paths: tuple[str, ...]) -> Iterator[str]:
        for path in paths:
            visitor.visit(path)
            yield path

    def _filled_in(self, visitor: Visitor, wrong: tuple[Wrong, ...]) -> Iterator[str]:
        for one in wrong:
            visitor.visit(one.path)
            for label, words in one.written:
                visitor.fill_in(label, words)
            visitor.tab.get_by_role("button", name=one.button, exact=True).click()
            visitor.key()
            yield f"{one.path}, filled in wrongly"
