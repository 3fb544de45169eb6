"""Does a message fit the person it is for? Asked at the moment of sending, before anything leaves the building."""

from dataclasses import dataclass, replace
from enum import StrEnum

from shared.charter.vocabulary import Format, MessagesTo, Reach

#: Between the two languages of one message that says everything twice.
AND = "+"
#: What is told to a customer and to whoever speaks for them about just that, whoever gets the other messages: what we
#: have, what is waiting and by when, how it was decided. These say nothing else about the customer or the case.
ABOUT_WHO_SPEAKS = frozenset(
    {"authority_asked", "authority_waiting", "authority_settled", "authority_refused", "authority_ended"}
)
#: Ways of reaching somebody in which words are spoken, so that an interpreter may have to be there.
SPOKEN = frozenset({Reach.PHONE, Reach.IN_PERSON})


class Recipient(StrEnum):
    """Whom a message is for."""

    CUSTOMER = "customer"
    REPRESENTATIVE = "representative"


class Misfit(StrEnum):
    """What is wrong with a message for this person; `templates/components/misfit.html` says each as a sentence."""

    AUTHORITY = "authority"
    RECIPIENT = "recipient"
    CHANNEL = "channel"
    FORMAT = "format"
    LANGUAGE = "language"
    INTERPRETER = "interpreter"
    MEASURE = "measure"


@dataclass(frozen=True)
class Needs:
    """How to reach one person well (clauses RP-4, RP-5, CH-9, CC-4).

    `language` is empty while nobody has asked; `council_languages` then says what the council writes in until it knows:
    two where the law asks for both. `interpreter` is the language to interpret, empty where none is needed.
    """

    reach: Reach
    format: Format = Format.STANDARD
    language: str = ""
    interpreter: str = ""
    council_languages: tuple[str, ...] = ("en",)

    @property
    def languages(self) -> tuple[str, ...]:
        """What a message to this person must be written in."""
        return (self.language,) if self.language else self.council_languages


@dataclass(frozen=True)
class Authorised:
    """Who speaks for the customer: whether that is settled and in force today, and who is to get the messages."""

    settled: bool = False
    messages_to: MessagesTo = MessagesTo.CUSTOMER


@dataclass(frozen=True)
class Message:
    """Everything about a message that can contradict a need.

    `language` names one language, or two with a plus between. `personal` is False only for a message that says nothing
    about the customer. `interpreter` is the language that will be interpreted while it is spoken.
    """

    to: Recipient
    reach: Reach
    format: Format
    language: str
    personal: bool = True
    interpreter: str = ""


def misfits(message: Message, needs: Needs, authorised: Authorised) -> tuple[Misfit, ...]:
    """Everything in which this message contradicts what is recorded; empty when it may leave.

    `needs` are those of whoever the message is for. Who may read it comes first: no format mends that.
    """
    wrong = {
        Misfit.AUTHORITY: message.to is Recipient.REPRESENTATIVE and message.personal and not authorised.settled,
        Misfit.RECIPIENT: message.personal and authorised.settled and not _wanted(message.to, authorised.messages_to),
        Misfit.CHANNEL: message.reach is not needs.reach,
        Misfit.FORMAT: message.format is not needs.format,
        Misfit.LANGUAGE: not set(needs.languages) <= set(message.language.split(AND)),
        Misfit.INTERPRETER: message.reach in SPOKEN and message.interpreter != needs.interpreter,
    }
    return tuple(misfit for misfit, found in wrong.items() if found)


def _wanted(to: Recipient, messages_to: MessagesTo) -> bool:
    return messages_to is MessagesTo.BOTH or messages_to.value == to.value


def fitted(message: Message, needs: Needs) -> Message:
    """The same message as this person needs it: what is offered in place of one that does not fit."""
    return replace(
        message,
        reach=needs.reach,
        format=needs.format,
        language=AND.join(needs.languages),
        interpreter=needs.interpreter if needs.reach in SPOKEN else "",
    )


def recipients(authorised: Authorised, *, reachable: bool) -> tuple[Recipient, ...]:
    """Who is to get a personal message; the representative alone where the customer has no address of their own.

    Until the authority is settled nothing personal goes to the representative (clause FP-10).
    """
    if not authorised.settled:
        return (Recipient.CUSTOMER,) if reachable else ()
    wanted = {
        MessagesTo.CUSTOMER: (Recipient.CUSTOMER,),
        MessagesTo.REPRESENTATIVE: (Recipient.REPRESENTATIVE,),
        MessagesTo.BOTH: (Recipient.CUSTOMER, Recipient.REPRESENTATIVE),
    }[authorised.messages_to]
    return wanted if reachable else (Recipient.REPRESENTATIVE,)
