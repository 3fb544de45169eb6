"""Nobody whose calls are not taken for now is asked to ring us: in no message and in no form (clause RP-8)."""

import re
from itertools import product

import pytest

from shared.charter.organisation import Charter
from shared.charter.vocabulary import Format, Kind, Reach
from shared.delivery.making import words_of
from shared.delivery.rendering import TO_DESKS, TO_TEAMS
from tests.delivery.facts import EVERY, facts_for
from tests.delivery.letters import a_notice
from tests.delivery.test_rendering import ADDRESS, readable

#: What asks somebody to ring us; an ombudsman's number is no number of ours, and "phone" is also a way that is closed.
ASKS = re.compile(r"\b(or|also|when you) phone\b|\bphone us\b|\bring us\b|Textphone", re.IGNORECASE)
TO_CUSTOMERS = sorted(set(EVERY) - TO_TEAMS - TO_DESKS - {"named_in_public"})
FORMS = (Format.STANDARD, Format.AUDIO_SCRIPT)


@pytest.mark.clause("RP-8")
@pytest.mark.parametrize(
    ("template", "kind", "form"), list(product(TO_CUSTOMERS, (Kind.COMPLAINT, Kind.REQUEST), FORMS))
)
@pytest.mark.parametrize("reach", [Reach.EMAIL, Reach.LETTER])
def test_no_message_asks_somebody_to_ring_whose_calls_are_not_taken(
    charter: Charter, template: str, kind: Kind, form: Format, reach: Reach
) -> None:
    facts = {**facts_for(template, kind), "no_phone": True}
    if "measures" in facts:  # a line that records what callers say, and a line that is closed, never stand together
        facts["measures"] = [one for one in facts["measures"] if one["measure"] != "recorded-line"]
    letter = words_of(a_notice(template, kind, format=form, reach=reach, facts=facts), charter, ADDRESS)
    for said in (letter.text, readable(letter.html) if letter.html else ""):
        words = " ".join(said.split())
        assert not ASKS.search(words), words
        assert charter.organisation.phone not in words.replace("\N{NO-BREAK SPACE}", " "), words


@pytest.mark.clause("RP-8")
def test_everybody_else_is_told_that_they_can_ring(charter: Charter) -> None:
    words = words_of(a_notice("replied"), charter, ADDRESS).text.replace("\N{NO-BREAK SPACE}", " ")
    assert charter.organisation.phone in words and ASKS.search(" ".join(words.split()))
