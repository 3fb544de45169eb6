"""What is sealed stays where it is: everybody in every role opens everything that they can, and so does the public."""

import re
from collections.abc import Mapping
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from shared.charter.organisation import Charter
from shared.config import Settings
from shared.files.store import Store
from shared.models.database import make_engine
from shared.models.readings import SealedWords
from shared.worker.channels import channels_of
from shared.worker.installation import Installation
from shared.worker.working import Worker
from tests.backoffice.desk import Office
from tests.client import CheckingClient
from tests.clock import SettableClock
from tests.conftest import Records
from tests.journeys import planted
from tests.journeys.crawling import addresses, found_by
from tests.journeys.planted import EVERY, SIGN, Planted, plant

#: On which pages each planted word may stand at all, whoever reads them.
WHERE: Mapping[str, str] = {
    planted.COVERED: "nowhere",
    planted.FACTS: r"/office/incidents/1\b",
    planted.WARNING: r"/office/(incidents/1|customers/1/contact)\b",
    planted.WITNESS: r"/office/incidents/1\b",
    planted.JUDGED: r"/office/incidents/1\b",
    planted.VIEWS: r"/office/incidents/1\b",
    planted.SHOWN: r"/office/incidents/1\b",
    planted.WHY: r"/office/restrictions/1\b|/contact/",
    planted.FAIRNESS: r"/office/restrictions/1\b",
    planted.REASONS: r"/office/restrictions/1\b",
    planted.EFFORT: r"/office/customers/1/contact\b",
    planted.PROTECT: r"/office/protections/1\b",
    planted.LABEL: r"/office/(cases|recorded)/|(/office|/track/[^/]+/[^/]+)/files/1\b",
    planted.NAMED: r"/office/incidents/2\b",
}
_INCIDENT = {planted.FACTS, planted.WARNING, planted.WITNESS, planted.JUDGED, planted.VIEWS, planted.SHOWN}
_RESTRICTION = {planted.WHY, planted.FAIRNESS, planted.REASONS}
_CASE = {planted.LABEL}
_MANAGER = _INCIDENT | _RESTRICTION | {planted.EFFORT, planted.PROTECT}
#: Who comes upon which of them, and why.
MAY: Mapping[str, tuple[set[str], str]] = {
    "worker": (_MANAGER | _CASE, "it happened to her, she proposed the restriction and asked to be protected"),
    "colleague": ({planted.NAMED, planted.EFFORT, *_CASE}, "wrote down that somebody was named, and has the case"),
    "leader": (_MANAGER | _CASE | {planted.NAMED}, "is the line manager"),
    "head": (_MANAGER | _CASE, "heads the area"),
    "strategic-lead": (_MANAGER | _CASE, "heads the area"),
    "executive-chief-officer": (_MANAGER | _CASE, "heads the area"),
    "relations": (_MANAGER | _CASE, "Customer Relations sees every incident"),
    "chief-executive": (_MANAGER, "decides what nobody else may, and works on no cases"),
    "depute-chief-executive": (_MANAGER, "decides what nobody else may, and works on no cases"),
    "triage": (_CASE, "sees every case"),
    "councillor": (set(), "answers views alone"),
    "analyst": (set(), "counts"),
    "administrator": (set(), "looks after accounts"),
    "safeguarding": (set(), "looks after worries about safety"),
    "stranger": (set(), "works elsewhere"),
    "other leader": (set(), "leads elsewhere"),
    "other head": (set(), "heads another area"),
}


class QuietClient(CheckingClient):
    """Signs in as the checking client does, and leaves the checking of pages to the tests that are about them."""

    open = FlaskClient.open


@pytest.fixture
def all_planted(app: Flask, records: Records, charter: Charter, settings: Settings) -> tuple[Office, Planted]:
    """Everything that is to stay where it is, in a council with everybody in it."""
    app.test_client_class = QuietClient
    office = Office(app, records, charter)
    return office, plant(office, Store(settings.files))


def said_in(mail: EmailMessage) -> str:
    """Its subject and all of its texts."""
    texts = [part.get_content() for part in mail.walk() if part.get_content_maintype() == "text"]
    return " ".join([mail["Subject"], *texts])


def wrongly_placed(found: Mapping[str, set[str]]) -> list[str]:
    """Where a word stands that may not stand there, whoever reads it."""
    return [f"{mark} on {path}" for mark in EVERY for path in sorted(found[mark]) if not re.match(WHERE[mark], path)]


@pytest.mark.clause("RP-25", "RP-26", "RP-28")
@pytest.mark.parametrize("who", MAY)
def test_everybody_comes_upon_what_their_work_needs_and_on_nothing_else(
    all_planted: tuple[Office, Planted], who: str, caplog: pytest.LogCaptureFixture
) -> None:
    office, what = all_planted
    known = {"reference": [what.reference], "key": ["nobody-knows"], "what": ["register", "police"]}
    start = [*addresses(office.app, known, office=True), f"/office/search?q={SIGN}"]
    found = found_by(office.desk(what.people[who]).client, start)
    expected, because = MAY[who]
    assert wrongly_placed(found) == []
    assert {mark for mark in EVERY if found[mark]} == expected, because
    assert SIGN not in caplog.text


@pytest.mark.clause("RP-25", "RP-26")
def test_the_street_reads_nothing_and_the_customer_why_they_are_restricted_and_what_their_photo_shows(
    all_planted: tuple[Office, Planted],
) -> None:
    office, what = all_planted
    key = what.track.rpartition("/")[2], what.contact.rpartition("/")[2]
    known = {"reference": [what.reference], "key": key}
    street = found_by(FlaskClient(office.app), addresses(office.app, {**known, "key": ["nobody-knows"]}, office=False))
    assert not any(street.values())
    theirs = found_by(FlaskClient(office.app), [*addresses(office.app, known, office=False), what.track, what.contact])
    assert wrongly_placed(theirs) == [] and {mark for mark in EVERY if theirs[mark]} == {planted.WHY, planted.LABEL}


@pytest.mark.clause("RP-26", "RP-28")
def test_no_mail_carries_more_than_the_least(
    all_planted: tuple[Office, Planted], settings: Settings, charter: Charter, caplog: pytest.LogCaptureFixture
) -> None:
    engine = make_engine(settings.database_url)
    worker = Worker(Installation(settings, charter, engine), channels_of(settings, {}), SettableClock(planted.TUESDAY))
    while worker.round():
        pass
    engine.dispose()
    mails = [message_from_bytes(file.read_bytes(), policy=default) for file in settings.data.rglob("*.eml")]
    left = [(mail["To"].addresses[0].addr_spec, said_in(mail)) for mail in mails]
    told = {(mark, to) for mark in EVERY for to, letter in left if mark in letter}
    assert charter.engagement is not None
    two = (charter.engagement.people.email, charter.engagement.communications.email)
    assert told == {(planted.WHY, "morag@customer.example"), *((planted.NAMED, one) for one in two)}
    assert SIGN not in caplog.text


@pytest.mark.clause("RP-25")
def test_an_error_tells_the_log_nothing_of_what_was_sealed(
    all_planted: tuple[Office, Planted], settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    office, _what = all_planted

    def breaks() -> None:
        from shared.web.unit_of_work import db

        sealed = db().scalars(sa.select(SealedWords)).one()
        assert planted.COVERED in sealed.words
        twice = {"case_id": sealed.case_id, "contact_id": sealed.contact_id, "label": "x", "words": sealed.words}
        db().execute(sa.insert(SealedWords).values(sealed_at=sealed.sealed_at, sealed_by_id=1, **twice))

    office.app.view_functions["portal.start"] = breaks
    answer = FlaskClient(office.app).get("/")
    assert answer.status_code == 500 and SIGN not in answer.text
    assert "IntegrityError" in caplog.text and SIGN not in caplog.text


def test_the_crawl_finds_what_is_planted_where_it_should_not_be(all_planted: tuple[Office, Planted]) -> None:
    office, what = all_planted

    def tells() -> str:
        return f"<p>{planted.FACTS}</p>"

    office.app.view_functions["portal.contact"] = tells
    found = found_by(FlaskClient(office.app), addresses(office.app, {"reference": [what.reference]}, office=False))
    assert [one.partition(" on ")[0] for one in wrongly_placed(found)] == [planted.FACTS]
