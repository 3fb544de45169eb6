"""How to reach one person well, and whether a message may leave: asked of the records at the moment of sending."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from shared.casework import clocks, engaging, timeline
from shared.charter.organisation import Charter
from shared.charter.reaching import (
    ABOUT_WHO_SPEAKS,
    AND,
    Authorised,
    Message,
    Misfit,
    Needs,
    Recipient,
    misfits,
    recipients,
)
from shared.charter.vocabulary import MADE_BY_HAND, Format, MessagesTo, Reach
from shared.charter.workflow import Step, StepRefused, Why
from shared.models.cases import Case
from shared.models.customers import Customer
from shared.models.happened import Happened
from shared.models.notices import Notice
from shared.models.representatives import Authority, Representative
from shared.models.staff import Staff


@dataclass(frozen=True)
class Telling:
    """How staff want their words to reach somebody.

    `words_in` is the language that they wrote in; empty means the one that the person reads. `translate` asks somebody
    to translate them first. `anyway` is the reason for sending what does not fit. `reach` is another channel than the
    person's own, and `form` another format, for these words alone, which only `anyway` allows.
    """

    words_in: str = ""
    translate: bool = False
    anyway: str = ""
    reach: Reach | None = None
    form: Format | None = None

    @property
    def of_ready_words(self) -> "Telling":
        """The same way for words that stand ready in every language: nobody has to translate them."""
        return replace(self, words_in="", translate=False)

    @property
    def unusual(self) -> bool:
        """Were another way, or another format, chosen for these words?"""
        return self.reach is not None or self.form is not None


FITTING = Telling()
#: Whoever gets a message here may have it: that is settled before its form is looked at.
_TO_WHOM_IT_MAY = Authorised(settled=True, messages_to=MessagesTo.BOTH)
#: What no reason overrides: who may read it, who is to, and a way that is closed to them.
_NEVER_ANYWAY = frozenset({Misfit.AUTHORITY, Misfit.RECIPIENT, Misfit.MEASURE})


@dataclass(frozen=True)
class Audience:
    """One person whom a message about a case goes to, and how; `ways` are all those by which something finds them."""

    to: Recipient
    name: str
    address: str
    needs: Needs
    representative: Representative | None = None
    ways: frozenset[Reach] = frozenset()


def needs_of(person: Customer | Representative, charter: Charter, day: date | None = None) -> Needs:
    """What is recorded about reaching this person (clauses RP-4, RP-5).

    On a `day`, as we may reach them then: by another way where theirs is closed (clause RP-8). Without one, as they
    have asked for it.
    """
    wanted = person.reach
    if day is not None and isinstance(person, Customer) and wanted is not Reach.NONE:
        wanted = engaging.effects_on(person, day, charter).reach(wanted)
    return Needs(
        reach=wanted,
        format=person.format,
        language=person.language,
        interpreter=person.interpreter if isinstance(person, Customer) else "",
        council_languages=charter.organisation.write_in,
    )


def authority_of(case: Case) -> Authority | None:
    """The latest authority on a case that nobody has refused or ended."""
    return next((one for one in reversed(case.authorities) if not one.refused_at and not one.ended_at), None)


def authority_with(representative: Representative, case: Case) -> Authority | None:
    """The latest authority of one representative on a case, however it stands."""
    return next((one for one in reversed(case.authorities) if one.representative is representative), None)


def authorised(case: Case, day: date, charter: Charter) -> Authorised:
    """Whether somebody may be told about this customer on that day, and who is to get the messages."""
    if through(case, day, charter) is not None:
        return Authorised(settled=True, messages_to=MessagesTo.REPRESENTATIVE)
    authority = authority_of(case)
    if authority is None or not authority.in_force(day):
        return Authorised()
    return Authorised(settled=True, messages_to=authority.messages_to)


def through(case: Case, day: date, charter: Charter) -> Representative | None:
    """The representative through whom alone we speak with the customer of this case, as far as they may be told."""
    third = engaging.third_party(case.customer, day, charter)
    own = authority_with(third, case) if third is not None else None
    return third if own is not None and own.in_force(day) else None


def reachable(customer: Customer | None) -> bool:
    """Can we write to them or ring them at all?"""
    return customer is not None and customer.reach is not Reach.NONE


def audience(case: Case, charter: Charter, day: date) -> list[Audience]:
    """Everybody who is to get a message about this case on that day, each as they need it (clause RP-2)."""
    people = []
    for to in recipients(authorised(case, day, charter), reachable=reachable(case.customer)):
        one = _audience(case, to, charter, day)
        if one is not None:
            people.append(one)
    return people


def _audience(case: Case, to: Recipient, charter: Charter, day: date) -> Audience | None:
    if to is Recipient.CUSTOMER:
        return for_person(case.customer, charter, day) if case.customer else None
    authority = authority_of(case)
    representative = through(case, day, charter) or (authority.representative if authority else None)
    return for_person(representative, charter, day) if representative else None


def for_person(person: Customer | Representative, charter: Charter, day: date) -> Audience | None:
    """This person as somebody to write to on that day; None where they want no messages."""
    if person.reach is Reach.NONE:
        return None
    representative = person if isinstance(person, Representative) else None
    to = Recipient.REPRESENTATIVE if representative else Recipient.CUSTOMER
    needs = needs_of(person, charter, day)
    ways = frozenset(way for way in Reach if way is Reach.IN_PERSON or address(person, way))
    return Audience(to, person.name, address(person, needs.reach), needs, representative, ways)


def way_of(one: Audience, telling: Telling) -> Reach:
    """How these words reach this person: in their own way too where the chosen one does not find them."""
    return telling.reach if telling.reach in one.ways else one.needs.reach


def form_of(one: Audience, telling: Telling) -> Format:
    """The format of these words for this person. Sent as they are, nobody makes a form of them by hand."""
    as_it_is = telling.anyway and not telling.unusual and by_hand(one.needs)
    return telling.form or (Format.STANDARD if as_it_is else one.needs.format)


def address(person: Customer | Representative, reach: Reach) -> str:
    """Where this channel finds them; nothing for a meeting."""
    return {
        Reach.EMAIL: person.email,
        Reach.TEXT: person.phone,
        Reach.PHONE: person.phone,
        Reach.LETTER: person.address,
    }.get(reach, "")


def check_telling(
    session: Session, case: Case, step: Step, telling: Telling, *, by: Staff, at: datetime, charter: Charter
) -> None:
    """Words that do not fit the person leave only with a reason, which the history keeps (clause FP-11b).

    Raises `StepRefused`.
    """
    found = _require_fitting(case, step, telling, day=clocks.today_of(charter, at), charter=charter)
    if found:
        timeline.write(
            session,
            case,
            Happened.SENT_ANYWAY,
            at=at,
            by=by,
            public=False,
            misfits=[one.value for one in found],
            reason=telling.anyway,
        )


def _require_fitting(case: Case, step: Step, telling: Telling, *, day: date, charter: Charter) -> tuple[Misfit, ...]:
    """What does not fit although it may leave, for the history. Raises `StepRefused` where no reason was given.

    Only words that staff write themselves can fail to fit: everything else is made as each person needs it.
    """
    found = unfitting(case, telling, day=day, charter=charter)
    if telling.translate:
        found = tuple(one for one in found if one is not Misfit.LANGUAGE)
    never = Misfit.MEASURE in found or _finds_nobody(audience(case, charter, day), telling)
    if found and (never or not telling.anyway.strip()):
        raise StepRefused(step, Why.DOES_NOT_FIT, misfits=[one.value for one in found])
    return found


def unfitting(case: Case, telling: Telling, *, day: date, charter: Charter) -> tuple[Misfit, ...]:
    """In what these words would contradict what is recorded of those who are to get them."""
    heard, closed = audience(case, charter, day), engaging.effects_of(case, day, charter)
    found: dict[Misfit, None] = {Misfit.CHANNEL: None} if _finds_nobody(heard, telling) else {}
    for one in heard:
        found |= dict.fromkeys(unfit(one, telling))
        if one.to is Recipient.CUSTOMER and telling.reach is not None and closed.shuts(telling.reach):
            found.pop(Misfit.CHANNEL, None)  # the same, said once
            found[Misfit.MEASURE] = None
    return tuple(found)


def _finds_nobody(heard: list[Audience], telling: Telling) -> bool:
    """Is there a chosen way, and no address for it of anybody who is to hear of it?"""
    return telling.reach is not None and bool(heard) and not any(telling.reach in one.ways for one in heard)


def unfit(one: Audience, telling: Telling) -> tuple[Misfit, ...]:
    """The same for one of them."""
    message = Message(
        to=one.to,
        reach=way_of(one, telling),
        format=form_of(one, telling),
        language=telling.words_in or AND.join(one.needs.languages),
        interpreter=one.needs.interpreter,
    )
    return misfits(message, one.needs, _TO_WHOM_IT_MAY)


def in_their_words(words_in: str, needs: Needs) -> bool:
    """Are words in that language, or in those two, all that this person reads? Empty: they were never written."""
    return not words_in or set(needs.languages) <= set(words_in.split(AND))


def demanding(case: Case, charter: Charter, day: date) -> list[Audience]:
    """Those who are to get a message and for whom something must be done with words in the council's own language."""
    own = charter.organisation.languages[0]
    return [one for one in audience(case, charter, day) if not in_their_words(own, one.needs) or by_hand(one.needs)]


def message_of(notice: Notice) -> Message:
    """A notice, as far as it can contradict a need."""
    language = notice.words_in if notice.words_in and not notice.held_for else notice.language
    return Message(
        to=Recipient.REPRESENTATIVE if notice.representative else Recipient.CUSTOMER,
        reach=notice.reach,
        format=notice.format,
        language=language,
        personal=notice.template not in ABOUT_WHO_SPEAKS,
        interpreter=notice.interpreter,
    )


def misfits_of(notice: Notice, *, day: date, charter: Charter) -> tuple[Misfit, ...]:
    """In what a notice that is about to leave contradicts what is recorded now; empty where it may.

    A reason to send it anyway holds for how it is said, never for whom it is said to.
    """
    case = notice.case
    person = notice.representative or (case.customer if case else None)
    if case is None or person is None or notice.once_key.endswith("/team"):
        return ()
    theirs = notice.representative
    standing = _authorised_for(theirs, case, day) if theirs else authorised(case, day, charter)
    found = misfits(message_of(notice), needs_of(person, charter, day), standing)
    if theirs is None and engaging.effects_of(case, day, charter).shuts(notice.reach):
        found = (*found, Misfit.MEASURE)
    return tuple(one for one in found if one in _NEVER_ANYWAY) if notice.anyway else found


def _authorised_for(representative: Representative, case: Case, day: date) -> Authorised:
    """What this very representative may be told: nobody reads on another's authority."""
    own = authority_with(representative, case)
    return Authorised(settled=True, messages_to=own.messages_to) if own and own.in_force(day) else Authorised()


def by_hand(needs: Needs) -> bool:
    """Must somebody make this person's format by hand?"""
    return needs.format in MADE_BY_HAND
