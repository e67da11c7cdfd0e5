"""Commands for cluster staff's administrators: ``python -m desk requests``."""

import argparse
import sys
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

import settings
from desk import requests
from desk.models import Request
from storage import database

DEFAULT_LIMIT = 20


def _contact(request: Request) -> str:
    parts = (request.contact_name, request.contact_email, request.contact_phone)
    return ", ".join(part for part in parts if part)


def list_requests(limit: int) -> None:
    """Show the newest requests."""
    with database.reading() as session:
        found = requests.newest(session, limit=limit)
    table = Table("reference code", "received", "status", "summary", "destination", "contact")
    for request in found:
        received = f"{request.created_at.astimezone():%d.%m.%Y %H:%M}"
        destination = request.destination or "-"
        table.add_row(request.reference_code, received, request.status, request.summary, destination, _contact(request))
    Console().print(table if found else "There are no requests yet.")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m desk", description="Look at requests.")
    commands = parser.add_subparsers(dest="command", required=True)
    newest = commands.add_parser("requests", help="list the newest requests")
    newest.add_argument("--limit", type=int, default=DEFAULT_LIMIT)
    list_requests(parser.parse_args(arguments).limit)
    return 0


if __name__ == "__main__":
    settings.ensure_secrets()
    sys.exit(main())
