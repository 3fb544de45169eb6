"""Messages about answers that nobody has sent yet: the way back to them, the day on which they go, and nothing more."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from shared.charter.reading import load_charter, published
from shared.charter.vocabulary import NOT_ON_PAPER, Format, Reach
from shared.delivery.making import LONGEST_TEXT, made, words_of
from shared.delivery.rendering import Letter
from tests.delivery.facts import ABOUT_NO_CASE
from tests.delivery.test_rendering import ADDRESS, readable

CODE = "7Q4K2M9P7Q4K2M9P"
LINK = f"{ADDRESS}/come-back/{CODE}"


def a_notice(template: str, *, reach: Reach = Reach.EMAIL, language: str = "en", **more: object) -> SimpleNamespace:
    """As casework owes it to somebody who gave no name, or to Morag."""
    whole = {
        "template": template,
        "language": language,
        "to_name": "Morag" if template == "handed_over" else "",
        "to_address": "4 Bank Street\nInverness" if reach is Reach.LETTER else "morag@customer.example",
        "reach": reach,
        "format": Format.STANDARD,
        "owed_at": datetime(2027, 3, 2, 10, tzinfo=UTC),
        "facts": {"link": f"/come-back/{CODE}", "code": "7Q4K 2M9P 7Q4K 2M9P", "deleted_on": "2027-03-30"},
    }
    return SimpleNamespace(**{**whole, **more})


def a_letter(template: str, council: str = "highland", **more: object) -> Letter:
    return words_of(a_notice(template, **more), load_charter(council), ADDRESS)


@pytest.mark.clause("CH-5")
@pytest.mark.parametrize("council", published())
@pytest.mark.parametrize("template", sorted(ABOUT_NO_CASE))
def test_it_leads_back_and_says_the_day_on_which_the_answers_go(template: str, council: str) -> None:
    letter = a_letter(template, council)
    for words in (" ".join(letter.text.split()), readable(letter.html)):
        assert LINK in words
        assert "before Tuesday 30 March 2027. On that day we delete" in words
        assert load_charter(council).organisation.name in words
        assert "What happens next" not in words, "nothing has happened yet"
        assert "Dear morag@" not in words
    assert f'href="{LINK}"' in letter.html


@pytest.mark.parametrize("form", [form for form in Format if form not in NOT_ON_PAPER])
def test_on_paper_there_is_a_code_to_type_and_no_link(form: Format) -> None:
    notice = a_notice("handed_over", reach=Reach.LETTER, format=form)
    letter = made(notice, load_charter("highland"), ADDRESS)
    assert letter.pdf.startswith(b"%PDF")
    words = " ".join(letter.text.split())
    assert "7Q4K 2M9P 7Q4K 2M9P" in words and f"Go to {ADDRESS}/come-back" in words
    assert LINK not in words


@pytest.mark.parametrize("template", sorted(ABOUT_NO_CASE))
def test_a_text_message_is_short_enough_and_has_the_link(template: str) -> None:
    text = a_letter(template, reach=Reach.TEXT, to_address="01632 960 001").text
    assert len(text) <= LONGEST_TEXT and LINK in text


@pytest.mark.parametrize("template", sorted(ABOUT_NO_CASE))
def test_whoever_listens_hears_it_and_finds_the_link_at_the_end(template: str) -> None:
    heard = a_letter(template, format=Format.AUDIO_SCRIPT).text
    assert LINK in heard.partition("The list of pages")[2]


@pytest.mark.clause("CC-4")
def test_where_nobody_knows_the_language_it_is_in_both() -> None:
    letter = a_letter("come_back", language="cy+en")
    assert letter.text.count(LINK) == 2
