"""What `bywhen test` does: everything that must hold before a change is kept."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

TOP = Path(__file__).parent.parent.parent
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

# Each by the sentence that is said about it; the first that fails ends the run.
CHECKS = (
    ("The Python follows our rules", ("ruff", "check", "--quiet", ".")),
    ("The Python is laid out alike", ("ruff", "format", "--quiet", "--check", ".")),
    ("The types agree", ("mypy", "--no-error-summary")),
    ("The templates follow our rules", ("djlint", "--lint", "--quiet", "templates")),
)

#: All tests at once are shared between as many processes as the machine has cores.
ON_EVERY_CORE = ("--numprocesses=auto",)


#: A virus scanner lies where only its owner looks for programs.
CLAMD_NAMES = ("clamd", "/usr/sbin/clamd", "/usr/local/sbin/clamd", "/opt/homebrew/sbin/clamd")


@dataclass(frozen=True)
class Program:
    """What the tests need besides Python: its own name, the names of its file, and Debian's package of it."""

    name: str
    names: tuple[str, ...]
    package: str

    def path(self) -> str | None:
        """Where it is, or nothing."""
        return next((path for name in self.names if (path := shutil.which(name))), None)


CHROMIUM = Program("the Chromium browser", CHROMIUM_NAMES, "chromium")
CLAMD = Program("the ClamAV virus scanner", CLAMD_NAMES, "clamav-daemon")


def make_sure_of(programs: Sequence[Program]) -> None:
    """Installs what is missing where we may.

    Raises:
        click.ClickException: one is missing and must be installed by hand; says how.
    """
    missing = [one for one in programs if not one.path()]
    if missing and shutil.which("apt-get") and os.geteuid() == 0:
        names = " and ".join(one.name for one in missing)
        click.echo(f"Installing {names} for the tests. This takes a few minutes.")
        quietly = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        packages = [one.package for one in missing]
        for words in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
            made = subprocess.run(["apt-get", "-q", *words], env=quietly, capture_output=True, text=True, check=False)
            if made.returncode:
                click.echo(made.stdout + made.stderr)
                break
        missing = [one for one in missing if not one.path()]
    if missing:
        raise click.ClickException(
            f"The tests need {' and '.join(one.name for one in missing)}. Install what is missing, then run this "
            f"again. On Debian: sudo apt-get install {' '.join(one.package for one in missing)}"
        )


def run_checks() -> int:
    """Runs the rules that need no test, until one fails; what it failed with, or nought."""
    for sentence, words in CHECKS:
        click.echo(f"{sentence} ... ", nl=False)
        ran = subprocess.run([sys.executable, "-m", *words], cwd=TOP, capture_output=True, text=True, check=False)
        if ran.returncode:
            click.echo(f"no\n\n{ran.stdout}{ran.stderr}\nStopped here: {' '.join(words)} failed.")
            return ran.returncode
        click.echo("yes")
    return 0


def run_tests(words: Sequence[str]) -> int:
    """Runs pytest, whose closing line is the last said, without the settings of this installation."""
    sys.stdout.flush()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BYWHEN_")}
    # Those who share the tests between them must list them in the same order.
    environment["PYTHONHASHSEED"] = "0"
    tests = [sys.executable, "-m", "pytest", *words]
    return subprocess.run(tests, cwd=TOP, env=environment, check=False).returncode


@click.command("test", context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("words", nargs=-1, type=click.UNPROCESSED, metavar="[PYTEST'S OWN WORDS]")
def test(words: tuple[str, ...]) -> None:
    """Check everything: rules, types, templates, tests. With words for pytest, only those tests."""
    if not (TOP / "tests").is_dir():
        raise click.ClickException("The tests are kept beside the source: clone the repository and run ./bywhen test.")
    make_sure_of((CHROMIUM, CLAMD))
    sys.exit(run_tests(words) if words else run_checks() or run_tests(ON_EVERY_CORE))
