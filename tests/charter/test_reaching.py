"""No message may contradict what is recorded of whom it is for: every pair of a record and a message is tried."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest

from shared.charter.reaching import Authorised, Message, Misfit, Needs, Recipient, fitted, misfits, recipients
from shared.charter.vocabulary import Format, MessagesTo, Reach

CUSTOMER, SPEAKER = Recipient.CUSTOMER, Recipient.REPRESENTATIVE

# One of each sort: written and carried by itself, written and carried by hand, spoken from afar, spoken face to face.
WAYS = (Reach.EMAIL, Reach.LETTER, Reach.PHONE, Reach.IN_PERSON)
# As usual, made by the system, made by hand.
FORMS = (Format.STANDARD, Format.LARGE_PRINT, Format.BRAILLE)
INTERPRETERS = ("", "Polish")
WRITTEN_IN = ("en", "cy", "ar", "cy+en")
COUNCILS = (("en",), ("cy", "en"))

# (what is recorded, what the council writes in until it has asked): what this person can read
READS = {
    ("en", ("en",)): {"en", "cy+en"},
    ("cy", ("en",)): {"cy", "cy+en"},
    ("ar", ("en",)): {"ar"},
    ("", ("en",)): {"en", "cy+en"},
    ("en", ("cy", "en")): {"en", "cy+en"},
    ("cy", ("cy", "en")): {"cy", "cy+en"},
    ("ar", ("cy", "en")): {"ar"},
    ("", ("cy", "en")): {"cy+en"},  # neither language may be missing while nobody knows which one they read
}

# (is it settled that somebody speaks for them, who is to get the messages): who may get what is about the customer
HEARS = {
    (False, MessagesTo.CUSTOMER): {CUSTOMER},
    (False, MessagesTo.REPRESENTATIVE): {CUSTOMER},  # they have said so themselves, and nobody has confirmed it
    (False, MessagesTo.BOTH): {CUSTOMER},
    (True, MessagesTo.CUSTOMER): {CUSTOMER},
    (True, MessagesTo.REPRESENTATIVE): {SPEAKER},
    (True, MessagesTo.BOTH): {CUSTOMER, SPEAKER},
}


def every_need() -> Iterator[Needs]:
    for reach, form, (language, council), interpreter in product(WAYS, FORMS, READS, INTERPRETERS):
        yield Needs(reach, form, language, interpreter, council)


def every_message() -> Iterator[Message]:
    for to, reach, form, language, personal, interpreter in product(
        Recipient, WAYS, FORMS, WRITTEN_IN, (True, False), INTERPRETERS
    ):
        yield Message(to, reach, form, language, personal, interpreter)


def every_authority() -> Iterator[Authorised]:
    for settled, messages_to in HEARS:
        yield Authorised(settled, messages_to)


def that_fit(needs: Needs, authorised: Authorised) -> set[Message]:
    """Every message that this person may get: put together from the two tables, and from nothing of the program's."""
    spoken = needs.reach in (Reach.PHONE, Reach.IN_PERSON)
    heard = {True: HEARS[authorised.settled, authorised.messages_to], False: set(Recipient)}
    return {
        Message(to, needs.reach, needs.format, language, personal, interpreter)
        for personal, hears in heard.items()
        for to in hears
        for language in READS[needs.language, needs.council_languages]
        for interpreter in ((needs.interpreter,) if spoken else INTERPRETERS)
    }


@pytest.mark.clause("FP-11b", "RP-4", "RP-5", "FP-10", "CH-9", "CC-4")
def test_a_message_fits_exactly_when_it_contradicts_nothing_that_is_recorded() -> None:
    messages = list(every_message())
    tried = 0
    for needs, authorised in product(every_need(), every_authority()):
        fit = that_fit(needs, authorised)
        for message in messages:
            assert (not misfits(message, needs, authorised)) == (message in fit), (message, needs, authorised)
            tried += 1
    assert tried == 4 * 3 * 8 * 2 * 6 * 384


# what is turned round in a message that fits, the misfit that it must have, why
TURNED = [
    ({"reach": Reach.TEXT}, Misfit.CHANNEL, "they asked for another way"),
    ({"format": Format.EASY_READ}, Misfit.FORMAT, "they cannot read it so"),
    ({"language": "pl"}, Misfit.LANGUAGE, "they do not read that language"),
]


@pytest.mark.parametrize(("turned", "misfit", "why"), TURNED)
def test_each_thing_that_is_wrong_is_named(turned: dict[str, object], misfit: Misfit, why: str) -> None:
    for needs, authorised in product(every_need(), every_authority()):
        for message in that_fit(needs, authorised):
            assert misfits(replace(message, **turned), needs, authorised) == (misfit,), why


def test_only_what_is_spoken_needs_the_interpreter_and_the_right_one() -> None:
    for needs, reach in product(every_need(), WAYS):
        theirs = replace(needs, reach=reach)
        for message in that_fit(theirs, Authorised()):
            other = replace(message, interpreter="Ukrainian")
            spoken = reach in (Reach.PHONE, Reach.IN_PERSON)
            assert misfits(other, theirs, Authorised()) == ((Misfit.INTERPRETER,) if spoken else ())


@pytest.mark.clause("FP-10")
def test_until_it_is_settled_nothing_personal_goes_to_whoever_speaks_for_them() -> None:
    for needs, messages_to in product(every_need(), MessagesTo):
        told = replace(fitted(Message(SPEAKER, Reach.EMAIL, Format.STANDARD, "en"), needs))
        assert misfits(told, needs, Authorised(settled=False, messages_to=messages_to)) == (Misfit.AUTHORITY,)
        waiting = replace(told, personal=False)
        assert misfits(waiting, needs, Authorised(settled=False, messages_to=messages_to)) == ()


@pytest.mark.parametrize("recorded", list(Reach))
@pytest.mark.parametrize("chosen", list(Reach))
def test_every_way_is_another_way_than_every_other(recorded: Reach, chosen: Reach) -> None:
    message = Message(CUSTOMER, chosen, Format.STANDARD, "en")
    found = misfits(message, Needs(recorded), Authorised())
    assert (Misfit.CHANNEL in found) == (recorded is not chosen)


@pytest.mark.parametrize("recorded", list(Format))
@pytest.mark.parametrize("chosen", list(Format))
def test_every_format_is_another_format_than_every_other(recorded: Format, chosen: Format) -> None:
    message = Message(CUSTOMER, Reach.EMAIL, chosen, "en")
    found = misfits(message, Needs(Reach.EMAIL, recorded), Authorised())
    assert (Misfit.FORMAT in found) == (recorded is not chosen)


def test_what_is_offered_in_place_of_a_misfit_always_fits_whoever_may_have_it() -> None:
    authorities = list(every_authority())
    for needs, message in product(every_need(), every_message()):
        offered = fitted(message, needs)
        assert offered.to is message.to and offered.personal is message.personal, "who may know is nobody's to mend"
        for authorised in authorities:
            if not message.personal or message.to in HEARS[authorised.settled, authorised.messages_to]:
                assert misfits(offered, needs, authorised) == (), (message, needs, authorised)


@pytest.mark.clause("RP-2")
@pytest.mark.parametrize("reachable", [True, False])
def test_whoever_is_chosen_to_get_a_message_may_have_it(reachable: bool) -> None:
    for authorised in every_authority():
        chosen = set(recipients(authorised, reachable=reachable))
        may = HEARS[authorised.settled, authorised.messages_to]
        if reachable:
            assert chosen == may
        else:
            assert chosen == ({SPEAKER} if authorised.settled else set()), "without an address of their own"
