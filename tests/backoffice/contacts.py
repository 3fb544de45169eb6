"""One customer whose contact has to be managed, and everybody in their part, at their desks."""

import re
import secrets

from werkzeug.test import TestResponse

from shared.casework.customers import Person
from shared.charter.access import Role
from shared.charter.fairness import Question
from shared.models.restrictions import Restriction
from shared.models.staff import Staff
from tests.backoffice.desk import Office
from tests.builders import MORAG, a_case, a_member_of_staff
from tests.client import CheckingClient
from tests.engaged import TEAM, an_incident

WHY = "On 1 March one of us was afraid on the phone. Please write to us. We answer each letter within five days."


class Contacts:
    """One customer with an incident, the worker whom it happened to, a colleague and two who may decide."""

    def __init__(self, office: Office, person: Person = MORAG) -> None:
        self.office = office
        with office.records() as session:
            self.affected = a_member_of_staff(session, Role.CASE_WORKER, TEAM, name="Wendy Worker")
            self.proposer = a_member_of_staff(session, Role.TEAM_LEADER, TEAM, name="Paula Proposer")
            self.leader = a_member_of_staff(session, Role.TEAM_LEADER, TEAM, name="Lena Leader")
            self.head = a_member_of_staff(session, Role.HEAD_OF_SERVICE, TEAM, name="Hector Head")
            self.chief = a_member_of_staff(session, Role.CHIEF_EXECUTIVE, TEAM, name="Chris Chief")
            case = a_case(session, office.charter, person=person)
            case.team = TEAM
            incident = an_incident(session, office.charter, case=case, by=self.affected)
            session.flush()
            assert case.customer is not None
            self.person, self.incident, self.reference = case.customer.id, incident.id, case.reference

    @property
    def page(self) -> str:
        """Where their contact is looked at."""
        return f"/office/customers/{self.person}/contact"

    def client(self, staff: Staff) -> CheckingClient:
        """That person's browser."""
        return self.office.desk(staff).client

    def answers(self, **more: object) -> dict[str, object]:
        """A whole proposal as its form sends it."""
        said = {one.value.replace("-", "_"): "We have looked at it." for one in Question}
        return {
            "once": secrets.token_hex(8),
            "seen": "1",
            "grounds": "threat",
            "incidents": str(self.incident),
            "measures": "channel",
            "channels": "phone",
            "instead": "email",
            "rung": "zero-tolerance",
            "skipped": "A threat is acted on at once.",
            "why": WHY,
            "ends_on": ["2", "6", "2027"],
            "review_on": ["2", "5", "2027"],
            **said,
            **more,
        }

    def proposed(self, **more: object) -> str:
        """The page of a restriction that the proposer has put forward."""
        answer = self.client(self.proposer).post(f"{self.page}/restrict", data=self.answers(**more))
        assert answer.status_code == 303, re.findall(r"error-message.*?</p>", answer.text, re.S)
        return answer.headers["Location"]

    def act(
        self, staff: Staff, page: str, what: str, *, seen: str = "", once: str = "", **answers: object
    ) -> TestResponse:
        """One act by one person, on the restriction as they see it now."""
        client = self.client(staff)
        shown = client.get(f"{page}/{what}").text
        found = re.search(r'name="seen"[^>]*value="(\d+)"', shown)
        hidden = {"once": once or secrets.token_hex(8), "seen": seen or (found[1] if found else "")}
        return client.post(f"{page}/{what}", data={**hidden, **answers})

    def decided(self, **more: object) -> str:
        """One that the leader has decided, and nobody has told yet."""
        page = self.proposed(**more)
        assert self.act(self.leader, page, "approve", reasons="It is the least that helps.").status_code == 303
        return page

    def told(self, **more: object) -> str:
        """One that is in force."""
        page = self.decided(**more)
        assert self.act(self.leader, page, "tell", starts_on=["2", "3", "2027"]).status_code == 303
        return page

    def now(self, page: str) -> Restriction:
        """The restriction as it is kept now."""
        with self.office.records() as session:
            found = session.get(Restriction, int(page.rsplit("/", 1)[1]))
            assert found is not None
            _ = (found.limits, found.entries, found.customer)
            session.expunge_all()
            return found
