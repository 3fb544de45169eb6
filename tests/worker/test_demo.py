"""The trial: everything at once, ready to look at, and stopped as one."""

import json
import os
import signal
import sqlite3
import time
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from shared.casework import accounts
from shared.charter.access import Role
from shared.models.database import make_engine, reading
from tests.worker.running import Process, bywhen, free_port, running, said_until, stopped_by

Trial = tuple[Path, str, dict[str, Any]]
READY = "Ctrl-C stops everything."


def told(data: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((data / "demo.json").read_text())
    return found


def page(address: str) -> str:
    with urllib.request.urlopen(address, timeout=20) as answer:
        return str(answer.read().decode())


def children(process: Process) -> list[int]:
    """The server and the worker, by their process numbers."""
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
    return [int(number) for number in listed.split()]


def is_gone(number: int, within: float = 20) -> bool:
    until = time.monotonic() + within
    while time.monotonic() < until:
        try:
            os.kill(number, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Trial:
    """A trial that was started for the first time, looked at, and stopped with Ctrl-C: its folder, words and facts."""
    data = tmp_path_factory.mktemp("trial") / "demo"
    data.mkdir()
    (data / "unfinished.db").write_bytes(b"what a trial leaves that was interrupted")
    port = free_port()
    mail = {"BYWHEN_SMTP": "smtp://mail.example", "BYWHEN_DATABASE": "postgresql://real@db.example/real"}
    with running("demo", "--port", str(port), "--data", str(data), settings=mail) as demo:
        said = said_until(demo, READY)
        facts = told(data)
        facts["pages"] = {name: page(facts[name]) for name in ("portal", "backoffice", "track")}
        both = children(demo)
        code, last = stopped_by(demo, signal.SIGINT)
        facts["ended"] = code, last, [is_gone(number) for number in both]
    return data, said, facts


def test_it_tells_where_everything_is_on_the_screen_and_in_a_file(trial: Trial) -> None:
    data, said, facts = trial
    assert set(told(data)) == {"portal", "backoffice", "staff", "track"}
    for name in ("portal", "backoffice", "track"):
        assert facts[name] in said
    for account in facts["staff"]:
        assert account["email"] in said and account["password"] in said
    assert "customer-relations@highland.example sees the cases of every service" in said
    assert "Roads maintenance" in next(line for line in said.splitlines() if "case-worker@" in line), "and its team"
    assert (data / "demo.json").stat().st_mode & 0o077 == 0, "passwords are for its owner's eyes"


def test_the_addresses_lead_where_they_say(trial: Trial) -> None:
    _, _, facts = trial
    reference = facts["track"].split("/")[-2]
    assert reference in facts["pages"]["track"]
    assert "The Highland Council" in facts["pages"]["portal"]
    assert "Sign in" in facts["pages"]["backoffice"]


def test_there_is_one_account_for_each_role_and_its_password_opens_it(trial: Trial) -> None:
    data, _, facts = trial
    assert [account["role"] for account in facts["staff"]] == [role.value for role in Role]
    engine = make_engine(f"sqlite:///{data / 'bywhen.db'}")
    with reading(engine) as session:
        for account in facts["staff"]:
            staff = accounts.sign_in(session, email=account["email"], password=account["password"])
            assert staff is not None and staff.role == account["role"]
    engine.dispose()


def test_there_are_two_thousand_cases(trial: Trial) -> None:
    connection = sqlite3.connect(trial[0] / "bywhen.db")
    assert connection.execute("SELECT count(*) FROM cases").fetchone() == (2000,)
    connection.close()
    assert not list(trial[0].glob("unfinished*")), "nor is anything left of the one that was interrupted"


def test_ctrl_c_stops_everything_cleanly(trial: Trial) -> None:
    code, last, gone = trial[2]["ended"]
    assert code == 0 and "Stopped." in last and "Traceback" not in last
    assert gone == [True, True], "the server and the worker"


def test_the_second_start_is_the_same_trial_and_a_part_that_dies_takes_the_rest_with_it(trial: Trial) -> None:
    data, _, first = trial
    port = free_port()
    with running("demo", "--port", str(port), "--data", str(data)) as demo:
        said = said_until(demo, READY)
        again = told(data)
        assert again["staff"] == first["staff"] and "sample cases" not in said
        assert again["track"] == first["track"].replace(first["portal"], f"http://127.0.0.1:{port}/")
        server, worker = children(demo)
        os.kill(worker, signal.SIGKILL)
        rest, _ = demo.communicate(timeout=30)
        assert demo.returncode == 1 and "The worker was ended by signal 9" in rest and "Traceback" not in rest
        assert is_gone(server)


def test_two_trials_run_side_by_side_and_the_second_may_not_take_the_firsts_port(trial: Trial, tmp_path: Path) -> None:
    port = free_port()
    with running("demo", "--port", str(port), "--data", str(trial[0])) as demo:
        said_until(demo, READY)
        code, said = bywhen("demo", "--port", str(port), "--data", str(tmp_path / "other"))
        assert code == 1 and f"Port {port}" in said and "--port" in said and "Traceback" not in said
        code, said = bywhen("demo", "--port", str(free_port()), "--data", str(trial[0]))
        assert code == 1 and "is running in" in said and "--data" in said
        assert told(trial[0])["portal"] == f"http://127.0.0.1:{port}/"
        code, last = stopped_by(demo, signal.SIGTERM)
        assert code == 0 and "Traceback" not in last


def test_a_trial_never_fills_a_folder_that_holds_real_cases(tmp_path: Path) -> None:
    assert bywhen("upgrade", settings={"BYWHEN_DATA": str(tmp_path)})[0] == 0
    before = (tmp_path / "bywhen.db").read_bytes()
    code, said = bywhen("demo", "--port", str(free_port()), "--data", str(tmp_path))
    assert code == 1 and "holds cases that are no trial" in said
    assert (tmp_path / "bywhen.db").read_bytes() == before


def test_a_trial_of_another_council_needs_a_folder_of_its_own(trial: Trial) -> None:
    words = ("demo", "--port", str(free_port()), "--data", str(trial[0]))
    code, said = bywhen(*words, settings={"BYWHEN_ORGANISATION": "template"})
    assert code == 1 and "holds a trial of highland" in said
