"""Several people's like contacts: in one group, each answered by itself."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import decisions, group_answers, grouping, heard, procedures, remedies, routing
from shared.casework.decisions import PointWritten
from shared.charter.organisation import Charter
from shared.charter.procedure import Finding, Met, RemedyKind
from shared.charter.vocabulary import Channel, Kind, Seal
from shared.charter.workflow import Stage, StepRefused, Why
from shared.models.cases import Case
from shared.models.database import writing
from shared.models.links import Group
from shared.models.notices import Notice
from tests.builders import MORAG, TUESDAY, a_case
from tests.people import Cast, a_cast

NAMES = ("Morag MacLeod", "Calum Ross", "Zofia Nowak")
LATER = TUESDAY + timedelta(days=2)


def of_each(session: Session, charter: Charter, cast: Cast, kind: Kind = Kind.REQUEST) -> list[Case]:
    """One case from each of three people, with the worker."""
    cases = []
    for number, name in enumerate(NAMES):
        person = replace(MORAG, name=name, email=f"one{number}@customer.example")
        case = a_case(session, charter, kind, person=person)
        said: dict[str, Any] = {"at": TUESDAY, "charter": charter}
        routing.route(session, case, team=cast.team, service=None, reason="Theirs.", by=cast.triage, **said)
        routing.accept(session, case, by=cast.worker, **said)
        cases.append(case)
    session.flush()
    return cases


def grouped(session: Session, cases: list[Case], cast: Cast, charter: Charter) -> Group:
    said: dict[str, Any] = {"by": cast.worker, "at": LATER, "charter": charter}
    group = grouping.begin(session, cases[0], name="The lamp", **said)
    for case in cases[1:]:
        grouping.add(session, group, case, **said)
    session.flush()
    return group


def as_seen(cases: list[Case]) -> dict[str, int]:
    return {case.reference: case.version for case in cases}


def test_a_group_is_begun_once_and_a_case_is_in_one(session: Session, charter: Charter, cast: Cast) -> None:
    cases = of_each(session, charter, cast)
    group = grouped(session, cases, cast, charter)
    said: dict[str, Any] = {"by": cast.worker, "at": LATER, "charter": charter}
    assert grouping.begin(session, cases[1], name="Another", **said) is group
    grouping.add(session, group, cases[1], **said)
    assert [one.case for one in group.members] == cases
    assert all(not line.public for case in cases for line in case.happenings if line.what == "grouped")
    other = grouping.begin(session, a_case(session, charter), name="", **{**said, "by": cast.triage})
    with pytest.raises(StepRefused) as refused:
        grouping.add(session, other, cases[0], **said)
    assert refused.value.why is Why.IN_ANOTHER_GROUP
    grouping.take_out(session, group, cases[0], **said)
    session.flush()
    assert grouping.group_of(session, cases[0]) is None and len(group.members) == 2


def test_only_like_cases_go_together(session: Session, charter: Charter, cast: Cast) -> None:
    group = grouped(session, of_each(session, charter, cast), cast, charter)
    said: dict[str, Any] = {"by": cast.relations, "at": LATER, "charter": charter}
    sealed = a_case(session, charter)
    sealed.seal = Seal.HATE
    for case, why in ((a_case(session, charter, Kind.COMPLAINT), Why.NOT_ALIKE), (sealed, Why.SEALED_DIFFERENTLY)):
        with pytest.raises(StepRefused) as refused:
            grouping.add(session, group, case, **said)
        assert refused.value.why is why


@pytest.mark.clause("RP-26")
def test_a_group_shows_each_only_the_cases_that_they_may_see(session: Session, charter: Charter, cast: Cast) -> None:
    cases = of_each(session, charter, cast)
    group = grouped(session, cases, cast, charter)
    cases[2].team = cast.stranger.team
    session.flush()
    seen = grouping.group_seen_by(session, group.id, cast.worker, charter)
    assert seen is not None and list(seen.cases) == cases[:2]
    seen = grouping.group_seen_by(session, group.id, cast.stranger, charter)
    assert seen is not None and list(seen.cases) == cases[2:]
    assert grouping.group_seen_by(session, group.id, cast.analyst, charter) is None
    assert grouping.group_seen_by(session, group.id + 1, cast.relations, charter) is None


def test_each_gets_one_answer_however_often_it_is_pressed(session: Session, charter: Charter, cast: Cast) -> None:
    cases = of_each(session, charter, cast)
    grouped(session, cases, cast, charter)
    seen = as_seen(cases)
    for _ in range(2):
        came = group_answers.reply_to_each(
            session, cases, words="It is mended.", by=cast.worker, at=LATER, charter=charter, once="p1", seen=seen
        )
    assert came == []
    assert [case.stage for case in cases] == [Stage.CLOSED] * 3
    notices = session.scalars(sa.select(Notice).where(Notice.template == "replied")).all()
    assert sorted(one.to_name for one in notices) == sorted(NAMES)
    for one in notices:
        others = [name for name in NAMES if name != one.to_name]
        assert not any(name in str(one.facts) for name in others), "nobody learns of the others"


def test_a_refused_one_stays_while_the_others_leave(session: Session, charter: Charter, cast: Cast) -> None:
    cases = of_each(session, charter, cast)
    grouped(session, cases, cast, charter)
    cases[1].owner = None
    session.flush()
    seen = as_seen(cases)
    heard.hear(session, cases[2], words="One more thing.", channel=Channel.WEB, at=LATER, charter=charter)
    session.flush()
    version = cases[1].version
    came = group_answers.reply_to_each(
        session, cases, words="It is mended.", by=cast.worker, at=LATER, charter=charter, once="p1", seen=seen
    )
    assert [one.refused.why if one.refused else None for one in came] == [None, Why.NO_NAMED_CONTACT, Why.MOVED_ON]
    assert [case.stage for case in cases] == [Stage.CLOSED, Stage.IN_HAND, Stage.IN_HAND]
    assert cases[1].version == version


def decided(session: Session, case: Case, cast: Cast, charter: Charter) -> None:
    said: dict[str, Any] = {"by": cast.worker, "at": LATER, "charter": charter}
    decisions.define(session, case, definition="The lamp was dark.", sought="", points=["It was dark."], **said)
    decisions.find(
        session,
        case,
        points=[PointWritten("It was dark.", Finding.UPHELD, "We saw it.")],
        outcome=Finding.UPHELD,
        reasons="It was dark for a month.",
        met=None,
        met_how="",
        no_remedy="",
        training=False,
        **said,
    )
    remedies.offer(
        session,
        case,
        kind=RemedyKind.APOLOGY,
        words="We are sorry.",
        due_on=charter.calendar.add(LATER.date(), 5),
        owner=cast.worker,
        **said,
    )
    session.flush()


def test_one_decision_becomes_a_draft_on_each_and_each_is_issued_by_itself(
    session: Session, charter: Charter, cast: Cast
) -> None:
    cases = of_each(session, charter, cast, Kind.COMPLAINT)
    grouped(session, cases, cast, charter)
    cases[2].wanted = "A new lamp."
    decided(session, cases[0], cast, charter)
    said: dict[str, Any] = {"by": cast.worker, "at": LATER, "charter": charter}
    came = group_answers.copy_to_each(session, cases[0], cases, **said, once="c1")
    session.flush()
    assert [(one.case, one.refused) for one in came] == [(cases[1], None), (cases[2], None)]
    copied = procedures.decision_of(cases[1])
    assert copied is not None and copied.outcome is Finding.UPHELD and copied.issued_at is None
    assert [one.words for one in copied.remedies] == ["We are sorry."]
    assert group_answers.lacks(cases[1], charter) == () and group_answers.is_written(cases[1])
    came = group_answers.decide_each(session, cases, **said, once="p1", seen=as_seen(cases))
    assert [one.refused.why if one.refused else None for one in came] == [None, None, Why.PARTS_MISSING]
    own = procedures.decision_of(cases[2])
    assert own is not None and (own.sought, own.met) == ("A new lamp.", None)
    own.met, own.met_how = Met.PARTLY, "We mend it."
    session.flush()
    group_answers.decide_each(session, cases, **said, once="p2", seen=as_seen(cases))
    assert [case.stage for case in cases] == [Stage.CLOSED] * 3
    letters = session.scalars(sa.select(Notice).where(Notice.template == "decided")).all()
    assert sorted(one.to_name for one in letters) == sorted(NAMES)


def test_a_decision_that_somebody_has_begun_is_not_written_over(session: Session, charter: Charter, cast: Cast) -> None:
    cases = of_each(session, charter, cast, Kind.COMPLAINT)
    grouped(session, cases, cast, charter)
    decided(session, cases[0], cast, charter)
    said: dict[str, Any] = {"by": cast.worker, "at": LATER, "charter": charter}
    decisions.define(session, cases[1], definition="His own.", sought="", points=["His own."], **said)
    session.flush()
    came = group_answers.copy_to_each(session, cases[0], cases, **said, once="c1")
    assert [one.refused.why if one.refused else None for one in came] == [Why.HAS_ITS_OWN, None]
    own = procedures.decision_of(cases[1])
    assert own is not None and own.definition == "His own."
    with pytest.raises(StepRefused) as refused:
        group_answers.copy_to_each(session, cases[1], cases, **said, once="c2")
    assert refused.value.why is Why.PARTS_MISSING


def test_a_group_is_held_and_shown_in_both_databases(databases: sa.Engine, charter: Charter) -> None:
    with writing(databases) as session:
        cast = a_cast(session, charter)
        cases = of_each(session, charter, cast)
        group = grouped(session, cases, cast, charter)
        seen = grouping.group_seen_by(session, group.id, cast.worker, charter, to_change=True)
        assert seen is not None and list(seen.cases) == cases
        said: dict[str, Any] = {"by": cast.worker, "at": LATER, "charter": charter, "once": "p1"}
        cases[0].owner = None
        session.flush()
        came = group_answers.reply_to_each(session, cases, words="Mended.", seen=as_seen(cases), **said)
        assert [one.refused is None for one in came] == [False, True, True]
        session.rollback()
