"""People of every sort and what concerns them: needs, who speaks for them, safety, meetings, limits on contact."""

from dataclasses import replace
from datetime import date
from typing import Any

from shared.casework import (
    adjustments,
    agreeing,
    concerns,
    decisions,
    handing_over,
    meanings,
    protecting,
    representing,
    resting,
    restricting,
)
from shared.casework import restrictions as proposing
from shared.casework.customers import Person
from shared.casework.handing_over import Begun
from shared.charter.measures import Special
from shared.charter.vocabulary import Kind, Reach
from shared.models.concerns import RaisedFrom
from shared.models.decisions import RestFor
from shared.models.protections import Wish
from tests.builders import TUESDAY, a_case_spoken_for, held
from tests.casework.meeting import NEXT_TUESDAY, NEXT_WEDNESDAY, offered
from tests.engaged import a_proposal, an_incident
from tests.journeys.one_of_everything import MORAG, STREET, WIDE, World

#: A day still to come.
THEN = date(2027, 3, 16)
BY_POST = Person(name="Peter Post", address="1 Long Lane\nInverness", reach=Reach.LETTER)


def people_and_meetings(world: World) -> None:
    """All of them."""
    needing(world)
    speaking(world)
    spoken_for(world)
    worried(world)
    meeting(world)
    asking_what_we_mean(world)
    helped_to_begin(world)
    asked_to_be_protected(world)
    limited(world)
    seen_outside(world)


def needing(world: World) -> None:
    """Something is asked for, and something was refused and may be looked at again."""
    case = world.case(by="relations")
    assert case.customer is not None
    how: dict[str, Any] = {"case": case, "at": TUESDAY, "charter": world.charter}
    adjustments.ask(world.session, case.customer, f"Ring me first. {WIDE}", **how)
    refused = adjustments.ask(world.session, case.customer, "Come to my house.", **how)
    adjustments.refuse(world.session, refused, case=case, reason="We have nobody to send.", **world.how("relations"))
    world.shown["relations"].append(f"/office/customers/{case.customer.id}")
    world.see(case, "relations")


def speaking(world: World) -> None:
    """Who speaks for whom: waiting, in force and over, as each of the three sees it."""
    for act in (None, representing.settle, representing.refuse):
        what: dict[str, Any] = {"organisation": f"Advice {WIDE[:60]}"}
        case = a_case_spoken_for(world.session, world.charter, person=MORAG, **what)
        (one,) = case.authorities
        if act is not None:
            act(world.session, one, at=TUESDAY, charter=world.charter)
        offered(world.session, case, world.people["relations"], world.charter, NEXT_TUESDAY, NEXT_WEDNESDAY)
        world.see(case, "relations")
        theirs = f"/for/{case.reference}/{one.track_key}"
        world.shown["relations"].append(f"/office/cases/{case.reference}/authority")
        world.shown[STREET] += [theirs, f"{theirs}/answers", f"/confirm/{one.confirm_key}"]
        world.shown[STREET].append(f"/advocate/{one.representative.list_key}")
        world.faces += [(STREET, theirs), (STREET, f"/confirm/{one.confirm_key}")]
        world.faces.append(("relations", f"/office/cases/{case.reference}/authority"))


def spoken_for(world: World) -> None:
    """Whoever speaks may say whether we understand a complaint, go on with it, and complain."""
    asked, resting_for, request = (
        a_case_spoken_for(world.session, world.charter, kind, person=MORAG)
        for kind in (Kind.COMPLAINT, Kind.COMPLAINT, Kind.REQUEST)
    )
    for case in (asked, resting_for, request):
        (one,) = case.authorities
        representing.settle(world.session, one, at=TUESDAY, charter=world.charter)
        held(world.session, case, by=world.people["worker"], charter=world.charter)
        world.shown[STREET].append(f"/for/{case.reference}/{one.track_key}")
    points: dict[str, Any] = {"definition": "Nobody came.", "sought": "Come.", "points": ["Nobody came."]}
    decisions.define(world.session, asked, **points, **world.how())
    agreeing.send_points(world.session, asked, **world.how())
    what: dict[str, Any] = {"what": RestFor.MEDIATION, "reason": "They meet on Friday.", "review_on": THEN}
    resting.rest(world.session, resting_for, **what, **world.how())


def worried(world: World) -> None:
    """Somebody may not be safe."""
    case = world.case(by="worker")
    told: dict[str, Any] = {"raised_from": RaisedFrom.DESK, "words": f"She is alone. {WIDE}", "about": "Ina"}
    found = concerns.raise_on(world.session, case, **told, **world.how())
    world.shown["safeguarding"] += ["/office/concerns", f"/office/concerns/{found.id}"]
    world.shown["relations"].append(f"/office/concerns/{found.id}")


def meeting(world: World) -> None:
    """Two times to choose from."""
    case = world.case(by="worker")
    what: dict[str, Any] = {"purpose": f"The lamp. {WIDE}"[:200]}
    offered(world.session, case, world.people["worker"], world.charter, NEXT_TUESDAY, NEXT_WEDNESDAY, **what)
    world.see(case, "relations")


def asking_what_we_mean(world: World) -> None:
    """The customer did not understand us."""
    case = world.case(by="worker")
    meanings.ask(world.session, case, None, words="What is a lamp head?", at=TUESDAY, charter=world.charter)
    world.see(case, "relations")


def helped_to_begin(world: World) -> None:
    """A form was begun for somebody, and waits for them; for somebody else it goes by post."""
    for number, person in enumerate((MORAG, BY_POST)):
        begun = Begun(replace(person, needs=""), Kind.COMPLAINT, words="Nobody came.")
        secret = world.settings.secret_key
        over = handing_over.begin(world.session, begun, key=f"begun-{number}", secret=secret, **world.how())
        world.shown["worker"] += ["/office/started", f"/office/started/{over.id}"]


def asked_to_be_protected(world: World) -> None:
    """Somebody asks for a manager's name on a case: nobody has decided; on another it is so."""
    for granted in (False, True):
        case = world.case(by="worker")
        what: dict[str, Any] = {"staff": world.people["worker"], "why": f"I am afraid. {WIDE}", "case": case}
        wish = protecting.ask(world.session, Wish.MANAGERS_NAME, **what, **world.how())
        world.session.flush()
        if granted:
            named: dict[str, Any] = {"reasons": "She is.", "signed_name": "Leila Leader"}
            protecting.decide(world.session, wish, granted=True, **named, **world.how("leader"))
        for who in ("worker", "leader"):
            world.shown[who].append(f"/office/protections/{wish.id}")


def limited(world: World) -> None:
    """Limits on contact: put forward, decided and not told, begun without telling, told by a letter that waits."""
    lasting: dict[str, Any] = {"reason": "She is in hospital.", "reconsider_on": THEN}
    for number, state in enumerate(("proposed", "approved", "untold", "told")):
        person = replace(BY_POST if state == "told" else MORAG, name=f"Lachlan Limited {number}", email="")
        person = replace(person, email=f"limited{number}@customer.example") if state != "told" else person
        put = a_proposal(world.session, world.charter, case=world.case(by="worker", person=person))
        made = proposing.propose(world.session, put, once=f"limit-{number}", **world.how())
        world.session.flush()
        if state != "proposed":
            restricting.approve(world.session, made, reasons="It is the least that helps.", **world.how("leader"))
        if state == "untold":
            restricting.begin_untold(world.session, made, **lasting, **world.how("head"))
        if state == "told":
            restricting.tell(world.session, made, starts_on=TUESDAY.date(), **world.how("leader"))
        world.faces.append(("leader", f"/office/restrictions/{made.id}"))
        for who in ("leader", "head", "worker"):
            world.shown[who].append(f"/office/restrictions/{made.id}")


def seen_outside(world: World) -> None:
    """Somebody talked about one of us outside the office, and it may be left out of what is kept."""
    engagement = world.charter.engagement
    assert engagement is not None
    outside = next(one for one, known in engagement.categories.items() if Special.OUTSIDE in known.special)
    met = an_incident(world.session, world.charter, by=world.people["worker"], categories=(outside,))
    world.shown["leader"].append(f"/office/incidents/{met.id}")
