"""A worry about somebody's safety: told at once to those who look after it, in next to no words; sealed for others."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import concerns, finding, lateness, notices, replies, routing, searching, sending, tasks
from shared.casework.accounts import able_to_deal_with
from shared.casework.concerns import Tab
from shared.casework.finding import Tab as View
from shared.charter.access import Right
from shared.charter.organisation import Charter
from shared.charter.reading import load_charter
from shared.charter.vocabulary import Kind
from shared.charter.workflow import StepRefused, Why
from shared.delivery.rendering import render
from shared.models.cases import Case
from shared.models.concerns import Concern, RaisedBy, RaisedFrom
from shared.models.database import writing
from shared.models.happened import Happened
from shared.models.notices import Notice, Task, TaskKind
from shared.models.staff import Staff
from tests.builders import TUESDAY, a_case
from tests.casework.test_routing import in_hand
from tests.casework.worries import SECRET, about_a_neighbour
from tests.people import Cast, a_cast

TODAY = TUESDAY.date()


def raised(session: Session, case: Case, charter: Charter, **more: object) -> Concern:
    """A worry that a customer wrote on the page of a case."""
    told: dict[str, object] = {"words": SECRET, "about": "Mrs Ross", "raised_from": RaisedFrom.PAGE, **more}
    return concerns.raise_on(session, case, at=TUESDAY, charter=charter, **told)


def message(session: Session) -> Notice:
    """What goes to the safeguarding contact."""
    session.flush()
    return session.scalars(sa.select(Notice).where(Notice.template == "concern")).one()


@pytest.mark.clause("SC-8", "CC-3")
def test_telling_us_about_a_neighbour_opens_a_worry_by_itself(session: Session, charter: Charter) -> None:
    case = about_a_neighbour(session, charter)
    (concern,) = concerns.of(session, case)
    assert (concern.raised_by, concern.raised_from) == (RaisedBy.CUSTOMER, RaisedFrom.JOURNEY)
    assert concern.look_by == date(2027, 3, 3), "one working day"
    assert message(session).to_address == charter.organisation.safeguarding["email"]
    others = session.scalars(sa.select(Notice).where(Notice.template != "concern")).all()
    assert [(one.template, one.to_address) for one in others] == [("received", "morag@customer.example")]
    assert not case.authorities, "a neighbour represents nobody"


def test_telling_us_about_oneself_opens_none(session: Session, charter: Charter) -> None:
    assert not concerns.of(session, a_case(session, charter))


@pytest.mark.clause("SC-8")
@pytest.mark.parametrize("organisation", ["highland", "north-east-lincolnshire", "feedback-authority", "template"])
def test_the_message_says_that_somebody_may_not_be_safe_where_to_look_and_nothing_else(
    session: Session, organisation: str
) -> None:
    council = load_charter(organisation)
    case = a_case(session, council)
    concern = raised(session, case, council)
    notice = message(session)
    letter = render(notice, council, "https://council.example")
    for words in (letter.subject, letter.text, letter.html):
        assert case.reference in words or words is not letter.subject
        for secret in ("Ross", "shouted", "Morag", "MacLeod", "morag@", case.tracking_key, case.words):
            assert secret not in words
    assert f"https://council.example/office/concerns/{concern.id}" in letter.text
    assert "Wednesday 3 March 2027" in letter.text
    assert SECRET not in str(notice.facts) and "Ross" not in str(notice.facts)


@pytest.mark.clause("SC-8")
def test_it_goes_before_everything_that_has_waited_longer(session: Session, charter: Charter) -> None:
    for days in range(1, 4):
        a_case(session, charter, at=TUESDAY - timedelta(days=days))
    raised(session, a_case(session, charter), charter)
    session.flush()
    (first,) = sending.claim(session, at=TUESDAY, most=1)
    assert first.template == "concern"


@pytest.mark.clause("SC-8")
def test_it_goes_first_again_when_it_is_tried_again(session: Session, charter: Charter) -> None:
    raised(session, a_case(session, charter), charter)
    session.flush()
    (first,) = sending.claim(session, at=TUESDAY, most=1)
    sending.failed(session, first, at=TUESDAY, charter=charter, trouble="The mail server is busy.")
    session.flush()
    (then,) = sending.claim(session, at=TUESDAY + timedelta(minutes=2), most=1)
    assert then is first


def ringing(session: Session) -> list[Task]:
    """Whom somebody has to ring because a message did not leave."""
    session.flush()
    return list(session.scalars(sa.select(Task).where(Task.what == TaskKind.SAFEGUARDING, Task.done_at.is_(None))))


@pytest.mark.clause("SC-8")
def test_while_the_message_cannot_leave_somebody_rings_and_never_the_customer(
    session: Session, charter: Charter
) -> None:
    raised(session, a_case(session, charter), charter)
    session.flush()
    (notice,) = sending.claim(session, at=TUESDAY, most=1)
    for for_good in (False, True):
        how = {"trouble": "The server is down.", "for_good": for_good}
        sending.failed(session, notice, at=TUESDAY, charter=charter, **how)
    (task,) = ringing(session)
    assert task.due_on == TODAY, "at once, and not after the last try"
    assert not session.scalars(sa.select(Task).where(Task.what == TaskKind.REACH)).all()


@pytest.mark.clause("SC-8")
@pytest.mark.parametrize("by", ["the message", "a look"])
def test_nobody_need_ring_once_they_know(session: Session, charter: Charter, cast: Cast, by: str) -> None:
    concern = raised(session, a_case(session, charter), charter)
    notice = message(session)
    concerns.ring(session, notice, at=TUESDAY, charter=charter)
    if by == "the message":
        sending.sent(session, notice, at=TUESDAY)
    else:
        concerns.look(session, concern, by=cast.safeguarding, at=TUESDAY)
    assert not ringing(session)


@pytest.mark.clause("SC-8", "CH-1")
def test_a_worry_that_nobody_looks_at_in_time_is_said_again_once(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = a_case(session, charter)
    unseen, seen = (raised(session, case, charter) for _ in range(2))
    concerns.look(session, seen, by=cast.safeguarding, at=TUESDAY)
    after = TUESDAY + timedelta(days=2)
    assert [lateness.tell_late_help(session, at=after, charter=charter) for _ in range(2)] == [1, 0]
    session.flush()
    notice = session.scalars(sa.select(Notice).order_by(Notice.id.desc())).first()
    assert notice is not None and (notice.facts["concern"], notice.turn) == (unseen.id, 0)
    letter = render(notice, charter, "https://council.example")
    assert "nobody has yet" in letter.text and "Ross" not in letter.text


@pytest.mark.clause("SC-8")
def test_it_is_noted_when_the_team_was_told_and_who_looked_first(
    session: Session, charter: Charter, cast: Cast
) -> None:
    concern = raised(session, a_case(session, charter), charter)
    notice = message(session)
    assert sending.may_leave(session, notice, at=TUESDAY, charter=charter), "nobody's record holds it back"
    sending.sent(session, notice, at=TUESDAY)
    concerns.look(session, concern, by=cast.safeguarding, at=TUESDAY)
    concerns.look(session, concern, by=cast.relations, at=TUESDAY + timedelta(hours=1))
    concerns.settle(session, concern, outcome="She is safe.", passed_to="Social work", by=cast.relations, at=TUESDAY)
    concerns.settle(session, concern, outcome="Never mind.", passed_to="", by=cast.safeguarding, at=TUESDAY)
    session.flush()
    assert concern.told_at == TUESDAY
    assert (concern.looked_by, concern.looked_at) == (cast.safeguarding, TUESDAY)
    assert (concern.outcome, concern.settled_by) == ("She is safe.", cast.relations)


@pytest.mark.clause("SC-8", "SC-7")
def test_the_history_tells_colleagues_that_there_is_one_and_the_customer_nothing(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = a_case(session, charter)
    raised(session, case, charter, by=cast.worker, raised_from=RaisedFrom.DESK)
    line = case.happenings[-1]
    assert line.what is Happened.CONCERN_RAISED
    assert not line.public
    assert (line.by_name, line.facts) == ("", {"look_by": "2027-03-03"})
    assert "ross" not in case.norm and "shouted" not in case.norm


@pytest.mark.clause("SC-8", "RP-26")
def test_only_those_who_look_after_safety_see_what_worries_are_about(
    session: Session, charter: Charter, cast: Cast
) -> None:
    concern = raised(session, in_hand(session, charter, cast), charter)
    session.flush()
    for name, staff in vars(cast).items():
        may = name in ("relations", "safeguarding")
        assert staff.may(Right.SEE_CONCERNS) is may
        assert (concerns.seen_by(session, concern.id, staff) is concern) is may, name
        assert bool(concerns.listed(session, staff, tab=Tab.TO_LOOK_AT).concerns) is may, name


def test_the_list_holds_the_most_urgent_first_and_every_page_once(
    session: Session, charter: Charter, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(concerns, "PAGE", 2)
    case = a_case(session, charter)
    mine = [raised(session, case, charter) for _ in range(5)]
    mine[3].look_by, mine[1].looked_at, mine[1].looked_by = date(2027, 3, 1), TUESDAY, cast.relations
    session.flush()
    found, after = [], None
    while True:
        page = concerns.listed(session, cast.safeguarding, tab=Tab.TO_LOOK_AT, after=after)
        found += [one.id for one in page.concerns]
        after = page.after
        if after is None:
            break
    assert found == [mine[n].id for n in (3, 0, 2, 4)]
    in_hand_now = concerns.listed(session, cast.safeguarding, tab=Tab.IN_HAND).concerns
    assert [one.id for one in in_hand_now] == [mine[1].id]
    concerns.settle(session, mine[1], outcome="Safe.", passed_to="", by=cast.relations, at=TUESDAY)
    session.flush()
    assert [one.id for one in concerns.listed(session, cast.safeguarding, tab=Tab.SETTLED).concerns] == [mine[1].id]


def sees(session: Session, case: Case, staff: Staff, charter: Charter) -> set[str]:
    """In which ways this person comes across that case."""
    ways = {
        "page": finding.case_seen_by(session, case.reference, staff, charter) is not None,
        "list": case in finding.worklist(session, staff, charter, tab=View.ALL, today=TODAY).cases,
        "count": finding.counts(session, staff, charter, today=TODAY)[View.ALL] > 0,
        "search": any(
            case in searching.search(session, staff, charter, words=w).cases for w in ("shouted", case.reference)
        ),
        "tasks": any(one.case is case for one in tasks.open_tasks(session, staff, charter).tasks),
        "messages": any(one.case is case for one in tasks.recent_notices(session, staff, charter).notices),
    }
    return {way for way, seen in ways.items() if seen}


@pytest.mark.clause("SC-8", "RP-26")
def test_what_was_told_about_a_neighbour_is_seen_by_triage_and_safety_alone_whoever_has_it(
    databases: sa.Engine, charter: Charter
) -> None:
    with writing(databases) as session:
        cast = a_cast(session, charter)
        case = about_a_neighbour(session, charter)
        case.team = cast.team  # even if it ended there by mistake
        session.add(_a_task(session, case, charter))
        session.flush()
        everything = {"page", "list", "count", "search", "tasks", "messages"}
        for name, staff in vars(cast).items():
            may = name in ("triage", "relations", "safeguarding")
            assert sees(session, case, staff, charter) == (everything if may else set()), name


def _a_task(session: Session, case: Case, charter: Charter) -> Task:
    return notices.task_on(session, case, TaskKind.REACH, TODAY, at=TUESDAY, charter=charter)


@pytest.mark.clause("SC-8")
def test_whoever_looks_after_safety_sees_every_case_that_somebody_worries_about_and_no_other(
    session: Session, charter: Charter, cast: Cast
) -> None:
    quiet, worrying = in_hand(session, charter, cast), in_hand(session, charter, cast)
    raised(session, worrying, charter)
    session.flush()
    seen = finding.worklist(session, cast.safeguarding, charter, tab=View.ALL, today=TODAY).cases
    assert list(seen) == [worrying]
    assert finding.case_seen_by(session, quiet.reference, cast.safeguarding, charter) is None
    assert finding.case_seen_by(session, worrying.reference, cast.worker, charter) is worrying, "it is not sealed"


@pytest.mark.clause("SC-8")
def test_it_goes_only_to_the_team_whose_people_may_read_it(session: Session, charter: Charter, cast: Cast) -> None:
    case = about_a_neighbour(session, charter)
    route = {"service": None, "reason": "Theirs.", "by": cast.triage, "at": TUESDAY, "charter": charter}
    with pytest.raises(StepRefused) as refused:
        routing.route(session, case, team=cast.team, **route)
    assert refused.value.why is Why.SEALED
    readers = charter.organisation.customer_relations_team
    routing.route(session, case, team=readers, **route)
    routing.accept(session, case, by=cast.relations, at=TUESDAY, charter=charter)
    session.flush()
    assert {one.name for one in able_to_deal_with(session, case, charter)} == {"Sorcha Safeguarding"}


@pytest.mark.clause("SC-8")
def test_praise_of_somebody_is_not_posted_to_a_team_with_what_a_neighbour_wrote(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = about_a_neighbour(session, charter, Kind.COMPLIMENT)
    case.team = charter.organisation.customer_relations_team
    replies.acknowledge(session, case, words="Thank you.", by=cast.relations, at=TUESDAY, charter=charter)
    session.flush()
    assert SECRET not in str([one.facts for one in session.scalars(sa.select(Notice))])


@pytest.mark.clause("SC-8")
def test_the_worker_finds_what_is_urgent_by_an_index_however_much_is_owed(session: Session) -> None:
    owed = "SELECT id FROM notices WHERE sent_at IS NULL AND parked_at IS NULL AND send_after <= '2027-03-02'"
    plan = session.execute(sa.text(f"EXPLAIN QUERY PLAN {owed} ORDER BY turn, send_after, id LIMIT 1")).all()
    assert "ix_notices_owed" in str(plan) and "TEMP B-TREE" not in str(plan)
