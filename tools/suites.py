"""Runs the test suites, each in its environment, with the programs that tests need: `python3 -m tools.suites`.

The engine's suite comes first. Both run even if the first fails; the output ends with the last one's closing line.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tools.console import SetupError, say
from tools.provide import PROGRAMS, provide

ROOT = Path(__file__).resolve().parents[1]
SUITES = {
    "engine": (
        ".venv-engine/bin/python -m pytest -c tests/engine.ini --rootdir=.",
        ("tests/engine", "tests/german"),
    ),
    "service": (".venv/bin/python -m pytest --ignore=tests/engine", ("tests",)),
}


def variable(program: str) -> str:
    """The environment variable that hands a program's path to the tests; empty means that it cannot be had."""
    return f"LOTSE_TEST_{program.upper()}"


def provided_programs() -> dict[str, str]:
    """Environment variables for all programs; one that is set already is left alone."""
    paths = {}
    for program in PROGRAMS:
        if variable(program) in os.environ:
            continue
        try:
            paths[variable(program)] = provide(program)
        except SetupError as error:
            say(str(error))
            paths[variable(program)] = ""
    return paths


def run(name: str, programs: dict[str, str]) -> int:
    """Run one suite and return pytest's exit code."""
    command, folders = SUITES[name]
    present = [folder for folder in folders if (ROOT / folder).is_dir()]
    say(f"Tests of the {name} environment:")
    arguments = [*command.split(), *present]
    return subprocess.run(arguments, check=False, cwd=ROOT, env=os.environ | programs).returncode


def main(names: list[str]) -> int:
    """Run the named suites, or both."""
    try:
        programs = provided_programs()
        return max(run(name, programs) for name in names or SUITES)
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
