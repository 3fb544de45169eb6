"""A sign that only this council can make: read again by whoever holds the secret, and by nobody else."""

import pytest

from shared.charter.signed_reference import (
    LENGTH,
    LONGEST_NAME,
    SignedFor,
    answered_reference,
    read_signed,
    reply_address,
    signature,
    signed,
)

SECRET, REFERENCE = "a secret of ours", "HC-7Q4K-2M9P"
OWN = reply_address("hello@council.example", REFERENCE, SECRET)
SIGN = signature(REFERENCE, SECRET, SignedFor.REPLY)


def test_an_address_of_a_case_says_the_case_and_bears_our_sign() -> None:
    assert f"hello+{REFERENCE}.{SIGN}@council.example" == OWN
    assert len(SIGN) == LENGTH and SIGN.isascii() and SIGN.lower() == SIGN
    assert answered_reference(OWN, SECRET) == REFERENCE


@pytest.mark.parametrize("changed", [str.upper, str.lower, str.title])
def test_mail_treats_capitals_and_small_letters_alike_and_so_do_we(changed: object) -> None:
    assert answered_reference(changed(OWN), SECRET) == REFERENCE


@pytest.mark.clause("SC-7")
@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("", "nothing"),
        ("hello@council.example", "no reference"),
        (f"hello+{REFERENCE}@council.example", "no sign"),
        (f"hello+{REFERENCE}.{'a' * LENGTH}@council.example", "a made-up sign"),
        (f"hello+{REFERENCE}.{SIGN[:-1]}@council.example", "half a sign"),
        (f"hello+{REFERENCE}.{SIGN}a@council.example", "a sign and more"),
        (f"hello+HC-2222-2222.{SIGN}@council.example", "the sign of another case"),
        (OWN.replace(".", ".\n", 1), "a line break"),
        (f"{signed(REFERENCE, SECRET, SignedFor.LETTER)}@council.example", "a letter's name"),
        (f"hello+{signed(REFERENCE, SECRET, SignedFor.LETTER)}@council.example", "the sign for a letter's name"),
    ],
)
def test_a_forged_address_says_nothing(address: str, reason: str) -> None:
    assert answered_reference(address, SECRET) is None, reason


def test_another_councils_secret_opens_nothing() -> None:
    assert answered_reference(OWN, "another") is None


def test_each_sign_is_good_for_its_own_purpose_alone() -> None:
    for purpose in SignedFor:
        for other in SignedFor:
            read = read_signed(signed("words-1", SECRET, purpose), SECRET, other)
            assert (read == "words-1") is (purpose is other)


def test_the_longest_name_still_fits_before_the_sign_that_mail_knows() -> None:
    address = reply_address(f"{'x' * LONGEST_NAME}@council.example", REFERENCE, SECRET)
    assert len(address.partition("@")[0]) <= 64
