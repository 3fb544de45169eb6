"""What a complaint is, agreed with whoever complains; the talks and reports that some procedures ask for."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from shared.casework import clocks, disputed, notices, procedures, timeline
from shared.casework.heard import hear
from shared.casework.reaching import FITTING, Telling, check_telling
from shared.casework.replies import say
from shared.casework.steps import require, require_words
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Act, Channel
from shared.charter.workflow import Step, StepRefused, Why
from shared.models.cases import Case
from shared.models.decisions import Decision
from shared.models.happened import Happened
from shared.models.staff import Staff


def send_points(
    session: Session,
    case: Case,
    *,
    by: Staff,
    at: datetime,
    charter: Charter,
    once: str | None = None,
    telling: Telling = FITTING,
) -> None:
    """Send the customer what we understand their complaint to be, to agree to or put right (Sc-06, E-08)."""
    require(Step.AGREE, case, by=by, charter=charter)
    decision = procedures.decision_of(case)
    if decision is None or not decision.definition or not decision.points:
        raise StepRefused(Step.AGREE, Why.PARTS_MISSING, parts=["definition", "points"])
    check_telling(session, case, Step.AGREE, telling, by=by, at=at, charter=charter)
    disputed.over(session, case, by=by, at=at)
    points = [one.words for one in decision.points]
    facts: dict[str, Any] = {"definition": decision.definition, "points": points, "sought": decision.sought}
    timeline.write(session, case, Happened.POINTS_SENT, at=at, by=by, once=once, **facts)
    words, sought = _in_words(decision), decision.sought
    notices.owe(session, case, "points", at=at, charter=charter, telling=telling, words=words, sought=sought)


def _in_words(decision: Decision) -> str:
    """What the complaint is, and its points with their numbers: as one text, so that it can be translated as one."""
    points = [f"{number}. {one.words}" for number, one in enumerate(decision.points, 1)]
    return "\n\n".join([decision.definition, *points])


def agree(
    session: Session,
    case: Case,
    *,
    how: str = "",
    by: Staff | None,
    at: datetime,
    charter: Charter,
    day: date | None = None,
    once: str | None = None,
    telling: Telling = FITTING,
    name: str = "",
) -> None:
    """The customer agrees to what their complaint is: on their own page (`by` is None), or told to staff (`how`).

    `name` is that of whoever agreed for them there. What is counted from the agreement begins (Children
    Act stage 2). `day` is the day of the answer that was agreed with it, as in adult social care: it may not be later
    than the promised one. Raises `StepRefused`.
    """
    if by is not None:
        require(Step.AGREE, case, by=by, charter=charter)
        require_words(Step.AGREE, how)
        check_telling(session, case, Step.AGREE, telling, by=by, at=at, charter=charter)
    decision = procedures.decision_of(case)
    if decision is None or not decision.definition or not decision.points or decision.issued_at:
        raise StepRefused(Step.AGREE, Why.PARTS_MISSING, parts=["definition", "points"])
    if decision.agreed_on is not None and day is None:
        if by is not None:
            raise StepRefused(Step.AGREE, Why.ALREADY_AGREED)
        return
    today = clocks.today_of(charter, at)
    decision.agreed_on, decision.agreed_how = today, how.strip()
    disputed.over(session, case, by=by, at=at)
    _count_from_it(case, day, on=today, charter=charter)
    facts: dict[str, Any] = {"how": how.strip(), "day": day.isoformat() if day else None}
    said: dict[str, Any] = {"name": name} if name else {}
    timeline.write(session, case, Happened.POINTS_AGREED, at=at, by=by, once=once, **facts, **said)
    words, day_of_answer = _in_words(decision), facts["day"]
    notices.owe(session, case, "agreed", at=at, charter=charter, telling=telling, words=words, day=day_of_answer)


def disagree(
    session: Session, case: Case, *, words: str, at: datetime, charter: Charter, once: str | None = None, name: str = ""
) -> None:
    """The customer writes on their page what they mean instead: kept in their words, and somebody's task."""
    about = disputed.ABOUT_POINTS
    how: dict[str, Any] = {"at": at, "charter": charter, "once": once, "name": name, "about": about}
    hear(session, case, words=words, channel=Channel.WEB, **how)
    disputed.ask(session, case, at=at, charter=charter)


def let_stand(
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
    """What the customer said no to stays as it is, and we write to them why. Answered already, nothing is done.

    Raises `StepRefused`.
    """
    require(Step.AGREE, case, by=by, charter=charter)
    require_words(Step.AGREE, words)
    if disputed.standing_no(case) is None:
        return
    check_telling(session, case, Step.AGREE, telling, by=by, at=at, charter=charter)
    disputed.over(session, case, by=by, at=at)
    say(case, words, by=by, at=at, charter=charter, telling=telling)
    timeline.write(session, case, Happened.POINTS_STAND, at=at, by=by, once=once)
    notices.owe(session, case, "wrote", at=at, charter=charter, telling=telling, words=words)


def _count_from_it(case: Case, day: date | None, *, on: date, charter: Charter) -> None:
    if clocks.open_clock(case, Act.AGREE):
        clocks.keep(case, Act.AGREE, on=on)
        clocks.begin_after(case, Act.AGREE, on=on, charter=charter)
    if day is not None:
        _give_agreed_day(case, day, on=on, charter=charter)
    clocks.set_next_on(case, charter=charter, today=on)


def _give_agreed_day(case: Case, day: date, *, on: date, charter: Charter) -> None:
    owed = clocks.open_clock(case, Act.REPLY)
    if owed is None or owed.due_on is None:
        raise StepRefused(Step.AGREE, Why.NO_REPLY_PROMISED)
    if not on < day <= owed.due_on:
        raise StepRefused(Step.AGREE, Why.DATE_TOO_LATE if day > on else Why.DATE_NOT_LATER, day=owed.due_on)
    if not charter.calendar.counts(day):
        raise StepRefused(Step.AGREE, Why.DATE_NOT_WORKING_DAY, day=day)
    clocks.bring_forward(owed, day)


def meet(
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
    """The talk was held, or the panel has met: what is counted from it begins. Raises `StepRefused`."""
    told = _Told(Step.MEET, Act.MEET, Happened.MET, words, telling)
    _done(session, case, told, by=by, at=at, charter=charter, once=once)


def report(
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
    """What the panel thinks is written down and sent: what is counted from it begins. Raises `StepRefused`."""
    told = _Told(Step.REPORT, Act.REPORT, Happened.REPORTED, words, telling)
    _done(session, case, told, by=by, at=at, charter=charter, once=once)


@dataclass(frozen=True)
class _Told:
    """One thing that a procedure asks for and that is done now, with what the customer reads of it."""

    step: Step
    act: Act
    what: Happened
    words: str
    telling: Telling


def _done(
    session: Session, case: Case, told: _Told, *, by: Staff, at: datetime, charter: Charter, once: str | None
) -> None:
    require(told.step, case, by=by, charter=charter)
    require_words(told.step, told.words)
    check_telling(session, case, told.step, told.telling, by=by, at=at, charter=charter)
    today, words = clocks.today_of(charter, at), told.words.strip()
    clocks.keep(case, told.act, on=today)
    clocks.begin_after(case, told.act, on=today, charter=charter)
    clocks.set_next_on(case, charter=charter, today=today)
    timeline.write(session, case, told.what, at=at, by=by, once=once, words=words)
    notices.owe(session, case, told.act.value, at=at, charter=charter, telling=told.telling, words=words)
