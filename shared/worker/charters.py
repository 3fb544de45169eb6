"""`bywhen check-charter` and `bywhen charter new`."""

from pathlib import Path

import click

from shared.charter.checks_measures import not_live
from shared.charter.scaffold import CannotScaffold, new_organisation
from shared.worker.calendar_changes import warn_if_there_is_a_database
from shared.worker.installation import checked_charter, settings_of


@click.command("check-charter")
@click.argument("path", required=False)
def check_charter(path: str | None) -> None:
    """Check a charter: that of this installation, or the one named or kept in the folder PATH."""
    settings = settings_of(None) if path is None else None
    name, folder = (settings.organisation, settings.charters) if settings else (str(path), None)
    found = checked_charter(name, folder)
    click.echo(
        f'The charter "{name}" of {found.organisation.name} is in order: '
        f"{len(found.promises)} promises, {len(found.standards)} standards, {len(found.services)} services."
    )
    if not_live(found.engagement):
        click.echo(not_live(found.engagement))
    if settings:
        warn_if_there_is_a_database(settings)


@click.group()
def charter() -> None:
    """Begin a charter for a new organisation."""


@charter.command()
@click.argument("name")
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("charters"),
    show_default=True,
    help="The folder of your charters (BYWHEN_CHARTERS).",
)
def new(name: str, into: Path) -> None:
    """Copy the template for the organisation called NAME."""
    try:
        folder = new_organisation(name, into)
    except (CannotScaffold, OSError) as why:
        raise click.ClickException(str(why)) from why
    click.echo(f"A charter to fill in is in {folder}. Then run: bywhen check-charter {folder}")
    click.echo(f"To use it, set BYWHEN_CHARTERS={into} and BYWHEN_ORGANISATION={folder.name}")
