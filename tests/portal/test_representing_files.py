"""Files of whoever speaks for a customer: what shows that they may, and once they may, the files of the case."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from shared.casework import representing
from shared.models.files import AttachedFile, Purpose
from tests.conftest import Records
from tests.files.things import a_picture
from tests.portal.sender import Sender
from tests.portal.spoken_for import SpokenFor
from tests.portal.visitor import Visitor

Begin = Callable[..., SpokenFor]


@pytest.fixture
def sender(visitor: Visitor) -> Sender:
    """A representative with papers."""
    return Sender(visitor.client)


def kept(records: Records) -> list[tuple[str, Purpose]]:
    """Every file, and what it is for."""
    with records() as session:
        return [(one.name, one.purpose) for one in session.scalars(sa.select(AttachedFile).order_by(AttachedFile.id))]


@pytest.mark.clause("FP-10")
def test_who_waits_sends_a_paper_and_sees_no_file_not_even_their_own(
    sender: Sender, spoken_for: Begin, records: Records
) -> None:
    case = spoken_for()
    sender.open(case.page)
    sender.open(sender.link("/files"))
    assert sender.heading == "Show us that you may speak for them"
    sender.sends((a_picture(), "letter.jpg"))
    assert sender.path == case.page
    assert kept(records) == [("letter.jpg", Purpose.EVIDENCE)]
    assert "letter.jpg" not in sender.open(f"{case.page}/files").words
    assert sender.open(f"{case.page}/files/1").path == case.page


@pytest.mark.clause("FP-10")
def test_once_settled_they_open_and_add_files_of_the_case(sender: Sender, spoken_for: Begin, records: Records) -> None:
    case = spoken_for()
    case.decide(representing.settle)
    sender.open(f"{case.page}/files").sends((a_picture(), "light.jpg"))
    assert kept(records) == [("light.jpg", Purpose.ATTACHMENT)]
    answer = sender.client.get(sender.link("/files/1"))
    assert answer.headers["Content-Disposition"].startswith("attachment")
    answer.close()
    assert sender.client.get(f"{case.page}/files/2").status_code == 404


@pytest.mark.clause("FP-10", "SC-7")
@pytest.mark.parametrize("act", [representing.refuse, representing.end])
def test_after_a_no_or_an_end_no_file_comes_in_or_goes_out(
    sender: Sender, spoken_for: Begin, records: Records, act: Callable[..., object]
) -> None:
    case = spoken_for()
    if act is representing.end:
        case.decide(representing.settle)
    sender.open(f"{case.page}/files")
    page = sender.page
    case.decide(act)
    sender.page = page
    sender.sends((a_picture(), "late.jpg"))
    assert sender.path == case.page
    assert kept(records) == []
    assert sender.open(f"{case.page}/files").path == case.page


def test_a_receipt_sends_and_opens_nothing(sender: Sender, spoken_for: Begin) -> None:
    case = spoken_for()
    for end in ("/files", "/files/1"):
        assert sender.open(case.receipt + end).path == f"{case.receipt}/sent"


def test_sent_without_a_file_it_says_so(sender: Sender, spoken_for: Begin, records: Records) -> None:
    sender.open(f"{spoken_for().page}/files").sends()
    assert sender.status == 422
    assert kept(records) == []


def test_pressed_twice_a_file_is_there_once(sender: Sender, spoken_for: Begin, records: Records) -> None:
    sender.open(f"{spoken_for().page}/files")
    page = sender.page
    sender.sends((a_picture(), "letter.jpg"))
    sender.page = page
    sender.sends((a_picture(), "letter.jpg"))
    assert len(kept(records)) == 1
