"""The one case of a sample that was not left to chance: a good one to show."""

from datetime import datetime, time, timedelta

from shared.charter.organisation import Charter, Service
from shared.charter.triage import choose_route
from shared.charter.vocabulary import Kind
from shared.worker.sampling.life import Life
from shared.worker.sampling.staffroom import Staffroom

WORDS = (
    "The gate between the car park and the play park on Station Road does not shut. "
    "Yesterday my little boy ran out among the cars before I could catch him."
)
NAME = "Eilidh Munro"
#: Words of this case that stand together in no other.
RARE = "ran among"


def received_at(charter: Charter, now: datetime) -> datetime:
    """Three working days ago, in the morning."""
    day, left = now.date(), 3
    while left:
        day -= timedelta(days=1)
        left -= charter.calendar.counts(day)
    return datetime.combine(day, time(9, 38), now.tzinfo)


def services(charter: Charter) -> tuple[Service, Service]:
    """Where the case goes first, and where it belongs."""
    known = list(charter.services.values())
    pair = [charter.services[name] for name in ("parking", "parks") if name in charter.services]
    first, second = pair if len(pair) == 2 else (known[0], known[-1])
    return first, second


def play(life: Life, charter: Charter, room: Staffroom) -> None:
    """Handed over once, acknowledged, a question and its answer; not yet answered in full."""
    first, second = services(charter)
    day, next_day = life.received_at, charter.calendar.add(life.received_at.date(), 1)

    def at(hour: int, minute: int, *, later: bool = False) -> datetime:
        return datetime.combine(next_day if later else day.date(), time(hour, minute), day.tzinfo)

    where = choose_route(charter, Kind.REQUEST, first.id)
    then = choose_route(charter, Kind.REQUEST, second.id)
    assert where is not None and then is not None
    triage, before, owner = room.triage(), room.worker(where.team), room.worker(then.team)
    life.receive()
    life.route(where.team, first.id, where.reason, triage, at(10, 20))
    life.accept(before, at(11, 45))
    words = f"Thank you for telling us. That must have been a fright. {before.name} is looking into it today."
    life.acknowledge(words, before, at(12, 5))
    reason = "The gate belongs to the play park, so the people who look after the park will mend it."
    if then.team != where.team:
        life.route(then.team, second.id, reason, before, at(9, 50, later=True))
        life.accept(owner, at(11, 10, later=True))
    life.write("There are two gates there. Is it the small one by the swings?", owner, at(14, 15, later=True))
    life.hear("Yes, the small one by the swings. The spring is broken.", at(18, 42, later=True))
