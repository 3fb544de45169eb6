"""Passwords that are long and guessed first all the same: one word over and over, a row of keys, a word and a year."""

import re
from itertools import pairwise

#: What people take first, and what a list of stolen passwords begins with; anything round them adds little.
_TAKEN_FIRST = re.compile(
    r"password|passwort|passw0rd|welcome|letmein|qwerty|asdf|zxcv|changeme|council|bywhen|secret|admin|login|summer|winter"
)
#: So few different signs are a pattern, however long.
_FEWEST_SIGNS = 5
#: So many signs beside what is guessed first are a password of their own.
_ENOUGH_BESIDE = 8


def guessed_first(password: str) -> bool:
    """Would somebody who guesses try this early?"""
    plain = password.casefold()
    if len(set(plain)) < _FEWEST_SIGNS or _in_a_row(plain):
        return True
    beside = re.sub(r"[\W\d_]", "", _TAKEN_FIRST.sub("", plain))
    return bool(_TAKEN_FIRST.search(plain)) and len(beside) < _ENOUGH_BESIDE


def _in_a_row(plain: str) -> bool:
    """Does nearly every sign follow the one before it, such as 123456 or abcdef?"""
    steps = [ord(after) - ord(before) for before, after in pairwise(plain)]
    return sum(step in (0, 1, -1) for step in steps) > 0.7 * len(steps)
