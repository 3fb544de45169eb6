"""Doing a step for show, so that what will be sent can be read first."""

from functools import partial

import pytest
from sqlalchemy.orm import Session

from shared.casework import presence, replies, routing
from shared.casework.accounts import able_to_deal_with
from shared.casework.customers import Person
from shared.casework.rehearsal import notice_of
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Kind
from shared.charter.workflow import Stage, StepRefused
from shared.models.notices import Notice
from tests.builders import TUESDAY, a_case
from tests.people import Cast


def _held(session: Session, charter: Charter, cast: Cast, **more: object) -> object:
    case = a_case(session, charter, **more)  # type: ignore[arg-type]
    signed = {"at": TUESDAY, "charter": charter}
    routing.route(session, case, team=cast.team, service=None, reason="Theirs.", by=cast.triage, **signed)  # type: ignore[arg-type]
    routing.accept(session, case, by=cast.worker, **signed)  # type: ignore[arg-type]
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


@pytest.mark.clause("CH-6")
def test_the_dates_shown_before_changing_the_kind_are_the_dates_that_follow(
    session: Session, charter: Charter, cast: Cast
) -> None:
    for kind in (kind for kind in Kind if kind is not Kind.REQUEST):
        case = _held(session, charter, cast)
        shown = routing.promises_if(case, kind, charter=charter, at=TUESDAY)
        routing.change_kind(session, case, kind=kind, reason="It is.", by=cast.worker, at=TUESDAY, charter=charter)
        followed = [(clock.promise, clock.due_on, clock.given) for clock in case.clocks if clock.open]
        assert followed == [(one.promise.id, one.due_on, one.given) for one in shown], kind


def test_a_case_can_be_given_to_those_who_work_in_its_team_or_head_its_area(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = _held(session, charter, cast)
    assert [one.name for one in able_to_deal_with(session, case, charter)] == [
        "Colin Colleague",
        "Hamish Head",
        "Leila Leader",
    ]


def test_looking_twice_is_one_look(session: Session, charter: Charter, cast: Cast) -> None:
    case = a_case(session, charter)
    for _ in range(2):
        presence.look(session, case, by=cast.worker, at=TUESDAY)
    assert presence.others(session, case, by=cast.triage, at=TUESDAY) == ["Wilma Worker"]
    assert presence.others(session, case, by=cast.worker, at=TUESDAY) == []
