"""What the worklist is asked for: a tab, filters, a page; whatever the address says, something sensible comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from shared.casework.finding import Filters, Tab
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Channel, Kind

Word = TypeVar("Word", bound=StrEnum)

#: As `finding.Filters` has it: a case that nobody owns.
NOBODY = 0


class Due(StrEnum):
    """How far ahead the worklist looks; working days, because promises are counted in them."""

    OVERDUE = "overdue"
    TODAY = "today"
    FIVE_DAYS = "5-days"
    TEN_DAYS = "10-days"


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

    def filters(self, charter: Charter, today: date) -> Filters:
        """As casework wants them."""
        return Filters(
            self.kind, self.service, self.channel, self.owner, _last_day(self.due, charter, today)
        )

    @property
    def kept(self) -> dict[str, str]:
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


def _last_day(due: Due | None, charter: Charter, today: date) -> date | None:
    match due:
        case Due.OVERDUE:
            return date.fromordinal(today.toordinal() - 1)
        case Due.TODAY:
            return today
        case Due.FIVE_DAYS:
            return charter.calendar.add(today, 5)
        case Due.TEN_DAYS:
            return charter.calendar.add(today, 10)
    return None
