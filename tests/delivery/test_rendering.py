"""Every letter that can be owed, for every kind, in every council's name: whole, honest, and for one person."""

import re
from collections.abc import Mapping
from datetime import date
from itertools import product
from types import SimpleNamespace
from typing import Any

import html5lib
import pytest
from jinja2 import UndefinedError

from shared.charter.reading import load_charter, published
from shared.charter.vocabulary import Kind, Reach
from shared.charter.workflow import CLOSING_WITHOUT_REPLY, Outcome
from shared.delivery.making import words_of
from shared.delivery.rendering import ABOUT_WHO_SPEAKS, TO_DESKS, Letter, render
from tests.delivery.facts import EVERY, NEXT, WITHOUT_A_CASE, facts_for
from tests.delivery.letters import a_notice

TEMPLATES = sorted(set(EVERY) - WITHOUT_A_CASE - ABOUT_WHO_SPEAKS - TO_DESKS)
EACH = list(product(TEMPLATES, Kind))
ADDRESS = "https://tell.highland.example"
DAY = re.compile(r"(Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday) \d{1,2} [A-Z][a-z]+ 20\d\d")


def a_letter(
    template: str,
    kind: str = "request",
    *,
    next_step: Mapping[str, Any] | None = None,
    council: str = "highland",
    to_name: str = "Morag MacLeod",
    reach: Reach = Reach.EMAIL,
    without: str = "",
    **facts: Any,
) -> Letter:
    """As if that notice had been owed with these facts."""
    notice = SimpleNamespace(
        template=template,
        language="en",
        to_name=to_name,
        to_address="morag@customer.example",
        reach=reach,
        facts={**facts_for(template, kind), "next": {**NEXT, **(next_step or {})}, **facts},
    )
    notice.facts.pop(without, None)
    return render(notice, load_charter(council), ADDRESS)


def readable(html: str) -> str:
    """The words of a page, with one space between them."""
    page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html.replace("<br>", "<br> "))
    body = page.find("body")
    assert body is not None
    return " ".join("".join(body.itertext()).split())


def test_there_is_a_letter_for_every_act_that_people_are_told_of() -> None:
    told = "received routed kind_changed acknowledged praise replied explained asked wrote added closed withdrawn"
    told += " reopened late late_help explanation reach_changed adjustment_agreed adjustment_refused"
    told += " escalated procedure_changed points agreed meet report rested goes_on dates_moved"
    told += " survey late_remedy remedy_done remedy_cannot"
    told += " joined parted put_elsewhere split decided unacceptable way_closed"
    meeting = {f"appointment_{act}" for act in ("offered", "confirmed", "another_time", "cancelled", "reminder")}
    assert sorted({*told.split(), *meeting}) == TEMPLATES


@pytest.mark.parametrize("council", published())
@pytest.mark.parametrize(("template", "kind"), EACH)
def test_every_letter_of_every_kind_is_whole(council: str, template: str, kind: Kind) -> None:
    letter = a_letter(template, kind, council=council)
    own = load_charter(council).organisation
    for words in (letter.text.replace("\u00a0", " "), readable(letter.html)):
        assert not re.search(r"\bNone\b|Undefined|[\[\]{}]|%\(|\(\)", words), words
        assert own.name in words and own.phone in words
    assert letter.subject.endswith("HC-7Q4K-2M9P") and "\n" not in letter.subject and len(letter.subject) < 90
    assert not re.search(r"[^\n]\n{3,}", letter.text), "no holes"
    assert all(len(line) <= 72 or "://" in line for line in letter.text.splitlines())


@pytest.mark.parametrize(("template", "kind"), [(t, k) for t, k in EACH if t != "praise"])
@pytest.mark.clause("CH-1")
def test_a_customer_always_reads_what_happens_next_who_does_it_and_by_when(template: str, kind: Kind) -> None:
    letter = a_letter(template, kind)
    for words in (" ".join(letter.text.split()), readable(letter.html)):
        assert "What happens next" in words
        assert "Customer contact will" in words
        assert "By Tuesday 5 January 2027." in words
        assert "You will have our answer by Tuesday 19 January 2027." in words
        assert f"{ADDRESS}/track/HC-7Q4K-2M9P/a-secret" in words, "they can see every step"
    assert f'href="{ADDRESS}/track/HC-7Q4K-2M9P/a-secret"' in letter.html


@pytest.mark.parametrize(("template", "kind"), EACH)
def test_the_first_line_says_who_it_is_for(template: str, kind: Kind) -> None:
    greeting = "To Morag MacLeod," if template == "praise" else "Dear Morag MacLeod,"
    assert a_letter(template, kind).text.splitlines()[0] == greeting


def test_somebody_who_gave_no_name_is_called_by_their_address() -> None:
    assert a_letter("received", to_name="").text.startswith("Dear morag@customer.example,\n")


@pytest.mark.parametrize(("template", "kind"), EACH)
def test_every_date_says_its_weekday(template: str, kind: Kind) -> None:
    late = {"what": "tell-new-date", "late_since": "2027-01-04"}
    letter = a_letter(template, kind, next_step=late)
    for words in (" ".join(letter.text.split()), readable(letter.html)):
        years = len(re.findall(r"\b20\d\d\b", words))
        assert years == len(DAY.findall(words)), words


@pytest.mark.parametrize(("template", "kind"), EACH)
def test_text_and_html_say_the_same(template: str, kind: Kind) -> None:
    letter = a_letter(template, kind)
    page = readable(letter.html)
    for line in letter.text.split("\n\n"):
        assert " ".join(line.split()) in page


@pytest.mark.parametrize(("template", "kind"), EACH)
def test_the_html_stands_alone_and_can_be_read_aloud(template: str, kind: Kind) -> None:
    html = a_letter(template, kind).html
    assert '<html lang="en" dir="ltr">' in html
    assert html.count("<h1>") == 1 and "<main>" in html
    assert not re.search(r"<(img|script|link|iframe|form)\b|style=|url\(|@import", html), "nothing is fetched"


PROMISES = [
    ({"what": "reply", "name": "Iain Fraser"}, "Iain Fraser will answer your request.", "By Tuesday 5 January 2027."),
    ({"what": "answer-question", "who": "customer", "name": ""}, "We have asked you something.", "Tell us by Tuesday"),
    ({"what": "write-back", "who": "customer", "name": ""}, "write to us and we will open it", "until Tuesday 5"),
    ({"what": "tell-new-date", "late_since": "2027-01-04"}, "with an answer or a new date", "We said Monday 4 January"),
]


@pytest.mark.clause("CH-1")
@pytest.mark.parametrize(("step", "sentence", "when"), PROMISES)
def test_whoever_has_the_next_turn_the_letter_says_so(step: dict[str, Any], sentence: str, when: str) -> None:
    letter = a_letter("wrote", next_step=step)
    for words in (" ".join(letter.text.split()), readable(letter.html)):
        assert sentence in words and when in words


def test_a_date_that_is_only_the_latest_says_so() -> None:
    letter = a_letter("received", "complaint", reply_at_latest=True)
    assert "you will have our answer by Tuesday 19 January 2027 at the\nlatest." in letter.text


def test_a_late_letter_says_sorry_even_when_the_next_turn_is_the_customers() -> None:
    letter = a_letter("late", next_step={"what": "answer-question", "who": "customer"})
    assert "We are late, and we are sorry" in letter.subject


@pytest.mark.clause("CC-7")
@pytest.mark.parametrize("outcome", CLOSING_WITHOUT_REPLY)
@pytest.mark.parametrize("kind", Kind)
def test_a_closing_letter_is_honest_about_why(kind: Kind, outcome: Outcome) -> None:
    words = " ".join(a_letter("closed", kind, outcome=outcome.value).text.split())
    assert " because " in words and "Because of the snow." in words
    assert "we have answered" not in words.lower() or outcome is Outcome.ALREADY_ANSWERED


def test_each_way_of_closing_has_a_sentence_of_its_own() -> None:
    said = {a_letter("closed", outcome=outcome.value).text for outcome in CLOSING_WITHOUT_REPLY}
    assert len(said) == len(CLOSING_WITHOUT_REPLY)


@pytest.mark.clause("CC-2")
@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.COMPLIMENT])
def test_an_answer_names_somebody_to_ask_for_and_what_to_do_if_it_is_not_enough(kind: Kind) -> None:
    words = " ".join(a_letter("replied", kind, contact="Priya Nair").text.split())
    assert "Your contact is Priya Nair." in words
    assert "If you are not happy with our answer" in words


GOING_FURTHER = [
    ("highland", "Scottish Public Services Ombudsman", "https://www.spso.org.uk"),
    ("north-east-lincolnshire", "Local Government and Social Care Ombudsman", "https://www.lgo.org.uk"),
    ("feedback-authority", "Local Government and Social Care Ombudsman", "https://www.lgo.org.uk"),
    ("template", "Local Government and Social Care Ombudsman", "https://www.lgo.org.uk"),
]


@pytest.mark.parametrize(("council", "name", "link"), GOING_FURTHER)
@pytest.mark.parametrize("template", ["replied", "closed"])
def test_somebody_who_complained_reads_who_looks_at_it_next(template: str, council: str, name: str, link: str) -> None:
    letter = a_letter(template, "complaint", council=council)
    assert name in " ".join(letter.text.split()) and f"\n{link}\n" in letter.text
    assert f'<a href="{link}">' in letter.html


@pytest.mark.clause("CC-1", "FP-2")
def test_somebody_who_must_wait_longer_reads_why_and_the_new_date() -> None:
    words = a_letter("explained", "comment", reply_by="2027-02-01").text
    assert "The new date for our answer is Monday 1 February 2027." in words and "Because of the snow." in words


@pytest.mark.clause("CH-3")
def test_somebody_who_was_passed_on_reads_to_whom_why_and_that_they_need_not_repeat_themselves() -> None:
    words = " ".join(a_letter("routed").text.split())
    assert "to Roads maintenance" in words and "Because of the snow." in words
    assert "you need not say it again" in words and "The date that we promised you stays the same." in words


@pytest.mark.parametrize(("stopped", "sentence"), [(True, "We do not count the days"), (False, "stays the same")])
def test_somebody_who_is_asked_reads_what_that_does_to_the_date(stopped: bool, sentence: str) -> None:
    assert sentence in a_letter("asked", stopped=stopped).text


@pytest.mark.clause("FP-1")
def test_a_team_that_is_praised_reads_the_words_but_holds_no_secret_of_the_customers() -> None:
    letter = a_letter("praise", "compliment", to_name="Roads maintenance")
    for words in (letter.text, letter.html):
        assert "What a person wrote." in words and "a-secret" not in words


@pytest.mark.parametrize("template", sorted({"received", "added", "late", "withdrawn", "kind_changed"}))
def test_a_letter_never_repeats_what_the_customer_typed(template: str) -> None:
    assert "What a person wrote." not in a_letter(template).text


def test_line_breaks_of_staff_are_kept_and_their_signs_are_no_markup() -> None:
    letter = a_letter("wrote", words="First & <b>bold</b>\nsecond\n\nthird", to_name="<i>Morag</i>")
    assert "First & <b>bold</b>\nsecond\n\nthird\n" in letter.text
    assert "<p>First &amp; &lt;b&gt;bold&lt;/b&gt;<br>second</p>\n<p>third</p>" in letter.html
    assert "Dear &lt;i&gt;Morag&lt;/i&gt;," in letter.html


def test_a_name_in_the_promise_is_no_markup_either_and_no_entity_in_the_text() -> None:
    letter = a_letter("wrote", next_step={"what": "reply", "name": "Síle O'Neill <x@y>"})
    assert "Síle O'Neill <x@y> will answer" in letter.text
    assert "Síle O&#39;Neill &lt;x@y&gt; will answer" in letter.html


def test_a_letter_on_paper_does_not_ask_for_an_answer_by_email() -> None:
    assert "answer this e-mail" in a_letter("received").text
    assert "answer this e-mail" not in a_letter("received", reach=Reach.LETTER).text


def test_a_missing_fact_stops_the_letter_instead_of_leaving_a_gap() -> None:
    with pytest.raises(UndefinedError):
        a_letter("replied", without="contact")


def test_the_day_is_the_day_that_was_promised_and_not_today() -> None:
    letter = a_letter("received", next_step={"by": date(2027, 3, 26).isoformat()})
    assert "By Friday 26 March 2027." in letter.text


@pytest.mark.clause("CH-9")
def test_a_letter_on_paper_can_be_answered_without_the_internet() -> None:
    posted = a_letter("received", "complaint", reach=Reach.LETTER, track="/track/HC-7Q4K-2M9P/7Q4K-2M9P-3HXT-6WJC")
    for said in (posted.text, posted.html):
        words = " ".join(said.replace("\u00a0", " ").split())
        for part in ("Your code:", "7Q4K-2M9P-3HXT-6WJC", "/look-up", "We read it to you."):
            assert part in words
        for name in ("Scottish Independent Advocacy Alliance", "Citizens Advice Scotland"):
            helper = next(one for one in load_charter("highland").signposts if one.name == name)
            assert helper.phone and f"Phone: {helper.phone}" in words
    assert "Your code:" not in a_letter("received", "complaint").text, "an e-mail has the link"


@pytest.mark.clause("FP-10")
def test_a_customer_is_not_thanked_for_what_somebody_else_told_us() -> None:
    words = " ".join(a_letter("received", told_by="Mairi Macrae", channel="web").text.split())
    assert "Mairi Macrae told us this for you on this website. We have it." in words
    assert "Thank you for telling us" not in words


def test_a_text_message_names_no_day_for_something_that_it_does_not_say() -> None:
    notice = a_notice("withdrawn", "request", reach=Reach.TEXT)
    notice.facts["next"] = {**notice.facts["next"], "what": "write-back"}
    text = words_of(notice, load_charter("highland"), ADDRESS).text
    assert "HC-7Q4K-2M9P" in text and "You can do this" not in text


@pytest.mark.clause("SC-8")
def test_whoever_worries_about_somebody_reads_in_our_message_who_looks_at_it_by_when() -> None:
    words = " ".join(a_letter("received", worry_by="2027-03-03").text.replace("\u00a0", " ").split())
    assert "Our safeguarding team was told at once, and looks at it by Wednesday 3 March 2027." in words
    assert "It may not say what they find or do" in words and "999" in words
    assert "Thank you for telling us" not in words
