"""What people write to the council and what it writes back, in a sample, put together from `stories.toml`."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cached_property
from random import Random
from typing import Any

from shared.charter.organisation import Charter, Service
from shared.charter.vocabulary import Kind
from shared.worker.sampling.people import HERE, Town

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
#: How often a sentence names the service's own words, although the service has sentences of its own.
ANY_WORDS = 0.12


class Stories:
    """Sentences, by service and kind."""

    def __init__(self, charter: Charter, town: Town, rng: Random) -> None:
        self.charter, self.town, self.rng = charter, town, rng
        self._told: Mapping[str, Any] = tomllib.loads((HERE / "stories.toml").read_text(encoding="utf-8"))
        self.ours: Mapping[str, Sequence[str]] = self._told["ours"]

    @cached_property
    def _topics(self) -> Mapping[str, Mapping[str, Sequence[str]]]:
        return {service: topic for topic in self._told["topic"].values() for service in topic["services"]}

    @cached_property
    def weights(self) -> Mapping[str, float]:
        """How often each service is written to: those with stories of their own more than others, bins most of all."""
        often = {"roads": 5, "highways": 5, "bins": 6, "waste": 6, "council-tax": 3, "street-cleaning": 3}
        return {service: often.get(service, 2 if service in self._topics else 1) for service in self.charter.services}

    def first_words(self, kind: Kind, service: Service) -> str:
        """What somebody writes first."""
        told, any_topic = self._told, self._told["topic"]["any"]
        own = self._topics.get(service.id, any_topic).get(kind.value, ())
        core = own if own and self.rng.random() > ANY_WORDS else any_topic[kind.value]
        choose = self.rng.choice
        parts = choose(told["opening"][kind.value]) + choose(core), choose(told["detail"][kind.value])
        return self.fill(" ".join(part for part in parts if part), service)

    def wanted(self) -> str:
        """What would put it right."""
        return str(self.rng.choice(self._told["wanted"]["all"]))

    def more(self, which: str, service: Service | None = None) -> str:
        """What the customer adds: of their own accord ("all"), when asked ("answered"), or to reopen ("again")."""
        return self.fill(self.rng.choice(self._told["added"][which]), service)

    def our(self, which: str, owner: str = "") -> str:
        """What the council writes."""
        return self.fill(self.rng.choice(self.ours[which]), None, owner or "A colleague")

    def fill(self, words: str, service: Service | None, owner: str = "") -> str:
        """Names and numbers in the gaps of a sentence."""
        if "{" not in words:
            return words
        choose = self.rng.choice
        return words.format(
            place=choose(self.town.places),
            street=choose(self.town.streets),
            day=choose(DAYS),
            n=self.rng.randrange(2, 10),
            thing=choose(service.words) if service and service.words else "this",
            service=service.name if service else "",
            owner=owner,
        )
