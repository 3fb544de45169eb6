"""What somebody typed cannot be used: one plain sentence, and the exit code that says so."""

import click


class Refused(click.ClickException):
    """Shown as one sentence that says what to type instead; ends with 2, as click ends for options it does not know."""

    exit_code = 2
