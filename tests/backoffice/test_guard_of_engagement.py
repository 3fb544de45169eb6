"""Who opens which page of managing engagement: the table, for everybody who works here and for nobody who does not."""

from dataclasses import dataclass

import pytest

from shared.casework import incidents, protecting, sealing
from shared.casework.incidents import Happening
from shared.charter.vocabulary import Channel
from shared.models.cases import Case
from shared.models.protections import Wish
from tests.backoffice.desk import Office
from tests.builders import TUESDAY
from tests.engaged import a_restriction

#: Everybody of the cast by a letter: the first eight as in test_guard, then somebody of another team.
LETTERS = {
    "T": "triage",
    "C": "colleague",
    "W": "worker",
    "L": "leader",
    "H": "head",
    "R": "relations",
    "M": "councillor",
    "N": "analyst",
    "A": "administrator",
    "S": "safeguarding",
    "X": "stranger",
}
EVERYBODY = "TCWLHRMNASX"
#: W was threatened and wrote it down; C, of the same team, has put the restriction forward; L and H lead them.
PAGES = [
    ("/office/incidents", EVERYBODY, "anybody may have met with something"),
    ("/office/incidents/new", EVERYBODY, "anybody writes it down"),
    ("/office/incidents/{incident}", "WLHR", "whom it happened to, their managers, Customer Relations"),
    ("/office/incidents/{incident}/decide/register", "LHR", "a manager decides"),
    ("/office/incidents/{incident}/decide/keep", "", "a threat is kept whatever anybody says"),
    ("/office/incidents/{incident}/decide/police", "WLHR", "anybody who sees it may report it"),
    ("/office/incidents/{incident}/account", "WLHR", "whoever sees it writes down who was there"),
    ("/office/incidents/{incident}/care", "LHR", "a manager agrees it"),
    ("/office/incidents/{incident}/care/{care}", "LHR", "a manager has done it"),
    ("/office/incidents/{incident}/files", "WLHR", "whoever sees it adds to it"),
    ("/office/incidents/{incident}/protect", "WLHR", "for oneself, or for somebody in the team"),
    ("/office/protections", EVERYBODY, "anybody has asked, or has not"),
    ("/office/protections/{protection}", "WLHR", "who asked, their managers, Customer Relations"),
    ("/office/protections/{protection}/end", "LHR", "a manager ends it"),
    ("/office/cases/{case}/protect", "TCWLHR", "whoever sees the case"),
    ("/office/cases/{case}/messages/{contact}/cover", "TCWLHR", "whoever sees the case"),
    ("/office/cases/{case}/outside-advice", "LHR", "whoever may decide, or sees every incident"),
    ("/office/cases/{case}/read", "LHR", "a manager looks who opened it"),
    ("/office/covered/{covered}", "TR", "whoever sees the case, which nobody has taken yet"),
    ("/office/restrictions/{restriction}", "CLHR", "who proposed it, and whoever may decide for the team"),
    ("/office/restrictions/{restriction}/sharing", "CLHR", "whoever sees it"),
    ("/office/restrictions/{restriction}/review", "LHR", "whoever may decide"),
    ("/office/restrictions/{restriction}/change", "LHR", "whoever may decide"),
    ("/office/restrictions/{restriction}/end", "LHR", "whoever may decide"),
    ("/office/restrictions/{restriction}/appeal", "CLHR", "whoever sees it hears the customer on the phone"),
    ("/office/customers/{customer}/contact", "CWLHR", "whoever has to do with it"),
    ("/office/customers/{customer}/contact/restrict", "CWLHR", "whoever has to do with it may put one forward"),
    ("/office/customers/{customer}/contact/effort", "CWLHR", "whoever has to do with it"),
    ("/office/customers/{customer}/volumes", "CWLHR", "whoever has to do with it"),
    ("/office/customers/{customer}/outside-advice", "LHR", "whoever may decide, or sees every incident"),
    ("/office/customers/{customer}/read", "LHR", "a manager looks who opened it"),
]


@dataclass
class Kept:
    """One of each, and who works here."""

    office: Office
    numbers: dict[str, object]


@pytest.fixture
def kept(office: Office) -> Kept:
    """An incident with its case, a plea for protection, a covered message, and a restriction in force."""
    case, new = office.case(held_by=office.cast.worker), office.case()
    with office.records() as session:
        here = session.query(Case).filter_by(id=case.id).one()
        worker, leader = (session.merge(one) for one in (office.cast.worker, office.cast.leader))
        what = Happening("He threatened her.", ("threat",), Channel.PHONE, TUESDAY, worker, case=here)
        act = {"by": worker, "at": TUESDAY, "charter": office.charter}
        incident = incidents.record(session, what, **act)
        asked = protecting.ask(session, Wish.NO_CONTACT, staff=worker, why="I am afraid.", case=here, **act)
        other = session.query(Case).filter_by(id=new.id).one()
        sealed = sealing.cover(
            session, other, other.contacts[0], label="insults", **{**act, "by": session.merge(office.cast.triage)}
        )
        made = a_restriction(
            session,
            office.charter,
            case=here,
            incidents=(incident,),
            by=session.merge(office.cast.colleague),
            leader=leader,
        )
        session.flush()
        numbers = {
            "incident": incident.id,
            "protection": asked.id,
            "restriction": made.id,
            "case": here.reference,
            "customer": here.customer_id,
            "covered": sealed.id,
            "care": incident.cares[0].id,
            "contact": here.contacts[0].id,
        }
    return Kept(office, numbers)


@pytest.mark.clause("CH-13", "RP-26")
def test_a_page_opens_for_whoever_needs_it_and_for_nobody_else(kept: Kept) -> None:
    for letter, name in LETTERS.items():
        client = kept.office.desk(getattr(kept.office.cast, name)).client
        for path, letters, reason in PAGES:
            status = client.get(path.format(**kept.numbers)).status_code
            allowed = letter in letters
            assert (status == 200) is allowed, f"{path} answers {name} with {status}: {reason}"
            assert allowed or status in (403, 404, 409), f"{path} answers {name} with {status}"


@pytest.mark.clause("CH-13", "RP-26")
def test_nobody_opens_any_of_them_without_signing_in(kept: Kept) -> None:
    client = kept.office.app.test_client()
    for path, _letters, _reason in PAGES:
        answer = client.get(path.format(**kept.numbers))
        assert answer.status_code == 303 and answer.headers["Location"].startswith("/office/sign-in?next="), path
