"""What a customer and whoever speaks for them are told about that, and about nothing else."""

import re
from typing import Any

import pytest

from shared.charter.reaching import ABOUT_WHO_SPEAKS
from shared.charter.reading import load_charter
from shared.charter.vocabulary import Format, Kind, Reach, Topic
from shared.delivery.rendering import Letter, for_colleagues, render
from tests.delivery.letters import a_notice

SITE = "https://tell.highland.example"
BOTH = {
    "settle_by": "2027-03-09",
    "asks": True,
    "told": True,
    "messages_to": "both",
    "scope": "everything",
    "ends_on": "2028-03-31",
}
TO_HER = {**BOTH, "name": "Ann Advocate", "organisation": "Citizens Advice", "confirm": "/confirm/her-key"}
TO_ANN = {**BOTH, "track": "/for/HC-7Q4K-2M9P/anns-key", "list": "/advocate/anns-list", "speaks_for": ""}
EACH = [("authority_asked", TO_HER), ("authority_waiting", TO_ANN), ("authority_refused", TO_ANN)]
EACH += [(f"authority_{one}", facts) for one in ("settled", "ended") for facts in (TO_HER, TO_ANN)]


def a_letter(template: str, facts: dict[str, Any], form: Format = Format.STANDARD, **more: Any) -> Letter:
    """As the worker makes it, for one of the two."""
    return render(owed(template, {**facts, **more}), load_charter("highland"), SITE, form=form)


def owed(template: str, facts: dict[str, Any]) -> Any:
    """That notice with these facts; what only the other of the two is told is not among them."""
    notice = a_notice(template, kind="complaint")
    if template in ABOUT_WHO_SPEAKS:
        kept = ("reference", "kind", "received_on", "track", "next", "reply_by")
        notice.facts = {name: notice.facts[name] for name in kept}
    reach = facts.get("reach", Reach.EMAIL)
    notice.facts |= {name: fact for name, fact in facts.items() if name != "reach"}
    notice.reach = reach
    return notice


def plain(letter: Letter) -> str:
    """Its words, white space made single."""
    return " ".join(letter.text.split())


def test_every_message_about_who_speaks_is_tried_here() -> None:
    assert {template for template, _ in EACH} == ABOUT_WHO_SPEAKS


@pytest.mark.clause("FP-10")
@pytest.mark.parametrize(("template", "facts"), EACH)
@pytest.mark.parametrize("form", [Format.STANDARD, Format.PLAIN_TEXT, Format.AUDIO_SCRIPT, Format.LARGE_PRINT])
def test_no_such_message_says_where_the_case_stands(template: str, facts: dict[str, Any], form: Format) -> None:
    letter = a_letter(template, facts, form)
    for words in (letter.text, letter.html):
        assert "Customer contact" not in words and "5 January" not in words
    assert not re.search(r"\bNone\b|Undefined|[\[\]{}]|%\(|\(\)", plain(letter))


@pytest.mark.clause("FP-10")
@pytest.mark.parametrize("reach", [Reach.EMAIL, Reach.LETTER])
def test_the_customer_is_asked_by_when_and_where(reach: Reach) -> None:
    words = plain(a_letter("authority_asked", TO_HER, reach=reach))
    for said in (
        "On Thursday 24 December 2026, Ann Advocate of Citizens Advice told us something for you.",
        "Until you say yes, we tell them nothing about you.",
        "Open the page below by Tuesday 9 March 2027 and say yes or no.",
        f"Say yes or no here: {SITE}/confirm/her-key",
    ):
        assert said in words


@pytest.mark.clause("FP-10")
def test_who_cannot_be_asked_by_a_link_hears_of_it_and_gets_none() -> None:
    words = plain(a_letter("authority_asked", {**TO_HER, "asks": False, "confirm": ""}))
    assert "We find out by Tuesday 9 March 2027 whether they may." in words
    assert "If you do not want them to speak for you, tell us on your page or phone us." in words
    assert "/confirm/" not in words and f"{SITE}/track/" in words


#: facts that are different, what is then said to Ann
WAITING = [
    ({}, "We have asked the person whether you may speak for them. This is settled by Tuesday 9 March 2027."),
    ({"asks": False}, "We get in touch with you and settle this by Tuesday 9 March 2027."),
    ({"told": False}, "Thank you. You want to speak for somebody."),
]


@pytest.mark.clause("FP-10")
@pytest.mark.parametrize(("different", "said"), WAITING)
def test_the_representative_hears_what_is_waiting_and_by_when(different: dict[str, Any], said: str) -> None:
    words = plain(a_letter("authority_waiting", {**TO_ANN, **different}))
    assert said in words
    assert f"{SITE}/for/HC-7Q4K-2M9P/anns-key" in words


@pytest.mark.clause("RP-2")
@pytest.mark.parametrize(
    ("messages_to", "to_her", "to_ann"),
    [
        ("customer", "We write to you alone.", "Our messages go to the person themselves."),
        ("representative", "We write to them, and not to you.", "We write to you from now on."),
        ("both", "We write to both of you.", "We write to both of you from now on."),
    ],
)
def test_each_hears_who_gets_our_messages(messages_to: str, to_her: str, to_ann: str) -> None:
    hers = plain(a_letter("authority_settled", TO_HER, messages_to=messages_to))
    anns = plain(a_letter("authority_settled", TO_ANN, messages_to=messages_to))
    assert to_her in hers and to_ann in anns
    assert "The same holds for everything else that they tell us for you. It ends after Friday 31 March 2028." in hers
    assert "You can change this or end it at any time, on the page below." in hers


@pytest.mark.clause("FP-10", "RP-2")
@pytest.mark.parametrize("form", [Format.STANDARD, Format.PLAIN_TEXT, Format.AUDIO_SCRIPT])
def test_whoever_speaks_reads_in_each_message_for_whom_and_finds_their_list(form: Format) -> None:
    facts = {"speaks_for": "Morag MacLeod", "list": "/advocate/anns-list"}
    letter = a_letter("replied", facts, form)
    assert "You get this because you speak for Morag MacLeod." in plain(letter)
    assert f"{SITE}/advocate/anns-list" in letter.text
    if letter.html:
        assert "You get this because you speak for Morag MacLeod." in letter.html
        assert f'<a href="{SITE}/advocate/anns-list">' in letter.html
    assert "You get this because" not in plain(a_letter("replied", {}, form))


@pytest.mark.clause("SC-7")
def test_colleagues_read_a_message_without_any_key_in_it() -> None:
    for template, facts in (*EACH, ("replied", {"speaks_for": "Morag", "list": "/advocate/anns-list"})):
        notice = owed(template, facts)
        seen = for_colleagues(render(notice, load_charter("highland"), SITE), notice)
        for key in ("her-key", "anns-key", "anns-list", "a-secret"):
            assert key not in seen.text and key not in seen.html, (template, key)


@pytest.mark.clause("RP-3")
@pytest.mark.parametrize("template", ["received", "acknowledged", "replied", "closed", "adjustment_refused"])
def test_acknowledgements_and_refusals_say_who_can_help_to_speak_up(template: str) -> None:
    more = {"need": "Ring first.", "looked_again": False}
    words = plain(a_letter(template, more, kind="complaint"))
    assert "Somebody can help you speak up: Scottish Independent Advocacy Alliance." in words
    assert "https://www.siaa.org.uk" in words
    assert "Somebody can help you speak up: Citizens Advice Scotland." in words


@pytest.mark.clause("RP-3")
def test_who_helps_with_the_service_that_it_is_about_comes_first() -> None:
    words = plain(a_letter("received", {}, kind="complaint", service="housing-options"))
    assert "Somebody can help you speak up: Shelter Scotland." in words
    assert "Citizens Advice Scotland" not in words


@pytest.mark.clause("RP-3")
def test_nobody_needs_help_to_pay_a_compliment() -> None:
    assert "speak up" not in plain(a_letter("acknowledged", {}, kind=Kind.COMPLIMENT.value))


@pytest.mark.clause("CC-7")
def test_an_ombudsman_is_found_by_what_they_are_for_and_not_by_their_name() -> None:
    for council in ("highland", "feedback-authority"):
        charter = load_charter(council)
        letter = render(a_notice("replied", kind="complaint"), charter, SITE)
        for one in charter.help_with(Topic.OMBUDSMAN):
            assert f"You can also go further: {one.name}." in plain(letter)
