"""What a sampled council owed people in writing: only for the last days, and nearly all of it sent already."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from shared.casework import clocks, notices
from shared.casework.reaching import address
from shared.charter.organisation import Charter
from shared.charter.reaching import SPOKEN
from shared.charter.vocabulary import Format, Reach
from shared.models.cases import Case
from shared.models.happened import Happened
from shared.models.staff import Staff

Row = dict[str, Any]
#: Messages of the last days are kept with a sample, so that the staff's page of messages has something to show.
RECENT = timedelta(days=3)
#: How often an address turns out not to exist.
PARKED = 0.006
_TROUBLE = "550 There is nobody of that name here."


@dataclass(frozen=True)
class Line:
    """A line that a message adds to the history later: not delivered, or reached in another way."""

    at: datetime
    what: Happened
    by: Staff | None
    facts: Mapping[str, object]


class Telling:
    """Notices and tasks, in plain values, as `notices.owe` and the worker would have left them.

    `by` is whoever did the tasks that are done.
    """

    def __init__(self, charter: Charter, until: datetime, first_id: int, by: Staff, rng: Random) -> None:
        self.charter, self.until, self.by, self.rng = charter, until, by, rng
        self.notices: list[Row] = []
        self.tasks: list[Row] = []
        self._next_id = first_id

    def owe(self, case: Case, template: str, at: datetime, facts: Mapping[str, object]) -> Line | None:
        """One notice to the customer; gives back what the history says of it later. See `notices.owe`."""
        if at < self.until - RECENT or case.customer is None:
            return None
        notice = self._notice(case, template, at, facts)
        customer = case.customer
        notice |= {
            "reach": customer.reach,
            "to_name": customer.name,
            "to_address": address(customer, customer.reach),
            "language": customer.language,
            "format": customer.format,
            "interpreter": customer.interpreter if customer.reach in SPOKEN else "",
        }
        self.notices.append(notice)
        return self._send(notice, case) if customer.reach in notices.CARRIED else self._ask_somebody(notice, case)

    def owe_team(self, case: Case, template: str, at: datetime, **facts: object) -> None:
        """One notice to the team that has the case. See `notices.owe_team`."""
        if at < self.until - RECENT:
            return
        team = self.charter.teams[case.team or self.charter.organisation.triage_team]
        notice = self._notice(case, template, at, facts)
        self.notices.append(
            {
                **notice,
                "once_key": notice["once_key"] + "/team",
                "reach": Reach.EMAIL,
                "to_name": team.name,
                "to_address": team.email,
                "language": self.charter.organisation.languages[0],
                "attempts": 1,
                "sent_at": self._soon_after(at),
            }
        )

    def _notice(self, case: Case, template: str, at: datetime, facts: Mapping[str, object]) -> Row:
        self._next_id += 1
        return {
            "id": self._next_id - 1,
            "case_id": case.id,
            "template": template,
            "facts": {**notices.snapshot(case, self.charter, at), **facts},
            "once_key": f"{case.reference}/{case.version}/{template}",
            "owed_at": at,
            "send_after": at,
            "locked_until": None,
            "attempts": 0,
            "sent_at": None,
            "parked_at": None,
            "trouble": "",
            "format": Format.STANDARD,
            "interpreter": "",
        }

    def _send(self, notice: Row, case: Case) -> Line | None:
        notice["attempts"] = 1
        if self.rng.random() >= PARKED:
            notice["sent_at"] = self._soon_after(notice["owed_at"])
            return None
        parked = self._soon_after(notice["owed_at"])
        notice |= {"parked_at": parked, "trouble": _TROUBLE}
        self._task(notice, case, opened_at=parked, failed=True)
        return Line(parked, Happened.NOT_DELIVERED, None, {"template": notice["template"], "trouble": _TROUBLE})

    def _ask_somebody(self, notice: Row, case: Case) -> Line | None:
        """Somebody rings or posts: what is older than a day is nearly always done."""
        done = notice["owed_at"] + timedelta(hours=self.rng.uniform(2, 30))
        task = self._task(notice, case, opened_at=notice["owed_at"])
        if done > self.until:
            return None
        notice["sent_at"] = done
        how = "Rang, and spoke to them." if notice["reach"] is Reach.PHONE else "Posted a letter."
        task |= {"done_at": done, "done_by_id": self.by.id, "how": how}
        return Line(done, Happened.REACHED, self.by, {"reach": notice["reach"], "how": how})

    def _task(self, notice: Row, case: Case, *, opened_at: datetime, failed: bool = False) -> Row:
        task = {
            "case_id": case.id,
            "notice_id": notice["id"],
            "reach": notice["reach"],
            "detail": notice["interpreter"],
            "failed": failed,
            "team": case.team or self.charter.organisation.triage_team,
            "opened_at": opened_at,
            "due_on": self.charter.calendar.add(clocks.today_of(self.charter, opened_at), 1),
            "done_at": None,
            "done_by_id": None,
            "how": "",
        }
        self.tasks.append(task)
        return task

    def _soon_after(self, at: datetime) -> datetime:
        return min(at + timedelta(seconds=self.rng.uniform(1, 40)), self.until)
