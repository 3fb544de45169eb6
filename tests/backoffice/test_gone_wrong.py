"""When something goes wrong among the pages for staff, they keep their menu and are led back to their work."""

import pytest
from flask import abort
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from backoffice import guard
from shared.web import errors
from tests.backoffice.desk import Office
from tests.page import check_page

WORKLIST = '<p class="govuk-body"><a class="govuk-link" href="/office/">Go to the worklist</a></p>'
CODES = [
    (400, "something that no browser sends"),
    (403, "another role"),
    (404, "a case of others"),
    (409, "somebody was quicker"),
    (429, "too many tries"),
    (500, "our fault"),
]


@pytest.mark.parametrize(("code", "reason"), CODES)
def test_staff_keep_their_menu_and_find_their_way_back(office: Office, code: int, reason: str) -> None:
    rule = f"/office/goes-wrong-{code}"
    office.app.add_url_rule(rule, endpoint=rule, view_func=lambda: abort(code))
    office.app.test_client_class = FlaskClient
    client = office.app.test_client()
    with client.session_transaction() as kept:
        kept["_user_id"], kept["_fresh"] = office.cast.worker.session_key, True
    page = client.get(rule)
    assert page.status_code == code, reason
    check_page(page.text, f"http://localhost{rule}", code)
    assert WORKLIST in page.text
    assert 'aria-label="Menu"' in page.text
    assert "Bywhen for staff" in page.text
    assert '<a class="govuk-link" href="/">' not in page.text, "the public site is not where they work"


@pytest.mark.parametrize("path", ["/office/no-such-page", "/office/cases/HC-2222-2222"])
def test_an_address_that_leads_nowhere_is_no_way_out_of_the_office(office: Office, path: str) -> None:
    page = office.desk(office.cast.worker).client.get(path)
    assert page.status_code == 404
    assert WORKLIST in page.text
    assert ">Tasks</a>" in page.text


def test_whoever_has_no_worklist_is_led_to_the_page_that_they_begin_with(office: Office) -> None:
    page = office.desk(office.cast.administrator).client.get("/office/messages")
    assert page.status_code == 403
    assert '<a class="govuk-link" href="/office/">Go to the start</a>' in page.text


def test_a_stranger_sees_no_menu_at_an_address_of_the_office(office: Office) -> None:
    page = office.app.test_client().get("/office/no-such-page")
    assert page.status_code == 404
    assert 'aria-label="Menu"' not in page.text


def test_words_that_came_too_late_come_back_and_no_language_can_lose_them(office: Office) -> None:
    client = office.desk(office.cast.worker).client
    page = client.post("/office/record", data={"csrf_token": "", "words": "A hole in Mill Lane."})
    assert page.status_code == 400
    assert "A hole in Mill Lane." in page.text
    assert 'aria-label="Language"' not in page.text


def test_a_database_that_is_gone_is_told_without_asking_it_who_reads(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object) -> None:
        raise OperationalError("SELECT 1", {}, Exception("the disk"))

    client = office.desk(office.cast.worker).client
    monkeypatch.setattr(guard, "current_user", gone)
    monkeypatch.setattr(errors, "db", gone)
    page = FlaskClient.open(client, "/office/messages")
    assert page.status_code == 500
    assert "Something went wrong on our side" in page.text
