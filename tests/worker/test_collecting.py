"""Mail is collected: one message, one transaction; nothing is lost, nothing is taken in twice, nothing else waits."""

import io
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
import sqlalchemy as sa
from PIL import Image

from shared.arrivals.drop_folder import DropFolder
from shared.arrivals.imap import ImapMailbox
from shared.arrivals.mailbox import Mailbox
from shared.casework import arrivals
from shared.charter.organisation import Charter
from shared.config import Settings
from shared.models.arrivals import Arrival, Became
from shared.models.cases import Case
from shared.models.database import writing
from shared.models.files import AttachedFile
from shared.models.happened import Happened
from shared.worker import collecting
from shared.worker.channels import channels_of
from shared.worker.collecting import Collector, collector_of
from shared.worker.installation import Installation
from shared.worker.working import Worker
from tests.arrivals.mail_server import PEM, MailServer, running_mail_server
from tests.arrivals.shapes.machines import report
from tests.arrivals.shapes.shape import attached, mail, part, pieces
from tests.builders import TUESDAY, a_case
from tests.clock import SettableClock
from tests.worker.running import bywhen


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[MailServer]:
    """A mail server that we trust."""
    monkeypatch.setenv("SSL_CERT_FILE", str(PEM))
    with running_mail_server() as running:
        yield running


@pytest.fixture
def post(tmp_path: Path) -> Path:
    """A folder in which mail is put."""
    folder = tmp_path / "mail"
    folder.mkdir()
    return folder


def a_collector(engine: sa.Engine, charter: Charter, data: Path, mailbox: Mailbox) -> Collector:
    settings = Settings(data=data, secret_key="x", reply_address="mail@highland.example")
    return Collector(Installation(settings, charter, engine), mailbox, SettableClock(TUESDAY))


def everything(engine: sa.Engine) -> list[Arrival]:
    with writing(engine) as session:
        return list(session.scalars(sa.select(Arrival).order_by(Arrival.id)))


def cases(engine: sa.Engine) -> int:
    with writing(engine) as session:
        return session.scalar(sa.select(sa.func.count()).select_from(Case)) or 0


@pytest.mark.clause("CH-4")
def test_mail_from_a_mail_server_becomes_cases_and_is_put_away(
    databases: sa.Engine, charter: Charter, tmp_path: Path, server: MailServer
) -> None:
    server.put(mail("One."), mail("Two."), b"\0 noise")
    collector = a_collector(databases, charter, tmp_path, ImapMailbox.at(server.place))
    assert collector.collect() == 3
    assert [one.became for one in everything(databases)] == [Became.CASE, Became.CASE, Became.UNREAD]
    assert (len(server.held()), len(server.held("Done")), collector.collect()) == (0, 3, 0)


@pytest.mark.clause("CH-4", "SC-1")
def test_somebody_answers_our_letter_and_the_answer_finds_its_case(
    databases: sa.Engine, charter: Charter, tmp_path: Path, server: MailServer
) -> None:
    clock = SettableClock(TUESDAY)
    with writing(databases) as session:
        a_case(session, charter)
        session.commit()
    collector = a_collector(databases, charter, tmp_path, ImapMailbox.at(server.place))
    installation = collector.installation
    worker = Worker(installation, channels_of(installation.settings), clock, collector)
    assert worker.round()
    (file,) = installation.settings.outbox.glob("*.eml")
    letter = message_from_bytes(file.read_bytes(), policy=default)
    assert "mail+HC-" in letter["Reply-To"]
    quoted = "".join(f"> {line}\n" for line in letter.get_body(("plain",)).get_content().splitlines())
    answer = mail(
        f"It is full again.\n\nOn Tue, 2 Mar 2027 at 10:00, The Highland Council <a@b.example> wrote:\n\n{quoted}",
        To=letter["Reply-To"],
        Subject=f"Re: {letter['Subject']}",
    )
    server.put(answer)
    clock.forward(minutes=2)
    worker.round()
    with writing(databases) as session:
        (case,) = session.scalars(sa.select(Case))
        assert case.contacts[-1].words == "It is full again."


def test_what_a_mail_server_says_of_a_lost_letter_reaches_its_case(
    databases: sa.Engine, charter: Charter, tmp_path: Path, post: Path
) -> None:
    clock = SettableClock(TUESDAY)
    with writing(databases) as session:
        a_case(session, charter)
        session.commit()
    collector = a_collector(databases, charter, tmp_path, DropFolder(post))
    Worker(collector.installation, channels_of(collector.installation.settings), clock).deliver_one()
    (file,) = (tmp_path / "outbox").glob("*.eml")
    head = file.read_bytes().decode().partition("\r\n\r\n")[0]
    (post / "bounce.eml").write_bytes(report(letter=head))
    collector.collect()
    with writing(databases) as session:
        (case,) = session.scalars(sa.select(Case))
        assert case.happenings[-1].what is Happened.NOT_DELIVERED


def test_a_crash_before_it_is_put_away_takes_nothing_in_twice(
    databases: sa.Engine, charter: Charter, tmp_path: Path, post: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Died(BaseException):
        """As when the machine stops."""

    def died(*_: object, **__: object) -> None:
        raise Died

    (post / "1.eml").write_bytes(mail("Once."))
    collector = a_collector(databases, charter, tmp_path, DropFolder(post))
    with monkeypatch.context() as patch:
        patch.setattr(DropFolder, "settle", died)
        with pytest.raises(Died):
            collector.collect()
    assert collector.collect() == 1
    assert [(one.became, one.times) for one in everything(databases)] == [(Became.CASE, 2)]
    assert cases(databases) == 1


def test_one_message_that_we_always_fail_on_keeps_no_other_waiting_and_is_kept(
    databases: sa.Engine,
    charter: Charter,
    tmp_path: Path,
    server: MailServer,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    take_in = arrivals.take_in

    def fails(session, parcel, **more):
        taken = take_in(session, parcel, **more)
        if parcel.arrived.subject == "poison":
            raise ZeroDivisionError
        return taken

    monkeypatch.setattr(arrivals, "take_in", fails)
    server.put(mail("x", Subject="poison"), mail("Fine."))
    collector = a_collector(databases, charter, tmp_path, ImapMailbox.at(server.place))
    assert [collector.collect() for _ in range(4)] == [1, 0, 1, 0]
    kept = {(one.became, one.why) for one in everything(databases)}
    assert kept == {(Became.CASE, ""), (Became.UNREAD, "fault")}
    assert (len(server.held("Done")), len(server.held("Trouble")), len(server.held())) == (1, 1, 0)
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_a_mailbox_that_cannot_be_reached_is_said_and_letters_leave_all_the_same(
    databases: sa.Engine, charter: Charter, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with writing(databases) as session:
        a_case(session, charter)
        session.commit()
    clock = SettableClock(TUESDAY)
    collector = a_collector(databases, charter, tmp_path, DropFolder(tmp_path / "nowhere"))
    worker = Worker(collector.installation, channels_of(collector.installation.settings), clock, collector)
    assert worker.round() and worker.sent == 1
    assert "is not there" in capsys.readouterr().err


def test_mail_is_looked_for_once_a_minute(databases: sa.Engine, charter: Charter, tmp_path: Path, post: Path) -> None:
    clock = SettableClock(TUESDAY)
    collector = a_collector(databases, charter, tmp_path, DropFolder(post))
    worker = Worker(collector.installation, channels_of(collector.installation.settings), clock, collector)
    worker.round()
    (post / "1.eml").write_bytes(mail("Once."))
    worker.round()
    assert cases(databases) == 0
    clock.forward(minutes=1)
    worker.round()
    assert cases(databases) == 1


def test_a_photo_is_kept_without_its_place_and_what_is_refused_is_named(
    databases: sa.Engine, charter: Charter, tmp_path: Path, post: Path
) -> None:
    made = io.BytesIO()
    Image.new("RGB", (8, 8)).save(made, "JPEG")
    parts = (
        part("See."),
        attached(made.getvalue(), "image/jpeg", "bin.jpg"),
        attached(b"\x78\x9f\x3e\x22\x00\x01\x00", "application/ms-tnef", "winmail.dat"),
    )
    (post / "1.eml").write_bytes(pieces("multipart/mixed", *parts))
    a_collector(databases, charter, tmp_path, DropFolder(post)).collect()
    with writing(databases) as session:
        (file,) = session.scalars(sa.select(AttachedFile))
        (case,) = session.scalars(sa.select(Case))
        assert file.name == "bin.jpg" and file.case_id == case.id
        assert case.happenings[-1].facts["files"][0]["name"] == "winmail.dat"


def test_what_is_old_is_forgotten_and_what_waits_is_not(
    databases: sa.Engine, charter: Charter, tmp_path: Path, post: Path
) -> None:
    for name, raw in (("1", mail("Case.")), ("2", mail("Away.", Auto_Submitted="auto-replied")), ("3", b"\0\0noise")):
        (post / name).write_bytes(raw)
    collector = a_collector(databases, charter, tmp_path, DropFolder(post))
    collector.collect()
    collecting.forget(collector.installation, TUESDAY + timedelta(days=27))
    assert [bool(one.raw_name) for one in everything(databases)] == [True] * 3
    collecting.forget(collector.installation, TUESDAY + timedelta(days=29))
    left = {one.became: bool(one.raw_name) for one in everything(databases)}
    assert left == {Became.CASE: False, Became.UNREAD: True}


def test_the_command_collects_what_has_arrived(database_url: str, tmp_path: Path, post: Path) -> None:
    (post / "1.eml").write_bytes(mail("Once."))
    settings = {"BYWHEN_DATABASE": database_url, "BYWHEN_DATA": str(tmp_path / "data"), "BYWHEN_MAILBOX": str(post)}
    code, said = bywhen("work", "--once", settings=settings)
    assert code == 0, said
    assert "Delivered: 1." in said, "and the acknowledgement has left"
    assert [file.name for file in (post / "Done").iterdir()] == ["1.eml"]


def test_a_mailbox_that_cannot_be_one_is_said_at_the_start(database_url: str, tmp_path: Path) -> None:
    settings = {
        "BYWHEN_DATABASE": database_url,
        "BYWHEN_DATA": str(tmp_path / "data"),
        "BYWHEN_MAILBOX": "imaps://x:geheim@/INBOX",
    }
    code, said = bywhen("work", "--once", settings=settings)
    assert code == 1 and "BYWHEN_MAILBOX" in said and "geheim" not in said


def test_without_a_mailbox_nobody_collects(charter: Charter, databases: sa.Engine, tmp_path: Path) -> None:
    assert collector_of(Installation(Settings(data=tmp_path), charter, databases)) is None
