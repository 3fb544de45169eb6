"""What a person does because no channel can: letters that are made for them to post, tasks that open and close."""

from collections.abc import Collection, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework.notices import CARRIED, open_task
from shared.casework.reminders import TEMPLATE as REMINDER
from shared.casework.sending import BACK_OFF, take
from shared.charter.organisation import Charter
from shared.charter.vocabulary import NOT_ON_PAPER, Reach
from shared.models.notices import Notice, Task, TaskKind


def claim_unmade(session: Session, *, at: datetime, most: int = 1) -> Sequence[Notice]:
    """Take letters that wait for the post and have no PDF yet, for as long as the lease lasts."""
    return take(
        session,
        Notice.reach == Reach.LETTER,
        Notice.made == "",
        Notice.format.not_in(sorted(NOT_ON_PAPER)),
        Notice.attempts <= len(BACK_OFF),
        at=at,
        most=most,
    )


def made(notice: Notice, name: str) -> None:
    """Its PDF is kept under that name, for whoever prints and posts it."""
    notice.made, notice.locked_until, notice.trouble = name, None, ""


def not_made(notice: Notice, *, at: datetime, trouble: str, for_good: bool) -> None:
    """No PDF could be made of it: try again later, or leave it to whoever has the task, with the reason."""
    notice.trouble, notice.locked_until = trouble[:500], None
    if for_good:
        notice.attempts = len(BACK_OFF) + 1
    elif notice.attempts <= len(BACK_OFF):
        notice.send_after = at + BACK_OFF[notice.attempts - 1]


def still_to_post(session: Session) -> frozenset[str]:
    """The names of the PDFs that somebody has yet to post."""
    rows = sa.select(Notice.made).where(Notice.made != "", Notice.sent_at.is_(None), Notice.parked_at.is_(None))
    return frozenset(session.scalars(rows))


def hand_over(session: Session, *, reaches: Collection[Reach], at: datetime, charter: Charter) -> None:
    """What would leave by itself, had this installation a channel for it, becomes a task for a person.

    `reaches` are those for which it has one. Told twice, it is one task.
    """
    without = CARRIED - frozenset(reaches)
    if not without:
        return
    has_task = sa.exists().where(Task.notice_id == Notice.id, Task.what == TaskKind.REACH)
    rows = sa.select(Notice).where(
        Notice.reach.in_(sorted(without)),
        Notice.sent_at.is_(None),
        Notice.parked_at.is_(None),
        Notice.held_for.is_(None),
        Notice.case_id.is_not(None),
        Notice.template != REMINDER,  # it is for a colleague, who finds it in the list as well
        ~has_task,
    )
    for notice in session.scalars(rows):
        open_task(session, notice, at=at, charter=charter)
    _limits_to_bring(session, without, at=at)


def _limits_to_bring(session: Session, without: Collection[Reach], *, at: datetime) -> None:
    """A letter about limits is about no case, so it is nobody's task: it waits with its restriction to be brought."""
    rows = sa.select(Notice).where(
        Notice.reach.in_(sorted(without)),
        Notice.sent_at.is_(None),
        Notice.parked_at.is_(None),
        Notice.held_for.is_(None),
        Notice.restriction_id.is_not(None),
    )
    for notice in session.scalars(rows):
        notice.parked_at, notice.trouble = at, f"There is no channel for {notice.reach.value}."


def no_longer(session: Session, notice: Notice) -> None:
    """A channel has taken what a person was to say or post: nobody needs to do it again."""
    mine = (Task.notice_id == notice.id, Task.what == TaskKind.REACH, Task.failed.is_(False), Task.done_at.is_(None))
    session.execute(sa.delete(Task).where(*mine))
