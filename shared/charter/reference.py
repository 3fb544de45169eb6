"""The public name of a case: letters nobody mixes up, with a check character that catches a slip."""

import secrets
from collections.abc import Callable

#: Twenty-three signs (a prime): no vowels, so no words; none that looks or sounds like another.
LETTERS = "2346789CDFGHJKMPQRTVWXY"
_WEIGHTS = (1, 2, 3, 4, 5, 6, 7)
#: A code that opens something: so many signs, some seventy bits that nobody guesses at the pace that we allow.
CODE_LENGTH, GROUP = 16, 4


def _check(body: str) -> str:
    total = sum(weight * LETTERS.index(letter) for weight, letter in zip(_WEIGHTS, body, strict=True))
    return LETTERS[-total * pow(8, -1, len(LETTERS)) % len(LETTERS)]


def new_reference(prefix: str, choose: Callable[[str], str] = secrets.choice) -> str:
    """A fresh reference such as `HC-7Q4K-2M9P`, drawn by chance; the eighth sign checks the seven before it."""
    body = "".join(choose(LETTERS) for _ in _WEIGHTS)
    return grouped(prefix, body + _check(body))


def grouped(prefix: str, signs: str) -> str:
    """Set in groups, as it is printed and read aloud."""
    return f"{prefix}-{signs[:4]}-{signs[4:]}"


def read_reference(typed: str, prefix: str) -> str | None:
    """The reference somebody meant, whatever spaces, dashes or small letters they used; None when it cannot be one."""
    signs = "".join(sign for sign in typed.upper() if sign.isalnum())
    signs = signs.removeprefix(prefix) if len(signs) > 8 else signs
    if len(signs) != 8 or any(sign not in LETTERS for sign in signs):
        return None
    return grouped(prefix, signs) if _check(signs[:7]) == signs[7] else None


def new_code(choose: Callable[[str], str] = secrets.choice) -> str:
    """A fresh secret that can be copied by hand and read out, such as `7Q4K-2M9P-3HXT-6WJC`."""
    return in_groups("".join(choose(LETTERS) for _ in range(CODE_LENGTH)), "-")


def code_from(drawn: int) -> str:
    """The sixteen signs of a code that is made of a large number: for one number always the same."""
    signs = []
    for _sign in range(CODE_LENGTH):
        drawn, place = divmod(drawn, len(LETTERS))
        signs.append(LETTERS[place])
    return "".join(signs)


def in_groups(code: str, between: str = " ") -> str:
    """The signs of a code set in groups, as it is printed and typed."""
    return between.join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def read_code(typed: str) -> str | None:
    """The code somebody meant, whatever spaces, dashes or small letters they used; None when it cannot be one."""
    signs = "".join(sign for sign in typed.upper() if sign.isalnum())
    return signs if len(signs) == CODE_LENGTH and set(signs) <= set(LETTERS) else None
