"""`bywhen staff`: accounts added, disabled and given a new password by whoever runs the server."""

import secrets
from collections.abc import Callable, Iterable
from pathlib import Path

import click
from sqlalchemy.orm import Session

from shared.casework import accounts
from shared.charter.access import Role
from shared.models.database import writing
from shared.models.staff import Staff
from shared.worker.installation import Installation, data_option, opened, settings_of
from shared.worker.now import now
from shared.worker.refused import Refused

generate_option = click.option("--generate", is_flag=True, help="Make a password and show it once.")


def made_password() -> str:
    """A password that nobody guesses: five groups that can be read aloud."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(5))


@click.group()
def staff() -> None:
    """Add, disable or let in people who work here."""


@staff.command()
@click.option("--email", required=True, help="The address they sign in with.")
@click.option("--name", required=True, help="Their name, as customers see it.")
@click.option("--role", required=True, help=f"One of: {', '.join(Role)}.")
@click.option("--team", required=True, help="Their team, by its id in services.toml.")
@generate_option
@data_option
def add(email: str, name: str, role: str, team: str, generate: bool, data: Path | None) -> None:
    """Add an account. Asks for the password, or makes one with --generate."""
    _require(role, Role, "role")
    installation = opened(settings_of(data))
    _require(team, installation.charter.teams, "team")
    if "@" not in email.strip("@"):
        raise Refused(f"{email!r} is no e-mail address: write one such as anna@example.org.")
    password = _password(generate)

    def act(session: Session) -> None:
        accounts.add(session, email=email, name=name, role=Role(role), team=team, password=password, at=now())

    _changed(installation, act)
    click.echo(f"{name} can sign in as {email}.")
    _show(password, generate)


@staff.command()
@click.argument("email")
@data_option
def disable(email: str, data: Path | None) -> None:
    """Let nobody sign in with this account any more; open sessions end at once."""
    _changed(opened(settings_of(data)), lambda session: accounts.disable(_found(session, email), at=now()))
    click.echo(f"Nobody can sign in as {email} any more.")


@staff.command()
@click.argument("email")
@generate_option
@data_option
def password(email: str, generate: bool, data: Path | None) -> None:
    """Give an account a new password; sessions opened with the old one end at once."""
    installation = opened(settings_of(data))
    fresh = _password(generate)
    _changed(installation, lambda session: accounts.set_password(_found(session, email), fresh))
    click.echo(f"{email} has a new password.")
    _show(fresh, generate)


def _require(word: str, known: Iterable[str], what: str) -> None:
    names = sorted(known)
    if word not in names:
        raise Refused(f"No {what} is called {word!r}. Use one of: {', '.join(names)}.")


def _password(generate: bool) -> str:
    if generate:
        return made_password()
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))


def _show(password: str, generated: bool) -> None:
    if generated:
        click.echo(f"Password: {password}")


def _found(session: Session, email: str) -> Staff:
    found = accounts.by_email(session, email)
    if found is None:
        raise click.ClickException(f"There is no account for {email}.")
    return found


def _changed(installation: Installation, act: Callable[[Session], None]) -> None:
    """Do it in one transaction."""
    try:
        with writing(installation.engine) as session:
            act(session)
            session.commit()
    except accounts.AccountRefused as why:
        raise click.ClickException(str(why)) from why
    finally:
        installation.engine.dispose()
