"""What leaves: each way and each format has what it needs with it, and no more."""

import pytest

from shared.charter.organisation import Charter
from shared.charter.vocabulary import PRINT_SIZE, Format, Reach
from shared.delivery import making
from shared.delivery.making import made, words_of
from shared.delivery.printing import NotMade
from tests.delivery.letters import a_notice, on_paper
from tests.delivery.pdfs import read
from tests.delivery.test_rendering import ADDRESS


@pytest.mark.clause("CH-9")
@pytest.mark.parametrize("form", Format)
def test_an_e_mail_in_large_print_has_a_pdf_in_its_size_with_it_and_no_other_has(
    charter: Charter, form: Format
) -> None:
    letter = made(a_notice(format=form), charter, ADDRESS)
    assert bool(letter.pdf) is (form in PRINT_SIZE)
    if letter.pdf:
        assert min(read(letter.pdf).sizes) == PRINT_SIZE[form]


def test_an_e_mail_leaves_in_large_print_even_where_its_pdf_cannot_be_made(charter: Charter) -> None:
    letter = made(a_notice(format=Format.LARGE_PRINT, to_name="王芳"), charter, ADDRESS)
    assert letter.pdf == b"" and "font-size: 18pt" in letter.html and "王芳" in letter.html


def test_a_letter_that_cannot_be_put_on_paper_says_so(charter: Charter) -> None:
    with pytest.raises(NotMade):
        made(on_paper(to_name="王芳"), charter, ADDRESS)


def test_what_staff_look_at_is_never_made_into_a_pdf_while_they_wait(
    charter: Charter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def made_all_the_same(*_: object) -> bytes:
        raise AssertionError

    monkeypatch.setattr(making, "pdf_of", made_all_the_same)
    for form in Format:
        for reach in (Reach.EMAIL, Reach.LETTER, Reach.TEXT, Reach.PHONE, Reach.IN_PERSON):
            assert words_of(a_notice(format=form, reach=reach), charter, ADDRESS).pdf == b""


def test_a_text_in_two_languages_is_two_texts_in_one(charter: Charter) -> None:
    both = made(a_notice(reach=Reach.TEXT, language="cy+en"), charter, ADDRESS).text.split("\n\n")
    assert len(both) == 2 and all(len(one) <= making.LONGEST_TEXT for one in both)
    assert both[1] == made(a_notice(reach=Reach.TEXT), charter, ADDRESS).text
