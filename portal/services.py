"""Finding the service that somebody means, in their own words and in their own language."""

import re
from collections.abc import Sequence

from shared.casework.folding import fold
from shared.charter.organisation import Charter, Service

MOST = 8


def areas(charter: Charter, spoken: Charter) -> Sequence[tuple[str, str]]:
    """The areas of the council's work, in the order of its services, each once: as in addresses, and as spoken."""
    return tuple({one.area: spoken.services[one.id].area for one in charter.services.values()}.items())


def matching(charter: Charter, spoken: Charter, typed: str, area: str) -> Sequence[Service]:
    """The services that fit what was typed, best first; or those of one area; else none. All as they are spoken of."""
    if typed:
        return search(charter, spoken, typed)
    return tuple(spoken.services[one.id] for one in charter.services.values() if one.area == area)


def search(charter: Charter, spoken: Charter, typed: str) -> Sequence[Service]:
    """The services that fit best what was typed: those that people call so, then those that only mention it.

    English words find them too, whatever language the page is in: people know a word from the council's own letters.
    """
    wanted = re.findall(r"\w+", fold(typed))
    pairs = [(one, spoken.services[one.id]) for one in charter.services.values()]
    scored = [(max(_score(one, wanted), _score(said, wanted)), said) for one, said in pairs]
    fitting = [(score, service) for score, service in scored if score]
    fitting.sort(key=lambda pair: -pair[0])
    return tuple(service for _, service in fitting[:MOST])


def _score(service: Service, wanted: Sequence[str]) -> int:
    """What it is named counts most, then what people call it, then what its line about itself mentions."""
    named, called, about = (
        re.findall(r"\w+", fold(text)) for text in (service.name, " ".join(service.words), service.about)
    )
    telling = [word for word in wanted if len(word) > 2] or wanted
    return sum(4 * _occurs(word, named) + 3 * _occurs(word, called) + _occurs(word, about) for word in telling)


def _occurs(word: str, among: Sequence[str]) -> int:
    """Also unfinished ("poth"), and in the plural ("bins" for "bin")."""
    stem = word.removesuffix("s") if len(word) > 3 else word
    return int(any(one.startswith(stem) for one in among))
