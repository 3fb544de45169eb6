"""Where a contact goes first, and the clause that says so."""

from dataclasses import dataclass

from shared.charter.organisation import Charter, Route
from shared.charter.vocabulary import Kind


@dataclass(frozen=True)
class Destination:
    """A team, and the published reason for choosing it. `route` is None where only the service decided."""

    team: str
    service: str | None
    reason: str
    route: Route | None = None


def choose_route(charter: Charter, kind: Kind, service: str | None) -> Destination | None:
    """The team that the charter would send this contact to; None while nobody knows which service it is about.

    A representation goes to whoever owns the policy (clause FP-6), everything else to the service's own team unless
    the charter routes its kind elsewhere.
    """
    route = next((route for route in charter.routes if route.kind is kind), None)
    named = charter.services.get(service or "")
    to = route.to if route else "service-team"
    reason = route.reason if route else ""
    if to == "customer-relations":
        return Destination(charter.organisation.customer_relations_team, service, reason, route)
    if to in charter.teams:
        return Destination(to, service, reason, route)
    if named is None:
        return None
    team = named.policy_owner if to == "policy-owner" else named.team
    return Destination(team, named.id, reason, route)
