"""A small cast: who works here and what they may do, for tests that need people rather than rows."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from shared.charter.access import Role
from shared.charter.organisation import Charter
from shared.models.staff import Staff
from tests.builders import a_member_of_staff


@dataclass(frozen=True)
class Cast:
    """Everybody a test may need. `stranger` works in another team and may not look."""

    triage: Staff
    worker: Staff
    colleague: Staff
    leader: Staff
    head: Staff
    relations: Staff
    councillor: Staff
    analyst: Staff
    administrator: Staff
    safeguarding: Staff
    stranger: Staff

    @property
    def team(self) -> str:
        """The team that the worker, her colleague and their leader are in."""
        return self.worker.team


def a_cast(session: Session, charter: Charter) -> Cast:
    """One person for each role, in the first service's team, and a stranger from another area."""
    services = list(charter.services.values())
    own = services[0]
    other = next(s for s in services if s.area != own.area and s.team != own.team)
    triage, relations = charter.organisation.triage_team, charter.organisation.customer_relations_team

    def one(role: Role, team: str, name: str) -> Staff:
        return a_member_of_staff(session, role, team, name=name)

    return Cast(
        triage=one(Role.TRIAGE_OFFICER, triage, "Tavish Triage"),
        worker=one(Role.CASE_WORKER, own.team, "Wilma Worker"),
        colleague=one(Role.CASE_WORKER, own.team, "Colin Colleague"),
        leader=one(Role.TEAM_LEADER, own.team, "Leila Leader"),
        head=one(Role.HEAD_OF_SERVICE, own.team, "Hamish Head"),
        relations=one(Role.CUSTOMER_RELATIONS, relations, "Rita Relations"),
        councillor=one(Role.MEMBER, own.policy_owner, "Councillor Croft"),
        analyst=one(Role.ANALYST, triage, "Ana Analyst"),
        administrator=one(Role.ADMINISTRATOR, triage, "Ada Administrator"),
        safeguarding=one(Role.SAFEGUARDING_OFFICER, relations, "Sorcha Safeguarding"),
        stranger=one(Role.CASE_WORKER, other.team, "Stuart Stranger"),
    )
