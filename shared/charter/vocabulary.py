"""The words that a charter and a case are written in: kinds, acts, channels, ways of counting."""

from enum import StrEnum


class Kind(StrEnum):
    """What a contact is about, in the field's words (clause CH-6: six kinds, one door)."""

    REQUEST = "request"
    COMPLAINT = "complaint"
    COMPLIMENT = "compliment"
    COMMENT = "comment"
    REPRESENTATION = "representation"
    ADJUSTMENT = "adjustment"


class Act(StrEnum):
    """What a promise can ask the council to do."""

    ACKNOWLEDGE = "acknowledge"
    REPLY = "reply"
    EXPLAIN = "explain"


class Channel(StrEnum):
    """How a contact reached the council (clause CH-4)."""

    WEB = "web"
    PHONE = "phone"
    EMAIL = "email"
    LETTER = "letter"
    IN_PERSON = "in-person"
    SOCIAL_MEDIA = "social-media"


class Reach(StrEnum):
    """How the council writes back: the ways a customer can choose between."""

    EMAIL = "email"
    PHONE = "phone"
    LETTER = "letter"
    NONE = "none"


class Counted(StrEnum):
    """The happening that a promise is counted from."""

    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"


class Counting(StrEnum):
    """Which day is day one.

    `AFTER_RECEIPT`: the day of receipt is day nought, even a Sunday at 23:59.
    `INCLUSIVE`: the day of receipt is day one if it is a working day and in time, else the next working day is.
    `DEEMED_THEN_AFTER`: receipt out of hours moves to the next working day, which is then day nought.
    """

    AFTER_RECEIPT = "after-receipt"
    INCLUSIVE = "inclusive"
    DEEMED_THEN_AFTER = "deemed-then-after"


class Division(StrEnum):
    """The parts of the United Kingdom that have bank holidays of their own."""

    ENGLAND_AND_WALES = "england-and-wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern-ireland"
