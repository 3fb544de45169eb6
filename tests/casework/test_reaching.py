"""Who gets a message about a case, each as they need it; and in what words of staff would not fit them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from shared.casework import notices, reaching, representing
from shared.casework.customers import Person
from shared.casework.intake import open_case
from shared.casework.reaching import Telling
from shared.casework.speakers import Speaker
from shared.charter.organisation import Charter
from shared.charter.reaching import Misfit, Needs
from shared.charter.vocabulary import Format, MessagesTo, OnBehalf, Reach
from shared.models.cases import Case
from shared.models.notices import Notice
from tests.builders import MORAG, TUESDAY, a_case, a_submission
from tests.people import Cast

TODAY = TUESDAY.date()
ANN = replace(MORAG, name="Ann Advocate", email="ann@advocacy.example", language="pl")


def spoken_for(session: Session, charter: Charter, messages_to: MessagesTo, person: Person = MORAG) -> Case:
    """Ann says that she speaks for her, and nobody has settled it."""
    speaker = Speaker(person=ANN, relation="her advocate", messages_to=messages_to)
    submission = replace(a_submission(person=person), on_behalf=OnBehalf.ASKED, speaker=speaker)
    case = open_case(session, submission, at=TUESDAY, charter=charter)
    session.flush()
    session.refresh(case, ["authorities"])
    return case


def names(case: Case, charter: Charter, day: date = TODAY) -> list[str]:
    return [one.name for one in reaching.audience(case, charter, day)]


@pytest.mark.clause("RP-2", "FP-10")
@pytest.mark.parametrize(
    ("messages_to", "heard"),
    [
        (MessagesTo.CUSTOMER, ["Morag MacLeod"]),
        (MessagesTo.REPRESENTATIVE, ["Ann Advocate"]),
        (MessagesTo.BOTH, ["Morag MacLeod", "Ann Advocate"]),
    ],
)
def test_who_gets_our_messages_is_as_they_chose_and_only_while_it_is_settled(
    session: Session, charter: Charter, cast: Cast, messages_to: MessagesTo, heard: list[str]
) -> None:
    case = spoken_for(session, charter, messages_to)
    assert names(case, charter) == ["Morag MacLeod"], "until it is settled, only she"
    ends = TODAY + timedelta(days=30)
    representing.settle(
        session, case.authorities[0], at=TUESDAY, charter=charter, by=cast.relations, how="Rang her.", ends_on=ends
    )
    assert names(case, charter) == names(case, charter, ends) == heard
    assert names(case, charter, ends + timedelta(days=1)) == ["Morag MacLeod"], "its last day has passed"


def test_somebody_without_an_address_of_their_own_hears_through_whoever_speaks_for_them(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = spoken_for(session, charter, MessagesTo.CUSTOMER, Person(name="Morag MacLeod"))
    assert names(case, charter) == []
    representing.settle(session, case.authorities[0], at=TUESDAY, charter=charter, by=cast.relations, how="Rang her.")
    assert names(case, charter) == ["Ann Advocate"]


@pytest.mark.parametrize(
    ("words_in", "needs", "theirs", "why"),
    [
        ("en", Needs(Reach.EMAIL, language="en"), True, "her own language"),
        ("en", Needs(Reach.EMAIL), True, "nobody asked, and the council writes English"),
        ("en", Needs(Reach.EMAIL, language="ar"), False, "she reads Arabic"),
        ("en", Needs(Reach.EMAIL, council_languages=("cy", "en")), False, "Welsh would be missing"),
        ("cy+en", Needs(Reach.EMAIL, council_languages=("cy", "en")), True, "both are there"),
        ("cy+en", Needs(Reach.EMAIL, language="cy"), True, "hers is among them"),
        ("", Needs(Reach.EMAIL, language="ar"), True, "nobody wrote anything: it is made in her language"),
    ],
)
def test_words_are_a_persons_own_when_they_can_read_all_of_them(
    words_in: str, needs: Needs, theirs: bool, why: str
) -> None:
    assert reaching.in_their_words(words_in, needs) == theirs, why


@pytest.mark.parametrize(
    ("person", "demands"),
    [
        (MORAG, False),
        (replace(MORAG, language="en"), False),
        (replace(MORAG, language="gd"), True),
        (replace(MORAG, format=Format.LARGE_PRINT), False),
        (replace(MORAG, format=Format.AUDIO_SCRIPT), False),
        (replace(MORAG, format=Format.BRAILLE), True),
        (replace(MORAG, reach=Reach.LETTER, address="4 High Street"), False),
        (replace(MORAG, reach=Reach.NONE, language="ar"), False),
    ],
)
def test_only_for_some_does_anything_have_to_be_done_with_what_staff_write(
    session: Session, charter: Charter, person: Person, demands: bool
) -> None:
    case = a_case(session, charter, person=person)
    assert bool(reaching.demanding(case, charter, TODAY)) == demands


def test_words_that_fit_one_of_two_and_not_the_other_do_not_fit(session: Session, charter: Charter, cast: Cast) -> None:
    case = spoken_for(session, charter, MessagesTo.BOTH)
    representing.settle(session, case.authorities[0], at=TUESDAY, charter=charter, by=cast.relations, how="Rang her.")
    assert reaching.unfitting(case, Telling(words_in="en"), day=TODAY, charter=charter) == (Misfit.LANGUAGE,)
    assert [one.name for one in reaching.demanding(case, charter, TODAY)] == ["Ann Advocate"]
    assert reaching.unfitting(case, Telling(), day=TODAY, charter=charter) == ()


@pytest.mark.parametrize("reach", list(Reach))
def test_another_way_than_their_own_is_a_misfit(session: Session, charter: Charter, reach: Reach) -> None:
    case = a_case(session, charter)
    found = reaching.unfitting(case, Telling(words_in="en", reach=reach), day=TODAY, charter=charter)
    assert (Misfit.CHANNEL in found) == (reach is not Reach.EMAIL)


def test_sent_anyway_what_is_made_by_hand_is_a_misfit_too_and_named(session: Session, charter: Charter) -> None:
    case = a_case(session, charter, person=replace(MORAG, format=Format.BRAILLE, language="ar"))
    telling = Telling(words_in="en", anyway="It is urgent.")
    assert reaching.unfitting(case, telling, day=TODAY, charter=charter) == (Misfit.FORMAT, Misfit.LANGUAGE)


def test_a_team_is_told_in_its_own_way_whatever_the_customer_needs(session: Session, charter: Charter) -> None:
    case = a_case(session, charter, person=replace(MORAG, language="ar", reach=Reach.LETTER, address="4 High Street"))
    notices.owe_team(session, case, "praise", at=TUESDAY, charter=charter, words="Thank you.")
    session.flush()
    (praise,) = session.query(Notice).filter_by(template="praise")
    assert reaching.misfits_of(praise, day=TODAY, charter=charter) == ()
