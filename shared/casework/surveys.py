"""Two questions after an answer: how it was to deal with us. Asked once, and never before somebody was answered."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from shared.casework import clocks, finding, notices, timeline
from shared.casework.closing import ANSWERS
from shared.casework.reaching import audience
from shared.casework.steps import require
from shared.casework.updates import end_of
from shared.charter.organisation import Charter
from shared.charter.workflow import Step
from shared.models.cases import Case
from shared.models.happened import Happened
from shared.models.staff import Staff
from shared.models.surveys import Survey

#: So long the page takes an answer; and nobody is asked about what was answered longer ago than this.
OPEN_FOR = timedelta(days=60)
LATEST = timedelta(days=30)
#: Nobody's telephone sounds at night for a question of ours: the hours of the council's own day in which we ask.
_HOURS = range(9, 19)
LEAST, MOST = 1, 5


class Stands(StrEnum):
    """What somebody finds behind the link of a survey."""

    OPEN = "open"
    ANSWERED = "answered"
    OVER = "over"


def ask(session: Session, *, at: datetime, charter: Charter, most: int = 50) -> int:
    """Ask everybody who was answered so many working days ago; how many cases were looked at in this round.

    Each case once: whoever wants no messages, or gave no way to reach them, is not asked, and not looked for again.
    """
    days, zone = charter.organisation.survey_days, charter.organisation.time_zone
    if not days or at.astimezone(zone).hour not in _HOURS:
        return 0
    found = _answered(session, days, at=at, charter=charter, most=most)
    for case in found:
        survey = Survey(case=case, key=secrets.token_urlsafe(16), sent_at=None, words="")
        session.add(survey)
        if audience(case, charter, clocks.today_of(charter, at)):
            survey.sent_at = at
            timeline.write(session, case, Happened.SURVEY_SENT, at=at)
            notices.owe(session, case, "survey", at=at, charter=charter, survey=f"/how-was-it/{survey.key}")
    return len(found)


def _answered(session: Session, days: int, *, at: datetime, charter: Charter, most: int) -> Sequence[Case]:
    """Cases that were answered long enough ago, are still closed, and were never looked at for this."""
    last = end_of(charter.calendar.passed_since(days, clocks.today_of(charter, at)), charter)
    rows = (
        sa.select(Case)
        .where(
            Case.closed_at < last,
            Case.closed_at >= last - LATEST,
            Case.outcome.in_(sorted(ANSWERS)),
            Case.customer_id.is_not(None),
            ~sa.exists().where(Survey.case_id == Case.id),
        )
        .options(*finding.to_tell())
        .order_by(Case.closed_at, Case.id)
        .limit(most)
        .with_for_update(of=Case, skip_locked=True)
    )
    return session.scalars(rows).all()


def opened(session: Session, key: str, *, to_change: bool = False) -> Survey | None:
    """The survey of that key, where one was sent; `to_change` holds it and its case until the transaction ends."""
    if to_change:
        session.scalars(sa.select(Survey.id).join(Survey.case).where(Survey.key == key).with_for_update()).first()
    rows = sa.select(Survey).where(Survey.key == key, Survey.sent_at.is_not(None)).options(joinedload(Survey.case))
    return session.scalars(rows).first()


def stands(survey: Survey, *, at: datetime) -> Stands:
    """Can it be answered, has it been, or is it too late for it?"""
    if survey.answered_at is not None:
        return Stands.ANSWERED
    return Stands.OVER if survey.sent_at is None or at >= survey.sent_at + OPEN_FOR else Stands.OPEN


def sent_about(session: Session, case: Case) -> Survey | None:
    """What the customer of a case was asked; None where nobody was."""
    if not timeline.tells_of(case, Happened.SURVEY_SENT):
        return None
    rows = sa.select(Survey).where(Survey.case_id == case.id, Survey.sent_at.is_not(None))
    return session.scalars(rows).first()


def may_still_say(case: Case, *, at: datetime) -> bool:
    """Was the customer asked how it was, and can they still answer? Told by the history alone."""
    sent = next((line.at for line in reversed(case.happenings) if line.what is Happened.SURVEY_SENT), None)
    return sent is not None and at < sent + OPEN_FOR and not timeline.tells_of(case, Happened.SURVEY_ANSWERED)


def write_down(
    session: Session,
    survey: Survey,
    *,
    easy: int | None,
    happy: int | None,
    words: str,
    by: Staff,
    at: datetime,
    charter: Charter,
) -> None:
    """What the customer told staff about how it was, kept as if they had answered.

    Raises `StepRefused`, and what `answer` raises.
    """
    require(Step.HEAR, survey.case, by=by, charter=charter)
    answer(session, survey, easy=easy, happy=happy, words=words, at=at, by=by)


def answer(
    session: Session,
    survey: Survey,
    *,
    easy: int | None,
    happy: int | None,
    words: str,
    at: datetime,
    by: Staff | None = None,
) -> None:
    """How it was: from 1 to 5 each, one of the two at least. Answered twice, the first answer stands.

    `by` is whoever wrote it down; None where the customer answered on their own page.

    Raises ValueError where neither question is answered, or with another number.
    """
    if stands(survey, at=at) is not Stands.OPEN:
        return
    given = [one for one in (easy, happy) if one is not None]
    if not given or any(not LEAST <= one <= MOST for one in given):
        raise ValueError(f"One answer at least, from {LEAST} to {MOST}.")
    survey.answered_at, survey.easy, survey.happy, survey.words = at, easy, happy, words.strip()
    facts: dict[str, Any] = {"easy": easy, "happy": happy, "words": words.strip()}
    timeline.write(session, survey.case, Happened.SURVEY_ANSWERED, at=at, by=by, **facts)
