"""Mail that comes in: an answer finds its case, a stranger's mail becomes one, and no machine is answered."""

from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import arrivals, replies
from shared.casework.customers import Person
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Channel, Kind, Reach
from shared.charter.workflow import Stage
from shared.files.checked import Checked, FileKind, Why
from shared.models.arrivals import Arrival, Became
from shared.models.files import AttachedFile
from shared.models.happened import Happened
from tests.arrivals.shapes.shape import mail
from tests.builders import MORAG, TUESDAY, a_case, a_case_spoken_for
from tests.casework.post import Post, an_answer, heard
from tests.casework.test_routing import in_hand
from tests.people import Cast


@pytest.fixture
def post(session: Session, charter: Charter, tmp_path: Path) -> Post:
    """The council's letterbox."""
    return Post(session, charter, tmp_path)


@pytest.mark.clause("CH-4")
def test_a_new_e_mail_becomes_a_case_with_the_same_promises_as_any(post: Post) -> None:
    arrival = post.arrives(mail("It is full.\n\nMorag", Subject="My bin"))
    (case,) = post.cases()
    assert (arrival.became, arrival.case) == (Became.CASE, case)
    assert (case.kind, case.channel, case.stage) == (Kind.REQUEST, Channel.EMAIL, Stage.RECEIVED)
    assert (case.subject, case.words) == ("My bin", "My bin\n\nIt is full.\n\nMorag")
    assert case.customer is not None
    assert (case.customer.name, case.customer.email, case.customer.reach) == (MORAG.name, MORAG.email, Reach.EMAIL)
    assert [clock.act.value for clock in case.clocks]
    (notice,) = post.notices()
    assert (notice.template, notice.to_address) == ("received", MORAG.email)


def test_the_promise_counts_from_the_day_when_the_mailbox_got_it(post: Post) -> None:
    arrival = post.arrives(mail("Full."), received_at=TUESDAY - timedelta(days=4))
    assert arrival.case is not None
    assert arrival.case.received_on == date(2027, 2, 26)


def test_what_lay_in_the_mailbox_for_a_year_promises_nothing_for_last_year(post: Post) -> None:
    arrival = post.arrives(mail("Full."), received_at=TUESDAY - timedelta(days=365))
    assert arrival.case is not None
    assert arrival.case.received_at == TUESDAY - arrivals.OLDEST


def test_an_e_mail_does_not_change_how_somebody_wants_to_hear_from_us(post: Post, charter: Charter) -> None:
    letters = Person(MORAG.name, MORAG.email, address="4 High Street", reach=Reach.LETTER, language="gd")
    a_case(post.session, charter, person=letters)
    case = post.arrives(mail("Full.")).case
    assert case is not None and case.customer is not None
    assert (case.customer.reach, case.customer.language) == (Reach.LETTER, "gd")
    assert case.customer is post.cases()[0].customer


def test_an_address_without_a_name_is_whoever_alone_we_know_by_it(post: Post, charter: Charter) -> None:
    known = a_case(post.session, charter)
    case = post.arrives(mail("Full.", From=MORAG.email)).case
    assert case is not None and case.customer is known.customer


def test_somebody_who_gives_no_address_is_heard_and_not_answered(post: Post) -> None:
    case = post.arrives(mail("Full.", From=None)).case
    assert case is not None and case.customer is None
    assert post.notices() == []


@pytest.mark.clause("CH-4", "SC-1")
def test_an_answer_to_the_address_of_a_case_joins_it(post: Post, charter: Charter) -> None:
    case = a_case(post.session, charter)
    arrival = post.arrives(an_answer("It is full again.", To=f"The Council <{post.own_address(case)}>"))
    assert (arrival.became, arrival.case) == (Became.JOINED, case)
    (contact,) = heard(case)
    assert (contact.words, contact.channel, contact.by_name) == ("It is full again.", Channel.EMAIL, MORAG.name)
    assert post.cases() == [case]
    assert [notice.template for notice in post.notices()] == ["received", "added"]


WAYS_HOME = [
    ("To", "<{own}>", "as every programme sends it"),
    ("To", "{OWN}", "a programme that likes capitals"),
    ("Cc", "somebody@other.example, {own}", "as a copy"),
    ("Delivered_To", "{own}", "as a blind copy, which the server notes"),
    ("X_Original_To", "{own}", "as Postfix notes it"),
    ("In_Reply_To", "{letter}", "a programme that answers the From address"),
    ("References", "<x@other.example> {letter}\n <y@other.example>", "an answer to an answer"),
]


@pytest.mark.parametrize(("header", "value", "reason"), WAYS_HOME)
def test_an_answer_finds_its_case_by_a_sign_that_only_we_can_make(
    post: Post, charter: Charter, header: str, value: str, reason: str
) -> None:
    case = a_case(post.session, charter)
    own = post.own_address(case)
    letter = post.name_of(post.notices()[0])
    arrival = post.arrives(an_answer(**{"To": None, header: value.format(own=own, OWN=own.upper(), letter=letter)}))
    assert (arrival.became, arrival.case) == (Became.JOINED, case), reason


FORGED = [
    ("To", "mail+{reference}@highland.example", "no sign"),
    ("To", "mail+{reference}.aaaaaaaaaaaaaaaa@highland.example", "a made-up sign"),
    ("To", "mail+{reference}.{other_sign}@highland.example", "the sign of another case"),
    ("To", "mail+{reference}.{letter_sign}@highland.example", "the sign of a letter"),
    ("In_Reply_To", "<{reference}-1-received@highland.example>", "a letter's name without its sign"),
    (
        "In_Reply_To",
        "<{reference}-1-received.aaaaaaaaaaaaaaaa@highland.example>",
        "a letter's name with a made-up sign",
    ),
    ("In_Reply_To", "<{reference}.{sign}@highland.example>", "the sign of an address"),
]


@pytest.mark.clause("SC-7")
@pytest.mark.parametrize(("header", "value", "reason"), FORGED)
def test_a_forged_reference_joins_nothing(post: Post, charter: Charter, header: str, value: str, reason: str) -> None:
    case, other = a_case(post.session, charter), a_case(post.session, charter)
    sign, other_sign = (post.own_address(one).partition(".")[2].partition("@")[0] for one in (case, other))
    letter_sign = post.name_of(post.notices()[0]).partition(".")[2].partition("@")[0]
    told = value.format(reference=case.reference, sign=sign, other_sign=other_sign, letter_sign=letter_sign)
    arrival = post.arrives(an_answer(**{header: told}, Subject="Hello"))
    assert arrival.became is Became.CASE, reason
    assert heard(case) == heard(other) == []


@pytest.mark.clause("SC-7")
@pytest.mark.parametrize(
    ("sender", "own"),
    [("Morag MacLeod <morag@customer.example>", True), ("Eve <eve@other.example>", False)],
)
def test_a_bare_reference_joins_nothing_and_names_the_case_to_staff_alone(
    post: Post, charter: Charter, sender: str, own: bool
) -> None:
    case = a_case(post.session, charter)
    arrival = post.arrives(mail("What now?", Subject=f"About {case.reference.lower()}", From=sender))
    assert arrival.became is Became.CASE and arrival.case is not case
    assert heard(case) == []
    assert arrival.case is not None
    (line,) = [line for line in arrival.case.happenings if line.what is Happened.MAY_BELONG]
    assert (line.public, line.facts) == (False, {"reference": case.reference, "own_address": own})
    told = str(post.notices()[-1].facts)
    assert case.reference not in told and case.tracking_key not in told


@pytest.mark.clause("SC-7")
def test_somebody_else_who_holds_the_address_is_heard_by_name_and_told_nothing(post: Post, charter: Charter) -> None:
    case = a_case(post.session, charter)
    arrival = post.arrives(an_answer("I saw it too.", From="Ann <ann@other.example>", To=post.own_address(case)))
    assert arrival.became is Became.JOINED
    assert heard(case)[0].by_name == "ann@other.example"
    assert {notice.to_address for notice in post.notices()} == {MORAG.email}
    line = next(line for line in case.happenings if line.what is Happened.ADDED)
    assert line.facts["name"] == "ann@other.example"


@pytest.mark.clause("FP-10")
def test_whoever_speaks_for_the_customer_is_heard_by_their_own_name(post: Post, charter: Charter) -> None:
    case = a_case_spoken_for(post.session, charter)
    (authority,) = case.authorities
    person = authority.representative
    post.arrives(an_answer("She is worried.", From=person.email.upper(), To=post.own_address(case)))
    assert heard(case)[0].by_name == person.name != MORAG.name


def test_a_teams_answer_to_praise_is_no_word_of_the_customers(post: Post, charter: Charter, cast: Cast) -> None:
    case = in_hand(post.session, charter, cast, Kind.COMPLIMENT)
    replies.acknowledge(post.session, case, words="Thank you.", by=cast.worker, at=TUESDAY, charter=charter)
    praise = post.notices()[-1]
    arrival = post.arrives(an_answer("Thanks!", From=praise.to_address, In_Reply_To=post.name_of(praise)))
    assert arrival.case is not case and heard(case) == []


def test_the_same_mail_twice_is_once(post: Post, charter: Charter) -> None:
    case = a_case(post.session, charter)
    raw = an_answer(To=post.own_address(case))
    first = post.arrives(raw)
    again = post.arrives(b"Received: by another way\n" + raw, at=TUESDAY + timedelta(hours=1))
    assert again is first and first.times == 2
    assert len(heard(case)) == 1 and len(post.cases()) == 1


def test_another_letter_under_the_same_name_is_not_lost(post: Post) -> None:
    first, second = post.arrives(mail("One.")), post.arrives(mail("Two."))
    assert first is not second and len(post.cases()) == 2


@pytest.mark.clause("SC-1")
def test_an_answer_opens_a_closed_case_again(post: Post, charter: Charter, cast: Cast) -> None:
    case = in_hand(post.session, charter, cast)
    replies.reply(post.session, case, words="Done.", by=cast.worker, at=TUESDAY, charter=charter)
    post.arrives(an_answer(To=post.own_address(case)), at=TUESDAY + timedelta(days=1))
    assert case.stage is Stage.IN_HAND


@pytest.mark.clause("SC-7")
def test_the_key_in_a_letter_that_somebody_quotes_does_not_reach_colleagues(post: Post, charter: Charter) -> None:
    case = a_case(post.session, charter)
    link = f"http://127.0.0.1:8000/track/{case.reference}/{case.tracking_key}"
    arrival = post.arrives(an_answer(f"> See {link}\n\nI did.", To=post.own_address(case)))
    assert case.tracking_key not in heard(case)[0].words + arrival.quoted
    assert case.reference in heard(case)[0].words


A_PHOTO = Checked(FileKind.PICTURE, "image/jpeg", "bin.jpg", b"\xff\xd8 a photo")


@pytest.mark.parametrize("answer", [True, False])
def test_files_go_with_the_words_and_what_could_not_be_kept_is_named(
    post: Post, charter: Charter, answer: bool
) -> None:
    case = a_case(post.session, charter)
    raw = an_answer("See.", To=post.own_address(case)) if answer else mail("See.")
    kept = post.arrives(raw, good=(A_PHOTO,), refused=(("winmail.dat", Why.WRONG_TYPE),)).case
    (file,) = post.session.scalars(sa.select(AttachedFile))
    assert (file.name, file.case_id, file.by_customer) == ("bin.jpg", kept.id if kept else 0, True)
    assert kept is not None
    line = kept.happenings[-1]
    assert (line.what, line.facts) == (
        Happened.FILES_LEFT_OUT,
        {"files": [{"name": "winmail.dat", "why": "wrong-type"}]},
    )


def test_ten_files_are_kept_and_the_others_named(post: Post) -> None:
    many = tuple(Checked(FileKind.PICTURE, "image/jpeg", f"{n}.jpg", bytes([n])) for n in range(12))
    case = post.arrives(mail("See."), good=many).case
    assert case is not None
    assert post.session.scalar(sa.select(sa.func.count()).select_from(AttachedFile)) == 10
    assert [file["name"] for file in case.happenings[-1].facts["files"]] == ["10.jpg", "11.jpg"]


def test_nobody_sends_more_than_ten_an_hour_but_nothing_is_lost(post: Post) -> None:
    became = [post.arrives(mail(f"Number {n}."), at=TUESDAY + timedelta(minutes=n)).became for n in range(12)]
    assert became == [Became.CASE] * 10 + [Became.TOO_MANY] * 2
    assert len(post.notices()) == 10, "whatever writes so often is not answered"
    later = post.arrives(mail("And now?"), at=TUESDAY + timedelta(hours=2))
    assert later.became is Became.CASE


def test_what_cannot_be_taken_in_at_all_is_kept_as_it_came(post: Post) -> None:
    kept = arrivals.keep_unread(post.session, b"poison", received_at=TUESDAY, at=TUESDAY, box=post.box)
    post.session.flush()
    again = arrivals.keep_unread(post.session, b"poison", received_at=TUESDAY, at=TUESDAY, box=post.box)
    assert again is kept and (kept.became, kept.why) == (Became.UNREAD, "fault")
    with post.box.raw.open(kept.raw_name) as opened:
        assert opened.read() == b"poison"


def test_each_message_is_one_row_and_lies_as_it_came(post: Post) -> None:
    raw = mail("Full.")
    post.arrives(raw)
    (row,) = post.session.scalars(sa.select(Arrival))
    assert (row.from_name, row.from_address, row.subject) == (MORAG.name, MORAG.email, "My bin")
    with post.box.raw.open(row.raw_name) as opened:
        assert opened.read() == raw
