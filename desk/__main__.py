"""Commands for cluster staff's administrators: ``python -m desk requests | outbox | routing | webhook-secret``."""

import argparse
import sys
from collections.abc import Sequence

import settings
from desk.commands import outbox, requests, routing
from storage.database import StoreUnavailableError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m desk", description="Look at requests and at what became of them.")
    commands = parser.add_subparsers(dest="command", required=True)
    for command in (requests, outbox, routing):
        command.add_to(commands)
    chosen = parser.parse_args(arguments)
    try:
        status: int = chosen.run(chosen)
    except StoreUnavailableError as error:
        print(f"The store does not answer: {error}", file=sys.stderr)
        return 1
    return status


if __name__ == "__main__":
    settings.ensure_secrets()
    sys.exit(main())
