"""Doing a step for show, so that what will be sent can be read first."""

from dataclasses import replace
from functools import partial

import pytest
from sqlalchemy.orm import Session

from shared.casework import replies, representing, routing
from shared.casework.customers import Person
from shared.casework.reaching import Telling
from shared.casework.rehearsal import notice_of
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Kind, MessagesTo
from shared.charter.workflow import Stage, StepRefused
from shared.models.cases import Case
from shared.models.notices import Notice
from tests.builders import MORAG, TUESDAY, a_case
from tests.casework.test_reaching import spoken_for
from tests.people import Cast


def _held(session: Session, charter: Charter, cast: Cast, kind: Kind = Kind.REQUEST, person: Person = MORAG) -> Case:
    """A case that the worker has accepted."""
    case = a_case(session, charter, kind, person=person)
    routing.route(
        session, case, team=cast.team, service=None, reason="Theirs.", by=cast.triage, at=TUESDAY, charter=charter
    )
    routing.accept(session, case, by=cast.worker, at=TUESDAY, charter=charter)
    session.flush()
    return case


def test_a_rehearsed_reply_leaves_nothing_behind(session: Session, charter: Charter, cast: Cast) -> None:
    case = _held(session, charter, cast)
    before = (case.version, session.query(Notice).count())
    act = partial(replies.reply, session, case, words="Mended.", by=cast.worker, at=TUESDAY, charter=charter)
    notice = notice_of(session, case, act)
    assert notice is not None
    assert (notice.template, notice.facts["words"]) == ("replied", "Mended.")
    assert (case.version, session.query(Notice).count()) == before
    assert case.stage is Stage.IN_HAND
    act()
    assert case.stage is Stage.CLOSED


def test_nobody_to_write_to_means_no_letter_to_show(session: Session, charter: Charter, cast: Cast) -> None:
    case = _held(session, charter, cast, person=Person())
    act = partial(replies.write, session, case, words="Hello.", by=cast.worker, at=TUESDAY, charter=charter)
    assert notice_of(session, case, act) is None


def test_of_praise_the_customers_own_letter_is_shown(session: Session, charter: Charter, cast: Cast) -> None:
    case = _held(session, charter, cast, kind=Kind.COMPLIMENT)
    act = partial(replies.acknowledge, session, case, words="Thanks.", by=cast.worker, at=TUESDAY, charter=charter)
    notice = notice_of(session, case, act)
    assert notice is not None
    assert (notice.template, notice.to_name) == ("acknowledged", "Morag MacLeod")


def test_a_step_that_is_refused_is_refused_in_rehearsal_too(session: Session, charter: Charter, cast: Cast) -> None:
    case = a_case(session, charter)
    act = partial(replies.reply, session, case, words="Mended.", by=cast.triage, at=TUESDAY, charter=charter)
    with pytest.raises(StepRefused):
        notice_of(session, case, act)


@pytest.mark.parametrize(
    ("messages_to", "shown"),
    [
        (MessagesTo.BOTH, "Morag MacLeod"),
        (MessagesTo.CUSTOMER, "Morag MacLeod"),
        (MessagesTo.REPRESENTATIVE, "Ann Advocate"),
    ],
)
def test_the_customers_own_letter_is_shown_and_another_only_where_there_is_none(
    session: Session, charter: Charter, cast: Cast, messages_to: MessagesTo, shown: str
) -> None:
    case = spoken_for(session, charter, messages_to)
    representing.settle(session, case.authorities[0], at=TUESDAY, charter=charter, by=cast.relations, how="Rang her.")
    act = partial(replies.write, session, case, words="Hello.", by=cast.relations, at=TUESDAY, charter=charter)
    notice = notice_of(session, case, act)
    assert notice is not None and notice.to_name == shown


def test_words_that_do_not_fit_are_refused_in_rehearsal_too_and_nothing_is_kept(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = a_case(session, charter, person=replace(MORAG, language="ar"))
    before = (case.version, session.query(Notice).count())
    act = partial(replies.write, session, case, words="Hello.", by=cast.relations, at=TUESDAY, charter=charter)
    with pytest.raises(StepRefused):
        notice_of(session, case, partial(act, telling=Telling(words_in="en")))
    notice = notice_of(session, case, partial(act, telling=Telling(words_in="en", anyway="It is urgent.")))
    assert notice is not None and notice.anyway == "It is urgent."
    assert (case.version, session.query(Notice).count()) == before
