"""What waits for hands: letters to post, calls to make, forms to hand over, mail to sort; counted."""

from collections.abc import Mapping
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import posting, sorting
from shared.casework.finding import COUNT_TO, seen_by
from shared.casework.tasks import told_by
from shared.charter.access import Right
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Reach
from shared.models.drafts import HandOver
from shared.models.notices import Notice, Task
from shared.models.staff import Staff


class Waits(StrEnum):
    """What somebody has to do by hand, each with a list of its own."""

    LETTERS = "letters"
    CALLS = "calls"
    FORMS = "forms"
    MAIL = "mail"
    TASKS = "tasks"


#: Tasks that are a message to be told in one way, by that way.
BY_WAY = {Waits.LETTERS: Reach.LETTER, Waits.CALLS: Reach.PHONE}


def counts(session: Session, staff: Staff, charter: Charter) -> Mapping[Waits, int]:
    """How much of each waits that this person may see, counted no further than `COUNT_TO`, in one question.

    What is not theirs to do is left out.
    """
    asked = _asked(staff, charter)
    if not asked:
        return {}
    columns = [
        sa.select(sa.func.count()).select_from(rows.limit(COUNT_TO).subquery()).scalar_subquery().label(what.name)
        for what, rows in asked.items()
    ]
    row = session.execute(sa.select(*columns)).one()
    return {what: int(count) for what, count in zip(asked, row, strict=True)}


def _asked(staff: Staff, charter: Charter) -> Mapping[Waits, sa.Select[int]]:
    asked: dict[Waits, sa.Select[int]] = {}
    if staff.may(Right.READ_NOTICES):
        tasks = sa.select(Task.id).join(Task.case).where(Task.done_at.is_(None), seen_by(staff, charter))
        asked |= {what: tasks.where(told_by(way)) for what, way in BY_WAY.items()}
        asked[Waits.TASKS] = tasks
        asked[Waits.MAIL] = sorting.that_wait(staff, charter)
    if staff.may(Right.RECORD_CONTACTS):
        forms = sa.select(HandOver.id).join(Notice, Notice.draft_key == HandOver.draft_key)
        asked[Waits.FORMS] = forms.where(posting.waits(staff))
    return asked
