"""A database filled with a believable council: batch by batch, the oldest case first."""

import gc
from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import accumulate
from random import Random

import sqlalchemy as sa

from shared.charter.calendar import local_day
from shared.charter.organisation import Charter, Service
from shared.charter.reference import code_from, in_groups, new_reference
from shared.charter.vocabulary import Channel, Kind
from shared.models.cases import Case
from shared.models.database import writer, writing
from shared.models.staff import Staff
from shared.worker.sampling import engaged, show
from shared.worker.sampling.complaints import Complaint
from shared.worker.sampling.desk import Desk, arrivals, remembering
from shared.worker.sampling.kept import Opening
from shared.worker.sampling.life import Life
from shared.worker.sampling.people import Resident, Town
from shared.worker.sampling.rows import Rows
from shared.worker.sampling.script import Script
from shared.worker.sampling.staffroom import Staffroom, busiest_teams, gather
from shared.worker.sampling.telling import Telling
from shared.worker.sampling.words import Stories

#: Cases written in one transaction: a running server waits less than a second for its turn.
BATCH = 500
KINDS = {
    Kind.REQUEST: 55,
    Kind.COMPLAINT: 18,
    Kind.COMMENT: 9,
    Kind.COMPLIMENT: 8,
    Kind.REPRESENTATION: 5,
    Kind.ADJUSTMENT: 5,
}
CHANNELS = {
    Channel.WEB: 60,
    Channel.PHONE: 18,
    Channel.EMAIL: 9,
    Channel.LETTER: 4,
    Channel.IN_PERSON: 6,
    Channel.SOCIAL_MEDIA: 3,
}
AFTER_HOURS = {Channel.WEB: 86, Channel.EMAIL: 10, Channel.SOCIAL_MEDIA: 4}
_MEETING = frozenset({Channel.PHONE, Channel.IN_PERSON})


def sample(
    engine: sa.Engine,
    charter: Charter,
    *,
    cases: int,
    seed: int,
    at: datetime,
    progress: Callable[[int], None] | None = None,
) -> str:
    """Add so many cases as they would stand at that moment; gives the reference of a good one to show.

    The same seed on an empty database gives the same cases. What is there stays. `progress` hears how many more
    cases there are now. Raises ValueError for fewer than one case.
    """
    if cases < 1:
        raise ValueError("A sample has at least one case.")
    gc.freeze()  # what is loaded by now stays: looking through it again and again would take a tenth of the time
    council = _Council(engine, remembering(charter), seed, at)
    moments = council.moments(cases)
    for first in range(0, cases, BATCH):
        batch = moments[first : first + BATCH]
        council.write(batch)
        if progress:
            progress(len(batch))
    council.engage(cases)
    assert council.shown is not None
    return council.shown


class _Council:
    """Everybody and everything that a sample is drawn from."""

    def __init__(self, engine: sa.Engine, charter: Charter, seed: int, at: datetime) -> None:
        self.rng = Random(seed)  # noqa: S311 - the same seed is to give the same sample
        self.engine, self.charter = engine, charter
        self.until = at.astimezone(charter.organisation.time_zone)
        self.town = Town(charter.organisation.id, self.rng, charter.organisation.languages)
        self.stories = Stories(charter, self.town, self.rng)
        with writing(engine) as session:
            teams = busiest_teams(charter, self.stories.weights)
            staff = gather(session, charter, teams, at=at, rng=self.rng)
            self._taken = set(session.scalars(sa.select(Case.reference)))
            session.commit()
        self.room = Staffroom(staff, self.rng)
        self.script = Script(charter, Desk(charter, self.rng), self.room, self.stories, self.rng)
        self._services = list(charter.services.values())
        self._weights = list(accumulate(self.stories.weights[one.id] for one in self._services))
        self._show_at = show.received_at(charter, self.until)
        self.shown: str | None = None

    def moments(self, cases: int) -> Sequence[datetime]:
        """When each case arrives, the one to show among them."""
        found = arrivals(self.charter, cases - 1, self.until, self.rng) if cases > 1 else []
        return sorted([*found, self._show_at])

    def write(self, moments: Sequence[datetime]) -> None:
        """One batch: made and kept in one transaction, so that no other writer takes its numbers."""
        with writer(self.engine).begin() as connection:
            rows = Rows(connection)
            self.town.begin_batch(rows.next_customer)
            telling = Telling(self.charter, self.until, rows.next_notice, self.room.relations(), self.rng)
            for number, moment in enumerate(moments, rows.next_case):
                if moment == self._show_at and self.shown is None:
                    rows.add(self._to_show(number, telling))
                else:
                    rows.add(self._case(number, moment, telling))
            rows.write(self.town.new, telling)

    def engage(self, cases: int) -> None:
        """What staff met with, once every case is there."""
        with writing(self.engine) as session:
            engaged.add_some(session, self.charter, cases=cases, until=self.until, rng=self.rng)
            session.commit()

    def _case(self, number: int, moment: datetime, telling: Telling) -> Life:
        choose = self.rng.choices
        kind = choose(list(KINDS), list(KINDS.values()))[0]
        channel = self._channel(moment)
        about = choose(self._services, cum_weights=self._weights)[0]
        nameless = kind is not Kind.ADJUSTMENT and self.rng.random() < 0.04
        of_its_own = any(about.id in one.services for one in self.charter.procedures.values())
        knows = channel is not Channel.WEB or self.rng.random() < 0.9 or of_its_own
        life = self._life(
            number,
            moment,
            telling,
            kind=kind,
            channel=channel,
            service=about if knows else None,
            customer=None if nameless else self.town.somebody(channel, moment),
            words=self.stories.first_words(kind, about),
            by=self._recorder(channel),
        )
        self.script.play(life, about)
        return life

    def _to_show(self, number: int, telling: Telling) -> Life:
        first, _ = show.services(self.charter)
        life = self._life(
            number,
            self._show_at,
            telling,
            kind=Kind.REQUEST,
            channel=Channel.WEB,
            service=first,
            customer=self.town.named(show.NAME, self._show_at),
            words=show.WORDS,
            by=None,
        )
        show.play(life, self.charter, self.room)
        life.time_passes(self.until)
        self.shown = life.reference
        return life

    def _life(
        self,
        number: int,
        moment: datetime,
        telling: Telling,
        *,
        kind: Kind,
        channel: Channel,
        service: Service | None,
        customer: Resident | None,
        words: str,
        by: Staff | None,
    ) -> Life:
        opening = Opening(
            id=number,
            reference=self._reference(),
            tracking_key=in_groups(code_from(int.from_bytes(self.rng.randbytes(16))), "-"),
            kind=kind,
            channel=channel,
            service=service.id if service else None,
            customer=customer,
            words=words,
            wanted=self.stories.wanted() if kind is Kind.COMPLAINT and self.rng.random() < 0.8 else "",
            received_at=moment,
            by=by,
        )
        made = Complaint if kind is Kind.COMPLAINT else Life
        return made(opening, self.charter, self.until, telling)

    def _channel(self, moment: datetime) -> Channel:
        day = local_day(moment, self.charter.organisation.time_zone)
        shares = CHANNELS if 9 <= moment.hour < 17 and self.charter.calendar.counts(day) else AFTER_HOURS
        return self.rng.choices(list(shares), list(shares.values()))[0]

    def _recorder(self, channel: Channel) -> Staff | None:
        """Who wrote down what did not come by the web; some of them can put it right at once."""
        if channel is Channel.WEB:
            return None
        return self.room.relations() if channel in _MEETING and self.rng.random() < 0.3 else self.room.triage()

    def _reference(self) -> str:
        """Nobody else's, and drawn by the sample's own seed."""
        prefix = self.charter.organisation.prefix
        while True:
            found = new_reference(prefix, self.rng.choice)
            if found not in self._taken:
                self._taken.add(found)
                return found
