"""What is done differently for somebody: noted, agreed, refused, looked at again by somebody else, ended."""

import html
import re
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from werkzeug.test import TestResponse

from shared.models.cases import Case
from shared.models.customers import Adjustment, Agreement
from shared.models.happened import Happened
from shared.models.notices import Notice, Task
from tests.backoffice.desk import Desk, Office
from tests.builders import MORAG
from tests.clock import SettableClock

NEEDY = replace(MORAG, needs="Ring before you come")
IN_A_YEAR: dict[str, Any] = {"day": ["1", "3", "2028"]}


@pytest.fixture
def case(office: Office) -> Case:
    return office.case(held_by=office.cast.worker, person=NEEDY)


def address(case: Case, what: str) -> str:
    return f"/office/customers/{case.customer_id}/adjustments/{what}?case={case.reference}"


def decides(
    desk: Desk, case: Case, step: str, /, *, once: str = "", seen: str | None = None, **answers: object
) -> TestResponse:
    """Open a decision about what she asked for, and take it; `seen` as it stood on a page that was opened earlier."""
    where = address(case, f"1/{step}")
    page = desk.client.get(where).text
    hidden = {name: html.unescape(value) for name, value in re.findall(r'name="(once|seen)"[^>]*value="([^"]*)"', page)}
    now = {"once": once or hidden.get("once", ""), "seen": hidden.get("seen", "") if seen is None else seen}
    return desk.client.post(where, data={**now, **answers})


def kept(office: Office) -> Adjustment:
    with office.records() as session:
        found = session.scalars(sa.select(Adjustment).order_by(Adjustment.id)).first()
        assert found is not None
        _ = found.decided_by
        session.expunge_all()
        return found


def told(office: Office) -> list[str]:
    with office.records() as session:
        rows = sa.select(Notice.template).where(Notice.template.like("adjustment%")).order_by(Notice.id)
        return list(session.scalars(rows))


@pytest.mark.clause("RP-4")
def test_staff_note_what_somebody_needs_in_two_clicks_and_once(office: Office, case: Case) -> None:
    desk = office.desk(office.cast.worker)
    for _ in range(2):
        answer = desk.client.post(address(case, "add"), data={"what": "Speak slowly"})
        assert answer.status_code == 303
    page = desk.client.get(f"/office/customers/{case.customer_id}").text
    assert page.count('id="adjustment-') == 2 * 2, "what she asked for herself, and this; each with its heading"
    assert "Speak slowly" in desk.sees(case).text
    lines = [line.what for line in office.now(case.reference).happenings]
    assert lines.count(Happened.ADJUSTMENT_ASKED) == 1


def test_nothing_and_too_much_cannot_be_noted(office: Office, case: Case) -> None:
    client = office.desk(office.cast.worker).client
    for what, sentence in (("", "Write what we should do differently."), ("x" * 1001, "Use at most 1,000 characters.")):
        page = client.post(address(case, "add"), data={"what": what})
        assert page.status_code == 422 and page.text.count(sentence) >= 2


@pytest.mark.clause("RP-4", "RP-5")
def test_agreeing_suggests_their_words_and_a_year_and_shows_on_every_case(office: Office, case: Case) -> None:
    desk = office.desk(office.cast.worker)
    page = desk.client.get(address(case, "1/agree")).text
    assert "Ring before you come</textarea>" in page
    assert all(f'value="{part}"' in page for part in ("1", "3", "2028"))
    decides(desk, case, "agree", what="Ring the day before we come", **IN_A_YEAR)
    one = kept(office)
    assert (one.status, one.what, str(one.review_on)) == (Agreement.AGREED, "Ring the day before we come", "2028-03-01")
    assert told(office) == ["adjustment_agreed"]
    other = office.case(held_by=office.cast.worker, person=MORAG)
    panel = desk.sees(other).text
    assert "Ring the day before we come" in panel[panel.index("How to reach") : panel.index("What happens next")]


def test_pressed_twice_it_is_decided_and_told_once(office: Office, case: Case) -> None:
    desk = office.desk(office.cast.worker)
    for _ in range(2):
        decides(desk, case, "agree", once="one-press", seen="asked//", what="Ring before you come", **IN_A_YEAR)
    assert told(office) == ["adjustment_agreed"]
    assert "That was done already, the first time you pressed." in desk.client.get(address(case, "add")).text


def test_when_two_decide_at_once_the_second_undoes_nothing_and_loses_nothing(office: Office, case: Case) -> None:
    decides(office.desk(office.cast.colleague), case, "agree", what="Ring before you come", **IN_A_YEAR)
    late = decides(
        office.desk(office.cast.worker), case, "refuse", once="late", seen="asked//", reason="We have no phones."
    )
    assert late.status_code == 409 and "This is decided already." in late.text
    assert "We have no phones." in late.text
    assert kept(office).status is Agreement.AGREED and told(office) == ["adjustment_agreed"]


@pytest.mark.clause("RP-4")
def test_refused_it_is_told_with_the_reason_and_somebody_else_looks_again(office: Office, case: Case) -> None:
    worker, colleague = office.desk(office.cast.worker), office.desk(office.cast.colleague)
    decides(worker, case, "refuse", reason="Our crews have no phones.")
    assert kept(office).status is Agreement.NOT_AGREED and told(office) == ["adjustment_refused"]
    page = worker.client.get(f"/office/customers/{case.customer_id}").text
    assert "Not agreed" in page and "Our crews have no phones." in page
    decides(worker, case, "review")
    page = worker.client.get(f"/office/customers/{case.customer_id}").text
    assert "You decided this the first time. Somebody else has to look at it again." in page
    assert "1/agree" not in page, "said before anybody writes anything"
    shut = worker.client.get(address(case, "1/agree"))
    assert shut.status_code == 409 and "You decided this the first time." in shut.text
    assert "Agree, and tell the customer" not in shut.text
    assert decides(worker, case, "agree", once="x", what="Ring", **IN_A_YEAR).status_code == 409
    decides(colleague, case, "agree", what="Ring before you come", **IN_A_YEAR)
    assert kept(office).status is Agreement.AGREED
    with office.records() as session:
        assert not session.scalars(sa.select(Task).where(Task.about_id == 1, Task.done_at.is_(None))).all()


def test_what_is_not_needed_any_more_ends_with_a_reason(office: Office, case: Case) -> None:
    desk = office.desk(office.cast.worker)
    assert decides(desk, case, "end", reason=" ").status_code == 422
    decides(desk, case, "end", reason="She has moved.")
    assert kept(office).status is Agreement.ENDED
    assert "Ring before you come" not in desk.sees(case).text.split("What happens next")[0]
    page = desk.client.get(f"/office/customers/{case.customer_id}").text
    assert "Ended" in page and "She has moved." in page, "its history stays"
    assert desk.client.get(address(case, "1/end")).status_code == 409


# the day, what is said
WRONG_DAYS = [
    (["", "", ""], "Enter the day on which we look again."),
    (["30", "2", "2028"], "There is no such day."),
    (["2", "3", "2027"], "Choose a day after Tuesday 2 March 2027."),
    (["3", "3", "2028"], "Choose Thursday 2 March 2028 or an earlier day: we look again at least once a year."),
]


@pytest.mark.parametrize(("day", "sentence"), WRONG_DAYS)
def test_a_day_that_will_not_do_is_named_beside_it(office: Office, case: Case, day: list[str], sentence: str) -> None:
    page = decides(office.desk(office.cast.worker), case, "agree", what="Ring before you come", day=day)
    assert page.status_code == 422 and 'href="#day-day"' in page.text
    assert page.text.count(sentence) >= 2 and kept(office).status is Agreement.ASKED


@pytest.mark.clause("FP-11b")
def test_the_reason_of_a_refusal_reaches_them_in_their_language(office: Office) -> None:
    case = office.case(held_by=office.cast.worker, person=replace(NEEDY, language="ar"))
    desk = office.desk(office.cast.worker)
    assert "Morag MacLeod reads Arabic." in desk.client.get(address(case, "1/refuse")).text
    refused = decides(desk, case, "refuse", reason="We have no phones.")
    assert refused.status_code == 409 and "Your words are in English." in refused.text
    assert "We have no phones." in refused.text and kept(office).status is Agreement.ASKED
    decides(desk, case, "refuse", reason="We have no phones.", translate="y")
    assert kept(office).status is Agreement.NOT_AGREED


@pytest.mark.clause("RP-5")
def test_what_should_be_looked_at_again_is_a_list_beside_the_tasks(
    office: Office, case: Case, clock: SettableClock
) -> None:
    desk = office.desk(office.cast.worker)
    assert "Nothing to look at again." in desk.client.get("/office/adjustments").text
    decides(desk, case, "agree", what="Ring before you come", day=["4", "3", "2027"])
    clock.forward(days=2)
    page = desk.client.get("/office/adjustments").text
    assert "Ring before you come" in page and "Morag MacLeod" in page and "today" in page
    clock.forward(days=1)
    assert "Late" in desk.client.get("/office/adjustments").text
    assert "Ring before you come" not in office.desk(office.cast.stranger).client.get("/office/adjustments").text
    assert 'href="/office/adjustments"' in desk.client.get("/office/tasks").text


def test_an_adjustment_of_somebody_else_is_not_there(office: Office, case: Case) -> None:
    other = office.case(held_by=office.cast.worker, person=replace(MORAG, name="Flora", email="flora@customer.example"))
    client = office.desk(office.cast.worker).client
    for number in ("1", "0", "999", "2147483648"):
        assert client.get(address(other, f"{number}/agree")).status_code == 404, number
    assert office.desk(office.cast.stranger).client.get(address(case, "1/agree")).status_code == 404
    assert office.desk(office.cast.councillor).client.get(address(case, "1/agree")).status_code == 403
