"""What every command opens first: the settings, the charter and the database; or a plain sentence why it cannot."""

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import click
from sqlalchemy import Engine

from shared.charter.days_off import ends_soon
from shared.charter.organisation import Charter
from shared.charter.reading import CharterError, load_charter
from shared.config import RESOURCES, SettingRefused, Settings, read_settings
from shared.delivery.languages import LanguageRefused, locale_of
from shared.models.database import make_engine
from shared.models.migrate import current, newest

MIGRATIONS = RESOURCES / "migrations"

data_option = click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder of this installation, in place of BYWHEN_DATA.",
)


@dataclass(frozen=True)
class Installation:
    """One council's Bywhen, opened."""

    settings: Settings
    charter: Charter
    engine: Engine


def settings_of(data: Path | None, **changes: Any) -> Settings:
    """What the environment says; `--data` and `changes` win. Raises ClickException."""
    try:
        settings = read_settings(data=data)
    except SettingRefused as why:
        raise click.ClickException(str(why)) from why
    except OSError as why:
        raise click.ClickException(f"The data folder cannot be used: {why}.") from why
    return replace(settings, **changes)


def charter_of(settings: Settings) -> Charter:
    """The charter in force. Raises ClickException with every fault of a spoiled one."""
    return checked_charter(settings.organisation, settings.charters)


def checked_charter(name: str, folder: Path | None) -> Charter:
    """The charter of that name, in languages that somebody can write. Raises ClickException."""
    try:
        found = load_charter(name, folder)
        for language in found.organisation.languages:
            locale_of(language)
    except (CharterError, LanguageRefused) as why:
        raise click.ClickException(str(why)) from why
    return found


def engine_of(settings: Settings) -> Engine:
    """The database, for any command; its folder is made if need be. Raises ClickException."""
    settings.data.mkdir(parents=True, exist_ok=True)
    try:
        return make_engine(settings.database_url)
    except Exception as why:
        raise click.ClickException(f"BYWHEN_DATABASE cannot be opened: {why}") from why


def opened(settings: Settings) -> Installation:
    """All three, with a database that this release can use. Raises ClickException."""
    charter = charter_of(settings)
    engine = engine_of(settings)
    asked(lambda: require_migrated(engine))
    return Installation(settings, charter, engine)


def require_migrated(engine: Engine) -> None:
    """Raises ClickException where the tables are not those of this release."""
    if current(engine) != newest(MIGRATIONS):
        raise click.ClickException("The database is not ready for this release. Run this first: bywhen upgrade")


def asked(question: Callable[[], Any]) -> Any:
    """The answer, or a ClickException that says that the database does not answer."""
    try:
        return question()
    except click.ClickException:
        raise
    except Exception as why:
        first_line = (str(why).strip().splitlines() or [type(why).__name__])[0]
        raise click.ClickException(f"The database does not answer: {first_line}") from why


def warn_of_horizon(charter: Charter, today: date) -> None:
    """Say so when the bank holidays that we know of end soon: then no date can be promised past them."""
    horizon = charter.calendar.horizon
    if ends_soon(charter.calendar, today):
        click.echo(
            f"The bank holidays that this release knows end on {horizon:%A} {horizon.day} {horizon:%B %Y}. "
            "Install a newer release before then: no date can be promised past that day.",
            err=True,
        )


def base_url_given() -> bool:
    """Did somebody say at which address people reach us?"""
    return bool(os.environ.get("BYWHEN_BASE_URL", "").strip())
