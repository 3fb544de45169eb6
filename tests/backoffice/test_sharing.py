"""Telling teams and colleagues of a restriction, and writing down that an authority was told (RP-27, SC-6)."""

import re

import pytest
import sqlalchemy as sa

from shared.charter.vocabulary import Channel
from shared.delivery.rendering import render
from shared.models.cases import Case
from shared.models.notices import Notice
from shared.models.restrictions import Restriction, Sharing
from tests.backoffice.desk import Office
from tests.restricted import WHOLE, closed, restricted

PATH = "/office/restrictions/1"
OUTSIDE = {"once": "outside-1", "whom": "Police Scotland", "words": "Calls to the depot.", "why": "A threat was made."}


@pytest.fixture
def against(office: Office) -> Case:
    """Somebody whose phone calls are not answered for now."""
    case = office.case(person=WHOLE, held_by=office.cast.worker)
    with office.records() as session:
        kept = session.get(Case, case.id)
        assert kept is not None and kept.customer is not None
        limit = closed(Channel.PHONE)
        restricted(session, kept.customer, limit, proposed_by=office.cast.colleague, decided_by=office.cast.leader)
    return case


def told(office: Office) -> list[tuple[str, str, str]]:
    with office.records() as session:
        return [(one.whom, one.why, one.basis) for one in session.scalars(sa.select(Sharing).order_by(Sharing.id))]


@pytest.mark.clause("RP-26", "RP-27")
def test_a_team_is_told_by_one_press_what_to_do_and_the_page_says_when(office: Office, against: Case) -> None:
    desk = office.desk(office.cast.leader)
    page = desk.client.get(PATH).text
    keys = re.findall(r'name="whom" value="([^"]+)"', page)
    assert keys[0] == "team:customer-contact" and "They answer calls and visits." in page

    for _twice in range(2):
        answer = desk.client.post(f"{PATH}/sharing", data={"whom": keys[0], "once": "press-1"})
        assert answer.status_code == 303

    assert [why for _whom, why, _basis in told(office)] == ["phone"]
    assert "Told on Tuesday 2 March 2027 at 10:00 am." in desk.client.get(PATH).text.replace("\u202f", " ")
    with office.records() as session:
        mail = session.scalars(sa.select(Notice).where(Notice.template == "what_to_do")).one()
        letter = render(mail, office.charter, "https://council.example")
    assert "Do not use this way. Write in the way that is named here. Closed: Phone. Instead: By post." in " ".join(
        letter.text.split()
    )
    assert f"https://council.example/office/customers/{against.customer_id}" in letter.text
    for secret in ("Morag", "MacLeod", against.reference, "words were said that hurt"):
        assert secret not in letter.text + letter.subject + letter.html


@pytest.mark.clause("SC-6")
def test_an_authority_is_written_down_with_its_basis_and_never_without(office: Office, against: Case) -> None:
    desk = office.desk(office.cast.leader)
    missing = desk.client.post(f"{PATH}/sharing/outside", data={**OUTSIDE, "basis": ""})
    assert missing.status_code == 422 and "Enter the lawful basis." in missing.text
    assert "Calls to the depot." in missing.text, "nothing typed is lost"

    kept = desk.client.post(f"{PATH}/sharing/outside", data={**OUTSIDE, "basis": "UK GDPR article 6(1)(e)"})
    assert kept.status_code == 303
    assert told(office) == [("Police Scotland", "A threat was made.", "UK GDPR article 6(1)(e)")]
    page = desk.client.get(PATH).text
    assert "Police Scotland" in page and "(another authority)" in page and "UK GDPR article 6(1)(e)" in page


@pytest.mark.clause("RP-26", "SC-6")
def test_nobody_below_the_role_tells_an_authority(office: Office, against: Case) -> None:
    sent = {**OUTSIDE, "basis": "UK GDPR article 6(1)(e)"}
    assert office.desk(office.cast.colleague).client.post(f"{PATH}/sharing/outside", data=sent).status_code == 403
    assert office.desk(office.cast.stranger).client.post(f"{PATH}/sharing", data={"whom": "x"}).status_code == 404
    assert "Whoever may decide this restriction decides that." in (
        office.desk(office.cast.colleague).client.get(f"{PATH}/sharing").text
    )
    assert told(office) == []


@pytest.mark.clause("RP-27")
def test_somebody_who_is_not_in_the_list_is_not_told(office: Office, against: Case) -> None:
    refused = office.desk(office.cast.leader).client.post(f"{PATH}/sharing", data={"whom": "team:x", "once": "p"})
    assert refused.status_code == 409 and "This cannot be done as things stand now." in refused.text
    with office.records() as session:
        assert session.scalars(sa.select(Restriction)).one().sharings == []
