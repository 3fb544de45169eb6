"""The command `bywhen`: one file for each subject, opened when it is asked for."""

from importlib import import_module

import click

#: Each command, and where it is written: counting days should not have to wait for the web server to load.
COMMANDS = {
    "demo": "shared.worker.demo:demo",
    "serve": "shared.worker.serving:serve",
    "work": "shared.worker.working:work",
    "upgrade": "shared.worker.upgrading:upgrade",
    "check-charter": "shared.worker.charters:check_charter",
    "charter": "shared.worker.charters:charter",
    "translations": "shared.worker.translations:translations",
    "staff": "shared.worker.staff:staff",
    "due": "shared.worker.due:due",
    "calendar": "shared.worker.calendar_changes:calendar",
    "sample": "shared.worker.sampling:sample_command",
    "bench": "shared.worker.benching:bench_command",
    "test": "shared.worker.testing:test",
}


class Commands(click.Group):
    """The group of all commands."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names, in the order in which somebody meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="bywhen", message="Bywhen %(version)s")
def main() -> None:
    """What happens next, who does it, and by when."""


if __name__ == "__main__":
    main()
