"""The council's own words in another language: which texts of a charter people read, and the charter that says them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, cast

from shared.charter.calendar import PROCLAIMED_UNTIL, bank_holidays
from shared.charter.organisation import Charter

Say = Callable[[str], str]

#: Texts that stay as they are: names for the program, addresses, and words quoted from an English document.
_IN_EVERY_RECORD = frozenset({"id", "email", "phone", "textphone", "link", "address", "logo"})
_AS_IT_STANDS: Mapping[str, frozenset[str]] = {
    "Charter": frozenset({"calendar", "jargon"}),
    "Organisation": frozenset(
        {
            "prefix",
            "nation",
            "languages",
            "write_in",
            "brand",
            "website",
            "mail_from",
            "triage_team",
            "customer_relations_team",
            "privacy_contact",
            "leave_to",
        }
    ),
    "Organisation.accessibility": frozenset({"status", "prepared", "reviewed"}),
    "Team": frozenset({"service"}),
    "Service": frozenset({"team", "policy_owner"}),
    "Route": frozenset({"to", "document", "clause"}),
    "Signpost": frozenset({"services"}),
    "Clause": frozenset({"number", "words"}),
    "Promise": frozenset({"procedure"}),
    "Procedure": frozenset({"services", "ombudsman", "ombudsman_from"}),
    "ProcedureStage": frozenset({"procedure"}),
    "SignRule": frozenset({"to", "procedure", "signposts"}),
    "Engagement": frozenset({"phone_team", "online_team", "blame", "document"}),
}
#: A list of words that is translated as one text, since no two languages have the same number of words for a thing.
_JOINED = frozenset({"Service.words", "SignRule.words"})
#: Holidays of earlier years stand in no count that a page still shows.
_YEARS_BACK = 4


def in_language(charter: Charter, say: Say) -> Charter:
    """The whole charter with each text that people read put through `say`, which is given the English.

    The calendar keeps the English names of its days: they are kept in histories, and are said where they are shown.
    """
    return cast(Charter, _put(charter, "Charter", lambda text, _: say(text)))


def texts_of(charter: Charter) -> dict[str, str]:
    """Every text of a charter that people read, each once, with the record and key where it stands first."""
    found: dict[str, str] = {}

    def note(text: str, where: str) -> str:
        found.setdefault(text, where)
        return text

    _put(charter, "Charter", note)
    for name in _days_off(charter):
        note(name, "Calendar: a day off")
    return found


def split_words(text: str) -> tuple[str, ...]:
    """The words of a list that was translated as one text: a comma parts them, Arabic's too."""
    return tuple(word.strip() for word in text.replace("،", ",").split(",") if word.strip())


def _days_off(charter: Charter) -> Iterator[str]:
    yield from charter.calendar.closures.values()
    for year in range(PROCLAIMED_UNTIL.year - _YEARS_BACK, PROCLAIMED_UNTIL.year + 1):
        yield from bank_holidays(charter.calendar.division, year).values()


def _put(value: Any, where: str, say: Callable[[str, str], str]) -> Any:
    """The value with its texts said; `where` names the record and the key, and decides what is a text."""
    if is_dataclass(value) and not isinstance(value, type):
        name = type(value).__name__
        kept = _AS_IT_STANDS.get(name, frozenset()) | _IN_EVERY_RECORD
        said = {
            one.name: _put(getattr(value, one.name), f"{name}.{one.name}", say)
            for one in fields(value)
            if one.name not in kept
        }
        return replace(value, **said)
    if isinstance(value, Mapping):
        kept = _AS_IT_STANDS.get(where, frozenset()) | _IN_EVERY_RECORD
        return {key: one if key in kept else _put(one, where, say) for key, one in value.items()}
    if where in _JOINED:
        return split_words(say(", ".join(value), where)) if value else ()
    if isinstance(value, tuple):
        return tuple(_put(one, where, say) for one in value)
    is_text = isinstance(value, str) and not isinstance(value, Enum) and any(map(str.isalpha, value))
    return say(value, where) if is_text else value
