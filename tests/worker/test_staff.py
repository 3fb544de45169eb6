"""Accounts, as whoever runs the server makes and closes them."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from shared.casework import accounts
from shared.charter.access import Role
from shared.config import Settings
from shared.models.database import make_engine, writing
from shared.models.staff import Staff
from shared.worker.commands import main
from tests.conftest import Records

ANNA = ("--email", "anna@highland.example", "--name", "Anna Ross", "--role", "case-worker", "--team", "schools")


@pytest.fixture(autouse=True)
def here(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands find this test's own database."""
    monkeypatch.setenv("BYWHEN_DATA", str(settings.data))
    monkeypatch.setenv("BYWHEN_DATABASE", settings.database_url)


def staff(*words: str, typed: str = "") -> Result:
    return CliRunner().invoke(main, ["staff", *words], input=typed)


def anna(records: Records) -> Staff | None:
    with records() as session:
        return accounts.by_email(session, "anna@highland.example")


def signs_in(records: Records, password: str) -> bool:
    with records() as session:
        return accounts.sign_in(session, email="anna@highland.example", password=password) is not None


def test_somebody_added_with_a_made_password_can_sign_in_with_it(records: Records) -> None:
    said = staff("add", *ANNA, "--generate")
    assert said.exit_code == 0
    password = said.output.split("Password: ")[1].strip()
    assert signs_in(records, password)
    found = anna(records)
    assert found is not None and (found.role, found.team, found.name) == (Role.CASE_WORKER, "schools", "Anna Ross")


def test_somebody_added_with_a_typed_password_can_sign_in_and_nobody_reads_it_on_the_screen(records: Records) -> None:
    said = staff("add", *ANNA, typed="a long good word\na long good word\n")
    assert said.exit_code == 0 and "a long good word" not in said.output
    assert signs_in(records, "a long good word")


REFUSED = [
    ({"--role": "boss"}, 2, "No role is called 'boss'. Use one of: administrator, analyst, case-worker"),
    ({"--team": "skools"}, 2, "No team is called 'skools'. Use one of: "),
    ({"--email": "anna"}, 2, "'anna' is no e-mail address"),
    ({"--email": "@"}, 2, "'@' is no e-mail address"),
]


@pytest.mark.parametrize(("changed", "code", "sentence"), REFUSED)
def test_what_cannot_be_is_refused_with_what_could_be(
    records: Records, changed: dict[str, str], code: int, sentence: str
) -> None:
    asked = {**dict(zip(ANNA[::2], ANNA[1::2], strict=True)), **changed}
    said = staff("add", *(word for pair in asked.items() for word in pair), "--generate")
    assert (said.exit_code, anna(records)) == (code, None)
    assert sentence in said.output


def test_a_short_password_is_refused(records: Records) -> None:
    said = staff("add", *ANNA, typed="short\nshort\n")
    assert said.exit_code == 1 and "at least 12 characters" in said.output
    assert anna(records) is None


def test_one_address_has_one_account(records: Records) -> None:
    staff("add", *ANNA, "--generate")
    said = staff("add", *ANNA, "--generate")
    assert said.exit_code == 1 and "already" in said.output


def test_a_disabled_account_lets_nobody_in(records: Records) -> None:
    staff("add", *ANNA, typed="a long good word\na long good word\n")
    assert staff("disable", "Anna@Highland.example").exit_code == 0
    assert not signs_in(records, "a long good word")


def test_a_new_password_takes_the_place_of_the_old_one_and_ends_open_sessions(records: Records) -> None:
    staff("add", *ANNA, typed="a long good word\na long good word\n")
    before = anna(records)
    password = staff("password", "anna@highland.example", "--generate").output.split("Password: ")[1].strip()
    after = anna(records)
    assert signs_in(records, password) and not signs_in(records, "a long good word")
    assert before is not None and after is not None and before.session_key != after.session_key


@pytest.mark.parametrize("words", [("disable", "nobody@x.example"), ("password", "nobody@x.example", "--generate")])
def test_an_account_that_is_not_there_is_said_plainly(words: tuple[str, ...]) -> None:
    said = staff(*words)
    assert said.exit_code == 1 and "There is no account for nobody@x.example." in said.output


def test_data_on_the_command_line_wins_over_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, records: Records
) -> None:
    monkeypatch.delenv("BYWHEN_DATABASE")
    other = tmp_path / "other"
    assert CliRunner().invoke(main, ["upgrade", "--data", str(other)]).exit_code == 0
    assert staff("add", *ANNA, "--generate", "--data", str(other)).exit_code == 0
    assert anna(records) is None
    engine = make_engine(f"sqlite:///{other / 'bywhen.db'}")
    with writing(engine) as session:
        assert accounts.by_email(session, "anna@highland.example") is not None
    engine.dispose()
