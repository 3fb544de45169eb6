"""Who writes and who works here, in a sample: people of many kinds, none of them real."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any

from shared.casework.customers import email_key, phone_key
from shared.casework.folding import fold
from shared.charter.vocabulary import Channel, Format, Reach
from shared.delivery.languages import own_name

HERE = Path(__file__).parent
#: How often somebody who writes has written before, and after how many others they are forgotten.
KNOWN_ALREADY = 0.3
REMEMBERED = 4000
_RARELY = frozenset({Channel.PHONE, Channel.LETTER, Channel.IN_PERSON})
_BY_NUMBER = frozenset({Reach.PHONE, Reach.TEXT, Reach.IN_PERSON})
#: Forms that the system makes by itself: a sample leaves nobody waiting for Braille.
_FORMATS = (Format.LARGE_PRINT, Format.LARGE_PRINT, Format.LARGER_PRINT, Format.PLAIN_TEXT, Format.AUDIO_SCRIPT)


@dataclass
class Resident:
    """One customer, in plain values, under the names that a `Customer` has."""

    id: int
    name: str
    email: str
    phone: str
    address: str
    reach: Reach
    needs: str
    created_at: datetime
    language: str = "en"
    format: Format = Format.STANDARD
    interpreter: str = ""
    managed: bool = False

    def row(self) -> dict[str, Any]:
        """As it is kept."""
        return {
            **vars(self),
            "email_key": email_key(self.email),
            "phone_key": phone_key(self.phone),
        }


def told_of_people() -> dict[str, Any]:
    """What `people.toml` holds."""
    return tomllib.loads((HERE / "people.toml").read_text(encoding="utf-8"))


class Town:
    """Everybody who may write to the council, and the places they write about."""

    def __init__(self, organisation: str, rng: Random, languages: Sequence[str] = ("en",)) -> None:
        told = told_of_people()
        self._languages = languages
        self.rng, self._told, self._next_id = rng, told, 1
        self.places: Sequence[str] = told["places"].get(organisation, told["places"]["other"])
        self.streets: Sequence[str] = told["streets"]["all"]
        self._names: Sequence[Mapping[str, Any]] = told["names"]
        self._shares = list(accumulate(group["share"] for group in self._names))
        self._known: list[Resident] = []
        self.new: list[Resident] = []

    def begin_batch(self, first_id: int) -> None:
        """From here on, new customers are numbered from `first_id` and gathered in `new`."""
        self._next_id, self.new = first_id, []

    def named(self, name: str, at: datetime) -> Resident:
        """A newcomer of that name, who writes by the web and reads e-mail."""
        email = f"{fold(name).replace(' ', '.')}@{self._told['mail'][0]}"
        resident = Resident(self._take_id(), name, email, self._phone(), "", Reach.EMAIL, "", at)
        self.new.append(resident)
        return resident

    def _take_id(self) -> int:
        self._next_id += 1
        return self._next_id - 1

    def somebody(self, channel: Channel, at: datetime) -> Resident:
        """Whoever writes now: often somebody who has written before."""
        if self._known and self.rng.random() < KNOWN_ALREADY:
            known = self.rng.choice(self._known)
            if channel not in _RARELY or known.reach is not Reach.NONE:
                return known
        resident = self._newcomer(channel, at)
        self._known.append(resident)
        if len(self._known) > REMEMBERED:
            self._known.pop(self.rng.randrange(REMEMBERED))
        self.new.append(resident)
        return resident

    def _newcomer(self, channel: Channel, at: datetime) -> Resident:
        rng, name = self.rng, self._name()
        email, phone, address = self._email(name), self._phone(), self._address()
        reach = self._reach(channel)
        return Resident(
            id=self._take_id(),
            name=name,
            email=email if reach is Reach.EMAIL or (reach is Reach.NONE and rng.random() < 0.5) else "",
            phone=phone if reach in _BY_NUMBER or rng.random() < 0.5 else "",
            address=address if reach is Reach.LETTER or rng.random() < 0.25 else "",
            reach=reach,
            needs=rng.choice(self._told["needs"]) if rng.random() < 0.06 else "",
            created_at=at,
            **self._wishes(),
        )

    def _wishes(self) -> dict[str, Any]:
        """Few ask for another form or language; those who do are met in it ever after."""
        wishes: dict[str, Any] = {}
        if self.rng.random() < 0.04:
            wishes["format"] = self.rng.choice(_FORMATS)
        if self.rng.random() < 0.06:
            wishes["language"] = self.rng.choice(self._languages)
            wishes["interpreter"] = own_name(wishes["language"]) if self.rng.random() < 0.3 else ""
        return wishes

    def _reach(self, channel: Channel) -> Reach:
        chance = self.rng.random()
        if channel is Channel.LETTER:
            return Reach.LETTER if chance < 0.85 else Reach.PHONE
        if channel in _RARELY:
            usual = Reach.PHONE if chance < 0.86 else Reach.LETTER
            return Reach.EMAIL if chance < 0.45 else Reach.IN_PERSON if chance > 0.97 else usual
        usual = Reach.TEXT if chance < 0.93 else Reach.PHONE
        return Reach.EMAIL if chance < 0.9 else usual if chance < 0.96 else Reach.NONE

    def _name(self) -> str:
        group = self.rng.choices(self._names, cum_weights=self._shares)[0]
        return f"{self.rng.choice(group['first'])} {self.rng.choice(group['last'])}"

    def _email(self, name: str) -> str:
        first, last = fold(name).replace("'", "").split(" ", 1)
        number = self.rng.randrange(2, 9000)
        return f"{first}.{last.replace(' ', '')}{number}@{self.rng.choice(self._told['mail'])}"

    def _phone(self) -> str:
        start = self._told["mobile"] if self.rng.random() < 0.6 else self._told["landline"]
        return f"{start}{self.rng.randrange(1000):03}"

    def _address(self) -> str:
        return f"{self.rng.randrange(1, 120)} {self.rng.choice(self.streets)}, {self.rng.choice(self.places)}"
