"""Signs that a contact needs a way of its own: what each does, and the words that make us ask about it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from shared.charter.hinting import folded, found_in
from shared.charter.promises import Clause
from shared.charter.vocabulary import Kind, Seal


class Sign(StrEnum):
    """What makes a contact special: said by the customer, suggested by their words, or set by staff."""

    HATE = "hate"
    TREATED_WORSE = "treated-worse"
    STAFF = "about-staff"
    ADULT_SOCIAL_CARE = "adult-social-care"
    CHILDREN = "childrens-social-care"
    DATA_PROTECTION = "data-protection"
    LEGACY = "legacy"
    SCHOOL = "school"
    ANOTHER_BODY = "another-body"
    APPEAL = "has-an-appeal"
    INFORMATION = "information-request"
    CONDUCT = "councillor-conduct"
    POLICY = "policy"
    RESTRICTION = "against-a-restriction"


@dataclass(frozen=True)
class SignRule:
    """What one sign does to a contact, as this council has published it.

    `plain` tells the customer what it means for them. `question` is how the journey asks for it, empty where only
    staff see it. `words` make us ask; a star stands for any end of a word, as in "rasist*". `to` is the team that it
    goes to whatever its service: a team's id, a word of routes, or empty for no other. `procedure` is the one that its
    complaints take. `seal` says who may see it. `signposts` help outside the council. `kinds` are those in whose
    journey it is asked.
    """

    sign: Sign
    name: str
    plain: str
    clause: Clause
    question: str = ""
    words: tuple[str, ...] = ()
    to: str = ""
    procedure: str = ""
    seal: Seal = Seal.NONE
    signposts: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()


@dataclass(frozen=True)
class Suggestion:
    """A sign that somebody's words hint at, with the very words that do: a rule that explains itself."""

    sign: Sign
    found: tuple[str, ...]


def suggested(
    rules: Mapping[Sign, SignRule], texts: Iterable[str], *, set_already: Iterable[Sign] = ()
) -> tuple[Suggestion, ...]:
    """The signs that these texts hint at, in the order of the charter; those set already are left out."""
    said = tuple(word for text in texts for word in folded(text.replace("*", " ")))
    known = frozenset(set_already)
    found = ((rule.sign, _found(rule.words, said)) for rule in rules.values() if rule.sign not in known)
    return tuple(Suggestion(sign, words) for sign, words in found if words)


def _found(hints: Iterable[str], said: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found for hint in hints if (found := found_in(hint, said))))


def asked_in(rules: Mapping[Sign, SignRule], kind: Kind) -> tuple[SignRule, ...]:
    """The signs that the journey of this kind asks about, in the order of the charter."""
    return tuple(rule for rule in rules.values() if rule.question and (not rule.kinds or kind in rule.kinds))


def sealed_by(rules: Mapping[Sign, SignRule], signs: Iterable[Sign]) -> Seal:
    """Who may see a contact with these signs: the narrowest of them counts."""
    seals = {rules[sign].seal for sign in signs if sign in rules}
    return next((seal for seal in (Seal.HATE, Seal.TREATED_WORSE, Seal.APPEAL) if seal in seals), Seal.NONE)
