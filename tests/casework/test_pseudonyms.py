"""What leaves for advice says whose it is to nobody: names, numbers and places become placeholders (RP-30, T-29)."""

import time
from datetime import date

import pytest

from shared.casework.pseudonyms import Book, Known, doubts, letters
from shared.charter.organisation import Charter

TODAY = date(2027, 3, 2)
PEOPLE = Known(
    persons=("Morag MacLeod", "Ann Advocate"),
    workers=("Wilma Worker",),
    others=("Hamish Head", "Will Page"),
    addresses=("4 High Street", "Inverness"),
)


def a_book(known: Known = PEOPLE) -> Book:
    return Book(known, "HC", TODAY, lambda what, number: f"{what} {letters(number)}")


#: What is written, what leaves, and why.
TEXTS = [
    ("Morag MacLeod rang.", "[person A] rang.", "the customer, in full"),
    (
        "MORAG  MACLEOD rang, says morag macleod.",
        "[person A] rang, says [person A].",
        "whatever the letters",
    ),
    ("Morag rang. Mrs MacLeod was upset.", "[person A] rang. Mrs [person A] was upset.", "one part of the name alone"),
    ("Morag's lamp, MacLeod’s door.", "[person A]'s lamp, [person A]’s door.", "whose it is, with an s"),
    ("Ann Advocate wrote for her.", "[person B] wrote for her.", "whoever speaks for them"),
    ("I told Wilma, and Hamish Head heard.", "I told [worker A], and [worker B] heard.", "staff, of this case or not"),
    ("Will you come? Hamish may.", "Will you come? Hamish may.", "of others a first name alone can be any word"),
    ("Her morag is a plant.", "Her morag is a plant.", "a word that is not written like a name is left"),
    ("Write to morag.macleod+x@mail.co.uk.", "Write to [email A].", "an e-mail address"),
    ("From A@b.example to a@B.example", "From [email A] to [email A]", "the same address gets the same placeholder"),
    ("Ring 01632 960 555 or +44 1632 960555.", "Ring [phone A] or [phone B].", "telephone numbers"),
    ("At IV1 1AA, or iv11aa", "At [postcode A], or [postcode A]", "postcodes, however they are typed"),
    ("Case HC-7Q4K-2M9P, hc7q4k2m9p", "Case [reference A], [reference A]", "our own references"),
    ("I live at 4 High Street, Inverness.", "I live at [address A], [address B].", "lines of their address"),
    ("The house at 12b Ness Bank Road is empty.", "The house at [address A] is empty.", "any address with a number"),
    ("Born on 3 May 2020.", "Born on [birth A].", "what is said to be a birth, however young"),
    ("DOB: 03/05/1961", "DOB: [birth A]", "in figures as well"),
    ("She is from 3 May 1961.", "She is from [birth A].", "a day so long ago may be a birth"),
    ("The lamp went out on 3 February 2027.", "The lamp went out on 3 February 2027.", "when it happened is told"),
    ("My number is AB 12 34 56 C.", "My number is [number A].", "a national insurance number"),
    ("Card 4929 1234 5678 9012", "Card [number A]", "any long number"),
    ("See https://x.example/morag and @morag_m", "See [link A] and [link B]", "pages and names online"),
    (
        "[person A] rang [Morag MacLeod]",
        "[person A] rang [Morag MacLeod]",
        "what is in brackets is replaced already",
    ),
]


@pytest.mark.clause("RP-30")
@pytest.mark.parametrize(("written", "leaves", "why"), TEXTS)
def test_nothing_that_leaves_says_whose_it_is(written: str, leaves: str, why: str) -> None:
    assert a_book().replace(written) == leaves, why


@pytest.mark.clause("RP-30")
def test_the_same_person_has_the_same_placeholder_in_every_text() -> None:
    book = a_book()
    assert book.replace("Ann Advocate, b@c.example") == "[person B], [email A]"
    assert book.replace("d@e.example, b@c.example, Ann") == "[email B], [email A], [person B]"
    assert book.replaced() == {"[person B]": 2, "[email A]": 2, "[email B]": 1}


@pytest.mark.clause("RP-30")
def test_names_of_every_writing_are_replaced() -> None:
    book = a_book(Known(persons=("سارة الأحمد", "Łukasz Żak", "Nic a' Ghobhainn")))
    said = book.replace("قالت سارة الأحمد شيئا. Łukasz i Pan Żak. Nic a' Ghobhainn.")
    assert said == "قالت [person A] شيئا. [person B] i Pan [person B]. [person C]."


#: What is written, what a person is asked to look at, and why.
DOUBTS = [
    ("My neighbour Jean Brodie saw it.", ["Jean Brodie"], "nobody knows this name"),
    ("Mr Smith of Smith-Jones Limited", ["Mr Smith", "Smith-Jones Limited"], "a title and a name, a firm"),
    ("I rang. Nobody came.", [], "a sentence begins with a capital"),
    ("On Monday 1 March we met.", [], "days and months are nobody"),
    ("[person A] Brodie", [], "one word alone is not asked about"),
    ("Jean Brodie, and Jean Brodie", ["Jean Brodie"], "each is shown once"),
]


@pytest.mark.clause("RP-30")
@pytest.mark.parametrize(("written", "asked", "why"), DOUBTS)
def test_what_looks_like_a_name_is_shown_to_a_person(
    charter: Charter, written: str, asked: list[str], why: str
) -> None:
    assert [one.replace("-", " ") for one in doubts(written, charter)] == [one.replace("-", " ") for one in asked], why


def test_a_long_text_without_an_end_is_looked_through_in_a_moment(charter: Charter) -> None:
    long = ["a" * 20_000, "1 " * 10_000, "A " * 10_000, "0" * 20_000, "@" * 20_000, "Aa-" * 7_000, "[" * 20_000]
    began = time.monotonic()
    for one in long:
        doubts(a_book().replace(one), charter)
    assert time.monotonic() - began < 5


def test_letters_go_on_after_z() -> None:
    assert [letters(number) for number in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]
