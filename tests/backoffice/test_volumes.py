"""How often somebody was in contact, as a drawing and as the table under it, for whoever has to judge it (RP-20)."""

import re
from datetime import date, timedelta

import pytest

from backoffice.volumes import HEIGHT, WIDTH, drawn
from shared.charter.vocabulary import Channel
from shared.models.cases import Case, Contact
from tests.backoffice.desk import Office
from tests.builders import TUESDAY
from tests.restricted import WHOLE


def a_busy_case(office: Office) -> Case:
    case = office.case(person=WHOLE, held_by=office.cast.worker)
    with office.records() as session:
        kept = session.get(Case, case.id)
        assert kept is not None
        for days in (1, 1, 8, 40):
            at = TUESDAY - timedelta(days=days)
            kept.contacts.append(Contact(at=at, channel=Channel.PHONE, ours=False, by_name="Morag", words="When?"))
    return case


@pytest.mark.clause("RP-20")
@pytest.mark.parametrize(
    ("by", "first", "bars"),
    [("month", "March 2027", 3), ("week", "Week of Monday 1 March 2027", 3), ("day", "Tuesday 2 March 2027", 4)],
)
def test_it_is_drawn_with_the_table_under_it(office: Office, by: str, first: str, bars: int) -> None:
    case = a_busy_case(office)
    page = office.desk(office.cast.leader).client.get(f"/office/customers/{case.customer_id}/volumes?by={by}").text
    assert "5 contacts since Wednesday 1 April 2026." in page
    assert page.count("<rect ") == bars and "<desc" in page and " style=" not in page
    assert next(iter(re.findall(r'<th scope="row"[^>]*>\s*(.*?)\s*</th>', page))) == first
    assert "Nothing ever happens by itself because of a number." in page
    assert "Phone: 4" in page and "Website: 1" in page


@pytest.mark.clause("RP-20", "RP-26")
@pytest.mark.parametrize(("who", "status"), [("leader", 200), ("stranger", 404), ("analyst", 403)])
def test_it_is_for_those_who_judge_it(office: Office, who: str, status: int) -> None:
    case = a_busy_case(office)
    page = office.desk(getattr(office.cast, who)).client.get(f"/office/customers/{case.customer_id}/volumes")
    assert page.status_code == status


def test_bars_fill_the_drawing_and_none_stands_outside() -> None:
    days = [(date(2027, 3, 1) + timedelta(days=number), number % 4) for number in range(31)]
    drawing = drawn(days)
    assert drawing.most == 3 and len(drawing.bars) == 31
    for bar in drawing.bars:
        assert bar.x >= 0 and bar.x + bar.width <= WIDTH
        assert bar.y + bar.height == HEIGHT and bar.height == round(HEIGHT * bar.count / 3, 2)
    assert drawn([]).bars == [] and drawn([(date(2027, 3, 1), 0)]).bars[0].height == 0
