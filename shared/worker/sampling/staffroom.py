"""Who works on sampled cases: the staff that are there already, and enough others to own them."""

import secrets
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from random import Random

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.charter.access import Right, Role
from shared.charter.organisation import Charter
from shared.models.staff import Staff
from shared.worker.sampling.people import told_of_people

#: The teams that get the most cases have so many people each, every other team one.
BUSY_TEAMS = 12
A_BUSY_TEAM = (Role.TEAM_LEADER, Role.CASE_WORKER, Role.CASE_WORKER)
#: No password has this as its hash: nobody signs in until an administrator gives one.
NO_PASSWORD = "!"  # noqa: S105
_CHIEFS = (Role.STRATEGIC_LEAD, Role.EXECUTIVE_CHIEF_OFFICER, Role.DEPUTE_CHIEF_EXECUTIVE, Role.CHIEF_EXECUTIVE)
_ONE_OF_EACH = frozenset({Role.MEMBER, Role.ANALYST, Role.ADMINISTRATOR, Role.HEAD_OF_SERVICE, *_CHIEFS})


class Staffroom:
    """The staff, by what is asked of them."""

    def __init__(self, staff: Sequence[Staff], rng: Random) -> None:
        self.rng = rng
        self._by_role: dict[Role, list[Staff]] = defaultdict(list)
        self._by_team: dict[str, list[Staff]] = defaultdict(list)
        for one in staff:
            self._by_role[one.role].append(one)
            if one.may(Right.WORK_OWN_TEAM) and one.role not in _CHIEFS:
                self._by_team[one.team].append(one)

    def triage(self) -> Staff:
        """Whoever reads what comes in."""
        return self.rng.choice(self._by_role[Role.TRIAGE_OFFICER])

    def relations(self) -> Staff:
        """Somebody who may work every team's cases."""
        return self.rng.choice(self._by_role[Role.CUSTOMER_RELATIONS])

    def approver(self, writer: Staff) -> Staff:
        """Somebody of Customer Relations who did not write the decision."""
        return self.another(writer) or self.relations()

    def another(self, than: Staff) -> Staff | None:
        """Somebody else who may work every team's cases, if there is anybody."""
        others = [one for one in self._by_role[Role.CUSTOMER_RELATIONS] if one.id != than.id]
        return self.rng.choice(others) if others else None

    def worker(self, team: str) -> Staff:
        """Somebody of that team; where it has nobody, Customer Relations stands in."""
        return self.rng.choice(self._by_team[team]) if self._by_team[team] else self.relations()

    def colleague(self, owner: Staff, team: str) -> Staff | None:
        """Somebody else of that team, if there is anybody."""
        others = [one for one in self._by_team[team] if one.id != owner.id]
        return self.rng.choice(others) if others else None


def gather(session: Session, charter: Charter, busiest: Sequence[str], *, at: datetime, rng: Random) -> Sequence[Staff]:
    """Everybody who works here, after adding whoever the sample needs. `busiest` are teams, the busiest first."""
    here = list(session.scalars(sa.select(Staff).order_by(Staff.id)))
    working = [one for one in here if one.disabled_at is None]
    there = Counter(_post(one.role, one.team) for one in working)
    wanted = []
    for role, team in _wanted(charter, busiest):
        post = _post(role, team)
        if there[post]:
            there[post] -= 1
        else:
            wanted.append((role, team))
    names = _names(rng, {one.name for one in here})
    domain = charter.organisation.email.rsplit("@", 1)[-1]
    for (role, team), name in zip(wanted, names, strict=False):
        one = Staff(
            email=f"{name.lower().replace(' ', '.')}@{domain}",
            name=name,
            role=role,
            team=team,
            password_hash=NO_PASSWORD,
            session_key=secrets.token_urlsafe(24),
            created_at=at,
        )
        session.add(one)
        working.append(one)
    session.flush()
    return working


def _post(role: Role, team: str) -> tuple[Role, str]:
    """Where one person of a role is enough for the whole council, the team does not matter."""
    return role, "" if role in _ONE_OF_EACH else team


def _wanted(charter: Charter, busiest: Sequence[str]) -> list[tuple[Role, str]]:
    own = charter.organisation
    first = busiest[0]
    councillors = next(
        (s.policy_owner for s in charter.services.values() if s.team == first), own.customer_relations_team
    )
    people = [(Role.TRIAGE_OFFICER, own.triage_team)] * 3
    people += [(Role.CUSTOMER_RELATIONS, own.customer_relations_team)] * 3
    people += [
        (Role.SAFEGUARDING_OFFICER, own.customer_relations_team),
        (Role.MEMBER, councillors),
        (Role.ANALYST, own.customer_relations_team),
        (Role.ADMINISTRATOR, own.triage_team),
        (Role.HEAD_OF_SERVICE, first),
        *((role, first) for role in _CHIEFS),
    ]
    for place, team in enumerate(busiest):
        people += [(role, team) for role in (A_BUSY_TEAM if place < BUSY_TEAMS else (Role.CASE_WORKER,))]
    return people


def _names(rng: Random, taken: set[str]) -> list[str]:
    colleagues = told_of_people()["colleagues"]
    names = [f"{first} {last}" for first in colleagues["first"] for last in colleagues["last"]]
    free = [name for name in names if name not in taken]
    rng.shuffle(free)
    return free


def busiest_teams(charter: Charter, weights: Mapping[str, float]) -> list[str]:
    """Every team that a sampled case may go to, the busiest first."""
    load: dict[str, float] = defaultdict(float)
    for service in charter.services.values():
        load[service.team] += weights[service.id]
        load[service.policy_owner] += weights[service.id] / 20
    for route in charter.routes:
        if route.to in charter.teams:
            load[route.to] += 1
    own = charter.organisation
    load.pop(own.customer_relations_team, None)
    return sorted(load, key=lambda team: (-load[team], team))
