"""Staff change how whoever speaks for a customer is reached; the history names no address."""

import secrets
from typing import Any

import pytest
import sqlalchemy as sa
from werkzeug.test import TestResponse

from shared.casework import representing
from shared.charter.vocabulary import Format, MessagesTo, Reach
from shared.models.cases import Case
from shared.models.notices import Notice
from shared.models.staff import Staff
from tests.backoffice.desk import Office
from tests.backoffice.speaking import authority, page_of, spoken_for
from tests.builders import TUESDAY

NEW = {"reach": "letter", "email": "", "phone": "", "address": "9 Quay Road", "format": "large-print", "language": "gd"}


def _changes(office: Office, case: Case, who: Staff | None = None, **other: Any) -> TestResponse:
    hidden = {"once": secrets.token_hex(8), "seen": office.now(case.reference).version}
    where = f"/office/cases/{case.reference}/authority/reach"
    return office.desk(who or office.cast.worker).client.post(where, data={**hidden, **NEW, **other})


@pytest.mark.clause("RP-2", "CH-9")
@pytest.mark.parametrize("settled", [True, False])
def test_staff_change_how_they_are_reached_and_what_is_owed_follows(office: Office, settled: bool) -> None:
    case = spoken_for(office)
    if settled:
        with office.records() as session:
            (one,) = session.get_one(Case, case.id).authorities
            how: dict[str, Any] = {"at": TUESDAY, "charter": office.charter}
            representing.settle(session, one, messages_to=MessagesTo.BOTH, **how)
    assert _changes(office, case).status_code == 303
    whom = authority(office, case).representative
    assert (whom.reach, whom.address, whom.email, whom.email_key) == (Reach.LETTER, "9 Quay Road", "", "")
    with office.records() as session:
        owed = session.scalars(sa.select(Notice).where(Notice.representative_id == whom.id, Notice.parked_at.is_(None)))
        assert {(one.reach, one.to_address, one.format) for one in owed} == {
            (Reach.LETTER, "9 Quay Road", Format.LARGE_PRINT)
        }
    desk = office.desk(office.cast.worker)
    history = desk.sees(case).text
    assert "How we reach Ann Advocate was changed." in history
    line = office.now(case.reference).happenings[-1]
    assert not line.public and "Quay" not in str(line.facts)
    facts = page_of(desk, case)
    assert "Large print (18 point)" in facts and "Scottish Gaelic" in facts and "9 Quay Road" in facts


def test_what_is_recorded_so_already_is_no_change(office: Office) -> None:
    case = spoken_for(office)
    _changes(office, case)
    version = office.now(case.reference).version
    assert _changes(office, case).status_code == 303
    assert office.now(case.reference).version == version


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"address": ""}, "Enter their address, or choose another way."),
        ({"reach": "pigeon"}, "Choose how they want to hear from us."),
        ({"format": "papyrus"}, "Choose what our messages should look like."),
        ({"language": "tlh"}, "Choose a language."),
    ],
)
def test_what_will_not_do_is_said_and_kept(office: Office, wrong: dict[str, str], sentence: str) -> None:
    case = spoken_for(office)
    page = _changes(office, case, **wrong)
    assert page.status_code == 422 and page.text.count(sentence) >= 2
    assert authority(office, case).representative.reach is Reach.EMAIL


@pytest.mark.clause("RP-26")
def test_nobody_changes_it_for_a_case_that_is_not_theirs(office: Office) -> None:
    case = spoken_for(office)
    assert _changes(office, case, office.cast.stranger).status_code == 404
    assert authority(office, case).representative.reach is Reach.EMAIL
