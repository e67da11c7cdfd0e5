"""How a command joins the parser, and what its exit code tells."""

import argparse
import getpass
from collections.abc import Callable
from enum import IntEnum

Run = Callable[[argparse.Namespace], "Exit"]


class Exit(IntEnum):
    """What a command's exit code tells."""

    DONE = 0
    PROBLEMS = 1
    CONFLICTS = 2
    """argparse gives the same code to a wrong call."""
    DIFFERENT = 3
    DEAD_LINKS = 4


EXIT_CODES = """\
exit codes:
  0  done
  1  mistakes in the content, or something that does not exist
  2  files and store were both changed, or a wrong call
  3  files and store differ (export --check)
  4  links are dead (check-links)
"""


class Commands:
    """The parser's commands."""

    def __init__(self, parser: argparse.ArgumentParser) -> None:
        self._parsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def add(self, name: str, run: Run, summary: str, description: str = "") -> argparse.ArgumentParser:
        """Add a command; its parser is returned so that it can get arguments."""
        parser = self._parsers.add_parser(name, help=summary, description=description or f"{summary}.")
        parser.set_defaults(run=run)
        return parser


def operator() -> str:
    """Return who is at the keyboard, for the entries' history."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user need not have a name
        return "command line"
