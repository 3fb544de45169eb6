"""Looked at once more at the moment of sending: what no longer fits its reader never leaves as it is (FP-11b)."""

from dataclasses import dataclass, replace
from itertools import permutations, product
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import fitting, records, replies, representing, sending
from shared.casework.intake import open_case
from shared.casework.reaching import Telling, misfits_of
from shared.casework.records import Record
from shared.casework.speakers import Speaker
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Evidence, Format, MessagesTo, OnBehalf, Reach
from shared.charter.workflow import StepRefused, Why
from shared.models.cases import Case, Happening
from shared.models.happened import Happened
from shared.models.notices import Held, Notice, Task, TaskKind
from tests.builders import MORAG, TUESDAY, a_case, a_submission
from tests.people import Cast

BY_ITSELF = (Reach.EMAIL, Reach.TEXT)
BY_HAND = (Format.BRAILLE, Format.EASY_READ, Format.SIGN_LANGUAGE)
ADDRESSES: dict[str, Any] = {"email": "morag@customer.example", "phone": "01632 960 555", "address": "4 High Street"}
USUAL = Record(Reach.EMAIL, language="en", **ADDRESSES)
ANN = replace(MORAG, name="Ann Advocate", email="ann@advocacy.example")

#: Every way, every sort of format, every sort of language, an interpreter: each with each of the others.
RECORDS = [
    *(replace(USUAL, reach=reach) for reach in Reach),
    *(replace(USUAL, format=form) for form in Format if form is not Format.STANDARD),
    replace(USUAL, language="ar"),
    replace(USUAL, language="gd", format=Format.BRAILLE),
    replace(USUAL, language="pl", reach=Reach.LETTER, format=Format.LARGE_PRINT),
    replace(USUAL, reach=Reach.PHONE, interpreter="Polish"),
    replace(USUAL, reach=Reach.PHONE, interpreter="Ukrainian"),
]


@dataclass
class Desk:
    """Words of staff to one person, owed and not gone yet."""

    session: Session
    charter: Charter
    cast: Cast
    case: Case

    def told(self, telling: Telling) -> Notice:
        self.case.owner = self.cast.relations
        replies.write(
            self.session,
            self.case,
            words="We come on Monday.",
            by=self.cast.relations,
            at=TUESDAY,
            charter=self.charter,
            telling=telling,
        )
        self.session.flush()
        newest = sa.select(Notice).where(Notice.case_id == self.case.id).order_by(Notice.id.desc()).limit(1)
        return self.session.scalars(newest).one()

    def may_leave(self, notice: Notice) -> bool:
        fine = sending.may_leave(self.session, notice, at=TUESDAY, charter=self.charter)
        self.session.flush()
        return fine

    def misfits(self, notice: Notice) -> tuple[object, ...]:
        return misfits_of(notice, day=TUESDAY.date(), charter=self.charter)

    def tasks(self, notice: Notice) -> set[TaskKind]:
        mine = sa.select(Task.what).where(Task.notice_id == notice.id, Task.done_at.is_(None))
        return set(self.session.scalars(mine))

    def lines(self, *what: Happened) -> int:
        theirs = sa.select(sa.func.count(Happening.id)).where(Happening.case_id == self.case.id)
        return self.session.scalar(theirs.where(Happening.what.in_(what))) or 0

    def on_a_new_case(self) -> "Desk":
        return replace(self, case=a_case(self.session, self.charter))


def recorded(case: Case, record: Record) -> None:
    """Past every act, so that nothing but the guard can notice."""
    assert case.customer is not None
    for name, value in vars(record).items():
        setattr(case.customer, name, value)


@pytest.fixture
def desk(session: Session, charter: Charter, cast: Cast) -> Desk:
    return Desk(session, charter, cast, a_case(session, charter))


def is_as_needed(notice: Notice, now: Record) -> bool:
    """The notice is in the way, form and language of the record; its words too, or somebody has to put them so."""
    words = now.language == "en" or notice.held_for is Held.TRANSLATION
    interpreter = now.interpreter if now.reach in (Reach.PHONE, Reach.IN_PERSON) else ""
    made = (notice.reach, notice.format, notice.language, notice.interpreter)
    return words and made == (now.reach, now.format, now.language, interpreter)


def to_do(now: Record) -> set[TaskKind]:
    """What a person has to do before it can leave, or in its place."""
    if now.language != "en":
        return {TaskKind.TRANSLATE}
    if now.format in BY_HAND:
        return {TaskKind.MAKE_FORMAT}
    return set() if now.reach in BY_ITSELF else {TaskKind.REACH}


def leaves_by_itself(now: Record) -> bool:
    """Nobody has to do anything for it."""
    return now.reach is not Reach.NONE and not to_do(now)


PAIRS = [(a, b) for a, b in permutations(RECORDS, 2) if a.reach is not Reach.NONE]


@pytest.mark.clause("FP-11b", "RP-4", "RP-5", "CH-9", "CC-4")
def test_what_was_owed_before_the_record_changed_never_leaves_as_it_was(desk: Desk) -> None:
    assert len(PAIRS) > 250
    for number, (before, after) in enumerate(PAIRS):
        desk = desk if number % 20 else desk.on_a_new_case()
        recorded(desk.case, before)
        notice = desk.told(Telling(words_in="en", translate=True))
        assert is_as_needed(notice, before) and desk.tasks(notice) == to_do(before)
        recorded(desk.case, after)
        seen = {"reach", "format", "language"} | ({"interpreter"} if after.reach is Reach.PHONE else set())
        same = all(getattr(before, name) == getattr(after, name) for name in seen)
        known = desk.lines(Happened.MADE_ANEW, Happened.NOT_SENT)
        assert desk.may_leave(notice) == same, (before, after)
        if after.reach is Reach.NONE:
            assert notice.parked_at and not desk.tasks(notice) and desk.lines(Happened.NOT_SENT), "they want nothing"
            continue
        assert not desk.misfits(notice) and is_as_needed(notice, after), (before, after)
        assert desk.tasks(notice) == to_do(after), (before, after)
        assert desk.lines(Happened.MADE_ANEW, Happened.NOT_SENT) == known + (not same)
        assert desk.may_leave(notice), "made anew once, it fits"


def test_neither_the_worker_nor_whoever_has_the_task_sends_what_does_not_fit(desk: Desk) -> None:
    for number, (before, after) in enumerate(PAIRS):
        desk = desk if number % 20 else desk.on_a_new_case()
        recorded(desk.case, before)
        notice = desk.told(Telling(words_in="en", translate=True))
        recorded(desk.case, after)
        for _ in range(2):  # what was made anew is claimed again, as it is now
            for one in sending.claim(desk.session, at=TUESDAY, reaches=BY_ITSELF, most=1000):
                if desk.may_leave(one):
                    assert not desk.misfits(one)
                    sending.sent(desk.session, one, at=TUESDAY)
        desk.session.flush()
        left = notice.sent_at is not None
        assert not left or leaves_by_itself(after), (before, after)
        assert left or not (leaves_by_itself(before) and leaves_by_itself(after)), (before, after)
        for task in desk.session.scalars(sa.select(Task).where(Task.notice_id == notice.id)):
            found = fitting.unfit_now(task, at=TUESDAY, charter=desk.charter)
            assert bool(found) == bool(desk.misfits(notice)), "whoever opens the task sees it before they ring"


@pytest.mark.clause("FP-11b")
def test_a_reason_lets_it_leave_and_stands_in_the_history(desk: Desk) -> None:
    for needs in (replace(USUAL, language="ar"), replace(USUAL, format=Format.BRAILLE), RECORDS[-4]):
        recorded(desk.case, needs)
        notice = desk.told(Telling(words_in="en", anyway="The road is shut today."))
        assert desk.may_leave(notice) and notice.held_for is None
        assert notice.format not in BY_HAND, "nobody waits for what is made by hand"
        desk.session.expire(desk.case, ["happenings"])
        line = next(line for line in reversed(desk.case.happenings) if line.what is Happened.SENT_ANYWAY)
        assert line.facts["reason"] == "The road is shut today." and line.facts["misfits"] and not line.public
        assert line.by_name == "Rita Relations"


def test_without_a_reason_words_that_nobody_can_read_are_refused_and_nothing_is_written(desk: Desk) -> None:
    recorded(desk.case, replace(USUAL, language="ar"))
    before = desk.case.version
    for reason in ("", "  \n"):
        with pytest.raises(StepRefused) as refused:
            desk.told(Telling(words_in="en", anyway=reason))
        assert refused.value.why is Why.DOES_NOT_FIT and refused.value.facts["misfits"] == ["language"]
    assert desk.case.version == before and not desk.lines(Happened.WROTE, Happened.SENT_ANYWAY)


def test_a_reason_for_words_that_fit_overrides_nothing_later(desk: Desk) -> None:
    recorded(desk.case, USUAL)
    notice = desk.told(Telling(words_in="en", anyway="For no need at all."))
    assert notice.anyway == "" and not desk.lines(Happened.SENT_ANYWAY)
    recorded(desk.case, replace(USUAL, reach=Reach.LETTER))
    assert not desk.may_leave(notice) and notice.reach is Reach.LETTER


@pytest.fixture
def spoken_for(session: Session, charter: Charter, cast: Cast) -> Desk:
    """Ann speaks for Morag: settled, and both get our messages."""
    speaker = Speaker(person=ANN, relation="her advocate", evidence=Evidence.STAFF, messages_to=MessagesTo.BOTH)
    submission = replace(a_submission(), on_behalf=OnBehalf.ASKED, speaker=speaker)
    case = open_case(session, submission, at=TUESDAY, charter=charter)
    session.flush()
    session.refresh(case, ["authorities"])
    representing.settle(session, case.authorities[0], at=TUESDAY, charter=charter, by=cast.relations, how="Rang her.")
    return Desk(session, charter, cast, case)


def both(desk: Desk, telling: Telling) -> tuple[Notice, Notice]:
    """The notices of one message: Morag's, and Ann's."""
    last = desk.told(telling)
    act = last.once_key.removesuffix("/representative")
    found = desk.session.scalars(sa.select(Notice).where(Notice.once_key.startswith(act)).order_by(Notice.id)).all()
    assert [one.to_name for one in found] == ["Morag MacLeod", "Ann Advocate"]
    return found[0], found[1]


# who is to get the messages from now on; whether it still stands that Ann speaks; who may still be told; why
WHO_IS_TOLD = [
    (MessagesTo.BOTH, True, ("Morag", "Ann"), "nothing has changed"),
    (MessagesTo.CUSTOMER, True, ("Morag",), "she wants her messages to herself"),
    (MessagesTo.REPRESENTATIVE, True, ("Ann",), "she wants none herself"),
    (MessagesTo.BOTH, False, ("Morag",), "Ann speaks for her no more"),
    (MessagesTo.REPRESENTATIVE, False, ("Morag",), "nobody else may be told, so she is"),
]


@pytest.mark.clause("FP-10", "RP-2", "FP-11b")
@pytest.mark.parametrize(("messages_to", "stands", "told", "why"), WHO_IS_TOLD)
@pytest.mark.parametrize("anyway", ["", "It cannot wait."])
def test_whoever_may_not_be_told_any_more_is_not_told_whatever_the_reason(
    spoken_for: Desk, messages_to: MessagesTo, stands: bool, told: tuple[str, ...], why: str, anyway: str
) -> None:
    desk = spoken_for
    if anyway:
        recorded(desk.case, replace(USUAL, language="ar"))
        desk.case.authorities[0].representative.language = "ar"
    notices = both(desk, Telling(words_in="en", anyway=anyway))
    desk.case.authorities[0].messages_to = messages_to
    desk.case.authorities[0].ended_at = None if stands else TUESDAY
    for notice in notices:
        may = notice.to_name.startswith(told)
        assert desk.may_leave(notice) == may, why
        assert bool(notice.parked_at) != may and not desk.tasks(notice)
    stopped = len([one for one in notices if one.parked_at])
    assert desk.lines(Happened.NOT_SENT) == stopped


def test_each_of_the_two_gets_it_as_they_need_it(spoken_for: Desk) -> None:
    recorded(spoken_for.case, replace(USUAL, language="ar", format=Format.LARGE_PRINT))
    hers, anns = both(spoken_for, Telling(words_in="en", translate=True))
    assert (hers.language, hers.format, hers.held_for) == ("ar", Format.LARGE_PRINT, Held.TRANSLATION)
    assert (anns.language, anns.format, anns.held_for) == ("en", Format.STANDARD, None)


def test_a_changed_record_brings_everything_that_is_owed_up_to_date_at_once(desk: Desk) -> None:
    by = desk.cast.relations
    recorded(desk.case, USUAL)
    wanted = [record for record in RECORDS if record.reach is not Reach.NONE]
    for before, after in product(wanted[:6], wanted):
        recorded(desk.case, before)
        notice = desk.told(Telling(words_in="en", translate=True))
        assert desk.case.customer is not None
        records.change(desk.session, desk.case.customer, after, case=desk.case, by=by, at=TUESDAY, charter=desk.charter)
        desk.session.flush()
        assert is_as_needed(notice, after) and desk.tasks(notice) == to_do(after), (before, after)
        assert desk.may_leave(notice)
        sending.sent(desk.session, notice, at=TUESDAY)
