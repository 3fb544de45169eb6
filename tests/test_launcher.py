"""`./bywhen` on a machine that has Python and nothing else, tried with stand-ins for Python and pip."""

import os
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

TOP = Path(__file__).parent.parent

# Makes a venv whose pip writes down what it was asked and installs a command that says what it is told.
PYTHON = """
    #!/bin/sh
    case "$*" in
        *"sys.version_info"*) exit {too_old} ;;
        *ensurepip*) exit {bare} ;;
        *fcntl*) exec "{real}" "$@" ;;
        "-m pip --version") exit 0 ;;
        "-m venv "*) mkdir -p "$3/bin"; cp "$0" "$3/bin/python" ;;
        *install*)
            echo "$*" >>"{asked}"; sleep {seconds}
            if [ {broken} = 1 ]; then echo "pip says why"; exit 1; fi
            printf '#!/bin/sh\\necho "bywhen was told: $*"\\nmkdir -p "$BYWHEN_DATA"\\n' >"$(dirname "$0")/bywhen"
            chmod +x "$(dirname "$0")/bywhen" ;;
    esac
"""


class Machine:
    """A folder with the launcher in it, and a PATH on which only the basic commands and one Python are found."""

    def __init__(self, folder: Path) -> None:
        self.here, self.programs, self.asked = folder / "a clone", folder / "programs", folder / "asked"
        self.here.mkdir()
        self.programs.mkdir()
        for name in ("sh", "cat", "cksum", "dirname", "readlink", "mkdir", "cp", "sleep", "chmod", "env"):
            (self.programs / name).symlink_to(shutil.which(name) or name)
        for name in ("bywhen", "pyproject.toml"):
            shutil.copy(TOP / name, self.here / name)

    def has_python(self, name: str = "python3", *, too_old: int = 0, bare: int = 0, broken: int = 0) -> None:
        words = PYTHON.format(
            too_old=too_old,
            bare=bare,
            broken=broken,
            asked=self.asked,
            seconds=0.3,
            real=sys.executable,
        )
        (self.programs / name).write_text(textwrap.dedent(words).lstrip())
        (self.programs / name).chmod(0o755)

    def start(self, *words: str, launcher: Path | None = None, cwd: Path | None = None) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [launcher or self.here / "bywhen", *words],
            cwd=cwd or self.here,
            env={"PATH": str(self.programs)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *words: str, launcher: Path | None = None, cwd: Path | None = None) -> tuple[int, str, str]:
        running = self.start(*words, launcher=launcher, cwd=cwd)
        said, complained = running.communicate(timeout=20)
        return running.returncode, said, complained

    @property
    def installed(self) -> list[str]:
        """What pip was asked to install, once for each time."""
        asked = self.asked.read_text().splitlines() if self.asked.exists() else []
        return [line.rpartition("--editable ")[2].removeprefix(f"{self.here}") or "the product" for line in asked]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_the_first_start_installs_and_the_second_does_not(machine: Machine) -> None:
    machine.has_python()
    code, said, told = machine.run("demo", "two words")
    assert (code, said) == (0, "bywhen was told: demo two words\n")
    assert told == "Installing what Bywhen needs. The first time, this takes about a minute.\n"
    assert machine.run("demo") == (0, "bywhen was told: demo\n", "")
    assert machine.installed == ["the product"]


def test_testing_installs_the_test_tools_which_do_for_running_too(machine: Machine) -> None:
    machine.has_python()
    for words in (["run"], ["test"], ["run"], ["test", "-k", "clock"]):
        machine.run(*words)
    assert machine.installed == ["the product", "[test]"]


def test_new_pins_are_installed(machine: Machine) -> None:
    machine.has_python()
    machine.run()
    (machine.here / "pyproject.toml").write_text("other pins")
    machine.run()
    assert len(machine.installed) == 2


def test_two_starts_at_once_install_once(machine: Machine) -> None:
    machine.has_python()
    both = [machine.start("demo") for _ in range(2)]
    assert [one.communicate(timeout=20)[0] for one in both] == ["bywhen was told: demo\n"] * 2
    assert machine.installed == ["the product"]


def test_it_is_found_through_a_link_from_another_folder(machine: Machine, tmp_path: Path) -> None:
    machine.has_python()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "link").symlink_to(os.path.relpath(machine.here / "bywhen", elsewhere))
    assert machine.run("demo", launcher=elsewhere / "link", cwd=elsewhere)[0] == 0
    assert (machine.here / ".venv").is_dir()
    assert (machine.here / "data").is_dir(), "what is kept lies beside the code, not where somebody happened to be"


def test_pip_is_heard_only_when_it_fails_and_is_asked_again_next_time(machine: Machine) -> None:
    machine.has_python(broken=1)
    code, _, told = machine.run()
    assert code == 1
    assert told.splitlines()[1:] == [
        "pip says why",
        "Bywhen could not install what it needs. The lines above say why.",
    ]
    shutil.rmtree(machine.here / ".venv")
    machine.has_python()
    assert machine.run()[0] == 0


def test_somebody_without_python_is_told_what_to_install(machine: Machine) -> None:
    machine.has_python(too_old=1)
    code, _, told = machine.run()
    assert code == 1
    assert told.startswith("Bywhen needs Python 3.11 or newer, and could not find it.\nInstall it")


def test_somebody_without_venv_is_told_what_to_install(machine: Machine) -> None:
    machine.has_python("python3.12", bare=1)
    code, _, told = machine.run()
    assert code == 1
    assert told.startswith("Bywhen found python3.12, but not the parts of it that make a folder for packages")
    assert "sudo apt-get install python3-venv" in told


def test_an_old_python_beside_a_new_one_does_no_harm(machine: Machine) -> None:
    machine.has_python("python3", too_old=1)
    machine.has_python("python3.11")
    assert machine.run("demo")[1] == "bywhen was told: demo\n"
