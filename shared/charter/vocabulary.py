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
    AGREE = "agree"
    MEET = "meet"
    REPORT = "report"
    DECIDE = "decide"


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
    TEXT = "text"
    PHONE = "phone"
    LETTER = "letter"
    IN_PERSON = "in-person"
    NONE = "none"


class Format(StrEnum):
    """The forms that a message can take (clause CH-9)."""

    STANDARD = "standard"
    LARGE_PRINT = "large-print"
    LARGER_PRINT = "larger-print"
    PLAIN_TEXT = "plain-text"
    AUDIO_SCRIPT = "audio-script"
    BRAILLE = "braille"
    EASY_READ = "easy-read"
    SIGN_LANGUAGE = "sign-language"


#: What somebody has to make by hand; all other forms are made by the system for every message.
MADE_BY_HAND = frozenset({Format.BRAILLE, Format.EASY_READ, Format.SIGN_LANGUAGE})
#: What cannot be put on paper by the system: it is heard, or somebody makes it.
NOT_ON_PAPER = MADE_BY_HAND | {Format.AUDIO_SCRIPT}
#: The size of large print in points.
PRINT_SIZE = {Format.LARGE_PRINT: 18, Format.LARGER_PRINT: 24}


class OnBehalf(StrEnum):
    """Whom a contact is about, as seen by whoever makes it (clauses FP-10, CC-3).

    The three in the middle are the grounds on which somebody may speak for another. `ABOUT_ANOTHER` is none of them:
    a neighbour who is worried represents nobody.
    """

    MYSELF = "myself"
    ASKED = "asked"
    UNABLE = "unable"
    UNDER_18 = "under-18"
    ABOUT_ANOTHER = "about-another"


class Seal(StrEnum):
    """Why a case is seen by few: each seal names who opens it (`access.OPENS`)."""

    NONE = "none"
    CONCERN = "concern"
    HATE = "hate"
    TREATED_WORSE = "treated-worse"
    APPEAL = "appeal"


class SignedBy(StrEnum):
    """Whose name stands under our messages on one case (clauses CC-2, RP-13, RP-29)."""

    OWNER = "owner"
    TEAM = "team"
    MANAGER = "manager"


#: On these grounds somebody speaks for another.
GROUNDS = (OnBehalf.ASKED, OnBehalf.UNABLE, OnBehalf.UNDER_18)


class MessagesTo(StrEnum):
    """Who gets our messages where somebody speaks for the customer (clause RP-2)."""

    CUSTOMER = "customer"
    REPRESENTATIVE = "representative"
    BOTH = "both"


class Scope(StrEnum):
    """How far an authority reaches: one case, or everything that the customer has with the council."""

    THIS_CASE = "this-case"
    EVERYTHING = "everything"


class Evidence(StrEnum):
    """How the customer's consent is shown."""

    LINK = "link"
    UPLOAD = "upload"
    STAFF = "staff"
    EARLIER = "earlier"


class Counted(StrEnum):
    """The happening that a promise is counted from.

    `RECEIVED` is the day on which a stage begins: that of receipt, or the day on which the customer asked for the next
    stage. `AGREED`: what the complaint is about was agreed with them. `MET`: the talk, or the panel, was held.
    `REPORTED`: what came of it was written down.
    """

    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    AGREED = "agreed"
    MET = "met"
    REPORTED = "reported"


#: The act that each of these happenings is, so that a count can begin with it.
STARTED_BY = {
    Counted.ACKNOWLEDGED: Act.ACKNOWLEDGE,
    Counted.AGREED: Act.AGREE,
    Counted.MET: Act.MEET,
    Counted.REPORTED: Act.REPORT,
}


class Counting(StrEnum):
    """Which day is day one, and what is counted.

    Working days: `AFTER_RECEIPT`: the day of receipt is day nought, even a Sunday at 23:59. `INCLUSIVE`: the day of
    receipt is day one if it is a working day and in time, else the next working day is. `DEEMED_THEN_AFTER`: receipt
    out of hours moves to the next working day, which is then day nought.

    Calendar days: `CALENDAR_DAYS`: the day after receipt is day one; an end on a day that does not count rolls forward.

    Months: `MONTHS`: the same day of the month, or its last day where that month is shorter. `MONTHS_INCLUSIVE`: the
    day before it, because the day of receipt is the first. `MONTHS_ROLLED`: the same day, rolled forward to a working
    day.
    """

    AFTER_RECEIPT = "after-receipt"
    INCLUSIVE = "inclusive"
    DEEMED_THEN_AFTER = "deemed-then-after"
    CALENDAR_DAYS = "calendar-days"
    MONTHS = "calendar-months"
    MONTHS_INCLUSIVE = "calendar-months-inclusive"
    MONTHS_ROLLED = "calendar-months-rolled"


#: What is counted in working days; all else is counted in days or months of the calendar.
IN_WORKING_DAYS = frozenset({Counting.AFTER_RECEIPT, Counting.INCLUSIVE, Counting.DEEMED_THEN_AFTER})
#: What is counted in months.
IN_MONTHS = frozenset({Counting.MONTHS, Counting.MONTHS_INCLUSIVE, Counting.MONTHS_ROLLED})


class Division(StrEnum):
    """The parts of the United Kingdom that have bank holidays of their own.

    `ANY_PART` is no council's: a bank holiday in one of them counts in none (Freedom of Information Act 2000, 10(6)).
    """

    ENGLAND_AND_WALES = "england-and-wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern-ireland"
    ANY_PART = "any-part"


class Support(StrEnum):
    """What the council promises besides answering: help to be heard, each with its own number of days."""

    ADJUSTMENT = "adjustment"
    FORMAT = "format"
    TRANSLATION = "translation"
    INTERPRETER = "interpreter"
    AUTHORITY = "authority"
    EXPLANATION = "explanation"
    APPOINTMENT = "appointment"
    SAFEGUARDING = "safeguarding"


class Topic(StrEnum):
    """What somebody outside the council can help with."""

    OMBUDSMAN = "ombudsman"
    ADVOCACY = "advocacy"
    ADVICE = "advice"
    EDUCATION = "education"
    ANOTHER_BODY = "another-body"
    SAFETY = "safety"
