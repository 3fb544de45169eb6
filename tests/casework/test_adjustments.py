"""What we do differently for one person: decided by a day, met everywhere, looked at again by somebody else (RP-4)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import adjustments
from shared.casework.reaching import Telling
from shared.charter.organisation import Charter
from shared.charter.workflow import StepRefused, Why
from shared.models.cases import Case
from shared.models.customers import Adjustment, Agreement, Customer
from shared.models.happened import Happened
from shared.models.notices import Held, Notice, Task, TaskKind
from tests.builders import MORAG, TUESDAY, a_case
from tests.people import Cast

NEXT_YEAR = date(2028, 3, 1)


class Asked:
    """Morag has asked us to ring before we come; whoever acts does so in one line of a test."""

    def __init__(self, session: Session, charter: Charter, cast: Cast, case: Case) -> None:
        self.session, self.charter, self.cast, self.case = session, charter, cast, case
        assert case.customer is not None
        self.customer: Customer = case.customer
        self.one = adjustments.of(session, self.customer)[0]

    def agree(self, **more: object) -> None:
        facts = {"review_on": NEXT_YEAR, "by": self.cast.worker, "at": TUESDAY, **more}
        adjustments.agree(self.session, self.one, case=self.case, charter=self.charter, **facts)
        self.session.flush()

    def refuse(self, **more: object) -> None:
        facts = {"reason": "Our crews have no phone.", "by": self.cast.worker, "at": TUESDAY, **more}
        adjustments.refuse(self.session, self.one, case=self.case, charter=self.charter, **facts)
        self.session.flush()

    def review(self, **more: object) -> None:
        facts = {"at": TUESDAY + timedelta(days=1), **more}
        adjustments.ask_review(self.session, self.one, case=self.case, charter=self.charter, **facts)
        self.session.flush()

    def tasks(self, *, open_only: bool = True) -> list[TaskKind]:
        rows = sa.select(Task).where(Task.about_id == self.one.id).order_by(Task.id)
        return [task.what for task in self.session.scalars(rows) if not (open_only and task.done_at)]

    def told(self) -> list[str]:
        rows = sa.select(Notice.template).where(Notice.template.like("adjustment%")).order_by(Notice.id)
        return list(self.session.scalars(rows))

    def lines(self) -> list[Happened]:
        self.session.refresh(self.case, ["happenings"])
        return [line.what for line in self.case.happenings][1:]


@pytest.fixture
def asked(session: Session, charter: Charter, cast: Cast) -> Asked:
    case = a_case(session, charter, person=replace(MORAG, needs="Ring before you come"))
    return Asked(session, charter, cast, case)


@pytest.mark.clause("RP-4")
def test_what_somebody_asks_for_is_to_be_decided_by_a_day_and_is_somebodys_task(asked: Asked) -> None:
    assert (asked.one.status, asked.one.answer_by) == (Agreement.ASKED, date(2027, 3, 9))
    (task,) = asked.session.scalars(sa.select(Task).where(Task.about_id == asked.one.id))
    assert (task.what, task.due_on, task.team) == (
        TaskKind.ADJUSTMENT,
        date(2027, 3, 9),
        asked.charter.organisation.triage_team,
    )
    assert adjustments.waits(asked.one)


@pytest.mark.clause("RP-4")
def test_nobody_need_say_it_twice(asked: Asked) -> None:
    again = a_case(asked.session, asked.charter, person=replace(MORAG, needs="Ring before you come"))
    assert again.customer is asked.customer
    assert len(adjustments.of(asked.session, asked.customer)) == 1
    asked.agree()
    a_case(asked.session, asked.charter, person=replace(MORAG, needs="Ring before you come"))
    assert [one.status for one in adjustments.of(asked.session, asked.customer)] == [Agreement.AGREED]


def test_what_has_ended_can_be_asked_for_anew(asked: Asked) -> None:
    adjustments.end(asked.session, asked.one, case=asked.case, reason="She moved.", by=asked.cast.worker, at=TUESDAY)
    a_case(asked.session, asked.charter, person=replace(MORAG, needs="Ring before you come"))
    assert [one.status for one in adjustments.of(asked.session, asked.customer)] == [Agreement.ENDED, Agreement.ASKED]


@pytest.mark.clause("RP-4", "RP-5")
def test_agreed_it_is_told_written_down_and_looked_at_again_on_a_day(asked: Asked) -> None:
    asked.agree(what="  Ring the day before we come ")
    assert (asked.one.status, asked.one.what) == (Agreement.AGREED, "Ring the day before we come")
    assert (asked.one.review_on, asked.one.decided_by) == (NEXT_YEAR, asked.cast.worker)
    assert asked.tasks() == [] and asked.told() == ["adjustment_agreed"]
    assert asked.lines() == [Happened.ADJUSTMENT_AGREED]


# the day that was chosen, why it will not do
WRONG_DAYS = [
    (date(2027, 3, 2), Why.DATE_NOT_LATER, "today is not later"),
    (date(2027, 3, 1), Why.DATE_NOT_LATER, "yesterday has passed"),
    (date(2028, 3, 4), Why.DATE_TOO_LATE, "more than a year goes by unseen"),
]


@pytest.mark.parametrize(("day", "why", "reason"), WRONG_DAYS)
def test_the_day_of_the_next_look_lies_within_a_year(asked: Asked, day: date, why: Why, reason: str) -> None:
    with pytest.raises(StepRefused) as refused:
        asked.agree(review_on=day)
    assert refused.value.why is why, reason
    assert asked.one.status is Agreement.ASKED
    asked.agree(review_on=date(2028, 3, 2))


@pytest.mark.clause("RP-4")
def test_a_refusal_has_its_reason_and_the_offer_of_another_look(asked: Asked) -> None:
    for reason in ("", " \n"):
        with pytest.raises(StepRefused) as refused:
            asked.refuse(reason=reason)
        assert refused.value.why is Why.REASON_MISSING
    asked.refuse()
    assert asked.one.status is Agreement.NOT_AGREED and adjustments.may_be_reviewed(asked.one)
    notice = asked.session.scalars(sa.select(Notice).where(Notice.template == "adjustment_refused")).one()
    assert (notice.facts["reason"], notice.facts["looked_again"]) == ("Our crews have no phone.", False)


@pytest.mark.clause("RP-4")
def test_somebody_else_looks_again_and_never_whoever_refused_it(asked: Asked) -> None:
    asked.refuse()
    asked.review()
    asked.review()
    assert asked.tasks() == [TaskKind.ADJUSTMENT_REVIEW] and adjustments.waits(asked.one)
    assert asked.lines().count(Happened.ADJUSTMENT_REVIEW_ASKED) == 1
    for decide in (asked.agree, asked.refuse):
        with pytest.raises(StepRefused) as refused:
            decide(at=TUESDAY + timedelta(days=2))
        assert refused.value.why is Why.SOMEBODY_ELSE
    asked.agree(by=asked.cast.colleague, at=TUESDAY + timedelta(days=2))
    assert asked.one.status is Agreement.AGREED and asked.one.reason == "" and asked.tasks() == []


def test_refused_twice_it_is_refused_and_not_looked_at_for_ever(asked: Asked) -> None:
    asked.refuse()
    asked.review()
    asked.refuse(by=asked.cast.colleague, at=TUESDAY + timedelta(days=2))
    assert not adjustments.waits(asked.one) and not adjustments.may_be_reviewed(asked.one)
    asked.review(at=TUESDAY + timedelta(days=3))
    assert asked.tasks() == []
    notices = asked.session.scalars(sa.select(Notice).where(Notice.template == "adjustment_refused"))
    assert [one.facts["looked_again"] for one in notices] == [False, True]
    with pytest.raises(StepRefused) as refused:
        asked.agree(by=asked.cast.leader)
    assert refused.value.why is Why.DECIDED_ALREADY


def test_asked_again_after_a_refusal_somebody_else_looks_at_it(asked: Asked) -> None:
    asked.refuse()
    later = TUESDAY + timedelta(days=1)
    a_case(asked.session, asked.charter, person=replace(MORAG, needs="Ring before you come"), at=later)
    assert adjustments.waits(asked.one) and asked.tasks() == [TaskKind.ADJUSTMENT_REVIEW]


def test_what_was_refused_cannot_be_agreed_before_anybody_asked_for_another_look(asked: Asked) -> None:
    asked.refuse()
    with pytest.raises(StepRefused) as refused:
        asked.agree(by=asked.cast.colleague)
    assert refused.value.why is Why.DECIDED_ALREADY


def test_what_still_helps_goes_on_and_what_helps_no_more_ends(asked: Asked) -> None:
    asked.agree()
    asked.agree(at=TUESDAY + timedelta(days=300), review_on=date(2028, 12, 1))
    assert asked.one.review_on == date(2028, 12, 1)
    for _ in range(2):
        adjustments.end(
            asked.session, asked.one, case=asked.case, reason="She moved.", by=asked.cast.worker, at=TUESDAY
        )
    assert asked.one.status is Agreement.ENDED and asked.lines().count(Happened.ADJUSTMENT_ENDED) == 1
    with pytest.raises(StepRefused):
        asked.agree()


def test_two_who_decide_at_once_do_not_undo_each_other(asked: Asked) -> None:
    seen = adjustments.seen_as(asked.one)
    adjustments.require_seen(asked.one, seen)
    asked.agree()
    with pytest.raises(StepRefused) as refused:
        adjustments.require_seen(asked.one, seen)
    assert refused.value.why is Why.DECIDED_ALREADY


def test_the_reason_reaches_somebody_in_their_language_and_their_own_words_need_no_translation(asked: Asked) -> None:
    asked.customer.language = "ar"
    english = Telling(words_in="en")
    with pytest.raises(StepRefused) as refused:
        asked.refuse(telling=english)
    assert refused.value.why is Why.DOES_NOT_FIT
    asked.agree(telling=english)
    with pytest.raises(StepRefused):
        asked.agree(what="Ring the day before", telling=english)
    asked.refuse(telling=replace(english, translate=True))
    notices = asked.session.scalars(sa.select(Notice).where(Notice.template.like("adjustment%")).order_by(Notice.id))
    assert [one.held_for for one in notices] == [None, Held.TRANSLATION]


@pytest.mark.clause("RP-26")
def test_what_is_due_to_be_looked_at_is_listed_for_those_who_see_a_case_of_theirs(
    asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adjustments, "PAGE", 2)
    asked.agree(review_on=date(2027, 3, 10))
    for number in range(4):
        other = adjustments.ask(
            asked.session, asked.customer, f"More {number}", case=asked.case, at=TUESDAY, charter=asked.charter
        )
        other.status, other.decided_at, other.decided_by = Agreement.AGREED, TUESDAY, asked.cast.worker
        other.review_on = date(2027, 3, 10 + number)
    asked.session.flush()

    def due(day: date) -> list[str]:
        found: list[Adjustment] = []
        page = adjustments.due(asked.session, asked.cast.triage, asked.charter, today=day)
        while page.adjustments:
            found += page.adjustments
            if page.after is None:
                break
            page = adjustments.due(asked.session, asked.cast.triage, asked.charter, today=day, after=page.after)
        return [one.what for one in found]

    assert due(date(2027, 3, 9)) == []
    assert due(date(2027, 3, 12)) == ["Ring before you come", "More 0", "More 1", "More 2"]
    assert not adjustments.due(asked.session, asked.cast.stranger, asked.charter, today=date(2027, 4, 1)).adjustments, (
        "none of her cases is with the stranger's team"
    )
