"""Every place besides the message itself where its words may stand: each of them loses them when it is covered."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework.folding import searchable
from shared.casework.intake import searched
from shared.charter.vocabulary import Channel
from shared.models.arrivals import Arrival
from shared.models.cases import Case, Contact
from shared.models.links import Group, Member
from shared.models.notices import Notice
from shared.models.readings import SealedWords

#: What stands in a message of ours where it repeated covered words; the same in every language.
GONE = "…"
#: When a message that came by mail was heard: as it came, as it was taken in, or as somebody put it with its case.
_MOMENTS = (Arrival.received_at, Arrival.taken_at, Arrival.settled_at)


def is_first(case: Case, contact: Contact) -> bool:
    """Is it the message that opened the case?"""
    return bool(case.contacts) and case.contacts[0] is contact


def every_place(session: Session, case: Case, contact: Contact, sealed: SealedWords) -> None:
    """Empty the message, the case, its search text, the mail that it came by, and what our messages repeat of it."""
    told = [sealed.words, sealed.wanted, case.subject if is_first(case, contact) else ""]
    _mail(session, case, contact, sealed)
    contact.words = ""
    if is_first(case, contact):
        case.words = case.wanted = case.subject = ""
    for decision in case.decisions:
        if decision.asked == told[0]:  # what somebody wrote when they asked for the next stage is a message too
            decision.asked = ""
    _groups(session, case, told)
    case.norm = searched_again(case)
    _our_messages(session, case, [one for one in told if len(one.split()) > 1])


def _groups(session: Session, case: Case, told: list[str]) -> None:
    """A group that was called by the first words of what is covered is called by the reference from now on."""
    rows = sa.select(Group).join(Member).where(Member.case_id == case.id)
    for group in session.scalars(rows):
        if group.name and any(one.startswith(group.name.rstrip("…")) for one in told if one):
            group.name = case.reference


def searched_again(case: Case) -> str:
    """What search finds a case by, made anew from what stands in it now."""
    said = [one.words for one in case.contacts[1:] if not one.ours]
    speaking = [one.representative.name for one in case.authorities]
    return " ".join(part for part in (searched(case), *map(searchable, [*speaking, *said])) if part)


def our_message(words: str, name: str, at: datetime, language: str) -> Contact:
    """A message of ours under a name that is chosen for it."""
    return Contact(at=at, channel=Channel.WEB, ours=True, by_name=name, words=words, language=language)


def mail_of(session: Session, case: Case, contact: Contact) -> Arrival | None:
    """The e-mail by which a message came; None where it came another way."""
    if contact.channel is not Channel.EMAIL:
        return None
    came = sa.or_(*(moment == contact.at for moment in _MOMENTS))
    return session.scalars(sa.select(Arrival).where(Arrival.case_id == case.id, came)).first()


def covers_mail(session: Session, arrival: Arrival) -> bool:
    """Is what this e-mail says covered, so that its own page shows nothing of it?"""
    if arrival.case_id is None:
        return False
    at = sa.or_(*(Contact.at == moment for moment in _MOMENTS))
    rows = sa.select(SealedWords.id).join(Contact, Contact.id == SealedWords.contact_id)
    rows = rows.join(Arrival, Arrival.id == arrival.id)
    found = rows.where(SealedWords.case_id == arrival.case_id, Contact.channel == Channel.EMAIL, at)
    return session.scalars(found.limit(1)).first() is not None


def _mail(session: Session, case: Case, contact: Contact, sealed: SealedWords) -> None:
    """Its subject and what stood below it go with the words; whoever opens those reads them too."""
    arrival = mail_of(session, case, contact)
    if arrival is None:
        return
    extra = [arrival.subject if arrival.subject not in sealed.words else "", arrival.quoted]
    sealed.words = "\n\n".join(part for part in (sealed.words, *extra) if part)
    arrival.subject = arrival.quoted = ""


def _our_messages(session: Session, case: Case, told: list[str]) -> None:
    """Messages about any case of the same person that repeat the words: when a case is joined, split or thanked for.

    One word alone is nobody's own: it may be the name of a kind or of a team.
    """
    theirs = sa.select(Case.id).where(Case.customer_id == case.customer_id)
    whose = Notice.case_id.in_(theirs) if case.customer_id is not None else Notice.case_id == case.id
    for notice in session.scalars(sa.select(Notice).where(whose)):
        facts = _without(notice.facts, told)
        if facts != notice.facts:
            notice.facts = facts
            notice.made = notice.made if notice.sent_at else ""


def _without(fact: Any, told: list[str]) -> Any:
    match fact:
        case str():
            for one in told:
                fact = fact.replace(one, GONE)
            return fact
        case dict():
            return {key: _without(value, told) for key, value in fact.items()}
        case list():
            return [_without(value, told) for value in fact]
    return fact
