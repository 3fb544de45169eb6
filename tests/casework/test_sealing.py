"""Nobody has to read abuse twice, and what is asked for in it is answered all the same."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import grouping, heard, joining, readings, sealing, searching, splitting
from shared.casework.sealed_from import covers_mail
from shared.charter.fairness import NotAllowed, WhyNot
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Channel, Kind
from shared.models.arrivals import Arrival, Became
from shared.models.cases import Case, Contact, Happening
from shared.models.notices import Notice, Task, TaskKind
from shared.models.readings import Read, SealedWords
from shared.models.staff import Staff
from tests.builders import TUESDAY, a_case, held
from tests.people import Cast

ABUSE = "You are vermin and zzqhateful things will happen. My bin was not emptied for three weeks."
MATTER = "Their bin was not emptied for three weeks."


@pytest.fixture
def case(session: Session, charter: Charter, cast: Cast) -> Case:
    """A request in which abuse stands beside something that is to be answered."""
    return held(session, a_case(session, charter, words=ABUSE), by=cast.worker, charter=charter)


def how(charter: Charter, by: Staff, **more: Any) -> dict[str, Any]:
    return {"by": by, "at": TUESDAY, "charter": charter, **more}


def covered(session: Session, charter: Charter, case: Case, by: Staff, contact: Contact | None = None) -> SealedWords:
    label = "insults"
    made = sealing.cover(session, case, contact or case.contacts[0], label=label, **how(charter, by))
    session.flush()
    return made


def read_by(session: Session, sealed: SealedWords, staff: Staff) -> None:
    """Somebody opens it, and says why."""
    about: dict[str, Any] = {"what": Read.WORDS, "row": sealed.id, "staff": staff}
    readings.note(session, **about, at=TUESDAY, day=TUESDAY.date(), why="To answer it.", once_a_day=False)


def everything_about(session: Session, case: Case) -> str:
    """Every text that is kept about a case and is not the covered message itself."""
    session.flush()
    parts = [case.words, case.wanted, case.subject, case.norm, *(one.words for one in case.contacts)]
    facts = session.scalars(sa.select(Notice.facts)).all(), session.scalars(sa.select(Happening.facts)).all()
    return " ".join([*parts, str(facts)])


@pytest.mark.clause("RP-16", "RP-25")
def test_covered_words_stand_nowhere_but_in_the_covered_message(session: Session, charter: Charter, case: Case) -> None:
    owner = case.owner
    assert owner is not None
    clocks = [(clock.act, clock.due_on) for clock in case.clocks]
    sealed = covered(session, charter, case, owner)
    assert sealed.words == ABUSE and sealed.label == "insults"
    assert "zzqhateful" not in everything_about(session, case)
    assert [(clock.act, clock.due_on) for clock in case.clocks] == clocks


@pytest.mark.clause("RP-16")
def test_what_is_covered_is_found_by_no_search(session: Session, charter: Charter, case: Case, cast: Cast) -> None:
    def found(words: str) -> int:
        session.flush()
        return len(searching.search(session, cast.relations, charter, words=words).cases)

    assert found("zzqhateful") == 1
    sealed = covered(session, charter, case, cast.worker)
    assert found("zzqhateful") == 0 and found("MacLeod") == 1
    sealing.take_out(session, sealed, matter=MATTER, **how(charter, cast.colleague))
    assert found("emptied") == 1 and found("zzqhateful") == 0


@pytest.mark.clause("RP-16")
def test_the_matter_that_a_second_reader_takes_out_stands_in_the_case(
    session: Session, charter: Charter, case: Case, cast: Cast
) -> None:
    sealed = covered(session, charter, case, cast.worker)
    task = session.scalars(sa.select(Task).where(Task.what == TaskKind.COVERED)).one()
    assert task.about_id == sealed.id and task.due_on == (TUESDAY + timedelta(days=1)).date()
    sealing.take_out(session, sealed, matter=MATTER, **how(charter, cast.colleague))
    assert case.words == case.contacts[0].words == MATTER and case.subject == MATTER
    assert sealed.words == ABUSE and sealed.read_by is cast.colleague
    assert task.done_at == TUESDAY


@pytest.mark.clause("RP-16")
def test_whoever_covered_it_need_not_and_may_not_read_it_again(
    session: Session, charter: Charter, case: Case, cast: Cast
) -> None:
    sealed = covered(session, charter, case, cast.worker)
    assert sealing.may_read(sealed, cast.worker) is WhyNot.NEEDS_ANOTHER_READER
    with pytest.raises(NotAllowed):
        sealing.take_out(session, sealed, matter=MATTER, **how(charter, cast.worker))
    assert sealing.may_read(sealed, cast.colleague) is None
    assert sealing.may_read(sealed, cast.leader) is None


def test_there_may_be_nothing_in_it_to_answer(session: Session, charter: Charter, case: Case, cast: Cast) -> None:
    sealed = covered(session, charter, case, cast.worker)
    sealing.take_out(session, sealed, matter="", **how(charter, cast.colleague))
    assert case.words == "" and sealed.read_at == TUESDAY


@pytest.mark.clause("RP-16")
def test_a_later_message_is_covered_and_the_first_one_stays(session: Session, charter: Charter, cast: Cast) -> None:
    case = held(session, a_case(session, charter, words="The lamp is out."), by=cast.worker, charter=charter)
    heard.hear(session, case, words=ABUSE, channel=Channel.WEB, at=TUESDAY, charter=charter)
    session.flush()
    covered(session, charter, case, cast.worker, case.contacts[-1])
    assert case.words == "The lamp is out." and "lamp" in case.norm
    assert "zzqhateful" not in everything_about(session, case)


@pytest.mark.clause("RP-16")
def test_messages_of_ours_that_repeat_the_words_lose_them_too(
    session: Session, charter: Charter, case: Case, cast: Cast
) -> None:
    lead = held(session, a_case(session, charter, words="The bin again."), by=cast.worker, charter=charter)
    joining.join(session, case, lead=lead, reason="One matter.", **how(charter, cast.worker))
    session.flush()
    assert "zzqhateful" in everything_about(session, case)
    covered(session, charter, case, cast.worker)
    assert "zzqhateful" not in everything_about(session, case)


@pytest.mark.clause("RP-25")
def test_the_mail_by_which_it_came_shows_nothing_of_it_either(
    session: Session, charter: Charter, case: Case, cast: Cast
) -> None:
    case.contacts[0].channel = Channel.EMAIL
    facts: dict[str, Any] = {"once": "mail", "became": Became.CASE, "received_at": TUESDAY, "taken_at": TUESDAY}
    mail = Arrival(case=case, subject="zzqhateful", quoted="Below it: zzqhateful.", **facts)
    session.add(mail)
    session.flush()
    assert not covers_mail(session, mail)
    sealed = covered(session, charter, case, cast.worker)
    assert covers_mail(session, mail) and (mail.subject, mail.quoted) == ("", "")
    assert "Below it: zzqhateful." in sealed.words


def test_a_part_that_was_split_off_is_covered_by_itself(
    session: Session, charter: Charter, case: Case, cast: Cast
) -> None:
    facts = how(charter, cast.worker, kind=Kind.REQUEST, service=None, words="zzqhateful things will happen")
    new = splitting.split(session, case, **facts)
    session.flush()
    covered(session, charter, case, cast.worker)
    held(session, new, by=cast.worker, charter=charter)
    covered(session, charter, new, cast.worker)
    assert "zzqhateful" not in everything_about(session, case) + everything_about(session, new)


def test_what_should_not_have_been_covered_is_put_back_by_a_manager(
    session: Session, charter: Charter, case: Case, cast: Cast
) -> None:
    sealed = covered(session, charter, case, cast.worker)
    with pytest.raises(NotAllowed):
        sealing.uncover(session, sealed, reason="It is only angry.", **how(charter, cast.colleague))
    with pytest.raises(NotAllowed):
        sealing.uncover(session, sealed, reason=" ", **how(charter, cast.leader))
    sealing.uncover(session, sealed, reason="It is only angry.", **how(charter, cast.leader))
    session.flush()
    assert case.words == case.contacts[0].words == ABUSE and "zzqhateful" in case.norm
    assert not session.scalars(sa.select(SealedWords)).all()


def test_it_is_covered_once_however_often_somebody_presses(
    session: Session, charter: Charter, case: Case, cast: Cast
) -> None:
    first = covered(session, charter, case, cast.worker)
    assert covered(session, charter, case, cast.colleague) is first and first.words == ABUSE


def test_words_of_ours_are_not_covered_and_nothing_is_without_its_label(
    session: Session, charter: Charter, case: Case, cast: Cast
) -> None:
    with pytest.raises(NotAllowed):
        sealing.cover(session, case, case.contacts[0], label=" ", **how(charter, cast.worker))
    case.contacts.append(Contact(at=TUESDAY, channel=Channel.WEB, ours=True, by_name="We", words="Ours."))
    session.flush()
    with pytest.raises(NotAllowed):
        covered(session, charter, case, cast.worker, case.contacts[-1])


@pytest.mark.clause("RP-13", "RP-16")
def test_a_manager_tells_the_sender_from_the_team_and_never_whom_it_was_aimed_at(
    session: Session, charter: Charter, case: Case, cast: Cast
) -> None:
    sealed = covered(session, charter, case, cast.worker)
    words = {"words": "We cannot accept these words.", "own_name": False}
    with pytest.raises(NotAllowed):
        sealing.tell(session, sealed, **words, **how(charter, cast.worker))
    with pytest.raises(NotAllowed) as refused:
        sealing.tell(session, sealed, **words, **how(charter, cast.leader))
    assert refused.value.why is WhyNot.NOT_READ, "the letter says that we have read it"
    read_by(session, sealed, cast.leader)
    sealing.tell(session, sealed, **words, **how(charter, cast.leader))
    sealing.tell(session, sealed, **words, **how(charter, cast.leader))
    session.flush()
    notice = session.scalars(sa.select(Notice).where(Notice.template == "unacceptable")).one()
    assert notice.facts["contact"] == charter.team_name(case.team)
    assert case.contacts[-1].by_name == charter.team_name(case.team)
    assert all(not line.public for line in case.happenings if line.what in ("covered", "told-unacceptable"))
    assert sealed.told_at == TUESDAY


@pytest.mark.clause("RP-13", "RP-23")
def test_what_we_tell_the_sender_does_not_blame_back(
    session: Session, charter: Charter, case: Case, cast: Cast
) -> None:
    sealed = covered(session, charter, case, cast.worker)
    read_by(session, sealed, cast.leader)
    with pytest.raises(NotAllowed) as refused:
        sealing.tell(session, sealed, words="You are a nuisance.", own_name=False, **how(charter, cast.leader))
    assert refused.value.why is WhyNot.BLAMES and sealed.told_at is None


@pytest.mark.clause("RP-16")
def test_a_group_that_was_called_by_covered_words_is_called_by_its_reference(
    session: Session, charter: Charter, case: Case, cast: Cast
) -> None:
    subject = case.subject
    group = grouping.begin(session, case, name="", **how(charter, cast.worker))
    assert group.name == subject and subject
    assert subject not in str([line.facts for line in case.happenings]), "the history keeps what it says for good"
    covered(session, charter, case, cast.worker)
    assert group.name == case.reference
