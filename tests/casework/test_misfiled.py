"""An e-mail that became a case by mistake: put where it belongs, and nobody reads what is not theirs."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from shared.casework import circumstances, closing, files, heard, joining, misfiled, sealing, sorting, ties
from shared.casework.customers import Person
from shared.casework.parcels import Parcel
from shared.casework.sealed_from import covers_mail
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Channel, Kind, Seal
from shared.charter.workflow import Outcome, Stage, StepRefused, Why
from shared.files.checked import Checked, FileKind
from shared.models.arrivals import Arrival, Became
from shared.models.cases import Case
from shared.models.happened import Happened
from tests.arrivals.shapes.shape import mail
from tests.builders import TUESDAY, a_case, held
from tests.casework.post import Post
from tests.casework.post import heard as heard_on
from tests.people import Cast

LATER = TUESDAY + timedelta(days=2)
WORK = "Morag <morag@work.example>"
NOTE = Checked(FileKind.TEXT, "text/plain", "note.txt", b"words")


@pytest.fixture
def post(session: Session, charter: Charter, tmp_path: Path) -> Post:
    """The council's letterbox."""
    return Post(session, charter, tmp_path)


def put(session: Session, case: Case, lead: Case, cast: Cast, charter: Charter, **more: Any) -> None:
    said = {"reason": "It answers our question.", "by": cast.relations, "at": LATER, "charter": charter, **more}
    misfiled.way(session, case, lead)(session, case, lead=lead, **said)
    session.flush()


def a_mail(post: Post, words: str = "The lamp is number 4.", **fields: str | None) -> Case:
    """An e-mail from another address than the customer's, which became a case."""
    said: dict[str, Any] = {"From": WORK, "Subject": "The lamp", **fields}
    case = post.arrives(mail(words, **said), good=(NOTE,)).case
    assert case is not None
    return case


@pytest.mark.clause("SC-1", "CH-4")
@pytest.mark.parametrize("kind", [Kind.REQUEST, Kind.COMPLAINT])
def test_an_answer_from_another_address_is_put_to_the_case_where_it_belongs(
    session: Session, charter: Charter, cast: Cast, post: Post, kind: Kind
) -> None:
    lead, case = a_case(session, charter, kind), a_mail(post)
    put(session, case, lead, cast, charter, once="p1")
    (contact,) = heard_on(lead)
    assert (contact.by_name, contact.channel) == ("morag@work.example", Channel.EMAIL)
    assert "The lamp is number 4." in contact.words
    assert [(one.name, one.contact_id) for one in files.of_case(session, lead)] == [("note.txt", contact.id)]
    assert (case.stage, case.outcome, lead.stage) == (Stage.CLOSED, Outcome.SAME_AS_ANOTHER, Stage.RECEIVED)
    assert not any(clock.open for clock in case.clocks)
    assert case.happenings[-1].facts["other"] == lead.reference
    assert (lead.happenings[-1].what, lead.happenings[-1].public) == (Happened.JOINED, False)
    assert [one.case_id for one in ties.ties_of(session, lead)] == [case.id], "staff find it from there too"
    last = {notice.case_id: notice for notice in post.notices()}
    assert (last[case.id].template, last[case.id].to_address) == ("put_elsewhere", "morag@work.example")
    assert last[lead.id].template == "added", "the customer reads that we have more"


def test_whoever_wrote_it_goes_on_writing_there_and_their_words_stay_their_own(
    session: Session, charter: Charter, cast: Cast, post: Post
) -> None:
    lead, case = a_case(session, charter), a_mail(post)
    put(session, case, lead, cast, charter)
    heard.hear(session, case, words="It is dark.", channel=Channel.WEB, at=LATER, charter=charter)
    again = post.arrives(mail("Still dark.", From=WORK, To=post.own_address(case), Message_ID="<2@work.example>"))
    assert again.case is lead
    assert [one.by_name for one in heard_on(lead)][1:] == ["Morag", "morag@work.example"]


@pytest.mark.clause("SC-7", "SC-2")
def test_whoever_wrote_it_cannot_change_how_the_customer_is_reached(
    session: Session, charter: Charter, cast: Cast, post: Post
) -> None:
    lead, case = a_case(session, charter, person=Person("Morag MacLeod", "m@home.example")), a_mail(post)
    put(session, case, lead, cast, charter)
    circumstances.change(session, case, words="New number.", phone="01632 960999", at=LATER, charter=charter)
    assert lead.customer is not None and case.customer is not None
    assert (lead.customer.phone, case.customer.phone) == ("", "01632 960999")


def test_a_new_mail_about_a_case_that_was_closed_opens_it_again(
    session: Session, charter: Charter, cast: Cast, post: Post
) -> None:
    lead = a_case(session, charter)
    closing.withdraw(session, lead, at=TUESDAY, charter=charter)
    put(session, a_mail(post), lead, cast, charter)
    assert lead.stage is not Stage.CLOSED


def test_put_to_the_wrong_case_it_can_be_parted_again(
    session: Session, charter: Charter, cast: Cast, post: Post
) -> None:
    lead, case = a_case(session, charter), a_mail(post)
    before = {clock.act: clock.due_on for clock in case.clocks if clock.open}
    put(session, case, lead, cast, charter)
    joining.part(session, case, reason="It is another lamp.", by=cast.relations, at=LATER, charter=charter)
    assert {clock.act: clock.due_on for clock in case.clocks if clock.open} == before
    assert ties.lead_of(session, case) is None
    assert (lead.happenings[-1].what, lead.happenings[-1].public) == (Happened.PARTED, False)


def test_a_mail_of_the_same_person_about_a_case_like_it_is_joined_as_before(
    session: Session, charter: Charter, cast: Cast, post: Post
) -> None:
    lead, case = a_case(session, charter), a_mail(post, From=None, Subject="The lamp")
    own = post.arrives(mail("The lamp is number 5."))
    assert own.case is not None
    assert misfiled.way(session, own.case, lead) is joining.join
    assert misfiled.way(session, case, lead) is misfiled.put, "nobody is named in it"
    put(session, case, lead, cast, charter)
    assert case.stage is Stage.CLOSED


def test_it_is_not_put_where_more_people_would_read_it_nor_twice_nor_without_a_reason(
    session: Session, charter: Charter, cast: Cast, post: Post
) -> None:
    lead, case, sealed = (
        a_case(session, charter),
        a_mail(post),
        a_mail(post, "Another lamp.", Message_ID="<9@x.example>"),
    )
    sealed.seal = Seal.HATE
    for one, to, reason, why in (
        (sealed, lead, "It answers.", Why.SEALED_DIFFERENTLY),
        (case, case, "It answers.", Why.SAME_CASE),
        (case, lead, " ", Why.REASON_MISSING),
    ):
        with pytest.raises(StepRefused) as refused:
            misfiled.put(session, one, lead=to, reason=reason, by=cast.relations, at=LATER, charter=charter)
        assert refused.value.why is why
    put(session, case, lead, cast, charter)
    with pytest.raises(StepRefused) as refused:
        misfiled.put(session, case, lead=lead, reason="Again.", by=cast.relations, at=LATER, charter=charter)
    assert refused.value.why is Why.CLOSED_ALREADY
    assert len(heard_on(lead)) == 1


@pytest.mark.clause("RP-26")
@pytest.mark.parametrize("by_hand", [False, True])
def test_what_somebody_put_with_a_case_later_is_covered_on_the_page_of_its_mail_too(
    session: Session, charter: Charter, cast: Cast, post: Post, by_hand: bool
) -> None:
    lead = held(session, a_case(session, charter), by=cast.worker, charter=charter)
    arrival: Arrival | None
    if by_hand:
        raw = mail("You are vermin.", From=WORK, X_Spam_Flag="YES")
        arrival = post.arrives(raw)
        assert arrival.became is Became.SUSPECTED
        parcel, box = Parcel(post.read(raw)), post.box
        sorting.join(
            session, arrival, parcel, lead, reason="It is.", by=cast.relations, at=LATER, charter=charter, box=box
        )
    else:
        case = a_mail(post, "You are vermin.")
        arrival = misfiled.mail_that_opened(session, case)
        put(session, case, lead, cast, charter)
    session.flush()
    assert arrival is not None and not covers_mail(session, arrival)
    sealing.cover(session, lead, lead.contacts[-1], label="insults", by=cast.worker, at=LATER, charter=charter)
    session.flush()
    assert covers_mail(session, arrival)
    assert "vermin" not in f"{arrival.subject}{arrival.quoted}{lead.norm}"


def test_the_case_that_a_subject_names_is_offered_first(session: Session, charter: Charter, post: Post) -> None:
    lead = a_case(session, charter)
    assert misfiled.named_in(a_mail(post, Subject=f"About {lead.reference}")) == lead.reference
    assert misfiled.named_in(lead) == ""
    assert lead.happenings[0].what is Happened.RECEIVED
