"""`bywhen sample`: a database full of cases that nobody sent."""

from dataclasses import replace
from pathlib import Path

import click

from shared.models.migrate import upgrade
from shared.worker.installation import MIGRATIONS, asked, charter_of, data_option, engine_of, settings_of
from shared.worker.now import now
from shared.worker.sampling.filling import sample


@click.command("sample")
@click.option("--cases", type=click.IntRange(1, 1_000_000), required=True, help="How many cases to add.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same cases.")
@data_option
@click.option("--organisation", help="Whose charter, in place of BYWHEN_ORGANISATION.")
def sample_command(cases: int, seed: int, data: Path | None, organisation: str | None) -> None:
    """Add made-up cases in every stage, to try things out. Never run it where real people write."""
    settings = settings_of(data)
    settings = replace(settings, organisation=organisation) if organisation else settings
    charter, engine = charter_of(settings), engine_of(settings)
    asked(lambda: upgrade(engine, MIGRATIONS))
    with click.progressbar(length=cases, label="Making up cases") as bar:
        shown = sample(engine, charter, cases=cases, seed=seed, at=now(), progress=bar.update)
    click.echo(f"{cases} cases added. A good one to look at: {shown}")
