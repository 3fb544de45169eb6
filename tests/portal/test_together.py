"""What one person told us twice, on the public page of either: where it goes on, and who learns of it."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from shared.casework import joining
from shared.casework.intake import open_case
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Channel, Kind, Seal
from shared.models.notices import Notice
from tests.builders import MORAG, TUESDAY, a_case, a_submission
from tests.client import CheckingClient
from tests.conftest import Records
from tests.people import a_cast
from tests.portal.desk import link_of

AGAIN = "That street light at number 4 is still out, and nobody came."


@pytest.fixture
def joined(records: Records, charter: Charter) -> Callable[..., tuple[str, str]]:
    """The pages of a case that was joined to another, and of that other."""

    def join(**lead_is: Any) -> tuple[str, str]:
        with records() as session:
            cast = a_cast(session, charter)
            lead, case = a_case(session, charter, at=TUESDAY - timedelta(days=1)), a_case(session, charter, words=AGAIN)
            said: dict[str, Any] = {"reason": "One lamp.", "by": cast.triage, "at": TUESDAY, "charter": charter}
            joining.join(session, case, lead=lead, **said)
            for name, value in lead_is.items():
                setattr(lead, name, value)
            return link_of(case), link_of(lead)

    return join


@pytest.mark.clause("SC-1")
def test_the_page_of_a_joined_case_says_where_it_goes_on_and_by_when(
    client: CheckingClient, joined: Callable[..., tuple[str, str]]
) -> None:
    case, lead = joined()
    page, other = client.get(case).text, client.get(lead).text
    assert "We put this together with" in page and f'href="{lead}"' in page
    assert dates(page) == dates(other) != [], "the next date is that of the one that goes on"
    assert "We put what you told us under" in other


@pytest.mark.clause("SC-1", "CH-1")
def test_nobody_is_told_that_a_joined_case_is_closed(
    client: CheckingClient, joined: Callable[..., tuple[str, str]]
) -> None:
    case, _lead = joined()
    for page in (client.get(f"{case}/add").text, client.get(f"{case}/changed").text):
        assert "This is closed." not in page
    assert "It goes on there, and you get one answer." in client.get(f"{case}/add").text
    assert "Others who can help if you are not happy" not in client.get(case).text, "there is no answer yet"


def dates(html: str) -> list[str]:
    """The promised dates that a page shows large."""
    return re.findall(r'<time[^>]*datetime="([\d-]+)"', html)[:1]


def test_what_is_added_there_is_read_where_it_goes_on(
    client: CheckingClient, joined: Callable[..., tuple[str, str]]
) -> None:
    case, lead = joined()
    answer = client.post(f"{case}/add", data={"words": "It is dark at six.", "once": "once-is-enough"})
    assert answer.status_code == 303 and answer.headers["Location"].endswith(lead)
    assert "It is dark at six." in client.get(lead).text
    assert "It is dark at six." not in client.get(case).text
    assert "Something was added on this website." in client.get(case).text


def test_a_case_that_is_sealed_later_is_not_linked_from_another_page(
    client: CheckingClient, joined: Callable[..., tuple[str, str]]
) -> None:
    case, lead = joined(seal=Seal.HATE)
    assert lead not in client.get(case).text


def test_nobody_learns_on_the_website_what_another_of_that_name_has_told_us(
    client: CheckingClient, records: Records, charter: Charter
) -> None:
    with records() as session:
        first = a_case(session, charter)
        typed = a_case(session, charter, words=AGAIN)
        reference, page = first.reference, link_of(typed)
    for path in (page, f"{page}/sent"):
        assert reference not in client.get(path).text


@pytest.mark.clause("SC-1")
def test_whoever_has_the_link_from_our_message_is_told_of_the_first(
    client: CheckingClient, records: Records, charter: Charter
) -> None:
    with records() as session:
        first = a_case(session, charter)
        another = replace(MORAG, name="Calum MacLeod")
        sent = a_submission(words=AGAIN, channel=Channel.EMAIL)
        theirs = a_submission(words=AGAIN, channel=Channel.EMAIL, person=another)
        case = open_case(session, sent, at=TUESDAY, charter=charter)
        other = open_case(session, theirs, at=TUESDAY, charter=charter)
        session.flush()
        link, page, foreign = link_of(first), link_of(case), link_of(other)
    text = client.get(page).text
    assert "You told us something like this on Tuesday 2 March 2027:" in text and f'href="{link}"' in text
    assert link not in client.get(foreign).text
    assert page not in client.get(link).text, "the first page tells nothing of the second"


def test_the_first_message_tells_of_it_where_the_earlier_ones_went(records: Records, charter: Charter) -> None:
    with records() as session:
        first = a_case(session, charter)
        a_case(session, charter, words=AGAIN)
        a_case(session, charter, Kind.COMPLAINT, words="The bus was late.")
        notices = session.scalars(sa.select(Notice).where(Notice.template == "received").order_by(Notice.id)).all()
        assert [one.facts.get("earlier") for one in notices] == [None, first.reference, None]
        assert all(one.to_address == MORAG.email for one in notices)
