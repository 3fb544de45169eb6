"""Somebody comes later who speaks for the customer; and who of us may decide about it."""

from dataclasses import replace

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import replies, representing, sending
from shared.casework.customers import Person
from shared.charter.organisation import Charter
from shared.charter.vocabulary import OnBehalf
from shared.charter.workflow import StepRefused, Why
from shared.models.notices import Notice
from shared.models.representatives import Speaks
from tests.builders import TUESDAY, a_case, a_case_spoken_for, a_speaker
from tests.casework.deciding import ANN, TODAY, sent_to, settled
from tests.people import Cast


@pytest.mark.clause("FP-10")
def test_staff_bring_somebody_in_later_and_say_how_they_know(session: Session, charter: Charter, cast: Cast) -> None:
    case = a_case(session, charter)
    speaker = replace(a_speaker(), agreed="She said so on the phone.")
    representing.bring_in(session, case, speaker, OnBehalf.ASKED, by=cast.triage, at=TUESDAY, charter=charter)
    session.flush()
    (authority,) = case.authorities
    assert (authority.stands(TODAY), authority.settled_by, authority.how) == (
        Speaks.IN_FORCE,
        cast.triage,
        "She said so on the phone.",
    )
    assert ("authority_waiting", ANN) not in sent_to(session, case)


@pytest.mark.clause("FP-10")
def test_one_person_at_a_time_speaks_for_a_customer_on_a_case(session: Session, charter: Charter, cast: Cast) -> None:
    case = a_case_spoken_for(session, charter)
    acts = {"by": cast.triage, "at": TUESDAY, "charter": charter}
    with pytest.raises(StepRefused) as refused:
        representing.bring_in(session, case, a_speaker(email="b@x.example"), OnBehalf.ASKED, **acts)
    assert refused.value.why is Why.SPEAKS_ALREADY
    representing.refuse(session, case.authorities[0], how="She said no.", **acts)
    representing.bring_in(session, case, a_speaker(email="b@x.example"), OnBehalf.ASKED, **acts)
    assert [one.stands(TODAY) for one in case.authorities] == [Speaks.REFUSED, Speaks.WAITING]


def test_nobody_speaks_for_somebody_whom_nobody_knows(session: Session, charter: Charter, cast: Cast) -> None:
    case = a_case(session, charter, person=Person())
    with pytest.raises(StepRefused) as refused:
        representing.bring_in(session, case, a_speaker(), OnBehalf.ASKED, by=cast.triage, at=TUESDAY, charter=charter)
    assert refused.value.why is Why.NOBODY_KNOWN


@pytest.mark.clause("FP-10")
def test_only_whoever_works_on_the_case_decides_and_only_with_their_reason(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = a_case_spoken_for(session, charter)
    (authority,) = case.authorities
    for act in (representing.settle, representing.refuse, representing.end):
        for by, how, why in (
            (cast.stranger, "I think so.", Why.NOT_YOUR_TEAM),
            (cast.councillor, "I think so.", Why.NOT_YOUR_ROLE),
            (cast.triage, "  ", Why.REASON_MISSING),
        ):
            with pytest.raises(StepRefused) as refused:
                act(session, authority, at=TUESDAY, charter=charter, by=by, how=how)
            assert refused.value.why is why
    assert authority.waiting


@pytest.mark.clause("FP-10")
def test_a_notice_to_one_representative_does_not_leave_on_anothers_authority(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = a_case_spoken_for(session, charter)
    authority = settled(session, case, charter)
    acts = {"by": cast.triage, "at": TUESDAY, "charter": charter}
    replies.write(session, case, words="We come on Monday.", **acts)
    session.flush()
    to_ann = session.scalars(sa.select(Notice).where(Notice.template == "wrote", Notice.to_address == ANN)).one()
    representing.end(session, authority, how="She said so.", **acts)
    speaker = replace(a_speaker(name="Bob", email="bob@x.example"), agreed="She said so.")
    representing.bring_in(session, case, speaker, OnBehalf.ASKED, **acts)
    assert not sending.may_leave(session, to_ann, at=TUESDAY, charter=charter)
