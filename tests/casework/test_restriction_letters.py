"""Letters about a restriction: to the customer alone, in the form that reaches them, with no case and in no list."""

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import by_hand, restriction_letters, reviewing, sending, turning
from shared.casework.customers import Person
from shared.casework.restrictions import MeasureWritten
from shared.charter.access import Role
from shared.charter.fairness import NotAllowed, WhyNot
from shared.charter.measures import Measure
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Channel, Format, Reach
from shared.delivery.making import words_of
from shared.models.notices import Held, Notice
from shared.models.restrictions import Effort, EffortKind, Restriction
from tests.builders import TUESDAY, a_case, a_member_of_staff
from tests.engaged import NO_PHONE, TEAM, a_restriction, days_later

NO_EMAIL = MeasureWritten(Measure.CHANNEL, channel=Channel.EMAIL, instead=Reach.LETTER)


def person(**varied: Any) -> Person:
    known: dict[str, Any] = {"email": "morag@customer.example", "phone": "01632 960001", "address": "4 Glen Road"}
    return Person("Morag MacLeod", **{"reach": Reach.EMAIL, **known, **varied})


def limited(session: Session, charter: Charter, *measures: MeasureWritten, **varied: Any) -> Restriction:
    """A restriction of somebody who is reached in that way."""
    case = a_case(session, charter, person=person(**varied))
    return a_restriction(session, charter, case=case, measures=measures or (NO_PHONE,))


def letter(session: Session, made: Restriction, number: int = -1) -> Notice:
    session.flush()
    return restriction_letters.letters_of(session, made)[number]


@pytest.mark.clause("RP-7", "RP-10", "RP-11", "RP-23")
def test_the_letter_says_what_why_how_long_when_we_look_again_and_by_when_to_appeal(
    session: Session, charter: Charter
) -> None:
    made = limited(session, charter)
    told = letter(session, made)
    assert (told.template, told.case, told.reach, told.to_address) == (
        "restricted",
        None,
        Reach.EMAIL,
        "morag@customer.example",
    )
    facts = told.facts
    assert facts["why"] == made.why
    assert [facts[name] for name in ("starts_on", "ends_on", "review_on", "appeal_by")] == [
        "2027-03-02",
        "2027-06-02",
        "2027-05-02",
        "2027-03-31",  # 20 working days, Good Friday not counted
    ]
    assert (facts["track"], facts["during_appeal"], facts["upheld"]) == (f"/contact/{made.key}", "holds", False)


@pytest.mark.clause("RP-8")
def test_it_goes_by_the_way_that_is_open(session: Session, charter: Charter) -> None:
    told = letter(session, limited(session, charter, NO_EMAIL))
    assert (told.reach, told.to_address) == (Reach.LETTER, "4 Glen Road")


#: Whoever wants no messages is still told: by the mildest way that is known.
WAYS = [
    ({"reach": Reach.NONE}, Reach.LETTER),
    ({"reach": Reach.NONE, "address": ""}, Reach.EMAIL),
    ({"reach": Reach.NONE, "address": "", "email": ""}, Reach.PHONE),
    ({"reach": Reach.TEXT}, Reach.TEXT),
    ({"reach": Reach.PHONE}, Reach.PHONE),
]


@pytest.mark.clause("RP-7")
@pytest.mark.parametrize(("varied", "reach"), WAYS)
def test_everybody_who_can_be_reached_is_told(
    session: Session, charter: Charter, varied: dict[str, Any], reach: Reach
) -> None:
    made = limited(session, charter, MeasureWritten(Measure.NO_NAMES), **varied)
    assert letter(session, made).reach is reach
    assert restriction_letters.can_be_told(made.customer, charter, TUESDAY.date())


def test_somebody_of_whom_nothing_is_known_cannot_be_told(session: Session, charter: Charter) -> None:
    case = a_case(session, charter, person=person(reach=Reach.NONE, email="", phone="", address=""))
    assert case.customer is not None
    assert not restriction_letters.can_be_told(case.customer, charter, TUESDAY.date())


@pytest.mark.clause("RP-8", "RP-29")
@pytest.mark.parametrize(("more", "says"), [((), "Ina Name"), ((Measure.NO_NAMES,), "Roads maintenance")])
def test_where_no_names_are_given_the_one_person_is_the_team(
    session: Session, charter: Charter, more: tuple[Measure, ...], says: str
) -> None:
    one = a_member_of_staff(session, Role.TEAM_LEADER, TEAM, name="Ina Name")
    measures = (MeasureWritten(Measure.NAMED_PERSON, staff=one), *map(MeasureWritten, more))
    told = letter(session, limited(session, charter, *measures))
    assert told.facts["measures"][0]["name"] == says


@pytest.mark.clause("RP-11")
def test_each_change_is_told_with_its_reason_and_new_days_to_appeal_in(session: Session, charter: Charter) -> None:
    made = limited(session, charter)
    by, later = made.decided_by, days_later(30)
    assert by is not None
    how: dict[str, Any] = {"reasons": "Two calls in April.", "by": by, "at": later, "charter": charter}
    reviewing.review(session, made, next_on=date(2027, 5, 20), **how)
    told = letter(session, made)
    assert (told.template, told.facts["reasons"]) == ("restriction_reviewed", "Two calls in April.")
    assert (told.facts["review_on"], told.facts["appeal_by"]) == ("2027-05-20", "2027-04-29")
    measures = (MeasureWritten(Measure.RECORDED_LINE),)
    days: dict[str, Any] = {"ends_on": date(2027, 5, 20), "review_on": date(2027, 5, 10)}
    reviewing.change(session, made, measures=measures, **days, **how)
    told = letter(session, made)
    assert (told.template, [one["measure"] for one in told.facts["measures"]]) == (
        "restriction_changed",
        ["recorded-line"],
    )
    reviewing.end(session, made, **how)
    assert letter(session, made).template == "restriction_ended"


@pytest.mark.clause("RP-11")
def test_when_the_last_day_has_passed_it_is_told_that_it_is_over(session: Session, charter: Charter) -> None:
    made = limited(session, charter)
    turning.turn(session, at=days_later(93), charter=charter)
    told = letter(session, made)
    assert (told.template, told.facts["reasons"], told.words_in) == ("restriction_ended", "", "")


@pytest.mark.clause("RP-7")
def test_whoever_was_not_told_gets_no_letter(session: Session, charter: Charter) -> None:
    case = a_case(session, charter, person=person())
    made = a_restriction(session, charter, case=case, told=False)
    assert restriction_letters.letters_of(session, made) == []


def test_nothing_about_it_stands_on_the_outside_of_an_e_mail(session: Session, charter: Charter) -> None:
    told = letter(session, limited(session, charter))
    for word in ("restrict", "measure", "threat", "limit"):
        assert word not in told.once_key


@pytest.mark.clause("CC-4", "RP-23")
def test_our_own_words_wait_for_their_translation(session: Session, charter: Charter) -> None:
    made = limited(session, charter, language="pl")
    told = letter(session, made)
    assert (told.held_for, told.language) == (Held.TRANSLATION, "pl")
    assert restriction_letters.to_bring(session, made) == [told]
    words: dict[str, Any] = {"words": "Ktoś się bał.", "charter": charter, "at": TUESDAY}
    restriction_letters.translated(told, made.customer, **words)
    assert (told.held_for, told.facts["why"], told.words_in) == (None, "Ktoś się bał.", "pl")
    assert restriction_letters.to_bring(session, made) == []


@pytest.mark.clause("CH-9")
def test_a_format_that_is_made_by_hand_waits_for_somebody(session: Session, charter: Charter) -> None:
    made = limited(session, charter, format=Format.BRAILLE)
    assert letter(session, made).held_for is Held.FORMAT


def test_what_did_not_arrive_waits_for_somebody_to_bring_it(session: Session, charter: Charter) -> None:
    made = limited(session, charter)
    told = letter(session, made)
    assert restriction_letters.to_bring(session, made) == []
    sending.failed(session, told, at=TUESDAY, charter=charter, trouble="No such mailbox.", for_good=True)
    assert restriction_letters.to_bring(session, made) == [told]
    for minutes in (0, 5):
        restriction_letters.brought(told, at=TUESDAY + timedelta(minutes=minutes))
    session.flush()
    assert (told.sent_at, restriction_letters.to_bring(session, made)) == (TUESDAY, [])


def a_warning(session: Session, charter: Charter, words: str = "Please do not shout.", **varied: Any) -> Effort:
    """Written down, and not sent."""
    case = a_case(session, charter, person=person(**varied))
    by = a_member_of_staff(session, Role.TEAM_LEADER, TEAM)
    assert case.customer is not None
    effort = Effort(customer=case.customer, what=EffortKind.WARNING, words=words, at=TUESDAY, by=by)
    effort.by_id, effort.team = by.id, TEAM
    session.add(effort)
    return effort


@pytest.mark.clause("RP-14")
def test_a_warning_leaves_once_with_its_words(session: Session, charter: Charter) -> None:
    effort = a_warning(session, charter)
    told = restriction_letters.warn(session, effort, at=TUESDAY, charter=charter)
    assert told is not None and restriction_letters.warning_of(session, effort) is told
    assert "Please do not shout." in words_of(told, charter, "https://tell.highland.example").text
    assert restriction_letters.warn(session, effort, at=TUESDAY, charter=charter) is told


@pytest.mark.parametrize("varied", [{"reach": Reach.LETTER}, {"language": "pl"}, {"format": Format.BRAILLE}])
def test_a_warning_that_cannot_leave_by_itself_is_left_to_whoever_gives_it(
    session: Session, charter: Charter, varied: dict[str, Any]
) -> None:
    effort = a_warning(session, charter, **varied)
    assert restriction_letters.warn(session, effort, at=TUESDAY, charter=charter) is None
    assert restriction_letters.warning_of(session, effort) is None


@pytest.mark.clause("RP-23")
def test_a_warning_with_words_of_blame_does_not_leave(session: Session, charter: Charter) -> None:
    effort = a_warning(session, charter, "You are a nuisance.")
    with pytest.raises(NotAllowed) as refused:
        restriction_letters.warn(session, effort, at=TUESDAY, charter=charter)
    assert refused.value.why is WhyNot.BLAMES


def test_a_letter_stands_in_no_list_of_a_case(session: Session, charter: Charter) -> None:
    case = a_case(session, charter, person=person())
    a_restriction(session, charter, case=case)
    rows = sa.select(Notice.template).where(Notice.case_id == case.id)
    assert "restricted" not in session.scalars(rows).all()


@pytest.mark.clause("RP-8", "RP-23")
def test_a_letter_that_closes_the_phone_offers_no_phone_until_it_has_ended(session: Session, charter: Charter) -> None:
    made = limited(session, charter)
    assert letter(session, made).facts["no_phone"] is True
    assert letter(session, made).facts["closed_besides"] == ["phone"]
    assert made.decided_by is not None
    reviewing.end(session, made, reasons="It is quiet now.", by=made.decided_by, at=days_later(3), charter=charter)
    assert "no_phone" not in letter(session, made).facts


@pytest.mark.clause("RP-5", "RP-23")
def test_a_letter_that_waits_follows_a_changed_address(session: Session, charter: Charter) -> None:
    made = limited(session, charter, NO_EMAIL, reach=Reach.LETTER)
    told = letter(session, made)
    assert (told.reach, told.to_address, told.sent_at) == (Reach.LETTER, "4 Glen Road", None)
    made.customer.address = "9 High Street"
    sending.look_again(session, made.customer, at=days_later(1), charter=charter)
    assert told.to_address == "9 High Street"
    made.customer.reach, made.customer.address = Reach.PHONE, ""
    sending.look_again(session, made.customer, at=days_later(2), charter=charter)
    assert told.reach is Reach.PHONE and told in restriction_letters.to_bring(session, made)


@pytest.mark.clause("RP-23")
def test_a_letter_by_text_waits_to_be_brought_where_no_channel_takes_texts(session: Session, charter: Charter) -> None:
    made = limited(session, charter, NO_EMAIL, reach=Reach.TEXT)
    assert letter(session, made).reach is Reach.TEXT and not restriction_letters.to_bring(session, made)
    by_hand.hand_over(session, reaches={Reach.EMAIL, Reach.TEXT}, at=TUESDAY, charter=charter)
    assert not restriction_letters.to_bring(session, made), "a channel takes it"
    by_hand.hand_over(session, reaches={Reach.EMAIL}, at=TUESDAY, charter=charter)
    assert restriction_letters.to_bring(session, made) == [letter(session, made)]
