"""Forms filled in with what will not do: too long for any field, days that no calendar has."""

from dataclasses import dataclass

from tests.journeys.one_of_everything import WIDE

#: More letters than any field takes.
LONG = "word " * 4_001
NO_DAY = (("Day", "31"), ("Month", "2"), ("Year", "2027"))


@dataclass(frozen=True)
class Wrong:
    """What is written into which field of a page, and the button that is pressed."""

    page: str
    button: str
    written: tuple[tuple[str, str], ...]


WRONG = (
    Wrong(
        "portal.look_up",
        "Continue",
        (("Your reference", "HC-1"), ("Your e-mail address, phone number or code", "x")),
    ),
    Wrong("portal.come_back", "Continue", (("Your code", WIDE),)),
    Wrong("portal.later", "Send me the link", (("Your e-mail address", WIDE),)),
    Wrong("portal.question words", "Continue", (("What happened?", LONG),)),
    Wrong("portal.question when", "Continue", NO_DAY),
    Wrong("portal.question wanted", "Continue", (("What would put it right?", LONG),)),
    Wrong("portal.question who", "Continue", (("Your name", ""), ("Your e-mail address", WIDE))),
    Wrong("portal.question how", "Continue", (("Is there anything else we should do differently?", LONG),)),
    Wrong("portal.next_stage track", "Ask us to look again", (("What are you not happy with?", LONG),)),
    Wrong("backoffice.record", "Record it", (("What did they say?", LONG), ("E-mail address", WIDE))),
    Wrong("backoffice.start_for", "Hand it over", (("What did they say?", LONG), ("E-mail address", WIDE))),
    Wrong("backoffice.explain", "Send it", (("Why does it take longer?", LONG), *NO_DAY)),
    Wrong("backoffice.reply", "Send the reply and close the case", (("Your full reply", LONG),)),
)
