"""Commands for operators: ``python -m knowledge --help``."""

import argparse
import sys
from collections.abc import Sequence

from sqlalchemy.exc import OperationalError, ProgrammingError

import settings
from knowledge.commands import due, exporting, files, importing, links, searching, stats, versions
from knowledge.commands.registry import EXIT_CODES, Commands, Exit
from knowledge.problems import ContentError
from storage.database import StoreUnavailableError

GROUPS = (files, importing, exporting, searching, due, links, stats, versions)
UNUSABLE = "The store cannot be used ({}); python -m knowledge import makes its tables."


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m knowledge",
        description="Check, move, try out and look after what Lotse knows.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = Commands(parser)
    for group in GROUPS:
        group.register(commands)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit code; what went wrong goes to stderr."""
    chosen = _parser().parse_args(arguments)
    try:
        return int(chosen.run(chosen))
    except ContentError as error:
        print(error, file=sys.stderr)
        print(f"{len(error.problems)} problems; nothing was changed", file=sys.stderr)
    except (OperationalError, ProgrammingError) as error:
        print(UNUSABLE.format(error.orig), file=sys.stderr)
    except StoreUnavailableError as error:
        print(UNUSABLE.format(error), file=sys.stderr)
    return Exit.PROBLEMS


if __name__ == "__main__":
    settings.ensure_secrets()
    sys.exit(main())
