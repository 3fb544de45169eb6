"""A council with one of everything in it, so that every page of both sites has something to show."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy.orm import Session

from shared.arrivals.reading import read
from shared.casework import calendar_changes, closing, coming_back, drafts, replies, routing
from shared.casework.arrivals import take_in
from shared.casework.customers import Person
from shared.casework.parcels import Parcel, letterbox_of
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Act, Kind, Reach
from shared.charter.workflow import Outcome
from shared.config import Settings
from shared.models.cases import Case
from shared.models.staff import Staff
from tests.arrivals.shapes.shape import mail
from tests.builders import TUESDAY, a_case, held
from tests.casework.calendars import closing as shut_on
from tests.casework.calendars import worked_out
from tests.people import Cast

#: One word that nobody can break.
WIDE = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch" * 2
MORAG = Person(
    name="Morag MacLeod-" + WIDE[:58],
    email="morag@customer.example",
    phone="01632 960 555",
    address="4 Bank Street\nInverness",
    reach=Reach.EMAIL,
    needs="Large print\nRing only after 4pm",
)
#: Somebody outside, who signs in nowhere.
STREET = ""


@dataclass
class World:
    """One session in which everything is made, and where it is then to be seen: addresses, by who opens them.

    `faces` are pages that look quite different from time to time, each with who looks.
    """

    session: Session
    charter: Charter
    people: Mapping[str, Staff]
    settings: Settings
    shown: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    faces: list[tuple[str, str]] = field(default_factory=list)

    def how(self, who: str = "worker", **more: Any) -> dict[str, Any]:
        """Who does something, when, and by which charter."""
        return {"by": self.people[who], "at": TUESDAY, "charter": self.charter, **more}

    def case(self, kind: Kind = Kind.REQUEST, *, by: str = "", person: Person = MORAG, **more: Any) -> Case:
        """A case that has come in; with `by`, one that this person holds."""
        case = a_case(self.session, self.charter, kind, person=person, **more)
        return held(self.session, case, by=self.people[by], charter=self.charter) if by else case

    def see(self, case: Case, *who: str) -> None:
        """The page of this case is opened by each of them, and by its customer."""
        for one in who:
            self.shown[one].append(f"/office/cases/{case.reference}")
        self.shown[STREET].append(track(case))


def track(case: Case) -> str:
    """The secret address of a case's page."""
    return f"/track/{case.reference}/{case.tracking_key}"


def with_every_promise(charter: Charter) -> Charter:
    """The same council, which also promises to meet and to report: as some do, so that those pages are there."""
    answer = next(one for one in charter.promises if one.procedure == "social-work" and one.act is Act.REPLY)
    more = (replace(answer, id=f"social-work-{act.value}", act=act) for act in (Act.MEET, Act.REPORT))
    return replace(charter, promises=(*charter.promises, *more))


def people_of(session: Session, cast: Cast) -> dict[str, Staff]:
    """The cast by their parts, as this session knows them."""
    return {name: session.get_one(Staff, who.id) for name, who in vars(cast).items() if isinstance(who, Staff)}


def cases_of_every_stage(world: World) -> dict[str, Case]:
    """Received, offered, in hand, waiting, closed: each seen by those who find steps on it."""
    cases = {
        "in-hand": world.case(by="worker", words=f"A light is out. {WIDE}"),
        "received": world.case(),
        "waiting": world.case(Kind.COMMENT, by="worker"),
        "offered": world.case(Kind.COMPLIMENT),
        "closed": world.case(Kind.REPRESENTATION, by="worker"),
    }
    session, how = world.session, world.how()
    replies.write(session, cases["in-hand"], words=f"We come on Monday. {WIDE}", **how)
    replies.ask(session, cases["waiting"], words="Which bus stop?", **how)
    to: dict[str, Any] = {"team": world.people["worker"].team, "service": None, "reason": "They know."}
    routing.route(session, cases["offered"], **to, **world.how("triage"))
    closing.close(session, cases["closed"], outcome=Outcome.NOT_OURS, reason="It is for the government.", **how)
    for case in cases.values():
        world.see(case, "relations")
        world.faces.append((STREET, track(case)))
    world.faces.append(("relations", f"/office/cases/{cases['closed'].reference}"))
    world.shown["worker"].append(f"/office/cases/{cases['in-hand'].reference}")
    world.shown["relations"].append(f"/office/recorded/{cases['received'].reference}")
    return cases


def the_calendar_changed(world: World) -> None:
    """The council was to be shut, and the dates moved; now it is not, and they may move back."""
    shut = [TUESDAY.date().replace(day=day) for day in (4, 5)]
    for charter in (shut_on(world.charter, *shut), shut_on(world.charter, shut[0]), world.charter):
        a_case(world.session, charter, person=MORAG)
        change = calendar_changes.look_if_changed(world.session, at=TUESDAY, charter=charter)
        worked_out(world.session, charter, TUESDAY)
        if change is not None and charter is not world.charter:
            calendar_changes.apply(
                world.session, change, reason="It is a strike.", **world.how("relations", charter=charter)
            )
            worked_out(world.session, charter, TUESDAY)
        if change is not None:
            world.shown["relations"].append(f"/office/calendar/{change.id}")


def mail_waits(world: World) -> None:
    """An e-mail waits for somebody; it can be put to a case, into a new one, or aside."""
    parcel = Parcel(read(mail(f"Is it full? {WIDE}", Subject=WIDE, X_Spam_Flag="YES")))
    box = letterbox_of(world.settings)
    take_in(world.session, parcel, received_at=TUESDAY, at=TUESDAY, charter=world.charter, box=box)
    world.shown["relations"].append("/office/mail?show=all")


#: What somebody has answered so far, for each sort of journey: together they are asked every question.
JOURNEYS: Mapping[str, dict[str, Any]] = {
    "complainer": {
        "kind": "complaint",
        "whom": "myself",
        "service": "roads",
        "signs": [],
        "words": "The driver shouted something racist at me, and nobody came to mend the light.",
        "because": "no",
        "elsewhere": [],
        "happened_on": None,
        "when": "",
        "wanted": "Mend it.",
        "reach": "email",
        "name": "Morag MacLeod",
        "email": "morag@customer.example",
        "different": "yes",
        "format": "standard",
        "language": "en",
    },
    "speaker": {
        "kind": "request",
        "whom": "asked",
        "service": "not-sure",
        "signs": [],
        "words": "Her son’s teacher: my child’s school says no, and the head teacher too.",
        "elsewhere": [],
        "customer_name": "Ina MacLeod",
        "customer_email": "ina@customer.example",
        "relation": "I am her daughter",
        "evidence": "upload",
        "messages_to": "both",
    },
    "hurt": {"kind": "complaint", "whom": "myself", "service": "roads", "signs": ["hate"]},
}


def begun_journeys(world: World) -> dict[str, str]:
    """A way back into each journey: the address of its code."""
    ways = {}
    for name, answers in JOURNEYS.items():
        drafts.keep(world.session, f"journey-of-a-{name}", answers, at=TUESDAY, language="")
        world.session.flush()
        coming_back.promise(world.session, f"journey-of-a-{name}", world.settings.secret_key)
        ways[name] = f"/come-back/{coming_back.code_of(f'journey-of-a-{name}', world.settings.secret_key)}"
    return ways
