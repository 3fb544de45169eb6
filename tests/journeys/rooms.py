"""Every page of both sites with something on it, and every form filled in wrongly, for whoever looks at all of them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from shared.arrivals.reading import read
from shared.casework import closing, replies, representing
from shared.casework.arrivals import take_in
from shared.casework.customers import Person
from shared.casework.parcels import Parcel, letterbox_of
from shared.charter.vocabulary import Kind, Reach
from shared.charter.workflow import Outcome
from shared.models.cases import Case
from shared.models.staff import Staff
from tests.arrivals.shapes.shape import mail
from tests.backoffice.desk import Office
from tests.browser import Visitor
from tests.builders import TUESDAY, a_case_spoken_for
from tests.client import CheckingClient
from tests.conftest import Records
from tests.journeys import tracks
from tests.journeys.reader import Reader
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


Pages = Sequence[str | Wrong]
PUBLIC = [
    *("/", "/promises", "/complaints", "/contact", "/privacy", "/cookies", "/accessibility", "/look-up"),
    *("/nowhere", "/tell-us/kind", "/come-back", "/come-back/2222", "/help-now"),
]
QUESTIONS = (
    *("whom", "service?q=road", "service?area=Roads and transport", "signs", "words", "when", "wanted"),
    *("customer", "speaker", "consent", "messages", "reach", "who", "needs", "how", "check", "later"),
)
PUBLIC_WRONG = (
    Wrong("/look-up", "Continue", (("Your reference", "HC-1"), ("Your e-mail address, phone number or code", "x"))),
    Wrong("/come-back", "Continue", (("Your code", WIDE),)),
    Wrong("/tell-us/later", "Send me the link", (("Your e-mail address", WIDE),)),
    Wrong("/tell-us/kind", "Continue"),
    Wrong("/tell-us/service?q=road", "Continue"),
    Wrong("/tell-us/words", "Continue", (("What happened?", ""),)),
    Wrong("/tell-us/words", "Continue", (("What happened?", LONG),)),
    Wrong("/tell-us/when", "Continue", (("Day", "31"), ("Month", "2"), ("Year", "2027"))),
    Wrong("/tell-us/wanted", "Continue", (("What would put it right?", LONG),)),
    Wrong("/tell-us/who", "Continue", (("Your name", ""), ("Your e-mail address", WIDE))),
    Wrong("/tell-us/how", "Continue", (("Is there anything else we should do differently?", LONG),)),
)
STEPS = {
    "received": ("route", "change-kind", "close"),
    "in-hand": (
        *("route", "acknowledge", "reply", "explain", "ask", "give", "hear", "write", "note", "accept"),
        *("appointments", "concern"),
    ),
    "waiting": ("carry-on",),
    "offered": ("accept", "send-back"),
    "closed": ("reopen",),
}
OFFICE = [
    *("/office/", "/office/?tab=all", "/office/?tab=all&kind=comment", "/office/search?q=light", "/office/search?q=zz"),
    *("/office/tasks", "/office/messages", "/office/messages/1", "/office/figures", "/office/account"),
    *("/office/nowhere", "/office/staff", "/office/concerns"),
]
RECORD = [
    "/office/record",
    Wrong("/office/record", "Record it"),
    Wrong("/office/record", "Record it", (("What did they say?", LONG), ("E-mail address", WIDE))),
    *("/office/start", "/office/started"),
    Wrong("/office/start", "Hand it over", (("What did they say?", LONG), ("E-mail address", WIDE))),
    "/office/tasks/2",
    Wrong("/office/tasks/2", "They know now"),
]
MAIL = ("/office/mail", "/office/mail?show=all", "/office/mail/1")
MAIL_BUTTONS = ("Join it", "Open a case", "Put it aside")
ADMIN = [
    *("/office/staff", "/office/staff/add", "/office/staff/1", "/office/staff/1/password", "/office/staff/1/door"),
    Wrong("/office/staff/add", "Add this person"),
    Wrong("/office/account", "Change password"),
]
#: What can be looked at by itself; `Rooms.part` shows it.
PARTS = ("public", "journey", "tracking", "public_wrong", "office", "steps", "further_steps", "steps_wrong")
PARTS += ("tracking_wrong", "mail", "mail_wrong", "record", "admin", "door", "speaking", "speaking_wrong")


@dataclass
class Rooms:
    """The site with people and cases of every stage in it, seen part by part."""

    server: LiveServer
    records: Records
    office: Office = field(init=False)
    say: Callable[[str], str] = str
    cases: dict[str, Case] = field(init=False)

    def __post_init__(self) -> None:
        self.office = Office(self.server.app, self.records, self.server.app.extensions["bywhen.charter"])
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
        tracks.ask_about(office, self._of("received"), f"You say that nobody came. {WIDE}")
        office.desk(cast.colleague).sees(self._of("in-hand"))

    def _of(self, stage: str) -> str:
        return self.cases[stage].reference

    def part(self, name: str, visitor: Visitor) -> Iterator[str]:
        """Shows each page of one part in turn, and says which it is."""
        pages = getattr(self, f"_{name}")(visitor)
        for page in pages:
            if isinstance(page, Wrong):
                self._fill_in(visitor, page)
                yield f"{page.path}, filled in wrongly"
            else:
                visitor.visit(page)
                yield page

    def _public(self, visitor: Visitor) -> Pages:
        return PUBLIC

    def _journey(self, visitor: Visitor) -> Pages:
        self._has_answered(visitor)
        return [f"/tell-us/{one}" for one in QUESTIONS]

    def _tracking(self, visitor: Visitor) -> Pages:
        return list(tracks.pages(self.cases))

    def _tracking_wrong(self, visitor: Visitor) -> Pages:
        return [Wrong(*one) for one in tracks.wrong(self.cases, LONG)]

    def _public_wrong(self, visitor: Visitor) -> Pages:
        self._has_answered(visitor)
        return PUBLIC_WRONG

    def _office(self, visitor: Visitor) -> Pages:
        self._comes_in(visitor, self.office.cast.relations)
        return OFFICE

    def _mail(self, visitor: Visitor) -> Pages:
        self._has_mail(visitor)
        return MAIL

    def _mail_wrong(self, visitor: Visitor) -> Pages:
        self._has_mail(visitor)
        return [Wrong(MAIL[-1], button) for button in MAIL_BUTTONS]

    def _has_mail(self, visitor: Visitor) -> None:
        """An e-mail waits for somebody; it can be put to a case, into a new one, or aside."""
        self._comes_in(visitor, self.office.cast.relations)
        parcel = Parcel(read(mail(f"Is it full? {WIDE}", Subject=WIDE, X_Spam_Flag="YES")))
        box = letterbox_of(self.server.app.extensions["bywhen.settings"])
        with self.records() as session:
            take_in(session, parcel, received_at=TUESDAY, at=TUESDAY, charter=self.office.charter, box=box)

    def _steps(self, visitor: Visitor) -> Pages:
        self._comes_in(visitor, self.office.cast.relations)
        return self._taken(["in-hand"])

    def _further_steps(self, visitor: Visitor) -> Pages:
        self._comes_in(visitor, self.office.cast.relations)
        return self._taken(["received", "waiting", "offered", "closed"])

    def _taken(self, stages: Sequence[str]) -> list[str]:
        steps = [f"{self._of(stage)}/{step}" for stage in stages for step in STEPS[stage]]
        return [f"/office/cases/{one}" for one in (self._of(stages[0]), *steps)]

    def _steps_wrong(self, visitor: Visitor) -> Pages:
        self._comes_in(visitor, self.office.cast.relations)
        received, held = (f"/office/cases/{self._of(stage)}" for stage in ("received", "in-hand"))
        day = (("Why does it take longer?", LONG), ("Day", "31"), ("Month", "2"), ("Year", "2027"))
        return [
            Wrong(f"{received}/route", "Route it", (("Why does it go there?", ""),)),
            Wrong(f"{received}/close", "Close the case"),
            Wrong(f"{received}/change-kind", "Change the kind"),
            Wrong(f"{held}/explain", "Send it"),
            Wrong(f"{held}/explain", "Send it", day),
            Wrong(f"{held}/reply", "Send the reply and close the case", (("Your full reply", LONG),)),
            Wrong(f"{held}/acknowledge", "See what they will get"),
            Wrong(f"{held}/hear", "Keep it"),
            Wrong(f"{held}/appointments", "Offer it"),
            Wrong(f"{held}/concern", "Tell the safeguarding team"),
        ]

    def _record(self, visitor: Visitor) -> Pages:
        self._comes_in(visitor, self.office.cast.relations)
        return RECORD

    def _speaking(self, visitor: Visitor) -> Pages:
        """Who speaks for whom: waiting, in force and over, as each of the three sees it."""
        pages: list[str] = []
        for act in (None, representing.settle, representing.refuse):
            theirs, confirm, own, listed = self._spoken_for(act)
            pages += [theirs, f"{theirs}/sent", f"{theirs}/files", confirm, own, own.removesuffix("/authority")]
            if act is None:
                pages += [f"{own}/settle", f"{own}/refuse"]
            elif act is representing.settle:
                pages += [f"{theirs}/add", f"{confirm}/end", f"{own}/choose", f"{own}/end"]
            else:
                pages += [listed, f"{own}/add"]
        self._comes_in(visitor, self.office.cast.relations)
        return pages

    def _speaking_wrong(self, visitor: Visitor) -> Pages:
        self._comes_in(visitor, self.office.cast.relations)
        waiting, settled, over = map(self._spoken_for, (None, representing.settle, representing.refuse))
        return [
            Wrong(waiting[1], "Send my answer"),
            Wrong(f"{waiting[0]}/files", "Send"),
            Wrong(f"{waiting[2]}/settle", "They may speak"),
            Wrong(f"{waiting[2]}/refuse", "They may not speak"),
            Wrong(f"{settled[2]}/end", "End it"),
            Wrong(f"{settled[0]}/add", "Send"),
            Wrong(f"{over[2]}/add", "Write it down"),
        ]

    def _spoken_for(self, act: Callable[..., None] | None) -> tuple[str, str, str, str]:
        """The representative's page, the customer's link, the staff's page, the list: of a case as the act left it."""
        with self.records() as session:
            case = a_case_spoken_for(session, self.office.charter, organisation=f"Advice {WIDE[:60]}")
            (one,) = case.authorities
            if act is not None:
                act(session, one, at=TUESDAY, charter=self.office.charter)
            theirs, own = f"/for/{case.reference}/{one.track_key}", f"/office/cases/{case.reference}/authority"
            return theirs, f"/confirm/{one.confirm_key}", own, f"/advocate/{one.representative.list_key}"

    def _admin(self, visitor: Visitor) -> Pages:
        self._comes_in(visitor, self.office.cast.administrator)
        return ADMIN

    def _door(self, visitor: Visitor) -> Pages:
        return ["/office/sign-in", Wrong("/office/sign-in", "Sign in")]

    def _fill_in(self, visitor: Visitor, wrong: Wrong) -> None:
        visitor.visit(wrong.path)
        for label, words in wrong.written:
            visitor.fill_in(self.say(label), words)
        visitor.tab.get_by_role("button", name=self.say(wrong.button), exact=True).click()
        visitor.key()

    def _has_answered(self, visitor: Visitor) -> None:
        client = self._client()
        reader = Reader(client)
        Resident(reader).answers_everything(Kind.COMPLAINT)
        reader.visit("/tell-us/needs?change=1").choose("Yes, or I would like to see what you can do").press("Continue")
        reader.visit("/tell-us/how").press("Continue")
        self._lend(client, visitor)

    def _comes_in(self, visitor: Visitor, staff: Staff) -> None:
        client = self._client()
        client.sign_in(staff)
        self._lend(client, visitor)

    def _client(self) -> CheckingClient:
        client = self.server.app.test_client()
        assert isinstance(client, CheckingClient)
        return client

    def _lend(self, client: CheckingClient, visitor: Visitor) -> None:
        """The visitor goes on with the cookie that the client was given."""
        found = client.get_cookie("bywhen")
        assert found is not None
        visitor.tab.context.add_cookies([{"name": "bywhen", "value": found.value, "url": self.server.address}])
