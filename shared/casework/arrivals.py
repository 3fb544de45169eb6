"""Mail comes in: an answer joins its case, anything else becomes one, and no machine is ever answered."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.arrivals.arrived import Arrived, Automatic, Trouble
from shared.casework import belonging, files, heard, sending, timeline
from shared.casework.customers import Person, email_key
from shared.casework.intake import Submission, open_case
from shared.casework.parcels import Letterbox, Parcel
from shared.casework.ties import goes_on_in
from shared.charter.organisation import Charter
from shared.charter.signed_reference import answered_reference
from shared.charter.vocabulary import Channel, Kind, Reach
from shared.files.checked import MOST, Why
from shared.models.arrivals import Arrival, Became
from shared.models.cases import Case
from shared.models.customers import Customer
from shared.models.happened import Happened
from shared.models.staff import Staff

#: From one address: no person writes more, and a machine that does not say what it is stops here.
MOST_WITHIN = ((timedelta(hours=1), 10), (timedelta(days=1), 40))
#: A promise counts from the day when the mailbox got a message; one that lay longer was not meant for us to count.
OLDEST = timedelta(days=28)
_ANSWERED = (Became.CASE, Became.JOINED)


def take_in(
    session: Session, parcel: Parcel, *, received_at: datetime, at: datetime, charter: Charter, box: Letterbox
) -> Arrival:
    """Take one message in; the same message a second time only counts. `received_at` is when the mailbox got it.

    Two workers with one message: the second waits for the first, and then fails on the name of the row.
    """
    before = session.scalar(sa.select(Arrival).where(Arrival.once == parcel.arrived.once))
    if before is not None:
        before.times += 1
        return before
    received_at = max(min(received_at, at), at - OLDEST)
    arrival = _row(parcel.arrived, received_at, at, box)
    session.add(arrival)
    session.flush()
    _settle(session, arrival, parcel, at=at, charter=charter, box=box)
    return arrival


def keep_unread(session: Session, raw: bytes, *, received_at: datetime, at: datetime, box: Letterbox) -> Arrival:
    """A message on which everything else has failed is kept as it came, for somebody to look at."""
    arrived = Arrived(raw, trouble=Trouble.FAULT)
    before = session.scalar(sa.select(Arrival).where(Arrival.once == arrived.once))
    if before is None:
        before = _row(arrived, received_at, at, box)
        before.why = Trouble.FAULT.value
        session.add(before)
    return before


def _row(arrived: Arrived, received_at: datetime, at: datetime, box: Letterbox) -> Arrival:
    return Arrival(
        once=arrived.once,
        message_id=arrived.message_id,
        received_at=received_at,
        taken_at=at,
        from_name=arrived.from_name,
        from_address=arrived.from_address,
        from_key=email_key(arrived.from_address)[:254],
        subject=arrived.subject,
        became=Became.UNREAD,
        raw_name=box.raw.put(arrived.raw) if arrived.raw else "",
    )


def _settle(
    session: Session, arrival: Arrival, parcel: Parcel, *, at: datetime, charter: Charter, box: Letterbox
) -> None:
    arrived = parcel.arrived
    case = belonging.proved(session, arrived, charter=charter, secret=box.secret)
    machine = _machine(arrived, charter, box)
    if machine is not None:
        arrival.became, arrival.why, arrival.case = Became.AUTOMATIC, machine.value, case
        if arrived.bounce is not None:
            _bounced(session, arrival, arrived, at=at, charter=charter, secret=box.secret)
    elif arrived.trouble is not None:
        arrival.why = arrived.trouble.value
    elif arrived.suspected:
        arrival.became = Became.SUSPECTED
    elif _too_many(session, arrival):
        arrival.became = Became.TOO_MANY
    elif case is not None:
        join(session, arrival, parcel, case, at=at, charter=charter, box=box)
    else:
        opened(session, arrival, parcel, at=at, charter=charter, box=box)


def _machine(arrived: Arrived, charter: Charter, box: Letterbox) -> Automatic | None:
    """Why nobody is to be answered: a machine wrote it, or it is our own and would come back for ever."""
    if arrived.automatic is not None:
        return arrived.automatic
    council, sender = charter.organisation, email_key(arrived.from_address)
    own = {email_key(one) for one in (council.mail_from, council.email, box.address) if one}
    ours = sender in own or answered_reference(sender, box.secret) is not None
    return Automatic.LOOP if ours or belonging.letters_of_ours((arrived.message_id,), box.secret) else None


def _bounced(
    session: Session, arrival: Arrival, arrived: Arrived, *, at: datetime, charter: Charter, secret: str
) -> None:
    """A letter of ours did not arrive after all: somebody has to reach the person in another way."""
    assert arrived.bounce is not None
    for notice in belonging.notices_about(session, arrived.bounce.letters, charter=charter, secret=secret):
        arrival.became, arrival.case = Became.BOUNCE, notice.case
        if arrived.bounce.for_good and notice.parked_at is None:
            notice.sent_at = None
            trouble = f"The mail server said: {arrived.bounce.said}"
            sending.failed(session, notice, at=at, charter=charter, trouble=trouble, for_good=True)


def _too_many(session: Session, arrival: Arrival) -> bool:
    if not arrival.from_key:
        return False
    for span, most in MOST_WITHIN:
        since = sa.select(sa.func.count()).where(
            Arrival.from_key == arrival.from_key,
            Arrival.became.in_(_ANSWERED),
            Arrival.received_at > arrival.received_at - span,
            Arrival.received_at <= arrival.received_at,
        )
        if (session.scalar(since) or 0) >= most:
            return True
    return False


def join(
    session: Session,
    arrival: Arrival,
    parcel: Parcel,
    case: Case,
    *,
    at: datetime,
    charter: Charter,
    box: Letterbox,
    by: Staff | None = None,
) -> None:
    """What somebody wrote joins the case, marked with who wrote it where that was not the customer.

    What is told of it goes to the customer, and to whoever may speak for them: never to an address because it wrote.
    Raises `StepRefused`.
    """
    arrived = parcel.arrived
    case = goes_on_in(session, case)
    heard.hear(
        session,
        case,
        words=arrived.words or _stand_in(arrived, files_first=True),
        channel=Channel.EMAIL,
        at=at,
        charter=charter,
        by=by,
        once=f"mail-{arrival.once[:50]}",
        name=belonging.whose_words(case, arrived.from_address, arrived.from_name),
    )
    arrival.became, arrival.case, arrival.quoted = Became.JOINED, case, arrived.quoted
    if arrived.automatic is None:
        heard.say_way_closed(session, case, Channel.EMAIL, at=at, charter=charter)
    attach(session, case, parcel, at=at, box=box)


def opened(
    session: Session,
    arrival: Arrival,
    parcel: Parcel,
    *,
    at: datetime,
    charter: Charter,
    box: Letterbox,
    by: Staff | None = None,
) -> Case:
    """What somebody wrote becomes a case to triage, whole, with its files (clause CH-4)."""
    arrived = parcel.arrived
    submission = Submission(
        key=f"mail-{arrival.once[:50]}",
        kind=Kind.REQUEST,
        words="\n\n".join(part for part in (arrived.subject, arrived.whole) if part) or _stand_in(arrived),
        channel=Channel.EMAIL,
        person=_person(session, arrived),
    )
    tell = arrived.automatic is None
    case = open_case(session, submission, at=arrival.received_at, recorded_at=at, charter=charter, by=by, tell=tell)
    session.flush()
    arrival.became, arrival.case = Became.CASE, case
    named = belonging.perhaps(session, arrived, charter=charter)
    if named is not None:
        own = named.own_address
        timeline.write(
            session, case, Happened.MAY_BELONG, at=at, public=False, reference=named.reference, own_address=own
        )
    if tell:
        heard.say_way_closed(session, case, Channel.EMAIL, at=at, charter=charter)
    attach(session, case, parcel, at=at, box=box)
    return case


def says_something(arrived: Arrived) -> bool:
    """Is there anything in it that a case could hold?"""
    return bool(arrived.whole or _stand_in(arrived))


def _stand_in(arrived: Arrived, *, files_first: bool = False) -> str:
    """For words that are missing: the subject, or the names of the files."""
    names = ", ".join([file.name for file in arrived.files] + [name for name, _ in arrived.left_out])
    return (names or arrived.subject) if files_first else (arrived.subject or names)


def _person(session: Session, arrived: Arrived) -> Person:
    """Whoever wrote it. That they wrote an e-mail is no wish: what is recorded of them stays as it is."""
    if "@" not in arrived.from_address:
        return Person(name=arrived.from_name)
    name = arrived.from_name if "@" not in arrived.from_name else ""
    return Person(
        name=name or _only_name(session, arrived.from_address),
        email=arrived.from_address,
        reach=Reach.EMAIL,
        wishes=False,
    )


def _only_name(session: Session, address: str) -> str:
    """Somebody who gives an address and no name is whoever we know by it, if that is one person."""
    rows = sa.select(Customer.name).where(Customer.email_key == email_key(address)).limit(2)
    names = session.scalars(rows).all()
    return names[0] if len(names) == 1 else ""


def attach(session: Session, case: Case, parcel: Parcel, *, at: datetime, box: Letterbox) -> None:
    """The files that can be kept go with the case; of the others the history says which, and why."""
    session.flush()
    good, rest = parcel.good[:MOST], parcel.good[MOST:]
    if good:
        files.add(session, good, store=box.files, at=at, case=case, contact=case.contacts[-1])
    refused = [*parcel.refused, *((one.name, Why.TOO_MANY) for one in rest)]
    if refused:
        named = [{"name": name, "why": why.value} for name, why in refused]
        timeline.write(session, case, Happened.FILES_LEFT_OUT, at=at, files=named)
