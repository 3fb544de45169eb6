"""Which texts of a charter people read, and the charter with all of them said in another language."""

from dataclasses import FrozenInstanceError, fields, is_dataclass, replace
from datetime import date
from typing import Any

import pytest

from shared.charter.calendar import WorkingCalendar
from shared.charter.organisation import Charter
from shared.charter.reading import load_charter, published
from shared.charter.translating import in_language, split_words, texts_of

EVERY = pytest.mark.parametrize("council", published())


def shouted(text: str) -> str:
    """As if capitals were another language."""
    return text.upper()


@pytest.mark.clause("CC-4")
def test_what_people_read_is_said_in_the_other_language(charter: Charter) -> None:
    said = in_language(charter, shouted)
    assert said.organisation.name == "THE HIGHLAND COUNCIL"
    assert said.organisation.emergency.startswith("IF ANYBODY IS IN DANGER NOW")
    assert said.organisation.accessibility["tested"] == str(charter.organisation.accessibility["tested"]).upper()
    assert said.services["roads"].name == "ROADS AND POTHOLES"
    assert said.services["roads"].words[:2] == ("POTHOLES", "POTHOLE")
    assert said.teams["roads-maintenance"].name.isupper()
    assert all(one.plain.isupper() and one.reading == one.reading.upper() for one in said.promises)
    assert all(one.plain.isupper() for one in said.standards)
    assert all(one.what_for.isupper() for one in said.signposts)
    assert all(one.reason.isupper() for one in said.routes)
    assert said.places[0].note.isupper()
    assert said.documents["customer-charter"].title == "CUSTOMER CHARTER"
    assert said.promises[0].clause.document.title.isupper(), "wherever the document stands"


@EVERY
def test_what_the_program_reads_and_what_is_quoted_stays_as_it_is(council: str) -> None:
    charter = load_charter(council)
    said = in_language(charter, shouted)
    assert said.organisation.phone == charter.organisation.phone
    assert said.organisation.languages == charter.organisation.languages
    assert said.calendar is charter.calendar
    assert [one.clause.words for one in said.promises] == [one.clause.words for one in charter.promises]
    assert [one.clause.number for one in said.promises] == [one.clause.number for one in charter.promises]
    assert [(one.id, one.kind, one.days, one.since) for one in said.promises] == [
        (one.id, one.kind, one.days, one.since) for one in charter.promises
    ]
    assert [one.link for one in said.signposts] == [one.link for one in charter.signposts]
    assert [one.to for one in said.routes] == [one.to for one in charter.routes]
    assert said.team_name(None) == charter.team_name(None).upper()


@EVERY
def test_the_charter_in_its_own_words_is_the_charter(council: str) -> None:
    charter = load_charter(council)
    assert in_language(charter, lambda text: text) == charter
    with pytest.raises(FrozenInstanceError):
        in_language(charter, shouted).organisation.name = "x"


@EVERY
def test_every_text_is_given_to_translators_once_with_where_it_stands(council: str) -> None:
    charter = load_charter(council)
    texts = texts_of(charter)
    asked: list[str] = []
    in_language(charter, lambda text: (asked.append(text), text)[1])
    assert set(asked) < set(texts), "and besides, the names of the days on which nothing is counted"
    assert set(texts) - set(asked) == {text for text, where in texts.items() if where.startswith("Calendar")}
    assert all(where.count(".") <= 1 and where for where in texts.values())
    assert not [text for text in texts if text != text.strip() or "  " in text]


def test_the_holidays_that_a_page_may_name_are_among_them(charter: Charter) -> None:
    closed = replace(charter.calendar, closures={date(2027, 12, 29): "Festive closure"})
    texts = texts_of(replace(charter, calendar=closed))
    assert {"Festive closure", "Good Friday", "Saint Andrew's Day"} <= texts.keys()


#: Lists of words that are translated as one text.
JOINED = ("Service.words", "SignRule.words")


@EVERY
def test_what_makes_us_ask_is_given_to_translators_as_one_list(council: str) -> None:
    charter = load_charter(council)
    known = texts_of(charter)
    assert all(", ".join(rule.words) in known for rule in charter.signs.values() if rule.words)


@EVERY
def test_no_sentence_of_a_charter_is_forgotten(council: str) -> None:
    """Whatever record somebody adds: words with a space in them are read by people, unless they are quoted."""
    charter = load_charter(council)
    quoted = {
        "Charter.jargon",
        "Engagement.blame",
        "Clause.words",
        "Clause.number",
        "Route.clause",
        "Organisation.address",
        "Place.address",
    }
    numbers = {
        "Organisation.textphone",
        "Organisation.phone",
        "Place.phone",
        "Signpost.phone",
        "Organisation.safeguarding",
    }
    known = texts_of(charter)
    words = {text for where, text in _texts(charter) if where not in quoted | numbers and " " in text}
    assert not [text for text in words if text not in known]


def _texts(value: Any, where: str = "") -> Any:
    if is_dataclass(value) and not isinstance(value, WorkingCalendar):
        for one in fields(value):
            if f"{type(value).__name__}.{one.name}" not in JOINED:
                yield from _texts(getattr(value, one.name), f"{type(value).__name__}.{one.name}")
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one, where)
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one, where)
    elif isinstance(value, str):
        yield where, value


@pytest.mark.parametrize(
    ("text", "words", "why"),
    [
        ("bin, wheelie bin", ("bin", "wheelie bin"), "as it is written in English"),
        ("حفرة، طريق ،رصيف", ("حفرة", "طريق", "رصيف"), "Arabic has a comma of its own"),
        ("kosz , , śmieci,", ("kosz", "śmieci"), "written in haste"),
        ("", (), "nothing"),
    ],
)
def test_a_list_of_words_comes_apart_at_its_commas(text: str, words: tuple[str, ...], why: str) -> None:
    assert split_words(text) == words, why
