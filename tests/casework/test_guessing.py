"""Long passwords that somebody would guess first, and plain ones that nobody would."""

import pytest

from shared.casework.guessing import guessed_first


@pytest.mark.parametrize(
    ("password", "guessed", "reason"),
    [
        ("passwordpassword", True, "one word twice"),
        ("Password12345!", True, "the commonest word, a row of numbers and a sign"),
        ("WelcomeWelcome1", True, "a word of greeting, twice"),
        ("qwertyuiop123", True, "a row of keys"),
        ("123456789012", True, "a row of numbers"),
        ("abcdefghijkl", True, "a row of letters"),
        ("aaaaaaaaaaaa", True, "one letter"),
        ("abababababab", True, "two letters"),
        ("CouncilSummer2026", True, "what stands on the door, and a year"),
        ("correct horse battery", False, "three words that do not belong together"),
        ("35r5-3awv-6psr-c9cm-z8wb", False, "made by a machine"),
        ("my password is a heron in the rain", False, "there is enough beside the word"),
        ("winterberries for breakfast", False, "a sentence of one's own"),
    ],
)
def test_what_is_guessed_first_is_known(password: str, guessed: bool, reason: str) -> None:
    assert guessed_first(password) is guessed, reason
