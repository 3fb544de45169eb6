"""Words from the council to the customer: acknowledged, answered, explained, asked, written."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from shared.casework import appointments, clocks, diary, heard, notices, signing, timeline
from shared.casework.closing import end
from shared.casework.reaching import FITTING, Telling, check_telling
from shared.casework.steps import require, require_words
from shared.charter.access import Right
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Act, Channel, Kind, OnBehalf
from shared.charter.workflow import Outcome, Stage, Step, StepRefused, Why
from shared.models.cases import Case, Contact
from shared.models.happened import Happened
from shared.models.staff import Staff


def acknowledge(
    session: Session,
    case: Case,
    *,
    words: str,
    by: Staff,
    at: datetime,
    charter: Charter,
    once: str | None = None,
    telling: Telling = FITTING,
) -> None:
    """Tell the customer that we have it and who deals with it (clause FP-1). A compliment ends here, passed on.

    The promise is kept on the day we do our part. Where the words are translated first, the translation is a task with
    a due day of its own, and the customer's page says that day. Raises `StepRefused`.
    """
    require(Step.ACKNOWLEDGE, case, by=by, charter=charter)
    require_words(Step.ACKNOWLEDGE, words)
    check_telling(session, case, Step.ACKNOWLEDGE, telling, by=by, at=at, charter=charter)
    today = clocks.today_of(charter, at)
    clocks.keep(case, Act.ACKNOWLEDGE, on=today)
    if case.acknowledged_at is None:
        clocks.begin_acknowledged(case, on=today, charter=charter)
    case.acknowledged_at = at
    say(case, words, by=by, at=at, charter=charter, telling=telling)
    if case.kind is Kind.COMPLIMENT:
        end(case, Outcome.THANKED, at=at, charter=charter)
    clocks.set_next_on(case, charter=charter, today=today)
    timeline.write(session, case, Happened.ACKNOWLEDGED, at=at, by=by, once=once)
    notices.owe(session, case, "acknowledged", at=at, charter=charter, telling=telling, words=words)
    if case.kind is Kind.COMPLIMENT and case.on_behalf is not OnBehalf.ABOUT_ANOTHER:
        notices.owe_team(session, case, "praise", at=at, charter=charter, words=case.words)


def reply(
    session: Session,
    case: Case,
    *,
    words: str,
    by: Staff,
    at: datetime,
    charter: Charter,
    once: str | None = None,
    telling: Telling = FITTING,
    outcome: Outcome = Outcome.ANSWERED,
    call_off: bool = False,
) -> None:
    """Answer in full, with a named contact (clause CC-2), and close the case.

    An answer that comes before any acknowledgement is one. `call_off`: nobody need come any more. Raises `StepRefused`.
    """
    require(Step.REPLY, case, by=by, charter=charter)
    require_words(Step.REPLY, words)
    check_telling(session, case, Step.REPLY, telling, by=by, at=at, charter=charter)
    today = clocks.today_of(charter, at)
    clocks.restart(case, on=today, charter=charter)
    if clocks.open_clock(case, Act.ACKNOWLEDGE):
        clocks.keep(case, Act.ACKNOWLEDGE, on=today, by_act=Act.REPLY)
        clocks.begin_acknowledged(case, on=today, charter=charter)
    case.acknowledged_at = case.acknowledged_at or at
    clocks.keep(case, Act.REPLY, on=today)
    say(case, words, by=by, at=at, charter=charter, telling=telling)
    end(case, outcome, at=at, charter=charter)
    clocks.set_next_on(case, charter=charter, today=today)
    timeline.write(session, case, Happened.REPLIED, at=at, by=by, once=once, outcome=outcome)
    for appointment in diary.coming(session, case, at=at) if call_off else ():
        appointments.call_off(session, appointment, by=by, at=at, charter=charter)
    contact = signing.contact_of(case, charter, today, by=by)
    notices.owe(session, case, "replied", at=at, charter=charter, telling=telling, words=words, contact=contact)


def explain(
    session: Session,
    case: Case,
    *,
    day: date,
    reason: str,
    by: Staff,
    at: datetime,
    charter: Charter,
    once: str | None = None,
    telling: Telling = FITTING,
) -> None:
    """Say why the answer takes longer and when it will come (clauses FP-2, CC-1). Raises `StepRefused`."""
    require(Step.EXPLAIN, case, by=by, charter=charter)
    require_words(Step.EXPLAIN, reason)
    check_telling(session, case, Step.EXPLAIN, telling, by=by, at=at, charter=charter)
    _require_new_date(case, day, by=by, at=at, charter=charter)
    today = clocks.today_of(charter, at)
    old = clocks.open_clock(case, Act.REPLY)
    before = old.due_on if old else None
    clocks.give_date(case, day, why=reason, on=today, charter=charter)
    clocks.set_next_on(case, charter=charter, today=today)
    timeline.write(
        session,
        case,
        Happened.EXPLAINED,
        at=at,
        by=by,
        once=once,
        reason=reason,
        day=day.isoformat(),
        before=before.isoformat() if before else None,
        missed=bool(before and before < today),
    )
    notices.owe(session, case, "explained", at=at, charter=charter, telling=telling, reason=reason)


def _require_new_date(case: Case, day: date, *, by: Staff, at: datetime, charter: Charter) -> None:
    """A new date is later than the old one, a working day, and within the bounds of its promise.

    Beyond them only a higher role may go, for a good reason. Once the date is missed nobody pretends that it was
    moved in time: then the bounds do not hold any more, and the promise counts as kept late.
    """
    today = clocks.today_of(charter, at)
    old = clocks.open_clock(case, Act.REPLY)
    missed = old is not None and old.due_on is not None and old.due_on < today
    free = missed or by.may(Right.EXTEND_BEYOND)
    latest = None if free else clocks.latest_new_date(case, charter)
    if day <= today or (old and old.due_on and day <= old.due_on):
        before = max(old.due_on, today) if old and old.due_on else today
        raise StepRefused(Step.EXPLAIN, Why.DATE_NOT_LATER, day=before)
    if latest and day > latest:
        raise StepRefused(Step.EXPLAIN, Why.DATE_TOO_LATE, day=latest)
    if day > charter.calendar.horizon:
        raise StepRefused(Step.EXPLAIN, Why.DATE_NOT_KNOWN, day=clocks.last_known(charter))
    if not charter.calendar.counts(day):
        raise StepRefused(Step.EXPLAIN, Why.DATE_NOT_WORKING_DAY, day=day)


def ask(
    session: Session,
    case: Case,
    *,
    words: str,
    by: Staff,
    at: datetime,
    charter: Charter,
    once: str | None = None,
    telling: Telling = FITTING,
) -> None:
    """Ask the customer for what we still need; clocks whose promise allows it stand still until they answer."""
    require(Step.ASK, case, by=by, charter=charter)
    require_words(Step.ASK, words)
    check_telling(session, case, Step.ASK, telling, by=by, at=at, charter=charter)
    today = clocks.today_of(charter, at)
    last = charter.calendar.add(today, charter.organisation.waiting_days)
    stopped = clocks.stop(case, on=today, until=last, why=words, charter=charter)
    until = clocks.answer_by(case, on=today, charter=charter)
    case.stage, case.waiting_until = Stage.WAITING, until
    say(case, words, by=by, at=at, charter=charter, telling=telling)
    clocks.set_next_on(case, charter=charter, today=today)
    timeline.write(
        session, case, Happened.ASKED, at=at, by=by, once=once, until=until.isoformat(), stopped=bool(stopped)
    )
    notices.owe(session, case, "asked", at=at, charter=charter, telling=telling, words=words, stopped=bool(stopped))


def carry_on(
    session: Session, case: Case, *, by: Staff, at: datetime, charter: Charter, once: str | None = None
) -> None:
    """Go on without the customer's answer: the clocks run again."""
    require(Step.CARRY_ON, case, by=by, charter=charter)
    heard.take_up_again(session, case, by=by, at=at, charter=charter, once=once)


def write(
    session: Session,
    case: Case,
    *,
    words: str,
    by: Staff,
    at: datetime,
    charter: Charter,
    once: str | None = None,
    telling: Telling = FITTING,
) -> None:
    """Send the customer a message that settles no promise."""
    require(Step.WRITE, case, by=by, charter=charter)
    require_words(Step.WRITE, words)
    check_telling(session, case, Step.WRITE, telling, by=by, at=at, charter=charter)
    say(case, words, by=by, at=at, charter=charter, telling=telling)
    timeline.write(session, case, Happened.WROTE, at=at, by=by, once=once)
    notices.owe(session, case, "wrote", at=at, charter=charter, telling=telling, words=words)


def note(
    session: Session,
    case: Case,
    *,
    words: str,
    by: Staff,
    at: datetime,
    charter: Charter,
    once: str | None = None,
) -> None:
    """Keep a note for colleagues. The customer does not see it here, but may ask for it by law."""
    require(Step.NOTE, case, by=by, charter=charter)
    require_words(Step.NOTE, words)
    timeline.write(session, case, Happened.NOTED, at=at, by=by, once=once, public=False, words=words)


def say(case: Case, words: str, *, by: Staff, at: datetime, charter: Charter, telling: Telling = FITTING) -> None:
    """Put our words into the conversation that the customer reads on their own page, under the name that they read."""
    name = signing.signed(case, by.name, charter, clocks.today_of(charter, at))
    contact = Contact(at=at, channel=Channel.WEB, ours=True, by_name=name, words=words, language=telling.words_in)
    case.contacts.append(contact)
