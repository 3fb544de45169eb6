"""Staff accounts: who gets in, and who no longer does."""

import pytest
from argon2 import PasswordHasher, extract_parameters
from sqlalchemy.orm import Session

from shared.casework import accounts
from shared.casework.accounts import AccountRefused
from shared.charter.access import Role
from shared.models.staff import Staff
from tests.builders import TUESDAY
from tests.people import Cast

PASSWORD = "three words remembered"


@pytest.fixture(autouse=True)
def own_passwords(own_hasher: PasswordHasher, monkeypatch: pytest.MonkeyPatch) -> None:
    """Here they are kept as the product keeps them, however long that takes."""
    monkeypatch.setattr(accounts, "_hasher", own_hasher)


@pytest.fixture
def anna(session: Session) -> Staff:
    """Somebody with a password of her own."""
    staff = accounts.add(
        session,
        email="Anna@Council.Example",
        name="Anna",
        role=Role.CASE_WORKER,
        team="roads",
        password=PASSWORD,
        at=TUESDAY,
    )
    session.flush()
    return staff


@pytest.mark.parametrize("typed", ["anna@council.example", " ANNA@council.example "])
def test_whoever_has_the_password_gets_in_however_the_address_is_typed(
    session: Session, anna: Staff, typed: str
) -> None:
    assert accounts.sign_in(session, email=typed, password=PASSWORD) is anna


@pytest.mark.parametrize(
    ("email", "password", "reason"),
    [
        ("anna@council.example", PASSWORD.upper(), "another password"),
        ("anna@council.example", "", "no password"),
        ("nobody@council.example", PASSWORD, "nobody's address"),
        ("", "", "nothing"),
    ],
)
def test_nobody_else_gets_in(session: Session, anna: Staff, email: str, password: str, reason: str) -> None:
    assert accounts.sign_in(session, email=email, password=password) is None, reason


def test_a_password_is_checked_even_where_there_is_no_account(
    session: Session, anna: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = []

    class Watched(PasswordHasher):
        """Tells that it was asked."""

        def verify(self, hash: str | bytes, password: str | bytes) -> bool:
            checked.append(hash)
            return bool(super().verify(hash, password))

    monkeypatch.setattr(accounts, "_hasher", Watched())
    accounts.sign_in(session, email="nobody@council.example", password=PASSWORD)
    assert len(checked) == 1


def test_a_password_is_kept_as_nobody_can_read_it(anna: Staff) -> None:
    assert PASSWORD not in anna.password_hash
    assert anna.password_hash.startswith("$argon2id$")


def test_to_guess_a_password_costs_at_least_as_much_as_is_advised(anna: Staff) -> None:
    cost = extract_parameters(anna.password_hash)
    assert cost.memory_cost >= 19 * 1024 and cost.time_cost >= 2, "kibibytes and rounds that OWASP advises"


def test_a_new_password_ends_every_open_session(session: Session, anna: Staff) -> None:
    before = anna.session_key
    accounts.set_password(anna, "another three words")
    session.flush()
    assert accounts.by_session_key(session, before) is None
    assert accounts.by_session_key(session, anna.session_key) is anna
    assert accounts.sign_in(session, email=anna.email, password=PASSWORD) is None


def test_a_short_password_is_refused_and_changes_nothing(anna: Staff) -> None:
    before = (anna.password_hash, anna.session_key)
    with pytest.raises(AccountRefused, match="12"):
        accounts.set_password(anna, "x" * 11)
    assert (anna.password_hash, anna.session_key) == before


def test_whoever_has_left_is_out_at_once_and_may_come_back(session: Session, anna: Staff) -> None:
    before = anna.session_key
    accounts.disable(anna, at=TUESDAY)
    session.flush()
    assert accounts.by_session_key(session, before) is None
    assert accounts.by_session_key(session, anna.session_key) is None
    assert accounts.sign_in(session, email=anna.email, password=PASSWORD) is None
    assert not anna.rights
    accounts.enable(anna)
    session.flush()
    assert accounts.sign_in(session, email=anna.email, password=PASSWORD) is anna


def test_one_address_has_one_account(session: Session, anna: Staff) -> None:
    with pytest.raises(AccountRefused, match="already"):
        accounts.add(
            session,
            email="ANNA@council.example",
            name="Another",
            role=Role.MEMBER,
            team="roads",
            password=PASSWORD,
            at=TUESDAY,
        )


def test_nobody_takes_the_role_of_administrator_from_themselves(cast: Cast) -> None:
    ada = cast.administrator
    with pytest.raises(AccountRefused):
        accounts.change(ada, name="Ada", role=Role.ANALYST, team=ada.team, by=ada)
    assert ada.role is Role.ADMINISTRATOR
    accounts.change(ada, name="Ada Lovelace", role=ada.role, team=cast.team, by=ada)
    accounts.change(cast.worker, name="Wilma", role=Role.TEAM_LEADER, team=cast.stranger.team, by=ada)
    assert (ada.name, ada.team) == ("Ada Lovelace", cast.colleague.team)
    assert (cast.worker.role, cast.worker.team) == (Role.TEAM_LEADER, cast.stranger.team)


def test_everybody_is_listed_once_a_page_at_a_time(session: Session, cast: Cast) -> None:
    listed: list[Staff] = []
    after: str | None = ""
    while after is not None:
        page = accounts.everybody(session, after=after, most=3)
        listed += page.people
        after = page.after
    assert [one.email for one in listed] == sorted(one.email for one in vars(cast).values())


def test_a_case_can_be_given_to_colleagues_who_still_work_here(session: Session, cast: Cast) -> None:
    accounts.disable(cast.leader, at=TUESDAY)
    session.flush()
    names = [one.name for one in accounts.colleagues(session, [cast.team])]
    assert names == sorted([cast.worker.name, cast.colleague.name, cast.head.name])
    assert accounts.by_number(session, cast.worker.id) is cast.worker
    assert accounts.by_number(session, 0) is None
