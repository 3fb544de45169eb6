"""A Welsh council asks everybody which language they want, and writes in both until it knows (standards 2, 5 and 7)."""

import pytest

from shared.casework import intake
from shared.casework.customers import Person
from shared.charter.vocabulary import Channel, Kind, Reach
from tests.builders import TUESDAY
from tests.journeys.conftest import Town
from tests.journeys.reader import Reader
from tests.journeys.residents import QUESTION, WORDS, Resident

WELSH = pytest.mark.parametrize("organisation", ["aled-vale"])


@WELSH
@pytest.mark.clause("CC-4")
@pytest.mark.parametrize(("chosen", "language"), [("Cymraeg", "cy"), ("English", "en")])
def test_whoever_has_chosen_a_language_is_written_to_in_it_and_not_asked_again(
    paper_town: Town, chosen: str, language: str
) -> None:
    paper_town.clock.set(TUESDAY)
    resident = paper_town.resident(name="Siân Hughes", email="sian@customer.example")
    _in_english(resident)
    resident.begins(Kind.COMMENT).is_for("For me").finds("").writes(QUESTION[Kind.COMMENT], WORDS[Kind.COMMENT])
    resident.attaches_nothing().walker.choose("By e-mail").press("Continue")
    resident.walker.fill_in("Your name", resident.name).fill_in("Your e-mail address", resident.email)
    resident.walker.press("Continue").sees("Choose the language that we should write to you in")
    resident.walker.choose(chosen).press("Continue")
    resident.needs_nothing(Kind.COMMENT).sends(Kind.COMMENT)
    (letter,) = paper_town.post.delivers(resident.email)
    assert letter["Content-Language"] == language


@WELSH
@pytest.mark.clause("CC-4")
def test_somebody_whose_choice_is_unknown_is_written_to_in_both_welsh_first(paper_town: Town) -> None:
    person = Person(name="Siân Hughes", email="sian@customer.example", reach=Reach.EMAIL)
    told = intake.Submission(key="a", kind=Kind.REQUEST, words="A new bin", channel=Channel.EMAIL, person=person)
    with paper_town.records() as session:
        intake.open_case(session, told, at=paper_town.clock(), charter=paper_town.charter)
    (letter,) = paper_town.post.delivers(person.email)
    assert letter["Content-Language"] in ("cy, en", "cy,en")
    part = letter.get_body(("plain",))
    assert part is not None
    words = part.get_content()
    assert words.index("Dydd Mawrth") < words.index("Tuesday")


def _in_english(resident: Resident) -> None:
    """Reads the site in English; which language letters are to be in is another question."""
    assert isinstance(resident.walker, Reader)
    resident.walker.visit("/?language=en")
