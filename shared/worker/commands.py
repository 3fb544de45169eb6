"""The command `bywhen`: one file for each subject, gathered here."""

from contextlib import suppress
from importlib import import_module

import click

from shared.worker.charters import charter, check_charter
from shared.worker.demo import demo
from shared.worker.due import due
from shared.worker.serving import serve
from shared.worker.staff import staff
from shared.worker.testing import test
from shared.worker.upgrading import upgrade
from shared.worker.working import work


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="bywhen", message="Bywhen %(version)s")
def main() -> None:
    """What happens next, who does it, and by when."""


for command in (serve, work, upgrade, demo, staff, charter, check_charter, due, test):
    main.add_command(command)

for module, name in (("shared.worker.sampling", "sample_command"), ("shared.worker.benching", "bench_command")):
    with suppress(ImportError, AttributeError):
        main.add_command(getattr(import_module(module), name))

if __name__ == "__main__":
    main()
