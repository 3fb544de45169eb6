"""What people do so that a message fits: translated, made by hand, interpreted, told; once, and into the history."""

from dataclasses import replace

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import fitting, replies, representing, sending
from shared.casework.reaching import Telling, misfits_of
from shared.charter.organisation import Charter
from shared.charter.reading import load_charter
from shared.charter.vocabulary import Format, MessagesTo, Reach
from shared.charter.workflow import StepRefused, Why
from shared.models.cases import Case
from shared.models.happened import Happened
from shared.models.notices import Held, Notice, Task, TaskKind
from tests.builders import MORAG, TUESDAY, a_case
from tests.casework.test_reaching import spoken_for
from tests.people import Cast, a_cast

ARABIC = replace(MORAG, language="ar")
BRAILLE = replace(MORAG, format=Format.BRAILLE)
ENGLISH = Telling(words_in="en", translate=True)


def written(session: Session, charter: Charter, cast: Cast, case: Case) -> Notice:
    replies.write(
        session, case, words="We come on Monday.", by=cast.relations, at=TUESDAY, charter=charter, telling=ENGLISH
    )
    session.flush()
    return session.scalars(sa.select(Notice).where(Notice.case_id == case.id).order_by(Notice.id.desc())).all()[0]


def task_of(session: Session, notice: Notice, what: TaskKind) -> Task:
    session.flush()
    return session.scalars(sa.select(Task).where(Task.notice_id == notice.id, Task.what == what)).one()


def done(session: Session, charter: Charter, cast: Cast, task: Task, words: str, *, seen: str | None = None) -> None:
    fitting.translated(
        session,
        task,
        words=words,
        seen=task.detail if seen is None else seen,
        by=cast.triage,
        at=TUESDAY,
        charter=charter,
    )
    session.flush()


@pytest.mark.clause("RP-5", "CH-9")
def test_translated_words_leave_and_stand_on_the_customers_page_in_their_language(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = a_case(session, charter, person=ARABIC)
    notice = written(session, charter, cast, case)
    assert not [one for one in sending.claim(session, at=TUESDAY) if one is notice], "it waits"
    task = task_of(session, notice, TaskKind.TRANSLATE)
    assert (task.detail, fitting.words_of(notice), fitting.wanted_in(notice)) == ("ar", "We come on Monday.", "ar")
    facts = notice.facts
    for words in (" نأتي يوم الاثنين. \n", "Pressed twice."):
        done(session, charter, cast, task, words)
    assert (notice.facts["words"], notice.words_in, notice.held_for) == ("نأتي يوم الاثنين.", "ar", None)
    assert facts["words"] == "We come on Monday.", "what stood there is not changed in place"
    session.refresh(case, ["contacts", "happenings"])
    assert [(one.words, one.language, one.by_name) for one in case.contacts[1:]] == [
        ("We come on Monday.", "en", "Rita Relations"),
        ("نأتي يوم الاثنين.", "ar", "Rita Relations"),
    ]
    assert [line.facts["language"] for line in case.happenings if line.what is Happened.TRANSLATED] == ["ar"]
    assert notice in sending.claim(session, at=TUESDAY)
    assert sending.may_leave(session, notice, at=TUESDAY, charter=charter)


def test_where_one_of_two_languages_is_there_the_other_is_set_beside_it(session: Session) -> None:
    charter = load_charter("feedback-authority")
    both = replace(charter, organisation=replace(charter.organisation, write_in=("cy", "en")))
    cast = a_cast(session, both)
    case = a_case(session, both)
    notice = written(session, both, cast, case)
    assert (notice.language, notice.held_for, fitting.wanted_in(notice)) == ("cy+en", Held.TRANSLATION, "cy")
    done(session, both, cast, task_of(session, notice, TaskKind.TRANSLATE), "Dydd Llun.")
    assert notice.facts["words"] == "Dydd Llun.\n\nWe come on Monday." and notice.words_in == "cy+en"
    assert sending.may_leave(session, notice, at=TUESDAY, charter=both)


def test_a_translated_message_whose_form_is_made_by_hand_is_made_next(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = a_case(session, charter, person=replace(ARABIC, format=Format.EASY_READ))
    notice = written(session, charter, cast, case)
    done(session, charter, cast, task_of(session, notice, TaskKind.TRANSLATE), "نأتي.")
    assert (notice.words_in, notice.held_for) == ("ar", Held.FORMAT)
    made = task_of(session, notice, TaskKind.MAKE_FORMAT)
    for how in ("Posted in Easy Read.", "Pressed twice."):
        fitting.made(session, made, how=how, seen="easy-read", by=cast.triage, at=TUESDAY, charter=charter)
    session.flush()
    session.refresh(case, ["happenings"])
    assert notice.sent_at == TUESDAY and notice.held_for is None
    lines = [line.facts for line in case.happenings if line.what is Happened.FORMAT_MADE]
    assert lines == [{"format": "easy-read", "how": "Posted in Easy Read."}]


def test_a_translated_message_for_the_phone_is_somebodys_to_ring(
    session: Session, charter: Charter, cast: Cast
) -> None:
    person = replace(ARABIC, reach=Reach.PHONE, phone="01632 960 555", interpreter="Arabic")
    notice = written(session, charter, cast, a_case(session, charter, person=person))
    done(session, charter, cast, task_of(session, notice, TaskKind.TRANSLATE), "نأتي.")
    task = task_of(session, notice, TaskKind.REACH)
    assert task.detail == "Arabic" and notice.sent_at is None
    fitting.told(session, task, how="Rang with Layla.", by=cast.triage, at=TUESDAY, charter=charter)
    assert notice.sent_at == TUESDAY


def test_what_is_wanted_now_is_asked_for_and_not_what_was_wanted_when_the_page_was_opened(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = a_case(session, charter, person=ARABIC)
    notice = written(session, charter, cast, case)
    task = task_of(session, notice, TaskKind.TRANSLATE)
    with pytest.raises(StepRefused) as refused:
        done(session, charter, cast, task, "Przyjdziemy.", seen="pl")
    assert refused.value.why is Why.DOES_NOT_FIT and refused.value.facts["misfits"] == ["language"]
    assert case.customer is not None
    case.customer.language = "pl"
    with pytest.raises(StepRefused):
        done(session, charter, cast, task, "نأتي.")
    assert task.done_at is None and notice.facts["words"] == "We come on Monday."


@pytest.mark.clause("FP-11b")
def test_a_call_that_fits_no_more_is_not_made_until_it_is_brought_up_to_date(
    session: Session, charter: Charter, cast: Cast
) -> None:
    person = replace(MORAG, reach=Reach.PHONE, phone="01632 960 555")
    case = a_case(session, charter, person=person)
    notice = written(session, charter, cast, case)
    task = task_of(session, notice, TaskKind.REACH)
    assert case.customer is not None
    case.customer.reach = Reach.EMAIL
    with pytest.raises(StepRefused) as refused:
        fitting.told(session, task, how="Rang.", by=cast.triage, at=TUESDAY, charter=charter)
    assert refused.value.facts["misfits"] == ["channel"] and notice.sent_at is None
    fitting.again(session, task, at=TUESDAY, charter=charter)
    session.flush()
    assert notice.reach is Reach.EMAIL and notice in sending.claim(session, at=TUESDAY)
    assert session.scalars(sa.select(Task).where(Task.notice_id == notice.id)).all() == []


def test_another_way_is_what_a_failed_email_needs(session: Session, charter: Charter, cast: Cast) -> None:
    case = a_case(session, charter, person=replace(MORAG, phone="01632 960 555"))
    notice = session.scalars(sa.select(Notice).where(Notice.case_id == case.id)).one()
    sending.failed(session, notice, at=TUESDAY, charter=charter, trouble="No such mailbox", for_good=True)
    task = task_of(session, notice, TaskKind.REACH)
    assert case.customer is not None
    case.customer.reach = Reach.PHONE
    assert fitting.unfit_now(task, at=TUESDAY, charter=charter) == ()
    fitting.told(session, task, how="Rang.", by=cast.triage, at=TUESDAY, charter=charter)
    assert task.done_at == TUESDAY and notice.parked_at == TUESDAY


def test_an_interpreter_is_booked_once(session: Session, charter: Charter, cast: Cast) -> None:
    case = a_case(session, charter, person=replace(MORAG, interpreter="Polish"))
    session.flush()
    task = session.scalars(sa.select(Task).where(Task.what == TaskKind.INTERPRETER)).one()
    for when in ("Tuesday at two", "never"):
        fitting.booked(session, task, whom="Layla", when=when, by=cast.triage, at=TUESDAY)
    session.flush()
    session.refresh(case, ["happenings"])
    lines = [line.facts for line in case.happenings if line.what is Happened.INTERPRETER_BOOKED]
    assert lines == [{"language": "Polish", "whom": "Layla", "when": "Tuesday at two"}]
    assert task.how == "Layla: Tuesday at two"


def test_what_is_made_by_hand_waits_for_whoever_makes_it(session: Session, charter: Charter, cast: Cast) -> None:
    case = a_case(session, charter, person=BRAILLE)
    notice = written(session, charter, cast, case)
    assert notice.held_for is Held.FORMAT and notice not in sending.claim(session, at=TUESDAY, most=100)
    task = task_of(session, notice, TaskKind.MAKE_FORMAT)
    assert task.detail == "braille" and not misfits_of(notice, day=TUESDAY.date(), charter=charter)
    with pytest.raises(StepRefused) as refused:
        fitting.made(session, task, how="Posted.", seen="easy-read", by=cast.triage, at=TUESDAY, charter=charter)
    assert refused.value.facts["misfits"] == ["format"]


def test_nobody_translates_the_same_words_twice_for_two_who_read_one_language(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = spoken_for(session, charter, MessagesTo.BOTH, replace(MORAG, language="pl"))
    representing.settle(session, case.authorities[0], at=TUESDAY, charter=charter, by=cast.relations, how="Rang her.")
    last = written(session, charter, cast, case)
    assert last.representative is not None
    done(session, charter, cast, task_of(session, last, TaskKind.TRANSLATE), "Przyjdziemy.")
    both = session.scalars(sa.select(Notice).where(Notice.template == "wrote")).all()
    assert {one.to_name: (one.facts["words"], one.held_for) for one in both} == {
        "Morag MacLeod": ("Przyjdziemy.", None),
        "Ann Advocate": ("Przyjdziemy.", None),
    }
    open_ones = sa.select(Task).where(Task.what == TaskKind.TRANSLATE, Task.done_at.is_(None))
    assert session.scalars(open_ones).all() == []
    session.refresh(case, ["contacts"])
    assert [one.words for one in case.contacts].count("Przyjdziemy.") == 1
