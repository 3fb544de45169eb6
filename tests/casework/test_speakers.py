"""Those who speak for others: found again, never mixed up, and nothing of the customer's changed by what they say."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import adjustments, representing, speakers
from shared.casework.customers import Person
from shared.casework.intake import open_case
from shared.casework.proving import proved
from shared.casework.speakers import apart
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Evidence, Format, OnBehalf, Reach, Scope
from shared.models.customers import Customer
from shared.models.database import writing
from shared.models.representatives import Representative, Speaks
from tests.builders import MORAG, TUESDAY, a_case, a_case_spoken_for, a_speaker, a_submission

MORAGS = "morag@customer.example"


def representatives(session: Session) -> list[tuple[str, str, str]]:
    """Everybody who speaks for somebody, the oldest first."""
    rows = session.scalars(sa.select(Representative).order_by(Representative.id))
    return [(one.name, one.email, one.organisation) for one in rows]


@pytest.mark.clause("FP-10")
def test_an_advocate_gives_their_organisation_once(session: Session, charter: Charter) -> None:
    a_case_spoken_for(session, charter, organisation="Citizens Advice")
    a_case_spoken_for(session, charter, email="ANN@advice.example")
    assert representatives(session) == [("Ann Advocate", "ann@advice.example", "Citizens Advice")]


@pytest.mark.clause("FP-10")
def test_two_people_of_one_name_or_one_mailbox_are_two(session: Session, charter: Charter) -> None:
    a_case_spoken_for(session, charter)
    a_case_spoken_for(session, charter, email="ann@another.example")
    a_case_spoken_for(session, charter, name="Andrew Advocate")
    assert len(representatives(session)) == 3


@pytest.mark.clause("FP-10")
def test_who_types_an_advocates_name_changes_nothing_about_them(session: Session, charter: Charter) -> None:
    a_case_spoken_for(session, charter, phone="01632 960 001", organisation="Citizens Advice")
    a_case_spoken_for(
        session, charter, phone="01632 960 999", reach=Reach.TEXT, organisation="Crooks & Co", language="pl"
    )
    one = session.scalars(sa.select(Representative)).one()
    assert (one.phone, one.reach, one.organisation, one.language) == (
        "01632 960 001",
        Reach.EMAIL,
        "Citizens Advice",
        "",
    )


@pytest.mark.clause("FP-10", "RP-4")
def test_what_somebody_says_about_a_customer_whom_we_know_changes_no_address_and_no_wish(
    session: Session, charter: Charter
) -> None:
    known = replace(MORAG, phone="01632 960 001", address="4 Bank Street", reach=Reach.LETTER, format=Format.BRAILLE)
    a_case(session, charter, person=known)
    said = replace(MORAG, phone="01632 960 999", address="9 Crook Lane", format=Format.STANDARD, language="pl")
    a_case_spoken_for(session, charter, person=said)
    one = session.scalars(sa.select(Customer)).one()
    assert (one.phone, one.phone_key, one.address) == ("01632 960 001", "01632960001", "4 Bank Street")
    assert (one.reach, one.format, one.language) == (Reach.LETTER, Format.BRAILLE, "")


@pytest.mark.clause("RP-4")
def test_a_need_that_somebody_tells_us_first_is_met_all_the_same(session: Session, charter: Charter) -> None:
    a_case(session, charter)
    said = replace(MORAG, format=Format.LARGE_PRINT, needs="Ring only after 4pm", interpreter="Polish")
    case = a_case_spoken_for(session, charter, person=said)
    one = session.scalars(sa.select(Customer)).one()
    assert (one.format, one.needs, one.interpreter) == (Format.LARGE_PRINT, "Ring only after 4pm", "Polish")
    assert [asked.what for asked in adjustments.of(session, one)] == ["Ring only after 4pm"]
    assert case.customer is one


#: what is said of the customer, what of the representative, what is left, why
SHARED = [
    ({"email": "a@x.example", "reach": Reach.EMAIL}, {"email": "A@X.example"}, ("", "", Reach.NONE), "one mailbox"),
    (
        {"email": "a@x.example", "address": "4 Bank Street", "reach": Reach.EMAIL},
        {"email": "a@x.example"},
        ("", "", Reach.LETTER),
        "one mailbox, but a letter reaches the customer",
    ),
    (
        {"phone": "01632 960 001", "reach": Reach.PHONE},
        {"email": "", "phone": "+44 1632 960001", "reach": Reach.PHONE},
        ("", "", Reach.NONE),
        "one telephone",
    ),
    (
        {"email": "a@x.example", "phone": "01632 960 001", "reach": Reach.EMAIL},
        {"email": "b@x.example", "phone": "01632 960 001"},
        ("a@x.example", "", Reach.EMAIL),
        "one telephone and two mailboxes",
    ),
    (
        {"email": "a@x.example", "phone": "01632 960 001", "reach": Reach.PHONE},
        {"email": "b@x.example"},
        ("a@x.example", "01632 960 001", Reach.PHONE),
        "nothing is shared",
    ),
]


@pytest.mark.clause("FP-10")
@pytest.mark.parametrize(("customer", "representative", "left", "because"), SHARED)
def test_what_belongs_to_the_representative_does_not_reach_the_customer(
    customer: dict[str, Any], representative: dict[str, Any], left: tuple[str, str, Reach], because: str
) -> None:
    found = apart(Person(name="Ina", **customer), a_speaker(**representative))
    assert (found.email, found.phone, found.reach) == left, because


@pytest.mark.clause("FP-10")
def test_a_mother_who_gives_her_own_address_as_her_childs_gets_no_message_meant_for_the_child(
    session: Session, charter: Charter
) -> None:
    child = Person(name="Eilidh MacLeod", email="ann@advice.example", reach=Reach.EMAIL)
    case = a_case_spoken_for(session, charter, person=child, ground=OnBehalf.UNDER_18)
    assert case.customer is not None
    assert (case.customer.email, case.customer.reach) == ("", Reach.NONE)


@pytest.mark.clause("FP-10")
def test_what_the_representative_knows_of_the_customer_does_not_open_the_customers_page(
    session: Session, charter: Charter
) -> None:
    phone = replace(MORAG, phone="01632 960 001")
    case = a_case_spoken_for(session, charter, person=phone)
    for secret in (MORAGS, "01632 960 001", "ann@advice.example", case.authorities[0].track_key):
        assert proved(session, case.reference, secret) is None, secret
    assert proved(session, case.reference, case.tracking_key) == case.tracking_key
    representing.refuse(session, case.authorities[0], at=TUESDAY, charter=charter)
    assert proved(session, case.reference, MORAGS) is None, "who was refused still knows the address"


def test_somebody_for_whom_nobody_speaks_looks_up_their_page_as_before(session: Session, charter: Charter) -> None:
    a_case_spoken_for(session, charter)
    own = a_case(session, charter)
    assert proved(session, own.reference, MORAGS) == own.tracking_key


@pytest.mark.clause("FP-10")
def test_only_the_address_that_we_knew_gets_the_way_to_the_page_of_somebody_known(
    session: Session, charter: Charter
) -> None:
    first = a_case_spoken_for(session, charter).authorities[0]
    assert not speakers.known_before(first)
    again = a_case_spoken_for(session, charter, at=TUESDAY + timedelta(minutes=1)).authorities[0]
    assert again.representative is first.representative
    assert speakers.known_before(again) and speakers.known_before(again, "somebody's guess")
    assert not speakers.known_before(again, again.representative.list_key), "they came from their own list"


def test_a_receipt_is_not_the_key(session: Session, charter: Charter) -> None:
    case = a_case_spoken_for(session, charter)
    (authority,) = case.authorities
    receipt = speakers.receipt_of(authority)
    assert authority.track_key not in receipt
    for key in (receipt, authority.track_key):
        assert speakers.tracked(session, case.reference, key) is authority
    for key in ("", authority.confirm_key, case.tracking_key, authority.representative.list_key):
        assert speakers.tracked(session, case.reference, key) is None


def test_a_key_opens_only_the_case_that_it_is_for(session: Session, charter: Charter) -> None:
    one, another = a_case_spoken_for(session, charter), a_case_spoken_for(session, charter)
    assert speakers.tracked(session, another.reference, one.authorities[0].track_key) is None


@pytest.mark.clause("FP-10")
def test_the_customers_link_opens_only_what_they_can_decide(session: Session, charter: Charter) -> None:
    asked = a_case_spoken_for(session, charter).authorities[0]
    unable = a_case_spoken_for(session, charter, ground=OnBehalf.UNABLE, evidence=Evidence.STAFF).authorities[0]
    assert speakers.to_confirm(session, asked.confirm_key) is asked
    for key in (unable.confirm_key, asked.track_key, asked.representative.list_key, ""):
        assert speakers.to_confirm(session, key) is None


@pytest.mark.clause("FP-10")
def test_a_list_holds_ones_own_cases_and_nobody_elses_a_page_at_a_time(
    session: Session, charter: Charter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(speakers, "PAGE", 2)
    own = [a_case_spoken_for(session, charter, organisation="Citizens Advice") for _ in range(3)]
    a_case_spoken_for(session, charter, name="Andrew Advocate", organisation="Citizens Advice")
    a_case_spoken_for(session, charter, email="ann@another.example", organisation="Citizens Advice")
    ann = own[0].authorities[0].representative
    newest, older = speakers.cases_of(session, ann)
    oldest, none = speakers.cases_of(session, ann, before=older)
    assert [one.case for one in (*newest, *oldest)] == list(reversed(own))
    assert none is None


@pytest.mark.clause("FP-10")
def test_only_an_organisation_has_a_list(session: Session, charter: Charter) -> None:
    friend = a_case_spoken_for(session, charter).authorities[0].representative
    advocate = a_case_spoken_for(session, charter, name="Bob", organisation="Citizens Advice").authorities[0]
    assert speakers.advocate(session, friend.list_key) is None
    assert speakers.advocate(session, advocate.representative.list_key) is advocate.representative
    for key in ("", advocate.track_key, advocate.confirm_key):
        assert speakers.advocate(session, key) is None


#: what an advocate changes of what their list had filled in, is it still they
FROM_THE_LIST: list[tuple[dict[str, Any], bool]] = [
    ({}, True),
    ({"name": "ann ADVOCATE"}, True),
    ({"name": "Bob"}, False),
    ({"phone": "01632 960 999"}, False),
]


@pytest.mark.parametrize(("changed", "same"), FROM_THE_LIST)
def test_whoever_comes_from_their_own_list_is_known_even_without_an_e_mail_address(
    session: Session, charter: Charter, changed: dict[str, Any], same: bool
) -> None:
    by_phone = {"email": "", "phone": "01632 960 001", "reach": Reach.PHONE, "organisation": "Citizens Advice"}
    first = a_case_spoken_for(session, charter, **by_phone).authorities[0].representative
    speaker = replace(a_speaker(**{**by_phone, **changed}), list_key=first.list_key)
    told = replace(a_submission(), on_behalf=OnBehalf.ASKED, speaker=speaker)
    case = open_case(session, told, at=TUESDAY, charter=charter)
    assert (case.authorities[0].representative is first) is same


def test_the_words_are_told_by_whoever_wrote_them(session: Session, charter: Charter) -> None:
    case = a_case_spoken_for(session, charter)
    assert [one.by_name for one in case.contacts] == ["Ann Advocate"]
    assert speakers.told_us(case.authorities[0])
    assert "ann advocate" in case.norm, "colleagues find the case by the name of whoever rings"


@pytest.mark.clause("FP-10")
def test_on_both_databases_a_link_holds_its_case_while_somebody_decides(databases: sa.Engine, charter: Charter) -> None:
    with writing(databases) as session:
        case = a_case_spoken_for(session, charter, organisation="Citizens Advice")
        (one,) = case.authorities
        reference, confirm, track, listed = case.reference, one.confirm_key, one.track_key, one.representative.list_key
        session.commit()
    with writing(databases) as session:
        found = speakers.to_confirm(session, confirm, to_change=True)
        assert found is not None and found is speakers.tracked(session, reference, track, to_change=True)
        representing.settle(session, found, at=TUESDAY, charter=charter, scope=Scope.EVERYTHING)
        representing.end(session, found, at=TUESDAY, charter=charter)
        session.commit()
    with writing(databases) as session:
        ann = speakers.advocate(session, listed)
        assert ann is not None
        ((again,), _older) = speakers.cases_of(session, ann)
        assert again.stands(TUESDAY.date()) is Speaks.ENDED
        assert proved(session, reference, MORAGS) is None
