"""A letter about limits on contact on its way out: by e-mail, on paper, and with nothing of it on the outside."""

from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from shared.casework import restriction_letters
from shared.casework.customers import Person
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Format, Reach
from shared.config import Settings
from shared.files.store import Store
from shared.models.database import writing
from shared.models.notices import Notice
from shared.models.restrictions import Restriction
from shared.worker.channels import channels_of
from shared.worker.installation import Installation
from shared.worker.working import Worker
from tests.builders import MORAG, TUESDAY, a_case
from tests.clock import SettableClock
from tests.delivery.pdfs import read
from tests.engaged import a_restriction
from tests.worker.test_working import letters_in


@pytest.fixture
def worker(databases: sa.Engine, charter: Charter, tmp_path: Path) -> Worker:
    settings = Settings(data=tmp_path, secret_key="x", base_url="https://tell.highland.example")
    return Worker(Installation(settings, charter, databases), channels_of(settings, {}), SettableClock(TUESDAY))


def tell(worker: Worker, person: Person) -> None:
    """Somebody is told of a restriction, and the worker does all that there is to do."""
    with writing(worker.installation.engine) as session:
        charter = worker.installation.charter
        a_restriction(session, charter, case=a_case(session, charter, person=person))
        session.commit()
    while worker.print_one() or worker.deliver_one():
        pass


@pytest.mark.clause("RP-10", "RP-23", "RP-26")
def test_an_e_mail_brings_it_and_its_head_tells_nothing(worker: Worker, tmp_path: Path) -> None:
    tell(worker, replace(MORAG, format=Format.LARGE_PRINT))
    mails = letters_in(tmp_path / "outbox")
    (mail,) = [one for one in mails if one["Subject"] == "How we are in contact with you from now on"]
    head = " ".join(f"{name}: {value}" for name, value in mail.items()).casefold()
    files = [part.get_filename() for part in mail.iter_attachments()]
    for word in ("restrict", "measure", "limit", "threat"):
        assert word not in head and word not in " ".join(map(str, files))
    assert files and "/contact/" in mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]


def test_on_paper_it_is_made_and_waits_for_whoever_posts_it(worker: Worker) -> None:
    tell(worker, Person("Lachlan Letter", address="4 Glen Road", phone="01632 960001", reach=Reach.LETTER))
    with writing(worker.installation.engine) as session:
        made = session.scalars(sa.select(Restriction)).one()
        (letter,) = restriction_letters.to_bring(session, made)
        with Store(worker.installation.settings.letters).open(letter.made) as kept:
            paper = read(kept.read())
        assert "If you do not agree:" in paper.headings()
        assert session.scalars(sa.select(Notice).where(Notice.trouble != "")).first() is None
