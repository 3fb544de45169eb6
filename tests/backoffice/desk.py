"""Somebody at a desk in the back office: opens cases, takes steps, reads what comes of it."""

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from flask import Flask
from werkzeug.test import TestResponse

from shared.casework import routing
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Kind
from shared.models.cases import Case
from shared.models.database import reading
from shared.models.staff import Staff
from tests.builders import MORAG, a_case
from tests.client import CheckingClient
from tests.conftest import Records
from tests.people import Cast, a_cast


@dataclass
class Office:
    """The staff site with its whole cast, and cases that are kept."""

    app: Flask
    records: Records
    charter: Charter
    cast: Cast = field(init=False)

    def __post_init__(self) -> None:
        with self.records() as session:
            self.cast = a_cast(session, self.charter)

    def desk(self, staff: Staff) -> "Desk":
        """Sit down as that member of staff."""
        client = self.app.test_client()
        assert isinstance(client, CheckingClient)
        client.sign_in(staff)
        return Desk(client)

    def case(self, kind: Kind = Kind.REQUEST, *, held_by: Staff | None = None, **more: object) -> Case:
        """A case that has come in; with `held_by`, one that this person has accepted for their team."""
        with self.records() as session:
            case = a_case(session, self.charter, kind, **{"person": MORAG, **more})
            reference, how = case.reference, {"at": self.app.extensions["bywhen.clock"](), "charter": self.charter}
            if held_by is not None:
                why, to = "They look after it.", held_by.team
                routing.route(session, case, team=to, service=None, reason=why, by=self.cast.triage, **how)
                routing.accept(session, case, by=held_by, **how)
        return self.now(reference)

    def now(self, reference: str) -> Case:
        """The case as it is kept now, with its parts."""
        with self.records() as session:
            case = session.query(Case).filter_by(reference=reference).one()
            _ = (case.customer, case.owner, case.clocks, case.contacts, case.happenings)
            session.expunge_all()
            return case

    def act(self, what: Callable[..., object], reference: str, **facts: object) -> None:
        """Something done behind the pages, by casework itself."""
        with self.records() as session:
            case = session.query(Case).filter_by(reference=reference).one()
            what(session, case, charter=self.charter, **facts)


@dataclass
class Desk:
    """One person's browser without a script, and with HTMX when `part` is asked for."""

    client: CheckingClient

    def sees(self, case: Case | str) -> TestResponse:
        """The page of a case."""
        return self.client.get(f"/office/cases/{_reference(case)}")

    def opens(self, step: str, case: Case | str, *, part: bool = False) -> TestResponse:
        """A step, before it is taken."""
        return self.client.get(f"/office/cases/{_reference(case)}/{step}", headers=_headers(part))

    def takes(
        self,
        step: str,
        case: Case | str,
        *,
        seen: int | str | None = None,
        once: str = "",
        part: bool = False,
        sure: bool = True,
        **answers: object,
    ) -> TestResponse:
        """A step with these answers, on the case as it was `seen`, or else as it is now.

        Where what comes of it is shown first, whoever is `sure` presses once more.
        """
        hidden = {"once": once or secrets.token_hex(8), "seen": self._version(case) if seen is None else seen}
        where = f"/office/cases/{_reference(case)}/{step}"
        told = self.client.post(where, data={**hidden, **answers}, headers=_headers(part))
        agreed = re.search(r'value="(\w+)" name="sure"', told.text) if sure else None
        if agreed is None:
            return told
        return self.client.post(where, data={**hidden, **answers, "sure": agreed[1]}, headers=_headers(part))

    def _version(self, case: Case | str) -> str:
        """What every step on the page of this case carries, so that the page need not be opened; empty for no case."""
        with reading(self.client.application.extensions["bywhen.engine"]) as session:
            return str(session.query(Case.version).filter_by(reference=_reference(case)).scalar() or "")


def _reference(case: Case | str) -> str:
    return case if isinstance(case, str) else case.reference


def _headers(part: bool) -> dict[str, str]:
    return {"HX-Request": "true"} if part else {}
