"""What must stay where it is, with a word in it that stands nowhere else; and everybody who might come upon it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from shared.casework import efforts, heard, judging, protecting, restricting, sealing
from shared.casework import files as attached
from shared.casework import restrictions as proposing
from shared.casework.evidence import add as add_evidence
from shared.casework.judging import Verdict
from shared.casework.steps import teams_of_area
from shared.charter.access import Role
from shared.charter.fairness import Question
from shared.charter.vocabulary import Channel
from shared.files.checked import Checked, FileKind
from shared.files.store import Store
from shared.models.cases import Case
from shared.models.incidents import Judged
from shared.models.protections import Wish
from shared.models.restrictions import EffortKind
from shared.models.staff import Staff
from tests.backoffice.desk import Office
from tests.builders import TUESDAY, a_case, a_member_of_staff, held
from tests.engaged import FAIR, a_proposal, an_incident

#: Every planted word begins so, and search finds the beginnings of words.
SIGN = "zqx"
COVERED = "zqxcovered"
FACTS = "zqxfacts"
WARNING = "zqxwarning"
WITNESS = "zqxwitness"
JUDGED = "zqxjudged"
VIEWS = "zqxviews"
SHOWN = "zqxshown"
WHY = "zqxwhy"
FAIRNESS = "zqxfair"
REASONS = "zqxreasons"
EFFORT = "zqxeffort"
PROTECT = "zqxprotect"
LABEL = "zqxlabel"
NAMED = "zqxnamed"
EVERY = (COVERED, FACTS, WARNING, WITNESS, JUDGED, VIEWS, SHOWN, WHY, FAIRNESS, REASONS, EFFORT, PROTECT, LABEL, NAMED)


@dataclass
class Planted:
    """The case that it all hangs on, by number and reference, and the secrets of whoever it is about."""

    reference: str
    track: str
    contact: str
    people: dict[str, Staff]


def plant(office: Office, store: Store) -> Planted:
    """A threat on a case of the roads team, everything that came of it, and somebody for each role."""
    with office.records() as session:
        people = _everybody(session, office)
        case = held(session, a_case(session, office.charter), by=office.cast.worker, charter=office.charter)
        _covered(session, office, case)
        _file(session, case, store)
        restriction = _managed(session, office, case, store)
        session.flush()
        tracking = f"/track/{case.reference}/{case.tracking_key}"
        return Planted(case.reference, tracking, f"/contact/{restriction.key}", people)


def _everybody(session: Session, office: Office) -> dict[str, Staff]:
    """The cast, the roles that came with managing engagement, and a manager of another area."""
    cast = office.cast
    people = {name: who for name, who in vars(cast).items() if isinstance(who, Staff)}
    beside = next(one for one in sorted(teams_of_area(cast.team, office.charter)) if one != cast.team)
    for role in (Role.STRATEGIC_LEAD, Role.EXECUTIVE_CHIEF_OFFICER):
        people[role.value] = a_member_of_staff(session, role, beside)
    for role in (Role.CHIEF_EXECUTIVE, Role.DEPUTE_CHIEF_EXECUTIVE):
        people[role.value] = a_member_of_staff(session, role, office.charter.organisation.customer_relations_team)
    people["other leader"] = a_member_of_staff(session, Role.TEAM_LEADER, cast.stranger.team)
    people["other head"] = a_member_of_staff(session, Role.HEAD_OF_SERVICE, cast.stranger.team)
    return people


def _covered(session: Session, office: Office, case: Case) -> None:
    acts: dict[str, Any] = {"at": TUESDAY, "charter": office.charter}
    words = f"I know where you live {COVERED} and the light is still out."
    heard.hear(session, case, words=words, channel=Channel.WEB, **acts)
    session.flush()
    sealing.cover(session, case, case.contacts[-1], label="threats", by=office.cast.worker, **acts)


def _file(session: Session, case: Case, store: Store) -> None:
    given = [Checked(FileKind.TEXT, "text/plain", "photo.txt", b"A file.")]
    attached.add(session, given, store=store, at=TUESDAY, case=case, label=f"{LABEL} and a burnt car", shared=False)


def _managed(session: Session, office: Office, case: Case, store: Store) -> Any:
    cast, charter = office.cast, office.charter
    told: dict[str, Any] = {"words": f"He said: {FACTS}.", "warning": f"{WARNING}, or I end this call."}
    incident = an_incident(session, charter, case=case, customer=case.customer, by=cast.worker, **told)
    judging.account(session, incident, who="Somebody", words=f"I heard {WITNESS}.", by=cast.colleague, at=TUESDAY)
    views = {"staff_views": f"{VIEWS} said the worker.", "others_views": "The others agree."}
    verdict = Verdict(Judged.POLICE, False, f"{JUDGED}, and no more.", **views)
    judging.decide(session, incident, verdict, by=cast.leader, at=TUESDAY, charter=charter)
    shown = [Checked(FileKind.TEXT, "text/plain", "call.txt", b"What was said.")]
    add_evidence(session, incident, shown, store=store, label=f"{SHOWN} in a call", by=cast.worker, at=TUESDAY)
    named = {"words": f"A page names her: {NAMED}.", "categories": ("named-in-public",), "customer": case.customer}
    an_incident(session, charter, by=cast.colleague, affected=cast.colleague, **named)
    assert case.customer is not None
    words = {"words": f"We offered to talk: {EFFORT}."}
    efforts.add(session, case.customer, EffortKind.RESTORATIVE, by=cast.leader, at=TUESDAY, **words)
    asked: dict[str, Any] = {"staff": cast.worker, "by": cast.worker, "at": TUESDAY, "case": case, "charter": charter}
    protecting.ask(session, Wish.MANAGERS_NAME, why=f"{PROTECT} keeps me awake.", **asked)
    put = a_proposal(
        session,
        charter,
        case=case,
        incidents=(incident,),
        why=f"On 1 March somebody was afraid: {WHY}.",
        fairness={**FAIR, Question.PROPORTIONATE: f"{FAIRNESS}; everything else stays open."},
    )
    made = proposing.propose(session, put, by=cast.worker, at=TUESDAY, charter=charter, once="planted")
    session.flush()
    act: dict[str, Any] = {"by": cast.leader, "at": TUESDAY, "charter": charter}
    restricting.approve(session, made, reasons=f"{REASONS} is the least that helps.", **act)
    restricting.tell(session, made, starts_on=TUESDAY.date(), **act)
    return made
