"""What a message says: every shape that people and their programmes make, and those that nobody should."""

import random
import time

import pytest

from shared.arrivals.arrived import Arrived, LeftOut, Trouble
from shared.arrivals.parts import LARGEST, MOST_FILES
from shared.arrivals.reading import LONGEST_WORDS, read
from tests.arrivals.shapes import alphabets, answers, machines, oddities, structures
from tests.arrivals.shapes.shape import Shape, attached, mail, part, pieces

SHAPES: list[Shape] = [
    *alphabets.SHAPES,
    *structures.SHAPES,
    *answers.SHAPES,
    *machines.SHAPES,
    *oddities.SHAPES,
]


@pytest.mark.clause("CH-4")
@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_what_somebody_meant_is_read_out_of_what_came(shape: Shape) -> None:
    arrived = read(shape.raw)
    if shape.words is not None:
        assert arrived.words == shape.words
    assert (arrived.from_name, arrived.from_address) == shape.sender
    assert arrived.subject == shape.subject
    assert tuple(file.name for file in arrived.files) == shape.files
    assert (arrived.signed_off, arrived.quoted) == (shape.signed_off, shape.quoted)
    assert (arrived.automatic, arrived.trouble) == (shape.automatic, shape.trouble)
    assert tuple(name for name, _ in arrived.left_out) == shape.left_out
    assert arrived.raw == shape.raw


def test_every_shape_has_a_name_of_its_own_and_there_are_more_than_fifty() -> None:
    assert len({shape.name for shape in SHAPES}) == len(SHAPES) > 50


def texts_of(arrived: Arrived) -> list[str]:
    """Everything of a message that is kept in a database or shown on a page."""
    files = [file.name for file in arrived.files] + [name for name, _ in arrived.left_out]
    said = [arrived.bounce.said, *arrived.bounce.letters] if arrived.bounce else []
    own = [arrived.words, arrived.quoted, arrived.signed_off, arrived.subject, arrived.sent, arrived.message_id]
    return [*own, arrived.from_name, arrived.from_address, *arrived.to, *arrived.answers, *files, *said]


def test_whatever_is_done_to_a_message_it_is_read_somehow_and_can_be_kept() -> None:
    chance = random.Random(7)
    small = [shape.raw for shape in SHAPES if len(shape.raw) < 100_000]
    bits = [b"\n", b"--edge\n", b"--edge--", b"\0", b"=?", b"?=", b"\xff", b'"', b"*0*=", b"<", b"\r", b"From: \n"]
    bits += [b"Content-Type: multipart/mixed; boundary=edge\n\n", b"Content-Type: message/rfc822\n\n"]
    for _ in range(1_500):
        raw = bytearray(chance.choice(small))
        for _ in range(chance.randint(1, 10)):
            place = chance.randrange(len(raw) + 1)
            raw[place : place + chance.choice((0, 0, 1, 15))] = chance.choice((b"", *bits))
        for text in texts_of(read(bytes(raw))):
            assert "\0" not in text
            text.encode("utf-8")


_EDGE = b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n"
BUSY = {
    "parts within parts": b"".join(_EDGE % (number, number) for number in range(900)),
    "a hundred thousand parts": b"From: a@b.c\nContent-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\na\n" * 100_000,
    "letters within letters": b"From: a@b.c\n" + b"Content-Type: message/rfc822\n\n" * 5_000,
    "a header of a million pieces": b"From: a@b.c\nContent-Type: text/plain; " + b'a="b;";' * 100_000 + b"\n\nx",
    "a sender of brackets": b"From: " + b'<"\\' * 30_000 + b"\n\nx",
    "tags that never close": b"From: a@b.c\nContent-Type: text/html\n\n" + b"<!--<a <div><blockquote>" * 20_000,
    "lines that flow on for ever": b"From: a@b.c\nContent-Type: text/plain; format=flowed\n\n" + b"a \n" * 200_000,
    "a heap of accents on one letter": b"From: a@b.c\n\na" + "\u0300\u0316".encode() * 200_000,
    "openings without end": b"From: a@b.c\nSubject: Re: x\n\n" + b"On 2027 x wrote:\n> a\nb\n" * 8_000,
}


@pytest.mark.parametrize("raw", BUSY.values(), ids=BUSY.keys())
def test_nobody_keeps_us_busy_with_one_message(raw: bytes) -> None:
    began = time.monotonic()
    read(raw)
    assert time.monotonic() - began < 20


def test_a_message_that_is_too_big_keeps_its_words_and_names_what_was_cut() -> None:
    arrived = read(pieces("multipart/mixed", part("See the film."), attached(b"x" * LARGEST, "video/mp4", "film.mp4")))
    assert arrived.words == "See the film."
    assert arrived.left_out == (("film.mp4", LeftOut.CUT_SHORT),)


def test_more_files_than_anybody_sends_are_named_and_not_kept() -> None:
    many = (attached(b"x", "image/png", f"{number}.png") for number in range(MOST_FILES + 2))
    arrived = read(pieces("multipart/mixed", part("Hi"), *many))
    assert len(arrived.files) == MOST_FILES
    assert [why for _, why in arrived.left_out] == [LeftOut.TOO_MANY] * 2


def test_a_text_too_long_for_any_page_is_kept_whole_as_a_file() -> None:
    words = "All of it.\n" * 10_000
    arrived = read(mail(words))
    assert len(arrived.words) <= LONGEST_WORDS
    assert [(file.name, file.data.decode()) for file in arrived.files] == [("message.txt", words.strip())]


def test_one_message_has_one_name_by_whatever_way_it_comes_and_another_has_another() -> None:
    by_one_way = mail("Full.", head="Received: from one\n")
    by_another = mail("Full.", head="Received: from two\nDelivered-To: x@y.example\n").replace(b"\n", b"\r\n")
    assert read(by_one_way).once == read(by_another).once
    for other in (mail("Fuller."), mail("Full.", Message_ID="<two@customer.example>"), mail("Full.", Subject="No")):
        assert read(other).once != read(by_one_way).once


def test_two_messages_of_noise_are_two_messages() -> None:
    assert read(b"\0").once != read(b"\0\0").once
    assert read(b"\0").trouble is Trouble.EMPTY
