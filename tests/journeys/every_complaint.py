"""A complaint in each state that has pages of its own: points, decisions, remedies, lessons, talks, groups."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from shared.casework import (
    agreeing,
    deciding,
    decisions,
    grouping,
    lessons,
    procedures,
    resting,
    routing,
    stages,
    surveys,
)
from shared.casework.intake import open_case
from shared.charter.procedure import Finding
from shared.charter.signs import Sign
from shared.charter.vocabulary import Kind
from shared.models.decisions import RestFor
from tests.builders import TUESDAY, a_submission, a_written_decision, decide, held
from tests.casework.complaining import NOBODY
from tests.journeys.one_of_everything import MORAG, STREET, WIDE, World

#: A day by which something is done.
SOON = date(2027, 3, 16)


def complaints(world: World) -> None:
    """All of them."""
    asked_about(world)
    late(world)
    without_a_name(world)
    with_a_panel(world)
    written(world)
    put_right_at_once(world)
    asked_to_be_read(world)
    decided(world)
    resting_now(world)
    together(world)
    asked_how_it_was(world)


def asked_about(world: World) -> None:
    """The customer is asked whether we understand it; what they dispute is written down beside."""
    case = world.case(Kind.COMPLAINT, words="Nobody came to mend the light.")
    words = f"You say that nobody came. {WIDE}"
    how = world.how("triage")
    decisions.define(world.session, case, definition=words, sought="Mend it.", points=[words], **how)
    agreeing.send_points(world.session, case, **how)
    world.see(case, "relations")
    answered = world.case(Kind.COMPLAINT, words="Nobody came to mend the light.")
    decisions.define(world.session, answered, definition=words, sought="Mend it.", points=[words], **how)
    agreeing.send_points(world.session, answered, **how)
    agreeing.disagree(world.session, answered, words=f"No. {WIDE}", at=TUESDAY, charter=world.charter)
    held(world.session, answered, by=world.people["worker"], charter=world.charter)
    world.see(answered, "worker")


def late(world: World) -> None:
    """It happened long ago, and nobody has said yet that it is looked into all the same."""
    told = replace(a_submission(Kind.COMPLAINT, person=MORAG), happened_on=date(2026, 1, 5))
    world.see(open_case(world.session, told, at=TUESDAY, charter=world.charter), "relations")


def without_a_name(world: World) -> None:
    """By nobody we know: a manager decides whether it is looked into."""
    case = world.case(Kind.COMPLAINT, person=NOBODY)
    to: dict[str, Any] = {"team": world.people["worker"].team, "service": None, "reason": "Theirs."}
    routing.route(world.session, case, **to, **world.how("triage"))
    world.see(case, "leader")


def with_a_panel(world: World) -> None:
    """A talk and a report are promised (see `with_every_promise`)."""
    told = a_submission(Kind.COMPLAINT, person=MORAG, signs=(Sign.CHILDREN,))
    world.see(open_case(world.session, told, at=TUESDAY, charter=world.charter), "relations")


def written(world: World) -> None:
    """Every part of its decision is written; the worker works on it."""
    case = world.case(Kind.COMPLAINT)
    what: dict[str, Any] = {"sought": f"Mend it. {WIDE}", "points": (f"It was late. {WIDE}", "Nobody rang.")}
    a_written_decision(world.session, case, **world.how(), **what)
    world.see(case, "worker")


def put_right_at_once(world: World) -> None:
    """What was done about it has yet to be agreed with the customer."""
    case = world.case(Kind.COMPLAINT)
    a_written_decision(world.session, case, **world.how())
    found: dict[str, Any] = {**decisions.as_found(procedures.decision_of(case)), "outcome": Finding.RESOLVED}
    decisions.find(world.session, case, **found, **world.how())
    world.shown["worker"].append(f"/office/cases/{case.reference}/decision")


def asked_to_be_read(world: World) -> None:
    """At its second stage somebody else reads the decision first."""
    case = world.case(Kind.COMPLAINT)
    held(world.session, case, by=world.people["worker"], charter=world.charter)
    decide(world.session, case, **world.how(), outcome=Finding.NOT_UPHELD)
    stages.ask_next_stage(world.session, case, words="It is still dark.", at=TUESDAY, charter=world.charter)
    held(world.session, case, by=world.people["colleague"], charter=world.charter)
    a_written_decision(world.session, case, **world.how("colleague"))
    deciding.ask_approval(world.session, case, **world.how("colleague"))
    world.see(case, "relations", "colleague")


def decided(world: World) -> None:
    """Answered with a remedy and a lesson that somebody has to see to."""
    case = world.case(Kind.COMPLAINT)
    a_written_decision(world.session, case, **world.how())
    what: dict[str, Any] = {"words": f"We ring first. {WIDE}", "due_on": SOON, "owner": world.people["worker"]}
    lessons.learn(world.session, case, **what, **world.how())
    deciding.issue(world.session, case, **world.how())
    world.see(case, "relations")
    for who in ("worker", "leader", "relations"):
        world.shown[who] += ["/office/putting-right", "/office/putting-right/2", "/office/learning"]


def resting_now(world: World) -> None:
    """People talk it over; both sides can go on."""
    case = world.case(Kind.COMPLAINT, by="worker")
    what: dict[str, Any] = {"what": RestFor.MEDIATION, "reason": "They meet on Friday.", "review_on": SOON}
    resting.rest(world.session, case, **what, **world.how())
    world.see(case, "worker")


def together(world: World) -> None:
    """Two people about the same: one decision is ready, the other is not."""
    people = [replace(MORAG, name=name, email=f"{name.lower()}@customer.example") for name in ("Ann", "Ben")]
    cases = [world.case(Kind.COMPLAINT, by="worker", person=person) for person in people]
    group = grouping.begin(world.session, cases[0], name=f"The lamp {WIDE[:40]}", **world.how())
    grouping.add(world.session, group, cases[1], **world.how())
    a_written_decision(world.session, cases[0], **world.how())
    world.shown["worker"].append(f"/office/groups/{group.id}")


def asked_how_it_was(world: World) -> None:
    """Answered some days ago; the customer has a link, and may also say it on the phone."""
    before = TUESDAY - timedelta(days=7)
    case = world.case(Kind.COMPLAINT, at=before)
    a_written_decision(world.session, case, **world.how(at=before))
    deciding.issue(world.session, case, **world.how(at=before))
    surveys.ask(world.session, at=TUESDAY, charter=world.charter)
    survey = surveys.sent_about(world.session, case)
    assert survey is not None
    world.see(case, "worker")
    world.shown[STREET].append(f"/how-was-it/{survey.key}")
