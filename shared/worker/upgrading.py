"""`bywhen upgrade`: the database gets the tables of this release."""

from pathlib import Path

import click

from shared.models.migrate import upgrade as migrate
from shared.worker.installation import MIGRATIONS, asked, data_option, engine_of, settings_of


@click.command()
@data_option
def upgrade(data: Path | None) -> None:
    """Bring the database to this release; a copy of a SQLite file is kept first."""
    engine = engine_of(settings_of(data))
    changed = asked(lambda: migrate(engine, MIGRATIONS))
    engine.dispose()
    click.echo("The database is ready for this release." if changed else "The database was ready already.")
