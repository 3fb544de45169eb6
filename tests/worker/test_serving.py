"""The server: it starts only where it can serve well, says why it does not, and stops when it is asked to."""

import signal
import socket
import urllib.request
from datetime import date, timedelta
from pathlib import Path

import pytest

from shared.charter.calendar import PROCLAIMED_UNTIL
from shared.charter.days_off import WARN_BEFORE
from shared.charter.organisation import Charter
from shared.worker.installation import warn_of_horizon
from tests.worker.running import answers, bywhen, free_port, running, said_until, stopped_by


@pytest.fixture
def here(tmp_path: Path) -> dict[str, str]:
    """An installation that is ready to serve."""
    settings = {"BYWHEN_DATA": str(tmp_path)}
    assert bywhen("upgrade", settings=settings) == (0, "The database is ready for this release.\n")
    return settings


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_serves_until_it_is_asked_to_stop(here: dict[str, str], number: signal.Signals) -> None:
    port = free_port()
    with running("serve", "--port", str(port), settings=here) as server:
        said_until(server, f"Bywhen serves The Highland Council at http://127.0.0.1:{port}/")
        answers(f"http://127.0.0.1:{port}")
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as page:
            assert b"Highland" in page.read()
        code, said = stopped_by(server, number)
    assert code == 0 and "Traceback" not in said


def test_a_database_without_tables_is_refused_with_what_to_do(tmp_path: Path) -> None:
    code, said = bywhen("serve", settings={"BYWHEN_DATA": str(tmp_path)})
    assert code == 1 and "bywhen upgrade" in said and "Traceback" not in said


def test_a_database_that_does_not_answer_is_said_plainly(tmp_path: Path) -> None:
    nowhere = f"postgresql://bywhen@127.0.0.1:{free_port()}/bywhen"
    code, said = bywhen("serve", settings={"BYWHEN_DATA": str(tmp_path), "BYWHEN_DATABASE": nowhere})
    assert code == 1 and "The database does not answer" in said and "Traceback" not in said


def test_a_port_in_use_is_said_plainly(here: dict[str, str]) -> None:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        port = door.getsockname()[1]
        code, said = bywhen("serve", "--port", str(port), settings=here)
    assert code == 1 and f"Port {port} of 127.0.0.1 cannot be used" in said and "--port" in said
    assert "Traceback" not in said


def test_an_upgrade_that_is_not_needed_changes_nothing(here: dict[str, str]) -> None:
    assert bywhen("upgrade", settings=here) == (0, "The database was ready already.\n")


WARNED = [
    (PROCLAIMED_UNTIL - WARN_BEFORE, True, "half a year before, there is time to upgrade"),
    (PROCLAIMED_UNTIL - WARN_BEFORE - timedelta(days=1), False, "a day earlier nobody need worry"),
    (PROCLAIMED_UNTIL + timedelta(days=1), True, "and afterwards it is said all the louder"),
]


@pytest.mark.clause("FP-3")
@pytest.mark.parametrize(("today", "warned", "reason"), WARNED)
def test_it_warns_before_the_known_bank_holidays_end(
    charter: Charter, capsys: pytest.CaptureFixture[str], today: date, warned: bool, reason: str
) -> None:
    warn_of_horizon(charter, today)
    said = capsys.readouterr().err
    assert ("end on Sunday 31 December 2028" in said) is warned, reason
