"""Mail that no person wrote: it is kept and never answered, and a letter that came back opens a task."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import sending
from shared.charter.organisation import Charter
from shared.models.arrivals import Became
from shared.models.happened import Happened
from shared.models.notices import Notice, Task
from tests.arrivals.shapes import machines, oddities
from tests.arrivals.shapes.machines import DAEMON, report
from tests.arrivals.shapes.shape import Shape, mail
from tests.builders import TUESDAY, a_case
from tests.casework.post import ADDRESS, Post, an_answer, heard


@pytest.fixture
def post(session: Session, charter: Charter, tmp_path: Path) -> Post:
    """The council's letterbox."""
    return Post(session, charter, tmp_path)


MACHINES = [shape for shape in machines.SHAPES if shape.automatic]


@pytest.mark.parametrize("shape", MACHINES, ids=lambda shape: shape.name)
def test_a_machine_is_never_answered_and_opens_nothing(post: Post, shape: Shape) -> None:
    arrival = post.arrives(shape.raw)
    assert (arrival.became, arrival.why) == (Became.AUTOMATIC, shape.automatic)
    assert post.cases() == [] and post.notices() == []


def test_an_absence_note_to_a_letter_of_ours_is_seen_with_its_case_and_not_answered(
    post: Post, charter: Charter
) -> None:
    case = a_case(post.session, charter)
    arrival = post.arrives(an_answer("I am away.", To=post.own_address(case), Auto_Submitted="auto-replied"))
    assert (arrival.became, arrival.case) == (Became.AUTOMATIC, case)
    assert heard(case) == [] and len(post.notices()) == 1


OURS = [
    ({"From": "The Highland Council <no-reply@highland.example>"}, "the address that our letters come from"),
    ({"From": "hello@highland.example"}, "the council's own address"),
    ({"From": ADDRESS.upper()}, "the mailbox itself"),
    ({"From": "{own}"}, "the address of a case"),
    ({"Message_ID": "{letter}"}, "a letter of ours, sent on by a machine"),
]


@pytest.mark.parametrize(("fields", "reason"), OURS)
def test_our_own_mail_that_comes_back_is_not_answered(
    post: Post, charter: Charter, fields: dict[str, str], reason: str
) -> None:
    case = a_case(post.session, charter)
    known = {"own": post.own_address(case), "letter": post.name_of(post.notices()[0])}
    arrival = post.arrives(an_answer(**{name: value.format(**known) for name, value in fields.items()}))
    assert (arrival.became, arrival.why) == (Became.AUTOMATIC, "loop"), reason
    assert len(post.notices()) == 1


def left(post: Post, charter: Charter) -> Notice:
    """A notice that has left."""
    a_case(post.session, charter)
    (notice,) = post.notices()
    sending.sent(post.session, notice, at=TUESDAY)
    return notice


def test_a_letter_that_did_not_arrive_becomes_a_task_to_reach_the_person(post: Post, charter: Charter) -> None:
    notice = left(post, charter)
    letter = f"Message-ID: {post.name_of(notice)}\nSubject: We have it\n"
    arrival = post.arrives(report(letter=letter))
    assert (arrival.became, arrival.case) == (Became.BOUNCE, notice.case)
    assert (notice.sent_at, notice.parked_at) == (None, TUESDAY)
    assert notice.trouble == "The mail server said: 550 No such person"
    (task,) = post.session.scalars(sa.select(Task))
    assert task.failed and task.notice is notice
    assert notice.case is not None
    assert notice.case.happenings[-1].what is Happened.NOT_DELIVERED
    assert len(post.notices()) == 1, "and nobody answers the server"


def test_a_letter_that_comes_back_before_we_wrote_down_that_it_left_stays_a_task(post: Post, charter: Charter) -> None:
    a_case(post.session, charter)
    (notice,) = post.notices()
    post.arrives(report(letter=f"Message-ID: {post.name_of(notice)}\n"))
    sending.sent(post.session, notice, at=TUESDAY)
    post.session.flush()
    assert (notice.sent_at, notice.parked_at) == (None, TUESDAY)


def test_two_servers_that_say_so_make_one_task(post: Post, charter: Charter) -> None:
    notice = left(post, charter)
    for number in (1, 2):
        letter = f"Message-ID: {post.name_of(notice)}\nX-Number: {number}\n"
        post.arrives(report(letter=letter, Message_ID=f"<{number}@mx.example>"))
    assert post.session.scalar(sa.select(sa.func.count()).select_from(Task)) == 1


def test_an_old_server_that_says_so_in_plain_words_is_understood(post: Post, charter: Charter) -> None:
    notice = left(post, charter)
    words = f"I could not deliver it.\n\nMessage-ID: {post.name_of(notice)}\n"
    post.arrives(mail(words, From=DAEMON, Subject="failure notice", Return_Path="<>"))
    assert notice.parked_at == TUESDAY


def test_a_letter_that_is_only_late_is_waited_for(post: Post, charter: Charter) -> None:
    notice = left(post, charter)
    letter = f"Message-ID: {post.name_of(notice)}\n"
    arrival = post.arrives(report(fields="Action: delayed\nStatus: 4.4.1\n", letter=letter))
    assert arrival.became is Became.BOUNCE
    assert notice.parked_at is None and notice.sent_at == TUESDAY


def test_a_made_up_bounce_stops_no_letter(post: Post, charter: Charter) -> None:
    notice = left(post, charter)
    forged = post.name_of(notice).replace(".", ".aaaa", 1)[:60] + "@highland.example>"
    post.arrives(report(letter=f"Message-ID: {forged}\n"))
    assert notice.parked_at is None


@pytest.mark.parametrize("shape", [shape for shape in oddities.SHAPES if shape.trouble], ids=lambda shape: shape.name)
def test_what_nobody_can_read_waits_for_somebody(post: Post, shape: Shape) -> None:
    arrival = post.arrives(shape.raw)
    assert (arrival.became, arrival.why, arrival.waits) == (Became.UNREAD, shape.trouble, True)
    assert post.cases() == []


def test_what_our_server_marks_as_unwanted_waits_for_somebody_and_is_not_answered(post: Post) -> None:
    arrival = post.arrives(mail("Buy!", X_Spam_Flag="YES"))
    assert (arrival.became, arrival.waits, post.notices()) == (Became.SUSPECTED, True, [])
