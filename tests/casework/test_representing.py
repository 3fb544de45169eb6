"""Somebody speaks for the customer: nothing personal before it is settled, what they chose after, then nothing."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import replies, representing, sending
from shared.casework.customers import Person
from shared.casework.speakers import asked_themselves
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Evidence, Format, MessagesTo, OnBehalf, Reach, Scope
from shared.models.happened import Happened
from shared.models.notices import Notice, Task, TaskKind
from shared.models.representatives import Speaks
from tests.builders import MORAG, TUESDAY, a_case_spoken_for
from tests.casework.deciding import ANN, MORAGS, TODAY, sent_to, settled
from tests.people import Cast


@pytest.mark.clause("FP-10")
def test_while_nobody_has_said_yes_the_representative_hears_only_what_is_waiting(
    session: Session, charter: Charter
) -> None:
    case = a_case_spoken_for(session, charter)
    assert sent_to(session, case) == {
        ("received", MORAGS),
        ("authority_asked", MORAGS),
        ("authority_waiting", ANN),
    }
    assert case.authorities[0].stands(TODAY) is Speaks.WAITING


@pytest.mark.clause("FP-10")
def test_the_customer_alone_gets_the_link_that_says_yes_or_no(session: Session, charter: Charter) -> None:
    case = a_case_spoken_for(session, charter)
    key = case.authorities[0].confirm_key
    for notice in session.scalars(sa.select(Notice)):
        holds = key in str(notice.facts)
        assert holds == (notice.template == "authority_asked"), notice.template


@pytest.mark.clause("FP-10")
def test_somebody_has_to_settle_it_by_a_day(session: Session, charter: Charter) -> None:
    case = a_case_spoken_for(session, charter)
    task = session.scalars(sa.select(Task)).one()
    assert (task.what, task.about_id) == (TaskKind.AUTHORITY, case.authorities[0].id)
    assert task.due_on == case.authorities[0].settle_by == date(2027, 3, 9)


@pytest.mark.clause("RP-2")
@pytest.mark.parametrize(
    ("chosen", "hear"),
    [
        (MessagesTo.CUSTOMER, {MORAGS}),
        (MessagesTo.REPRESENTATIVE, {ANN}),
        (MessagesTo.BOTH, {MORAGS, ANN}),
    ],
)
def test_once_settled_our_messages_go_to_whom_the_customer_chose(
    session: Session, charter: Charter, cast: Cast, chosen: MessagesTo, hear: set[str]
) -> None:
    case = a_case_spoken_for(session, charter)
    settled(session, case, charter, messages_to=chosen)
    replies.write(session, case, words="We come on Monday.", by=cast.triage, at=TUESDAY, charter=charter)
    session.flush()
    assert {to for template, to in sent_to(session, case) if template == "wrote"} == hear


@pytest.mark.clause("RP-2", "FP-11b")
def test_each_of_the_two_is_written_to_in_their_own_format_and_language(
    session: Session, charter: Charter, cast: Cast
) -> None:
    large = replace(MORAG, format=Format.LARGE_PRINT, language="gd")
    case = a_case_spoken_for(session, charter, person=large, language="pl")
    settled(session, case, charter)
    replies.acknowledge(session, case, words="We have it.", by=cast.triage, at=TUESDAY, charter=charter)
    session.flush()
    rows = session.scalars(sa.select(Notice).where(Notice.template == "acknowledged"))
    assert {(one.to_address, one.format, one.language) for one in rows} == {
        (MORAGS, Format.LARGE_PRINT, "gd"),
        (ANN, Format.STANDARD, "pl"),
    }


@pytest.mark.clause("FP-10")
def test_both_hear_that_it_is_settled_whoever_gets_the_other_messages(session: Session, charter: Charter) -> None:
    case = a_case_spoken_for(session, charter)
    settled(session, case, charter, messages_to=MessagesTo.CUSTOMER)
    assert {("authority_settled", MORAGS), ("authority_settled", ANN)} <= sent_to(session, case)
    for notice in session.scalars(sa.select(Notice).where(Notice.template == "authority_settled")):
        assert sending.may_leave(session, notice, at=TUESDAY, charter=charter), notice.to_address
        assert ("confirm" in notice.facts) == (notice.to_address == MORAGS)


@pytest.mark.clause("FP-10")
def test_pressed_twice_it_is_settled_once_and_not_refused_after(session: Session, charter: Charter) -> None:
    case = a_case_spoken_for(session, charter)
    authority = settled(session, case, charter, scope=Scope.EVERYTHING)
    before = case.version
    representing.settle(session, authority, at=TUESDAY, charter=charter, scope=Scope.THIS_CASE)
    representing.refuse(session, authority, at=TUESDAY, charter=charter)
    assert case.version == before
    assert (authority.scope, authority.refused_at) == (Scope.EVERYTHING, None)
    assert session.scalars(sa.select(Task).where(Task.what == TaskKind.AUTHORITY)).all() == []


@pytest.mark.clause("FP-10")
def test_a_no_is_told_to_the_representative_without_a_reason_and_the_case_goes_on(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = a_case_spoken_for(session, charter)
    (authority,) = case.authorities
    representing.refuse(
        session, authority, at=TUESDAY, charter=charter, by=cast.triage, how="She has never heard of her."
    )
    session.flush()
    notice = session.scalars(sa.select(Notice).where(Notice.template == "authority_refused")).one()
    assert notice.to_address == ANN
    assert "never heard" not in str(notice.facts)
    assert [line.public for line in case.happenings if line.what is Happened.AUTHORITY_REFUSED] == [False]
    task = session.scalars(sa.select(Task).where(Task.what == TaskKind.AUTHORITY)).one()
    assert (task.done_by, task.how) == (cast.triage, "She has never heard of her.")
    replies.write(session, case, words="We come on Monday.", by=cast.triage, at=TUESDAY, charter=charter)
    session.flush()
    assert ("wrote", MORAGS) in sent_to(session, case) and ("wrote", ANN) not in sent_to(session, case)


@pytest.mark.clause("FP-10")
def test_after_the_end_nothing_goes_to_the_representative_not_even_what_was_on_its_way(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = a_case_spoken_for(session, charter)
    authority = settled(session, case, charter, messages_to=MessagesTo.REPRESENTATIVE)
    replies.write(session, case, words="We come on Monday.", by=cast.triage, at=TUESDAY, charter=charter)
    session.flush()
    representing.end(session, authority, at=TUESDAY, charter=charter)
    notice = session.scalars(sa.select(Notice).where(Notice.template == "wrote")).one()
    assert not sending.may_leave(session, notice, at=TUESDAY, charter=charter)
    assert notice.parked_at is not None
    session.flush()
    hers = session.scalars(sa.select(Notice).where(Notice.template == "wrote", Notice.to_address == MORAGS)).one()
    assert hers.facts["words"] == "We come on Monday.", "nothing is lost: now the customer is told"
    assert not {"speaks_for", "list"} & set(hers.facts) and case.tracking_key in hers.facts["track"]
    assert sending.may_leave(session, hers, at=TUESDAY, charter=charter)


#: who was to be told, who is to be told by the time that it leaves, who then is
CHANGED = [
    (MessagesTo.CUSTOMER, MessagesTo.REPRESENTATIVE, {ANN}),
    (MessagesTo.REPRESENTATIVE, MessagesTo.CUSTOMER, {MORAGS}),
    (MessagesTo.BOTH, MessagesTo.CUSTOMER, {MORAGS}),
    (MessagesTo.CUSTOMER, MessagesTo.BOTH, {MORAGS}),
]


@pytest.mark.clause("RP-2", "FP-11b")
@pytest.mark.parametrize(("before", "now", "hear"), CHANGED)
def test_a_message_on_its_way_goes_to_whom_the_customer_has_chosen_meanwhile_and_once(
    session: Session, charter: Charter, cast: Cast, before: MessagesTo, now: MessagesTo, hear: set[str]
) -> None:
    case = a_case_spoken_for(session, charter)
    authority = settled(session, case, charter, messages_to=before)
    replies.write(session, case, words="We come on Monday.", by=cast.triage, at=TUESDAY, charter=charter)
    representing.choose(session, authority, now, at=TUESDAY, charter=charter)
    for _ in range(2):
        session.flush()
        for one in session.scalars(
            sa.select(Notice).where(Notice.template == "wrote", Notice.parked_at.is_(None))
        ).all():
            sending.may_leave(session, one, at=TUESDAY, charter=charter)
    session.flush()
    left = session.scalars(sa.select(Notice).where(Notice.template == "wrote", Notice.parked_at.is_(None))).all()
    assert [one.to_address for one in left] == list(hear)


@pytest.mark.clause("FP-10")
def test_an_authority_ends_by_itself_after_its_last_day(session: Session, charter: Charter, cast: Cast) -> None:
    case = a_case_spoken_for(session, charter)
    authority = settled(session, case, charter, ends_on=TODAY)
    later = TUESDAY + timedelta(days=1)
    assert (authority.stands(TODAY), authority.stands(later.date())) == (Speaks.IN_FORCE, Speaks.ENDED)
    replies.write(session, case, words="We come on Monday.", by=cast.triage, at=later, charter=charter)
    session.flush()
    assert {to for template, to in sent_to(session, case) if template == "wrote"} == {MORAGS}


def test_nothing_ends_before_it_begins(session: Session, charter: Charter) -> None:
    (authority,) = a_case_spoken_for(session, charter).authorities
    with pytest.raises(ValueError, match="before it begins"):
        representing.settle(session, authority, at=TUESDAY, charter=charter, ends_on=TODAY - timedelta(days=1))
    assert authority.waiting


@pytest.mark.clause("FP-10")
def test_a_mother_speaks_for_her_child_who_has_no_address(session: Session, charter: Charter, cast: Cast) -> None:
    child = Person(name="Eilidh MacLeod")
    case = a_case_spoken_for(
        session, charter, person=child, ground=OnBehalf.UNDER_18, evidence=Evidence.STAFF, name="Mairi MacLeod"
    )
    assert sent_to(session, case) == {("authority_waiting", ANN)}
    settled(session, case, charter, by=cast.triage, how="Parental responsibility.", messages_to=MessagesTo.BOTH)
    replies.acknowledge(session, case, words="We have it.", by=cast.triage, at=TUESDAY, charter=charter)
    session.flush()
    assert ("acknowledged", ANN) in sent_to(session, case)


#: ground, the customer, the representative, can the customer's own link settle it, why
BY_LINK = [
    (OnBehalf.ASKED, MORAG, {}, True, "she can say so herself"),
    (OnBehalf.UNABLE, MORAG, {}, False, "somebody else may read her mail"),
    (OnBehalf.UNDER_18, MORAG, {}, False, "a child's yes is no proof"),
    (OnBehalf.ASKED, MORAG, {"email": "Morag@Customer.Example"}, False, "it is the same mailbox"),
    (OnBehalf.ASKED, replace(MORAG, reach=Reach.LETTER, address="4 Bank Street"), {}, True, "the letter has the link"),
    (
        OnBehalf.ASKED,
        Person(name="Iain", phone="01632 960 001", reach=Reach.PHONE),
        {"email": "", "phone": "+44 1632 960001", "reach": Reach.PHONE},
        False,
        "it is the same telephone",
    ),
]


@pytest.mark.clause("FP-10")
@pytest.mark.parametrize(("ground", "person", "speaker", "can", "because"), BY_LINK)
def test_a_link_settles_it_only_where_the_customer_themselves_can_answer(
    session: Session,
    charter: Charter,
    ground: OnBehalf,
    person: Person,
    speaker: dict[str, Any],
    can: bool,
    because: str,
) -> None:
    case = a_case_spoken_for(session, charter, person=person, ground=ground, **speaker)
    assert asked_themselves(case.authorities[0]) is can, because
    assert any("/confirm/" in str(n.facts) for n in session.scalars(sa.select(Notice))) is can, because
