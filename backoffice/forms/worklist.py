"""What the worklist is asked for: a tab, filters, a page; whatever the address says, something sensible comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, TypeVar

from shared.casework.finding import Filters, Tab
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Channel, Kind

Word = TypeVar("Word", bound=StrEnum)

#: As `finding.Filters` has it: a case that nobody owns.
NOBODY = 0


class Due(StrEnum):
    """How far ahead the worklist looks."""

    OVERDUE = "overdue"
    TODAY = "today"
    THIS_WEEK = "this-week"
    NEXT_WEEK = "next-week"


@dataclass(frozen=True)
class Asked:
    """One view of the worklist. Unknown words in the address are passed over: a filter narrows, it never fails."""

    tab: Tab | None
    kind: Kind | None
    service: str | None
    channel: Channel | None
    owner: int | None
    due: Due | None
    after: str | None
    before: str | None

    def filters(self, today: date) -> Filters:
        """As casework wants them."""
        return Filters(self.kind, self.service, self.channel, self.owner, _last_day(self.due, today))

    @property
    def kept(self) -> dict[str, Any]:
        """The filters as they go into the address of every tab and page."""
        named = {
            "kind": self.kind,
            "service": self.service,
            "channel": self.channel,
            "owner": self.owner,
            "due": self.due,
        }
        return {name: str(value) for name, value in named.items() if value is not None}


def read_asked(values: Mapping[str, str], charter: Charter) -> Asked:
    """What the query of an address asks for."""
    service, owner = values.get("service", ""), values.get("owner", "")
    return Asked(
        tab=_word(Tab, values.get("tab")),
        kind=_word(Kind, values.get("kind")),
        service=service if service in charter.services else None,
        channel=_word(Channel, values.get("channel")),
        owner=int(owner) if owner.isascii() and owner.isdigit() and len(owner) < 10 else None,
        due=_word(Due, values.get("due")),
        after=values.get("after"),
        before=values.get("before"),
    )


def _word(vocabulary: type[Word], value: str | None) -> Word | None:
    return next((word for word in vocabulary if word == value), None)


def _last_day(due: Due | None, today: date) -> date | None:
    sunday = 6 - today.weekday()
    ahead = {Due.OVERDUE: -1, Due.TODAY: 0, Due.THIS_WEEK: sunday, Due.NEXT_WEEK: sunday + 7}
    return today + timedelta(days=ahead[due]) if due else None
